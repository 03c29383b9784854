"""Story: everything that happens to one record, from its creation on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger.entries import Value

FIRST, LAST = date(2019, 1, 1), date(2020, 6, 30)
MERGER = date(2020, 3, 1)
MONTHS = tuple(date(2019 + month // 12, month % 12 + 1, 1) for month in range(18))
TOWN = OrgCode("990301101000")


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the workflow, or (without ``step``) an amendment by ``values``."""

    day: date
    step: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """``org`` is the unit the record belongs to; ``told`` says whether an entry names it or the store works it out.

    ``key`` is the record's key as the analytical copy may see it; references in ``values`` are written as identity
    text, and ``aliases`` maps fields to the keys that such text stands for where the two differ.
    """

    ledger: str
    key: str
    org: OrgCode
    day: date
    values: Mapping[str, Value]
    turns: tuple[Turn, ...] = ()
    told: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def revisions(self) -> int:
        return 1 + len(self.turns)


def after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def until_last(turns: list[Turn]) -> tuple[Turn, ...]:
    """The turns that have happened by the last day of the history."""
    return tuple(turn for turn in turns if turn.day <= LAST)
