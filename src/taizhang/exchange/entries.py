"""From checked rows to the entries of a submission, made as they are read so that a large workbook stays small."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple, overload

import polars as pl

from taizhang.exchange.headings import AT, CHANGED, DATE, ORG, RECORD, STEP
from taizhang.exchange.validate import CheckedSheet
from taizhang.kernel.issue import Place
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger.entries import Entry, Value

STRIDE = 2048


class _Entries(ABC, Sequence[Entry]):
    """Entries that are made when asked for. ``_ends`` counts them up to the end of each row or part."""

    _ends: list[int]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> list[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | list[Entry]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._at(index)

    @abstractmethod
    def _at(self, index: int) -> Entry:
        """The entry at ``index``, which is within bounds."""


class SheetEntries(_Entries):
    """The entries of one sheet, in order of rows.

    Each row puts its record (a new identity: created on the row's date; a known one: amended on the day of the
    change, or else on the row's date). Then come its steps, in order of date and, on one day, of the workflow.
    """

    def __init__(self, sheet: CheckedSheet, file: str, known: frozenset[int] = frozenset()) -> None:
        """``known``: the rows (by ``AT``) that have both dates and whose record exists already."""
        self._sheet = sheet
        self._file = file
        self._known = known
        ledger = sheet.ledger
        rows = sheet.rows
        self._fields = [name for name in ledger.fields if name in rows.columns]
        self._decimals = {name for name in self._fields if ledger.fields[name].type == "decimal"}
        names = ledger.workflow.steps if ledger.workflow else ()
        self._steps = [(name, STEP + name) for name in names if STEP + name in rows.columns]
        taken = [pl.col(column).is_not_null().cast(pl.Int64) for _, column in self._steps]
        counts = rows.select(pl.sum_horizontal(pl.lit(1), *taken).alias("n"))["n"] if rows.height else ()
        self._ends = list(accumulate(counts))
        self._chunk: tuple[int, list[list[Entry]]] = (-1, [])

    def _at(self, index: int) -> Entry:
        row = bisect_right(self._ends, index)
        number = row // STRIDE
        if self._chunk[0] != number:
            self._chunk = (number, list(self._read(number * STRIDE)))
        of_row = self._chunk[1][row - number * STRIDE]
        within: int = index - self._ends[row]
        return of_row[within]

    def __iter__(self) -> Iterator[Entry]:
        for start in range(0, self._sheet.rows.height, STRIDE):
            for of_row in self._read(start):
                yield from of_row

    def _read(self, start: int) -> Iterator[list[Entry]]:
        part = self._sheet.rows.slice(start, STRIDE)
        columns = {name: part[name].to_list() for name in part.columns}
        for name in self._decimals:
            columns[name] = [None if text is None else Decimal(text) for text in columns[name]]
        nothing: list[Any] = [None] * part.height
        builtin = [columns.get(target, nothing) for target in (AT, DATE, CHANGED, ORG, RECORD)]
        steps = [(name, columns[column]) for name, column in self._steps]
        values = (
            zip(*(columns[name] for name in self._fields), strict=True) if self._fields else iter([()] * part.height)
        )
        for position, (row, *rest) in enumerate(zip(values, *builtin, strict=True)):
            given = {name: value for name, value in zip(self._fields, row, strict=True) if value is not None}
            taken = sorted((dates[position], order) for order, (_, dates) in enumerate(steps) if dates[position])
            yield self._of_row(_BuiltIn(*rest), given, [(steps[order][0], on) for on, order in taken])

    def _of_row(self, builtin: "_BuiltIn", given: dict[str, Value], steps: Sequence[tuple[str, date]]) -> list[Entry]:
        ledger = self._sheet.ledger
        at, day, changed, org, record = builtin
        place = Place(file=self._file, sheet=self._sheet.name, row=at + 1)
        for name, rows in self._sheet.cleared.items():
            if at in rows:
                given[name] = None
        fresh = day is not None and record is None and at not in self._known
        effective = day if changed is None or fresh else changed
        assert effective is not None
        unit = OrgCode(org) if org is not None else None
        entries = [Entry(ledger.name, "put", effective, given, unit, record, None, place)]
        identity = {name: given[name] for name in ledger.identity if name in given}
        entries += [Entry(ledger.name, "step", on, identity, None, record, name, place) for name, on in steps]
        return entries


class _BuiltIn(NamedTuple):
    at: int
    day: date | None
    changed: date | None
    org: str | None
    record: int | None


class AllEntries(_Entries):
    """Several sheets' entries, one after the other."""

    def __init__(self, parts: Sequence[SheetEntries]) -> None:
        self._parts = parts
        self._ends = list(accumulate(len(part) for part in parts))

    def _at(self, index: int) -> Entry:
        part = bisect_right(self._ends, index)
        return self._parts[part][index - (self._ends[part - 1] if part else 0)]

    def __iter__(self) -> Iterator[Entry]:
        for part in self._parts:
            yield from part
