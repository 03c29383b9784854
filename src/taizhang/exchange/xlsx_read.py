"""Reading .xlsx: all cells as text, so that nothing is guessed or lost on the way."""

import re

import fastexcel
import polars as pl

from taizhang.exchange.tables import BadCell, RawSheet

_ERROR = re.compile(r"Error\((\w+)\)")
_SPELLING = {"NA": "#N/A", "Div0": "#DIV/0!", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!"}


def read_xlsx(data: bytes) -> list[RawSheet]:
    """The visible worksheets in order. Raises ``fastexcel.FastExcelError`` when the workbook is malformed."""
    reader = fastexcel.read_excel(data)
    sheets = []
    for name in reader.sheet_names:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        if sheet.visible != "visible":
            continue
        if sheet.height == 0:
            sheets.append(RawSheet(name, pl.DataFrame()))
            continue
        batch, errors = sheet.to_arrow_with_errors()
        frame = pl.from_arrow(batch)
        assert isinstance(frame, pl.DataFrame)
        cells = frame.rename({column: f"c{at}" for at, column in enumerate(frame.columns)})
        bad = tuple(_bad_cell(error) for error in errors.errors) if errors is not None else ()
        sheets.append(RawSheet(name, cells, bad))
    return sheets


def _bad_cell(error: fastexcel.CellError) -> BadCell:
    row, column = error.position
    match = _ERROR.search(error.detail)
    kind = match[1] if match else ""
    return BadCell(row, column, _SPELLING.get(kind, "#VALUE!"))
