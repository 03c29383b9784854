"""A ledger as of two times to a workbook that the importer takes back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.declare.model import Catalogue, Field, Ledger
from taizhang.exchange.convert import choice_spellings
from taizhang.exchange.courses import Course, courses
from taizhang.exchange.formulas import escape
from taizhang.exchange.headings import (
    CHANGED,
    DATE,
    ORG,
    PROBLEMS,
    RECORD,
    STEP,
    Heading,
    heading_with_unit,
    headings_of,
    is_blind,
)
from taizhang.exchange.sheets import write_rows
from taizhang.exchange.tables import Cell, SheetRows
from taizhang.exchange.units import Units
from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import Issue
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.text import Text
from taizhang.kernel.timeline import FOREVER
from taizhang.ledger.entries import Actor, Record, Value

if TYPE_CHECKING:
    from taizhang.ledger.store import Store

Progress = Callable[[int, int], None]
SHEET_ROWS = 1_048_570  # Excel's limit, less what stands above the rows


def export_ledger(
    store: "Store",
    catalogue: Catalogue,
    ledger: str,
    asof: AsOf,
    path: Path,
    *,
    actor: Actor,
    unmask: str | None = None,
    progress: Progress | None = None,
) -> tuple[int | None, list[Issue]]:
    """Write the records of ``ledger`` as of ``asof`` to ``path`` (.xlsx or .csv); how many rows.

    Personal values are masked. ``unmask`` is the reason for which ``actor`` takes them out in clear: that is logged for
    each record, and refused to those without the right, in which case no file is written. Imported again, nothing in
    the file changes anything.
    """
    declared = catalogue.ledgers[ledger]
    by_record = courses(store, declared, asof)
    if path.suffix.lower() == ".xlsx" and len(by_record) > SHEET_ROWS:
        return None, [_too_many(len(by_record))]
    units = Units(store.org_tree(replace(asof, effective=FOREVER)).units.values())
    headings = [heading for heading in headings_of(declared) if _wanted(declared, heading, by_record)]
    table = _Table(declared, headings, units, path.suffix.lower() == ".xlsx")
    clear: dict[int, Mapping[str, str]] = {}
    for record in by_record if unmask is not None and declared.personal else ():
        personal, issues = store.disclose(record, actor, unmask or "")
        if all(issue.code == "disclose-erased" for issue in issues):
            clear |= {} if issues else {record: personal}
        else:
            return None, issues
    written = 0

    def rows() -> Iterator[Sequence[Cell]]:
        nonlocal written
        for record in store.read(ledger, asof):
            yield table.row(record, by_record[record.id], clear.get(record.id, record.masked))
            written += 1
            if progress is not None:
                progress(written, len(by_record))

    notes = [f"{declared.title.zh}（{asof.effective}，登记至第 {asof.known_by} 号）"] if table.xlsx else []
    write_rows(path, [SheetRows(declared.title.zh, notes, table.titles(), rows())])
    return written, []


def _wanted(ledger: Ledger, heading: Heading, by_record: Mapping[int, Course]) -> bool:
    match heading.target:
        case target if target == CHANGED:
            return any(course.changed for course in by_record.values())
        case target if target == RECORD:
            return is_blind(ledger)
        case target:
            return target != PROBLEMS


@dataclass(frozen=True)
class _Table:
    """How records become rows. ``xlsx``: text like a formula is escaped here (csv does it for every cell)."""

    ledger: Ledger
    headings: Sequence[Heading]
    units: Units
    xlsx: bool

    def titles(self) -> list[str]:
        return [heading_with_unit(self.ledger, heading) for heading in self.headings]

    def row(self, record: Record, course: Course, personal: Mapping[str, str]) -> list[Cell]:
        day = course.changed or course.first
        builtin: dict[str, Cell] = {
            ORG: self.units.name_for(record.org, day),
            DATE: course.first,
            CHANGED: course.changed,
            RECORD: record.id,
            **{STEP + name: taken for name, taken in course.steps.items()},
        }
        cells: list[Cell] = []
        for heading in self.headings:
            item = self.ledger.fields.get(heading.target)
            if item is None:
                cells.append(builtin.get(heading.target))
            elif item.personal is not None:
                cells.append(self._text(personal.get(item.name) or ""))
            else:
                cells.append(self._cell(item, record.values.get(item.name), day))
        return cells

    def _cell(self, item: Field, value: Value, day: date) -> Cell:
        match item.type:
            case "boolean" if value is not None:
                return "是" if value else "否"
            case "choice" if value is not None:
                title = item.choices[str(value)].zh
                return title if choice_spellings(item).get(title) == value else str(value)
            case "unit" if value is not None:
                return self.units.name_for(OrgCode(str(value)), day)
            case _ if isinstance(value, str):
                return self._text(value)
            case _:
                return value

    def _text(self, text: str) -> str:
        return escape(text) if self.xlsx else text


def _too_many(rows: int) -> Issue:
    what = Text(f"共 {rows} 行，超过一张工作表的容量。", f"{rows} rows are more than a worksheet holds.")
    return Issue("export-too-many-rows", what, Text("请导出为 .csv。", "Export to .csv instead."), value=str(rows))
