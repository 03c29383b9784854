"""Units and exact conversion between them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.quantity import COUNTERS, UNITS, convert, known_unit

AMOUNTS = st.decimals(-(10**12), 10**12, places=2)


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        ("123456", "元", "万元", "12.3456"),
        ("1.5", "亿元", "万元", "15000"),
        ("2", "公顷", "平方米", "20000"),
        ("3", "千米", "米", "3000"),
        ("12", "万株", "株", "120000"),
        ("28000", "人", "万人", "2.8"),
        ("0.5", "吨", "公斤", "500"),
        ("95", "%", "‰", "950"),
        ("7", "户", "户", "7"),
    ],
)
def test_conversion(amount: str, source: str, target: str, expected: str) -> None:
    assert convert(Decimal(amount), source, target) == Decimal(expected)


@pytest.mark.parametrize(("source", "target"), [("元", "亩"), ("户", "人"), ("元", "户"), ("米", "平方米")])
def test_different_things_are_not_converted(source: str, target: str) -> None:
    with pytest.raises(ValueError, match="cannot express"):
        convert(Decimal(1), source, target)


@given(AMOUNTS, st.sampled_from([("元", "万元"), ("人", "万人"), ("米", "千米"), ("平方米", "公顷"), ("克", "吨")]))
def test_there_and_back_is_the_same(amount: Decimal, units: tuple[str, str]) -> None:
    small, large = units
    assert convert(convert(amount, small, large), large, small) == amount


def test_what_can_be_counted_in() -> None:
    assert all(known_unit(symbol) for symbol in (*UNITS, *COUNTERS, "万人", "万户"))
    assert not any(known_unit(symbol) for symbol in ("", "万", "圆", "万元元", "people"))
