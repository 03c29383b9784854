"""Shelf: histories of records, fetched from the database in bulk and kept for one operation."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from taizhang.kernel.timeline import Mark, Timeline
from taizhang.ledger.history import History, Row
from taizhang.ledger.personal import Vault
from taizhang.ledger.sql import as_bytes, as_date, select_in

_REVISIONS = (
    "select record_id, seq, kind, effective, target, org, state, step, patch, data, sealed "
    "from revision where record_id in {in} order by record_id, seq"
)
# Joined to a table of keys: for "key in (…)" SQLite would walk the whole ledger's part of the partial index.
_KEYED = (
    "with book(ledger) as (values (%s)), wanted(key) as ({values}) "
    "select record.id, record.ledger, record.key from wanted cross join book "
    "join record on record.ledger = book.ledger and record.key = wanted.key where record.key > ''"
)


class Shelf:
    """``by_key`` has every key asked for: an empty history where there is no such record yet."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.by_key: dict[tuple[str, str], History] = {}
        self.by_id: dict[int, History] = {}

    def fetch(self, ledger: str, keys: Iterable[str]) -> None:
        wanted = sorted({key for key in keys if (ledger, key) not in self.by_key})
        self._add(select_in(_KEYED, (ledger,), wanted))
        for key in wanted:
            self.by_key.setdefault((ledger, key), History(ledger, key))

    def fetch_records(self, ids: Iterable[int]) -> None:
        wanted = sorted(set(ids) - self.by_id.keys())
        self._add(select_in("select id, ledger, key from record where id in {in}", (), wanted))

    def fetch_ledger(self, ledger: str) -> None:
        """Every record of a (small) ledger."""
        self._add(select_in("select id, ledger, key from record where ledger in {in}", (), [ledger]))

    def _add(self, found: Iterable[tuple[int, str, str]]) -> None:
        histories = {id: History(ledger, key, id) for id, ledger, key in found if id not in self.by_id}
        if not histories:
            return
        self.by_id.update(histories)
        self.by_key.update({(item.ledger, item.key): item for item in histories.values() if item.key})
        for record, revisions in groupby(select_in(_REVISIONS, (), sorted(histories)), itemgetter(0)):
            histories[record].rows = list(visible_rows(list(revisions)))
        self.vault.fetch(row.sealed for item in histories.values() for row in item.rows if row.sealed is not None)

    def open(self, history: History) -> None:
        """Make the personal values of all rows known, where the subject was not erased."""
        for row in history.rows:
            if row.personal is None and row.sealed is not None:
                row.personal = self.vault.open(history.id, row.sealed)


def visible_rows(revisions: Sequence[tuple[Any, ...]]) -> Iterator[Row]:
    """The rows that count now, of one record's revisions in order of ``seq`` with the columns of ``_REVISIONS``."""
    if len(revisions) == 1:
        if revisions[0][2] not in ("void", "revert"):
            yield _row(revisions[0])
        return
    timeline = Timeline()
    for _, seq, kind, effective, target, *_ in revisions:
        timeline.add(Mark(seq, kind, as_date(effective), target))
    by_seq = {revision[1]: revision for revision in revisions}
    for _, seq in timeline.visible:
        yield _row(by_seq[seq])


def _row(revision: tuple[Any, ...]) -> Row:
    _, seq, kind, effective, _, org, state, step, patch, data, sealed = revision
    changed = frozenset(patch.split())
    return Row(kind, as_date(effective), org, state, data, None, changed, step, as_bytes(sealed), seq)
