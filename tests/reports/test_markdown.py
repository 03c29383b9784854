"""Markdown to blocks, with Chinese typography."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.desk import TOWN, lines

from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.document import Evidence, FigureRun, Paragraph, Run
from taizhang.reports.faults import Fault
from taizhang.reports.markdown import Layout, blocks_of, tidy
from taizhang.reports.printing import Register, literal

HALF = Period.parse("2020H1")
EVIDENCE = Evidence(Text("户数", "Households"), "households", (), TOWN, HALF, HALF, 1, "")


def figure(printed: str) -> FigureRun:
    return FigureRun("households", printed, Decimal(5), "户", "value", EVIDENCE)


def text(markdown: str, depth: int = 1, run_in: int = 3) -> list[str]:
    return lines(blocks_of(markdown, Register(), Layout(depth, run_in)))


def test_headings_stand_below_the_part_and_run_in_from_their_level_on() -> None:
    assert text("## 甲\n正文\n### 乙\n正文", depth=1) == ["2 甲", "正文", "3> 乙", "正文"]
    assert text("## 甲\n正文", depth=0) == ["1 甲", "正文"]
    assert text("## 甲\n正文", depth=3) == ["4> 甲", "正文"]


def test_headings_without_text_vanish() -> None:
    assert text("## 甲\n\n### 乙\n\n## 丙\n正文\n### 丁") == ["2 丙", "正文"]
    assert text("## 甲\n### 乙\n正文") == ["2 甲", "3> 乙", "正文"]


@pytest.mark.parametrize(("markdown", "depth"), [("# 甲\n正文", 1), ("### 甲\n正文", 3)])
def test_headings_that_have_no_place_are_refused(markdown: str, depth: int) -> None:
    with pytest.raises(Fault) as caught:
        text(markdown, depth)
    assert caught.value.issue.code == "section-heading"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("全镇\n低保", "全镇低保"),
        ("全镇 低保", "全镇低保"),
        ("全镇，\n  GDP增长", "全镇，GDP增长"),
        ("by the\nend", "by the end"),
        ("the   end", "the end"),
        ("GDP 增长", "GDP 增长"),
        ("“甲”\n“乙”", "“甲”“乙”"),
        ("  　甲 ", "甲"),
        ("五\n\n", "五"),
    ],
)
def test_line_ends_and_blanks(markdown: str, expected: str) -> None:
    assert text(markdown) == [expected]


def test_blanks_beside_figures_vanish() -> None:
    register = Register()
    one, other = register.add(figure("5户")), register.add(figure("9人"))
    blocks = blocks_of(f"低保 {one} {other}\n，共\n{one}。", register, Layout(1, 3))
    assert lines(blocks) == ["低保⟨5户⟩⟨9人⟩，共⟨5户⟩。"]


def test_strong_stands_beside_chinese_punctuation() -> None:
    (paragraph,) = blocks_of("一**“底线”思维。**后文**重点**", Register(), Layout(1, 3))
    assert paragraph == Paragraph((Run("一"), Run("“底线”思维。", strong=True), Run("后文"), Run("重点", strong=True)))


def test_lists_become_paragraphs() -> None:
    assert text("- 甲\n- 乙\n\n1. 丙\n1. 丁\n") == ["甲", "乙", "一是丙", "二是丁"]


def test_tables_have_captions() -> None:
    assert text("表：各村情况\n\n| 村 | 户 |\n|---|---|\n| 甲 | 5 |\n") == ["[各村情况] 村 | 户", "甲 | 5"]


def test_html_links_and_code_are_only_text() -> None:
    assert text("<b>甲</b> [乙](http://x) `丙` ![丁](e)") == ["<b>甲</b> [乙](http://x) `丙` ![丁](e)"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Co", "Cc"]), max_size=60))
def test_what_is_printed_is_never_markup(data: str) -> None:
    (block,) = blocks_of(f"甲{literal(data)}乙", Register(), Layout(1, 3))
    assert isinstance(block, Paragraph)
    assert lines([block]) == [tidy("甲" + re.sub(r"\s+", " ", data) + "乙")]
