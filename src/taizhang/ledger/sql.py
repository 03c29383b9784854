"""Small helpers for plain SQL on both databases; placeholders are ``%s``."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
CHUNK = 900
"""Values in one ``in (…)``; the least that any SQLite allows is 999."""


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def select_in(query: str, before: Sequence[Any], items: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of ``query``, asked for chunk by chunk: its ``{in}`` stands for the list of ``items``, ``{values}`` for a
    table of them, one to a row."""
    with connection.cursor() as cursor:
        for part in chunks(items):
            listed = "(" + ",".join(["%s"] * len(part)) + ")"
            rows = "values " + ",".join(["(%s)"] * len(part))
            cursor.execute(query.replace("{in}", listed).replace("{values}", rows), [*before, *part])
            yield from cursor.fetchall()


def stream(query: str, parameters: Sequence[Any], size: int = 5000) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of ``query`` in lists of at most ``size``, without holding them all."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(size):
            yield rows


def scalar(query: str, parameters: Sequence[Any] = ()) -> Any:
    """The first column of the first row, or None."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def as_bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def insert(table: str, columns: str, rows: Sequence[Sequence[Any]], *, ignore: bool = False) -> None:
    """Insert ``rows`` of the comma-separated ``columns``, many at a time; ``ignore`` passes over those that exist."""
    if not rows:
        return
    marks = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ending = " on conflict do nothing" if ignore else ""
            cursor.executemany(f"insert into {table} ({columns}) values {marks}{ending}", rows)  # noqa: S608
        elif ignore:
            for part in chunks(rows, CHUNK):
                query = (
                    f"insert into {table} ({columns}) values {', '.join([marks] * len(part))} on conflict do nothing"  # noqa: S608
                )
                cursor.execute(query, [value for row in part for value in row])
        else:
            with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
