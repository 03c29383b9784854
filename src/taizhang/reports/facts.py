"""Facts: what is known for one report. Looks values and records up, each once, many in one question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from taizhang.declare.model import Catalogue, Indicator, Ledger
from taizhang.indicators.values import Cell, Coverage, Finding, Request, Row, Value
from taizhang.indicators.windows import comparable
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.faults import Names, unknown
from taizhang.reports.ports import Figures
from taizhang.reports.printing import clean

LEVELS: Mapping[str, frozenset[str]] = {
    "village": frozenset({"village", "community"}),
    "township": frozenset({"township"}),
}
_HIDDEN = "（略）"


@dataclass(frozen=True)
class Facts:
    """The town, the unit, the period and the cut-off that a report is about, and what the engine says of them."""

    figures: Figures
    catalogue: Catalogue
    tree: OrgTree
    org: OrgCode
    period: Period
    cutoff: Cutoff
    _values: dict[Request, Value] = field(default_factory=dict)
    _rows: dict[tuple[str, str | None, str | None, OrgCode], tuple[Row, ...]] = field(default_factory=dict)
    _labels: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        return Names(self.catalogue)

    @property
    def day(self) -> date:
        """The last day the report looks at."""
        return min(self.period.last, self.cutoff.day)

    @property
    def asof(self) -> AsOf:
        return AsOf(self.day, self.cutoff.known_by)

    def want(self, requests: Iterable[Request]) -> None:
        """Have these evaluated together, those not known yet."""
        new = [request for request in dict.fromkeys(requests) if request not in self._values]
        if new:
            self._values.update(self.figures.evaluate(new, self.cutoff))

    def value(self, request: Request) -> Value:
        self.want((request,))
        return self._values[request]

    def request(self, name: str, by: str | None = None, period: str | None = None, org: str | None = None) -> Request:
        """The question that a template's words mean. Raises Fault for names that do not exist."""
        indicator = self.names.indicator(name)
        grouped = None if by is None else self.names.breakdown(indicator, by)
        return Request(indicator.name, self.unit(org), self.window(period), grouped)

    def window(self, period: str | None) -> Period:
        if period is None:
            return self.period
        match self.names.period(period):
            case "previous" | "year_before" as against:
                return comparable(self.period, self.cutoff, against)
            case "year":
                return Period("range", self.period.last.replace(month=1, day=1), self.period.last)
            case "last_year":
                return Period.parse(f"{self.period.last.year - 1:04}")
            case spelt:
                return Period.parse(spelt)

    def unit(self, org: str | None) -> OrgCode:
        if org is None:
            return self.org
        found = self.tree.find(org)
        if len(found) != 1:
            kind = Text("单位" if not found else "唯一的单位", "org unit" if not found else "single org unit")
            raise unknown("unknown-unit", kind, org, [unit.name for unit in self.tree.units.values()])
        return found[0]

    def units(self, level: str) -> tuple[OrgCode, ...]:
        """The units of a level that exist on the day, the report's own unit included when it is one."""
        if level not in LEVELS:
            raise unknown("unknown-level", Text("单位层级", "level of units"), level, LEVELS)
        kinds = LEVELS[level]
        own = (self.org,) if self.org in self.tree and self.tree[self.org].kind in kinds else ()
        return own or tuple(self.tree.below(self.org, kinds))

    def unit_name(self, code: str) -> str:
        return clean(self.tree[code].name) if code in self.tree else clean(code)

    def rows(
        self, ledger: str, where: str | None = None, order: str | None = None, org: OrgCode | None = None
    ) -> tuple[Row, ...]:
        """Records as they stand on the report's last day."""
        asked = (ledger, where, order, org or self.org)
        if asked not in self._rows:
            self._rows[asked] = tuple(self.figures.records(ledger, self.asof, asked[3], where, order))
        return self._rows[asked]

    def label(self, ledger: Ledger, row: Row) -> str:
        """What a record is called: its label fields, or its identity; personal ones are never shown."""
        shown = [name for name in ledger.label or ledger.identity if name in ledger.columns]
        texts = [self.text(ledger, name, row.values.get(name)) for name in shown]
        return " ".join(text for text in texts if text) or (clean(row.key) if row.key[:1] not in ("", "~") else _HIDDEN)

    def label_of(self, ledger: str, key: str) -> str:
        """The label of the record that a reference points at."""
        if ledger not in self._labels:
            book = self.catalogue.ledgers[ledger]
            self._labels[ledger] = {}  # a ledger whose label refers to itself ends here
            self._labels[ledger] = {row.key: self.label(book, row) for row in self._all(ledger)}
        return self._labels[ledger].get(key) or (clean(key) if not key.startswith("~") else _HIDDEN)

    def _all(self, ledger: str) -> Sequence[Row]:
        return self.figures.records(ledger, self.asof, None, None, None)

    def text(self, ledger: Ledger, name: str, cell: Cell) -> str:
        """A stored value in words; "" when the field is empty. Numbers are given plainly: a figure says more."""
        item = ledger.fields[name]
        if cell is None or cell == "":
            return ""
        match item.type:
            case "choice":
                return item.choices[str(cell)].zh if str(cell) in item.choices else clean(str(cell))
            case "reference" if item.to is not None:
                return self.label_of(item.to, str(cell))
            case "unit":
                return self.unit_name(str(cell))
        return clean(str(cell))

    def part_title(self, indicator: Indicator, by: str, part: str) -> str:
        """The title of one group of a breakdown."""
        ledger = self.names.ledger_of(indicator)
        if not part:
            return "未填"
        if ledger is not None and by in ledger.fields:
            if ledger.fields[by].type == "boolean":
                return "是" if part == "true" else "否"
            return self.text(ledger, by, part)
        if ledger is not None and ledger.workflow is not None and part in ledger.workflow.states:
            return ledger.workflow.states[part].zh
        return clean(part)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self.figures.checks(self.period, self.org, self.cutoff))

    @cached_property
    def unreported(self) -> tuple[Coverage, ...]:
        """Who has not reported what by the cut-off."""
        coverage = self.figures.completeness(self.period, self.org, self.cutoff)
        return tuple(item for item in coverage if not item.reported)
