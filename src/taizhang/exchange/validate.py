"""Checking a whole sheet against its ledger, column by column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from taizhang.declare.model import Field, Ledger
from taizhang.exchange.convert import Converted, convert, convert_dates, convert_numbers_of_records
from taizhang.exchange.duplicates import find_duplicates
from taizhang.exchange.faults import Fault, Problem
from taizhang.exchange.header import Header, find_header
from taizhang.exchange.headings import AT, CHANGED, DATE, ORG, RECORD, STEP, has_org, normalise, title_of
from taizhang.exchange.tables import RawSheet
from taizhang.exchange.units import Units
from taizhang.kernel.issue import Severity
from taizhang.kernel.text import Text
from taizhang.ledger.masking import ERASED

CLEAR = frozenset(("(清空)", "（清空）", "(clear)", "（clear）"))
_TOTALS = frozenset(("合计", "总计", "共计", "total", "sum"))


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet's rows as typed columns, named as in ``headings`` (fields by name) with their row number in ``AT``.

    Only columns that the sheet has (or that were filled in for it) are there. ``cleared`` tells, by field, the rows
    that ask for its value to be emptied; an empty cell asks for nothing.
    """

    name: str
    ledger: Ledger
    header: Header
    rows: pl.DataFrame
    cleared: Mapping[str, frozenset[int]]

    def title(self, target: str) -> str:
        return self.header.titles.get(target) or title_of(self.ledger, target).zh


def check_sheet(
    sheet: RawSheet, ledger: Ledger, units: Units, day: date | None
) -> tuple[CheckedSheet | None, list[Fault]]:
    """The rows of ``sheet`` for ``ledger``, and everything wrong with them. ``day`` dates rows that have no date."""
    header, faults = find_header(sheet, ledger)
    if header is None:
        return None, faults
    check = _Check(sheet, ledger, header, units, day)
    check.run()
    checked = CheckedSheet(sheet.name, ledger, header, pl.DataFrame(check.columns), check.cleared)
    return checked, [*faults, *check.faults]


