"""The results as a table on the screen and in docs/benchmarks.md."""

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from bench.result import Result

FILE = Path("docs/benchmarks.md")
_BEGIN, _END = "<!-- results: begin -->", "<!-- results: end -->"
_HEADER = ("Benchmark", "Taizhang", "Other way", "Measured", "Target", "Reached", "Note")


def table(results: Sequence[Result]) -> Table:
    shown = Table(title="Benchmarks")
    for heading in _HEADER:
        shown.add_column(heading, justify="right" if heading in ("Taizhang", "Other way", "Measured") else "left")
    for result in results:
        shown.add_row(*_cells(result), style="red" if result.reached is False else None)
    return shown


def write(results: Sequence[Result], command: str) -> None:
    """Put the table, and the command it came from, between the marks in the page."""
    before, _, rest = FILE.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    lines = [
        f"`{command}`",
        "",
        _line(_HEADER),
        _line("---" for _ in _HEADER),
        *(_line(_cells(item)) for item in results),
    ]
    FILE.write_text(f"{before}{_BEGIN}\n" + "\n".join(lines) + f"\n{_END}{after}", encoding="utf-8")


def _line(cells: object) -> str:
    return "| " + " | ".join(cells) + " |"  # type: ignore[arg-type]


def _cells(result: Result) -> tuple[str, ...]:
    theirs = "" if result.theirs is None else f"{_number(result.theirs)} {result.unit}"
    target = (
        ""
        if result.target is None
        else f"{'≥' if result.goal == 'at least' else '≤'} {result.target:,g} {result.measure}"
    )
    reached = {True: "yes", False: "**no**", None: ""}[result.reached]
    return (
        result.name, f"{_number(result.ours)} {result.unit}", theirs, f"{_number(result.measured)} {result.measure}",
        target, reached, result.note,
    )  # fmt: skip


def _number(value: float) -> str:
    """Three significant digits, thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
