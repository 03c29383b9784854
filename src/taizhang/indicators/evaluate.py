"""One evaluation: scans run, sums rolled up the org tree, formulas worked out, what is missing named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import duckdb

from taizhang.declare.model import Catalogue
from taizhang.indicators import arithmetic
from taizhang.indicators.arithmetic import Node, divides, rounded
from taizhang.indicators.compile import Cell, Scan, cells_of, compile_scans, holding, presence_of
from taizhang.indicators.evidence import Evidence, formula_sql
from taizhang.indicators.records import read_rows
from taizhang.indicators.resolve import Formula, Measure, Resolved, Resolver
from taizhang.indicators.values import Request, Row, Status, Value
from taizhang.indicators.windows import Window, window_of
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.period import Period

NIL_LEDGER = "nil_report"
LEVELS: Mapping[str, frozenset[str]] = {"village": frozenset({"village", "community"})}
EMPTY_PART = ""

Number = Decimal | None


def kinds_of(level: str) -> frozenset[str]:
    """The kinds of unit that make up a level: villages and communities are both ``village``."""
    return LEVELS.get(level, frozenset({level}))


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
    """The rows of a scan."""

    scan: Scan
    rows: list[tuple[Any, ...]]

    @cached_property
    def places(self) -> Mapping[Cell, int]:
        start = 2 if self.scan.by else 1
        return {cell: start + at for at, cell in enumerate(self.scan.cells)}

    @cached_property
    def units(self) -> frozenset[OrgCode]:
        return frozenset(OrgCode(row[0]) for row in self.rows if row[0] is not None)


@dataclass
class Evaluation:
    """Everything one call of ``Engine.evaluate`` works on."""

    catalogue: Catalogue
    resolver: Resolver
    cutoff: Cutoff
    cursor: duckdb.DuckDBPyConnection
    tree_on: Callable[[date], OrgTree]
    _tables: dict[Cell, Table] = field(default_factory=dict)
    _nils: list[Nil] = field(default_factory=list)
    _paths: dict[tuple[date, OrgCode], tuple[OrgCode, ...]] = field(default_factory=dict)
    _present: dict[Cell, frozenset[OrgCode]] = field(default_factory=dict)
    _lines: dict[tuple[int, date, OrgCode], list[tuple[Any, ...]]] = field(default_factory=dict)

    def prepare(self, names: Iterable[tuple[str, OrgCode, Period, str | None]]) -> None:
        """Run the scans that these (indicator, unit, period, by) need."""
        cells: dict[Cell, None] = {}
        wanted: dict[date, set[OrgCode]] = {}
        for name, org, period, by in dict.fromkeys(names):
            for measure in self.resolver.measures([name]).values():
                window = window_of(measure.indicator.at, period, self.cutoff)
                if window is None:
                    continue
                cells[presence_of(measure.ledger, window)] = None
                cells.update(dict.fromkeys(cells_of(measure, window, None)))
                if by is not None:
                    cells.update(dict.fromkeys(cells_of(measure, window, by)))
                if any(aggregate.function == "distinct" for aggregate in measure.aggregates):
                    wanted.setdefault(window.last, set()).add(org)
        leaves = {last: self._leaves(last, units) for last, units in wanted.items()}
        for scan in compile_scans(self.catalogue, cells, self.cutoff.known_by, leaves):
            table = Table(scan, self.cursor.execute(scan.sql).fetchall())
            self._tables.update(dict.fromkeys(scan.cells, table))
        self._nils = self.nil_reports()

    def value(self, request: Request) -> Value:
        resolved, _ = self.resolver.indicator(request.indicator)
        assert resolved is not None
        indicator = resolved.indicator
        node = resolved.node if isinstance(resolved, Formula) else None
        return self._value(request, resolved, node, indicator.unit, indicator.digits)

    def side(self, name: str, node: Node, org: OrgCode, period: Period) -> Value:
        """The value of one side of a check: arithmetic that has no name of its own."""
        return self._value(Request(name, org, period), None, node, "", 12)

    def _value(self, request: Request, resolved: Resolved | None, node: Node | None, unit: str, digits: int) -> Value:
        names = tuple(dict.fromkeys(arithmetic.leaves(node))) if node is not None else (request.indicator,)
        measures = self.resolver.measures(names)
        ledgers = tuple(sorted({measure.ledger.name for measure in measures.values()}))
        windows = {
            name: window_of(measure.indicator.at, request.period, self.cutoff) for name, measure in measures.items()
        }
        if self.cutoff.day < request.period.first:
            return Value(None, "no_data", unit, {}, ledgers, 0, "", request.period, request)
        work = _Work(self, request.org, {name: window for name, window in windows.items() if window is not None})
        exact = not (divides(node) if node is not None else isinstance(resolved, Measure) and divides(resolved.formula))
        amount, silent = work.number(resolved, node, None)
        status: Status = "value" if amount is not None else "no_data" if silent else "undefined"
        parts: dict[str, Decimal] = {}
        if request.by is not None:
            for part in sorted(work.parts(measures.values(), request.by)):
                number, _ = work.number(resolved, node, (request.by, part))
                if number is not None:
                    parts[part] = number if exact else rounded(number, digits)
        return Value(
            amount if amount is None or exact else rounded(amount, digits),
            status,
            unit,
            parts,
            ledgers,
            work.rows(measures.values()),
            self._sql(request, resolved, node, digits, work),
            request.period.until(self.cutoff.day),
            request,
            self._missing(request.org, measures.values(), work.windows, status),
        )

    def _sql(self, request: Request, resolved: Resolved | None, node: Node | None, digits: int, work: "_Work") -> str:
        evidence = Evidence(self.catalogue, self.cutoff.known_by)
        if isinstance(resolved, Measure):
            window = work.windows[request.indicator]
            return evidence.measure(resolved, window, self.units_in(resolved, window, request.org), request.by)

        def operand(name: str) -> str:
            found, _ = self.resolver.indicator(name)
            if isinstance(found, Measure):
                window = work.windows[name]
                return evidence.operand(found, window, self.units_in(found, window, request.org))
            assert found is not None
            return f"({arithmetic.to_sql(found.node, operand)})"

        assert node is not None
        return formula_sql(request.indicator, node, digits, operand)

    def units_in(self, measure: Measure, window: Window, org: OrgCode) -> list[OrgCode]:
        """The units with rows in the window that count for ``org``; ``org`` itself when there are none."""
        table = self._tables[presence_of(measure.ledger, window)]
        return sorted(unit for unit in table.units if org in self.path(window.last, unit)) or [org]

    def behind(self, measure: Measure, org: OrgCode, period: Period, limit: int) -> list[Row]:
        """The records behind the value of a measure that has been prepared."""
        window = window_of(measure.indicator.at, period, self.cutoff)
        if window is None:
            return []
        sql = Evidence(self.catalogue, self.cutoff.known_by).records(
            measure, window, self.units_in(measure, window, org)
        )
        return read_rows(self.cursor, measure.ledger, f"{sql}\nLIMIT {limit}")

    def path(self, last: date, unit: OrgCode) -> tuple[OrgCode, ...]:
        key = (last, unit)
        if key not in self._paths:
            self._paths[key] = self.tree_on(last).path(unit)
        return self._paths[key]

    def table(self, cell: Cell) -> Table:
        return self._tables[cell]

    def lines(self, cell: Cell, org: OrgCode) -> list[tuple[Any, ...]]:
        """The rows of the cell's scan that count for ``org``."""
        table = self._tables[cell]
        last = cell.window.last
        key = (id(table), last, org)
        if key not in self._lines:
            if table.scan.rolled_up:
                self._lines[key] = [row for row in table.rows if row[0] == org]
            else:
                below = {unit for unit in table.units if org in self.path(last, unit)}
                self._lines[key] = [row for row in table.rows if row[0] in below]
        return self._lines[key]

    def present(self, cell: Cell) -> frozenset[OrgCode]:
        """The units with entries, or a nil report, in the window of a presence cell; those above them too."""
        if cell not in self._present:
            table, window = self._tables[cell], cell.window
            place = table.places[cell]
            units = {OrgCode(row[0]) for row in table.rows if row[0] is not None and row[place]}
            units |= {nil.org for nil in self._nils if nil.concerns(cell.ledger, window.first, window.last)}
            self._present[cell] = frozenset(above for unit in units for above in self.path(window.last, unit))
        return self._present[cell]

    def _missing(
        self, org: OrgCode, measures: Iterable[Measure], windows: Mapping[str, Window], status: Status
    ) -> tuple[OrgCode, ...]:
        missing: set[OrgCode] = set()
        for measure in measures:
            window = windows[measure.indicator.name]
            present = self.present(presence_of(measure.ledger, window))
            if measure.ledger.expect is not None:
                missing |= set(self.expected(window.last, org, measure.ledger.expect.by)) - present
            elif org not in present:
                missing.add(org)
        return tuple(sorted(missing)) if missing else (org,) if status == "no_data" else ()

    def expected(self, on: date, org: OrgCode, level: str) -> list[OrgCode]:
        """The units of a level at or below ``org`` that exist on a day."""
        tree = self.tree_on(on)
        kinds = kinds_of(level)
        own = [org] if tree.alive(org) and tree[org].kind in kinds else []
        return [*own, *tree.below(org, kinds)]

    def _leaves(self, last: date, wanted: set[OrgCode]) -> dict[OrgCode, tuple[OrgCode, ...]]:
        leaves: dict[OrgCode, list[OrgCode]] = {org: [] for org in wanted}
        for unit in (*self.tree_on(last).units, *(org for org in wanted if org not in self.tree_on(last))):
            for above in self.path(last, unit):
                if above in leaves:
                    leaves[above].append(unit)
        return {org: tuple(sorted(units)) or (org,) for org, units in leaves.items()}

    def nil_reports(self) -> list[Nil]:
        """The nil reports that hold at the cut-off."""
        if NIL_LEDGER not in self.catalogue.ledgers:
            return []
        window = Window(self.cutoff.day, self.cutoff.day, False)
        conditions = [*holding(window, self.cutoff.known_by), "ledger IS NOT NULL", "org IS NOT NULL"]
        query = ["SELECT ledger, org, first, last FROM", NIL_LEDGER, "WHERE", " AND ".join(conditions)]
        rows = self.cursor.execute(" ".join(query)).fetchall()
        return [Nil(ledger, OrgCode(org), first, last) for ledger, org, first, last in rows if first and last]


