"""What goes into the store and what comes out of it, as frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from taizhang.kernel.issue import Place
from taizhang.kernel.orgcode import OrgCode

Value = str | int | Decimal | bool | date | datetime | None
Action = Literal["put", "create", "amend", "step", "void"]
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the roles (``declare.model.ROLES``) they hold."""

    name: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to write.

    ``put`` creates the record its identity names, or amends it by the fields given. ``amend``, ``step`` and ``void``
    name the record by ``record`` or by the identity in ``values``. ``org`` is left out where the ledger takes the unit
    from a reference, and for ``org_unit``. ``place`` is where the entry was read, for messages.
    """

    ledger: str
    action: Action
    effective: date
    values: Mapping[str, Value] = field(default_factory=dict)
    org: OrgCode | None = None
    record: int | None = None
    step: str | None = None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Draft:
    """A submission to be: written whole or not at all, and once only for one ``key``."""

    key: str
    kind: Literal["import", "form", "system"]
    actor: Actor
    source: str
    reason: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was written. Counts are of entries; ``repeated``: it was written before, nothing happened now."""

    submission: int
    created: int
    amended: int
    stepped: int
    voided: int
    unchanged: int
    first_seq: int
    last_seq: int
    head: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: last revision number, hash of the last submission, and when that was recorded (UTC)."""

    seq: int
    hash: str
    recorded: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands. ``seq`` is the revision that holds; ``masked`` are the personal values, masked."""

    id: int
    ledger: str
    key: str
    org: OrgCode
    effective: date
    state: str
    values: Mapping[str, Value]
    seq: int
    masked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a record. ``target`` is the revision that a ``revert`` takes back.

    ``roles`` are those the actor held: a ``registrar`` transcribed what others did on paper.
    """

    seq: int
    submission: int
    kind: str
    effective: date
    recorded: datetime
    actor: str
    reason: str
    org: OrgCode
    state: str
    step: str
    values: Mapping[str, Value]
    masked: Mapping[str, str]
    target: int | None
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SubmissionInfo:
    """The header of a submission. ``reverts`` and ``reverted_by`` are submission numbers."""

    id: int
    key: str
    kind: str
    actor: str
    source: str
    reason: str
    recorded: datetime
    revisions: int
    reverts: int | None
    reverted_by: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What ``verify`` went through; ``head`` is the hash the chain ends in."""

    submissions: int
    revisions: int
    head: str


@dataclass(frozen=True, slots=True)
class Due:
    """A step that a record may take next. ``exact`` is False where the calendar of public holidays is not known."""

    step: str
    earliest: date | None
    latest: date | None
    exact: bool = True
