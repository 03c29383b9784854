"""Rows of one sheet that speak of the same record."""

from collections.abc import Mapping

import polars as pl

from taizhang.declare.model import Ledger
from taizhang.exchange.faults import Fault, Problem
from taizhang.exchange.headings import AT, CHANGED, DATE, RECORD
from taizhang.kernel.issue import Severity
from taizhang.kernel.text import Text


def find_duplicates(
    sheet: str, ledger: Ledger, columns: Mapping[str, pl.Series], titles: Mapping[str, str]
) -> tuple[dict[str, pl.Series], list[Fault]]:
    """The columns without repeated rows, and a fault for each row that contradicts an earlier one.

    Rows are about the same thing when identity and date of change are the same; the same row twice is only noted.
    """
    if not all(name in columns for name in ledger.identity):
        return dict(columns), []
    frame = pl.DataFrame(columns)
    same = [*ledger.identity, *(target for target in (CHANGED, RECORD) if target in columns)]
    repeated = (
        frame.select(same).is_duplicated()
        & frame.select(pl.all_horizontal(pl.col(name).is_not_null() for name in ledger.identity)).to_series()
    )
    if not repeated.any():
        return dict(columns), []
    faults: list[Fault] = []
    superfluous: list[int] = []
    content = [name for name in frame.columns if name != AT]
    for _, group in frame.filter(repeated).group_by(same, maintain_order=True):
        first, *others = group.iter_rows(named=True)
        for other in others:
            if all(other[name] == first[name] for name in content):
                superfluous.append(other[AT])
            else:
                faults.append(_contradiction(sheet, ledger, first, other, titles))
    if superfluous:
        what = Text("与前面的行完全相同，只导入一次。", "The row repeats an earlier one and is imported once.")
        problem = Problem("workbook-row-repeated", what, Text("", ""), Severity.INFO)
        faults.append(Fault(problem, sheet, tuple(superfluous)))
    kept = frame.filter(~pl.col(AT).is_in(superfluous))
    return {name: kept[name] for name in kept.columns}, faults


def _contradiction(
    sheet: str, ledger: Ledger, first: Mapping[str, object], other: Mapping[str, object], titles: Mapping[str, str]
) -> Fault:
    differing = [name for name in other if name != AT and other[name] != first[name]]
    columns = "、".join(titles.get(name, ledger.date_title.zh if name == DATE else name) for name in differing[:5])
    row = int(str(first[AT])) + 1
    key = [ledger.fields[name] for name in ledger.identity]
    what = Text(
        f"与第 {row} 行是同一条记录（{'、'.join(item.title.zh for item in key)}相同），但{columns}不同。",
        f"This is the same record as row {row} (same {', '.join(item.title.en for item in key)}), "
        f"but differs in {columns.replace('、', ', ')}.",
    )
    remedy = Text(
        "请合并为一行；后来的变更请填“变更日期”。", "Merge the rows, or give the later one a date in 'Changed on'."
    )
    return Fault(Problem("workbook-duplicate", what, remedy), sheet, (int(str(other[AT])),), titles.get(key[0].name))
