"""What is asked of the engine and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from taizhang.declare.model import Check
from taizhang.kernel.issue import Issue
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text

Status = Literal["value", "no_data", "undefined"]
Cell = str | int | Decimal | bool | date | datetime | None


class IndicatorError(Exception):
    """A question that cannot be answered; ``issues`` say why and what to do."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__("; ".join(issue.line("en") for issue in issues))
        self.issues = issues


@dataclass(frozen=True)
class Request:
    """An indicator for a unit and a period, broken down by one of the indicator's ``by`` fields if wanted."""

    indicator: str
    org: OrgCode
    period: Period
    by: str | None = None


@dataclass(frozen=True)
class Value:
    """A computed figure with its evidence.

    ``amount`` is exact, in ``unit``, None unless ``status`` is ``value``. ``no_data``: nothing was entered for this
    unit and window; ``undefined``: the arithmetic has no answer (division by zero, the least of nothing). ``parts``
    maps the values of the ``by`` field to amounts ("" where the field is empty). ``rows`` counts the records behind the
    figure (of a ratio: those behind each of its measures). ``sql`` gives the same number when run on
    ``Columns.connect()``. ``window`` is the period cut at the cut-off. ``missing`` are the units that should have
    reported and have not.
    """

    amount: Decimal | None
    status: Status
    unit: str
    parts: Mapping[str, Decimal]
    ledgers: tuple[str, ...]
    rows: int
    sql: str
    window: Period
    request: Request
    missing: tuple[OrgCode, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """How a figure came about. ``records`` are those behind it (at most the limit asked for), ``count`` all of them."""

    title: Text
    formula: str
    sql: str
    records: list[dict[str, Cell]]
    count: int


@dataclass(frozen=True)
class Row:
    """A record as it stood: ``values`` are its fields that are not personal."""

    record: int
    key: str
    org: OrgCode
    effective: date
    state: str | None
    seq: int
    values: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A check that does not hold for ``org``, or (``not_evaluated``) one side of which has no number."""

    check: Check
    org: OrgCode
    left: Value
    right: Value
    difference: Decimal | None
    status: Literal["fails", "not_evaluated"] = "fails"


@dataclass(frozen=True)
class Coverage:
    """Whether a unit has reported (entries, or a nil report) in a ledger for one of the stretches it should."""

    ledger: str
    org: OrgCode
    expected: Period
    reported: bool
