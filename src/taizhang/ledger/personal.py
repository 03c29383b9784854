"""Personal values: sealed under a key per subject, found through blind indexes, opened and erased here only.

Sealed bytes are the number of the subject key (8 bytes), then nonce and ciphertext, bound to the record. The subject is
the person an identity number names, within one ledger; without a number each record is a subject of its own. After an
erasure the same person gets a fresh key: what was written before stays closed.
"""

from collections.abc import Iterable, Mapping

import orjson
from django.db import connection

from taizhang.declare.model import Ledger
from taizhang.ledger.canonical import Encoded, dump_row
from taizhang.ledger.keys import KeyRing, seal, unseal
from taizhang.ledger.sql import as_bytes, insert, scalar, select_in

_NUMBER = 8
INDEXED = frozenset({"name", "id", "phone", "account"})
"""Kinds of personal values that can be searched for."""


def subject_of(ledger: Ledger, record: int, clear: Mapping[str, Encoded], keys: KeyRing) -> str:
    for item in ledger.personal.values():
        if item.personal == "id" and clear.get(item.name) is not None:
            return f"{ledger.name}:{keys.blind(f'subject:{ledger.name}', str(clear[item.name]))}"
    return f"{ledger.name}#{record}"


def index_context(ledger: str, field: str) -> str:
    return f"index:{ledger}.{field}"


class Vault:
    """Opens and seals within one operation; keeps the subject keys it has met."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys
        self._by_number: dict[int, bytes | None] = {}
        self._by_subject: dict[str, int] = {}
        self._new: list[tuple[int, str, bytes]] = []
        self._last_number: int | None = None

    def fetch(self, sealed: Iterable[bytes]) -> None:
        """Load the keys these bytes need, in bulk."""
        wanted = {int.from_bytes(item[:_NUMBER]) for item in sealed} - self._by_number.keys()
        self._by_number.update(dict.fromkeys(wanted))
        for number, wrapped in select_in("select id, wrapped from subject_key where id in {in}", (), sorted(wanted)):
            if wrapped is not None:
                self._by_number[number] = self._keys.unwrap(bytes(wrapped))

    def open(self, record: int, sealed: bytes) -> dict[str, Encoded] | None:
        """The clear values, or None when their subject was erased."""
        number = int.from_bytes(sealed[:_NUMBER])
        if number not in self._by_number:
            self.fetch([sealed])
        key = self._by_number[number]
        clear = None if key is None else unseal(key, sealed[_NUMBER:], record.to_bytes(8))
        if clear is None:
            return None
        values: dict[str, Encoded] = orjson.loads(clear)
        return values

    def fetch_subjects(self, subjects: Iterable[str]) -> None:
        """Load the living keys of these subjects, in bulk."""
        query = "select id, subject, wrapped from subject_key where wrapped is not null and subject in {in}"
        for number, subject, wrapped in select_in(query, (), sorted(set(subjects) - self._by_subject.keys())):
            self._by_subject[subject] = number
            self._by_number[number] = self._keys.unwrap(bytes(wrapped))

    def seal(self, subject: str, record: int, clear: Mapping[str, Encoded]) -> bytes:
        """Seal under the subject's key (``fetch_subjects`` first), made new where there is none."""
        number = self._by_subject.get(subject)
        if number is None:
            number = self._by_subject[subject] = self._next_number()
            self._by_number[number], wrapped = self._keys.new_subject_key()
            self._new.append((number, subject, wrapped))
        key = self._by_number[number]
        assert key is not None, "the subject key was wrapped by another master key"
        return number.to_bytes(_NUMBER) + seal(key, dump_row(clear).encode(), record.to_bytes(8))

    def save(self) -> None:
        """Write the keys made since the last time."""
        if self._new:
            insert("subject_key", "id, subject, wrapped", self._new)
            self._new = []

    def _next_number(self) -> int:
        if self._last_number is None:
            self._last_number = scalar("select max(id) from subject_key") or 0
        self._last_number += 1
        return self._last_number


def key_number(sealed: bytes) -> int:
    """The number of the subject key that sealed these bytes."""
    return int.from_bytes(sealed[:_NUMBER])


def sealed_of(record: int) -> list[bytes]:
    """All sealed bytes of a record's revisions."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct sealed from revision where record_id = %s and sealed is not null", [record])
        return [sealed for (value,) in cursor.fetchall() if (sealed := as_bytes(value)) is not None]
