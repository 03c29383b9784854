"""Issues: how they read, and what they offer instead of a wrong word."""

import pytest

from taizhang.kernel.issue import Issue, Place, Severity, did_you_mean, has_errors, nearest
from taizhang.kernel.text import Text

ISSUE = Issue(
    "pack-unknown-key", Text("不认识的键。", "Unknown key."), Text("请删去。", "Delete it."), Place("pack.yaml", 3)
)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.xlsx", sheet="低保", row=7, column="金额"), "a.xlsx:[低保]:7/金额"),
        (Place("a.xlsx", sheet="低保", row=7), "a.xlsx:[低保]:7"),
        (Place("a.xlsx", sheet="低保", column="金额"), "a.xlsx:[低保]:金额"),
    ],
)
def test_a_place_in_one_word(place: Place, text: str) -> None:
    assert str(place) == text


def test_an_issue_in_one_line() -> None:
    assert ISSUE.line() == "pack.yaml:3: pack-unknown-key: 不认识的键。 请删去。"
    assert ISSUE.line("en") == "pack.yaml:3: pack-unknown-key: Unknown key. Delete it."
    assert Issue("a-b", Text("甲", "A"), Text("", "")).line("en") == "a-b: A"


def test_warnings_are_not_errors() -> None:
    warning = Issue("a-b", Text("甲", "A"), Text("", ""), severity=Severity.WARNING)
    assert not has_errors([])
    assert not has_errors([warning])
    assert has_errors([warning, ISSUE])


def test_the_nearest_name() -> None:
    assert nearest("recieving", ["receiving", "homes"]) == "receiving"
    assert nearest("xyz", ["receiving", "homes"]) is None


def test_a_remedy_offers_the_nearest_or_all() -> None:
    assert did_you_mean("hoems", ["homes", "paid"]).en == "Did you mean 'homes'?"
    assert did_you_mean("xyz", ["paid", "homes", "paid"]) == Text("可用的有：homes、paid。", "Known: homes, paid.")
    assert did_you_mean("xyz", []) == Text("", "")
    assert did_you_mean("xyz", [f"n{number:02}" for number in range(20)]).en.endswith("n11 ….")


def test_text_is_chinese_unless_asked() -> None:
    assert str(ISSUE.what) == "不认识的键。"
    assert ISSUE.what.in_("en") == "Unknown key."
