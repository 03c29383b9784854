"""What a catalogue holds after reading packs, and how folders lie over each other."""

from decimal import Decimal
from pathlib import Path

from declare.sample import FILES, edited, load, write

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.declare.model import Limit
from taizhang.kernel.issue import Place, has_errors
from taizhang.kernel.text import Text


def test_the_sample_has_no_fault(tmp_path: Path) -> None:
    _, issues = load(tmp_path)
    assert issues == []


def test_everything_stands_in_order_of_packs(tmp_path: Path) -> None:
    catalogue, _ = load(tmp_path)
    assert list(catalogue.packs) == ["homes", "aid", "office"]
    assert list(catalogue.ledgers) == ["home", "allowance", "payment"]
    assert list(catalogue.indicators) == ["homes", "receiving", "paid", "share", "rest"]
    assert catalogue.packs["aid"].needs == ("homes",)
    assert catalogue.packs["aid"].about == Text("依据救助办法", "By the rules of assistance")


def test_a_ledger_as_declared(tmp_path: Path) -> None:
    ledger = load(tmp_path)[0].ledgers["allowance"]
    assert (ledger.kind, ledger.identity, ledger.label, ledger.org_from) == (
        "register",
        ("home",),
        ("applicant",),
        "home",
    )
    assert (ledger.retention_from, ledger.retention_days) == ("left", 30)
    assert ledger.date_title == Text("申请日期", "Applied on")
    assert ledger.org_title == Text("所属单位", "Unit")
    assert ledger.expect is not None
    assert (ledger.expect.every, ledger.expect.by) == ("month", "village")
    assert list(ledger.personal) == ["applicant", "card"]
    assert ledger.fields["area"].choices == {"urban": Text("城镇", "urban"), "rural": Text("农村", "Rural")}
    monthly = ledger.fields["monthly"]
    assert (monthly.digits, monthly.minimum, monthly.maximum, monthly.unit) == (1, Decimal(0), Decimal(5000), "元")
    assert monthly.place == Place(str(tmp_path / "aid/ledgers/allowance.yaml"), 14)


def test_identity_fields_are_required_by_nature(tmp_path: Path) -> None:
    number = load(tmp_path)[0].ledgers["home"].fields["number"]
    assert number.required


def test_a_workflow_as_declared(tmp_path: Path) -> None:
    workflow = load(tmp_path)[0].ledgers["allowance"].workflow
    assert workflow is not None
    assert workflow.start == "applied"
    assert workflow.states["approved"] == Text("在享", "Receiving")
    survey, approve, end = workflow.steps.values()
    assert (survey.within, survey.after) == (Limit(10, working=True), None)
    assert survey.title == Text("调查", "surveyed"), "named for the state it leads to"
    assert survey.date_title == Text("调查日", "Surveyed")
    assert (approve.after, approve.needs, approve.by) == (Limit(7), ("monthly",), "leader")
    assert end.sources == ("surveyed", "approved")


def test_indicators_checks_and_reports_as_declared(tmp_path: Path) -> None:
    catalogue, _ = load(tmp_path)
    paid, share, rest = (catalogue.indicators[name] for name in ("paid", "share", "rest"))
    assert (paid.ledger, paid.measure, paid.at, paid.by, paid.digits) == (
        "payment",
        "sum(amount)",
        "period",
        ("kind",),
        2,
    )
    assert (share.ratio, share.unit, share.better) == (("receiving", "homes"), "%", "less")
    assert rest.derived == "homes - receiving"
    check = catalogue.checks["fewer_than_homes"]
    assert (check.by, check.tolerance) == (("township", "village"), Decimal("0.01"))
    report = catalogue.reports["half"]
    assert [part.name for part in report.walk()] == ["review", "livelihood", "plan"]
    assert report.file_name == "work-report"
    assert report.opening == tmp_path / "office/sections/opening.md.j2"
    assert [(section.part, section.pack, section.template.name) for section in catalogue.sections] == [
        ("livelihood", "aid", "half.md.j2")
    ]


def test_words_of_yaml_stay_words(tmp_path: Path) -> None:
    """``no``, ``on`` and ``2020`` are names and titles here, not booleans and numbers."""
    old = "{cash: 现金, goods: 实物}"
    catalogue, issues = load(tmp_path, edited("aid/ledgers/payment.yaml", old, "{no: 2020, yes: 有, on: 开}"))
    assert issues == []
    choices = catalogue.ledgers["payment"].fields["kind"].choices
    assert choices == {"no": Text("2020", "no"), "yes": Text("有", "yes"), "on": Text("开", "on")}


