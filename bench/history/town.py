"""A whole town of a given size: as entries for a store, as a source of revisions, as an organisation tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random

import pyarrow as pa

from bench.history import people, works
from bench.history.readings import LEDGER, Readings
from bench.history.story import Story, Turn
from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.source import SCHEMA
from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import Place
from taizhang.kernel.orgtree import OrgTree
from taizhang.ledger.canonical import dump_row
from taizhang.ledger.entries import Actor, Draft, Entry
from taizhang.ledger.units import unit_of
from taizhang.ledger.values import clean_values

CLERK = Actor("bench", frozenset({"registrar", "admin"}))
SUBMISSION = 50_000
_BATCH = 100_000
_SEED = 20200630


@dataclass(frozen=True)
class History:
    """About ``rows`` revisions: nine households, 27 residents and their assistance to a thousand, the rest readings."""

    catalogue: Catalogue
    rows: int

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Every record but the readings, those referred to before those that refer to them."""
        random = Random(_SEED)
        households = max(28, self.rows * 9 // 1000)
        made = (
            people.units(),
            people.residents(households, random),
            people.allowances(households, random),
            people.payments(households, random),
            people.supports(households, random),
            works.projects(10 + self.rows // 100_000, random),
            works.facilities(self.facilities),
            works.seedlings(random),
            works.rivers(max(5, self.rows // 25_000), 4 if self.rows < 100_000 else 8, random),
            works.water_sources(),
            works.office(random),
        )
        return tuple(story for stories in made for story in stories)

    @property
    def facilities(self) -> int:
        return max(2, self.rows // 100_000)

    @cached_property
    def lines(self) -> int:
        """How many revisions all but the readings have."""
        return sum(story.revisions for story in self.stories)

    @cached_property
    def readings(self) -> Readings:
        return Readings(max(200, self.rows - self.lines), self.facilities)

    @cached_property
    def happenings(self) -> Sequence[tuple[int, int]]:
        """(story, turn) in order of effective date; turn -1 is the creation."""
        days = [
            (turn.day if turn else story.day, number, at)
            for number, story in enumerate(self.stories)
            for at, turn in enumerate((None, *story.turns), -1)
        ]
        return [(number, at) for _, number, at in sorted(days)]

    def drafts(self) -> Iterator[Draft]:
        """The submissions that build the town in a store."""
        number = 0
        for entries in (self._line_entries(), self.readings.entries(0, self.readings.count)):
            while part := list(islice(entries, SUBMISSION)):
                number += 1
                yield Draft(f"bench-{number}", "import", CLERK, "bench", "bench", part)

    def _line_entries(self) -> Iterator[Entry]:
        for number, at in self.happenings:
            story = self.stories[number]
            yield _entry(self.catalogue.ledgers[story.ledger], story, None if at < 0 else story.turns[at])

    def tree(self, asof: AsOf) -> OrgTree:
        """The units as they stand on the day, however much is known."""
        units = []
        for story in people.units():
            if story.day <= asof.effective:
                values = dict(story.values)
                for turn in story.turns:
                    if turn.day <= asof.effective:
                        values.update(turn.values)
                units.append(unit_of(story.key, story.day, values))
        return OrgTree.of(units, asof.effective)

    def source(self) -> "SyntheticSource":
        return SyntheticSource(self)


def _entry(ledger: Ledger, story: Story, turn: Turn | None) -> Entry:
    org = story.org if story.told else None
    if turn is None:
        return Entry(story.ledger, "create", story.day, story.values, org)
    values = {name: story.values[name] for name in ledger.identity} | dict(turn.values)
    return Entry(story.ledger, "step" if turn.step else "amend", turn.day, values, None, step=turn.step)


class SyntheticSource:
    """A RevisionSource over a history, for sizes at which building a store would take too long."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._lines: dict[str, list[dict[str, object]]] = {}
        seen: dict[int, int] = {}
        for seq, (number, at) in enumerate(history.happenings, 1):
            record = seen.setdefault(number, len(seen) + 1)
            story = history.stories[number]
            row = _revision(history.catalogue.ledgers[story.ledger], story, at, seq, record)
            self._lines.setdefault(story.ledger, []).append(row)
        self._records = len(seen)

    def head(self) -> int:
        return self._history.lines + self._history.readings.count

    def revisions(self, ledger: str, after: int, until: int) -> Iterator[pa.RecordBatch]:
        if ledger == LEDGER:
            yield from self._readings(after, until)
        else:
            rows = [row for row in self._lines.get(ledger, ()) if after < row["seq"] <= until]  # type: ignore[operator]
            for first in range(0, len(rows), _BATCH):
                yield pa.RecordBatch.from_pylist(rows[first : first + _BATCH], schema=SCHEMA)

    def revisions_of(self, ledger: str, records: Sequence[int], until: int) -> Iterator[pa.RecordBatch]:
        wanted = set(records)
        rows = [row for row in self._lines.get(ledger, ()) if row["record"] in wanted and row["seq"] <= until]  # type: ignore[operator]
        rows.sort(key=lambda row: (row["record"], row["seq"]))
        if rows:
            yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)

    def _readings(self, after: int, until: int) -> Iterator[pa.RecordBatch]:
        before = self._history.lines + 1
        first, end = max(after + 1 - before, 0), min(until + 1 - before, self._history.readings.count)
        for start in range(first, end, _BATCH):
            yield self._history.readings.batch(start, min(start + _BATCH, end), before, self._records + 1).cast(SCHEMA)


def _revision(ledger: Ledger, story: Story, at: int, seq: int, record: int) -> dict[str, object]:
    """The full row after the creation and the turns up to ``at``."""
    values, state, kind, day = dict(story.values), ledger.workflow.start if ledger.workflow else "", "create", story.day
    for turn in story.turns[: at + 1]:
        values.update(turn.values)
        if turn.step and ledger.workflow:
            state = ledger.workflow.steps[turn.step].to
        kind, day = "step" if turn.step else "amend", turn.day
    clean, issues = clean_values(ledger, {name: values.get(name) for name in ledger.columns}, Place())
    assert not issues, issues
    return {
        "seq": seq,
        "submission": 1,
        "record": record,
        "key": story.key,
        "kind": kind,
        "effective": day,
        "org": str(story.org),
        "state": state,
        "target": None,
        "data": dump_row({**clean, **story.aliases}),
    }
