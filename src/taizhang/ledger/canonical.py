"""Canonical bytes and the hash chain.

The bytes of a revision are three lines: a JSON list of its columns, its ``data``, its ``sealed`` bytes. JSON has no
raw line breaks, so no two revisions share bytes. The hash of a revision covers that of the revision before it; the
hash of a submission covers its header, the submission before it and its last revision.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import orjson

Encoded = str | int | bool | None
"""A field's value as JSON holds it: decimals and dates are text."""

GENESIS = bytes(32)


def dump_row(values: Mapping[str, Encoded]) -> str:
    """The canonical JSON of a row: keys sorted, no spaces, UTF-8."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def load_row(data: str) -> dict[str, Encoded]:
    row: dict[str, Encoded] = orjson.loads(data)
    return row


def revision_hash(previous: bytes, columns: tuple[str | int | None, ...], data: str, sealed: bytes | None) -> bytes:
    """``columns``: seq, submission, key, record, ledger, kind, effective (ISO), org, state,
    step, target, patch."""
    digest = sha256(previous)
    digest.update(orjson.dumps(columns))
    digest.update(b"\n")
    digest.update(data.encode())
    digest.update(b"\n")
    if sealed is not None:
        digest.update(sealed)
    return digest.digest()


def submission_hash(previous: str, header: Mapping[str, object], last_revision: bytes) -> str:
    """``header``: every column of the submission but its hash; times as ``utc_text``."""
    digest = sha256(previous.encode())
    digest.update(orjson.dumps(header, option=orjson.OPT_SORT_KEYS))
    digest.update(last_revision)
    return digest.hexdigest()


def utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
