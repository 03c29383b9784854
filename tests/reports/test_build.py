"""From a report's frame and the packs' sections to a Document, over the real engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reports.desk import EAST, FILES, TOWN, WEST, Desk, lines, tree

from taizhang.indicators.values import Request, Value
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.issue import Severity, has_errors
from taizhang.kernel.period import Period
from taizhang.reports.build import build_report
from taizhang.reports.document import Heading, Run, Table


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.pay(1, "2020-02-01", "allowance", "12345.60")
    desk.project(1, "村道", works="road", invested="300000")
    return desk


def test_parts_carry_their_sections_and_empty_ones_are_left_out(desk: Desk) -> None:
    desk.write("opening", "{{ org }}共有项目{{ figure('projects') }}。")
    desk.write("review", "以下{{ cn(parts('review') | length) }}个方面：{{ join(parts('review')) }}。")
    desk.write("livelihood", "## 救助\n发放{{ figure('paid') }}。\n\n### 细项\n{{ listing('paid', by='kind') }}。")
    desk.write(
        "projects",
        "{% for row in records('project') %}\n## {{ row.label }}\n投资{{ row.figure('invested') }}。\n{% endfor %}",
    )
    document, _ = desk.build()
    assert document is not None
    assert document.title == "云溪镇2020年上半年工作总结"
    assert lines(document.blocks) == [
        "云溪镇共有项目⟨1个⟩。",
        "1 2020年上半年工作回顾",
        "以下两个方面：民生和项目。",
        "2 民生",
        "3> 救助",
        "发放⟨12345.6元⟩。",
        "4> 细项",
        "低保金⟨12345.6元⟩。",
        "2 项目",
        "3> 村道",
        "投资⟨300000元⟩。",
    ]
    assert (document.signature, document.signed_on) == ("云溪镇", date(2020, 5, 25))
    assert document.org_names[TOWN] == "云溪镇"
    assert document.ledger_titles == {"payment": "救助发放台账", "project": "项目台账"}


def test_the_caller_s_words_stand_in_the_document(desk: Desk) -> None:
    document, _ = desk.build(notice="合成数据", chain_head="ab", number="云政发〔2020〕1号", addressee="县政府")
    assert document is not None
    assert document.notice == "合成数据"
    assert (document.chain_head, document.number, document.addressee) == ("ab", "云政发〔2020〕1号", "县政府")


def test_keys_name_the_meaning_once_whatever_the_print(desk: Desk) -> None:
    desk.write(
        "livelihood",
        "{{ figure('paid') }}{{ figure('paid', unit='万元') }}{{ figure('paid', by='kind', only='allowance') }}"
        "{{ figure('paid', org='东村') }}{{ figure('paid', period='year_before') }}{{ change('paid') }}"
        "{% for row in records('project') %}{{ row.figure('invested') }}{% endfor %}"
        "{{ count_of(records('project')) }}{{ count_of(records('project', where=\"state = 'done'\", works='road')) }}"
        "{{ count_of(records('project') | list) }}",
    )
    document, _ = desk.build()
    assert document is not None
    assert [figure.key for figure in document.figures()] == [
        "paid",
        "paid",
        "paid.kind=allowance",
        f"paid@{EAST}",
        "paid~2019-01-01/2019-05-25",
        "paid^year_before",
        "project[XM-1].invested",
        "project#",
        "project#(state = 'done') and works = 'road'",
        "project##test.livelihood.1",
    ]
    amounts = {figure.key: (figure.amount, figure.unit) for figure in document.figures()}
    assert amounts["paid"] == (Decimal("12345.60"), "元")


def test_evidence_of_every_figure_computes_it_again(desk: Desk) -> None:
    desk.write(
        "livelihood",
        "{{ figure('paid') }}{% for row in records('project') %}{{ row.figure('invested') }}{% endfor %}"
        "{{ count_of(records('project')) }}{{ figure('projects') }}",
    )
    document, _ = desk.build()
    assert document is not None
    connection = desk.engine._session._columns.connect()
    for figure in document.figures():
        assert connection.execute(figure.evidence.sql).fetchone() == (figure.amount,), figure.key


@dataclass
class Counting:
    """An engine that counts the questions it is asked."""

    engine: Any
    asked: list[list[Request]] = field(default_factory=list)

    def evaluate(self, requests: Iterable[Request], cutoff: Cutoff) -> Mapping[Request, Value]:
        self.asked.append(list(requests))
        answer: Mapping[Request, Value] = self.engine.evaluate(self.asked[-1], cutoff)
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)


def test_all_figures_are_asked_for_in_one_question(desk: Desk) -> None:
    desk.write(
        "livelihood",
        "{{ figure('paid', period='last_year') }}{{ change('payments') }}{{ listing('paid', by='kind') }}"
        "{% for name in ['projects', 'building'] %}{{ figure(name) }}{% endfor %}"
        "{% for unit in by_unit('paid') %}{{ unit.figure }}{% endfor %}",
    )
    desk.write("opening", "{{ figure('mean_paid') }}")
    counting = Counting(desk.engine)
    document, issues = build_report(
        desk.catalogue.reports["half_year"], TOWN, Period.parse("2020H1"), Cutoff(date(2020, 5, 25), 2),
        counting, tree(date(2020, 5, 25)), desk.catalogue, today=date(2020, 6, 1),
    )  # fmt: skip
    assert document is not None and not has_errors(issues)
    assert len(counting.asked) == 1


def test_gaps_are_remarks_and_stand_in_an_annex(desk: Desk) -> None:
    desk.write(
        "livelihood", "{{ figure('paid', org='西社区') }}{{ figure('payments') }}{{ figure('paid', org='西社区') }}"
    )
    document, issues = desk.build()
    assert document is not None
    (gap,) = [issue for issue in issues if issue.code == "figure-gap"]
    assert gap.severity is Severity.WARNING
    assert gap.value == f"paid@{WEST}"
    assert gap.what.zh == "发放救助金（2020年1月1日至5月25日）没有数据（未报：西社区）。"
    assert "“救助发放台账”" in gap.remedy.zh
    (partial,) = [issue for issue in issues if issue.code == "figure-partial"]
    assert partial.what.zh.startswith("发放笔数（2020年1月1日至5月25日）还不完整（未报：")
    assert [annex.title for annex in document.annexes] == ["缺少的数字", "账账不符和未报情况", "数字出处"]


def test_failing_checks_and_missing_reports_are_told_and_annexed(desk: Desk) -> None:
    desk.pay(2, "2020-03-01", "orphan", "1")
    document, issues = desk.build()
    assert document is not None
    (check,) = [issue for issue in issues if issue.code == "check-fails"]
    assert check.what.zh == "云溪镇：笔数不多于项目数，“发放笔数 <= 项目数”不成立：左边2，右边1，相差1。"
    assert check.remedy.zh == "请核对两本台账。"
    (owed,) = [issue for issue in issues if issue.code == "report-unreported"]
    assert owed.what.zh == "台账“救助发放台账”未报：东村、西社区。"
    (annex,) = [annex for annex in document.annexes if annex.title == "账账不符和未报情况"]
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    assert [lines([table])[1] for table in tables] == [
        "笔数不多于项目数 | 云溪镇 | “发放笔数 <= 项目数”不成立：左边2，右边1，相差1 | 请核对两本台账。",
        "救助发放台账 | 东村 | 2020年1月、2020年4月",
    ]


def test_a_report_may_go_without_the_table_of_evidence(tmp_path: Path) -> None:
    frame = FILES["reports/half_year.yaml"] + "evidence_annex: false\n"
    desk = Desk(tmp_path, files={"reports/half_year.yaml": frame})
    desk.pay(1, "2020-02-01", "allowance", "1")
    document, _ = desk.build()
    assert document is not None
    assert "数字出处" not in [annex.title for annex in document.annexes]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"period": "2020-05"}, "report-period-kind"),
        ({"period": "2020"}, "report-period-kind"),
        ({"day": "2020-07-02"}, "report-cutoff-in-future"),
        ({"day": "2019-12-31"}, "report-cutoff-before-period"),
        ({"org": "990301101299"}, "report-unknown-unit"),
        ({"period": "2019H1", "day": "2019-05-01"}, "report-no-data"),
        ({"known_by": 0}, "report-no-data"),
    ],
)
def test_requests_that_make_no_sense_are_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    document, issues = desk.build(**asked)
    assert document is None
    assert [issue.code for issue in issues] == [code]
    assert issues[0].severity is Severity.ERROR
    assert issues[0].remedy.zh and issues[0].remedy.en


def test_the_same_question_has_the_same_answer_later(desk: Desk) -> None:
    before, _ = desk.build()
    known = desk.source.head()
    desk.pay(2, "2020-02-02", "allowance", "99")
    after, _ = desk.build(known_by=known)
    assert after == before
    now, _ = desk.build()
    assert now is not None and now != before


def test_parts_that_wait_for_each_other_are_a_fault(desk: Desk) -> None:
    issues = desk.faults("{{ join(parts('review')) }}")
    assert [issue.code for issue in issues] == ["section-circle"]


def test_sections_stand_in_their_order(tmp_path: Path) -> None:
    pack = FILES["pack.yaml"] + "  - {report: half_year, part: livelihood, order: 5, template: sections/first.md.j2}\n"
    desk = Desk(tmp_path, files={"pack.yaml": pack, "sections/first.md.j2": "先说{{ figure('payments') }}。"})
    desk.pay(1, "2020-02-01", "allowance", "1")
    document, _ = desk.build()
    assert document is not None
    assert lines(document.blocks)[2:] == ["先说⟨1件⟩。", "发放⟨0.0001万元⟩。"]


def test_what_was_counted_can_be_said(desk: Desk) -> None:
    desk.write("livelihood", "{{ count_of(records('project'), unit='项', title='入库项目数') }}{{ figure('paid') }}")
    document, _ = desk.build()
    assert document is not None
    assert next(document.figures()).evidence.title.zh == "入库项目数"


def test_a_title_says_only_what_it_may(desk: Desk) -> None:
    document, _ = desk.build()
    assert document is not None
    assert document.blocks[0] == Heading(1, (Run("2020年上半年工作回顾"),))
    assert replace(document, blocks=()).title.startswith("云溪镇")
