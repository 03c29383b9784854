"""From revisions to a segment: JSON to typed columns, revisions to rectangles, rows to Parquet.

Batches are typed and put down as they come, so memory does not grow with the ledger. Records with one revision and
records whose revisions follow one another in time are laid out by SQL; the others (see histories.py) one by one.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from taizhang.declare.model import Ledger
from taizhang.indicators import faults
from taizhang.indicators.histories import Revision, Stretch, stretches
from taizhang.indicators.schema import BUILT_IN, columns_of, fields_of, list_of, quoted, text_literal
from taizhang.indicators.source import SCHEMA
from taizhang.kernel.issue import Issue
from taizhang.kernel.timeline import FOREVER, NEVER_FORGOTTEN

BATCH_ROWS = 100_000
ORDER = "ORDER BY effective_from, record, known_from"
# An underscore keeps what is not a column of the copy apart from declared fields of the same name.
_META = {
    "seq": "seq",
    "record": "record",
    "key": "key",
    "org": "org",
    "state": "nullif(state, '')",
    "_kind": "kind",
    "_effective": "effective",
    "_target": "target",
}
_STRETCHES = pa.schema(
    [
        ("seq", pa.int64()),
        ("effective_from", pa.date32()),
        ("effective_to", pa.date32()),
        ("known_from", pa.int64()),
        ("known_to", pa.int64()),
        ("began", pa.date32()),
        ("state_since", pa.date32()),
    ]
)


@dataclass
class Staging:
    """The typed revisions of one ledger, put down in ``folder`` batch by batch."""

    connection: duckdb.DuckDBPyConnection
    ledger: Ledger
    folder: Path
    issues: list[Issue] = field(default_factory=list)
    rows: int = 0
    _files: list[str] = field(default_factory=list)

    def take(self, batches: Iterable[pa.RecordBatch]) -> Iterator[int]:
        """Type the batches; yields the number of revisions after each lot."""
        for table in _lots(batches):
            self._put_down(table)
            self.rows += table.num_rows
            yield table.num_rows

    @property
    def relation(self) -> str:
        return f"read_parquet([{list_of(self._files)}])"

    def _put_down(self, table: pa.Table) -> None:
        path = self.folder / f"{self.ledger.name}-{len(self._files):05}.parquet"
        self.connection.register("batch", table)
        try:
            self._copy(path, "CAST")
        except duckdb.ConversionException:
            self._report_unfit()
            self._copy(path, "TRY_CAST")
        finally:
            self.connection.unregister("batch")
        self._files.append(path.as_posix())

    def _copy(self, path: Path, cast: str) -> None:
        fields = fields_of(self.ledger)
        typed = [f"{cast}(told.{quoted(name)} AS {kind}) AS {quoted(name)}" for name, kind in fields.items()]
        columns = ", ".join([*_META, *typed])
        rows = " ".join(["SELECT", columns, "FROM", f"({self._told()})"])
        self.connection.execute(f"COPY ({rows}) TO {text_literal(path.as_posix())} (FORMAT parquet)")

    def _told(self) -> str:
        """The batch with its JSON taken apart into text; a field not yet declared when it was written is null."""
        fields = fields_of(self.ledger)
        shape = text_literal(json.dumps(dict.fromkeys(fields, "VARCHAR")))
        told = f", json_transform(data, {shape}) AS told" if fields else ""
        meta = ", ".join(f"{source} AS {name}" for name, source in _META.items())
        return " ".join(["SELECT", meta + told, "FROM", "batch"])

    def _report_unfit(self) -> None:
        """Values written before the field's type was changed, that the new type cannot hold."""
        fields = fields_of(self.ledger)
        texts = {f"told.{quoted(name)}": kind for name, kind in fields.items()}
        counts = ", ".join(
            f"count(*) FILTER (WHERE {text} IS NOT NULL AND TRY_CAST({text} AS {kind}) IS NULL)"
            for text, kind in texts.items()
        )
        query = " ".join(["SELECT", counts, "FROM", f"({self._told()})"])
        (counted,) = self.connection.execute(query).fetchall()
        for name, count in zip(fields, counted, strict=True):
            if count:
                self.issues.append(faults.unfit(self.ledger, name, count))


