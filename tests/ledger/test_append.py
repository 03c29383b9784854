"""Appending: whole or not at all, once, in order."""

from datetime import date
from decimal import Decimal

import pytest
from ledger_catalogue import ADMIN, EAST, TOWN, WEST, codes, done, draft, entry, put, resident_id

from taizhang.kernel.asof import AsOf

NOW = 2**40


def at(day: str, known_by: int = NOW) -> AsOf:
    return AsOf(date.fromisoformat(day), known_by)


def test_put_creates_then_amends_then_leaves_alone(town):
    first = done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3, area=Decimal("80.5")))))
    second = done(town.append(draft(put("household", "2020-02-01", EAST, number="H1", persons=4))))
    third = done(town.append(draft(put("household", "2020-03-01", EAST, number="H1", persons=4))))

    assert (first.created, second.amended, third.unchanged) == (1, 1, 1)
    assert third.last_seq == third.first_seq - 1
    [january] = town.read("household", at("2020-01-31"))
    [march] = town.read("household", at("2020-03-31"))
    assert (january.values["persons"], march.values["persons"]) == (3, 4)
    assert march.values["area"] == Decimal("80.50")
    assert (march.key, march.org, march.effective) == ("H1", EAST, date(2020, 2, 1))
    assert list(town.read("household", at("2020-03-31", first.last_seq)))[0].values["persons"] == 3
    assert list(town.read("household", at("2019-12-31"))) == []


def test_a_draft_with_one_bad_entry_writes_nothing(town):
    before = town.head()
    bad = draft(
        put("household", "2020-01-01", EAST, number="H1", persons=3),
        put("household", "2020-01-01", EAST, number="H2", persons=0),
    )
    receipt, issues = town.append(bad)
    assert receipt is None and codes(issues) == ["entry-value-range"]
    assert town.check(bad) == issues
    assert town.head() == before
