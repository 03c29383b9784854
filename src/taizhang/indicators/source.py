"""RevisionSource: where the analytical copy reads the ledger from.

The store implements it; tests implement it with a list. This room never sees the store itself.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import pyarrow as pa

SCHEMA = pa.schema(
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


class RevisionSource(Protocol):
    """Revisions in order of ``seq``. ``data`` is the canonical JSON of a content revision: every non-personal field,
    decimals as text; null or ``{}`` for void and revert."""

    def head(self) -> int:
        """The greatest ``seq`` that exists; 0 when there is none."""
        ...

    def revisions(self, ledger: str, after: int, until: int) -> Iterator[pa.RecordBatch]:
        """Revisions of one ledger with ``after < seq <= until``, in order of ``seq``, with the columns of SCHEMA."""
        ...

    def revisions_of(self, ledger: str, records: Sequence[int], until: int) -> Iterator[pa.RecordBatch]:
        """All revisions with ``seq <= until`` of these records, in order of ``seq`` within each record."""
        ...
