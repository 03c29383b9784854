"""Indicators and checks resolved against the catalogue: every name known, every type fitting, or an issue.

A measure becomes aggregates over rows (SQL) and exact arithmetic over them; a ratio or derived indicator becomes
arithmetic over other indicators. Nothing here knows of periods or units: that is the plan's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sqlglot import exp

from taizhang.declare.model import Catalogue, Check, Field, Indicator, Ledger
from taizhang.indicators.arithmetic import Binary, Leaf, Node, Number, build, divides, leaves
from taizhang.indicators.parse import AGGREGATES, COMPARISONS, not_allowed, parse
from taizhang.indicators.rows import OWN, RowScope
from taizhang.indicators.schema import BUILT_IN
from taizhang.indicators.trial import Trial
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.text import Text

Function = Literal["count", "sum", "min", "max", "distinct"]

_SIGNS = {exp.EQ: "=", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
_SHARES = {"%": Decimal(100), "‰": Decimal(1000)}


@dataclass(frozen=True)
class Aggregate:
    """One aggregate; ``argument`` and ``condition`` ("" for none) are SQL over the ledger's columns."""

    function: Function
    argument: str
    condition: str

    @property
    def sql(self) -> str:
        call = f"COUNT(DISTINCT {self.argument})" if self.function == "distinct" else self.bare
        return f"{call} FILTER (WHERE {self.condition})" if self.condition else call

    @property
    def bare(self) -> str:
        return f"{self.function.upper()}({self.argument})"


@dataclass(frozen=True)
class Measure:
    """``formula`` is over ``aggregates`` by their place. ``references`` are the fields to join along. ``rows`` is the
    condition of the rows that count ("" for all)."""

    indicator: Indicator
    ledger: Ledger
    formula: Node
    aggregates: tuple[Aggregate, ...]
    references: tuple[str, ...]
    rows: str

    @property
    def counts_distinct(self) -> bool:
        return any(aggregate.function == "distinct" for aggregate in self.aggregates)


@dataclass(frozen=True)
class Formula:
    """A ratio or derived indicator: arithmetic over other indicators by name."""

    indicator: Indicator
    node: Node

    @property
    def operands(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaves(self.node)))


@dataclass(frozen=True)
class Comparison:
    """A check's two sides; ``texts`` is how they read."""

    check: Check
    sign: str
    left: Node
    right: Node
    texts: tuple[str, str]


Resolved = Measure | Formula


