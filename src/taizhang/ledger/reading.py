"""Reading: records as of two times, histories, and search. Personal values come out masked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from taizhang.declare.model import Ledger
from taizhang.kernel.asof import AsOf
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.timeline import Mark, Timeline
from taizhang.ledger.canonical import Encoded, load_row
from taizhang.ledger.entries import Record, Revision, Value
from taizhang.ledger.keys import KeyRing
from taizhang.ledger.masking import mask_row
from taizhang.ledger.models import Submission
from taizhang.ledger.personal import INDEXED, Vault, index_context
from taizhang.ledger.sql import as_bytes, as_date, chunks, select_in, stream
from taizhang.ledger.values import Fault, clean_text, decode

_ROW = (
    "select v.seq, v.record_id, r.key, v.org, v.effective, v.state, v.data, v.sealed "
    "from revision v join record r on r.id = v.record_id where v.seq in {in}"
)
_HISTORY = (
    "select v.seq, v.submission_id, v.kind, v.effective, v.org, v.state, v.step, v.target, v.data, v.sealed "
    "from revision v where v.record_id in {in} order by v.seq"
)


def decode_row(ledger: Ledger, encoded: Mapping[str, Encoded]) -> dict[str, Value]:
    """Typed values of the declared fields that are not personal; None where the stored row has none."""
    return {name: decode(item, encoded.get(name)) for name, item in ledger.columns.items()}


def holding(ledger: Ledger, asof: AsOf, records: Sequence[int] | None = None) -> Iterator[tuple[int, date]]:
    """(seq of the revision that holds, first effective day) of each record that exists as of ``asof``, by record."""
    columns = "select record_id, seq, kind, effective, target from revision where"
    if records is None:
        query = f"{columns} ledger = %s and seq <= %s order by record_id, seq"
        rows: Iterator[tuple[Any, ...]] = (row for part in stream(query, [ledger.name, asof.known_by]) for row in part)
    else:
        query = f"{columns} ledger = %s and seq <= %s and record_id in {{in}} order by record_id, seq"
        rows = select_in(query, (ledger.name, asof.known_by), sorted(records))
    for _, group in groupby(rows, itemgetter(0)):
        timeline = Timeline()
        for _, seq, kind, effective, target in group:
            timeline.add(Mark(seq, kind, as_date(effective), target))
        seq = timeline.state_at(asof.effective)
        if seq is not None:
            yield seq, timeline.visible[0][0]


def rows_of(ledger: Ledger, seqs: Sequence[int], keys: KeyRing) -> Iterator[Record]:
    """The rows of these revisions as records, in order of record."""
    vault = Vault(keys)
    for part in chunks(seqs):
        rows = sorted(select_in(_ROW, (), part), key=itemgetter(1))
        vault.fetch(bytes(row[7]) for row in rows if row[7] is not None)
        for seq, record, key, org, effective, state, data, sealed in rows:
            masked = masks(ledger, vault, record, as_bytes(sealed))
            values = decode_row(ledger, load_row(data))
            yield Record(record, ledger.name, key, OrgCode(org), as_date(effective), state, values, seq, masked)


def masks(ledger: Ledger, vault: Vault, record: int, sealed: bytes | None) -> dict[str, str]:
    if not ledger.personal:
        return {}
    return mask_row(ledger, {} if sealed is None else vault.open(record, sealed))


def record_of(ledger: Ledger, key: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("select id from record where ledger = %s and key = %s and key > ''", [ledger.name, key])
        row = cursor.fetchone()
    return row[0] if row else None


def history_of(ledger: Ledger, record: int, keys: KeyRing) -> list[Revision]:
    """Every revision of a record in order of ``seq``, voids and reverts included."""
    vault = Vault(keys)
    rows = list(select_in(_HISTORY, (), [record]))
    vault.fetch(bytes(row[9]) for row in rows if row[9] is not None)
    headers = Submission.objects.in_bulk({row[1] for row in rows})
    found = []
    for seq, submission, kind, effective, org, state, step, target, data, sealed in rows:
        header = headers[submission]
        content = kind not in ("void", "revert")
        found.append(
            Revision(
                seq,
                submission,
                kind,
                as_date(effective),
                header.recorded.astimezone(UTC),
                header.actor,
                header.reason,
                OrgCode(org),
                state,
                step,
                decode_row(ledger, load_row(data)) if content else {},
                masks(ledger, vault, record, as_bytes(sealed)) if content else {},
                target,
                frozenset(header.roles.split()),
            )
        )
    return found


def find(ledger: Ledger, field: str, text: str, keys: KeyRing, asof: AsOf) -> list[int]:
    """Records whose field is exactly ``text``. Personal values match by blind index, by former values too."""
    item = ledger.fields.get(field)
    if item is None:
        return []
    try:
        value = clean_text(item, text.strip())
    except Fault:
        return []
    if item.personal is not None:
        if item.personal not in INDEXED:
            return []
        blind = keys.blind(index_context(ledger.name, field), str(value))
        query = "select distinct record_id from blind_index where ledger = %s and field = %s and blind = %s"
        with connection.cursor() as cursor:
            cursor.execute(query, [ledger.name, field, blind])
            candidates = [row[0] for row in cursor.fetchall()]
        return sorted(candidates)
    extract = "data::json ->> %s" if connection.vendor == "postgresql" else "json_extract(data, '$.' || %s)"
    shown = (
        value
        if not isinstance(value, bool)
        else str(value).lower()
        if connection.vendor == "postgresql"
        else int(value)
    )
    query = f"select distinct record_id from revision where ledger = %s and data <> '{{}}' and {extract} = %s"  # noqa: S608 - a constant
    with connection.cursor() as cursor:
        cursor.execute(query, [ledger.name, field, str(shown) if connection.vendor == "postgresql" else shown])
        candidates = [row[0] for row in cursor.fetchall()]
    seqs = [seq for seq, _ in holding(ledger, asof, candidates)]
    return [row.id for row in rows_of(ledger, seqs, keys) if row.values[field] == decode(item, value)]
