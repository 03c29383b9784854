"""Text to expression tree, and the whitelist: what means the same on every engine, and nothing else."""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text

AGGREGATES = (exp.Count, exp.Sum, exp.Min, exp.Max, exp.Avg)
COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div)
_ALLOWED = (
    *AGGREGATES,
    *COMPARISONS,
    *ARITHMETIC,
    exp.Abs,
    exp.And,
    exp.Between,
    exp.Boolean,
    exp.Case,
    exp.Coalesce,
    exp.Column,
    exp.DataType,
    exp.Distinct,
    exp.Filter,
    exp.Identifier,
    exp.If,
    exp.In,
    exp.Is,
    exp.Literal,
    exp.Neg,
    exp.Not,
    exp.Null,
    exp.Or,
    exp.Paren,
    exp.Round,
    exp.Star,
    exp.Where,
)
DAYS_BETWEEN = "days_between"


def parse(text: str, place: Place) -> tuple[exp.Expression | None, list[Issue]]:
    """The tree of ``text``, or what is wrong with it; every node of the tree is on the whitelist."""
    try:
        tree = sqlglot.parse_one(text, dialect="duckdb")
    except SqlglotError as error:
        return None, [_syntax(text, error, place)]
    assert isinstance(tree, exp.Expression)
    refused: dict[str, Issue] = {}
    for node in tree.walk():
        assert isinstance(node, exp.Expression)
        node.comments = None
        if not _allowed(node):
            words = node.sql("duckdb")
            refused.setdefault(words, not_allowed(words, place))
            break
    return (None, list(refused.values())) if refused else (tree, [])


def _allowed(node: exp.Expression) -> bool:
    if isinstance(node, exp.Cast):
        return is_date(node)
    if isinstance(node, exp.Anonymous):
        return str(node.this).lower() == DAYS_BETWEEN and len(node.expressions) == 2
    if isinstance(node, exp.In):
        return not node.args.get("query") and not node.args.get("unnest")
    if isinstance(node, exp.Is):
        return isinstance(node.expression, exp.Null | exp.Boolean)
    if isinstance(node, exp.Literal):
        return "$" not in str(node.this)
    return isinstance(node, _ALLOWED)


def is_date(node: exp.Expression) -> bool:
    """``date '2020-05-01'``."""
    return type(node) is exp.Cast and node.to.is_type("date") and node.this.is_string


def not_allowed(words: str, place: Place) -> Issue:
    return Issue(
        "indicator-not-allowed",
        Text(f"表达式中不能使用“{words}”。", f"'{words}' cannot be used in an expression."),
        Text(
            "只能使用字段、常量、四则运算、比较、and/or/not、in、between、is null、case、coalesce、abs、round、"
            "days_between，以及 count/sum/min/max/avg。",
            "Use fields, literals, + - * /, comparisons, and/or/not, in, between, is null, case, coalesce, abs, round, "
            "days_between, and count/sum/min/max/avg.",
        ),
        place,
        value=words,
    )


def _syntax(text: str, error: SqlglotError, place: Place) -> Issue:
    faults = getattr(error, "errors", None)
    at = f"{faults[0]['start_context']}⟨{faults[0]['highlight']}⟩{faults[0]['end_context']}" if faults else text
    return Issue(
        "indicator-syntax",
        Text(f"表达式“{text}”写法有误，在“{at}”处。", f"The expression '{text}' cannot be read, at '{at}'."),
        Text("请检查括号、引号和逗号。", "Check brackets, quotes and commas."),
        place,
        value=text,
    )
