"""The store: the only writer of records, and their reader as of any two times.

Django must be set up. One function appends; history, workflow, units and personal data cannot be bypassed.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256

from django.db import OperationalError
from django.utils import timezone

from taizhang.declare.model import Catalogue, Ledger
from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import Issue, has_errors
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.text import Text
from taizhang.kernel.timeline import NEVER_FORGOTTEN
from taizhang.ledger import disclosure, reading, reverting, verify, workflow
from taizhang.ledger.entries import Actor, Draft, Due, Head, Receipt, Record, Revision, SubmissionInfo, Verified
from taizhang.ledger.identity import Identities
from taizhang.ledger.keys import KeyRing
from taizhang.ledger.models import Attachment, Submission
from taizhang.ledger.personal import Vault
from taizhang.ledger.planning import Clean, Plan, Planner, Progress, clean_entries
from taizhang.ledger.shelf import Shelf
from taizhang.ledger.source import StoredRevisions
from taizhang.ledger.sql import scalar
from taizhang.ledger.units import UNITS, unit_of
from taizhang.ledger.writing import Cover, Writer, appending, receipt_of

_TREES = 64


class Store:
    """The records of one town, described by its catalogue and sealed with its keys."""

    def __init__(self, catalogue: Catalogue, keys: KeyRing) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._identities = Identities(catalogue, keys)
        self._trees: dict[AsOf, OrgTree] = {}

    # Writing

    def append(self, draft: Draft, progress: Progress | None = None) -> tuple[Receipt | None, list[Issue]]:
        """Write a submission, whole or not at all. The same ``key`` again gives the first receipt, ``repeated``.

        Warnings (a late step) come with the receipt; with an error nothing is written. ``progress`` is told how far
        it is, out of a total that does not change.
        """
        with _collector_paused():
            return self._append(draft, *_phases(progress, len(draft.entries)))

    def _append(
        self, draft: Draft, cleaning: Progress, planning: Progress, writing: Progress
    ) -> tuple[Receipt | None, list[Issue]]:
        cleaned, issues = self._clean(draft, cleaning)
        try:
            with appending():
                before = reverting.standing(draft.key)
                if before is not None:
                    return receipt_of(before, repeated=True), []
                vault = Vault(self._keys)
                plan = self._plan(draft, cleaned, vault, planning)
                issues += plan.issues
                if has_errors(issues):
                    return None, issues
                cover = Cover(draft.key, draft.kind, draft.actor, draft.source, draft.reason)
                receipt = Writer(self._catalogue.ledgers, self._keys, vault, writing).write(cover, plan)
        except OperationalError as error:
            return None, [_busy(error)]
        writing(1, 1)
        return receipt, issues

    def check(self, draft: Draft) -> list[Issue]:
        """What ``append`` would say; writes nothing."""
        cleaned, issues = self._clean(draft, _silent)
        return [*issues, *self._plan(draft, cleaned, Vault(self._keys), _silent).issues]

    def revert(self, submission: int, actor: Actor, reason: str) -> tuple[Receipt | None, list[Issue]]:
        """Take back a whole submission, unless later ones have built upon it (``revert-built-upon``)."""
        try:
            with appending():
                plan, issues = reverting.plan(submission, reason)
                if has_errors(issues):
                    return None, issues
                cover = Cover(f"revert:{submission}", "revert", actor, "", reason, submission)
                writer = Writer(self._catalogue.ledgers, self._keys, Vault(self._keys), _silent)
                return writer.write(cover, plan), issues
        except OperationalError as error:
            return None, [_busy(error)]

    def _clean(self, draft: Draft, progress: Progress) -> tuple[list[Clean], list[Issue]]:
        if not draft.entries:
            what = Text("没有可登记的内容。", "There is nothing to write.")
            return [], [Issue("submission-empty", what, Text("检查来源是否为空。", "See whether the source is empty."))]
        return clean_entries(draft, self._catalogue, self._identities, progress)

    def _plan(self, draft: Draft, cleaned: list[Clean], vault: Vault, progress: Progress) -> Plan:
        plan = Planner(self._catalogue, Shelf(vault), draft).plan(cleaned, progress)
        voided = [history.key for history, row in plan.rows if row.kind == "void" and history.ledger == UNITS]
        plan.issues += reverting.units_in_use(voided)
        return plan

    # Reading

    def head(self) -> Head:
        last = Submission.objects.order_by("-id").first()
        return Head(last.last_seq, last.hash, last.recorded) if last else Head(0, "", None)

    def known_by(self, moment: datetime) -> int:
        """The last revision recorded at ``moment`` (without time zone: Beijing time)."""
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        last = Submission.objects.filter(recorded__lte=moment).order_by("-id").first()
        return last.last_seq if last else 0

    def read(self, ledger: str, asof: AsOf, *, record: int | None = None, key: str | None = None) -> Iterator[Record]:
        """The records of ``ledger`` as of two times, in order of record; or the one named by ``record`` or ``key``.

        A key may be given as identity text, an identity number in clear too.
        """
        declared = self._catalogue.ledgers[ledger]
        records = None
        if record is not None or key is not None:
            found = self._record(declared, record, key)
            records = [] if found is None else [found]
        seqs = [seq for seq, _ in reading.holding(declared, asof, records)]
        return reading.rows_of(declared, seqs, self._keys)

    def history(self, ledger: str, key: str | None = None, record: int | None = None) -> list[Revision]:
        """Every revision of one record; empty when there is no such record."""
        declared = self._catalogue.ledgers[ledger]
        found = self._record(declared, record, key)
        return [] if found is None else reading.history_of(declared, found, self._keys)

    def find(self, ledger: str, field: str, text: str) -> list[int]:
        """Records whose field is exactly ``text``; personal names, numbers, phones and accounts by blind index."""
        asof = AsOf(date.max, NEVER_FORGOTTEN)
        return reading.find(self._catalogue.ledgers[ledger], field, text, self._keys, asof)

    def org_tree(self, asof: AsOf) -> OrgTree:
        """All units known, as they stand on the day."""
        if asof not in self._trees:
            tree = self._org_tree(asof)
            if asof.known_by > self.source().head():
                return tree
            if len(self._trees) >= _TREES:
                self._trees.clear()
            self._trees[asof] = tree
        return self._trees[asof]

    def _org_tree(self, asof: AsOf) -> OrgTree:
        declared = self._catalogue.ledgers.get(UNITS)
        if declared is None:
            return OrgTree.of([], asof.effective)
        first_days = dict(reading.holding(declared, asof))
        rows = reading.rows_of(declared, list(first_days), self._keys)
        units = [unit_of(row.key, first_days[row.seq], row.values) for row in rows]
        return OrgTree.of(units, asof.effective)

    def _record(self, declared: Ledger, record: int | None, key: str | None) -> int | None:
        if record is not None or key is None:
            return record
        resolved = self._identities.key_of_text(declared, key)
        return None if resolved is None else reading.record_of(declared, resolved)

    def deadline(self, record: int, day: date | None = None) -> tuple[Due, ...]:
        """The steps a record may take next, with the dates they are due by, as it stands on ``day`` or at last."""
        shelf = Shelf(Vault(self._keys))
        shelf.fetch_records([record])
        history = shelf.by_id.get(record)
        declared = self._catalogue.ledgers.get(history.ledger) if history else None
        row = history.at(day or date.max) if history else None
        if history is None or row is None or declared is None or declared.workflow is None:
            return ()
        return tuple(workflow.dues(declared.workflow, row.state, history.entered(day or date.max)))

    def submissions(self, limit: int = 50) -> list[SubmissionInfo]:
        """The latest submissions, newest first."""
        return reverting.submissions(limit)

    def source(self) -> StoredRevisions:
        return StoredRevisions()

    def verify(
        self, progress: Progress | None = None, expected_head: str | None = None
    ) -> tuple[Verified, list[Issue]]:
        """Recompute the chain; ``expected_head`` is a submission hash noted earlier, which must occur in it."""
        return verify.verify(progress or _silent, expected_head)

    # Personal data

    def disclose(self, record: int, actor: Actor, reason: str) -> tuple[Mapping[str, str], list[Issue]]:
        """The clear personal values of a record; logged."""
        return disclosure.disclose(self._catalogue, self._keys, record, actor, reason)

    def erase(self, ledger: str, key: str, actor: Actor, reason: str) -> tuple[int, list[Issue]]:
        """Destroy the keys of the person a record is about; how many there were. Cannot be undone."""
        record = self._record(self._catalogue.ledgers[ledger], None, key)
        return disclosure.erase(record, actor, reason)

    def expire(self, today: date, actor: Actor) -> tuple[int, list[Issue]]:
        """Erase the personal values whose declared retention has ended before ``today``; how many keys."""
        erased, issues = 0, []
        asof = AsOf(date.max, NEVER_FORGOTTEN)
        for ledger in self._catalogue.ledgers.values():
            for record in disclosure.outdated(ledger, self.read(ledger.name, asof), today):
                count, found = disclosure.erase(record, actor, f"retention: {ledger.name}")
                erased += count
                issues += found
        return erased, issues

    # Attachments

    def keep(self, data: bytes, media_type: str, name: str) -> str:
        """Keep a file; its SHA-256, under which it is found again."""
        digest = sha256(data).hexdigest()
        values = {"media_type": media_type, "name": name, "data": data, "recorded": timezone.now()}
        Attachment.objects.get_or_create(sha256=digest, defaults=values)
        return digest

    def kept(self, digest: str) -> bytes:
        """KeyError when no such file was kept."""
        data = scalar("select data from attachment where sha256 = %s", [digest])
        if data is None:
            raise KeyError(digest)
        return bytes(data)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A big draft makes millions of small objects without cycles; looking for some takes a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _silent(done: int, total: int) -> None:
    """Progress that nobody asked for."""


def _phases(progress: Progress | None, total: int) -> tuple[Progress, Progress, Progress]:
    """Three progresses that together run once from nothing to ``3 * total``."""
    if progress is None:
        return _silent, _silent, _silent

    def phase(start: int) -> Callable[[int, int], None]:
        def tell(done: int, of: int) -> None:
            progress(start * total + (total * done // of if of else 0), 3 * total)

        return tell

    return phase(0), phase(1), phase(2)


def _busy(error: OperationalError) -> Issue:
    if "locked" not in str(error):
        raise error
    return Issue(
        "store-busy",
        Text("台账正由另一个程序写入。", "Another program is writing to the ledger."),
        Text("稍后再试；什么都没有写入。", "Try again in a moment; nothing was written."),
    )
