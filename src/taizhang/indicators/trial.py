"""A trial of resolved SQL on empty tables: what the whitelist lets through and the database still refuses."""

from collections.abc import Mapping

import duckdb

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.rows import OWN
from taizhang.indicators.schema import columns_of, quoted


class Trial:
    """Empty tables of all ledgers of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._connection = duckdb.connect(":memory:")
        for name, ledger in catalogue.ledgers.items():
            columns = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns_of(ledger).items())
            self._connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")

    def refusal(self, ledger: Ledger, joined: Mapping[str, str], expressions: list[str]) -> str | None:
        """The database's message when these expressions over a ledger cannot run. ``joined`` maps the reference fields
        they follow to the ledgers referred to."""
        joins = [f"LEFT JOIN {quoted(target)} AS {name}_record ON true" for name, target in joined.items()]
        sql = " ".join(["EXPLAIN SELECT", ", ".join(expressions), "FROM", quoted(ledger.name), f"AS {OWN}", *joins])
        for placeholder in ("$window_start", "$window_end"):
            sql = sql.replace(placeholder, "DATE '2020-01-01'")
        try:
            self._connection.execute(sql).fetchall()
        except duckdb.Error as error:
            return str(error).split("\n", 1)[0]
        return None
