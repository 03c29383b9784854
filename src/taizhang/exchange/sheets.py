"""Workbooks as plain tables, whatever their format."""

import csv
from collections.abc import Sequence
from pathlib import Path

import fastexcel

from taizhang.exchange import guards
from taizhang.exchange.csv_text import decode, read_csv, write_csv
from taizhang.exchange.tables import Cell, RawSheet, SheetRows
from taizhang.exchange.xlsx_read import read_xlsx
from taizhang.exchange.xlsx_write import write_xlsx
from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text

__all__ = ["Cell", "RawSheet", "SheetRows", "read_sheets", "write_rows"]

LIMITS = guards.Limits()


def read_sheets(data: bytes, file: str, limits: guards.Limits = LIMITS) -> tuple[list[RawSheet], list[Issue]]:
    """The visible sheets of a workbook given as bytes; ``file`` is its name, for messages and the kind of text file.

    Sheets without any cell are left out. With issues there are no sheets.
    """
    kind, issues = guards.recognise(data, file, limits)
    if kind is None:
        return [], issues
    sheets: list[RawSheet] = []
    try:
        if kind == "xlsx":
            sheets = read_xlsx(data)
        else:
            text = decode(data)
            if text is None:
                return [], [guards.not_text(file)]
            sheets = [read_csv(text, Path(file).stem, limits.columns)]
    except (fastexcel.FastExcelError, csv.Error):
        return [], [guards.damaged(file)]
    filled = [sheet for sheet in sheets if not sheet.is_empty]
    return filled, ([] if filled else [_no_rows(file)])


def _no_rows(file: str) -> Issue:
    return Issue(
        "workbook-no-rows",
        Text("工作簿里没有任何数据。", "The workbook has no data at all."),
        Text(
            "请检查是否选错了文件，或数据是否在隐藏的工作表里。",
            "Check the file, and whether the data is on a hidden sheet.",
        ),
        Place(file=file),
    )


def write_rows(path: Path, sheets: Sequence[SheetRows]) -> None:
    """Write ``sheets`` to ``path`` (.xlsx, or .csv for a single sheet). The same rows give the same bytes.

    The file appears whole or not at all. ValueError for another suffix, or several sheets in a csv file.
    """
    suffix = path.suffix.lower()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        if suffix == ".xlsx":
            write_xlsx(part, sheets)
        elif suffix == ".csv" and len(sheets) == 1:
            write_csv(part, sheets[0])
        else:
            raise ValueError(f"cannot write {len(sheets)} sheets to a {suffix or 'nameless'} file: {path}")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
