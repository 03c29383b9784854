"""Checks section templates without running them: syntax, and every name that stands in them as a constant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import meta, nodes

from taizhang.declare.model import Catalogue, Indicator, Ledger
from taizhang.indicators.records import check_query
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.text import Text
from taizhang.reports.facts import LEVELS
from taizhang.reports.faults import Fault, Names, unknown
from taizhang.reports.narrative import FUNCTIONS, VALUES
from taizhang.reports.prefetch import Call, calls
from taizhang.reports.rows import BUILT_IN
from taizhang.reports.templates import Source, read

_GLOBALS = frozenset((*FUNCTIONS, *VALUES, "namespace", "loop", "caller", "varargs", "kwargs"))


def check_templates(catalogue: Catalogue) -> list[Issue]:
    """Every fault of every template that a report or section of the catalogue names, by file and line."""
    issues: list[Issue] = []
    for path in dict.fromkeys(_paths(catalogue)):
        source, faults = read(path)
        issues += faults
        if source is not None:
            issues += sorted(_Check(source, Names(catalogue)).issues(), key=lambda issue: issue.place.line or 0)
    return issues


def _paths(catalogue: Catalogue) -> Iterator[Path]:
    for report in catalogue.reports.values():
        if report.opening is not None:
            yield report.opening
        yield from (part.template for part in report.walk() if part.template is not None)
    yield from (section.template for section in catalogue.sections)


@dataclass(frozen=True)
class _Check:
    """One template. ``_ledgers`` says of which ledger the records in a variable are, where that is certain."""

    source: Source
    names: Names
    _ledgers: dict[str, set[str | None]] = field(default_factory=dict)

    def issues(self) -> Iterator[Issue]:
        yield from self._undefined()
        self._follow_records()
        for call in calls(self.source.tree):
            place = Place(str(self.source.path), call.line)
            try:
                yield from self._call(call, place)
            except Fault as error:
                yield error.at(place)
        yield from self._attributes()

    def _undefined(self) -> Iterator[Issue]:
        names = list(self.source.tree.find_all(nodes.Name))
        made = {node.name for node in names if node.ctx != "load"}  # in some branch: the other one fails when it runs
        unknown_names = meta.find_undeclared_variables(self.source.tree) - _GLOBALS - made
        lines = {node.name: node.lineno for node in reversed(names)}
        for name in sorted(unknown_names):
            what = Text(f"“{name}”没有定义。", f"'{name}' is not defined.")
            place = Place(str(self.source.path), lines.get(name))
            yield Issue("section-undefined", what, did_you_mean(name, _GLOBALS), place, value=name)

    def _call(self, call: Call, place: Place) -> Iterator[Issue]:
        said, names = call.said(), self.names
        if call.on is not None:
            self._record_call(call, said)
        elif call.name == "records" and "ledger" in said:
            ledger = names.ledger(said["ledger"])
            for word in sorted(said.keys() - {"ledger", "where", "order", "org", "state"}):
                names.field(ledger, word)
            where, order = (item if isinstance(item := said.get(word), str) else None for word in ("where", "order"))
            yield from check_query(names.catalogue, ledger.name, where, order, place)
        elif call.name == "parts" and "part" in said:
            names.part_of_report(said["part"])
        elif "name" in said:
            self._indicator_call(call, names.indicator(said["name"]), said)

    def _indicator_call(self, call: Call, indicator: Indicator, said: Mapping[str, object]) -> None:
        names = self.names
        if "level" in said and said["level"] not in LEVELS:
            raise unknown("unknown-level", Text("单位层级", "level of units"), said["level"], LEVELS)
        if said.get("period") is not None:
            names.period(said["period"])
        if "against" in said:
            names.against(said["against"])
        if said.get("by") is not None:
            by = names.breakdown(indicator, said["by"])
            if said.get("only") is not None:
                names.part(indicator, by, said["only"])
        unit = indicator.unit
        if said.get("unit") is not None:
            unit = names.unit(unit, said["unit"])
        if "style" in said and "unit" not in call.open:
            names.style(said["style"], unit)

    def _record_call(self, call: Call, said: Mapping[str, object]) -> None:
        for ledger in self._of(call.on):
            if "name" in said:
                item = self.names.field(ledger, said["name"])
                if said.get("unit") is not None:
                    self.names.unit(item.unit or "", said["unit"])

    def _attributes(self) -> Iterator[Issue]:
        for node in self.source.tree.find_all(nodes.Getattr):
            if node.attr in BUILT_IN:
                continue
            for ledger in self._of(node.node):
                try:
                    self.names.field(ledger, node.attr)
                except Fault as error:
                    yield error.at(Place(str(self.source.path), node.lineno))

    def _follow_records(self) -> None:
        """Learn from ``set x = records('L')`` and ``for row in x`` what each variable holds."""
        tree = self.source.tree
        for assign in tree.find_all(nodes.Assign):
            if isinstance(assign.target, nodes.Name):
                self._learn(assign.target.name, self._listed(assign.node))
        for loop in tree.find_all(nodes.For):
            if isinstance(loop.target, nodes.Name):
                self._learn(loop.target.name, self._listed(loop.iter))
        for macro in tree.find_all(nodes.Macro):
            for argument in macro.args:
                self._learn(argument.name, None)

    def _learn(self, name: str, ledger: str | None) -> None:
        self._ledgers.setdefault(name, set()).add(ledger)

    def _listed(self, node: nodes.Node) -> str | None:
        """The ledger whose records an expression lists; filters that only choose do not change that."""
        if isinstance(node, nodes.Filter) and node.name in _CHOOSING and node.node is not None:
            return self._listed(node.node)
        if isinstance(node, nodes.Name):
            return self._certain(node.name)
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "records":
            first = node.args[0] if node.args else None
            if isinstance(first, nodes.Const):
                return str(first.value)
        return None

    def _of(self, node: nodes.Node | None) -> Iterator[Ledger]:
        """The ledger of a single record: a loop's variable, or the first or last of a list."""
        ledger: str | None = None
        if isinstance(node, nodes.Name):
            ledger = self._certain(node.name)
        elif isinstance(node, nodes.Filter) and node.name in ("first", "last") and node.node is not None:
            ledger = self._listed(node.node)
        found = self.names.catalogue.ledgers.get(ledger or "")
        if found is not None:
            yield found

    def _certain(self, variable: str) -> str | None:
        known = self._ledgers.get(variable, {None})
        return next(iter(known)) if len(known) == 1 else None


_CHOOSING = frozenset({"list", "sort", "reverse", "unique", "select", "selectattr", "reject", "rejectattr"})
