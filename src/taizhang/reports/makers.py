"""Makers of figures: from what is known to a FigureRun with its key, its words and its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.declare.model import Indicator, Ledger
from taizhang.indicators.values import Row, Status, Value
from taizhang.kernel.asof import AsOf
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.document import Evidence, FigureRun
from taizhang.reports.facts import Facts
from taizhang.reports.keys import CountKey, FieldKey, MeasureKey
from taizhang.reports.numbers import Against, Change, change, printed

_SQL_LISTS = 1000


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is to be printed."""

    unit: str | None = None
    style: str = "plain"


PLAIN = Look()


def gap(title: str, status: Status) -> str:
    """What stands in the text instead of a number that there is not."""
    return f"【{title}：{'无法计算' if status == 'undefined' else '暂缺'}】"


def part_of(value: Value, part: str | None) -> Decimal | None:
    """The amount of one group; a group without records is 0 where the whole is known."""
    if part is None or value.status != "value":
        return value.amount
    return value.parts.get(part, Decimal(0))


def measured(
    facts: Facts, indicator: Indicator, value: Value, part: str | None = None, look: Look = PLAIN
) -> FigureRun:
    """An indicator's value, or one part of its breakdown."""
    title = measure_title(facts, indicator, value, part)
    amount = part_of(value, part)
    text = gap(title, value.status) if amount is None else printed(amount, indicator.unit, look.style, look.unit)
    key = str(_measure_key(facts, value, part))
    evidence = evidence_of(value, Text(title, indicator.title.en), indicator.name)
    return FigureRun(key, text, amount, indicator.unit, value.status, evidence)


def measure_title(facts: Facts, indicator: Indicator, value: Value, part: str | None) -> str:
    by = value.request.by
    if part is None or by is None:
        return indicator.title.zh
    return f"{indicator.title.zh}（{facts.part_title(indicator, by, part)}）"


def evidence_of(value: Value, title: Text, indicator: str | None = None) -> Evidence:
    """Where ``value`` comes from; ``indicator`` is None for a side of a check, which may be an expression."""
    return Evidence(
        title,
        indicator,
        value.ledgers,
        value.request.org,
        value.request.period,
        value.window,
        value.rows,
        value.sql,
        value.missing,
    )


def _measure_key(facts: Facts, value: Value, part: str | None, against: str | None = None) -> MeasureKey:
    request = value.request
    return MeasureKey(
        request.indicator,
        request.by if part is not None else None,
        part,
        str(request.org) if request.org != facts.org else None,
        request.period.text if request.period != facts.period else None,
        against,
    )


def moved(
    facts: Facts, indicator: Indicator, now: Value, base: Value, *, against: Against, part: str | None = None
) -> tuple[FigureRun, Change]:
    """How an indicator moved against another period; a gap when there is no number for now or none to compare with."""
    title = f"{measure_title(facts, indicator, now, part)}{'同比' if against == 'year_before' else '环比'}"
    key = str(_measure_key(facts, now, part, against))
    amount = part_of(now, part)
    status: Status
    if amount is None:
        how = Change(gap(title, now.status), "unknown", None, "%")
        status = now.status
    else:
        how = change(amount, part_of(base, part), indicator.unit, against)
        status = "value" if how.amount is not None else base.status
    evidence = Evidence(
        Text(title, f"{indicator.title.en}, change"),
        indicator.name,
        tuple(dict.fromkeys((*now.ledgers, *base.ledgers))),
        now.request.org,
        now.request.period,
        now.window,
        now.rows + base.rows,
        f"{now.sql};\n{base.sql}",
        tuple(dict.fromkeys((*now.missing, *base.missing))),
    )
    return FigureRun(key, how.text, how.amount, how.unit, status, evidence), how


def recorded(facts: Facts, ledger: Ledger, row: Row, name: str, look: Look = PLAIN) -> FigureRun:
    """A number that stands in one record."""
    item = ledger.fields[name]
    cell = row.values.get(name)
    amount = Decimal(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
    unit = item.unit or ""
    title = f"{facts.label(ledger, row)}{item.title.zh}"
    text = gap(title, "no_data") if amount is None else printed(amount, unit, look.style, look.unit)
    sql = f'SELECT "{name}" FROM "{ledger.name}" WHERE record = {row.record} AND {stands(facts.asof)}'  # noqa: S608
    day = Period("day", facts.day, facts.day)
    evidence = Evidence(Text(title, item.title.en), None, (ledger.name,), row.org, facts.period, day, 1, sql)
    key = str(FieldKey(ledger.name, row.key or f"*{row.record}", name))
    return FigureRun(key, text, amount, unit, "no_data" if amount is None else "value", evidence)


def counted(
    facts: Facts, ledger: Ledger, rows: Sequence[Row], key: CountKey | str, *, unit: str, title: Text | None = None
) -> FigureRun:
    """How many records a list has. An empty list of a ledger without any record is a gap, not 0."""
    title = title or Text(f"{ledger.title.zh}条数", f"Number of records of {ledger.title.en}")
    known = bool(rows) or bool(facts.rows(ledger.name))
    size, books, sql = len(rows) if known else None, (ledger.name,), _count_sql(facts, ledger, rows)
    return tallied(facts, title, size, key=str(key), unit=unit, ledgers=books, sql=sql)


def tallied(
    facts: Facts, title: Text, size: int | None, *, key: str, unit: str, ledgers: tuple[str, ...] = (), sql: str = ""
) -> FigureRun:
    """A number of things counted on the report's last day; None is a gap."""
    amount = None if size is None else Decimal(size)
    text = gap(title.zh, "no_data") if amount is None else printed(amount, unit)
    day = Period("day", facts.day, facts.day)
    evidence = Evidence(title, None, ledgers, facts.org, facts.period, day, size or 0, sql)
    return FigureRun(key, text, amount, unit, "no_data" if amount is None else "value", evidence)


def _count_sql(facts: Facts, ledger: Ledger, rows: Sequence[Row]) -> str:
    if len(rows) > _SQL_LISTS:
        return ""
    listed = ", ".join(str(row.record) for row in rows) or "NULL"
    return f'SELECT count(*) FROM "{ledger.name}" WHERE record IN ({listed}) AND {stands(facts.asof)}'  # noqa: S608


def stands(asof: AsOf) -> str:
    """SQL: the revision that holds at ``asof``, in the analytical columns."""
    day, seq = _date(asof.effective), asof.known_by
    return f"effective_from <= {day} AND {day} < effective_to AND known_from <= {seq} AND {seq} < known_to"


def _date(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
