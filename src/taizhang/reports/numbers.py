"""Official number style: how an exact amount is printed in a document.

Pure functions of an amount, the unit it is in, the unit it is wanted in and a style. Digits are Arabic, without
separators (GB/T 15835-2011); 余 marks a number that was rounded down and follows only a round one (1200余份, 3万余元).
An amount is never printed greater than it is by ``about`` and ``wan_qian``; other roundings are half up.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from taizhang.kernel.quantity import UNITS, convert

STYLES = ("plain", "about", "wan_qian", "bare", "percent", "decimal:N")
SHARES = frozenset(symbol for symbol, unit in UNITS.items() if unit.dimension == "share")

_DECIMAL = re.compile(r"decimal:([0-6])")
_BIG = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_TEN_THOUSAND = 10_000
_HUNDRED_MILLION = 100_000_000


def known_style(style: str) -> bool:
    return style in STYLES[:-1] or _DECIMAL.fullmatch(style) is not None


def digits_of(number: Decimal) -> str:
    """Plain digits without exponent and without trailing zeros: ``1.20`` -> 1.2, ``1E+3`` -> 1000, ``-0`` -> 0."""
    if not number:
        return "0"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as Chinese statistics round."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def sensible(number: Decimal) -> Decimal:
    """At most two decimals; more only for an amount so small that two would print it as 0."""
    short = rounded(number, 2)
    if short or not number:
        return short
    return rounded(number, -number.adjusted())


def printed(amount: Decimal, unit: str, style: str = "plain", target: str | None = None) -> str:
    """``amount`` of ``unit`` as it stands in a text, its unit included unless the style is ``bare``.

    ``target`` is the unit to print in. ValueError when the units measure different things or the style is unknown.
    """
    wanted = target or unit
    exact = convert(amount, unit, wanted)
    match = _DECIMAL.fullmatch(style)
    if match is not None:
        return f"{_fixed(exact, int(match[1]))}{wanted}"
    try:
        render = _RENDERERS[style]
    except KeyError:
        raise ValueError(f"not a number style: {style!r} ({', '.join(STYLES)})") from None
    if render in (about, wan_qian):
        return f"-{render(-exact, wanted)}" if exact < 0 else render(exact, wanted)
    return render(exact if wanted == unit else sensible(exact), wanted)


def _fixed(number: Decimal, places: int) -> str:
    text = f"{rounded(number, places):f}"
    return text.lstrip("-") if not rounded(number, places) else text


def _plain(number: Decimal, unit: str) -> str:
    return f"{digits_of(number)}{unit}"


def _bare(number: Decimal, unit: str) -> str:
    return digits_of(number)


def _percent(number: Decimal, unit: str) -> str:
    return f"{digits_of(convert(number, unit, '%'))}%"


def _floor(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)


def about(number: Decimal, unit: str) -> str:
    """Rounded down to its two leading digits, with 余 when something was left off: 1234份 -> 1200余份.

    Below a hundred (of a unit without 万 or 亿) nothing is rounded: 余 could only follow a round number.
    """
    big = unit[0] if unit[:1] in _BIG else ""
    if big and number < 1:
        return about(number * _BIG[big], unit[1:])
    if big and number < 100:
        short = _floor(number, 1 if number < 10 else 0)
        return f"{digits_of(short)}{big}{'余' if short < number else ''}{unit[1:]}"
    if number < 100:
        return _plain(number, unit)
    short = _floor(number, 1 - number.adjusted())
    return f"{digits_of(short)}{'余' if short < number else ''}{unit}"


def wan_qian(number: Decimal, unit: str) -> str:
    """In words of 万 and 千: 12345.6元 -> 1万2千余元, 20000元 -> 2万元; from 亿 on 亿 and 万. Below 万 as ``about``."""
    if unit[:1] in _BIG:
        return wan_qian(number * _BIG[unit[0]], unit[1:])
    if number < _TEN_THOUSAND:
        return about(number, unit)
    if number >= _HUNDRED_MILLION:
        high, low, words = _HUNDRED_MILLION, _TEN_THOUSAND, "亿万"
    else:
        high, low, words = _TEN_THOUSAND, 1000, "万千"
    first, rest = divmod(number, high)
    second, left = divmod(rest, low)
    tail = f"{int(second)}{words[1]}" if second else ""
    return f"{int(first)}{words[0]}{tail}{'余' if left else ''}{unit}"


_RENDERERS: Mapping[str, Callable[[Decimal, str], str]] = {
    "plain": _plain,
    "bare": _bare,
    "percent": _percent,
    "about": about,
    "wan_qian": wan_qian,
}

Against = Literal["year_before", "previous"]
Direction = Literal["up", "down", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved. ``amount`` is the number that ``text`` says, in ``unit`` (%, 个百分点, or the figure's own);
    None when there is nothing to compare with."""

    text: str
    direction: Direction
    amount: Decimal | None
    unit: str


_WORDS: Mapping[Against, tuple[str, str]] = {"year_before": ("同比", "上年同期"), "previous": ("环比", "上期")}


def change(now: Decimal, base: Decimal | None, unit: str, against: Against = "year_before") -> Change:
    """How ``now`` compares with ``base``, in words: 同比增长3.2%.

    Shares move in 个百分点. A base of 0 or below has no rate of growth: the base is told, or the difference. ``base``
    None means that there is no data for it.
    """
    how, then = _WORDS[against]
    if base is None:
        return Change(f"{then}无数据", "unknown", None, "%")
    if now == base:
        return Change(f"与{then}持平", "same", Decimal(0), "个百分点" if unit in SHARES else "%")
    up = now > base
    direction: Direction = "up" if up else "down"
    if unit in SHARES:
        points = convert(now, unit, "%") - convert(base, unit, "%")
        return Change(f"{how}{'提高' if up else '下降'}{_size(points)}个百分点", direction, points, "个百分点")
    if not base:
        return Change(f"{then}为0", direction, Decimal(0), unit)
    if base < 0 or now < 0:
        moved = now - base
        return Change(f"{how}{'增加' if up else '减少'}{_size(moved)}{unit}", direction, moved, unit)
    rate = rounded((now - base) / base * 100, 1)
    if not rate:
        return Change(f"与{then}基本持平", direction, rate, "%")
    return Change(f"{how}{'增长' if up else '下降'}{_size(rate)}%", direction, rate, "%")


def _size(number: Decimal) -> str:
    return digits_of(sensible(abs(number)))
