"""Completeness: which units have reported what they should, stretch by stretch."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

import duckdb

from taizhang.declare.model import Ledger
from taizhang.indicators.compile import day
from taizhang.indicators.rollup import Rollup
from taizhang.indicators.schema import quoted
from taizhang.indicators.values import Coverage
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def stretches(every: str, period: Period, until: date) -> Iterator[Period]:
    """The weeks (Monday to Sunday), months, quarters, half-years or years that end in ``period`` and by ``until``."""
    last = min(period.last, until)
    if every == "week":
        end = period.first + timedelta(days=6 - period.first.weekday())
        while end <= last:
            yield Period("range", end - timedelta(days=6), end)
            end += timedelta(days=7)
        return
    months = _MONTHS[every]
    for month in period.months():
        if month.last <= last and month.last.month % months == 0:
            first = month.last.month - months + 1
            yield Period.parse(_SPELLINGS[every](month.last.year, first))


_SPELLINGS: Mapping[str, Callable[[int, int], str]] = {
    "month": lambda year, first: f"{year:04}-{first:02}",
    "quarter": lambda year, first: f"{year:04}Q{(first + 2) // 3}",
    "half": lambda year, first: f"{year:04}H{(first + 5) // 6}",
    "year": lambda year, first: f"{year:04}",
}


def coverage(rollup: Rollup, org: OrgCode, period: Period) -> list[Coverage]:
    """One line for each ledger that expects reports, each unit at or below ``org`` and each stretch that is over."""
    catalogue, cutoff = rollup.catalogue, rollup.cutoff
    nils = rollup.nil_reports()
    found: list[Coverage] = []
    for ledger in catalogue.ledgers.values():
        if ledger.expect is None:
            continue
        for stretch, said in _said(
            rollup.cursor, ledger, list(stretches(ledger.expect.every, period, cutoff.day)), cutoff
        ):
            said |= {nil.org for nil in nils if nil.concerns(ledger.name, stretch.first, stretch.last)}
            covered = {above for unit in said for above in rollup.path(stretch.last, unit)}
            units = rollup.expected(stretch.last, org, ledger.expect.by)
            found.extend(Coverage(ledger.name, unit, stretch, unit in covered) for unit in units)
    return found


def _said(
    cursor: duckdb.DuckDBPyConnection, ledger: Ledger, expected: list[Period], cutoff: Cutoff
) -> Iterator[tuple[Period, set[OrgCode]]]:
    """For each stretch the units with entries that take effect in it and count at the cut-off."""
    if not expected:
        return
    query = [
        "SELECT DISTINCT org, effective_from FROM",
        quoted(ledger.name),
        f"WHERE effective_from BETWEEN {day(expected[0].first)} AND {day(expected[-1].last)}",
        f"AND known_from <= {cutoff.known_by} AND known_to > {cutoff.known_by} AND org IS NOT NULL",
    ]
    entries = cursor.execute(" ".join(query)).fetchall()
    for stretch in expected:
        yield stretch, {OrgCode(org) for org, on in entries if on in stretch}