def test_an_anchor_may_be_used_again(tmp_path: Path) -> None:
    text = FILES["aid/ledgers/payment.yaml"].replace("{zh: 村, en: Village}", "&t {zh: 村, en: Village}")
    catalogue, issues = load(tmp_path, {"aid/ledgers/payment.yaml": text + "about: *t\n"})
    assert issues == []
    assert catalogue.ledgers["payment"].about == Text("村", "Village")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    text = FILES["aid/pack.yaml"].replace("\n", "\r\n").encode("utf-8-sig")
    _, issues = load(tmp_path, {"aid/pack.yaml": text})
    assert issues == []


def test_a_towns_own_files_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped", FILES)
    own = write(
        tmp_path / "own",
        {
            "aid/sections/half.md.j2": "## 本镇的救助\n",
            "homes/ledgers/home.yaml": FILES["homes/ledgers/home.yaml"].replace("人口", "家庭人口"),
            "bees/pack.yaml": "title: {zh: 养蜂, en: Bees}\nneeds: [homes]\n",
            "bees/ledgers/hive.yaml": """\
kind: journal
title: {zh: 蜂箱, en: Hives}
fields:
  keeper: {title: {zh: 养蜂户, en: Keeper}, type: reference, to: home}
""",
        },
    )
    catalogue, issues = load_packs(shipped, own)
    assert issues == []
    assert list(catalogue.packs) == ["homes", "aid", "bees", "office"]
    assert catalogue.ledgers["home"].fields["size"].title.zh == "家庭人口"
    assert catalogue.ledgers["payment"].place.file == str(shipped / "aid/ledgers/payment.yaml")
    assert catalogue.sections[0].template == own / "aid/sections/half.md.j2"


def test_a_folder_that_does_not_exist_adds_nothing(tmp_path: Path) -> None:
    shipped = write(tmp_path / "shipped", FILES)
    catalogue, issues = load_packs(shipped, tmp_path / "nowhere")
    assert issues == []
    assert len(catalogue.packs) == 3


def test_hidden_and_helper_files_are_passed_over(tmp_path: Path) -> None:
    extra = {"README.md": "", ".git/x.yaml": "", "_drafts/pack.yaml": "", "aid/README.md": "", "aid/.x.yaml": "\t"}
    _, issues = load(tmp_path, {**extra, "aid/sections/_common.md.j2": ""})
    assert issues == []


def test_all_faults_are_reported_at_once_in_order(tmp_path: Path) -> None:
    _, issues = load(
        tmp_path,
        {
            **edited("aid/ledgers/allowance.yaml", "by: leader", "by: boss"),
            **edited("aid/pack.yaml", "needs: [homes]", "needs: [home]"),
            **edited("homes/indicators.yaml", "unit: 户", "unit: 戸"),
            "office/pack.yaml": "",
        },
    )
    found = [
        (Path(issue.place.file).relative_to(tmp_path).as_posix(), issue.place.line, issue.code) for issue in issues
    ]
    assert found == [
        ("aid/ledgers/allowance.yaml", 21, "pack-bad-choice"),
        ("aid/pack.yaml", 4, "pack-unknown-pack"),
        ("homes/indicators.yaml", 1, "pack-unknown-unit"),
        ("office/pack.yaml", 1, "pack-empty"),
    ]


def test_what_cannot_be_read_is_not_missed_elsewhere(tmp_path: Path) -> None:
    """One broken ledger, report and list of indicators: three faults, not one for each reference to them."""
    broken = {"homes/ledgers/home.yaml": "a: [", "office/reports/half.yaml": "- a\n", "homes/indicators.yaml": ""}
    _, issues = load(tmp_path, broken)
    assert sorted(issue.code for issue in issues) == ["pack-empty", "pack-not-mapping", "pack-yaml"]


def test_a_field_of_unknown_type_has_one_fault(tmp_path: Path) -> None:
    for old in (
        "type: reference, to: home, required: true",
        "type: choice, choices: {urban: 城镇, rural: {zh: 农村, en: Rural}}",
    ):
        _, issues = load(tmp_path, edited("aid/ledgers/allowance.yaml", old, "type: chioce"))
        assert [issue.code for issue in issues] == ["pack-bad-choice"]
        assert "choice" in issues[0].remedy.en


def test_the_shipped_packs_have_no_fault() -> None:
    catalogue, issues = load_packs(SHIPPED)
    assert not has_errors(issues), "\n".join(issue.line("en") for issue in issues)
    assert {"org_unit", "nil_report"} <= set(catalogue.ledgers)
