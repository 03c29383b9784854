"""The generated rows: deterministic, declared, plainly synthetic, with the gaps and mistakes they promise."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from stdnum.cn import ric

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.demo.calendar import HALF, LAST, MERGED
from taizhang.demo.names import check_digit
from taizhang.demo.places import FOUNDED, MERGING, PLACES, SUCCESSOR
from taizhang.demo.rows import NOTICE, Row, Workbook, sheets_of
from taizhang.demo.town import DemoTown
from taizhang.exchange.sheets import write_rows


@pytest.fixture(scope="module")
def catalogue():
    return load_packs(SHIPPED)[0]


@pytest.fixture(scope="module")
def demo():
    return DemoTown()


def test_the_same_seed_gives_the_same_rows(demo):
    again = DemoTown(demo.seed)
    assert again.households[:200] == demo.households[:200]
    assert again.payments == demo.payments
    assert again.problems == demo.problems


def test_another_seed_gives_another_town():
    assert DemoTown(1).reaches != DemoTown(2).reaches


def test_size(demo):
    kinds = Counter(place.kind for place in PLACES)
    assert (kinds["village"], kinds["community"]) == (12, 2)
    assert len(demo.households) == 9_000
    assert 27_500 < sum(len(household.people) for household in demo.households) < 28_500
    assert 60_000 < len(demo.readings) < 65_000
    assert {row.day.strftime("%Y-%m") for row in demo.payments} == {
        f"{2019 + index // 12}-{index % 12 + 1:02}" for index in range(24)
    }


def test_scale_multiplies(demo):
    double = DemoTown(demo.seed, 2)
    assert len(double.households) == 18_000
    assert len(double.payments) > 1.8 * len(demo.payments)
    assert len(double.patrols) > 1.8 * len(demo.patrols)


def test_check_digit_by_the_standards_example():
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


def test_resident_ids_are_valid_distinct_and_nobodys(demo):
    numbers = [person.resident_id for household in demo.households for person in household.people]
    assert len(set(numbers)) == len(numbers)
    assert all(ric.is_valid(number) for number in numbers[::20])
    assert all(number.startswith("110000") for number in numbers)


def test_rows_use_declared_names_only(demo, catalogue):
    for book in demo.workbooks():
        for name, rows in book.sheets.items():
            ledger = catalogue.ledgers[name]
            assert rows, name
            for row in rows:
                assert set(row.values) <= set(ledger.fields), name
                assert set(row.steps) <= set(ledger.workflow.steps if ledger.workflow else ())
                for field, value in row.values.items():
                    if value is None:
                        assert not ledger.fields[field].required, (name, field)
                    elif ledger.fields[field].type == "choice":
                        assert value in ledger.fields[field].choices, (name, field, value)
                assert all(item in row.values for item, field in ledger.fields.items() if field.required), name


def test_identities_are_distinct_in_each_sheet(demo, catalogue):
    for book in demo.workbooks():
        for name, rows in book.sheets.items():
            identity = catalogue.ledgers[name].identity
            keys = Counter(tuple(row.values[field] for field in identity) for row in rows)
            assert not identity or max(keys.values()) == 1, name


def test_every_money_amount_is_exact(demo):
    assert all(isinstance(row.values["amount"], Decimal) for row in demo.payments)


def test_steps_follow_each_other(demo):
    for grants in demo.grants.values():
        for grant in grants:
            days = [grant.applied, *grant.steps.values()]
            assert days == sorted(days) and days[-1] <= LAST


def test_every_sheet_says_it_is_synthetic(demo, catalogue):
    for book in demo.workbooks():
        assert all(sheet.notes == (NOTICE,) for sheet in sheets_of(book, catalogue))


def test_headings_and_cells_are_the_catalogues(catalogue):
    row = Row(
        date(2019, 5, 6),
        {"household": "0101-0001", "area": "rural", "persons": 2, "applicant": "王某"},
        steps={"survey": date(2019, 5, 9)},
    )
    (sheet,) = sheets_of(Workbook("x", {"subsistence_allowance": [row]}), catalogue)
    assert sheet.name == "城乡低保台账"
    assert list(sheet.header) == ["户编号", "城乡类别", "申请人", "保障人数", "申请日期", "入户调查日期"]
    assert list(sheet.rows) == [["0101-0001", "农村", "王某", 2, date(2019, 5, 6), date(2019, 5, 9)]]


def test_the_same_rows_give_the_same_bytes(demo, catalogue, tmp_path):
    book = next(book for book in demo.workbooks() if book.name == "项目建设")
    for name in ("one.xlsx", "two.xlsx"):
        write_rows(tmp_path / name, sheets_of(book, catalogue))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_two_villages_merge(demo):
    merger = next(book for book in demo.workbooks() if book.name == "村级建制调整").sheets
    new, *old = merger["org_unit"]
    assert (new.values["name"], new.day) == (SUCCESSOR.name, MERGED)
    assert {row.values["name"] for row in old} == {place.name for place in MERGING}
    assert all(row.values["last_day"] == date(2020, 2, 29) for row in old)
    assert all(row.values["successors"] == SUCCESSOR.code and row.changed_on == MERGED for row in old)
    assert {row.day for row in old} == {FOUNDED}
    moved = sum(place.households for place in MERGING)
    assert [row.org for row in merger["household"]] == [SUCCESSOR.name] * moved
    assert {row.org for row in merger["river_reach"]} == {SUCCESSOR.name}


def test_honest_gaps(demo):
    unit_of = {reach.code: reach.unit for reach in demo.reaches}
    reported = {(unit_of[row.values["reach"]], row.day.strftime("%Y-%m")) for row in demo.patrols}
    units = {place.name for place in PLACES}
    months = {f"{2019 + index // 12}-{index % 12 + 1:02}" for index in range(24)}
    silent = {(unit, month) for unit in units for month in months} - reported
    silent_once = {("榆林坡村", "2020-06"), ("松树墩村", "2020-11")}
    assert silent == silent_once | {("南坪村", "2020-01"), ("南坪村", "2020-02")}
    (nil,) = next(book for book in demo.workbooks() if book.name == "党政综合").sheets["nil_report"]
    assert (nil.org, nil.values["first"], nil.values["last"]) == ("南坪村", date(2020, 1, 1), date(2020, 2, 29))


def test_two_wrong_payments_and_no_more(demo):
    grants = {grant.household.number: grant for grant in demo.grants["subsistence_allowance"]}
    wrong_amount, unapproved = [], []
    for row in demo.payments:
        if row.values["kind"] != "subsistence":
            continue
        grant = grants[row.values["household"]]
        if grant.approved is None:
            unapproved.append(row)
        elif row.values["amount"] != grant.paid_on(row.day):
            wrong_amount.append((row, grant.paid_on(row.day)))
    assert [row.values["month"] for row in unapproved] == ["2020-05"]
    ((row, due),) = wrong_amount
    assert (row.values["month"], row.values["amount"]) == ("2020-04", 10 * due)


def test_one_grant_was_never_paid(demo):
    paid = {(row.values["household"], row.day) for row in demo.payments if row.values["kind"] == "temporary"}
    granted = {(item.household.number, item.approved) for item in demo.grants["temporary_assistance"] if item.approved}
    ((_, day),) = granted - paid
    assert day.strftime("%Y-%m") == "2020-10" and paid <= granted


def test_one_newborn_was_never_entered(demo):
    made = next(book for book in demo.workbooks() if book.name == "户口变动2020年下半年").sheets
    sizes = {household.number: len(household.people) for household in demo.households}
    grown = Counter({row.values["household"]: -1 if "left_on" in row.values else 1 for row in made["resident"]})
    wrong = [
        row.values["number"]
        for row in made["household"]
        if row.values["size"] != sizes[row.values["number"]] + grown[row.values["number"]]
    ]
    assert len(wrong) == 1
    assert all(row.changed_on > HALF for row in made["household"])


def test_promises_are_answered_but_for_two(demo):
    """One without any answer, one on a figure that nobody reports; all others are done, dropped or explained."""
    sheets = [book.sheets["plan_item"] for book in demo.workbooks() if "plan_item" in book.sheets]
    planned, answers, ahead = sheets
    ours = {row.values["code"]: row for row in planned if row.values["plan"] == "2020H2"}
    answered = {row.values["code"]: row for row in answers}
    assert set(ours) - set(answered) == {"JH2020-019", "JH2020-020"}
    open_ones = [row for row in answers if not row.steps]
    assert all(row.values["delay_reason"] for row in open_ones)
    assert {row.values["plan"] for row in ahead} == {"2021"}


def test_plans_are_held_to_declared_indicators(demo, catalogue):
    for book in demo.workbooks():
        for row in book.sheets.get("plan_item", ()):
            if "indicator" in row.values:
                assert row.values["indicator"] in catalogue.indicators, row.values["promise"]


def test_the_census_counts_each_household_once(demo):
    sheets = next(book for book in demo.workbooks() if book.name == "人口普查").sheets
    living = [household for household in demo.households if household.residence != "away"]
    assert sum(row.values["to_enumerate"] for row in sheets["census_area"]) == len(living)
    assert sum(row.values["households"] for row in sheets["census_return"]) == len(living)


def test_projects_add_up_to_their_plan(demo):
    """What is invested over both halves in a finished project is what was planned."""
    books = [book.sheets for book in demo.workbooks()]
    invested = Counter()
    for sheets in books:
        for row in sheets.get("project_progress", ()):
            invested[row.values["project"]] += row.values["invested"]
    planned = {
        row.values["code"]: row.values["planned_investment"] for sheets in books for row in sheets.get("project", ())
    }
    assert all(amount == planned[code] for code, amount in invested.items())
