"""What a pack declares, as frozen values. Each remembers the place it was written at.

The grammar is described in docs/packs.md; ``taizhang.declare.load`` reads it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from taizhang.kernel.issue import Place
from taizhang.kernel.text import Text

FieldType = Literal[
    "string", "text", "integer", "decimal", "boolean", "date", "datetime", "choice", "reference", "unit"
]
FORMATS = ("resident_id", "uscc", "phone", "email")
Personal = Literal["name", "id", "phone", "address", "account", "birth", "health", "other"]

ROLES: Mapping[str, Text] = {
    "cadre": Text("村干部", "village cadre"),
    "clerk": Text("经办人", "clerk"),
    "reviewer": Text("审核人", "reviewer"),
    "leader": Text("领导", "leader"),
    "office": Text("党政办", "party-and-government office"),
    "registrar": Text("登记员（转录纸质手续）", "registrar (transcribes what was done on paper)"),
    "auditor": Text("审计人员", "auditor"),
    "admin": Text("管理员", "administrator"),
}


@dataclass(frozen=True)
class Field:
    """One column of a ledger.

    ``to`` is the ledger a reference points at; its stored value is that record's key. ``digits`` is the number of
    decimal places a ``decimal`` keeps. A ``personal`` field is encrypted, masked, and has no analytical column.
    """

    name: str
    title: Text
    type: FieldType
    place: Place
    required: bool = False
    unit: str | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    to: str | None = None
    format: str | None = None
    personal: Personal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    pattern: str | None = None
    digits: int = 2
    note: Text | None = None


@dataclass(frozen=True)
class Limit:
    """A stretch of days; ``working`` ones skip weekends and public holidays."""

    days: int
    working: bool = False


@dataclass(frozen=True)
class Step:
    """One move of a workflow.

    ``by`` is the role that may take it. ``within`` is the time allowed since the record entered the state the step
    leaves (taken later it is late, not forbidden); ``after`` the time that must have passed (earlier it is refused).
    ``needs`` are fields that must be filled in by then. ``date_title`` heads the workbook column with its date.
    """

    name: str
    title: Text
    place: Place
    sources: tuple[str, ...]
    to: str
    by: str
    within: Limit | None = None
    after: Limit | None = None
    needs: tuple[str, ...] = ()
    date_title: Text | None = None


@dataclass(frozen=True)
class Workflow:
    start: str
    states: Mapping[str, Text]
    steps: Mapping[str, Step]
    place: Place


@dataclass(frozen=True)
class Expectation:
    """How often each unit of ``by`` (an ``org_unit`` kind group: village, township) reports in this ledger."""

    every: Literal["week", "month", "quarter", "half", "year"]
    by: Literal["village", "township"]
    place: Place


@dataclass(frozen=True)
class Ledger:
    """One declared book of records.

    ``identity`` names the fields that tell records apart (may be empty for a journal: every row is a new record).
    ``org_from`` names a reference field whose record lends its org unit; None means the row says its own.
    ``retention_days`` erases personal data and closes the record that many days after ``retention_from``, a date field.
    """

    name: str
    pack: str
    kind: Literal["register", "journal"]
    title: Text
    place: Place
    identity: tuple[str, ...]
    fields: Mapping[str, Field]
    org_title: Text
    date_title: Text
    org_from: str | None = None
    workflow: Workflow | None = None
    expect: Expectation | None = None
    retention_from: str | None = None
    retention_days: int | None = None
    label: tuple[str, ...] = ()
    about: Text | None = None

    @property
    def columns(self) -> Mapping[str, Field]:
        """The fields that may be computed with: all but the personal ones."""
        return {name: item for name, item in self.fields.items() if item.personal is None}

    @property
    def personal(self) -> Mapping[str, Field]:
        return {name: item for name, item in self.fields.items() if item.personal is not None}


At = Literal["period", "end", "to_date"]


@dataclass(frozen=True)
class Indicator:
    """A named computed figure.

    Exactly one of ``measure`` (with ``ledger`` and ``at``), ``ratio`` (numerator, denominator) and ``derived`` (an
    arithmetic expression over indicator names) is set. ``by`` are the fields it may be broken down by.
    """

    name: str
    pack: str
    title: Text
    unit: str
    place: Place
    ledger: str | None = None
    measure: str | None = None
    at: At = "period"
    ratio: tuple[str, str] | None = None
    derived: str | None = None
    by: tuple[str, ...] = ()
    digits: int = 0
    better: Literal["more", "less"] | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Check:
    """A relation of indicators that must hold in each unit of ``by``, e.g. ``subsistence_persons <= residents``."""

    name: str
    pack: str
    title: Text
    expression: str
    place: Place
    by: tuple[str, ...] = ("township",)
    tolerance: Decimal = Decimal(0)
    remedy: Text | None = None


@dataclass(frozen=True)
class Section:
    """A pack's contribution to one part of one report: a template rendered with figures."""

    report: str
    part: str
    order: int
    template: Path
    pack: str
    place: Place


@dataclass(frozen=True)
class Part:
    """A heading of a report's frame. ``template`` is its own opening text; sections of packs follow, then ``parts``."""

    name: str
    title: Text
    place: Place
    template: Path | None = None
    parts: tuple["Part", ...] = ()

    def walk(self) -> Iterator["Part"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Report:
    """The frame of a document: its title (a template over ``org``, ``year`` and ``period``) and its parts in order.

    ``file_name`` is what its files are called after the period: 2020H1-work-report.docx.
    """

    name: str
    pack: str
    title: Text
    kind: Literal["year", "half", "quarter", "month"]
    place: Place
    opening: Path | None
    parts: tuple[Part, ...]
    file_name: str = "report"
    run_in: int = 3
    evidence_annex: bool = True

    def walk(self) -> Iterator[Part]:
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Pack:
    """One line of work: a folder."""

    name: str
    title: Text
    path: Path
    place: Place
    order: int = 100
    needs: tuple[str, ...] = ()
    about: Text | None = None


@dataclass(frozen=True)
class Catalogue:
    """All packs of a town, the shipped ones with its own added or laid over them. Names are unique across packs."""

    packs: Mapping[str, Pack] = field(default_factory=dict)
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    def ledgers_of(self, pack: str) -> tuple[Ledger, ...]:
        return tuple(ledger for ledger in self.ledgers.values() if ledger.pack == pack)
