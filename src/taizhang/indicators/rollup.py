"""Scans run, and their rows rolled up the org tree of the day each window ends on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import duckdb

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.compile import Cell, Scan, cells_of, compile_scans, holding, presence_of
from taizhang.indicators.resolve import Function, Measure, Resolver
from taizhang.indicators.windows import Window, window_of
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.period import Period

NIL_LEDGER = "nil_report"
LEVELS: Mapping[str, frozenset[str]] = {"village": frozenset({"village", "community"})}
EMPTY_PART = ""

Line = tuple[Any, ...]


def kinds_of(level: str) -> frozenset[str]:
    """The kinds of unit that make up a level: villages and communities are both ``village``."""
    return LEVELS.get(level, frozenset({level}))


def part_of(value: object) -> str:
    """How a value of a ``by`` field is written in ``Value.parts``."""
    if value is None:
        return EMPTY_PART
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Nil:
    """A nil report: ``org`` had nothing to enter in ``ledger`` from ``first`` to ``last``."""

    ledger: str
    org: OrgCode
    first: date
    last: date

    def concerns(self, ledger: str, first: date, last: date) -> bool:
        return self.ledger == ledger and self.first <= last and self.last >= first


@dataclass(frozen=True)
class Table:
    """The rows of a scan: unit, part if broken down, then its cells."""

    scan: Scan
    lines: list[Line]

    @cached_property
    def units(self) -> frozenset[OrgCode]:
        return frozenset(OrgCode(line[0]) for line in self.lines if line[0] is not None)


@dataclass(frozen=True)
class Column:
    """Where the values of one cell are."""

    table: Table
    place: int
    function: Function
    last: date


@dataclass
class Rollup:
    """The scans of one evaluation. ``tree_on`` gives the org tree of a day."""

    catalogue: Catalogue
    resolver: Resolver
    cutoff: Cutoff
    cursor: duckdb.DuckDBPyConnection
    tree_on: Callable[[date], OrgTree]
    _columns: dict[tuple[str, Window, str | None], tuple[Column, ...]] = field(default_factory=dict)
    _presence: dict[tuple[str, Window], Column] = field(default_factory=dict)
    _by: dict[tuple[str, Window], str | None] = field(default_factory=dict)
    _nils: list[Nil] = field(default_factory=list)
    _paths: dict[tuple[date, OrgCode], tuple[OrgCode, ...]] = field(default_factory=dict)
    _present: dict[tuple[str, Window], frozenset[OrgCode]] = field(default_factory=dict)
    _silent: dict[tuple[str, Window, OrgCode], frozenset[OrgCode]] = field(default_factory=dict)
    _lines: dict[tuple[int, date, OrgCode], list[Line]] = field(default_factory=dict)

    def prepare(self, wanted: Iterable[tuple[str, OrgCode, Period, str | None]]) -> None:
        """Run the scans that these (indicator, unit, period, by) need. Call it once."""
        shapes: dict[tuple[str, Window, str | None], tuple[Cell, ...]] = {}
        present: dict[tuple[str, Window], Cell] = {}
        counted: dict[date, set[OrgCode]] = {}
        for name, org, period, by in wanted:
            for measure in self.resolver.measures([name]).values():
                window = window_of(measure.indicator.at, period, self.cutoff)
                if window is None:
                    continue
                key = (measure.indicator.name, window)
                present.setdefault((measure.ledger.name, window), presence_of(measure.ledger, window))
                if measure.counts_distinct:
                    counted.setdefault(window.last, set()).add(org)
                    shapes.setdefault((*key, None), cells_of(measure, window, None))
                shapes.setdefault((*key, by), cells_of(measure, window, by))
                # Parts add up to the whole, except distinct counts: then nothing more need be scanned for it.
                self._by[key] = None if measure.counts_distinct else self._by.get(key) or by
        shapes = {key: cells for key, cells in shapes.items() if key[2] is not None or self._by[key[0], key[1]] is None}
        self._run(shapes, present, {last: self._leaves(last, units) for last, units in counted.items()})
        self._nils = self.nil_reports()

    def _run(
        self,
        shapes: Mapping[tuple[str, Window, str | None], tuple[Cell, ...]],
        present: Mapping[tuple[str, Window], Cell],
        leaves: Mapping[date, Mapping[OrgCode, tuple[OrgCode, ...]]],
    ) -> None:
        every = [*present.values(), *(cell for cells in shapes.values() for cell in cells)]
        found: dict[Cell, Column] = {}
        for scan in compile_scans(self.catalogue, every, self.cutoff.known_by, leaves):
            table = Table(scan, self.cursor.execute(scan.sql).fetchall())
            start = 2 if scan.by else 1
            for at, cell in enumerate(scan.cells):
                found[cell] = Column(table, start + at, cell.aggregate.function, cell.window.last)
        self._presence.update({key: found[cell] for key, cell in present.items()})
        self._columns.update({key: tuple(found[cell] for cell in cells) for key, cells in shapes.items()})

    def numbers(
        self, measure: Measure, window: Window, org: OrgCode, part: tuple[str, str] | None = None
    ) -> dict[str, Decimal | None]:
        """The aggregates of a measure by place, for one unit; ``part`` (by, value) for one part of it."""
        columns = self._of(measure, window, part[0] if part else None)[:-1]
        value = part[1] if part else None
        return {str(at): self._total(column, org, value) for at, column in enumerate(columns)}

    def rows(self, measure: Measure, window: Window, org: OrgCode) -> int:
        """How many records are behind a measure."""
        return int(self._total(self._of(measure, window, None)[-1], org, None) or 0)

    def parts(self, measure: Measure, window: Window, org: OrgCode, by: str) -> set[str]:
        """The values of ``by`` that records behind the measure have."""
        column = self._columns[measure.indicator.name, window, by][-1]
        return {part_of(line[1]) for line in self._counting(column, org) if line[column.place]}

    def units(self, measure: Measure, window: Window, org: OrgCode) -> list[OrgCode]:
        """The units with rows in the window that count for ``org``; ``org`` itself when there are none."""
        table = self._presence[measure.ledger.name, window].table
        return sorted(unit for unit in table.units if org in self.path(window.last, unit)) or [org]

    def present(self, ledger: Ledger, window: Window) -> frozenset[OrgCode]:
        """The units with entries, or a nil report, in the window, and all above them."""
        key = (ledger.name, window)
        if key not in self._present:
            column = self._presence[key]
            units = {OrgCode(line[0]) for line in column.table.lines if line[0] is not None and line[column.place]}
            units |= {nil.org for nil in self._nils if nil.concerns(ledger.name, window.first, window.last)}
            self._present[key] = frozenset(above for unit in units for above in self.path(window.last, unit))
        return self._present[key]

    def silent(self, ledger: Ledger, window: Window, org: OrgCode) -> frozenset[OrgCode]:
        """The units at or below ``org`` that should have entries in the window and have none: those the ledger expects
        reports of, or else ``org`` itself."""
        key = (ledger.name, window, org)
        if key not in self._silent:
            level = ledger.expect.by if ledger.expect is not None else None
            expected = self.expected(window.last, org, level) if level else [org]
            self._silent[key] = frozenset(expected) - self.present(ledger, window)
        return self._silent[key]

    def path(self, last: date, unit: OrgCode) -> tuple[OrgCode, ...]:
        key = (last, unit)
        if key not in self._paths:
            self._paths[key] = self.tree_on(last).path(unit)
        return self._paths[key]

    def expected(self, on: date, org: OrgCode, level: str) -> list[OrgCode]:
        """The units of a level at or below ``org`` that exist on a day."""
        tree = self.tree_on(on)
        kinds = kinds_of(level)
        own = [org] if tree.alive(org) and tree[org].kind in kinds else []
        return [*own, *tree.below(org, kinds)]

    def nil_reports(self) -> list[Nil]:
        """The nil reports that hold at the cut-off."""
        if NIL_LEDGER not in self.catalogue.ledgers:
            return []
        window = Window(self.cutoff.day, self.cutoff.day, False)
        conditions = [*holding(window, self.cutoff.known_by), "ledger IS NOT NULL", "org IS NOT NULL"]
        query = ["SELECT ledger, org, first, last FROM", NIL_LEDGER, "WHERE", " AND ".join(conditions)]
        rows = self.cursor.execute(" ".join(query)).fetchall()
        return [Nil(ledger, OrgCode(org), first, last) for ledger, org, first, last in rows if first and last]

    def _of(self, measure: Measure, window: Window, by: str | None) -> tuple[Column, ...]:
        name = measure.indicator.name
        return self._columns[name, window, by if by is not None else self._by[name, window]]

    def _total(self, column: Column, org: OrgCode, part: str | None) -> Decimal | None:
        place = column.place
        lines = self._counting(column, org)
        found = [line[place] for line in lines if line[place] is not None and part in (None, part_of(line[1]))]
        if column.function in ("min", "max"):
            return Decimal(min(found) if column.function == "min" else max(found)) if found else None
        return Decimal(sum(found))

    def _counting(self, column: Column, org: OrgCode) -> list[Line]:
        """The lines of the column's table that count for ``org``."""
        table = column.table
        key = (id(table), column.last, org)
        if key not in self._lines:
            counting = {org} if table.scan.rolled_up else {u for u in table.units if org in self.path(column.last, u)}
            self._lines[key] = [line for line in table.lines if line[0] in counting]
        return self._lines[key]

    def _leaves(self, last: date, wanted: set[OrgCode]) -> dict[OrgCode, tuple[OrgCode, ...]]:
        """For each unit asked for, the units whose rows count for it."""
        tree = self.tree_on(last)
        leaves: dict[OrgCode, list[OrgCode]] = {org: [] for org in wanted}
        for unit in sorted({*tree.units, *wanted}):
            for above in self.path(last, unit):
                if above in leaves:
                    leaves[above].append(unit)
        return {org: tuple(units) or (org,) for org, units in sorted(leaves.items())}
