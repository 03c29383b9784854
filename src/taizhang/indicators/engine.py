"""Engine: the questions that reports, screens and commands ask."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import localcontext
from functools import lru_cache, partial

import duckdb

from taizhang.declare.model import Catalogue
from taizhang.indicators import checks, completeness
from taizhang.indicators.arithmetic import PRECISION
from taizhang.indicators.columns import Columns
from taizhang.indicators.evaluate import records_behind, value_of
from taizhang.indicators.records import read_rows, records_query
from taizhang.indicators.resolve import Resolver
from taizhang.indicators.rollup import Rollup
from taizhang.indicators.schema import quoted
from taizhang.indicators.session import Session
from taizhang.indicators.values import Cell, Coverage, Explanation, Finding, IndicatorError, Request, Row, Value
from taizhang.indicators.windows import comparable
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.issue import Issue, Severity, did_you_mean
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text

__all__ = ["Engine", "comparable"]

_BUILT_IN = ("record", "key", "org", "effective", "state", "seq")


class Engine:
    """Answers from the analytical copy; the same question with the same cut-off has the same answer for ever.

    ``trees`` gives the org tree as of (day, known-by). Safe to use from several threads.
    """

    def __init__(self, catalogue: Catalogue, columns: Columns, trees: Callable[[AsOf], OrgTree]) -> None:
        self.catalogue = catalogue
        self._session = Session(columns)
        self._trees = lru_cache(maxsize=256)(trees)
        self._resolver = Resolver(catalogue)

    def evaluate(self, requests: Iterable[Request], cutoff: Cutoff) -> dict[Request, Value]:
        """A value for every request. IndicatorError names every request that cannot be answered."""
        wanted = list(dict.fromkeys(requests))
        issues = [issue for request in wanted for issue in self._faults(request)]
        if issues:
            raise IndicatorError(*dict.fromkeys(issues))
        with localcontext() as context, self._cursor(cutoff.known_by) as cursor:
            context.prec = PRECISION
            rollup = self._rollup(cutoff, cursor)
            rollup.prepare((item.indicator, item.org, item.period, item.by) for item in wanted)
            return {request: value_of(rollup, request) for request in wanted}

    def explain(self, request: Request, cutoff: Cutoff, limit: int = 200) -> Explanation:
        """The formula, the SQL, and the records behind a value: of a ratio those of all its measures, each record
        saying in ``indicator`` which it is of."""
        value = self.evaluate([request], cutoff)[request]
        indicator = self.catalogue.indicators[request.indicator]
        formula = indicator.measure or indicator.derived or " / ".join(indicator.ratio or ())
        records: list[dict[str, Cell]] = []
        with self._cursor(cutoff.known_by) as cursor:
            rollup = self._rollup(cutoff, cursor)
            rollup.prepare([(request.indicator, request.org, request.period, None)])
            for name, measure in sorted(self._resolver.measures([request.indicator]).items()):
                found = records_behind(rollup, measure, request.org, request.period, limit - len(records))
                for row in found:
                    built_in = {column: getattr(row, column) for column in _BUILT_IN}
                    records.append({"indicator": name, **built_in, **row.values})
        return Explanation(indicator.title, formula, value.sql, records, value.rows)

    def records(
        self, ledger: str, asof: AsOf, org: OrgCode | None = None, where: str | None = None, order: str | None = None
    ) -> list[Row]:
        """The records of a ledger that hold at ``asof``, of ``org`` and what lies below it; ordered by key unless
        ``order`` says otherwise (``field desc, other``). IndicatorError when an expression is faulty."""
        with self._cursor(asof.known_by) as cursor:
            units = self._units_with_rows(cursor, ledger, asof, org) if org is not None else None
            sql = records_query(self.catalogue, ledger, asof, units, where=where, order=order)
            return read_rows(cursor, self.catalogue.ledgers[ledger], sql)

    def checks(self, period: Period, org: OrgCode, cutoff: Cutoff) -> list[Finding]:
        """The checks that do not hold at or below ``org``, and those that cannot be evaluated."""
        if cutoff.day < period.first:
            return []
        compared = [self._resolver.comparison(check) for check in self.catalogue.checks.values()]
        sound = [comparison for comparison, _ in compared if comparison is not None]
        with localcontext() as context, self._cursor(cutoff.known_by) as cursor:
            context.prec = PRECISION
            return checks.find(self._rollup(cutoff, cursor), sound, org, period)

    def completeness(self, period: Period, org: OrgCode, cutoff: Cutoff) -> list[Coverage]:
        """Who has reported what they should by the cut-off, for every ledger that expects reports."""
        with self._cursor(cutoff.known_by) as cursor:
            return completeness.coverage(self._rollup(cutoff, cursor), org, period)

    def outside(self, cutoff: Cutoff) -> list[Issue]:
        """Ledgers with records of units that the org tree does not know: they count for no unit above."""
        tree = self._tree_on(cutoff.known_by, cutoff.day)
        issues = []
        with self._cursor(cutoff.known_by) as cursor:
            for name, ledger in self.catalogue.ledgers.items():
                known = f"WHERE known_from <= {cutoff.known_by} AND known_to > {cutoff.known_by}"
                query = ["SELECT org, count(DISTINCT record) FROM", quoted(name), known, "GROUP BY org ORDER BY org"]
                for org, count in cursor.execute(" ".join(query)).fetchall():
                    if org not in tree:
                        issues.append(_outside(ledger.title, org, count, tree))
        return issues

    def _cursor(self, known_by: int) -> duckdb.DuckDBPyConnection:
        return self._session.cursor(known_by)

    def _rollup(self, cutoff: Cutoff, cursor: duckdb.DuckDBPyConnection) -> Rollup:
        tree_on = partial(self._tree_on, cutoff.known_by)
        return Rollup(self.catalogue, self._resolver, cutoff, cursor, tree_on)

    def _tree_on(self, known_by: int, day: date) -> OrgTree:
        return self._trees(AsOf(day, known_by))

    def _faults(self, request: Request) -> list[Issue]:
        resolved, issues = self._resolver.indicator(request.indicator)
        if resolved is None:
            return issues or [_faulty(request.indicator)]
        by = request.by
        measures = self._resolver.measures([request.indicator]).values()
        if by is not None and (
            by not in resolved.indicator.by
            or any(by != "state" and by not in measure.ledger.columns for measure in measures)
        ):
            return [_no_breakdown(request.indicator, by, resolved.indicator.by)]
        return []

    def _units_with_rows(self, cursor: duckdb.DuckDBPyConnection, ledger: str, asof: AsOf, org: OrgCode) -> list[str]:
        if ledger not in self.catalogue.ledgers:
            return [org]
        tree = self._tree_on(asof.known_by, asof.effective)
        found = cursor.execute(" ".join(["SELECT DISTINCT org FROM", quoted(ledger)])).fetchall()
        return sorted(unit for (unit,) in found if unit is not None and org in tree.path(unit)) or [org]


def _faulty(name: str) -> Issue:
    return Issue(
        "indicator-faulty",
        Text(f"指标“{name}”所依据的指标有误。", f"The indicator '{name}' rests on a faulty one."),
        Text("请运行 taizhang packs check。", "Run taizhang packs check."),
        value=name,
    )


def _no_breakdown(name: str, by: str, known: tuple[str, ...]) -> Issue:
    what = Text(f"指标“{name}”不能按“{by}”分组。", f"The indicator '{name}' cannot be broken down by '{by}'.")
    return Issue("indicator-by", what, did_you_mean(by, known), value=by)


def _outside(ledger: Text, org: str, count: int, tree: OrgTree) -> Issue:
    return Issue(
        "indicator-unit-outside",
        Text(
            f"台账“{ledger.zh}”有 {count} 条记录属于机构“{org}”，而机构台账中没有它，未计入任何上级。",
            f"{count} rows of '{ledger.en}' belong to '{org}', which the org tree does not have; no unit counts them.",
        ),
        did_you_mean(org or "", tree.units),
        severity=Severity.WARNING,
        value=org,
    )
