"""Codes of organisation units."""

import pytest

from taizhang.kernel.orgcode import OrgCode


@pytest.mark.parametrize(
    ("code", "level", "prefix"),
    [
        ("000000000000", "country", ""),
        ("990000000000", "province", "99"),
        ("990300000000", "city", "9903"),
        ("990301000000", "county", "990301"),
        ("990301101000", "township", "990301101"),
        ("990301101203", "village", "990301101203"),
        ("990301101203-G1", "unit", "990301101203"),
        ("990301101000-OFFICE", "unit", "990301101000"),
    ],
)
def test_level_and_prefix(code: str, level: str, prefix: str) -> None:
    parsed = OrgCode.parse(f" {code} ")
    assert parsed == code
    assert (parsed.level, parsed.prefix) == (level, prefix)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "99030110100",
        "9903011010000",
        "99030110100x",
        "990301101203-",
        "990301101203-g1",
        "990301101203-TOOLONG",
        "９９０３０１１０１２０３",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="12 digits"):
        OrgCode.parse(text)


def test_codes_sort_by_division_and_are_text() -> None:
    codes = [OrgCode.parse(text) for text in ("990301101203-G1", "990301101203", "990301101000")]
    assert sorted(codes) == ["990301101000", "990301101203", "990301101203-G1"]
    assert {OrgCode.parse("990301101203"): 1}["990301101203"] == 1  # type: ignore[index]
