"""Ledgers as data frames, as they stood on a day."""

import sqlite3
from dataclasses import dataclass

import orjson
import pandas as pd

# A void or a revert counts whatever its date, so those rows come along when old ones are left out.
_EVER = "0001-01-01"
_QUERY = """
select v.seq, v.record_id as record, r.key, v.kind as _kind, v.effective, v.org, v.state, v.target, v.data
from revision v join record r on r.id = v.record_id
where v.ledger = ? and v.seq <= ? and (v.effective between ? and ? or v.kind in ('void', 'revert'))
order by v.record_id, v.effective, v.seq
"""


@dataclass(frozen=True)
class Store:
    """A town's database file, read as it was known at ``known_by``.

    ``short`` takes a short cut: of journals nothing is read that is older than what the report looks at. That is right
    only as long as no older row has been corrected under a later date.
    """

    connection: sqlite3.Connection
    known_by: int
    short: bool = False

    def journal(self, ledger: str, first: str, last: str) -> "Book":
        """The revisions of a journal that are effective by ``last``; ``first`` is where the report begins to look."""
        return self._read(ledger, first if self.short else _EVER, last)

    def register(self, ledger: str) -> "Book":
        """Every revision of a register."""
        return self._read(ledger, _EVER, "9999-12-31")

    def _read(self, ledger: str, first: str, last: str) -> "Book":
        parameters = (ledger, self.known_by, first, last)
        frame = pd.read_sql_query(_QUERY, self.connection, params=parameters)
        fields = pd.DataFrame(list(map(orjson.loads, frame.pop("data"))), index=frame.index)
        return Book(_counting(pd.concat([frame, fields], axis=1)))


def _counting(frame: pd.DataFrame) -> pd.DataFrame:
    """Without what was taken back, and without what a void hides."""
    if not frame["_kind"].isin(("void", "revert")).any():
        return frame
    frame = frame[~frame["seq"].isin(frame.loc[frame["_kind"] == "revert", "target"])]
    hidden = frame.loc[frame["_kind"] == "void"].groupby("record")["seq"].max()
    kept = frame["seq"] > frame["record"].map(hidden).fillna(0)
    return frame[kept & ~frame["_kind"].isin(("void", "revert"))]


@dataclass(frozen=True)
class Book:
    """All revisions of a ledger, in order of record, date and number."""

    revisions: pd.DataFrame

    def at(self, day: str) -> pd.DataFrame:
        """One row per record; ``since`` is the day it came into its state."""
        rows = self.revisions[self.revisions["effective"] <= day]
        new_record = rows["record"] != rows["record"].shift()
        moved = new_record | (rows["state"] != rows["state"].shift())
        rows = rows.assign(since=rows["effective"].where(moved).ffill())
        return rows[rows["record"] != rows["record"].shift(-1)]

    def between(self, first: str, last: str) -> pd.DataFrame:
        """The records that stand on the last day and began within."""
        rows = self.revisions[self.revisions["effective"] <= last]
        began = rows["effective"].where(rows["record"] != rows["record"].shift()).ffill()
        return rows[(rows["record"] != rows["record"].shift(-1)) & (began >= first)]


def numbers(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """With these columns as numbers (the store keeps decimals as text)."""
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in names})
