"""The official number style, as tables."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reports.numbers import change, known_style, printed


@pytest.mark.parametrize(
    ("amount", "unit", "target", "text"),
    [
        ("0", "元", None, "0元"),
        ("-0.00", "元", None, "0元"),
        ("1234567", "人", None, "1234567人"),
        ("12.50", "元", None, "12.5元"),
        ("1E+3", "元", None, "1000元"),
        ("12.345", "米", None, "12.345米"),
        ("-3.20", "元", None, "-3.2元"),
        ("123456", "元", "万元", "12.35万元"),
        ("120000", "元", "万元", "12万元"),
        ("123450", "元", "万元", "12.35万元"),
        ("30", "元", "万元", "0.003万元"),
        ("0", "元", "万元", "0万元"),
        ("12.5", "万元", "元", "125000元"),
        ("28123", "人", "万人", "2.81万人"),
        ("1", "公顷", "亩", "15亩"),
        ("2500", "米", "千米", "2.5千米"),
    ],
)
def test_plain(amount: str, unit: str, target: str | None, text: str) -> None:
    assert printed(Decimal(amount), unit, "plain", target) == text


@pytest.mark.parametrize(
    ("amount", "unit", "target", "text"),
    [
        ("0", "份", None, "0份"),
        ("7", "份", None, "7份"),
        ("99.5", "元", None, "99.5元"),
        ("100", "份", None, "100份"),
        ("101", "份", None, "100余份"),
        ("156", "份", None, "150余份"),
        ("1200", "份", None, "1200份"),
        ("1234", "份", None, "1200余份"),
        ("1999", "份", None, "1900余份"),
        ("28123", "人", None, "28000余人"),
        ("28123", "人", "万人", "2.8万余人"),
        ("34600", "元", "万元", "3.4万余元"),
        ("30001", "元", "万元", "3万余元"),
        ("30000", "元", "万元", "3万元"),
        ("346000", "元", "万元", "34万余元"),
        ("3462000", "元", "万元", "340余万元"),
        ("3400000", "元", "万元", "340万元"),
        ("4567", "元", "万元", "4500余元"),
        ("123456789", "元", "亿元", "1.2亿余元"),
        ("-1234", "元", None, "-1200余元"),
    ],
)
def test_about_rounds_down_and_says_so(amount: str, unit: str, target: str | None, text: str) -> None:
    assert printed(Decimal(amount), unit, "about", target) == text


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("12345.6", "元", "1万2千余元"),
        ("12000", "元", "1万2千元"),
        ("20000", "元", "2万元"),
        ("20000.01", "元", "2万余元"),
        ("20999", "元", "2万余元"),
        ("1234567", "元", "123万4千余元"),
        ("1.23456", "万元", "1万2千余元"),
        ("123456789", "元", "1亿2345万余元"),
        ("100000000", "元", "1亿元"),
        ("2345", "元", "2300余元"),
        ("0", "元", "0元"),
        ("-12345", "元", "-1万2千余元"),
    ],
)
def test_wan_qian(amount: str, unit: str, text: str) -> None:
    assert printed(Decimal(amount), unit, "wan_qian") == text


@pytest.mark.parametrize(
    ("amount", "unit", "style", "target", "text"),
    [
        ("12.50", "元", "bare", None, "12.5"),
        ("12345", "元", "bare", "万元", "1.23"),
        ("93.50", "%", "percent", None, "93.5%"),
        ("100.0", "%", "percent", None, "100%"),
        ("5", "‰", "percent", None, "0.5%"),
        ("12.345", "元", "decimal:2", None, "12.35元"),
        ("12", "元", "decimal:2", None, "12.00元"),
        ("12345", "元", "decimal:1", "万元", "1.2万元"),
        ("-0.001", "元", "decimal:2", None, "0.00元"),
    ],
)
def test_other_styles(amount: str, unit: str, style: str, target: str | None, text: str) -> None:
    assert printed(Decimal(amount), unit, style, target) == text


@pytest.mark.parametrize(
    ("unit", "style", "target"), [("元", "about", "亩"), ("元", "loud", None), ("人", "percent", None)]
)
def test_what_makes_no_sense_is_refused(unit: str, style: str, target: str | None) -> None:
    with pytest.raises(ValueError, match=r"cannot express|not a number style"):
        printed(Decimal(1), unit, style, target)


def test_styles_are_known_by_name() -> None:
    assert all(known_style(style) for style in ("plain", "about", "wan_qian", "bare", "percent", "decimal:0"))
    assert not any(known_style(style) for style in ("", "decimal:", "decimal:9", "decimal:N", "round"))


_AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)


def _read(text: str, unit: str) -> Decimal:
    """The number that a printed text promises at least, in 元."""
    body = text.removesuffix(unit).replace("余", "")
    total = Decimal(0)
    for word, factor in (("亿", 10**8), ("万", 10**4), ("千", 10**3)):
        head, found, rest = body.partition(word)
        if found:
            total, body = total + Decimal(head) * factor, rest
    return total + Decimal(body or 0)


@given(amount=_AMOUNTS, target=st.sampled_from(["元", "万元", "亿元"]))
def test_about_is_never_more_and_within_a_tenth(amount: Decimal, target: str) -> None:
    text = printed(amount, "元", "about", target)
    said = _read(text, "元")
    assert said <= amount
    assert amount - said <= amount / 10
    assert ("余" in text) == (said != amount)


@given(amount=_AMOUNTS)
def test_wan_qian_is_never_more(amount: Decimal) -> None:
    text = printed(amount, "元", "wan_qian")
    said = _read(text, "元")
    assert said <= amount
    assert amount - said <= amount / 10
    assert ("余" in text) == (said != amount)


@given(amount=st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_that_is_not_zero_is_not_printed_as_zero(amount: Decimal) -> None:
    number = Decimal(printed(amount, "元", "bare", "万元"))
    assert (number == 0) == (amount == 0)
    assert abs(number - amount / 10000) <= max(Decimal("0.005"), 0)


@pytest.mark.parametrize(
    ("now", "base", "unit", "text", "direction", "amount"),
    [
        ("1032", "1000", "元", "同比增长3.2%", "up", "3.2"),
        ("968", "1000", "元", "同比下降3.2%", "down", "-3.2"),
        ("1000", "1000.00", "元", "与上年同期持平", "same", "0"),
        ("100001", "100000", "元", "与上年同期基本持平", "up", "0"),
        ("0", "5", "件", "同比下降100%", "down", "-100"),
        ("15", "5", "件", "同比增长200%", "up", "200"),
        ("5", "0", "件", "上年同期为0", "up", "0"),
        ("0", "0", "件", "与上年同期持平", "same", "0"),
        ("93.5", "91.2", "%", "同比提高2.3个百分点", "up", "2.3"),
        ("91.2", "93.5", "%", "同比下降2.3个百分点", "down", "-2.3"),
        ("2", "0", "%", "同比提高2个百分点", "up", "2"),
        ("3", "-2", "万元", "同比增加5万元", "up", "5"),
        ("-3", "2", "万元", "同比减少5万元", "down", "-5"),
    ],
)
def test_change(*, now: str, base: str, unit: str, text: str, direction: str, amount: str) -> None:
    found = change(Decimal(now), Decimal(base), unit)
    assert (found.text, found.direction, found.amount) == (text, direction, Decimal(amount))


def test_change_against_the_period_before_and_against_nothing() -> None:
    assert change(Decimal(11), Decimal(10), "件", "previous").text == "环比增长10%"
    assert change(Decimal(10), Decimal(10), "件", "previous").text == "与上期持平"
    assert change(Decimal(10), None, "件").text == "上年同期无数据"
    assert change(Decimal(10), None, "件").amount is None