class Resolver:
    """Resolves on demand and remembers. What cannot be resolved is None, with its issues."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._indicators: dict[str, tuple[Resolved | None, list[Issue]]] = {}

    def indicator(self, name: str) -> tuple[Resolved | None, list[Issue]]:
        if name not in self._indicators:
            known = self.catalogue.indicators.get(name)
            if known is None:
                self._indicators[name] = None, [unknown_indicator(name, self.catalogue, Place())]
            elif known.measure is not None:
                self._indicators[name] = resolve_measure(self.catalogue, known)
            else:
                self._indicators[name] = self._formula(known)
        return self._indicators[name]

    def comparison(self, check: Check) -> tuple[Comparison | None, list[Issue]]:
        tree, issues = parse(check.expression, check.place)
        if tree is None:
            return None, issues
        if not isinstance(tree, COMPARISONS):
            return None, [_not_a_comparison(check)]
        left, right = (self._node(side, check.place, issues) for side in (tree.this, tree.expression))
        if left is None or right is None:
            return None, issues
        texts = (tree.this.sql("duckdb"), tree.expression.sql("duckdb"))
        return Comparison(check, _SIGNS[type(tree)], left, right, texts), issues

    def measures(self, names: Iterable[str]) -> dict[str, Measure]:
        """The measures that these indicators rest on, by name; none of them may be faulty."""
        found: dict[str, Measure] = {}
        todo = list(names)
        while todo:
            resolved, _ = self.indicator(todo.pop())
            if isinstance(resolved, Measure):
                found[resolved.indicator.name] = resolved
            elif resolved is not None:
                todo.extend(resolved.operands)
        return found

    def divides(self, formula: Resolved | Node) -> bool:
        """Whether there is a division anywhere in it or in what it rests on: then it is rounded, in the end."""
        if isinstance(formula, Measure):
            return divides(formula.formula)
        node = formula.node if isinstance(formula, Formula) else formula
        operands = (self.indicator(name)[0] for name in leaves(node))
        return divides(node) or any(self.divides(operand) for operand in operands if operand is not None)

    def _formula(self, indicator: Indicator) -> tuple[Resolved | None, list[Issue]]:
        issues: list[Issue] = []
        if indicator.ratio is not None:
            above, below = (Leaf(name) for name in indicator.ratio)
            share = _SHARES.get(indicator.unit)
            node: Node | None = Binary("/", Binary("*", Number(share), above) if share else above, below)
            for name in indicator.ratio:
                self._check_name(name, indicator.place, issues)
        else:
            tree, issues = parse(indicator.derived or "", indicator.place)
            node = self._node(tree, indicator.place, issues) if tree is not None else None
        if node is None or issues:
            return None, issues
        if self._rests_on_itself(indicator):
            return None, [_cycle(indicator)]
        formula = Formula(indicator, node)
        faulty = [name for name in formula.operands if self.indicator(name)[0] is None]
        return (None, []) if faulty else (formula, [])

    def _rests_on_itself(self, indicator: Indicator) -> bool:
        seen: set[str] = set()
        todo = self._operands_of(indicator)
        while todo:
            name = todo.pop()
            if name == indicator.name:
                return True
            known = self.catalogue.indicators.get(name)
            if known is not None and name not in seen:
                seen.add(name)
                todo.extend(self._operands_of(known))
        return False

    def _operands_of(self, indicator: Indicator) -> list[str]:
        if indicator.ratio is not None:
            return list(indicator.ratio)
        if indicator.derived is None:
            return []
        tree, _ = parse(indicator.derived, indicator.place)
        return [column.name for column in tree.find_all(exp.Column)] if tree is not None else []

    def _node(self, tree: exp.Expression, place: Place, issues: list[Issue]) -> Node | None:
        """Arithmetic over indicator names."""

        def leaf(found: exp.Expression) -> Node | None:
            if not isinstance(found, exp.Column) or found.table:
                issues.append(not_allowed(found.sql("duckdb"), place))
                return None
            return Leaf(found.name) if self._check_name(found.name, place, issues) else None

        return build(tree, leaf)

    def _check_name(self, name: str, place: Place, issues: list[Issue]) -> bool:
        if name in self.catalogue.indicators:
            return True
        issues.append(unknown_indicator(name, self.catalogue, place))
        return False


def resolve_measure(catalogue: Catalogue, indicator: Indicator) -> tuple[Measure | None, list[Issue]]:
    """A measure resolved over its ledger's columns."""
    assert indicator.measure is not None
    ledger = catalogue.ledgers.get(indicator.ledger or "")
    if ledger is None:
        return None, [_unknown_ledger(indicator, catalogue)]
    tree, issues = parse(indicator.measure, indicator.place)
    if tree is None:
        return None, issues
    scope = RowScope(catalogue, ledger, indicator.place)
    aggregates: list[tuple[Function, exp.Expression, exp.Expression | None]] = []

    def add(function: Function, argument: exp.Expression, condition: exp.Expression | None) -> Leaf:
        aggregates.append((function, argument, condition))
        return Leaf(str(len(aggregates) - 1))

    def leaf(found: exp.Expression) -> Node | None:
        condition = None
        call = found
        if isinstance(found, exp.Filter):
            call = found.this
            condition = scope.condition(found.expression.this)
        if not isinstance(call, AGGREGATES):
            _refuse_loose(scope, call)
            return None
        if isinstance(call, exp.Avg):
            number = scope.number(call.this)
            return Binary("/", add("sum", number, condition), add("count", number, condition))
        return add(*_aggregate(scope, call), condition)

    formula = build(tree, leaf)
    if scope.issues or formula is None:
        return None, scope.issues
    qualified = bool(scope.references)
    made = tuple(
        Aggregate(function, _sql(argument, qualified), _sql(condition, qualified) if condition is not None else "")
        for function, argument, condition in aggregates
    )
    if not made:
        return None, [_no_aggregate(indicator)]
    rows = tuple(dict.fromkeys(aggregate.condition for aggregate in made))
    either = " OR ".join(f"({condition})" for condition in rows) if len(rows) > 1 else rows[0]
    references = tuple(sorted(scope.references))
    return Measure(indicator, ledger, formula, made, references, "" if "" in rows else either), []


def check_catalogue(catalogue: Catalogue) -> list[Issue]:
    """Everything wrong with the expressions of indicators and checks."""
    resolver = Resolver(catalogue)
    trial = Trial(catalogue)
    issues = [
        _reserved(item)
        for ledger in catalogue.ledgers.values()
        for item in ledger.fields.values()
        if item.name in BUILT_IN
    ]
    alike: dict[tuple[str, tuple[str, ...]], list[Measure]] = {}
    for name in catalogue.indicators:
        resolved, found = resolver.indicator(name)
        issues.extend(found)
        if isinstance(resolved, Measure):
            alike.setdefault((resolved.ledger.name, resolved.references), []).append(resolved)
    for measures in alike.values():
        if _refusal(trial, measures) is not None:  # one trial for many: each alone only when that fails
            refusals = ((measure.indicator, _refusal(trial, [measure])) for measure in measures)
            issues.extend(_refused(indicator, message) for indicator, message in refusals if message is not None)
    for check in catalogue.checks.values():
        issues.extend(resolver.comparison(check)[1])
    return issues


