"""A small town for these tests: ledgers by hand, and a source of revisions in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import orjson
import pyarrow as pa

from taizhang.declare.model import Catalogue, Check, Expectation, Field, Indicator, Ledger, Step, Workflow
from taizhang.indicators.columns import Columns
from taizhang.indicators.engine import Engine
from taizhang.indicators.source import SCHEMA
from taizhang.indicators.values import Request, Value
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.issue import Place
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree, OrgUnit
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text

TOWN = OrgCode("990301101000")
EAST, WEST, NEW, OLD_A, OLD_B, SPLIT, QUIET = (OrgCode(f"99030110120{n}") for n in range(1, 8))
PLACE = Place("test.yaml", 1)


def text(word: str) -> Text:
    return Text(word, word)


def make_field(name: str, type: str, **more: object) -> Field:
    choices = {word: text(word) for word in str(more.pop("choices", "")).split()}
    return Field(name, text(name), type, PLACE, choices=choices, **more)  # type: ignore[arg-type]


def make_ledger(name: str, kind: str, *fields: Field, states: str = "", **more: object) -> Ledger:
    words = states.split()
    workflow = Workflow(words[0], {word: text(word) for word in words}, dict[str, Step](), PLACE) if words else None
    return Ledger(
        name, "test", kind, text(name), PLACE, identity=(), fields={item.name: item for item in fields},
        org_title=text("org"), date_title=text("date"), workflow=workflow, **more,
    )  # type: ignore[arg-type]  # fmt: skip


HOUSEHOLD = make_ledger(
    "household",
    "register",
    make_field("size", "integer"),
    make_field("residence", "choice", choices="registered actual"),
    make_field("closed_on", "date"),
)
ALLOWANCE = make_ledger(
    "allowance",
    "register",
    make_field("household", "reference", to="household"),
    make_field("area", "choice", choices="urban rural"),
    make_field("persons", "integer"),
    make_field("monthly", "decimal"),
    make_field("applicant", "string", personal="name"),
    states="applied approved ended",
)
PAYMENT = make_ledger(
    "payment",
    "journal",
    make_field("household", "reference", to="household"),
    make_field("kind", "choice", choices="allowance disability"),
    make_field("amount", "decimal"),
    make_field("days", "integer"),
    make_field("urgent", "boolean"),
    make_field("note", "string"),
    make_field("paid_at", "datetime"),
    make_field("due", "date"),
    expect=Expectation("month", "village", PLACE),
)
NIL = make_ledger(
    "nil_report", "journal", make_field("ledger", "string"), make_field("first", "date"), make_field("last", "date")
)
LEDGERS = {item.name: item for item in (HOUSEHOLD, ALLOWANCE, PAYMENT, NIL)}


def indicator(name: str, measure: str | None = None, ledger: str = "payment", **more: object) -> Indicator:
    chosen = ledger if measure is not None else None
    unit = str(more.pop("unit", "元"))
    return Indicator(name, "test", text(name), unit, Place("test.yaml", 7), ledger=chosen, measure=measure, **more)  # type: ignore[arg-type]


def check(name: str, expression: str, by: tuple[str, ...] = ("township",), tolerance: str = "0") -> Check:
    return Check(name, "test", text(name), expression, Place("test.yaml", 9), by, Decimal(tolerance))


def catalogue(
    *indicators: Indicator, checks: Iterable[Check] = (), ledgers: Mapping[str, Ledger] = LEDGERS
) -> Catalogue:
    return Catalogue(
        ledgers=ledgers,
        indicators={item.name: item for item in indicators},
        checks={item.name: item for item in checks},
    )


def tree(day: date) -> OrgTree:
    """Old A and old B merged into new on 2020-03-01; split became east and west on 2020-02-01."""
    start = date(2019, 1, 1)
    last = date(2020, 2, 29)

    def village(code: OrgCode, first: date = start, ended: date | None = None, *to: OrgCode) -> OrgUnit:
        return OrgUnit(code, f"v{code[-1]}", "village", TOWN, first, ended, to)

    return OrgTree.of(
        [
            OrgUnit(TOWN, "town", "township", None, start),
            village(EAST),
            OrgUnit(WEST, "west", "community", TOWN, start),
            village(NEW, date(2020, 3, 1)),
            village(OLD_A, start, last, NEW),
            village(OLD_B, start, last, NEW),
            village(SPLIT, start, date(2020, 1, 31), EAST, WEST),
            village(QUIET),
        ],
        day,
    )


@dataclass
class FakeSource:
    """Revisions in memory. ``batch`` is how many go into one record batch."""

    rows: list[dict[str, object]] = field(default_factory=list)
    batch: int = 3
    ledger_of: list[str] = field(default_factory=list)

    def add(  # noqa: PLR0917
        self, ledger: str, record: int, kind: str, effective: str, org: str = "", state: str | None = None, /,
        reverts: int | None = None, key: str | None = None, fields: Mapping[str, Field] | None = None, **values: object,
    ) -> int:  # fmt: skip
        """Append one revision; returns its seq. Fields not given are null."""
        known = fields if fields is not None else LEDGERS[ledger].columns
        content = kind in ("create", "amend", "step")
        data = {name: values.get(name) for name in known} if content else {}
        assert set(values) <= set(known), values
        self.rows.append(
            {
                "seq": len(self.rows) + 1,
                "submission": 1,
                "record": record,
                "key": key if key is not None else f"k{record}",
                "kind": kind,
                "effective": date.fromisoformat(effective),
                "org": str(org),
                "state": state,
                "target": reverts,
                "data": orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode(),
            }
        )
        self.ledger_of.append(ledger)
        return len(self.rows)

    def head(self) -> int:
        return len(self.rows)

    def _batches(self, rows: list[dict[str, object]]) -> Iterator[pa.RecordBatch]:
        for start in range(0, len(rows), self.batch):
            yield pa.RecordBatch.from_pylist(rows[start : start + self.batch], SCHEMA)

    def revisions(self, ledger: str, after: int, until: int) -> Iterator[pa.RecordBatch]:
        chosen = zip(self.rows[after:until], self.ledger_of[after:until], strict=True)
        yield from self._batches([row for row, of in chosen if of == ledger])

    def revisions_of(self, ledger: str, records: Sequence[int], until: int) -> Iterator[pa.RecordBatch]:
        wanted = set(records)
        chosen = zip(self.rows[:until], self.ledger_of[:until], strict=True)
        rows = [row for row, of in chosen if of == ledger and row["record"] in wanted]
        yield from self._batches(sorted(rows, key=lambda row: (row["record"], row["seq"])))


@dataclass
class Desk:
    """A source, its analytical copy, and the engine over it; ``value`` refreshes first."""

    folder: Path
    catalogue: Catalogue
    source: FakeSource = field(default_factory=FakeSource)

    def __post_init__(self) -> None:
        self.columns = Columns(self.folder, self.catalogue)
        self.engine = Engine(self.catalogue, self.columns, lambda asof: tree(asof.effective))

    def cutoff(self, day: str = "2020-12-31", known_by: int | None = None) -> Cutoff:
        self.columns.refresh(self.source)
        return Cutoff(date.fromisoformat(day), self.source.head() if known_by is None else known_by)

    def value(
        self,
        name: str,
        org: OrgCode = TOWN,
        period: str = "2020H1",
        by: str | None = None,
        cutoff: Cutoff | None = None,
    ) -> Value:
        request = Request(name, org, Period.parse(period), by)
        return self.engine.evaluate([request], cutoff or self.cutoff())[request]

    def amount(self, name: str, org: OrgCode = TOWN, period: str = "2020H1", **more: str) -> str:
        """The amount as text, or the status when there is none."""
        value = self.value(name, org, period, cutoff=self.cutoff(**more))
        return value.status if value.amount is None else str(value.amount)


def pay(source: FakeSource, record: int, day: str, org: str, amount: str, **values: object) -> int:
    return source.add("payment", record, "create", day, org, amount=amount, **values)
