"""The annexes a report makes of itself."""

from dataclasses import replace

from reports.formats.samples import GAP, HOUSEHOLDS, PAID, VILLAGE, document, figure

from taizhang.kernel.period import Period
from taizhang.reports.annex import evidence_annex, figure_title, gaps_annex, window_label
from taizhang.reports.document import Annex, Paragraph, Run, Table


def rows(annex: Annex | None) -> list[list[str]]:
    assert annex is not None
    (table,) = annex.blocks
    assert isinstance(table, Table)
    return [["".join(i.text if isinstance(i, Run) else i.printed for i in cell) for cell in row] for row in table.rows]


def test_evidence_has_one_line_per_distinct_figure() -> None:
    window = "2020年1月1日至5月25日"
    assert rows(evidence_annex(document())) == [
        ["1", "低保户数", "412户", window, "城乡低保台账", "12"],
        ["2", "发放救助金", "186.35万元", window, "救助金发放台账", "2210"],
        ["3", "巡河次数", "〔缺数〕", window, "patrol", "0"],
    ]


def test_evidence_does_not_count_the_annexes_own_figures() -> None:
    paper = document()
    annex = evidence_annex(paper)
    assert evidence_annex(replace(paper, annexes=(annex,))) == annex


def test_a_gap_and_a_figure_that_lacks_a_village_are_listed() -> None:
    partly = figure("paid", "3万元", "30000", "元", "发放救助金", missing=(VILLAGE,))
    paper = document(Paragraph((HOUSEHOLDS, GAP, partly)))
    assert [row[1:] for row in rows(gaps_annex(paper))] == [
        ["巡河次数", "2020年1月1日至5月25日", "没有数据", "—"],
        ["发放救助金", "2020年1月1日至5月25日", "部分单位未报", "东兴村"],
    ]


def test_no_gap_no_annex() -> None:
    assert gaps_annex(document(Paragraph((HOUSEHOLDS, PAID)))) is None


def test_another_units_figure_names_the_unit() -> None:
    assert figure_title(figure("k", "3户", "3", "户", "低保户数", org=VILLAGE), document()) == "东兴村：低保户数"


def test_windows_say_the_year_once() -> None:
    spoken = {
        "2020H1": "2020年上半年",
        "2020-01-01/2020-05-25": "2020年1月1日至5月25日",
        "2019-12-26/2020-05-25": "2019年12月26日至2020年5月25日",
        "2020-05-25/2020-05-25": "2020年5月25日",
    }
    assert {text: window_label(Period.parse(text)) for text in spoken} == spoken
