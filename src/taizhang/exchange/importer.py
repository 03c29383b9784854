"""A workbook into the ledgers: read, check, write whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.declare.model import Catalogue, Ledger
from taizhang.exchange.assign import assign
from taizhang.exchange.entries import AllEntries, SheetEntries
from taizhang.exchange.existing import rows_of_known
from taizhang.exchange.faults import Fault, from_issue, list_issues
from taizhang.exchange.headings import ORG_LEDGER
from taizhang.exchange.marked import write_marked
from taizhang.exchange.sheets import read_sheets
from taizhang.exchange.tables import RawSheet
from taizhang.exchange.units import Units
from taizhang.exchange.validate import CheckedSheet, check_sheet
from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import Issue, Place, Severity, has_errors
from taizhang.kernel.text import Text
from taizhang.kernel.timeline import FOREVER
from taizhang.ledger.entries import Actor, Draft, Receipt

if TYPE_CHECKING:
    from taizhang.ledger.store import Store

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportResult:
    """What came of an import.

    ``receipt`` is None when nothing was written (errors, or a dry run). ``marked`` is the copy with the faults marked,
    written when there are errors in rows. ``rows`` were read; ``sheets`` says which ledger each sheet went to.
    """

    receipt: Receipt | None
    issues: list[Issue]
    marked: Path | None = None
    rows: int = 0
    sheets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """A workbook read and checked, without a look at the records in the store."""

    raw: Sequence[RawSheet]
    sheets: Sequence[CheckedSheet]
    ledgers: Mapping[str, str]
    faults: Sequence[Fault]
    issues: list[Issue]

    @property
    def rows(self) -> int:
        return sum(sheet.rows.height for sheet in self.sheets)


def import_file(
    path: Path,
    ledgers: "Store",
    catalogue: Catalogue,
    actor: Actor,
    *,
    ledger: str | None = None,
    day: date | None = None,
    reason: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    marked_folder: Path | None = None,
) -> ImportResult:
    """Import the workbook ``path`` as one submission; with any error nothing is written.

    ``ledger`` (name or title) says where the rows belong when neither sheets nor file are named after a ledger; ``day``
    is the date of rows that give none. The same file for the same ledgers counts once. ``progress(done, total)`` counts
    entries written. The marked copy ``NAME-marked.xlsx`` goes to ``marked_folder``, or beside the file.
    """
    file = path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        return ImportResult(None, [_unreadable(path, error)])
    units = Units(ledgers.org_tree(AsOf(FOREVER, ledgers.head().seq)).units.values())
    checked = check_workbook(data, file, catalogue, units, ledger=ledger, day=day)
    faults = list(checked.faults)
    found = list(checked.issues)
    receipt = None
    if not has_errors(found):
        entries = AllEntries([SheetEntries(sheet, file, rows_of_known(sheet, ledgers)) for sheet in checked.sheets])
        draft = Draft(_key(data, checked, day), "import", actor, file, reason, entries)
        if dry_run:
            raised = ledgers.check(draft)
        else:
            receipt, raised = ledgers.append(draft, progress)
        of_rows = [_titled(from_issue(issue), checked) for issue in raised if issue.place.row is not None]
        faults += of_rows
        found += [issue for issue in raised if issue.place.row is None]
        found += [issue for fault in of_rows for issue in fault.issues(file)]
    marked = None
    if any(fault.problem.severity is Severity.ERROR for fault in faults):
        marked = (marked_folder or path.parent) / f"{path.stem}-marked.xlsx"
        marked.parent.mkdir(parents=True, exist_ok=True)
        write_marked(marked, data, checked.raw, {sheet.name: sheet.header.row for sheet in checked.sheets}, faults)
    return ImportResult(receipt, list_issues(found), marked, checked.rows, checked.ledgers)


def check_workbook(
    data: bytes, file: str, catalogue: Catalogue, units: Units, *, ledger: str | None = None, day: date | None = None
) -> Checked:
    """Everything that can be said of a workbook from itself, the declarations and the organisation units."""
    raw, issues = read_sheets(data, file)
    pairs: list[tuple[RawSheet, Ledger]] = []
    if raw:
        pairs, issues = assign(raw, file, Path(file).stem, catalogue, ledger)
    sheets: list[CheckedSheet] = []
    faults: list[Fault] = []
    for sheet, target in pairs:
        checked, wrong = check_sheet(sheet, target, units, day)
        faults += wrong
        if checked is None:
            continue
        sheets.append(checked)
        if target.name == ORG_LEDGER:
            units = units.with_rows(checked.rows)
    if pairs and not faults and not any(sheet.rows.height for sheet in sheets):
        issues.append(_no_rows(file))
    issues += [issue for fault in faults for issue in fault.issues(file)]
    return Checked(raw, sheets, {sheet.name: target.name for sheet, target in pairs}, faults, issues)


def _titled(fault: Fault, checked: Checked) -> Fault:
    """The store names fields, in the place or at the head of its sentence; a sheet has its own headings for them."""
    sheet = next((sheet for sheet in checked.sheets if sheet.name == fault.sheet), None)
    for name, item in sheet.ledger.fields.items() if sheet is not None else ():
        named = fault.problem.what.zh.startswith(f"“{item.title.zh}”")
        if fault.column in (name, item.title.zh, item.title.en) or (fault.column is None and named):
            return replace(fault, column=sheet.title(name) if sheet is not None else None)
    return fault


def _key(data: bytes, checked: Checked, day: date | None) -> str:
    """The same bytes for the same ledgers and day are the same submission."""
    digest = sha256(data)
    for sheet, ledger in sorted(checked.ledgers.items()):
        digest.update(f"\n{sheet}\n{ledger}".encode())
    if day is not None:
        digest.update(day.isoformat().encode())
    return digest.hexdigest()


def _unreadable(path: Path, error: OSError) -> Issue:
    what = Text(f"文件打不开：{path}。", f"The file cannot be opened: {path}.")
    remedy = Text(
        "请核对路径；文件在 Excel 中打开时请先关闭。", "Check the path; close the file in Excel if it is open there."
    )
    return Issue("workbook-unreadable", what, remedy, Place(file=path.name), value=error.strerror)


def _no_rows(file: str) -> Issue:
    what = Text("表头之下没有数据行。", "There are no rows below the header.")
    return Issue("workbook-no-rows", what, Text("请填写后再导入。", "Fill it in, then import it."), Place(file=file))
