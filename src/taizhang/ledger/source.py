"""The source of revisions that the analytical copy is refreshed from, as Arrow record batches.

The columns and their types are those of ``taizhang.indicators.source.SCHEMA``; personal values are not among them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from taizhang.ledger.sql import CHUNK, chunks, scalar, stream

_SCHEMA = pa.schema(
    [
        ("seq", pa.int64()),
        ("submission", pa.int64()),
        ("record", pa.int64()),
        ("key", pa.string()),
        ("kind", pa.string()),
        ("effective", pa.date32()),
        ("org", pa.string()),
        ("state", pa.string()),
        ("target", pa.int64()),
        ("data", pa.string()),
    ]
)
_COLUMNS = (
    "select v.seq, v.submission_id, v.record_id, r.key, v.kind, cast(v.effective as text), v.org, v.state, v.target, "
    "v.data from revision v join record r on r.id = v.record_id where v.ledger = %s"
)
_BATCH = 50_000


class StoredRevisions:
    """Implements ``indicators.source.RevisionSource`` over the database."""

    def head(self) -> int:
        return scalar("select max(seq) from revision") or 0

    def revisions(self, ledger: str, after: int, until: int) -> Iterator[pa.RecordBatch]:
        """Revisions with ``after < seq <= until``, in order of ``seq``."""
        query = f"{_COLUMNS} and v.seq > %s and v.seq <= %s order by v.seq"
        for rows in stream(query, [ledger, after, until], _BATCH):
            yield _batch(rows)

    def revisions_of(self, ledger: str, records: Sequence[int], until: int) -> Iterator[pa.RecordBatch]:
        """All revisions of these records with ``seq <= until``, in order of record and ``seq``."""
        for part in chunks(sorted(set(records)), CHUNK):
            marks = ",".join(["%s"] * len(part))
            query = f"{_COLUMNS} and v.seq <= %s and v.record_id in ({marks}) order by v.record_id, v.seq"
            for rows in stream(query, [ledger, until, *part], _BATCH):
                yield _batch(rows)


def _batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True))
    arrays = [
        pa.array(values, pa.string()).cast(item.type) if item.name == "effective" else pa.array(values, item.type)
        for item, values in zip(_SCHEMA, columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA)