@dataclass(frozen=True)
class _Work:
    """One request being worked out."""

    evaluation: Evaluation
    org: OrgCode
    windows: Mapping[str, Window]

    def number(self, resolved: Resolved | None, node: Node | None, part: tuple[str, str] | None) -> tuple[Number, bool]:
        """(unrounded number, whether something it needs has no data)."""
        if isinstance(resolved, Measure):
            return self._measured(resolved, part)
        assert node is not None
        numbers: dict[str, Number] = {}
        silent = False
        for name in arithmetic.leaves(node):
            found, _ = self.evaluation.resolver.indicator(name)
            inner = found.node if isinstance(found, Formula) else None
            numbers[name], quiet = self.number(found, inner, part)
            silent = silent or quiet
        return arithmetic.evaluate(node, numbers), silent

    def _measured(self, measure: Measure, part: tuple[str, str] | None) -> tuple[Number, bool]:
        window = self.windows[measure.indicator.name]
        if self.org not in self.evaluation.present(presence_of(measure.ledger, window)):
            return None, True
        cells = cells_of(measure, window, part[0] if part else None)[:-1]
        numbers = {str(at): self._total(cell, part[1] if part else None) for at, cell in enumerate(cells)}
        return arithmetic.evaluate(measure.formula, numbers), False

    def _total(self, cell: Cell, part: str | None) -> Number:
        place = self.evaluation.table(cell).places[cell]
        lines = self.evaluation.lines(cell, self.org)
        found = [row[place] for row in lines if row[place] is not None and (part is None or part_of(row[1]) == part)]
        function = cell.aggregate.function
        if function in ("min", "max"):
            return Decimal(min(found) if function == "min" else max(found)) if found else None
        return Decimal(sum(found))

    def rows(self, measures: Iterable[Measure]) -> int:
        counted = Decimal(0)
        for measure in measures:
            cell = cells_of(measure, self.windows[measure.indicator.name], None)[-1]
            counted += self._total(cell, None) or 0
        return int(counted)

    def parts(self, measures: Iterable[Measure], by: str) -> set[str]:
        found: set[str] = set()
        for measure in measures:
            cell = cells_of(measure, self.windows[measure.indicator.name], by)[-1]
            place = self.evaluation.table(cell).places[cell]
            found |= {part_of(row[1]) for row in self.evaluation.lines(cell, self.org) if row[place]}
        return found


def part_of(value: object) -> str:
    """How a value of a ``by`` field is written in ``Value.parts``."""
    if value is None:
        return EMPTY_PART
    return str(value).lower() if isinstance(value, bool) else str(value)
