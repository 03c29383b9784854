"""What the figures of a report cost as the history grows, on copies of a synthetic source."""

from bench.listening import Listener
from bench.result import Result, warm
from bench.size import Size
from bench.towns import copy_of

ORDER = 6
TITLE = "Cost as the history grows"


def measure(size: Size) -> list[Result]:
    return [_at(rows, size) for rows in size.growth]


def _at(rows: int, size: Size) -> Result:
    copy = copy_of(rows, size.folder)
    engine, cutoff = copy.engine(), copy.cutoff
    listener = Listener(engine)
    copy.report(listener)
    requests = list(listener.requests)
    figures, document = warm(size.rounds, lambda: engine.evaluate(requests, cutoff), lambda: copy.report(engine))
    note = f"{figures / rows * 1e6:.2g} µs a revision; the whole document {document:.2f} s"
    return Result(f"Figures at {rows:,} revisions", figures, None, "s", figures, "s", note=note)
