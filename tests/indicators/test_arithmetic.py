"""Arithmetic over aggregates: exact, honest about nothing, and the same as SQL."""

from decimal import Decimal

import duckdb
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from taizhang.indicators.arithmetic import (
    DIVISION_PLACES,
    Leaf,
    Node,
    build,
    divides,
    evaluate,
    leaves,
    rounded,
    to_sql,
)

NUMBERS = {"a": Decimal("10.50"), "b": Decimal(4), "zero": Decimal(0), "none": None}


def node(text: str) -> Node:
    built = build(sqlglot.parse_one(text, dialect="duckdb"), lambda tree: Leaf(tree.name))
    assert built is not None
    return built


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a + b", "14.50"),
        ("a - b - b", "2.50"),
        ("a - (b - b)", "10.50"),
        ("a * b", "42.00"),
        ("a / b", "2.625000000000"),
        ("a / zero", None),
        ("a + none", None),
        ("coalesce(none, b)", "4"),
        ("coalesce(a / zero, 0)", "0"),
        ("-a", "-10.50"),
        ("abs(b - a)", "6.50"),
        ("round(a / b, 1)", "2.6"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("1 / 3", "0.333333333333"),
    ],
)
def test_numbers(text: str, result: str | None) -> None:
    assert evaluate(node(text), NUMBERS) == (None if result is None else Decimal(result))


def test_leaves_are_named_in_order() -> None:
    assert list(leaves(node("coalesce(b, 0) + a * -b"))) == ["b", "a", "b"]


def test_only_a_division_divides() -> None:
    assert divides(node("coalesce(a / b, 0) + 1"))
    assert not divides(node("round(a * b, 1)"))


def test_sql_keeps_the_order_of_operations() -> None:
    assert to_sql(node("a - (b - a) * 2"), str) == "a - (b - a) * 2"
    assert to_sql(node("a / b"), str) == "CAST(a / NULLIF(b, 0) AS DECIMAL(28, 12))"


money = st.decimals("-100000", "100000", places=2)
trees = st.recursive(
    st.sampled_from(["a", "b", "c"]) | st.integers(0, 20).map(str),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda three: f"({three[0]} {three[1]} {three[2]})")
        | inner.map("abs({})".format)
        | inner.map("(-{})".format)
        | inner.map("round({}, 1)".format)
    ),
    max_leaves=4,
)


@given(trees, money, money, money)
def test_python_and_sql_agree(text: str, a: Decimal, b: Decimal, c: Decimal) -> None:
    numbers = {"a": a, "b": b, "c": c}
    ours = evaluate(node(text), numbers)
    sql = to_sql(node(text), lambda name: f"CAST({numbers[name]} AS DECIMAL(18, 2))")
    ((theirs,),) = duckdb.sql(f"SELECT {sql}").fetchall()
    if ours is None or theirs is None:
        assert ours is None and theirs is None
    else:
        tolerance = max(abs(ours), Decimal(1)) * DIVISION_PLACES * 10_000
        assert abs(ours - Decimal(theirs)) <= tolerance


def test_rounding_is_half_away_from_zero() -> None:
    assert rounded(Decimal("0.125"), 2) == Decimal("0.13")
    assert rounded(Decimal("-0.125"), 2) == Decimal("-0.13")
    assert rounded(Decimal("1250"), 0) == Decimal("1250")
