"""Hears what a report asks of the engine, and what the engine asks of DuckDB."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

from taizhang.indicators.engine import Engine
from taizhang.indicators.values import Coverage, Finding, Request, Row, Value
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period


class Listener:
    """Stands before an engine and keeps the requests for figures, in order, each once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.requests: dict[Request, None] = {}

    def evaluate(self, requests: Iterable[Request], cutoff: Cutoff) -> Mapping[Request, Value]:
        wanted = list(requests)
        self.requests.update(dict.fromkeys(wanted))
        return self._engine.evaluate(wanted, cutoff)

    def records(
        self, ledger: str, asof: AsOf, org: OrgCode | None = None, where: str | None = None, order: str | None = None
    ) -> Sequence[Row]:
        return self._engine.records(ledger, asof, org, where, order)

    def checks(self, period: Period, org: OrgCode, cutoff: Cutoff) -> Sequence[Finding]:
        return self._engine.checks(period, org, cutoff)

    def completeness(self, period: Period, org: OrgCode, cutoff: Cutoff) -> Sequence[Coverage]:
        return self._engine.completeness(period, org, cutoff)


class Statements:
    """The SQL an engine runs while this is in force, as a context."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session = engine._session
        self.sql: list[str] = []

    def __enter__(self) -> "Statements":
        self._engine._session = self  # type: ignore[assignment]
        return self

    def __exit__(self, *error: object) -> None:
        self._engine._session = self._session

    def cursor(self, known_by: int) -> "_Cursor":
        return _Cursor(self._session.cursor(known_by), self.sql)


class _Cursor:
    def __init__(self, cursor: duckdb.DuckDBPyConnection, heard: list[str]) -> None:
        self._cursor = cursor
        self._heard = heard

    def __enter__(self) -> "_Cursor":
        return self

    def __exit__(self, *error: object) -> None:
        self._cursor.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        self._heard.append(sql)
        return self._cursor.execute(sql)
