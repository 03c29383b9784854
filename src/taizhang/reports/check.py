"""Checks section templates without running them: syntax, and every name that stands in them as a constant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import meta, nodes

from taizhang.declare.model import Catalogue, Indicator, Ledger
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.text import Text
from taizhang.reports.facts import LEVELS
from taizhang.reports.faults import Fault, Names, unknown
from taizhang.reports.narrative import FUNCTIONS, VALUES
from taizhang.reports.prefetch import Call, calls
from taizhang.reports.render import Source, read
from taizhang.reports.rows import BUILT_IN

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
    _ledgers: dict[str, set[Ledger | None]] = field(default_factory=dict)

    def issues(self) -> Iterator[Issue]:
        yield from self._undefined()
        self._follow_records()
        for call in calls(self.source.tree):
            try:
                self._call(call)
            except Fault as error:
                yield error.at(Place(str(self.source.path), call.line))
        yield from self._attributes()

    def _undefined(self) -> Iterator[Issue]:
        unknown_names = meta.find_undeclared_variables(self.source.tree) - _GLOBALS
        lines = {node.name: node.lineno for node in reversed(list(self.source.tree.find_all(nodes.Name)))}
        for name in sorted(unknown_names):
            what = Text(f"“{name}”没有定义。", f"'{name}' is not defined.")
            place = Place(str(self.source.path), lines.get(name))
            yield Issue("section-undefined", what, did_you_mean(name, _GLOBALS), place, value=name)

    def _call(self, call: Call) -> None:
        said, names = call.said(), self.names
        if call.on is not None:
            self._record_call(call, said)
            return
        if "name" in said:
            self._indicator_call(call, names.indicator(said["name"]), said)
        if "ledger" in said:
            self._records_call(names.ledger(said["ledger"]), call)
        if "part" in said:
            names.part_of_report(said["part"])
        if "level" in said and said["level"] not in LEVELS:
            raise unknown("unknown-level", Text("单位层级", "level of units"), said["level"], LEVELS)

    def _indicator_call(self, call: Call, indicator: Indicator, said: Mapping[str, object]) -> None:
        names = self.names
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

    def _records_call(self, ledger: Ledger, call: Call) -> None:
        for word in call.kwargs:
            if word not in ("ledger", "where", "order", "org", "state"):
                self.names.field(ledger, word)

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

    def _learn(self, name: str, ledger: Ledger | None) -> None:
        self._ledgers.setdefault(name, set()).add(ledger)

    def _listed(self, node: nodes.Expr) -> Ledger | None:
        """The ledger whose records an expression lists; filters that only choose do not change that."""
        if isinstance(node, nodes.Filter) and node.name in _CHOOSING and node.node is not None:
            return self._listed(node.node)
        if isinstance(node, nodes.Name):
            known = self._ledgers.get(node.name, {None})
            return next(iter(known)) if len(known) == 1 else None
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "records":
            first = node.args[0] if node.args else None
            if isinstance(first, nodes.Const):
                return self.names.catalogue.ledgers.get(str(first.value))
        return None

    def _of(self, node: nodes.Node | None) -> Iterator[Ledger]:
        """The ledger of a single record: a loop's variable, or the first or last of a list."""
        ledger: Ledger | None = None
        if isinstance(node, nodes.Name):
            known = self._ledgers.get(node.name, {None})
            ledger = next(iter(known)) if len(known) == 1 else None
        elif isinstance(node, nodes.Filter) and node.name in ("first", "last") and node.node is not None:
            ledger = self._listed(node.node)
        if ledger is not None:
            yield ledger


_CHOOSING = frozenset({"list", "sort", "reverse", "unique", "select", "selectattr", "reject", "rejectattr"})
