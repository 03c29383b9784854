"""Out and in again: nothing changes."""

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ledger_catalogue import resident_id

from taizhang.exchange.exporter import export_ledger
from taizhang.exchange.importer import import_file
from taizhang.kernel.asof import AsOf
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger.entries import Actor, Draft, Entry

ADMIN = Actor("管理员", frozenset({"admin"}))
EAST, WEST, JOINED = (OrgCode(f"15000000100{at}") for at in (1, 2, 3))
SOON = date(2020, 6, 30)
numbers = iter(range(10**6))


def put(ledger, day, org=None, *, step=None, record=None, **values):
    return Entry(ledger, "step" if step else "put", day, values, org, record, step)


def append(store, *entries):
    receipt, issues = store.append(Draft(f"test-{next(numbers)}", "form", ADMIN, "test", "", entries))
    assert receipt is not None, [issue.line("en") for issue in issues]
    return receipt


@pytest.fixture
def out(store, catalogue, tmp_path):
    def export(ledger, file="out.xlsx", day=SOON, **options):
        rows, issues = export_ledger(
            store, catalogue, ledger, AsOf(day, store.head().seq), tmp_path / file, actor=ADMIN, **options
        )
        assert rows is not None, issues
        return tmp_path / file

    return export


def cells(path):
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


def unchanged(receipt):
    return receipt.created + receipt.amended + receipt.stepped + receipt.voided == 0


HOUSE = {"number": "H1", "persons": 4, "area": Decimal("12.50"), "kind": "poor", "water": True}


def test_what_an_export_looks_like(store, out):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    note, header, row = cells(out("household"))
    assert note[0].startswith("农户台账（2020-06-30")
    assert header == ["户编号", "耕地面积（亩）", "人口（人）", "类别", "通水", "走访时间", "备注", "村", "登记日期"]
    assert row == ["H1", 12.5, 4, "脱贫户", "是", None, None, "东村", datetime(2020, 1, 5)]  # noqa: DTZ001


def test_units_and_changes_come_back(store, out, load):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    append(store, put("household", date(2020, 2, 1), number="H1", persons=5))
    append(store, put("household", date(2020, 4, 1), JOINED, number="H1", note="=迁入"))
    path = out("household")
    assert cells(path)[1][-1] == "变更日期" and cells(path)[2][-3] == "合村"
    result = load(path)
    assert unchanged(result.receipt) and result.receipt.unchanged == 1, result.issues


def test_as_of_the_past(store, out):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    append(store, put("household", date(2020, 2, 1), number="H1", persons=5))
    assert cells(out("household", day=date(2020, 1, 31)))[2][2] == 4
    assert cells(out("household", day=date(2020, 1, 1)))[2:] == []


def test_steps_come_back(store, out, load):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    append(
        store,
        put("aid", date(2020, 1, 6), household="H1", monthly=Decimal("300.00")),
        put("aid", date(2020, 1, 9), step="survey", household="H1"),
        put("aid", date(2020, 2, 1), step="approve", household="H1"),
        put("aid", date(2020, 3, 1), household="H1", monthly=Decimal("320.00")),
    )
    path = out("aid")
    assert cells(path)[1:] == [
        ["户编号", "月金额（元）", "申请日期", "调查日期", "批准日期", "变更日期"],
        ["H1", 320, *(datetime(2020, *day) for day in ((1, 6), (1, 9), (2, 1), (3, 1)))],  # noqa: DTZ001
    ]
    receipt = load(path).receipt
    assert unchanged(receipt) and receipt.unchanged == 3


def test_personal_values_are_masked_and_masks_change_nothing(store, out, load, codes):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    card = resident_id(1)
    append(store, put("person", date(2020, 1, 5), card=card, name="张三", household="H1"))
    for file in ("people.xlsx", "人口台账.csv"):
        path = out("person", file)
        assert card not in path.read_text(encoding="utf-8", errors="ignore")
        result = load(path)
        assert unchanged(result.receipt) and set(codes(result)) == {"workbook-masked"}
    masked = cells(out("person"))[2]
    assert (masked[0], masked[1]) == (f"{card[:4]}{'*' * 10}{card[-4:]}", "张*")


