"""The plain tables that workbooks are read into and written from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import polars as pl

Cell = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True)
class SheetRows:
    """A sheet to write: ``notes`` stand above the header, one a row; each of ``rows`` has the header's length."""

    name: str
    notes: Sequence[str]
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class BadCell:
    """A cell that holds an error (``#N/A``, ``#DIV/0!``) in place of a value; row and column counted from 0."""

    row: int
    column: int
    error: str


@dataclass(frozen=True)
class RawSheet:
    """A sheet as read: every cell text or null; row ``i`` of ``cells`` is row ``i + 1`` of the sheet.

    Numbers keep the digits their cell holds, without binary noise; dates are ISO text (``2020-05-25``, or with the time
    after a space). Columns left of the first used one are dropped.
    """

    name: str
    cells: pl.DataFrame
    bad: Sequence[BadCell] = ()

    @property
    def is_empty(self) -> bool:
        return self.cells.height == 0 or self.cells.width == 0