class _Check:
    def __init__(self, sheet: RawSheet, ledger: Ledger, header: Header, units: Units, day: date | None) -> None:
        self.sheet, self.ledger, self.header, self.units, self.day = sheet, ledger, header, units, day
        self.faults: list[Fault] = []
        self.cleared: dict[str, frozenset[int]] = {}
        self.text = self._body()
        self.at = self.text[AT]
        self.columns: dict[str, pl.Series] = {AT: self.at}

    def run(self) -> None:
        self._error_cells()
        for target in self._plain_targets():
            self._convert(target)
        self._dates()
        for target in self._unit_targets():
            self._units(target)
        self._required()
        masked = {name for name in self.ledger.personal if self._is_masked(name).any()}
        if self.ledger.identity and not masked & set(self.ledger.identity):
            self.columns, faults = find_duplicates(self.sheet.name, self.ledger, self.columns, self.header.titles)
            self.faults += faults

    def fault(self, problem: Problem, rows: Iterable[int], target: str | None, value: str | None = None) -> None:
        item = self.ledger.fields.get(target or "")
        shown = value
        if item is not None and item.personal and value is not None:
            problem, shown = _discreet(problem, value), None
        title = None if target is None else self.header.titles.get(target) or title_of(self.ledger, target).zh
        self.faults.append(Fault(problem, self.sheet.name, tuple(rows), title, shown))

    def _body(self) -> pl.DataFrame:
        """The rows below the header as stripped text, without empty ones and without a closing row of totals."""
        names = {f"c{at}": target for target, at in self.header.columns.items()}
        stripped = [pl.col(name).str.strip_chars().alias(target) for name, target in names.items()]
        body = (
            self.sheet.cells.with_row_index(AT).slice(self.header.row + 1).select(pl.col(AT).cast(pl.Int64), *stripped)
        )
        body = body.with_columns(pl.when(pl.col(t) != "").then(pl.col(t)).alias(t) for t in names.values())
        body = body.filter(pl.any_horizontal(pl.col(t).is_not_null() for t in names.values()))
        if body.height and any(cell and normalise(cell) in _TOTALS for cell in body.row(-1)[1:]):
            problem = Problem(
                "workbook-totals-skipped",
                Text("末行是合计，未导入。", "The last row is a total and was not imported."),
                Text("", ""),
                Severity.INFO,
            )
            self.fault(problem, (int(body[AT][-1]),), None)
            body = body.head(-1)
        return body

    def _error_cells(self) -> None:
        targets = {at: target for target, at in self.header.columns.items()}
        for bad in self.sheet.bad:
            if bad.column in targets and bad.row > self.header.row:
                what = Text(f"单元格里是错误值 {bad.error}。", f"The cell holds the error {bad.error}.")
                remedy = Text("请改正公式，或直接填写结果。", "Correct the formula or enter the result itself.")
                problem = Problem("workbook-error-cell", what, remedy)
                self.fault(problem, (bad.row,), targets[bad.column], bad.error)

    def _fields(self) -> Mapping[str, Field]:
        return {name: item for name, item in self.ledger.fields.items() if name in self.header.columns}

    def _unit_targets(self) -> list[str]:
        org = [ORG] if has_org(self.ledger) and ORG in self.header.columns else []
        return [*org, *(name for name, item in self._fields().items() if item.type == "unit")]

    def _plain_targets(self) -> list[str]:
        builtin = [
            target for target in self.header.columns if target in (DATE, CHANGED, RECORD) or target.startswith(STEP)
        ]
        return [*(name for name, item in self._fields().items() if item.type != "unit"), *builtin]

    def _convert(self, target: str) -> None:
        text = self._without_clears(target)
        item = self.ledger.fields.get(target)
        if item is None:
            converted = convert_numbers_of_records(text) if target == RECORD else convert_dates(text)
        else:
            converted = convert(item, self._without_masks(item, text))
        self.columns[target] = converted.values.alias(target)
        self._report(target, text, converted)

    def _report(self, target: str, text: pl.Series, converted: Converted) -> None:
        if not converted.problems:
            return
        found = pl.DataFrame({"text": text, AT: self.at}).filter(pl.col("text").is_in(list(converted.problems)))
        for value, rows in found.group_by("text", maintain_order=True).agg(AT).iter_rows():
            self.fault(converted.problems[value], rows, target, value)

    def _without_clears(self, target: str) -> pl.Series:
        text = self.text[target]
        asked = text.is_in(list(CLEAR))
        if not asked.any():
            return text
        if target in self.ledger.fields:
            self.cleared[target] = frozenset(self.at.filter(asked))
        return text.zip_with(~asked.fill_null(False), pl.Series([None], dtype=pl.String))

    def _is_masked(self, name: str) -> pl.Series:
        if name not in self.header.columns:
            return pl.Series([False])
        text = self.text[name]
        return (text.str.contains("*", literal=True) | (text == ERASED)).fill_null(False)

    def _without_masks(self, item: Field, text: pl.Series) -> pl.Series:
        """Masked personal values, as exports carry them, count as not given."""
        if item.personal is None:
            return text
        masked = self._is_masked(item.name)
        if not masked.any():
            return text
        problem = Problem(
            "workbook-masked",
            Text(
                f"“{item.title.zh}”里遮掩的内容保持原值不变。", f"Masked values of '{item.title.en}' stay as they are."
            ),
            Text("", ""),
            Severity.INFO,
        )
        self.fault(problem, (), item.name)
        return text.zip_with(~masked, pl.Series([None], dtype=pl.String))

    def _dates(self) -> None:
        if not len(self.at):
            return
        if DATE not in self.columns and self.day is None and CHANGED not in self.columns:
            title = title_of(self.ledger, DATE)
            what = Text(f"缺少“{title.zh}”列。", f"Column '{title.en}' is missing.")
            remedy = Text("请补上该列，或在导入时给出日期。", "Add it, or give a date with the import.")
            self.fault(Problem("workbook-column-missing", what, remedy), (self.header.row,), None)
            return
        nothing = pl.Series([None], dtype=pl.Date).new_from_index(0, len(self.at))
        written = self.columns.get(DATE, nothing)
        filled = written.fill_null(self.day) if self.day is not None else written
        self.columns[DATE] = filled.alias(DATE)
        empty = self.text[DATE].is_null() if DATE in self.text.columns else nothing.is_null()
        undated = filled.is_null() & empty & self.columns.get(CHANGED, nothing).is_null()
        if undated.any():
            self._empty(DATE, undated)

    def _units(self, target: str) -> None:
        text = self._without_clears(target)
        days = self.columns.get(CHANGED)
        dated = self.columns.get(DATE)
        if dated is None:
            return
        codes, problems = self.units.convert(text, dated if days is None else days.fill_null(dated))
        self.columns[target] = codes.alias(target)
        for value, positions, problem in problems:
            self.fault(problem, self.at.gather(positions), target, value)

    def _required(self) -> None:
        """Rows that change a known record may leave cells empty; all others must be complete."""
        partial = pl.Series([False]).new_from_index(0, len(self.at))
        for target in (CHANGED, RECORD):
            if target in self.columns:
                partial |= self.columns[target].is_not_null()
        if partial.all():
            return
        required = [name for name, item in self.ledger.fields.items() if item.required or name in self.ledger.identity]
        if has_org(self.ledger):
            required.append(ORG)
        for target in required:
            if target not in self.header.columns:
                title = title_of(self.ledger, target)
                what = Text(f"缺少必填的列“{title.zh}”。", f"The required column '{title.en}' is missing.")
                remedy = Text("请补上该列。", "Add it.")
                self.fault(Problem("workbook-column-missing", what, remedy), (self.header.row,), None)
                continue
            empty = self.text[target].is_null() & ~partial
            if target in self.cleared:
                empty |= self.at.is_in(list(self.cleared[target]))
            if empty.any():
                self._empty(target, empty)

    def _empty(self, target: str, where: pl.Series) -> None:
        title = title_of(self.ledger, target)
        problem = Problem(
            "workbook-cell-missing",
            Text(f"“{title.zh}”必填。", f"'{title.en}' is required."),
            Text("请填写。", "Fill it in."),
        )
        self.fault(problem, self.at.filter(where), target)


def _discreet(problem: Problem, value: str) -> Problem:
    """Messages end up in terminals and logs: personal values are not repeated in them."""
    what = Text(problem.what.zh.replace(value, "…"), problem.what.en.replace(value, "…"))
    return replace(problem, what=what)