def test_clear_values_need_a_right_and_a_reason(store, out, load, catalogue, tmp_path):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    card = resident_id(1)
    append(store, put("person", date(2020, 1, 5), card=card, name="张三", household="H1"))
    path = out("person", unmask="入户核对")
    assert cells(path)[2][:2] == [card, "张三"]
    assert unchanged(load(path).receipt)
    asof = AsOf(SOON, store.head().seq)
    for actor, reason in ((Actor("村干部", frozenset({"cadre"})), "看看"), (ADMIN, "")):
        rows, issues = export_ledger(store, catalogue, "person", asof, tmp_path / "no.xlsx", actor=actor, unmask=reason)
        assert rows is None and issues and not (tmp_path / "no.xlsx").exists()


def test_journals_come_back_by_their_numbers(store, out, load):
    row = {"amount": Decimal("100.00"), "payee": "张三", "place": JOINED}
    append(store, put("payment", date(2020, 4, 1), JOINED, **row), put("payment", date(2020, 4, 1), JOINED, **row))
    receipt = load(out("payment", "发放流水.csv")).receipt
    assert unchanged(receipt) and receipt.unchanged == 2


def test_voided_records_are_gone_and_reverted_changes_do_not_count(store, out):
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    receipt = append(store, put("household", date(2020, 2, 1), number="H1", persons=5))
    store.revert(receipt.submission, ADMIN, "误录")
    assert "变更日期" not in cells(out("household"))[1] and cells(out("household"))[2][2] == 4
    append(store, Entry("household", "void", date(2020, 2, 1), {"number": "H1"}))
    assert len(cells(out("household"))) == 2


def test_an_export_starts_a_new_town(store, empty_store, out, catalogue, load):
    """Into a store that has the units only: the rows create the records on their own first days."""
    append(store, put("household", date(2020, 1, 5), EAST, **HOUSE))
    append(store, put("household", date(2020, 2, 1), number="H1", persons=5))
    path = out("household")
    append(store, Entry("household", "void", date(2020, 2, 1), {"number": "H1"}))
    assert import_file(path, store, catalogue, ADMIN).receipt.created == 1
    [record] = store.read("household", AsOf(date(2020, 1, 5), store.head().seq))
    assert record.values["persons"] == 5


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=8)
HOUSES = st.lists(
    st.fixed_dictionaries(
        {
            "area": st.none() | st.decimals(0, 10**9, places=2),
            "persons": st.integers(1, 30),
            "kind": st.sampled_from((None, "plain", "poor")),
            "water": st.sampled_from((None, True, False)),
            "surveyed": st.none()
            | st.datetimes(datetime(1950, 1, 1), datetime(2050, 1, 1)).map(lambda at: at.replace(microsecond=0)),  # noqa: DTZ001
            "note": st.none() | CELL | CELL.map("={}".format) | CELL.map("'-{}".format),
            "org": st.sampled_from((EAST, WEST)),
            "day": st.dates(date(2000, 1, 1), date(2020, 2, 29)),
        }
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(HOUSES, st.sampled_from((".xlsx", ".csv")))
def test_any_rows_come_back(store, catalogue, tmp_path, houses, suffix):
    first = next(numbers)
    entries = [
        put("household", house.pop("day"), house.pop("org"), number=f"H{(first * 10 + at) % 10**6}", **house)
        for at, house in enumerate(houses)
    ]
    append(store, *entries)
    path = tmp_path / f"农户台账{first}{suffix}"
    export_ledger(store, catalogue, "household", AsOf(SOON, store.head().seq), path, actor=ADMIN)
    result = import_file(path, store, catalogue, ADMIN)
    assert result.receipt is not None, [issue.line() for issue in result.issues]
    assert unchanged(result.receipt)
