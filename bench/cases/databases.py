"""The scans of a report on DuckDB, and on SQLite and PostgreSQL with the same rows."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import psycopg

from bench import databases
from bench.databases import Rows
from bench.listening import Listener, Statements
from bench.result import Result, interleaved, timed
from bench.size import Size
from bench.towns import Copy, of_town, store_of
from taizhang.declare.model import Ledger

sys.path.append(str(Path(__file__).parents[2] / "tests"))
from private_postgres import PrivatePostgres, Unavailable

ORDER = 4
TITLE = "SQLite's and PostgreSQL's own SQL"
_LOT = 20_000
_SLOW = 20.0  # seconds from which a way is measured once only


def measure(size: Size) -> list[Result]:
    town = store_of(size.rows, size.folder)
    scans = Scans(of_town(town), min(size.rounds, 3))
    work = size.folder / "databases"
    work.mkdir(exist_ok=True)
    store = town.home / "ledger.sqlite3"
    return [*_on_sqlite(scans, store, work / "typed.sqlite3"), *_on_postgres(scans, store)]


@dataclass(frozen=True)
class Scans:
    """The statements that the figures of a report take, with DuckDB's answers."""

    copy: Copy
    rounds: int

    @cached_property
    def duck(self) -> duckdb.DuckDBPyConnection:
        return self.copy.columns.connect()

    @cached_property
    def answers(self) -> dict[str, Rows]:
        engine = self.copy.engine()
        listener = Listener(engine)
        self.copy.report(listener)
        with Statements(engine) as heard:
            engine.evaluate(listener.requests, self.copy.cutoff)
        return {sql: self.duck.execute(sql).fetchall() for sql in heard.sql}

    @cached_property
    def ledgers(self) -> list[Ledger]:
        return databases.ledgers_of(self.answers, self.copy.catalogue)

    def rows_of(self, ledger: Ledger) -> duckdb.DuckDBPyConnection:
        return self.duck.execute(databases.select_all(ledger))

    def against(self, name: str, dialect: str, run: Callable[[str], Rows]) -> Result:
        """DuckDB and another database in turn; RuntimeError when their rows differ."""
        own = [databases.translated(sql, dialect) for sql in self.answers]
        found: list[Rows] = []
        first = timed(lambda: found.extend(run(sql) for sql in own))
        if wrong := databases.different(self.answers, found):
            raise RuntimeError(f"{name} gives other rows for: {wrong[0]}")

        def in_duck() -> None:
            for sql in self.answers:
                self.duck.execute(sql).fetchall()

        def in_database() -> None:
            for sql in own:
                run(sql)

        here, there = interleaved(1 if first > _SLOW else self.rounds, in_duck, in_database)
        return Result(name, here, there, "s", there / here, "×", note=f"{len(own)} scans of the report, equal rows")


def _on_sqlite(scans: Scans, store: Path, typed: Path) -> list[Result]:
    typed.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(typed)) as columns,
        closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as revisions,
    ):
        for ledger in scans.ledgers:
            columns.execute(databases.create_typed(ledger, "sqlite"))
            insert = databases.insert_typed(ledger)
            found = scans.rows_of(ledger)
            while rows := found.fetchmany(_LOT):
                columns.executemany(insert, databases.for_sqlite(rows))
            revisions.execute(databases.create_stored(ledger, "sqlite"))
        columns.commit()
        return [
            scans.against("SQLite, typed columns", "sqlite", lambda sql: columns.execute(sql).fetchall()),
            scans.against("SQLite, the store's JSON", "sqlite", lambda sql: revisions.execute(sql).fetchall()),
        ]


def _on_postgres(scans: Scans, store: Path) -> list[Result]:
    try:
        server = PrivatePostgres()
        server.start()
    except Unavailable as reason:
        print(f"PostgreSQL left out: {reason}", file=sys.stderr)
        return []
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:

            def run(sql: str) -> Rows:
                return connection.execute(sql).fetchall()

            _load_typed(connection, scans)
            typed = scans.against("PostgreSQL, typed columns", "postgres", run)
            _load_stored(connection, scans, store)
            return [typed, scans.against("PostgreSQL, the store's JSON", "postgres", run)]
    finally:
        server.stop()


def _load_typed(connection: psycopg.Connection, scans: Scans) -> None:
    connection.execute("CREATE SCHEMA typed; SET search_path = typed")
    for ledger in scans.ledgers:
        connection.execute(databases.create_typed(ledger, "postgres"))
        _copy(connection, f'"{ledger.name}"', scans.rows_of(ledger))
    connection.execute("VACUUM ANALYZE")


def _load_stored(connection: psycopg.Connection, scans: Scans, store: Path) -> None:
    connection.execute("CREATE SCHEMA stored; SET search_path = stored")
    connection.execute(databases.POSTGRES_STORE)
    with closing(sqlite3.connect(store)) as source:
        _copy(connection, "record", source.execute("SELECT id, key FROM record"))
        _copy(connection, "revision", source.execute(databases.REVISIONS))
    connection.execute("CREATE INDEX ON revision (ledger, seq)")
    for ledger in scans.ledgers:
        connection.execute(databases.create_stored(ledger, "postgres"))
    connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection, table: str, found: duckdb.DuckDBPyConnection | sqlite3.Cursor) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
        while rows := found.fetchmany(_LOT):
            for row in rows:
                target.write_row(row)
