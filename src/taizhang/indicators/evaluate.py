"""Formulas worked out over rolled-up numbers, what is missing named, and the evidence written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from taizhang.indicators import arithmetic
from taizhang.indicators.arithmetic import Node, rounded
from taizhang.indicators.evidence import Evidence, formula_sql
from taizhang.indicators.records import read_rows
from taizhang.indicators.resolve import Formula, Measure, Resolved
from taizhang.indicators.rollup import Rollup
from taizhang.indicators.values import Request, Row, Status, Value
from taizhang.indicators.windows import Window, window_of
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period

SIDE_DIGITS = 12

Part = tuple[str, str] | None


def value_of(rollup: Rollup, request: Request) -> Value:
    """The value of a request that ``rollup`` has been prepared for."""
    resolved, _ = rollup.resolver.indicator(request.indicator)
    assert resolved is not None
    return _Work.on(rollup, request, resolved).value(resolved.indicator.unit, resolved.indicator.digits)


def side_of(rollup: Rollup, text: str, node: Node, org: OrgCode, period: Period) -> Value:
    """The value of one side of a check: arithmetic that has no name of its own."""
    return _Work.on(rollup, Request(text, org, period), node).value("", SIDE_DIGITS)


def records_behind(rollup: Rollup, measure: Measure, org: OrgCode, period: Period, limit: int) -> list[Row]:
    """The records behind the value of a measure that ``rollup`` has been prepared for."""
    window = window_of(measure.indicator.at, period, rollup.cutoff)
    if window is None:
        return []
    evidence = Evidence(rollup.catalogue, rollup.cutoff.known_by)
    sql = evidence.records(measure, window, rollup.units(measure, window, org))
    return read_rows(rollup.cursor, measure.ledger, f"{sql}\nLIMIT {limit}")


@dataclass(frozen=True)
class _Work:
    """One request being worked out; ``formula`` is what stands at its top."""

    rollup: Rollup
    request: Request
    formula: Resolved | Node
    measures: Mapping[str, Measure]
    windows: Mapping[str, Window]

    @classmethod
    def on(cls, rollup: Rollup, request: Request, formula: Resolved | Node) -> "_Work":
        named = isinstance(formula, Measure | Formula)
        names = [request.indicator] if named else list(arithmetic.leaves(formula))  # type: ignore[arg-type]
        measures = rollup.resolver.measures(names)
        windows = {
            name: window_of(measure.indicator.at, request.period, rollup.cutoff) for name, measure in measures.items()
        }
        return cls(rollup, request, formula, measures, {name: found for name, found in windows.items() if found})

    def value(self, unit: str, digits: int) -> Value:
        request = self.request
        ledgers = tuple(sorted({measure.ledger.name for measure in self.measures.values()}))
        if self.rollup.cutoff.day < request.period.first:
            return Value(None, "no_data", unit, {}, ledgers, 0, "", request.period, request, (request.org,))
        exact = not self.rollup.resolver.divides(self.formula)
        amount, silent = self.number(self.formula, None)
        status: Status = "value" if amount is not None else "no_data" if silent else "undefined"
        return Value(
            amount if amount is None or exact else rounded(amount, digits),
            status,
            unit,
            dict(self.parts(None if exact else digits)),
            ledgers,
            sum(self.rollup.rows(item, self.windows[name], request.org) for name, item in self.measures.items()),
            self.sql(digits, exact),
            request.period.until(self.rollup.cutoff.day),
            request,
            self.missing(status),
        )

    def number(self, formula: Resolved | Node, part: Part) -> tuple[Decimal | None, bool]:
        """(unrounded number, whether something it needs has no data)."""
        if isinstance(formula, Measure):
            window = self.windows[formula.indicator.name]
            if self.request.org not in self.rollup.present(formula.ledger, window):
                return None, True
            numbers = self.rollup.numbers(formula, window, self.request.org, part)
            return arithmetic.evaluate(formula.formula, numbers), False
        node = formula.node if isinstance(formula, Formula) else formula
        found = {name: self.number(self._operand(name), part) for name in arithmetic.leaves(node)}
        amount = arithmetic.evaluate(node, {name: number for name, (number, _) in found.items()})
        return amount, any(silent for _, silent in found.values())

    def parts(self, digits: int | None) -> Iterable[tuple[str, Decimal]]:
        by = self.request.by
        if by is None:
            return
        org = self.request.org
        values = {
            part
            for name, item in self.measures.items()
            for part in self.rollup.parts(item, self.windows[name], org, by)
        }
        for value in sorted(values):
            number, _ = self.number(self.formula, (by, value))
            if number is not None:
                yield value, number if digits is None else rounded(number, digits)

    def sql(self, digits: int, exact: bool) -> str:
        evidence = Evidence(self.rollup.catalogue, self.rollup.cutoff.known_by)
        if isinstance(self.formula, Measure):
            units = self._units(self.formula)
            return evidence.measure(self.formula, self.windows[self.request.indicator], units, self.request.by)

        def operand(name: str) -> str:
            found = self._operand(name)
            if isinstance(found, Measure):
                return evidence.operand(found, self.windows[name], self._units(found))
            return f"({arithmetic.to_sql(found.node, operand)})"

        node = self.formula.node if isinstance(self.formula, Formula) else self.formula
        name = self.request.indicator if isinstance(self.formula, Formula) else "side"
        return formula_sql(name, node, operand, None if exact else digits)

    def missing(self, status: Status) -> tuple[OrgCode, ...]:
        """The units that should have entries in the window and have none."""
        org = self.request.org
        found = (self.rollup.silent(item.ledger, self.windows[name], org) for name, item in self.measures.items())
        missing = frozenset[OrgCode]().union(*found)
        return tuple(sorted(missing)) if missing else (org,) if status == "no_data" else ()

    def _operand(self, name: str) -> Resolved:
        found, _ = self.rollup.resolver.indicator(name)
        assert found is not None
        return found

    def _units(self, measure: Measure) -> list[OrgCode]:
        return self.rollup.units(measure, self.windows[measure.indicator.name], self.request.org)
