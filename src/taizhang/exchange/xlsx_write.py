"""Writing .xlsx: one pass, little memory, the same bytes for the same rows."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from taizhang.exchange.tables import Cell, SheetRows

CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 (a fixed stamp: the same rows must give the same bytes)
FIRST_SAFE_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong (it believes in 29 February 1900)
EXACT_DIGITS = 15  # what a cell's binary number keeps of a decimal one
NAME_LIMIT = 31
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


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


class Writer:
    """Writes typed cells with the number format that belongs to their type."""

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

    def row(self, sheet: Any, at: int, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            self.cell(sheet, at, column, cell)

    def cell(self, sheet: Any, at: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            sheet.write_string(at, column, cell, self.text)
        elif isinstance(cell, bool):
            sheet.write_boolean(at, column, cell)
        elif isinstance(cell, Decimal):
            self._write_decimal(sheet, at, column, cell)
        elif isinstance(cell, int) and abs(cell) < 10**EXACT_DIGITS:
            sheet.write_number(at, column, cell, self.whole)
        elif isinstance(cell, float):
            sheet.write_number(at, column, cell)
        elif isinstance(cell, datetime) and cell.tzinfo is None and not cell.microsecond:
            sheet.write_datetime(at, column, cell, self.moment)
        elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= FIRST_SAFE_DAY:
            sheet.write_datetime(at, column, cell, self.day)
        else:
            sheet.write_string(at, column, cell.isoformat() if isinstance(cell, date) else str(cell), self.text)

    def _write_decimal(self, sheet: Any, at: int, column: int, cell: Decimal) -> None:
        _, digits, exponent = cell.as_tuple()
        if isinstance(exponent, int) and len(digits) + max(exponent, 0) <= EXACT_DIGITS:
            sheet.write_number(at, column, float(cell), self.decimal(max(-exponent, 0)))
        else:
            sheet.write_string(at, column, f"{cell:f}", self.text)


def heading_width(title: str) -> float:
    """Characters a column needs for its heading; a Chinese character is two wide."""
    return min(40.0, max(10.0, 2 + sum(2 if ord(letter) > 0x2E80 else 1 for letter in title)))


def write_xlsx(path: Path, sheets: Sequence[SheetRows]) -> None:
    with open_workbook(path) as book:
        writer = Writer(book)
        taken: list[str] = []
        for rows in sheets:
            name = sheet_name(rows.name, taken)
            taken.append(name)
            sheet = book.add_worksheet(name)
            for column, title in enumerate(rows.header):
                sheet.set_column(column, column, heading_width(title))
            top = len(rows.notes)
            sheet.freeze_panes(top + 1, 0)
            for at, note in enumerate(rows.notes):
                sheet.write_string(at, 0, note, writer.note)
            for column, title in enumerate(rows.header):
                sheet.write_string(top, column, title, writer.heading)
            for at, cells in enumerate(rows.rows, top + 1):
                writer.row(sheet, at, cells)
