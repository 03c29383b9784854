"""Records as they stood, chosen and ordered by expressions from the same whitelist as measures."""

from datetime import date
from typing import Any

import duckdb
from sqlglot import exp

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.compile import fill_in, holding, joined, within
from taizhang.indicators.evidence import row_columns
from taizhang.indicators.parse import not_allowed, parse
from taizhang.indicators.resolve import resolve_condition
from taizhang.indicators.rows import OWN, RowScope
from taizhang.indicators.schema import fields_of, quoted
from taizhang.indicators.values import IndicatorError, Row
from taizhang.indicators.windows import Window
from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.text import Text


def check_query(
    catalogue: Catalogue, ledger: str, where: str | None = None, order: str | None = None, place: Place | None = None
) -> list[Issue]:
    """What is wrong with a question for records, without asking it."""
    return _resolve(catalogue, ledger, where, order, place or Place())[1]


def records_query(
    catalogue: Catalogue, ledger: str, asof: AsOf, units: list[str] | None, *, where: str | None, order: str | None
) -> str:
    """SQL for the records that hold at ``asof``, of these units (all when None); IndicatorError when it is faulty."""
    found, issues = _resolve(catalogue, ledger, where, order, Place())
    if found is None:
        raise IndicatorError(*issues)
    declared, condition, orders, references = found
    window = Window(asof.effective, asof.effective, False)
    conditions = holding(window, asof.known_by, OWN)
    conditions += [within(units, OWN)] if units is not None else []
    conditions += [f"({fill_in(condition, window)})"] if condition else []
    columns = [f"{OWN}.{name}" for name in row_columns(declared)]
    return "\n".join(
        [
            f"SELECT {', '.join(columns)}",
            f"FROM {quoted(ledger)} AS {OWN}",
            *joined(catalogue, declared, references, asof.effective, asof.known_by),
            "WHERE " + "\n  AND ".join(conditions),
            f"ORDER BY {', '.join([*orders, f'{OWN}.key', f'{OWN}.record'])}",
        ]
    )


def read_rows(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, sql: str) -> list[Row]:
    return [row_of(ledger, row) for row in cursor.execute(sql).fetchall()]


def row_of(ledger: Ledger, row: tuple[Any, ...]) -> Row:
    record, key, org, effective, state, seq, *values = row
    assert isinstance(effective, date)
    return Row(record, key, OrgCode(org), effective, state, seq, dict(zip(fields_of(ledger), values, strict=True)))


_Query = tuple[Ledger, str, list[str], list[str]]


def _resolve(
    catalogue: Catalogue, name: str, where: str | None, order: str | None, place: Place
) -> tuple[_Query | None, list[Issue]]:
    ledger = catalogue.ledgers.get(name)
    if ledger is None:
        what = Text(f"没有台账“{name}”。", f"There is no ledger '{name}'.")
        return None, [Issue("indicator-unknown-ledger", what, did_you_mean(name, catalogue.ledgers), place, value=name)]
    scope = RowScope(catalogue, ledger, place, ("window_end",))
    condition = resolve_condition(scope, where) if where else ""
    orders = _orders(scope, order) if order else []
    if scope.issues:
        return None, scope.issues
    return (ledger, condition, orders, sorted(scope.references)), []


def _orders(scope: RowScope, text: str) -> list[str]:
    """``amount desc, began`` as ORDER BY; empty values come last."""
    orders = []
    for item in text.split(","):
        words = item.split()
        descending = len(words) > 1 and words[-1].lower() in ("asc", "desc") and words.pop().lower() == "desc"
        tree, issues = parse(" ".join(words), scope.place)
        scope.issues.extend(issues)
        if tree is None:
            continue
        if not isinstance(tree, exp.Column):
            scope.issues.append(not_allowed(item.strip(), scope.place))
            continue
        column = scope.resolve(tree)[0].sql("duckdb")
        orders.append(f"{column} {'DESC' if descending else 'ASC'} NULLS LAST")
    return orders
