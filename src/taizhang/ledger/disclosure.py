"""Showing and erasing personal values. Both need a right and a reason, and both are logged."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from taizhang.declare.model import Catalogue, Ledger
from taizhang.kernel.issue import Issue
from taizhang.kernel.text import Text
from taizhang.ledger.entries import Actor, Record
from taizhang.ledger.keys import KeyRing
from taizhang.ledger.masking import ERASED
from taizhang.ledger.models import BlindIndex, Disclosure, SubjectKey
from taizhang.ledger.personal import Vault, key_number, sealed_of
from taizhang.ledger.shelf import Shelf

MAY_SEE = frozenset({"clerk", "reviewer", "leader", "auditor", "admin"})
MAY_ERASE = frozenset({"admin"})


def disclose(
    catalogue: Catalogue, keys: KeyRing, record: int, actor: Actor, reason: str
) -> tuple[Mapping[str, str], list[Issue]]:
    """The clear personal values of a record as it stands at last; empty with an issue when they cannot be shown."""
    issues = _refusals(actor, MAY_SEE, reason)
    if issues:
        return {}, issues
    shelf = Shelf(Vault(keys))
    shelf.fetch_records([record])
    history = shelf.by_id.get(record)
    if history is None or not history.rows or history.ledger not in catalogue.ledgers:
        return {}, [_no_record()]
    shelf.open(history)
    row = history.rows[-1]
    if row.sealed is not None and row.personal is None:
        what = Text("这条记录的个人信息已清除。", "The personal data of this record was erased.")
        return {}, [Issue("disclose-erased", what, Text("无法恢复。", "It cannot be brought back."))]
    _log("disclose", record, actor, reason)
    clear = row.personal or {}
    return {name: str(clear.get(name) or "") for name in catalogue.ledgers[history.ledger].personal}, []


def erase(record: int | None, actor: Actor, reason: str) -> tuple[int, list[Issue]]:
    """Destroy the subject keys that sealed anything of ``record``, and what could find it; how many keys.

    The same person's other records in that ledger close with it. On SQLite the bytes are overwritten in the file.
    """
    issues = _refusals(actor, MAY_ERASE, reason)
    if issues:
        return 0, issues
    if record is None:
        return 0, [_no_record()]
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("pragma secure_delete = on")
        with transaction.atomic():
            numbers = {key_number(sealed) for sealed in sealed_of(record)}
            BlindIndex.objects.filter(subject_key_id__in=numbers).delete()
            living = SubjectKey.objects.filter(id__in=numbers, wrapped__isnull=False)
            count = living.update(wrapped=None, erased=timezone.now())
            _log("erase", record, actor, reason)
        if sqlite and not connection.in_atomic_block:
            cursor.execute("pragma wal_checkpoint(truncate)")
    return count, []


def outdated(ledger: Ledger, records: Iterable[Record], today: date) -> Iterator[int]:
    """Records with personal values left whose retention has ended."""
    if ledger.retention_from is None or ledger.retention_days is None:
        return
    for record in records:
        begins = record.values.get(ledger.retention_from)
        if isinstance(begins, datetime):
            begins = begins.date()
        over = isinstance(begins, date) and begins + timedelta(days=ledger.retention_days) < today
        if over and any(shown not in ("", ERASED) for shown in record.masked.values()):
            yield record.id


def _refusals(actor: Actor, roles: frozenset[str], reason: str) -> list[Issue]:
    if not actor.roles & roles:
        shown = ", ".join(sorted(roles))
        what = Text("您的身份无权这样做。", "Your role does not allow this.")
        return [Issue("personal-not-allowed", what, Text(f"须有身份：{shown}。", f"It needs one of: {shown}."))]
    if not reason.strip():
        what = Text("查看或清除个人信息必须说明原因。", "Seeing or erasing personal data needs a reason.")
        return [Issue("reason-missing", what, Text("写明原因，会留下记录。", "Give the reason; it is logged."))]
    return []


def _no_record() -> Issue:
    what = Text("没有这条记录。", "There is no such record.")
    return Issue("record-unknown", what, Text("核对编号。", "Check the number."))


def _log(action: str, record: int, actor: Actor, reason: str) -> None:
    Disclosure.objects.create(
        action=action,
        record_id=record,
        actor=actor.name,
        roles=" ".join(sorted(actor.roles)),
        reason=reason,
        recorded=timezone.now(),
    )
