"""The shipped packs as declarations: no faults, and the names that other packs build on."""

from itertools import pairwise

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.indicators.resolve import check_catalogue

REVIEW = ("poverty", "epidemic", "projects", "livelihood", "governance", "party", "integrity", "study")


def test_packs_have_no_faults():
    catalogue, issues = load_packs(SHIPPED)
    assert [issue.line() for issue in [*issues, *check_catalogue(catalogue)]] == []


def test_packs_are_in_order_of_their_needs(shipped):
    order = {name: pack.order for name, pack in shipped.packs.items()}
    assert all(order[need] < order[name] for name, pack in shipped.packs.items() for need in pack.needs)


def test_the_frame_keeps_its_names(shipped):
    report = shipped.reports["half_year"]
    assert [part.name for part in report.parts] == ["review", "problems", "plan"]
    assert tuple(part.name for part in report.parts[0].parts) == REVIEW


def test_ledgers_the_store_and_the_engine_know_by_name(shipped):
    unit = shipped.ledgers["org_unit"]
    assert set(unit.fields) == {"code", "name", "kind", "parent", "last_day", "successors"}
    assert unit.identity == ("code",)
    assert set(unit.fields["kind"].choices) == {
        "county", "township", "village", "community", "group", "office", "station",
    }  # fmt: skip
    assert set(shipped.ledgers["nil_report"].fields) == {"ledger", "first", "last"}
    issued = shipped.ledgers["issued_report"]
    assert issued.identity == ("report", "unit", "period", "version")
    assert {"cutoff", "known_by", "chain_head", "document", "number"} <= set(issued.fields)


def test_every_title_is_in_both_languages(shipped):
    titled = [*shipped.packs.values(), *shipped.ledgers.values(), *shipped.indicators.values()]
    titled += [*shipped.checks.values(), *shipped.reports.values()]
    titled += [field for ledger in shipped.ledgers.values() for field in ledger.fields.values()]
    assert [item for item in titled if not item.title.zh or not item.title.en or item.title.en == item.title.zh] == []


def test_what_names_a_person_is_personal(shipped):
    """A name, a number, a phone or an account of a person is never an open column."""
    suspicious = ("身份证", "姓名", "电话", "账号", "申请人", "户主", "住址", "监护人", "照料人")
    for ledger in shipped.ledgers.values():
        for field in ledger.fields.values():
            if any(word in field.title.zh for word in suspicious) and field.type not in ("reference", "choice"):
                assert field.personal, f"{ledger.name}.{field.name}"


def test_every_check_says_what_to_do(shipped):
    assert [check.name for check in shipped.checks.values() if check.remedy is None] == []


def test_steps_of_a_path_are_columns_of_their_own(shipped):
    for ledger in shipped.ledgers.values():
        if ledger.workflow:
            titles = [step.date_title.zh for step in ledger.workflow.steps.values() if step.date_title]
            assert len(titles) == len(ledger.workflow.steps), ledger.name
            assert all(one != other for one, other in pairwise(sorted(titles))), ledger.name
