"""The scans of a report, run by SQLite and PostgreSQL: translated SQL over typed tables, and over the store as it is.

``typed`` gives a database the analytical columns ready made. ``stored`` defines each ledger as a view over the table of
revisions: JSON taken apart, intervals by window functions, for what is known now and no voids; it is what someone who
queries the store directly would write.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import isclose

import sqlglot
from sqlglot import exp

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.schema import columns_of, fields_of

Rows = list[tuple[object, ...]]
_TYPES = {
    "sqlite": {"VARCHAR": "TEXT", "BIGINT": "INTEGER", "DATE": "TEXT", "TIMESTAMP": "TEXT", "BOOLEAN": "INTEGER"},
    "postgres": {"VARCHAR": "text", "BIGINT": "bigint", "DATE": "date", "TIMESTAMP": "timestamp", "BOOLEAN": "boolean"},
}
_FOREVER = "9999-12-31"
POSTGRES_STORE = """
CREATE TABLE record (id bigint PRIMARY KEY, key text);
CREATE TABLE revision (
  seq bigint PRIMARY KEY, record_id bigint, ledger text, org text, state text, effective date, data jsonb
)"""
REVISIONS = "SELECT seq, record_id, ledger, org, state, effective, data FROM revision"


def translated(sql: str, dialect: str) -> str:
    """A scan in another dialect. SQLite keeps dates as ISO text, so casts to DATE go."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    if dialect == "sqlite":
        tree = tree.transform(_for_sqlite)
    for number, subquery in enumerate(tree.find_all(exp.Subquery)):
        if not subquery.alias and not isinstance(subquery.this, exp.Values):
            subquery.set("alias", exp.TableAlias(this=exp.to_identifier(f"_s{number}")))
    return tree.sql(dialect=dialect)


def _for_sqlite(node: exp.Expression) -> exp.Expression:
    """Casts to DATE go; a VALUES list with named columns becomes a union."""
    if isinstance(node, exp.Cast) and node.to.is_type("date"):
        return node.this
    if isinstance(node, exp.Values) and node.alias_column_names:
        names = node.alias_column_names
        rows = [
            exp.select(*(exp.alias_(value, name) for name, value in zip(names, row.expressions, strict=True)))
            for row in node.expressions
        ]
        return exp.union(*rows, distinct=False).subquery(node.alias)
    return node


def ledgers_of(statements: Iterable[str], catalogue: Catalogue) -> list[Ledger]:
    """The ledgers that the statements read."""
    names = {table.name for sql in statements for table in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Table)}
    return [ledger for name, ledger in catalogue.ledgers.items() if name in names]


def column_type(kind: str, dialect: str) -> str:
    decimal = "REAL" if dialect == "sqlite" else kind.replace("DECIMAL", "numeric")
    return decimal if kind.startswith("DECIMAL") else _TYPES[dialect][kind]


def create_typed(ledger: Ledger, dialect: str) -> str:
    columns = (f'"{name}" {column_type(kind, dialect)}' for name, kind in columns_of(ledger).items())
    return f'CREATE TABLE "{ledger.name}" ({", ".join(columns)})'


def create_stored(ledger: Ledger, dialect: str) -> str:
    """A view of the store's revisions with the columns of the analytical copy."""
    fields = ", ".join(f'{_taken(name, kind, dialect)} AS "{name}"' for name, kind in fields_of(ledger).items())
    forever = f"'{_FOREVER}'" if dialect == "sqlite" else f"date '{_FOREVER}'"
    kind = "TEMP VIEW" if dialect == "sqlite" else "VIEW"
    return f"""
CREATE {kind} "{ledger.name}" AS
SELECT seq, record, key, org, state, effective AS effective_from,
  coalesce(lead(effective) OVER history, {forever}) AS effective_to, 0 AS known_from, 4611686018427387904 AS known_to,
  min(effective) OVER history AS began,
  max(CASE WHEN moved THEN effective END) OVER history AS state_since, {fields}
FROM (
  SELECT v.seq, v.record_id AS record, r.key, v.org, nullif(v.state, '') AS state, v.effective, v.data,
    v.state <> coalesce(lag(v.state) OVER (PARTITION BY v.record_id ORDER BY v.effective, v.seq), '@') AS moved
  FROM revision v JOIN record r ON r.id = v.record_id WHERE v.ledger = '{ledger.name}'
) AS revisions
WINDOW history AS (PARTITION BY record ORDER BY effective, seq)"""  # noqa: S608 - names from the catalogue


def _taken(name: str, kind: str, dialect: str) -> str:
    if dialect == "sqlite":
        told = f"json_extract(data, '$.{name}')"
        return f"CAST({told} AS REAL)" if kind.startswith("DECIMAL") else told
    return f"(data ->> '{name}')::{column_type(kind, dialect)}"


def select_all(ledger: Ledger) -> str:
    return f'SELECT * FROM "{ledger.name}"'  # noqa: S608 - names from the catalogue


def insert_typed(ledger: Ledger) -> str:
    marks = ", ".join("?" for _ in columns_of(ledger))
    return f'INSERT INTO "{ledger.name}" VALUES ({marks})'  # noqa: S608 - names from the catalogue


def for_sqlite(rows: Rows) -> Rows:
    """DuckDB's values as SQLite takes them."""
    return [tuple(map(_simple, row)) for row in rows]


def _simple(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def different(ours: Mapping[str, Rows], theirs: Sequence[Rows]) -> list[str]:
    """The statements whose rows differ; numbers may differ by the rounding of floating point."""
    return [sql for (sql, rows), other in zip(ours.items(), theirs, strict=True) if not _same(rows, other)]


def _same(rows: Rows, others: Rows) -> bool:
    """In any order: scans group by their first one or two columns."""
    pairs = zip(sorted(rows, key=_group), sorted(others, key=_group), strict=False)
    return len(rows) == len(others) and all(_equal(*cells) for pair in pairs for cells in zip(*pair, strict=True))


def _group(row: tuple[object, ...]) -> list[str]:
    return [str(cell) for cell in row[:2] if cell is None or isinstance(cell, str)]


def _equal(cell: object, other: object) -> bool:
    if isinstance(cell, int | float | Decimal) and isinstance(other, int | float | Decimal):
        return isclose(float(cell), float(other), rel_tol=1e-9)
    return str(cell) == str(other)
