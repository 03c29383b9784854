"""Finding a declared thing by name or title, with the nearest right one when it is not there."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from taizhang.declare.model import Catalogue, Indicator, Ledger, Report
from taizhang.kernel.issue import Issue, did_you_mean
from taizhang.kernel.text import Text


class Titled(Protocol):
    @property
    def title(self) -> Text: ...


D = TypeVar("D", bound=Titled)

_NOWHERE = Issue("", Text("", ""), Text("", ""))


def _named(items: Mapping[str, D], name: str, zh: str, en: str) -> tuple[D | None, Issue]:
    if name in items:
        return items[name], _NOWHERE
    for item in items.values():
        if name in (item.title.zh, item.title.en):
            return item, _NOWHERE
    known = [*items, *(item.title.zh for item in items.values())]
    issue = Issue(
        f"{en}-unknown",
        Text(f"没有“{name}”这个{zh}。", f"There is no {en} '{name}'."),
        did_you_mean(name, known if any(ord(c) > 255 for c in name) else list(items)),
        value=name,
    )
    return None, issue


def ledger_named(catalogue: Catalogue, name: str) -> tuple[Ledger | None, Issue]:
    return _named(catalogue.ledgers, name, "台账", "ledger")


def indicator_named(catalogue: Catalogue, name: str) -> tuple[Indicator | None, Issue]:
    return _named(catalogue.indicators, name, "指标", "indicator")


def report_named(catalogue: Catalogue, name: str) -> tuple[Report | None, Issue]:
    return _named(catalogue.reports, name, "报告", "report")
