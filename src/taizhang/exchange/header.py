"""Finding the header row of a sheet and what its columns mean."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from taizhang.declare.model import Ledger
from taizhang.exchange.faults import Fault, Problem
from taizhang.exchange.headings import Matcher
from taizhang.exchange.tables import RawSheet
from taizhang.kernel.issue import Severity, did_you_mean, nearest
from taizhang.kernel.text import Text

SEARCHED_ROWS = 10  # titles, notes and the mark of synthetic data may stand above the header


@dataclass(frozen=True)
class Header:
    """``row`` counts from 0. ``columns`` says for each column found which one of ``cells`` it is; ``titles`` how the
    sheet heads it."""

    row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]


def find_header(sheet: RawSheet, ledger: Ledger) -> tuple[Header | None, list[Fault]]:
    """The row among the first ten that has most headings of ``ledger``, the upper one of equals."""
    matcher = Matcher.of(ledger)
    best, found = 0, 0
    for at, cells in enumerate(sheet.cells.head(SEARCHED_ROWS).rows()):
        matched = len({target for cell in cells if cell and (target := matcher.target(cell))})
        if matched > found:
            best, found = at, matched
    if not found:
        what = Text(
            f"前 {SEARCHED_ROWS} 行里没有台账“{ledger.title.zh}”的表头。",
            f"None of the first {SEARCHED_ROWS} rows is a header of ledger '{ledger.title.en}'.",
        )
        remedy = Text(
            f"表头应有：{'、'.join(matcher.titles[:8])} 等；可用导出的模板填写。",
            f"A header has: {', '.join(matcher.titles[:8])} …; start from the exported template.",
        )
        return None, [Fault(Problem("workbook-no-header", what, remedy), sheet.name)]
    return _match(sheet, best, matcher)


def _match(sheet: RawSheet, row: int, matcher: Matcher) -> tuple[Header, list[Fault]]:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    faults = []
    written = [(cell or "").strip() for cell in sheet.cells.row(row)]
    targets = [matcher.target(title) if title else None for title in written]
    counts = Counter(target for target in targets if target)
    body = sheet.cells.slice(row + 1)
    for at, (title, target) in enumerate(zip(written, targets, strict=True)):
        if target is None:
            if title or body.to_series(at).drop_nulls().len():
                faults.append(_unknown(sheet, row, title, matcher))
        elif target in columns:
            continue
        else:
            columns[target], titles[target] = at, title
            if counts[target] > 1:
                faults.append(_twice(sheet, row, title))
    return Header(row, columns, titles), faults


def _unknown(sheet: RawSheet, row: int, title: str, matcher: Matcher) -> Fault:
    if title:
        what = Text(f"不认识的列“{title}”，未导入。", f"Column '{title}' is unknown and was not imported.")
        remedy = did_you_mean(title, matcher.titles) if nearest(title, matcher.titles) else Text("", "")
    else:
        what = Text("有一列没有表头，未导入。", "A column without a heading was not imported.")
        remedy = Text("请补上表头，或删去该列。", "Give it a heading or delete it.")
    return Fault(Problem("workbook-unknown-column", what, remedy, Severity.WARNING), sheet.name, (row,), title or None)


def _twice(sheet: RawSheet, row: int, title: str) -> Fault:
    what = Text(f"“{title}”有不止一列。", f"There is more than one column '{title}'.")
    remedy = Text("请只保留一列。", "Keep one of them.")
    return Fault(Problem("workbook-column-twice", what, remedy), sheet.name, (row,), title)
