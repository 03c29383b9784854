"""Every fault of an expression: found where it stands, with a code and a way out."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from indicators.town import HOUSEHOLD, LEDGERS, catalogue, check, indicator, make_field

import taizhang.indicators
from taizhang.indicators.resolve import check_catalogue

GOOD = [
    "count(*)",
    "sum(amount) filter (where kind = 'allowance' and effective between date '2020-01-01' and window_end)",
    "count(distinct household) filter (where not urgent and note is not null)",
    "avg(amount * 2 + abs(days))",
    "sum(case when kind in ('allowance') then amount else 0 end)",
    "max(coalesce(amount, 0)) - min(round(amount, 1))",
    "count(*) filter (where days_between(due, window_end) > 30 or due < began)",
    "sum(amount) / count(*) * 100",
    "count(*) filter (where household.residence = 'registered' and household.closed_on is null)",
    "count(*) filter (where paid_at >= date '2020-01-01' and urgent is true)",
    "count(*) filter (where days_between(paid_at, due) = 0 and org = '990301101201')",
    "sum(amount / days)",
]
# (measure, code, something the message must say)
FAULTS = [
    ("sum(amount", "indicator-syntax", "sum(amount"),
    ("sum(amount); drop table payment", "indicator-not-allowed", "DROP"),
    ("sum(amount) over ()", "indicator-not-allowed", "OVER"),
    ("(select 1)", "indicator-not-allowed", "SELECT"),
    ("sum(random())", "indicator-not-allowed", "RANDOM"),
    ("sum(cast(amount as integer))", "indicator-not-allowed", "CAST"),
    ("count(*) filter (where kind like 'a%')", "indicator-not-allowed", "LIKE"),
    ("count(*) filter (where kind in (select 1))", "indicator-not-allowed", "SELECT"),
    ("count(*) filter (where household.residence.x = 'a')", "indicator-not-allowed", "residence.x"),
    ("count(*) filter (where note = '$window_end')", "indicator-not-allowed", "$window_end"),
    ("sum(round(amount, days))", "indicator-not-allowed", "days"),
    ("sum(sum(amount))", "indicator-not-allowed", "SUM"),
    ("max(amount, 3)", "indicator-not-allowed", "MAX"),
    ("count(distinct kind, household)", "indicator-not-allowed", "kind"),
    ("sum(case kind when 'allowance' then 1 end)", "indicator-not-allowed", "CASE"),
    ("sum(amont)", "indicator-unknown-field", "'amount'"),
    ("count(*) filter (where state = 'approved')", "indicator-unknown-field", "state"),
    ("count(*) filter (where household.sizes > 1)", "indicator-unknown-field", "'size'"),
    ("count(*) filter (where housold.size > 1)", "indicator-not-a-reference", "'household'"),
    ("count(*) filter (where kind.size > 1)", "indicator-not-a-reference", "household"),
    ("sum(kind)", "indicator-type", "a number"),
    ("min(due)", "indicator-type", "a number"),
    ("count(*) filter (where amount)", "indicator-type", "yes or no"),
    ("count(*) filter (where due > '2020-01-01')", "indicator-type", "date '2020-05-25'"),
    ("count(*) filter (where amount = 'x')", "indicator-type", "text"),
    ("count(*) filter (where days_between(due, days) > 1)", "indicator-type", "a date"),
    ("count(*) filter (where kind = 'alowance')", "indicator-unknown-choice", "'allowance'"),
    ("count(*) filter (where kind in ('allowance', 'other'))", "indicator-unknown-choice", "'other'"),
    ("sum(case when 'x' = kind then 1 end)", "indicator-unknown-choice", "'x'"),
    ("count(*) filter (where due > date '2020-02-30')", "indicator-impossible-date", "2020-02-30"),
    ("amount * 2", "indicator-not-aggregated", "amount"),
    ("sum(amount) + days", "indicator-not-aggregated", "days"),
    ("42", "indicator-not-aggregated", "42"),
]


@pytest.mark.parametrize("measure", GOOD)
def test_what_the_grammar_allows(measure: str) -> None:
    assert check_catalogue(catalogue(indicator("good", measure))) == []


@pytest.mark.parametrize(("measure", "code", "says"), FAULTS)
def test_what_it_refuses(measure: str, code: str, says: str) -> None:
    issues = check_catalogue(catalogue(indicator("faulty", measure)))
    assert code in [issue.code for issue in issues]
    assert any(says in issue.line("en") for issue in issues)
    assert {(issue.place.file, issue.place.line) for issue in issues} == {("test.yaml", 7)}
    assert all(issue.what.zh and issue.remedy.zh and issue.remedy.en for issue in issues)


def test_a_personal_field_cannot_be_computed_with() -> None:
    issues = check_catalogue(catalogue(indicator("who", "count(distinct applicant)", "allowance")))
    assert [issue.code for issue in issues] == ["indicator-personal-field"]


def test_states_are_checked_like_choices() -> None:
    issues = check_catalogue(catalogue(indicator("on", "count(*) filter (where state = 'aproved')", "allowance")))
    assert [issue.code for issue in issues] == ["indicator-unknown-choice"]
    assert "'approved'" in issues[0].line("en")


def test_all_faults_of_one_expression_at_once() -> None:
    measure = "sum(amont) filter (where kind = 'x' and due > '2020-01-01')"
    issues = check_catalogue(catalogue(indicator("bad", measure)))
    assert {item.code for item in issues} == {"indicator-unknown-field", "indicator-unknown-choice", "indicator-type"}


def test_names_in_derived_ratio_and_checks() -> None:
    known = indicator("paid", "sum(amount)")
    issues = check_catalogue(
        catalogue(
            known,
            indicator("twice", derived="payd * 2"),
            indicator("share", ratio=("paid", "all_paid")),
            indicator("odd", derived="sum(paid)"),
            checks=[check("one", "paid = payed"), check("two", "paid + 1")],
        )
    )
    found = [(issue.code, issue.value) for issue in issues]
    assert ("indicator-unknown", "payd") in found
    assert ("indicator-unknown", "all_paid") in found
    assert ("indicator-not-allowed", "SUM(paid)") in found
    assert ("indicator-unknown", "payed") in found
    assert ("indicator-not-a-comparison", "paid + 1") in found


def test_an_indicator_cannot_rest_on_itself() -> None:
    found = check_catalogue(catalogue(indicator("a", derived="b + 1"), indicator("b", derived="a + 1")))
    assert [issue.code for issue in found] == ["indicator-cycle", "indicator-cycle"]


def test_an_unknown_ledger() -> None:
    found = check_catalogue(catalogue(indicator("a", "count(*)", "paymnt")))
    assert [issue.code for issue in found] == ["indicator-unknown-ledger"]


def test_a_field_cannot_take_the_name_of_a_built_in_column() -> None:
    fields = {**HOUSEHOLD.fields, "began": make_field("began", "date")}
    found = check_catalogue(catalogue(ledgers={**LEDGERS, "household": replace(HOUSEHOLD, fields=fields)}))
    assert [issue.code for issue in found] == ["indicator-reserved-field"]


def test_what_only_the_database_refuses() -> None:
    fields = {"long": make_field("long", "decimal", digits=17)}
    ledgers = {**LEDGERS, "household": replace(HOUSEHOLD, fields=fields)}
    found = check_catalogue(catalogue(indicator("huge", "sum(long * long * long)", "household"), ledgers=ledgers))
    assert [issue.code for issue in found] == ["indicator-does-not-run"]


def test_every_code_of_this_room_has_a_case() -> None:
    room = Path(taizhang.indicators.__file__).parent
    raised = {
        code
        for path in room.glob("*.py")
        for code in re.findall(r'"((?:indicator|columns)-[a-z-]+)"', path.read_text())
    }
    cases = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert sorted(code for code in raised if f'"{code}"' not in cases) == []
