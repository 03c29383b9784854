"""Faulty templates: each fault with its code, its line and what to do; found by ``check_templates`` where it can be."""

from pathlib import Path

import pytest
from reports.desk import Desk

from taizhang.reports.render import check_templates


def town(folder: Path) -> Desk:
    desk = Desk(folder)
    desk.pay(1, "2020-02-01", "allowance", "100")
    desk.project(1, "村道", works="road", invested="5")
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all tests that change nothing but the section ``livelihood``."""
    return town(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    return town(tmp_path)


BOTH = [
    ("{{ figure('paid' }}", "section-syntax", ""),
    ("{% if true %}", "section-syntax", ""),
    ("{{ 'x' | joln }}", "section-syntax", "join"),
    ("{{ figur('paid') }}", "section-undefined", "figure"),
    ("{{ perod }}", "section-undefined", "period"),
    ("{{ figure('piad') }}", "section-unknown-indicator", "paid"),
    ("{{ value('nothing_like_it') }}", "section-unknown-indicator", "paid"),
    ("{{ figure('paid', unit='亩') }}", "section-wrong-unit", "万元"),
    ("{{ figure('paid', unit='银两') }}", "section-wrong-unit", ""),
    ("{{ figure('paid', style='abuot') }}", "section-unknown-style", "about"),
    ("{{ figure('paid', style='percent') }}", "section-wrong-unit", ""),
    ("{{ figure('paid', by='knid', only='allowance') }}", "section-unknown-breakdown", "kind"),
    ("{{ figure('paid', by='kind', only='alowance') }}", "section-unknown-part", "allowance"),
    ("{{ figure('paid', period='lastyear') }}", "section-unknown-period", "last_year"),
    ("{{ figure('paid', untl='万元') }}", "section-argument", "unit"),
    ("{{ figure('paid', unit=5) }}", "section-argument", ""),
    ("{{ figure() }}", "section-argument", "name"),
    ("{{ change('paid', 'yesterday') }}", "section-unknown-period", "year_before"),
    ("{{ rank('paid', units='3') }}", "section-argument", ""),
    ("{{ by_unit('paid', level='vilage') }}", "section-unknown-level", "village"),
    ("{% for r in records('projct') %}{% endfor %}", "section-unknown-ledger", "project"),
    ("{% for r in records('project', wroks='road') %}{% endfor %}", "section-unknown-field", "works"),
    ("{% for r in records('project', manager='x') %}{% endfor %}", "section-personal-field", ""),
    ("{% for r in records('project') %}{{ r.nmae }}{% endfor %}", "section-unknown-field", "name"),
    ("{% for r in records('project') %}{{ r.text('nmae') }}{% endfor %}", "section-unknown-field", "name"),
    ("{% for r in records('project') %}{{ r.text('manager') }}{% endfor %}", "section-personal-field", ""),
    ("{% for r in records('project') %}{{ r.manager }}{% endfor %}", "section-personal-field", ""),
    ("{% for r in records('project') %}{{ r.figure('invested', unit='亩') }}{% endfor %}", "section-wrong-unit", ""),
    ("{% set a = records('project') %}{% for r in a %}{{ r.nmae }}{% endfor %}", "section-unknown-field", "name"),
    ("{% set all = records('project') %}{{ (all | first).nmae }}", "section-unknown-field", "name"),
    ("{{ join(parts('parti')) }}", "section-unknown-part", "party"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "code", "near"), BOTH)
def test_found_when_written_and_when_checked(desk: Desk, template: str, code: str, near: str) -> None:
    line_two = f"甲。\n{template}"
    written = desk.faults(line_two)
    assert [(issue.code, issue.place.line) for issue in written] == [(code, 2)]
    assert near in written[0].remedy.en
    assert written[0].place.file.endswith("sections/livelihood.md.j2")
    checked = check_templates(desk.catalogue)
    assert (code, 2) in [(issue.code, issue.place.line) for issue in checked]


@pytest.mark.parametrize(
    ("template", "code", "word"),
    [
        ("{{ 5 }}", "section-bare-number", "5"),
        ("{{ value('paid') }}", "section-bare-number", "100"),
        ("{{ records('project') | length }}", "section-bare-number", "1"),
        ("{{ (records('project') | first).invested }}", "section-bare-number", "5"),
        ("{{ none }}", "section-nothing-to-print", ""),
        ("{{ (records('project') | first).due_on }}", "section-nothing-to-print", ""),
        ("{{ records('project') }}", "section-not-text", "RecordList"),
        ("{{ figure }}", "section-not-text", ""),
        ("{{ cn(0) }}", "section-not-countable", "0"),
        ("{{ count_of([1]) }}", "section-not-countable", "list"),
        ("{{ figure('paid', by='kind') }}", "section-by-and-only", "paid"),
        ("{{ figure('paid', org='南村') }}", "section-unknown-unit", "南村"),
        ("{% for r in records('project') %}{{ r.figure('name') }}{% endfor %}", "section-not-a-number", "name"),
        ("{{ '多' if value('paid', period='2018') > 5 }}", "section-failed", "NoneType"),
        ("{{ ''.__class__ }}", "section-forbidden", "__class__"),
        ("{{ (records('project') | first)._facts }}", "section-forbidden", "_facts"),
        ("{{ '%s' * 99 }}", "section-forbidden", "*"),
        ("{{ 9 ** 9 }}", "section-forbidden", "**"),
        ("{% include 'x' %}", "section-failed", "loader"),
        ("# 标题\n正文", "section-heading", ""),
    ],
)
def test_found_when_written(desk: Desk, template: str, code: str, word: str) -> None:
    (issue,) = desk.faults(template)
    assert issue.code == code
    assert word in (issue.value or "")
    assert issue.place.line == (None if code == "section-heading" else 1)
    assert issue.what.zh and issue.what.en


def test_a_condition_that_the_engine_refuses(desk: Desk) -> None:
    (issue,) = desk.faults("甲\n{% for r in records('project', where='stat = 5') %}{% endfor %}")
    assert issue.place.line == 2
    assert "state" in issue.remedy.en
    assert issue.code in [found.code for found in check_templates(desk.catalogue)]


def test_all_faults_of_all_sections_are_told_at_once(own: Desk) -> None:
    own.write("projects", "{{ figure('projetcs') }}")
    own.write("opening", "{% if %}")
    codes = [issue.code for issue in own.faults("{{ figure('piad') }}")]
    assert codes == ["section-syntax"]  # nothing is rendered while a template cannot be read
    own.write("opening", "")
    codes = [issue.code for issue in own.faults("{{ figure('piad') }}")]
    assert codes == ["section-unknown-indicator"] * 2
    own.write("opening", "{% if %}")
    assert len(check_templates(own.catalogue)) == 3


def test_a_template_that_is_missing_or_not_text(own: Desk) -> None:
    assert own.catalogue
    path = own.folder / "packs/test/sections/livelihood.md.j2"
    path.write_bytes(b"\xff\xfe")
    assert [issue.code for issue in check_templates(own.catalogue)] == ["section-unreadable"]
    path.unlink()
    assert [issue.code for issue in check_templates(own.catalogue)] == ["section-unreadable"]


def test_variables_of_the_template_and_computed_arguments_are_no_faults(desk: Desk) -> None:
    desk.write(
        "livelihood",
        "{% set unit = '万元' if value('paid') else '元' %}{{ figure('paid', unit=unit) }}"
        "{% for name in ['paid', 'projects'] %}{{ figure(name) }}{% endfor %}"
        "{% if org %}{% set done = records('project') %}{{ count_of(done) }}{% endif %}"
        "{% macro one(row) %}{{ row.anything }}{% endmacro %}"
        "{% for r in records('payment') %}{{ r.kind }}{% endfor %}"
        "{% for r in records('project') %}{{ r.name }}{{ loop.first }}{% endfor %}",
    )
    assert check_templates(desk.catalogue) == []
