"""Keys: the name of a figure in a document, unique per meaning.

Three kinds, as text::

    assistance_paid.kind=subsistence@990301101201~2019H1      an indicator, or one part of a breakdown
    assistance_paid^year_before                               how it moved
    project[XM-01].planned_investment                         a record's own number
    project#state = 'building'@990301101201                   how many records there are
    project##review.3                                         how many, in a list that a template made itself

What equals the document's own unit or period is left out.
"""

import re
from dataclasses import dataclass

_NAME = r"[a-z][a-z0-9_]*"
_UNIT = r"(?:@(?P<org>\d{12}(?:-[0-9A-Z]{1,6})?))?"
_MEASURE = re.compile(
    rf"(?P<indicator>{_NAME})(?:\.(?P<by>{_NAME})=(?P<part>.*?))?{_UNIT}"
    rf"(?:~(?P<period>[0-9HQ/-]+))?(?:\^(?P<against>{_NAME}))?",
    re.DOTALL,
)
_FIELD = re.compile(rf"(?P<ledger>{_NAME})\[(?P<record>.*)\]\.(?P<field>{_NAME})", re.DOTALL)
_COUNT = re.compile(rf"(?P<ledger>{_NAME})#(?P<where>(?!#).*?){_UNIT}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MeasureKey:
    indicator: str
    by: str | None = None
    part: str | None = None
    org: str | None = None
    period: str | None = None
    against: str | None = None

    def __str__(self) -> str:
        part = f".{self.by}={self.part}" if self.by else ""
        org = f"@{self.org}" if self.org else ""
        period = f"~{self.period}" if self.period else ""
        return f"{self.indicator}{part}{org}{period}{'^' + self.against if self.against else ''}"


@dataclass(frozen=True, slots=True)
class FieldKey:
    """``record`` is the record's key; where the ledger has none, ``*`` and its number."""

    ledger: str
    record: str
    field: str

    def __str__(self) -> str:
        return f"{self.ledger}[{self.record}].{self.field}"


@dataclass(frozen=True, slots=True)
class CountKey:
    """``where`` is the condition of ``records``; empty for all of them."""

    ledger: str
    where: str = ""
    org: str | None = None

    def __str__(self) -> str:
        return f"{self.ledger}#{self.where}{'@' + self.org if self.org else ''}"


Key = MeasureKey | FieldKey | CountKey


def parse(text: str) -> Key | None:
    """What a key means; None for a count over a list that a template made, which only that template can make again."""
    if match := _FIELD.fullmatch(text):
        return FieldKey(match["ledger"], match["record"], match["field"])
    if match := _COUNT.fullmatch(text):
        return CountKey(match["ledger"], match["where"], match["org"])
    if match := _MEASURE.fullmatch(text):
        return MeasureKey(**match.groupdict())
    return None
