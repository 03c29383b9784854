"""Writing .xlsx: one pass, little memory, the same bytes for the same rows.

XlsxWriter makes the workbook. Rows go to its sheet as finished XML, a row at a time: its own calls for single cells
take four times as long, and print amounts with the noise of binary numbers (0.07000000000000001).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from taizhang.exchange.tables import Cell, SheetRows

CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 (a fixed stamp: the same rows must give the same bytes)
EXACT_DIGITS = 15  # what a cell's binary number keeps of a decimal one
NAME_LIMIT = 31
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong (it believes in 29 February 1900)
_SECONDS = 86400
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_escape_control_characters: Callable[[str], str] = Worksheet._escape_control_characters
_NEEDS_CARE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def sheet_name(name: str, taken: Sequence[str] = ()) -> str:
    """``name`` as Excel allows it: at most 31 characters, without ``[]:*?/\\``, different from ``taken``."""
    base = name.translate(_FORBIDDEN_IN_NAME).strip("'")[:NAME_LIMIT] or "Sheet"
    candidate, number = base, 1
    while candidate.casefold() in {other.casefold() for other in taken}:
        number += 1
        suffix = f"~{number}"
        candidate = base[: NAME_LIMIT - len(suffix)] + suffix
    return candidate


def open_workbook(path: Path) -> Any:
    """An xlsxwriter workbook that never turns text into formulas, numbers or links."""
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": CREATED})
    return book


class Formats:
    """The cell formats of a workbook, by what they are for."""

    def __init__(self, book: Any) -> None:
        self.heading = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True})
        self.note = book.add_format({"bold": True})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.whole = book.add_format({"num_format": "0"})
        self._book = book
        self._decimals: dict[int, Any] = {}

    def decimal(self, digits: int) -> Any:
        """The number format that shows ``digits`` decimal places."""
        if digits not in self._decimals:
            self._decimals[digits] = self._book.add_format({"num_format": "0." + "0" * digits if digits else "0"})
        return self._decimals[digits]


class RowSheet(Worksheet):
    """A worksheet that also takes whole rows at once; ``Workbook.add_worksheet(name, RowSheet)`` makes one."""

    def append_rows(self, start: int, rows: Iterable[Sequence[Cell]], formats: Formats) -> None:
        """Write ``rows`` from row ``start`` (from 0) on, below everything written before; None leaves a cell empty."""
        self._write_single_row(start)
        cells = _Cells(formats)
        file: Any = self.row_data_fh
        columns: list[str] = []
        at = start
        for at, row in enumerate(rows, start):
            columns += [xl_col_to_name(column) for column in range(len(columns), len(row))]
            number = at + 1
            written = "".join(
                [
                    f'<c r="{column}{number}"{cells.of[type(cell)](cell)}'
                    for column, cell in zip(columns, row, strict=False)
                    if cell is not None and cell != ""
                ]
            )
            if written:
                file.write(f'<row r="{number}">{written}</row>')
        self.previous_row = at + 1
        self._check_dimensions(at, max(len(columns) - 1, 0))


class _Cells:
    """The rest of a cell's XML, after its place, by the type of its value."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._text, self._day, self._moment, self._whole = (
            f' s="{item._get_xf_index()}"' for item in (formats.text, formats.day, formats.moment, formats.whole)
        )
        self._decimals: dict[int, str] = {}
        self.of: dict[type, Callable[[Any], str]] = {
            str: self.text,
            bool: lambda cell: f' t="b"><v>{cell:d}</v></c>',
            int: self.integer,
            Decimal: self.decimal,
            float: lambda cell: f"><v>{cell!r}</v></c>",
            date: self.day,
            datetime: self.moment,
        }

    def text(self, cell: str) -> str:
        if _NEEDS_CARE.search(cell):
            cell = escape(_escape_control_characters(cell))
        return f'{self._text} t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>'

    def integer(self, cell: int) -> str:
        return f"{self._whole}><v>{cell}</v></c>" if abs(cell) < 10**EXACT_DIGITS else self.text(str(cell))

    def decimal(self, cell: Decimal) -> str:
        _, digits, exponent = cell.as_tuple()
        if not isinstance(exponent, int) or len(digits) + max(exponent, 0) > EXACT_DIGITS:
            return self.text(f"{cell:f}")
        places = max(-exponent, 0)
        if places not in self._decimals:
            self._decimals[places] = f' s="{self._formats.decimal(places)._get_xf_index()}"'
        return f"{self._decimals[places]}><v>{cell:f}</v></c>"

    def day(self, cell: date) -> str:
        if cell < _FIRST_SAFE_DAY:
            return self.text(cell.isoformat())
        return f"{self._day}><v>{(cell - _DAY_ZERO).days}</v></c>"

    def moment(self, cell: datetime) -> str:
        if cell.tzinfo is not None or cell.microsecond or cell.date() < _FIRST_SAFE_DAY:
            return self.text(cell.isoformat(sep=" "))
        part = (cell.hour * 3600 + cell.minute * 60 + cell.second) / _SECONDS
        return f"{self._moment}><v>{(cell.date() - _DAY_ZERO).days + part!r}</v></c>"


def heading_width(title: str) -> float:
    """Characters a column needs for its heading; a Chinese character is two wide."""
    return min(40.0, max(10.0, 2 + sum(2 if ord(letter) > 0x2E80 else 1 for letter in title)))


def write_xlsx(path: Path, sheets: Sequence[SheetRows]) -> None:
    with open_workbook(path) as book:
        formats = Formats(book)
        taken: list[str] = []
        for rows in sheets:
            name = sheet_name(rows.name, taken)
            taken.append(name)
            sheet = book.add_worksheet(name, RowSheet)
            for column, title in enumerate(rows.header):
                sheet.set_column(column, column, heading_width(title))
            top = len(rows.notes)
            sheet.freeze_panes(top + 1, 0)
            for at, note in enumerate(rows.notes):
                sheet.write_string(at, 0, note, formats.note)
            for column, title in enumerate(rows.header):
                sheet.write_string(top, column, title, formats.heading)
            sheet.append_rows(top + 1, rows.rows, formats)