def _refusal(trial: Trial, measures: list[Measure]) -> str | None:
    ledger, references = measures[0].ledger, measures[0].references
    joined = {field: ledger.fields[field].to or "" for field in references}
    return trial.refusal(ledger, joined, [aggregate.sql for measure in measures for aggregate in measure.aggregates])


def resolve_condition(scope: RowScope, text: str) -> str:
    """``text`` as a condition over rows; "" when it is faulty, with the issues in ``scope``."""
    tree, issues = parse(text, scope.place)
    scope.issues.extend(issues)
    if tree is None:
        return ""
    condition = scope.condition(tree)
    return "" if scope.issues else _sql(condition, True)


def _aggregate(scope: RowScope, call: exp.Expression) -> tuple[Function, exp.Expression]:
    argument = call.this
    if isinstance(call, exp.Count):
        if isinstance(argument, exp.Distinct):
            if len(argument.expressions) != 1:
                scope.issues.append(not_allowed(call.sql("duckdb"), scope.place))
            return "distinct", scope.resolve(argument.expressions[0])[0]
        if isinstance(argument, exp.Star):
            return "count", exp.Star()
        return "count", scope.resolve(argument)[0]
    if call.args.get("expressions") or call.args.get("count"):
        scope.issues.append(not_allowed(call.sql("duckdb"), scope.place))
    function: Function = "sum" if isinstance(call, exp.Sum) else "min" if isinstance(call, exp.Min) else "max"
    return function, scope.number(argument)


def _sql(tree: exp.Expression, qualified: bool) -> str:
    if not qualified:
        tree = tree.copy()
        for column in tree.find_all(exp.Column):
            if column.table == OWN:
                column.set("table", None)
    return tree.sql("duckdb")


def _refuse_loose(scope: RowScope, tree: exp.Expression) -> None:
    """A field or condition outside any aggregate."""
    words = tree.sql("duckdb")
    scope.issues.append(
        Issue(
            "indicator-not-aggregated",
            Text(f"“{words}”不在汇总函数之内。", f"'{words}' stands outside an aggregate."),
            Text(
                f"写作 sum({words}) 或 count(*) filter (where …)。", f"Write sum({words}) or count(*) filter (where …)."
            ),
            scope.place,
            value=words,
        )
    )


def _no_aggregate(indicator: Indicator) -> Issue:
    return Issue(
        "indicator-not-aggregated",
        Text(f"“{indicator.measure}”没有汇总函数。", f"'{indicator.measure}' aggregates nothing."),
        Text("写作 count(*)、sum(字段) 等。", "Write count(*), sum(field) and the like."),
        indicator.place,
        value=indicator.measure,
    )


def _not_a_comparison(check: Check) -> Issue:
    return Issue(
        "indicator-not-a-comparison",
        Text(f"核对规则“{check.expression}”不是比较式。", f"'{check.expression}' does not compare two sides."),
        Text("写作 甲 = 乙 + 丙，比较符为 = != < <= > >=。", "Write a = b + c, with one of = != < <= > >=."),
        check.place,
        value=check.expression,
    )


def unknown_indicator(name: str, catalogue: Catalogue, place: Place) -> Issue:
    what = Text(f"没有指标“{name}”。", f"There is no indicator '{name}'.")
    return Issue("indicator-unknown", what, did_you_mean(name, catalogue.indicators), place, value=name)


def _unknown_ledger(indicator: Indicator, catalogue: Catalogue) -> Issue:
    name = indicator.ledger or ""
    what = Text(f"没有台账“{name}”。", f"There is no ledger '{name}'.")
    return Issue("indicator-unknown-ledger", what, did_you_mean(name, catalogue.ledgers), indicator.place, value=name)


def _cycle(indicator: Indicator) -> Issue:
    return Issue(
        "indicator-cycle",
        Text(f"指标“{indicator.name}”由自己算出。", f"The indicator '{indicator.name}' rests on itself."),
        Text("请改正公式中的指标名。", "Correct the names in its formula."),
        indicator.place,
        value=indicator.name,
    )


def _refused(indicator: Indicator, message: str) -> Issue:
    return Issue(
        "indicator-does-not-run",
        Text(f"“{indicator.measure}”无法执行：{message}", f"'{indicator.measure}' cannot be run: {message}"),
        Text("请简化公式，或核对字段类型和小数位数。", "Simplify it, or check types and numbers of digits."),
        indicator.place,
        value=indicator.measure,
    )


def _reserved(item: Field) -> Issue:
    return Issue(
        "indicator-reserved-field",
        Text(f"字段“{item.name}”与内置列同名。", f"The field '{item.name}' has the name of a built-in column."),
        Text("请换一个名称。", "Choose another name."),
        item.place,
        value=item.name,
    )
