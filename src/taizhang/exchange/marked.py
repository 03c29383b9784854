"""The marked copy of a refused workbook: faulty cells red, each with its reason, and a last column with all of them."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.exchange.faults import Fault
from taizhang.exchange.headings import MARKED_HEADING
from taizhang.exchange.tables import RawSheet
from taizhang.exchange.xlsx_write import Formats, open_workbook, sheet_name
from taizhang.kernel.issue import Severity

COMMENTS = 2000  # of a sheet; more make a workbook that opens slowly, and the last column has every reason anyway
COPIED_CELLS = 400_000  # larger workbooks are written anew as text, without their own formatting
_RED = "#FFC7CE"


@dataclass
class Marks:
    """What is wrong in one sheet. Rows count from 0; a row of None is the sheet as a whole."""

    header: int | None
    cells: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    rows: dict[int, list[str]] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        said = f"{fault.problem.what}{fault.problem.remedy}"
        for row in fault.rows or ((self.header or 0),):
            reason = f"【{fault.column}】{said}" if fault.column else said
            self.rows.setdefault(row, []).append(reason)
            if fault.column:
                self.cells.setdefault((row, fault.column), []).append(said)


def write_marked(
    path: Path, data: bytes, sheets: Sequence[RawSheet], headers: Mapping[str, int], faults: Sequence[Fault]
) -> None:
    """Write the marked copy of the workbook ``data`` (``sheets`` as read from it) to ``path``.

    ``headers`` says in which row (from 0) each sheet has its header. A large workbook and a csv file become a plain
    workbook of text cells.
    """
    marks: dict[str, Marks] = {}
    for fault in faults:
        if fault.problem.severity is not Severity.INFO:
            marks.setdefault(fault.sheet, Marks(headers.get(fault.sheet))).add(fault)
    if not data.startswith(b"PK") or sum(sheet.cells.width * sheet.cells.height for sheet in sheets) > COPIED_CELLS:
        _write_plain(path, sheets, marks)
    else:
        _write_copy(path, data, marks)


def _write_copy(path: Path, data: bytes, marks: Mapping[str, Marks]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    red = PatternFill("solid", fgColor=_RED.removeprefix("#"))
    for sheet in book.worksheets:
        if sheet.title in marks:
            _mark_copy(sheet, marks[sheet.title], red)
    book.save(path)


def _mark_copy(sheet: Worksheet, marks: Marks, red: PatternFill) -> None:
    header = marks.header or 0
    titles: dict[str, int] = {}
    for column in range(1, sheet.max_column + 1):
        titles.setdefault(str(sheet.cell(header + 1, column).value or "").strip(), column)
    last = titles.get(MARKED_HEADING, sheet.max_column + 1)
    comments = 0
    for (row, title), reasons in marks.cells.items():
        if title not in titles:
            continue
        cell = sheet.cell(row + 1, titles[title])
        cell.fill = red
        if comments < COMMENTS:
            cell.comment = Comment("\n".join(reasons), "Taizhang", height=90, width=260)
            comments += 1
    sheet.cell(header + 1, last, MARKED_HEADING).fill = red
    for row, reasons in marks.rows.items():
        cell = sheet.cell(row + 1, last)
        cell.value = "\n".join(([MARKED_HEADING] if row == header else []) + reasons)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions[get_column_letter(last)].width = 60


def _write_plain(path: Path, sheets: Sequence[RawSheet], marks: Mapping[str, Marks]) -> None:
    with open_workbook(path) as book:
        formats = Formats(book)
        red = book.add_format({"bg_color": _RED, "num_format": "@"})
        taken: list[str] = []
        for raw in sheets:
            name = sheet_name(raw.name, taken)
            taken.append(name)
            sheet = book.add_worksheet(name)
            of_sheet = marks.get(raw.name, Marks(None))
            header = of_sheet.header or 0
            titles = [(cell or "").strip() for cell in raw.cells.row(header)] if raw.cells.height > header else []
            comments = 0
            for at, cells in enumerate(raw.cells.iter_rows()):
                for column, text in enumerate(cells):
                    reasons = of_sheet.cells.get((at, titles[column]))
                    if reasons is not None:
                        sheet.write_string(at, column, text or "", red)
                        if comments < COMMENTS:
                            sheet.write_comment(at, column, "\n".join(reasons))
                            comments += 1
                    elif text is not None:
                        sheet.write_string(at, column, text, formats.text)
                reasons = ([MARKED_HEADING] if at == header else []) + of_sheet.rows.get(at, [])
                if reasons:
                    sheet.write_string(at, raw.cells.width, "\n".join(reasons), red)
