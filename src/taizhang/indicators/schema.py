"""The columns of a ledger in the analytical copy."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb

from taizhang.declare.model import Field, Ledger
from taizhang.indicators.manifest import Book, Segment

BUILT_IN = {
    "seq": "BIGINT",
    "record": "BIGINT",
    "key": "VARCHAR",
    "org": "VARCHAR",
    "state": "VARCHAR",
    "effective_from": "DATE",
    "effective_to": "DATE",
    "known_from": "BIGINT",
    "known_to": "BIGINT",
    "began": "DATE",
    "state_since": "DATE",
}
_TYPES = {
    "string": "VARCHAR",
    "text": "VARCHAR",
    "choice": "VARCHAR",
    "reference": "VARCHAR",
    "unit": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}


def sql_type(item: Field) -> str:
    """DECIMAL(18, digits) for decimals; whole numbers have 64 bits."""
    return f"DECIMAL(18,{item.digits})" if item.type == "decimal" else _TYPES[item.type]


def fields_of(ledger: Ledger) -> dict[str, str]:
    """Declared field -> SQL type. A field named like a built-in column has no column of its own."""
    return {name: sql_type(item) for name, item in ledger.columns.items() if name not in BUILT_IN}


def columns_of(ledger: Ledger) -> dict[str, str]:
    return {**BUILT_IN, **fields_of(ledger)}


@cache
def _reserved() -> frozenset[str]:
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category <> 'unreserved'"
        ).fetchall()
    return frozenset(word for (word,) in rows)


def is_reserved(name: str) -> bool:
    """Whether SQL needs quotes around this name."""
    return name in _reserved()


def quoted(name: str) -> str:
    return f'"{name}"' if is_reserved(name) else name


def text_literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def list_of(texts: Iterable[str]) -> str:
    return ", ".join(text_literal(text) for text in texts)


def rows_of(segments: Iterable[Segment], folder: Path, columns: Iterable[str]) -> str:
    """A SELECT of the rows that count: those of masked records are left out."""
    names = ", ".join(quoted(name) for name in columns)
    segments = tuple(segments)
    plain = [(folder / segment.data.file).as_posix() for segment in segments if segment.mask is None]
    selects = [" ".join(["SELECT", names, "FROM", f"read_parquet([{list_of(plain)}])"])] if plain else []
    for segment in segments:
        if segment.mask is not None:
            data, mask = (text_literal((folder / part.file).as_posix()) for part in (segment.data, segment.mask))
            gone = f"read_parquet({mask}) AS gone USING (record)"
            selects.append(" ".join(["SELECT", names, "FROM", f"read_parquet({data})", "ANTI JOIN", gone]))
    return " UNION ALL ".join(selects)


def view_of(ledger: Ledger, book: Book | None, folder: Path) -> str:
    """CREATE VIEW for one ledger: empty when nothing has been copied yet."""
    columns = columns_of(ledger)
    if book is not None and book.segments:
        rows = rows_of(book.segments, folder, columns)
    else:
        nothing = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in columns.items())
        rows = f"SELECT {nothing} WHERE false"
    return f"CREATE VIEW {quoted(ledger.name)} AS {rows}"
