"""Faults of templates, and the check of every name that a template may say.

The same checks run when a pack is checked (on constants of the template's text) and when a report is written (on what
the template really passes), so both say the same.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import cast

from taizhang.declare.model import Catalogue, Field, Indicator, Ledger
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.period import Period
from taizhang.kernel.quantity import convert
from taizhang.kernel.text import Text
from taizhang.reports.numbers import SHARES, STYLES, Against, known_style

_NAME = re.compile(r"[a-z][a-z0-9_]*")
PERIODS = ("previous", "year_before", "year", "last_year")
AGAINST = ("year_before", "previous")


class Fault(Exception):
    """Raised inside a template; the renderer catches it and adds the place. Never leaves this room."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.line("en"))
        self.issue = issue

    def at(self, place: Place) -> Issue:
        return replace(self.issue, place=place)


_NOTHING = Text("", "")


def fault(code: str, what: Text, remedy: Text = _NOTHING, value: str | None = None) -> Fault:
    return Fault(Issue(f"section-{code}", what, remedy, value=value))


def unknown(code: str, kind: Text, word: object, known: Iterable[str]) -> Fault:
    what = Text(f"没有名为“{word}”的{kind.zh}。", f"There is no {kind.en} '{word}'.")
    return fault(code, what, did_you_mean(str(word), known), str(word))


class Names:
    """What a catalogue lets a template say; every method answers with the thing or raises Fault."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def indicator(self, name: object) -> Indicator:
        found = self.catalogue.indicators.get(str(name))
        if found is None:
            raise unknown("unknown-indicator", Text("指标", "indicator"), name, self.catalogue.indicators)
        return found

    def ledger(self, name: object) -> Ledger:
        found = self.catalogue.ledgers.get(str(name))
        if found is None:
            raise unknown("unknown-ledger", Text("台账", "ledger"), name, self.catalogue.ledgers)
        return found

    def field(self, ledger: Ledger, name: object) -> Field:
        """A field that may be printed: personal ones stay in the ledger."""
        found = ledger.fields.get(str(name))
        if found is None:
            kind = Text(f"字段（台账“{ledger.title.zh}”）", f"field in ledger '{ledger.name}'")
            raise unknown("unknown-field", kind, name, ledger.columns)
        if found.personal is not None:
            raise fault(
                "personal-field",
                Text(f"字段“{found.title.zh}”是个人信息，不能写入报告。", f"Field '{name}' is personal data."),
                Text("请改用非个人字段，或删去这一处。", "Use a field that is not personal, or leave it out."),
                str(name),
            )
        return found

    def breakdown(self, indicator: Indicator, by: object) -> str:
        if str(by) not in indicator.by:
            kind = Text(f"分组（指标“{indicator.title.zh}”）", f"breakdown of indicator '{indicator.name}'")
            raise unknown("unknown-breakdown", kind, by, indicator.by)
        return str(by)

    def ledger_of(self, indicator: Indicator) -> Ledger | None:
        """The ledger a figure counts; of a computed one, that of its first operand."""
        if indicator.ledger is not None:
            return self.catalogue.ledgers.get(indicator.ledger)
        operands = indicator.ratio or _NAME.findall(indicator.derived or "")
        known = (self.catalogue.indicators[name] for name in operands if name in self.catalogue.indicators)
        return next((self.ledger_of(operand) for operand in known if operand is not indicator), None)

    def part(self, indicator: Indicator, by: str, part: object) -> str:
        ledger = self.ledger_of(indicator)
        choice = ledger.fields.get(by) if ledger is not None else None
        if choice is not None and choice.type == "choice" and str(part) not in choice.choices:
            raise unknown("unknown-part", Text(f"“{choice.title.zh}”", f"choice of '{by}'"), part, choice.choices)
        return str(part)

    def style(self, style: object, unit: str) -> str:
        if not known_style(str(style)):
            raise unknown("unknown-style", Text("数字样式", "number style"), style, STYLES)
        if style == "percent" and unit not in SHARES:
            raise fault(
                "wrong-unit",
                Text(f"以“{unit}”计的数字不能写成百分比。", f"A figure in {unit} cannot be printed as a percentage."),
                Text("请去掉 style='percent'。", "Remove style='percent'."),
                str(style),
            )
        return str(style)

    def unit(self, unit: str, target: object) -> str:
        try:
            convert(Decimal(1), unit, str(target))
        except ValueError:
            raise fault(
                "wrong-unit",
                Text(
                    f"以“{unit}”计的数字不能换算成“{target}”。", f"A figure in {unit} cannot be expressed in {target}."
                ),
                Text("请改用同类单位，例如元与万元、平方米与亩。", "Use a unit of the same kind, such as 元 and 万元."),
                str(target),
            ) from None
        return str(target)

    def period(self, period: object) -> str:
        """One of the words of PERIODS, or the spelling of a period."""
        text = str(period)
        if text in PERIODS:
            return text
        try:
            return Period.parse(text).text
        except ValueError:
            remedy = Text(
                f"可写 {'、'.join(PERIODS)}，或如 2019、2019H1、2019Q2、2019-05。",
                f"Say {', '.join(PERIODS)}, or a period such as 2019, 2019H1, 2019Q2, 2019-05.",
            )
            raise fault(
                "unknown-period", Text(f"看不懂的期间“{text}”。", f"Not a period: '{text}'."), remedy, text
            ) from None

    def against(self, against: object) -> Against:
        if against not in AGAINST:
            raise unknown("unknown-period", Text("比较期", "comparison"), against, AGAINST)
        return cast(Against, against)

    def part_of_report(self, name: object) -> str:
        parts = {part.name for report in self.catalogue.reports.values() for part in report.walk()}
        if str(name) not in parts:
            raise unknown("unknown-part", Text("报告章节", "part of a report"), name, parts)
        return str(name)
