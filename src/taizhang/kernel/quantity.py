"""Units that figures are counted and printed in, and exact conversion between them."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """``factor`` is how many of the dimension's base unit one of this is."""

    symbol: str
    dimension: str
    factor: Decimal


def _units(dimension: str, **factors: str) -> dict[str, Unit]:
    return {symbol: Unit(symbol, dimension, Decimal(factor)) for symbol, factor in factors.items()}


UNITS: dict[str, Unit] = {
    **_units("money", 元="1", 万元="10000", 亿元="100000000"),
    **_units("area", 平方米="1", 亩="666.6666666666666667", 公顷="10000", 平方千米="1000000"),
    **_units("length", 米="1", 千米="1000", 公里="1000"),
    **_units("mass", 克="0.001", 千克="1", 公斤="1", 吨="1000"),
    **_units("volume", 升="0.001", 立方米="1", 万立方米="10000"),
    **{"%": Unit("%", "share", Decimal("0.01")), "‰": Unit("‰", "share", Decimal("0.001"))},
    **_units("temperature", **{"℃": "1"}),
}
COUNTERS = frozenset(
    (
        "人", "户", "个", "项", "件", "次", "份", "处", "条", "篇", "名", "座", "栋", "株", "万株", "头", "只", "场",
        "期", "场次", "人次", "户次", "村", "批", "块", "辆", "台", "套", "天", "日", "小时", "班次", "分", "元/亩",
        "lux", "ppm", "张", "家", "所", "起", "宗", "部", "幅", "支", "队", "间", "本", "册", "站", "口", "眼", "棵",
        "万棵", "次/月", "个百分点",
    )
)  # fmt: skip


def known_unit(symbol: str) -> bool:
    """Whether figures may be counted in it: a unit, a counter, or ten thousand (万) of a counter."""
    return symbol in UNITS or symbol in COUNTERS or (symbol.startswith("万") and symbol[1:] in COUNTERS)


def convert(amount: Decimal, source: str, target: str) -> Decimal:
    """``amount`` of ``source`` expressed in ``target``; ValueError when the two measure different things.

    万 before a counter (万人, 万株, 万户) is ten thousand of it.
    """
    if source == target:
        return amount
    if target == f"万{source}":
        return amount / 10000
    if source == f"万{target}":
        return amount * 10000
    try:
        one, other = UNITS[source], UNITS[target]
    except KeyError:
        raise ValueError(f"cannot express {source} in {target}") from None
    if one.dimension != other.dimension:
        raise ValueError(f"cannot express {source} in {target}: {one.dimension} is not {other.dimension}")
    return amount * one.factor / other.factor
