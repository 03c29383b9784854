"""The same figures by other ways: their own SQL, SQL over the raw revisions, another order, other threads."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from indicators.town import EAST, NEW, OLD_A, OLD_B, QUIET, SPLIT, TOWN, WEST, Desk, catalogue, indicator, pay

from taizhang.declare.model import Indicator
from taizhang.indicators.source import SCHEMA
from taizhang.indicators.values import Request
from taizhang.kernel.period import Period

VARIED: list[Indicator] = [
    indicator("paid", "sum(amount)", by=("kind",)),
    indicator("times", "count(*)", unit="次"),
    indicator("mean", "avg(amount)", digits=2),
    indicator("spread", "max(amount) - min(amount)"),
    indicator("late", "count(*) filter (where due < window_end or due is null)"),
    indicator("homes", "count(distinct household)", unit="户"),
    indicator("registered", "sum(amount) filter (where household.residence = 'registered')"),
    indicator("homes_registered", "count(distinct household) filter (where household.residence = 'registered')"),
    indicator("ever", "sum(amount) filter (where kind in ('allowance'))", at="to_date"),
    indicator("people", "sum(size)", "household", at="end", unit="人"),
    indicator("rate", ratio=("registered", "paid"), unit="%", digits=1),
    indicator("each", ratio=("paid", "homes"), digits=2),
    indicator("net", derived="paid - registered * 2 + coalesce(people, 0)"),
    indicator("nested", derived="round(each, 0) + rate / 100", digits=3),
]


@pytest.fixture
def varied(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, catalogue(*VARIED))
    add = desk.source.add
    for home in range(1, 9):
        org = (EAST, WEST, OLD_A, OLD_B)[home % 4]
        add("household", home, "create", "2019-01-01", org, key=f"h{home}", size=home,
            residence="registered" if home % 3 else "actual")  # fmt: skip
    for record in range(11, 70):
        org = (EAST, WEST, OLD_A, SPLIT)[record % 4]
        day = f"{2019 + record % 2}-0{1 + record % 6}-1{record % 7}"
        due = f"2020-0{1 + record % 9}-01" if record % 5 else None
        pay(desk.source, record, day, org, f"{record * 7 % 50}.{record % 90 + 10}", household=f"h{record % 10}",
            kind=("allowance", "disability", None)[record % 3], due=due, urgent=record % 2 == 0)  # fmt: skip
    for record in range(11, 30, 3):
        add("payment", record, "amend", "2020-04-04", EAST, amount="100.10", household="h3")
    add("payment", 12, "void", "2020-01-01")
    return desk


@pytest.mark.parametrize("name", [item.name for item in VARIED])
def test_the_sql_of_a_value_gives_the_value(varied: Desk, name: str) -> None:
    connection_of = varied.columns.connect
    for org in (TOWN, EAST, NEW, QUIET):
        for day in ("2020-12-31", "2020-03-10"):
            value = varied.value(name, org, cutoff=varied.cutoff(day))
            ((number,),) = connection_of().execute(value.sql).fetchall()
            if value.status == "value":
                assert Decimal(number) == value.amount, value.sql


def test_the_sql_of_a_breakdown_gives_its_parts(varied: Desk) -> None:
    value = varied.value("paid", by="kind")
    rows = varied.columns.connect().execute(value.sql).fetchall()
    assert {part or "": number for part, number in rows} == dict(value.parts)


def test_against_sql_over_the_raw_revisions(varied: Desk) -> None:
    """Written without the copy: the last revision of each record as of the end of June, minus the voided one."""
    raw = pa.Table.from_pylist(
        [row for row, of in zip(varied.source.rows, varied.source.ledger_of, strict=True) if of == "payment"], SCHEMA
    )
    connection = duckdb.connect()
    connection.register("raw", raw)
    query = """
        WITH holding AS (
          SELECT record, arg_max(data, (effective, seq)) AS data, arg_max(org, (effective, seq)) AS org,
            min(effective) AS first
          FROM raw WHERE kind <> 'void' AND effective <= DATE '2020-06-30'
            AND record NOT IN (SELECT record FROM raw WHERE kind = 'void')
          GROUP BY record)
        SELECT sum((data ->> 'amount')::DECIMAL(18, 2)), count(*), count(DISTINCT data ->> 'household'),
          sum((data ->> 'amount')::DECIMAL(18, 2)) FILTER (
            WHERE org IN ('990301101204', '990301101205', '990301101203'))
        FROM holding WHERE first >= DATE '2020-01-01'
    """
    ((paid, times, homes, paid_new),) = connection.execute(query).fetchall()
    assert varied.value("paid").amount == paid
    assert varied.value("times").amount == times
    assert varied.value("homes").amount == homes
    assert varied.value("paid", NEW).amount == paid_new


def test_the_same_question_has_the_same_answer(varied: Desk) -> None:
    requests = [Request(item.name, org, Period.parse("2020H1")) for item in VARIED for org in (TOWN, EAST)]
    cutoff = varied.cutoff("2020-06-30")
    before = varied.engine.evaluate(requests, cutoff)
    pay(varied.source, 99, "2020-01-01", EAST, "1000")
    varied.columns.rebuild(varied.source)
    assert varied.engine.evaluate(list(reversed(requests)), cutoff) == before


def test_threads_share_an_engine(varied: Desk) -> None:
    cutoff = varied.cutoff()
    request = Request("net", TOWN, Period.parse("2020H1"))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: varied.engine.evaluate([request], cutoff)[request], range(8)))
    assert len({answer.amount for answer in answers}) == 1
