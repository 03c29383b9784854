"""Every fault a pack can have: what is written, at which line the fault is said to be, and in which words."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from declare.sample import FILES, edited, load

import taizhang.declare
from taizhang.declare.load import load_packs
from taizhang.kernel.issue import Severity

PACK, ALLOWANCE, PAYMENT = "aid/pack.yaml", "aid/ledgers/allowance.yaml", "aid/ledgers/payment.yaml"
INDICATORS, CHECKS, REPORT = "aid/indicators.yaml", "aid/checks.yaml", "office/reports/half.yaml"


class Case(NamedTuple):
    """``changes`` to the sample give exactly one issue: ``code`` at ``place``, whose English line holds ``says``."""

    code: str
    place: str
    changes: Mapping[str, str | bytes | None]
    says: str


def case(code: str, place: str, old: str, new: str, says: str) -> Case:
    """An edit of the file that ``place`` names."""
    return Case(code, place, edited(place.partition(":")[0], old, new), says)


CASES = [
    # Files
    Case("pack-file-missing", "office", {"office/pack.yaml": None}, "Create pack.yaml"),
    Case("pack-unknown-file", "aid/indicator.yaml", {"aid/indicator.yaml": ""}, "Did you mean 'indicators.yaml'?"),
    Case("pack-unknown-file", "aid/ledgers/x.yml", {"aid/ledgers/x.yml": ""}, "would not be read"),
    Case("pack-bad-name", "Bees", {"Bees/pack.yaml": "title: {zh: 养蜂, en: Bees}\n"}, "'Bees' is not a valid name"),
    Case(
        "pack-bad-name", "aid/ledgers/p-2.yaml", {"aid/ledgers/p-2.yaml": FILES[PAYMENT]}, "'p-2' is not a valid name"
    ),
    Case("pack-not-utf8", f"{CHECKS}:2", {CHECKS: "a: 1\nb: 台账\n".encode("gb18030")}, "Save it again"),
    Case("pack-control-character", f"{CHECKS}:2", {CHECKS: "a: 1\nb: \x00\n"}, "U+0000"),
    Case("pack-empty", f"{CHECKS}:1", {CHECKS: "# nothing yet\n"}, "Fill it in, or delete it."),
    Case("pack-not-mapping", f"{CHECKS}:1", {CHECKS: "- a\n- b\n"}, "a mapping of keys to values"),
    Case("pack-tab", f"{CHECKS}:2", {CHECKS: "a:\n\tb: 1\n"}, "Indent with spaces."),
    Case("pack-yaml", f"{CHECKS}:2", {CHECKS: "a: 1\nb: c: d\n"}, "mapping values are not allowed"),
    Case("pack-yaml", f"{CHECKS}:1", {CHECKS: "? [a, b]\n: 1\n"}, "A key should be a word."),
    Case("pack-yaml", f"{CHECKS}:3", {CHECKS: "---\n{}\n---\n{}\n"}, "another document"),
    Case("pack-self-reference", f"{PACK}:4", edited(PACK, "[homes]", "&x [homes, *x]"), "refers to itself"),
    case("pack-duplicate-key", f"{PACK}:4", "order: 40", "order: 40\norder: 50", "before: line 3"),
    # Forms
    case("pack-unknown-key", f"{PACK}:3", "order: 40", "ordre: 40", "Did you mean 'order'?"),
    case("pack-unknown-key", f"{ALLOWANCE}:11", "choices: {urban", "chioces: {}, choices: {urban", "'choices'?"),
    case("pack-missing-key", f"{PAYMENT}:1", "kind: journal\n", "", "'kind' is missing"),
    case("pack-missing-key", f"{PAYMENT}:5", "type: decimal, unit: 元", "unit: 元", "'type' is missing"),
    case("pack-missing-key", "homes/indicators.yaml:1", "ledger: home, ", "", "'ledger' is missing"),
    case("pack-wrong-type", f"{PACK}:3", "order: 40", "order: first", "a whole number from 0"),
    case("pack-wrong-type", f"{PAYMENT}:5", "required: true", "required: yes", "true or false"),
    case("pack-wrong-type", f"{PAYMENT}:5", "required: true", "minimum: none", "'minimum' has the wrong type"),
    case("pack-wrong-type", f"{PACK}:4", "[homes]", "homes", "a list like [a, b]"),
    case("pack-wrong-type", f"{PACK}:4", "[homes]", "[homes, [aid]]", "a list of names"),
    case("pack-wrong-type", f"{CHECKS}:3", "receiving <= homes", "", "'expression' has the wrong type"),
    case(
        "pack-wrong-type",
        f"{PAYMENT}:5",
        "{title: {zh: 金额, en: Amount}, type: decimal, unit: 元, required: true}",
        "元",
        "mapping",
    ),
    case("pack-wrong-type", f"{PAYMENT}:6", "{cash: 现金, goods: 实物}", "{}", "at least one entry"),
    Case(
        "pack-wrong-type", f"{REPORT}:6", {REPORT: FILES[REPORT].partition("parts:")[0] + "parts: review\n"}, "a list"
    ),
    case("pack-listed-twice", f"{CHECKS}:4", "[township, village]", "[village, village]", "stands twice"),
    case("pack-bad-choice", f"{PAYMENT}:1", "kind: journal", "kind: diary", "It may be: register, journal."),
    case("pack-bad-choice", f"{ALLOWANCE}:7", "every: month", "every: mouth", "Did you mean 'month'?"),
    case("pack-bad-choice", f"{ALLOWANCE}:13", "format: resident_id", "format: resident", "'resident_id'?"),
    case("pack-bad-choice", f"{ALLOWANCE}:20", "by: clerk, within", "by: clark, within", "Did you mean 'clerk'?"),
    case("pack-bad-choice", f"{INDICATORS}:5", "at: end", "at: ending", "Did you mean 'end'?"),
    case("pack-title-incomplete", f"{PACK}:1", "{zh: 救助, en: Aid}", "救助", "Write {zh: 中文, en: English}."),
    case("pack-title-incomplete", f"{PACK}:1", "{zh: 救助, en: Aid}", "{zh: 救助}", "both needed"),
    # Names
    case("pack-bad-name", f"{PAYMENT}:5", "amount:", "Amount:", "'Amount' is not a valid name"),
    case("pack-reserved-name", "homes/ledgers/home.yaml:6", "size: ", "state:", "a built-in column"),
    case("pack-reserved-name", "homes/ledgers/home.yaml:6", "size: ", "group:", "a word of expressions"),
    case("pack-reserved-name", f"{INDICATORS}:10", "rest:", "case:", "reserved"),
    case("pack-duplicate-name", "aid/indicators.yaml:10", "rest:", "homes:", "homes/indicators.yaml:1 already"),
    Case(
        "pack-duplicate-name",
        "office/ledgers/home.yaml:1",
        {"office/ledgers/home.yaml": FILES["homes/ledgers/home.yaml"]},
        "rename one",
    ),
    case(
        "pack-duplicate-title",
        f"{ALLOWANCE}:15",
        "{zh: 离开日期, en: Left}",
        "{zh: 申请日期, en: Left}",
        "both 'effective' and 'left'",
    ),
    case(
        "pack-duplicate-title",
        f"{ALLOWANCE}:22",
        "{zh: 离开日期, en: Left}",
        "{zh: 退出日期, en: Left}",
        "'退出日期' means both 'left' and 'end'",
    ),
    # Fields
    case(
        "pack-constraint-type",
        f"{ALLOWANCE}:12",
        "type: string, personal: name",
        "type: string, minimum: 1",
        "type string",
    ),
    case(
        "pack-constraint-type",
        f"{ALLOWANCE}:15",
        "type: date",
        "type: date, choices: {a: 甲}",
        "'choices' does not go with",
    ),
    case("pack-constraint-type", f"{ALLOWANCE}:10", "required: true", "required: true, pattern: a", "string, text"),
    case("pack-bad-range", f"{ALLOWANCE}:14", "minimum: 0", "minimum: 9000", "greater than maximum 5000"),
    case("pack-bad-range", f"{CHECKS}:5", "tolerance: 0.01", "tolerance: -1", "cannot be negative"),
    case("pack-bad-pattern", "homes/ledgers/home.yaml:5", "'[0-9]{4}'", "'[0-9'", "not a regular expression"),
    case("pack-unknown-unit", f"{PAYMENT}:5", "unit: 元", "unit: 圆", "unknown unit of measure '圆'"),
    # Ledgers
    case(
        "pack-identity-missing", "homes/ledgers/home.yaml:1", "identity: [number]\n", "", "a register needs an identity"
    ),
    case("pack-unknown-field", "homes/ledgers/home.yaml:3", "[number]", "[numbr]", "Did you mean 'number'?"),
    case(
        "pack-unknown-field", f"{ALLOWANCE}:4", "label: [applicant]", "label: [aplicant]", "Did you mean 'applicant'?"
    ),
    case("pack-unknown-field", f"{ALLOWANCE}:5", "{from: home}", "{from: house}", "no field 'house'"),
    case("pack-unknown-field", f"{ALLOWANCE}:21", "needs: [monthly]", "needs: [month]", "Did you mean 'monthly'?"),
    case("pack-unknown-field", f"{INDICATORS}:8", "by: [kind]", "by: [kin]", "Did you mean 'kind'?"),
    case("pack-field-type", f"{ALLOWANCE}:8", "from: left", "from: area", "Fields that will do: left."),
    case("pack-field-type", f"{ALLOWANCE}:5", "{from: home}", "{from: card}", "Fields that will do: home."),
    case("pack-field-type", f"{INDICATORS}:8", "by: [kind]", "by: [amount]", "cannot be broken down by 'amount'"),
    Case(
        "pack-org-optional",
        f"{ALLOWANCE}:5",
        {ALLOWANCE: FILES[ALLOWANCE].replace("identity: [home]", "identity: [area]").replace(", required: true", "")},
        "Add required: true to 'home'",
    ),
    case("pack-two-subjects", f"{ALLOWANCE}:13", "personal: name", "personal: id", "two fields are personal: id"),
    case("pack-unknown-ledger", f"{ALLOWANCE}:10", "to: home", "to: house", "Did you mean 'home'?"),
    case("pack-unknown-ledger", f"{INDICATORS}:8", "ledger: payment", "ledger: payments", "Did you mean 'payment'?"),
    case("pack-reference-no-identity", f"{ALLOWANCE}:10", "to: home", "to: payment", "Give 'payment' an identity."),
    # Workflows
    Case(
        "pack-workflow-journal",
        f"{ALLOWANCE}:16",
        edited(ALLOWANCE, "kind: register", "kind: journal"),
        "has no workflow",
    ),
    case("pack-unknown-state", f"{ALLOWANCE}:17", "start: applied", "start: aplied", "Did you mean 'applied'?"),
    case(
        "pack-unknown-state",
        f"{ALLOWANCE}:22",
        "[surveyed, approved]",
        "[surveyed, aproved]",
        "Did you mean 'approved'?",
    ),
    case(
        "pack-unreachable-state",
        f"{ALLOWANCE}:18",
        "ended: 退出",
        "ended: 退出, lost: 失联",
        "No step leads to the state 'lost'",
    ),
    case("pack-bad-limit", f"{ALLOWANCE}:20", "10 working days", "ten days", "Write 7 days"),
    case("pack-bad-limit", f"{ALLOWANCE}:21", "after: 7 days", "after: 0 days", "'0 days' is not a time limit"),
    # Indicators and checks
    case(
        "pack-indicator-form",
        f"{INDICATORS}:10",
        "rest: {",
        "rest: {ratio: [homes, receiving], ",
        "given: ratio, derived",
    ),
    case("pack-indicator-form", f"{INDICATORS}:10", "derived: homes - receiving, ", "", "given: none"),
    case(
        "pack-indicator-form", f"{INDICATORS}:10", "derived: homes - receiving", "derived: homes, at: end", "Delete at."
    ),
    case("pack-ratio-members", f"{INDICATORS}:9", "[receiving, homes]", "[receiving]", "a ratio has two members"),
    case(
        "pack-unknown-indicator",
        f"{INDICATORS}:9",
        "[receiving, homes]",
        "[recieving, homes]",
        "Did you mean 'receiving'?",
    ),
    case("pack-member-by", f"{INDICATORS}:9", "digits: 1", "by: [area]", "Add by: [area] to 'homes'."),
    case("pack-unknown-level", f"{CHECKS}:4", "[township, village]", "[town, village]", "Did you mean 'township'?"),
    # Between packs
    case("pack-unknown-pack", f"{PACK}:4", "[homes]", "[homes, offise]", "Did you mean 'office'?"),
    Case("pack-need-missing", f"{ALLOWANCE}:10", edited(PACK, "[homes]", "[office]"), "Add homes to needs"),
    case("pack-cyclic-needs", "aid/pack.yaml:1", "[homes]", "[homes, aid]", "aid → aid"),
    case(
        "pack-cyclic-indicators",
        f"{INDICATORS}:10",
        "derived: homes - receiving",
        "derived: homes - rest",
        "rest → rest",
    ),
    # Reports
    case(
        "pack-bad-file-name", f"{REPORT}:3", "file: work-report", "file: ../../report", "will not do as a file's name"
    ),
    case("pack-unknown-report", f"{PACK}:6", "report: half", "report: half_year", "Did you mean 'half'?"),
    case("pack-unknown-part", f"{PACK}:6", "part: livelihood", "part: livelyhood", "Did you mean 'livelihood'?"),
    case("pack-duplicate-part", f"{REPORT}:11", "name: plan", "name: livelihood", "before: line 10"),
    case(
        "pack-template-missing",
        f"{REPORT}:4",
        "opening.md.j2",
        "openning.md.j2",
        "Did you mean 'sections/opening.md.j2'?",
    ),
    Case("pack-template-unused", "aid/sections/more.md.j2", {"aid/sections/more.md.j2": ""}, "Name it under sections"),
    case("pack-bad-placeholder", f"{REPORT}:11", "{period}计划", "{perod}计划", "'{perod}' in the title means nothing"),
    case("pack-bad-placeholder", f"{REPORT}:11", "{period}计划", "{period计划", "It may be {org}"),
]


@pytest.mark.parametrize("given", CASES, ids=[f"{number}-{case.code}" for number, case in enumerate(CASES)])
def test_one_fault_is_reported_once_where_it_is(tmp_path: Path, given: Case) -> None:
    _, issues = load(tmp_path, given.changes)
    lines = [issue.line("en").replace(f"{tmp_path}/", "") for issue in issues]
    assert len(issues) == 1, lines
    assert lines[0].startswith(f"{given.place}: {given.code}: ")
    assert given.says in lines[0]
    assert issues[0].what.zh != issues[0].what.en


def test_no_pack_anywhere(tmp_path: Path) -> None:
    _, issues = load_packs(tmp_path, tmp_path / "nowhere")
    assert [issue.code for issue in issues] == ["pack-none-found"]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    ledger = tmp_path / "homes/ledgers/lost.yaml"
    ledger.parent.mkdir(parents=True)
    ledger.symlink_to(tmp_path / "gone")
    _, issues = load(tmp_path)
    assert [(issue.code, issue.place.file) for issue in issues] == [("pack-unreadable", str(ledger))]


def test_a_circle_through_several_names_is_told_once(tmp_path: Path) -> None:
    changes = {
        **edited("aid/pack.yaml", "[homes]", "[homes, office]"),
        "office/pack.yaml": "title: {zh: 办公室, en: Office}\nneeds: [aid]\n",
    }
    _, issues = load(tmp_path, changes)
    assert [issue.what.en for issue in issues] == ["Packs need each other in a circle: aid → office → aid."]


def test_absurdly_deep_nesting_is_an_ordinary_fault(tmp_path: Path) -> None:
    _, issues = load(tmp_path, {CHECKS: "a: " + "[" * 50_000})
    assert [issue.code for issue in issues] == ["pack-yaml"]


def test_an_unused_template_is_a_warning(tmp_path: Path) -> None:
    _, issues = load(tmp_path, {"aid/sections/more.md.j2": ""})
    assert [issue.severity for issue in issues] == [Severity.WARNING]


def test_every_code_has_a_case() -> None:
    folder = Path(taizhang.declare.__file__).parent
    raised = {code for path in folder.glob("*.py") for code in re.findall(r'"(pack-[a-z0-9-]+)"', path.read_text())}
    elsewhere = {"pack-none-found", "pack-unreadable"}
    assert raised == {given.code for given in CASES} | elsewhere
