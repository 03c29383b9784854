"""The functions that section templates call. docs/packs.md is their manual; its table and these signatures agree."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

from taizhang.declare.model import Indicator, Ledger
from taizhang.indicators.values import Cell, Request, Row, Value
from taizhang.kernel.period import Kind, Period
from taizhang.kernel.quantity import convert
from taizhang.kernel.text import Text
from taizhang.reports.document import FigureRun, chinese_number
from taizhang.reports.facts import Facts
from taizhang.reports.faults import fault
from taizhang.reports.keys import CountKey
from taizhang.reports.makers import PLAIN, Look, counted, evidence_of, measured, moved, part_of, tallied
from taizhang.reports.numbers import printed
from taizhang.reports.printing import Printed, Register, Year, clean, words
from taizhang.reports.rows import FindingView, RecordList, RecordView, UnitFigure, Unreported

FUNCTIONS = (
    "figure",
    "value",
    "missing",
    "listing",
    "change",
    "by_unit",
    "rank",
    "records",
    "count_of",
    "join",
    "paragraphs",
    "parts",
    "cn",
    "checks",
    "unreported",
)
_COUNTABLE = (RecordView, FindingView, Unreported)
VALUES = ("cutoff", "period", "next_period", "year", "org")


class PeriodText(str):
    """A period as text, with what a sentence may want of it."""

    __slots__ = ("first", "last", "short", "year")

    first: date
    last: date
    short: str
    year: Year

    def __new__(cls, period: Period) -> "PeriodText":
        self = super().__new__(cls, period.label.zh)
        self.first, self.last, self.year = period.first, period.last, Year(period.first.year)
        named = period.kind in ("half", "quarter", "month")
        self.short = period.label.zh.split("年", 1)[1] if named else period.label.zh
        return self


class CutoffText(str):
    """截至5月25日, and the day itself."""

    __slots__ = ("day",)

    day: date

    def __new__(cls, day: date) -> "CutoffText":
        self = super().__new__(cls, f"截至{day.month}月{day.day}日")
        self.day = day
        return self


@dataclass(frozen=True)
class Narrative:
    """The functions, for one section (``name``) of one report. ``printed_parts`` gives the titles below a part."""

    facts: Facts
    register: Register
    name: str
    printed_parts: Callable[[str], tuple[str, ...]]
    _lists: Iterator[int] = field(default_factory=lambda: count(1))

    def context(self) -> Mapping[str, object]:
        """What a template finds: functions and values by name."""
        facts = self.facts
        values = (
            CutoffText(facts.day),
            PeriodText(facts.period),
            PeriodText(following(facts.period)),
            Year(facts.period.last.year),
            facts.unit_name(facts.org),
        )
        functions = {name: getattr(self, name) for name in FUNCTIONS}
        return {**functions, **dict(zip(VALUES, values, strict=True))}

    def figure(
        self,
        name: str,
        *,
        unit: str | None = None,
        style: str = "plain",
        by: str | None = None,
        only: object = None,
        period: str | None = None,
        org: str | None = None,
    ) -> Printed:
        indicator, part, value = self._ask(name, by, only, period, org)
        look = self._look(indicator, unit, style)
        return self.register.add(measured(self.facts, indicator, value, part, look))

    def value(
        self,
        name: str,
        *,
        unit: str | None = None,
        by: str | None = None,
        only: object = None,
        period: str | None = None,
        org: str | None = None,
    ) -> Decimal | None:
        indicator, part, value = self._ask(name, by, only, period, org)
        amount = part_of(value, part)
        if amount is None or unit is None:
            return amount
        return convert(amount, indicator.unit, self.facts.names.unit(indicator.unit, unit))

    def missing(
        self,
        name: str,
        *,
        by: str | None = None,
        only: object = None,
        period: str | None = None,
        org: str | None = None,
    ) -> bool:
        return self.value(name, by=by, only=only, period=period, org=org) is None

    def listing(
        self,
        name: str,
        by: str,
        *,
        unit: str | None = None,
        style: str = "plain",
        period: str | None = None,
        org: str | None = None,
    ) -> str:
        """The groups of a breakdown with their amounts; the whole when there is no data or every group is zero."""
        indicator = self.facts.names.indicator(name)
        value = self.facts.value(self.facts.request(name, by, period, org))
        look = self._look(indicator, unit, style)
        groups = sorted(
            (part for part, amount in value.parts.items() if amount),
            key=lambda part: (-value.parts[part], _place(self.facts, indicator, by, part)),
        )
        if value.status != "value" or not groups:
            return self.register.add(measured(self.facts, indicator, value, None, look))
        return "、".join(
            self.facts.part_title(indicator, by, part)
            + self.register.add(measured(self.facts, indicator, value, part, look))
            for part in groups
        )

    def change(
        self,
        name: str,
        against: str = "year_before",
        *,
        by: str | None = None,
        only: object = None,
        org: str | None = None,
    ) -> Printed:
        compared = self.facts.names.against(against)
        indicator, part, now = self._ask(name, by, only, None, org)
        base = self.facts.value(self.facts.request(name, by, compared, org))
        figure, how = moved(self.facts, indicator, now, base, against=compared, part=part)
        return self.register.add(figure, how.direction)

    def by_unit(
        self,
        name: str,
        *,
        level: str = "village",
        unit: str | None = None,
        style: str = "plain",
        period: str | None = None,
    ) -> list[UnitFigure]:
        indicator = self.facts.names.indicator(name)
        look = self._look(indicator, unit, style)
        return [self._unit_figure(indicator, value, look) for value in self._of_units(name, level, period)]

    def rank(
        self,
        name: str,
        *,
        units: int = 3,
        level: str = "village",
        least: bool = False,
        unit: str | None = None,
        style: str = "plain",
        period: str | None = None,
    ) -> list[UnitFigure]:
        indicator = self.facts.names.indicator(name)
        look = self._look(indicator, unit, style)
        known = [value for value in self._of_units(name, level, period) if value.amount]
        known.sort(key=lambda value: (value.amount or 0) if least else -(value.amount or 0))
        return [self._unit_figure(indicator, value, look) for value in known[: max(units, 0)]]

    def records(
        self,
        ledger: str,
        where: str | None = None,
        order: str | None = None,
        *,
        org: str | None = None,
        **fields: Cell,
    ) -> RecordList:
        book = self.facts.names.ledger(ledger)
        for name in fields:
            if name != "state":
                self.facts.names.field(book, name)
        unit = self.facts.unit(org)
        rows = tuple(
            row
            for row in self.facts.rows(book.name, where, order, unit)
            if all((row.state if name == "state" else row.values.get(name)) == cell for name, cell in fields.items())
        )
        condition = _condition(where, fields)
        key = CountKey(book.name, condition, str(unit) if unit != self.facts.org else None)
        return RecordList((RecordView(self.facts, self.register, book, row) for row in rows), book, rows, key)

    def count_of(self, rows: object, unit: str = "个", title: str | None = None) -> Printed:
        """How many; ``title`` says in the table of evidence what was counted."""
        called = None if title is None else Text(clean(title), clean(title))
        if isinstance(rows, RecordList):
            figure = counted(self.facts, rows._ledger, rows._rows, rows._key, unit=unit, title=called)
            return self.register.add(figure)
        if not isinstance(rows, list) or not all(isinstance(row, _COUNTABLE) for row in rows):
            raise fault(
                "not-countable",
                Text(
                    "count_of 只能数 records、checks、unreported 的结果。",
                    "count_of counts what records, checks and unreported give.",
                ),
                Text("请写 count_of(records('台账'))。", "Write count_of(records('LEDGER'))."),
                type(rows).__name__,
            )
        key = f"##{self.name}.{next(self._lists)}"
        if rows and isinstance(rows[0], RecordView):
            ledger: Ledger = rows[0]._ledger
            found: tuple[Row, ...] = tuple(row._row for row in rows)
            figure = counted(self.facts, ledger, found, f"{ledger.name}{key}", unit=unit, title=called)
        else:
            called = called or Text("项数", "Number of items")
            figure = tallied(self.facts, called, len(rows), key=f"list{key}", unit=unit)
        return self.register.add(figure)

    def join(self, items: Iterable[object], last: str = "和") -> str:
        texts = [words(item) for item in items]
        return last.join(["、".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)

    def paragraphs(self, text: str | None) -> list[str]:
        return [line.strip() for line in (text or "").splitlines() if line.strip()]

    def parts(self, part: str) -> tuple[str, ...]:
        return self.printed_parts(self.facts.names.part_of_report(part))

    def cn(self, number: int, ordinal: bool = False) -> str:
        """A count in words: 两个, 六个; as an ordinal 第二."""
        try:
            return "两" if number == 2 and not ordinal else chinese_number(number)
        except ValueError:
            what = Text(f"cn 只能写 1 至 99，不能写 {number}。", f"cn writes 1 to 99, not {number}.")
            remedy = Text(
                "其他数字请用 figure 或 count_of；为 0 时请先用 if 判断。",
                "Use figure or count_of for others; ask for 0 with if.",
            )
            raise fault("not-countable", what, remedy, str(number)) from None

    def checks(self) -> list[FindingView]:
        facts = self.facts
        return [
            FindingView(
                finding.check.title.zh,
                facts.unit_name(finding.org),
                f"左边为{self._side(finding.check.name, 'left', finding.check.title, finding.left)}，"
                f"右边为{self._side(finding.check.name, 'right', finding.check.title, finding.right)}",
                finding.check.remedy.zh if finding.check.remedy else "",
            )
            for finding in facts.findings
            if finding.status == "fails"
        ]

    def unreported(self) -> list[Unreported]:
        facts = self.facts
        return [
            Unreported(facts.catalogue.ledgers[item.ledger].title.zh, facts.unit_name(item.org), item.expected.label.zh)
            for item in facts.unreported
        ]

    def _side(self, check: str, side: str, title: Text, value: Value) -> Printed:
        assert value.amount is not None  # a check that fails has a number on both sides
        amount, evidence = value.amount, evidence_of(value, title)
        key = f"{check}!{side}@{value.request.org}"
        return self.register.add(
            FigureRun(key, printed(amount, value.unit), amount, value.unit, value.status, evidence)
        )

    def _ask(
        self, name: str, by: str | None, only: object, period: str | None, org: str | None
    ) -> tuple[Indicator, str | None, Value]:
        indicator = self.facts.names.indicator(name)
        if (by is None) != (only is None):
            raise fault(
                "by-and-only",
                Text("by 和 only 要一起写。", "by and only belong together."),
                Text(
                    "例如 by='kind', only='x'；要列出各项请用 listing。",
                    "Such as by='kind', only='x'; listing gives all of them.",
                ),
                name,
            )
        part = None
        if by is not None:
            text = str(only).lower() if isinstance(only, bool) else str(only)
            part = self.facts.names.part(indicator, self.facts.names.breakdown(indicator, by), text)
        return indicator, part, self.facts.value(self.facts.request(name, by, period, org))

    def _look(self, indicator: Indicator, unit: str | None, style: str) -> Look:
        names = self.facts.names
        if unit is None and style == "plain":
            return PLAIN
        wanted = names.unit(indicator.unit, unit) if unit is not None else None
        return Look(wanted, names.style(style, wanted or indicator.unit))

    def _of_units(self, name: str, level: str, period: str | None) -> list[Value]:
        requests = unit_requests(self.facts, name, level, period)
        self.facts.want(requests)
        return [self.facts.value(request) for request in requests]

    def _unit_figure(self, indicator: Indicator, value: Value, look: Look) -> UnitFigure:
        figure = self.register.add(measured(self.facts, indicator, value, None, look))
        name = self.facts.unit_name(value.request.org)
        return UnitFigure(name, figure, value.amount, value.amount is None)


def unit_requests(facts: Facts, name: str, level: str, period: str | None) -> list[Request]:
    """What ``by_unit`` and ``rank`` ask: the indicator for each unit of the level."""
    return [facts.request(name, None, period, unit) for unit in facts.units(level)]


def following(period: Period) -> Period:
    """The period of the same kind just after; of a stretch without a name, the year after it ends."""
    first = date.fromordinal(period.last.toordinal() + 1)
    spellings: Mapping[Kind, str] = {
        "half": f"{first.year:04}H{(first.month + 5) // 6}",
        "quarter": f"{first.year:04}Q{(first.month + 2) // 3}",
        "month": f"{first:%Y-%m}",
    }
    return Period.parse(spellings.get(period.kind, f"{first.year:04}"))


def _place(facts: Facts, indicator: Indicator, by: str, part: str) -> tuple[int, str]:
    """Where a group stands among its equals: choices in the order declared, others by name."""
    ledger = facts.names.ledger_of(indicator)
    choices = list(ledger.fields[by].choices) if ledger is not None and by in ledger.fields else []
    return (choices.index(part) if part in choices else len(choices), part)


def _condition(where: str | None, fields: Mapping[str, Cell]) -> str:
    """The condition that picks the same records, as one expression."""
    each = [f"{name} {_literal(cell)}" for name, cell in fields.items()]
    if not each:
        return where or ""
    return " and ".join([f"({where})", *each] if where else each)


def _literal(cell: Cell) -> str:
    match cell:
        case None:
            return "is null"
        case bool():
            return f"= {str(cell).lower()}"
        case date():
            return f"= date '{cell.isoformat()}'"
        case str():
            escaped = str(cell).replace("'", "''")
            return f"= '{escaped}'"
    return f"= {cell}"
