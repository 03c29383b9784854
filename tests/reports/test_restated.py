"""What an issued document would say today: recomputed from the keys of its figures."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from reports.desk import EAST, Desk

from taizhang.kernel.asof import Cutoff
from taizhang.reports.document import Document
from taizhang.reports.freeze import freeze, thaw
from taizhang.reports.restated import Restated, restated, unchecked

SECTION = (
    "{{ figure('paid', unit='万元') }}{{ figure('paid', by='kind', only='allowance') }}{{ figure('mean_paid') }}"
    "{{ figure('paid', org='东村') }}{{ figure('paid', org='西社区') }}{{ change('paid') }}"
    "{{ figure('paid', period='last_year') }}{{ figure('building_share') }}"
    "{% for row in records('project', order='code') %}{{ row.figure('invested') }}{% endfor %}"
    "{{ count_of(records('project', where=\"state = 'building'\")) }}{{ count_of(records('payment') | list) }}"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, sections={"livelihood": SECTION})
    desk.pay(1, "2019-03-01", "allowance", "1000")
    desk.pay(2, "2020-03-01", "allowance", "1500")
    desk.project(1, "村道", invested="300000")
    desk.project(2, "库房", "done")
    return desk


def issued(desk: Desk) -> Document:
    document, _ = desk.build()
    assert document is not None
    kept, issues = thaw(freeze(document))
    assert kept is not None and not issues
    return kept


def compare(desk: Desk, document: Document) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    found = restated(document, desk.engine, Cutoff(date(2021, 1, 1), desk.source.head()))
    return {item.key: (item.issued, item.now) for item in found}


def test_nothing_is_restated_when_nothing_is_learnt(desk: Desk) -> None:
    assert compare(desk, issued(desk)) == {}


def test_what_happens_after_the_cut_off_restates_nothing(desk: Desk) -> None:
    document = issued(desk)
    desk.pay(3, "2020-05-26", "allowance", "7")
    assert compare(desk, document) == {}


def test_a_late_entry_restates_all_that_rest_on_it(desk: Desk) -> None:
    document = issued(desk)
    desk.pay(3, "2020-04-01", "allowance", "100")
    assert compare(desk, document) == {
        "paid": (Decimal("1500.00"), Decimal("1600.00")),
        "paid.kind=allowance": (Decimal("1500.00"), Decimal("1600.00")),
        "mean_paid": (Decimal("1500.00"), Decimal("800.00")),
        f"paid@{EAST}": (Decimal("1500.00"), Decimal("1600.00")),
        "paid^year_before": (Decimal("50.0"), Decimal("60.0")),
    }


def test_a_gap_that_was_filled_and_a_base_that_was_corrected(desk: Desk) -> None:
    document = issued(desk)
    desk.pay(3, "2019-05-25", "disability", "500")
    desk.pay(4, "2020-01-01", "disability", "0", "990301101202")
    found = compare(desk, document)
    assert found["paid@990301101202"] == (None, Decimal("0.00"))
    assert found["paid^year_before"] == (Decimal("50.0"), Decimal(0))
    assert found["paid~2019"] == (Decimal("1000.00"), Decimal("1500.00"))


def test_records_and_counts_are_restated_too(desk: Desk) -> None:
    document = issued(desk)
    known = desk.catalogue.ledgers["project"].columns
    desk.source.add(
        "project", 1, "amend", "2020-02-01", "990301101000", "done",
        key="XM-1", fields=known, code="XM-1", name="村道", invested="310000",
    )  # fmt: skip
    found = restated(document, desk.engine, Cutoff(date(2021, 1, 1), desk.source.head()))
    assert {item.key: (item.now, item.difference) for item in found} == {
        "building_share": (Decimal("0.0"), Decimal("-50.0")),
        "project[XM-1].invested": (Decimal("310000.00"), Decimal("10000.00")),
        "project#state = 'building'": (Decimal(0), Decimal(-1)),
    }
    assert isinstance(found[0], Restated) and found[0].title.zh == "在建率"


def test_what_only_the_template_can_make_is_named(desk: Desk) -> None:
    assert unchecked(issued(desk)) == ("payment##test.livelihood.1",)
