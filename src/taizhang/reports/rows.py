"""What templates see of records and units: only what may be printed, by the names of the declaration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.declare.model import Ledger
from taizhang.indicators.values import Cell, Row
from taizhang.kernel.text import Text
from taizhang.reports.facts import Facts
from taizhang.reports.faults import fault
from taizhang.reports.keys import CountKey
from taizhang.reports.makers import Look, gap, recorded
from taizhang.reports.printing import Printed, Register, Titled, clean

BUILT_IN = ("key", "state", "state_title", "label", "org", "effective", "figure", "text")
_NUMBERS = ("integer", "decimal")


class RecordView:
    """One record. Fields are attributes, as stored; ``figure`` and ``text`` print them."""

    __slots__ = ("_facts", "_ledger", "_register", "_row")

    def __init__(self, facts: Facts, register: Register, ledger: Ledger, row: Row) -> None:
        self._facts, self._register, self._ledger, self._row = facts, register, ledger, row

    @property
    def key(self) -> str:
        return Titled(self._row.key, self.label)

    @property
    def state(self) -> str | None:
        return None if self._row.state is None else Titled(self._row.state, self.state_title)

    @property
    def state_title(self) -> str:
        workflow = self._ledger.workflow
        state = self._row.state or ""
        return workflow.states[state].zh if workflow is not None and state in workflow.states else state

    @property
    def label(self) -> str:
        return self._facts.label(self._ledger, self._row)

    @property
    def org(self) -> str:
        return self._facts.unit_name(self._row.org)

    @property
    def effective(self) -> date:
        return self._row.effective

    def figure(self, name: str, unit: str | None = None, style: str = "plain") -> Printed:
        """A number of the record as a figure; a gap when the field is empty."""
        names = self._facts.names
        item = names.field(self._ledger, name)
        if item.type not in _NUMBERS:
            raise fault(
                "not-a-number",
                Text(f"字段“{item.title.zh}”不是数字。", f"Field '{name}' is not a number."),
                Text(f"请用 text('{name}')。", f"Use text('{name}')."),
                name,
            )
        wanted = names.unit(item.unit or "", unit) if unit is not None else None
        look = Look(wanted, names.style(style, wanted or item.unit or ""))
        return self._register.add(recorded(self._facts, self._ledger, self._row, name, look))

    def text(self, name: str) -> str | date:
        """A field in words, a number as a figure; a visible gap when it is empty."""
        item = self._facts.names.field(self._ledger, name)
        cell = self._row.values.get(name)
        if item.type in _NUMBERS:
            return self.figure(name)
        if cell is None or cell == "":
            return gap(f"{self.label}{item.title.zh}", "no_data")
        if item.type == "boolean":
            return "是" if cell else "否"
        return cell if isinstance(cell, date) else self._facts.text(self._ledger, name, cell)

    def __getattr__(self, name: str) -> Cell:
        if name.startswith("_"):
            raise AttributeError(name)
        item = self._facts.names.field(self._ledger, name)
        cell = self._row.values.get(name)
        if isinstance(cell, str):
            if item.type in ("choice", "reference", "unit"):
                return Titled(cell, self._facts.text(self._ledger, name, cell))
            return clean(cell)
        return cell


class RecordList(list[RecordView]):
    """Records of one ledger; remembers what was asked, so that they can be counted."""

    def __init__(self, views: Iterable[RecordView], ledger: Ledger, rows: tuple[Row, ...], key: CountKey) -> None:
        super().__init__(views)
        self._ledger = ledger
        self._rows = rows
        self._key = key


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """One unit's figure in a list of units."""

    name: str
    figure: Printed
    value: Decimal | None
    missing: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A check that does not hold."""

    title: str
    org: str
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Unreported:
    """A unit that has not reported in a ledger for a stretch of time."""

    ledger: str
    org: str
    period: str
