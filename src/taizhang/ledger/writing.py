"""Writing: the only place that inserts submissions and revisions.

Appends are serialised: SQLite by BEGIN IMMEDIATE (settings), PostgreSQL by an advisory lock held to the end of the
transaction. So numbers are given without gaps and become visible in order.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from taizhang.declare.model import Ledger
from taizhang.ledger.canonical import GENESIS, dump_row, revision_hash, submission_hash, utc_text
from taizhang.ledger.entries import Actor, Receipt
from taizhang.ledger.history import History, Row
from taizhang.ledger.keys import KeyRing
from taizhang.ledger.models import Submission
from taizhang.ledger.personal import INDEXED, Vault, index_context, key_number, subject_of
from taizhang.ledger.planning import Plan, Progress
from taizhang.ledger.sql import chunks, insert, scalar
from taizhang.ledger.values import iso_day

Planned = Sequence[tuple[History, Row]]
_LOCK = 0x7461697A68616E67
_BATCH = 2000
_REVISION = (
    "seq, submission_id, record_id, ledger, kind, effective, org, state, step, target, patch, data, sealed, hash"
)


@contextmanager
def appending() -> Iterator[None]:
    """A transaction in which this process is the only one that appends."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        yield


@dataclass(frozen=True)
class Cover:
    """The header of a submission to be written. ``target`` is the submission a revert takes back."""

    key: str
    kind: str
    actor: Actor
    source: str
    reason: str
    target: int | None = None


def header_of(submission: Submission) -> dict[str, object]:
    """The columns that the hash of a submission covers."""
    names = [item.attname for item in Submission._meta.concrete_fields if item.attname != "hash"]
    header: dict[str, object] = {name: getattr(submission, name) for name in names}
    header["recorded"] = utc_text(submission.recorded)
    return header


def receipt_of(submission: Submission, repeated: bool) -> Receipt:
    return Receipt(
        submission.id,
        submission.created,
        submission.amended,
        submission.stepped,
        submission.voided,
        submission.unchanged,
        submission.first_seq,
        submission.last_seq,
        submission.hash,
        repeated,
    )


class Writer:
    """Writes one submission inside ``appending``."""

    def __init__(self, ledgers: Mapping[str, Ledger], keys: KeyRing, vault: Vault, progress: Progress) -> None:
        self._ledgers = ledgers
        self._keys = keys
        self._vault = vault
        self._progress = progress

    def write(self, cover: Cover, plan: Plan) -> Receipt:
        last = Submission.objects.order_by("-id").first()
        first_seq = (last.last_seq if last else 0) + 1
        now = datetime.now(UTC)
        submission = Submission(
            id=(last.id if last else 0) + 1,
            key=cover.key,
            kind=cover.kind,
            actor=cover.actor.name,
            roles=" ".join(sorted(cover.actor.roles)),
            source=cover.source,
            reason=cover.reason,
            recorded=max(now, last.recorded) if last else now,
            target=cover.target,
            created=plan.created,
            amended=plan.amended,
            stepped=plan.stepped,
            voided=plan.voided,
            unchanged=plan.unchanged,
            first_seq=first_seq,
            last_seq=first_seq + len(plan.rows) - 1,
        )
        self._number_records(plan.rows)
        self._seal(plan.rows)
        final = self._insert(submission, plan.rows)
        submission.hash = submission_hash(last.hash if last else "", header_of(submission), final)
        submission.save(force_insert=True)
        return receipt_of(submission, repeated=False)

    def _number_records(self, rows: Planned) -> None:
        number = scalar("select max(id) from record") or 0
        new = []
        for history, _ in rows:
            if not history.id:
                number += 1
                history.id = number
                new.append((number, history.ledger, history.key))
        insert("record", "id, ledger, key", new)

    def _seal(self, rows: Planned) -> None:
        """Seal the personal values that are new, and index them."""
        waiting = []
        for history, row in rows:
            if row.personal is not None and row.sealed is None:
                clear = {name: value for name, value in row.personal.items() if value is not None}
                if clear:
                    subject = subject_of(self._ledgers[history.ledger], history.id, clear, self._keys)
                    waiting.append((history, row, clear, subject))
        self._vault.fetch_subjects(subject for *_, subject in waiting)
        blinds: list[tuple[str, str, str, int, int]] = []
        for history, row, clear, subject in waiting:
            row.sealed = self._vault.seal(subject, history.id, clear)
            number = key_number(row.sealed)
            for name, item in self._ledgers[history.ledger].personal.items():
                if item.personal in INDEXED and name in clear:
                    blind = self._keys.blind(index_context(history.ledger, name), str(clear[name]))
                    blinds.append((history.ledger, name, blind, history.id, number))
        self._vault.save()
        insert("blind_index", "ledger, field, blind, record_id, subject_key_id", blinds, ignore=True)

    def _insert(self, submission: Submission, rows: Planned) -> bytes:
        """Insert the revisions; the hash of the last one."""
        seq = submission.first_seq - 1
        digest = bytes(scalar("select hash from revision where seq = %s", [seq]) or GENESIS)
        for batch in chunks(rows, _BATCH):
            self._progress(seq + 1 - submission.first_seq, len(rows))
            values: list[tuple[Any, ...]] = []
            for history, row in batch:
                seq += 1
                row.seq = seq
                day, patch, data = iso_day(row.effective), " ".join(sorted(row.patch)), dump_row(row.values)
                own = (history.id, history.ledger, row.kind, day, row.org, row.state, row.step, row.target, patch)
                bound = (seq, submission.id, history.key, *own)
                digest = revision_hash(digest, bound, data, row.sealed)
                values.append((seq, submission.id, *own, data, row.sealed, digest))
            insert("revision", _REVISION, values)
        return digest
