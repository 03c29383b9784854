"""Arithmetic over numbers that are already aggregated: exact, in Decimal, and the same as SQL.

No number (None) on one side gives no number, except to ``coalesce``. A division is rounded to twelve decimals, half up,
as the SQL of a figure does it, and by zero has no result.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from sqlglot import exp

DIVISION_PLACES = Decimal("1e-12")
DIVISION_TYPE = "DECIMAL(28, 12)"
PRECISION = 60


@dataclass(frozen=True)
class Leaf:
    """A number known by name: an aggregate of a measure, or an indicator."""

    name: str


@dataclass(frozen=True)
class Number:
    value: Decimal


@dataclass(frozen=True)
class Binary:
    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    """``-`` (negation), ``abs``, ``round`` (number, places) or ``coalesce``."""

    name: str
    arguments: tuple["Node", ...]


Node = Leaf | Number | Binary | Call

_SIGNS: Mapping[type[exp.Expression], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def build(tree: exp.Expression, leaf: Callable[[exp.Expression], Node | None]) -> Node | None:
    """The arithmetic of ``tree``; what is none is handed to ``leaf``, which may find it wrong (None)."""
    match tree:
        case exp.Paren():
            return build(tree.this, leaf)
        case exp.Literal() if not tree.is_string:
            return Number(Decimal(str(tree.this)))
        case exp.Add() | exp.Sub() | exp.Mul() | exp.Div():
            left, right = build(tree.this, leaf), build(tree.expression, leaf)
            return Binary(_SIGNS[type(tree)], left, right) if left and right else None
        case exp.Neg():
            return _call("-", [tree.this], leaf)
        case exp.Abs():
            return _call("abs", [tree.this], leaf)
        case exp.Round():
            return _call("round", [tree.this, tree.args.get("decimals") or exp.Literal.number(0)], leaf)
        case exp.Coalesce():
            return _call("coalesce", [tree.this, *tree.expressions], leaf)
        case _:
            return leaf(tree)


def _call(name: str, arguments: list[exp.Expression], leaf: Callable[[exp.Expression], Node | None]) -> Node | None:
    built = [build(argument, leaf) for argument in arguments]
    found = tuple(node for node in built if node is not None)
    return Call(name, found) if len(found) == len(built) else None


def leaves(node: Node) -> Iterator[str]:
    """The names a node needs, left to right, repeated ones too."""
    match node:
        case Leaf(name):
            yield name
        case Binary(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from leaves(argument)


def divides(node: Node) -> bool:
    match node:
        case Binary(sign, left, right):
            return sign == "/" or divides(left) or divides(right)
        case Call(_, arguments):
            return any(divides(argument) for argument in arguments)
    return False


def evaluate(node: Node, numbers: Mapping[str, Decimal | None]) -> Decimal | None:
    with localcontext() as context:
        context.prec = PRECISION
        return _evaluate(node, numbers)


def _evaluate(node: Node, numbers: Mapping[str, Decimal | None]) -> Decimal | None:
    match node:
        case Leaf(name):
            return numbers[name]
        case Number(value):
            return value
        case Binary(sign, left, right):
            one, other = _evaluate(left, numbers), _evaluate(right, numbers)
            return None if one is None or other is None else _operate(sign, one, other)
        case Call("coalesce", arguments):
            found = (_evaluate(argument, numbers) for argument in arguments)
            return next((value for value in found if value is not None), None)
        case Call(name, arguments):
            values = [_evaluate(argument, numbers) for argument in arguments]
            first = values[0]
            if first is None:
                return None
            if name == "round":
                return rounded(first, int(values[1] or 0))
            return -first if name == "-" else abs(first)


def _operate(sign: str, one: Decimal, other: Decimal) -> Decimal | None:
    match sign:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case _:
            return (one / other).quantize(DIVISION_PLACES, ROUND_HALF_UP) if other else None


def rounded(number: Decimal, digits: int) -> Decimal:
    """Half away from zero, as everybody learnt it at school and as SQL's round() does for decimals."""
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def to_sql(node: Node, leaf: Callable[[str], str], strength: int = 0) -> str:
    """The same arithmetic as SQL, with as few brackets as can be."""
    match node:
        case Leaf(name):
            return leaf(name)
        case Number(value):
            return str(value)
        case Binary("/", left, right):
            return f"CAST({to_sql(left, leaf, 2)} / NULLIF({to_sql(right, leaf)}, 0) AS {DIVISION_TYPE})"
        case Binary(sign, left, right):
            own = _STRENGTH[sign]
            text = f"{to_sql(left, leaf, own)} {sign} {to_sql(right, leaf, own + 1)}"
            return f"({text})" if own < strength else text
        case Call("-", (only,)):
            return f"(-{to_sql(only, leaf, 3)})"
        case Call(name, arguments):
            return f"{name.upper()}({', '.join(to_sql(argument, leaf) for argument in arguments)})"