def write_segment(staging: Staging, without: str | None, more: Staging | None, path: Path) -> tuple[int, int]:
    """Lay out the staged revisions as rows of ``path``, in order of effect; returns (rows, greatest record id).

    ``without`` is a table of records to leave out of ``staging``, ``more`` the complete histories that stand for them.
    """
    connection, ledger = staging.connection, staging.ledger
    staged = " ".join(["SELECT * FROM", staging.relation, f"ANTI JOIN {without} USING (record)" if without else ""])
    if more is not None and more.rows:
        staged = " ".join([staged, "UNION ALL SELECT * FROM", more.relation])
    connection.execute(f"CREATE OR REPLACE TEMP VIEW staged AS {staged}")
    connection.execute(_SEVERAL)
    connection.execute(_UNTIDY)
    connection.register("laid_out", _lay_out(connection))
    columns = ", ".join(quoted(name) for name in columns_of(ledger))
    rows = " ".join(
        ["SELECT", columns, "FROM", f"({_all_rows(ledger)})", "ORDER BY effective_from, record, known_from"]
    )
    connection.execute(f"COPY ({rows}) TO {text_literal(path.as_posix())} (FORMAT parquet)")
    connection.unregister("laid_out")
    return count_rows(connection, path)


def count_rows(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, int]:
    """(rows, greatest record id) of a segment file."""
    query = " ".join(
        ["SELECT count(*), coalesce(max(record), 0) FROM", f"read_parquet({text_literal(path.as_posix())})"]
    )
    (counted,) = connection.execute(query).fetchall()
    return int(counted[0]), int(counted[1])


_SEVERAL = """
CREATE OR REPLACE TEMP TABLE several AS
SELECT DISTINCT record FROM staged WHERE _kind <> 'create'
"""
# Untidy: something was voided or reverted, or a revision takes effect _before one entered earlier.
_UNTIDY = """
CREATE OR REPLACE TEMP TABLE untidy AS
SELECT DISTINCT record FROM (
  SELECT record, _kind, _effective, lag(_effective) OVER (PARTITION BY record ORDER BY seq) AS _before
  FROM staged SEMI JOIN several USING (record)
) WHERE _kind IN ('void', 'revert') OR _effective < _before
"""
_ORDERLY = """
WITH steps AS (
  SELECT *, lead(_effective) OVER history AS _next_effective, lead(seq) OVER history AS _next_seq,
    first_value(_effective) OVER history AS _began, state IS DISTINCT FROM lag(state) OVER history AS _moved
  FROM staged SEMI JOIN several USING (record) ANTI JOIN untidy USING (record)
  WINDOW history AS (PARTITION BY record ORDER BY seq)
), runs AS (
  SELECT *, CASE WHEN state IS NOT NULL THEN
    max(CASE WHEN _moved THEN _effective END) OVER (PARTITION BY record ORDER BY seq) END AS _since
  FROM steps
)
"""


def _all_rows(ledger: Ledger) -> str:
    forever, never = f"DATE '{FOREVER.isoformat()}'", str(NEVER_FORGOTTEN)
    fields = [quoted(name) for name in fields_of(ledger)]

    def select(*parts: str, **layout: str) -> str:
        built_in = [f"{layout[name]} AS {name}" if name in layout else name for name in BUILT_IN]
        return " ".join(["SELECT", ", ".join([*built_in, *fields]), "FROM", *parts])

    since = "CASE WHEN state IS NOT NULL THEN _effective END"
    single = select(
        "staged ANTI JOIN several USING (record)",
        effective_from="_effective",
        effective_to=forever,
        known_from="seq",
        known_to=never,
        began="_effective",
        state_since=since,
    )
    first_known = select(
        "runs",
        effective_from="_effective",
        effective_to=forever,
        known_from="seq",
        known_to=f"coalesce(_next_seq, {never})",
        began="_began",
        state_since="_since",
    )
    followed = select(
        "runs WHERE _next_effective > _effective",
        effective_from="_effective",
        effective_to="_next_effective",
        known_from="_next_seq",
        known_to=never,
        began="_began",
        state_since="_since",
    )
    untidy = select("staged JOIN laid_out USING (seq)")
    return " ".join([_ORDERLY, " UNION ALL ".join([single, first_known, followed, untidy])])


def _lay_out(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    query = (
        "SELECT record, seq, _kind, _effective, _target, state FROM staged SEMI JOIN untidy USING (record) "
        "ORDER BY record, seq"
    )
    found = connection.execute(query)

    def revisions() -> Iterator[Revision]:
        while rows := found.fetchmany(10_000):
            yield from (Revision(*row) for row in rows)

    columns: tuple[list[object], ...] = tuple([] for _ in Stretch._fields)
    for stretch in stretches(revisions()):
        for column, value in zip(columns, stretch, strict=True):
            column.append(value)
    return pa.table(dict(zip(_STRETCHES.names, columns, strict=True)), schema=_STRETCHES)


def _lots(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Join small batches and cut none: about BATCH_ROWS rows at a time."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        if batch.num_rows:
            held.append(batch)
            rows += batch.num_rows
        if rows >= BATCH_ROWS:
            yield _table(held)
            held, rows = [], 0
    if held:
        yield _table(held)


def _table(batches: list[pa.RecordBatch]) -> pa.Table:
    return pa.Table.from_batches(batches).select(SCHEMA.names).cast(SCHEMA)
