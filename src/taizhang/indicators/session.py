"""A process's hold on the analytical copy: reopened when a refresh has published a newer one."""

import threading
from dataclasses import dataclass

import duckdb

from taizhang.indicators.columns import Columns
from taizhang.indicators.values import IndicatorError
from taizhang.kernel.issue import Issue
from taizhang.kernel.text import Text


@dataclass(frozen=True)
class _Hold:
    connection: duckdb.DuckDBPyConnection
    seq: int
    stamp: tuple[int, int] | None


class Session:
    """Gives out cursors over the newest copy; safe to use from several threads."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._lock = threading.Lock()
        self._hold: _Hold | None = None

    def cursor(self, known_by: int) -> duckdb.DuckDBPyConnection:
        """A cursor that sees every revision up to ``known_by``. IndicatorError when the copy is older than that."""
        with self._lock:
            while self._hold is None or self._hold.stamp != self._columns.stamp:
                stamp, seq = self._columns.stamp, self._columns.seq
                self._hold = _Hold(self._columns.connect(), seq, stamp)
            if self._hold.seq < known_by:
                raise IndicatorError(_stale(self._hold.seq, known_by))
            return self._hold.connection.cursor()


def _stale(seq: int, known_by: int) -> Issue:
    return Issue(
        "columns-stale",
        Text(
            f"分析副本只到版本 {seq}，要求的是版本 {known_by}。",
            f"The analytical copy ends at revision {seq}, revision {known_by} was asked for.",
        ),
        Text("请先刷新分析副本。", "Refresh the analytical copy first."),
    )
