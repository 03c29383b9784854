"""Appending to a store that is large already: the cost of a row must not grow with what is there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from statistics import median

from bench.history.readings import Readings
from bench.history.town import CLERK, History
from bench.result import Result, timed
from bench.size import Size
from bench.towns import copied
from taizhang.ledger.entries import Draft, Entry
from taizhang.project.town import Town

ORDER = 10
TITLE = "Appending to a large store"


def measure(size: Size) -> list[Result]:
    town = copied(size.rows, size.folder, size.folder / "appended")
    readings = History(town.catalogue, size.rows).readings
    count = min(readings.count, 50_000)
    taken = []
    for number in range(min(size.rounds, 3)):
        draft = Draft(f"append-{number}", "import", CLERK, "bench", "bench", list(_entries(readings, number, count)))
        taken.append(timed(partial(_append, town, draft)))
    ours = count / median(taken)
    return [
        Result(f"Appending to {size.rows:,} revisions", ours, None, "rows/s", ours, "rows/s", "at least", 15_000,
               f"submissions of {count:,} new readings, each with a reference and an identity"),
    ]  # fmt: skip


def _entries(readings: Readings, number: int, count: int) -> Iterator[Entry]:
    """The first readings of the town again, some seconds later: new ones in every round."""
    shift = timedelta(seconds=7 + number)
    for entry in readings.entries(0, count):
        moment = entry.values["taken_at"]
        assert isinstance(moment, datetime)
        yield replace(entry, values={**entry.values, "taken_at": moment + shift})


def _append(town: Town, draft: Draft) -> None:
    receipt, issues = town.store.append(draft)
    if receipt is None:
        raise RuntimeError("\n".join(issue.line("en") for issue in issues[:5]))
