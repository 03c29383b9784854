"""Rows of the demo town, and how they become the sheets of a workbook.

Generators name ledgers, fields, choices and steps; every heading and every word in a cell comes from the catalogue, so
that a pack's title is typed once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from taizhang.declare.model import Catalogue, Field, Ledger
from taizhang.exchange.headings import CHANGED, DATE, ORG, STEP, headings_of
from taizhang.exchange.tables import Cell, SheetRows

NOTICE = "合成数据：人员、单位、数字全部虚构。SYNTHETIC DATA: every person, unit and figure is invented."

Value = str | int | Decimal | bool | date | datetime | None
NO_STEPS: Mapping[str, date] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a ledger: ``values`` by field name, ``steps`` the date each step was taken.

    ``org`` is the unit's name; None where a reference lends it. ``changed_on`` makes it a change of an earlier row.
    """

    day: date
    values: Mapping[str, Value]
    org: str | None = None
    steps: Mapping[str, date] = field(default_factory=lambda: NO_STEPS)
    changed_on: date | None = None


@dataclass(frozen=True)
class Workbook:
    """One file: its name without number, its suffix, and the rows of each ledger in the order of the sheets."""

    name: str
    sheets: Mapping[str, Sequence[Row]]
    suffix: str = ".xlsx"


def sheets_of(workbook: Workbook, catalogue: Catalogue) -> list[SheetRows]:
    return [_sheet(catalogue.ledgers[name], rows) for name, rows in workbook.sheets.items()]


def _sheet(ledger: Ledger, rows: Sequence[Row]) -> SheetRows:
    """The columns that any row fills, under their declared headings."""
    used = {target for row in rows for target in _targets(row)}
    headings = [heading for heading in headings_of(ledger) if heading.target in used]
    targets = [heading.target for heading in headings]
    header = [heading.title.zh for heading in headings]
    return SheetRows(ledger.title.zh, (NOTICE,), header, _cells(ledger, targets, rows))


def _targets(row: Row) -> Iterator[str]:
    yield DATE
    yield from (name for name, value in row.values.items() if value is not None)
    yield from (STEP + name for name in row.steps)
    if row.org is not None:
        yield ORG
    if row.changed_on is not None:
        yield CHANGED


def _cells(ledger: Ledger, targets: Sequence[str], rows: Sequence[Row]) -> Iterator[list[Cell]]:
    for row in rows:
        built_in: dict[str, Value] = {ORG: row.org, DATE: row.day, CHANGED: row.changed_on}
        built_in |= {STEP + name: day for name, day in row.steps.items()}
        yield [
            _cell(ledger.fields[target], row.values.get(target)) if target in ledger.fields else built_in.get(target)
            for target in targets
        ]


def _cell(item: Field, value: Value) -> Cell:
    if item.type == "choice" and value is not None:
        return item.choices[str(value)].zh
    if isinstance(value, bool):
        return "是" if value else "否"
    return value
