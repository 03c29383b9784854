"""Reads the calls in a template's text: what can be known of them without running it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jinja2 import nodes

from taizhang.indicators.values import Request
from taizhang.reports.calls import UNSAID, bound
from taizhang.reports.facts import Facts
from taizhang.reports.faults import Fault
from taizhang.reports.narrative import FUNCTIONS, Narrative, unit_requests
from taizhang.reports.rows import RecordView


@dataclass(frozen=True)
class Call:
    """One call: of a function of the narrative, or (``on`` is set) of a record's ``figure`` or ``text``."""

    name: str
    line: int
    args: tuple[object, ...]
    kwargs: Mapping[str, object]
    on: nodes.Expr | None = None

    @property
    def function(self) -> Callable[..., object]:
        return getattr(Narrative if self.on is None else RecordView, self.name)  # type: ignore[no-any-return]

    @cached_property
    def _given(self) -> Mapping[str, object]:
        return bound(self.function, self.args, self.kwargs)

    def said(self) -> Mapping[str, object]:
        """The arguments that are constants, by parameter. Raises Fault for those that do not fit."""
        return {name: value for name, value in self._given.items() if value is not UNSAID}

    @property
    def open(self) -> frozenset[str]:
        """The parameters that are given, but not as constants."""
        return frozenset(name for name, value in self._given.items() if value is UNSAID)


@lru_cache(maxsize=256)
def calls(tree: nodes.Template) -> tuple[Call, ...]:
    """Every call of our functions, in order of the text."""
    return tuple(_calls(tree))


@lru_cache(maxsize=256)
def _words(tree: nodes.Template) -> frozenset[str]:
    """Every text that stands in a template as a constant."""
    return frozenset(node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str))


def _calls(tree: nodes.Template) -> Iterator[Call]:
    for node in tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS:
            yield _call(node.node.name, node, None)
        elif isinstance(node.node, nodes.Getattr) and node.node.attr in ("figure", "text"):
            yield _call(node.node.attr, node, node.node.node)


def _call(name: str, node: nodes.Call, on: nodes.Expr | None) -> Call:
    args = tuple(_constant(arg) for arg in node.args)
    kwargs = {item.key: _constant(item.value) for item in node.kwargs}
    return Call(name, node.lineno, args, kwargs, on)


def _constant(node: nodes.Expr) -> object:
    try:
        return node.as_const()
    except nodes.Impossible:
        return UNSAID


def wanted(tree: nodes.Template, facts: Facts) -> Iterator[Request]:
    """The questions that a template will surely or probably ask, as far as its text tells; faulty ones left out."""
    for call in calls(tree):
        with suppress(Fault):
            yield from _requests(call, facts)
    for name in sorted(_words(tree) & facts.catalogue.indicators.keys()):
        yield facts.request(name)


def _requests(call: Call, facts: Facts) -> Iterator[Request]:
    said = call.said()
    name, by, period, org = (_text(said.get(word)) for word in ("name", "by", "period", "org"))
    if name is None or call.on is not None or call.open & {"by", "period", "org", "level", "against"}:
        return
    match call.name:
        case "figure" | "value" | "missing" | "listing":
            yield facts.request(name, by, period, org)
        case "change":
            yield facts.request(name, by, None, org)
            yield facts.request(name, by, facts.names.against(said.get("against", "year_before")), org)
        case "by_unit" | "rank":
            yield from unit_requests(facts, name, str(said.get("level", "village")), period)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
