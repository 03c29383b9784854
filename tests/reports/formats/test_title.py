"""Breaking of titles: at words, into a trapezoid or a lozenge (GB/T 9704-2012, 7.3.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reports.formats.parts.text import width
from taizhang.reports.formats.parts.title import break_title

TITLES = {
    "青山镇2020年上半年工作报告": ("青山镇2020年上半年工作报告",),
    "青山镇2020年上半年工作总结及下半年工作计划": ("青山镇2020年上半年工作总结", "及下半年工作计划"),
    "中共青山镇委员会青山镇人民政府关于2020年上半年工作情况及下半年工作安排的报告": (
        "中共青山镇委员会青山镇人民政府",
        "关于2020年上半年工作情况",
        "及下半年工作安排的报告",
    ),
    "青山镇人民政府关于2020年上半年重点工作完成情况和下半年工作计划安排的报告（征求意见稿）": (
        "青山镇人民政府",
        "关于2020年上半年重点工作完成情况",
        "和下半年工作计划安排的报告（征求意见稿）",
    ),
}


@pytest.mark.parametrize(("title", "lines"), TITLES.items())
def test_titles_break_where_a_thought_begins(title: str, lines: tuple[str, ...]) -> None:
    assert break_title(title, 20) == lines


def test_an_unknown_name_is_broken_only_when_it_does_not_fit() -> None:
    assert break_title("布留克" * 4 + "报告", 20) == ("布留克" * 4 + "报告",)
    assert sorted(map(len, break_title("甲" * 25, 20))) == [12, 13]


@given(st.text(alphabet="青山镇工作报告及关于的2020年上半情况“”（）《》，。ab ", max_size=90), st.integers(8, 24))
def test_nothing_is_lost_and_every_line_fits(title: str, limit: int) -> None:
    lines = break_title(title, limit)
    assert "".join(lines) == title
    assert all(width(line) <= limit for line in lines)


def test_no_line_begins_with_closing_punctuation() -> None:
    lines = break_title("青山镇“两不愁、三保障”工作情况（2020年）及“防返贫”工作安排的报告（试行）", 16)
    assert all(line[0] not in "，。、”》）的" for line in lines)
