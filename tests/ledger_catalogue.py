"""A small catalogue for tests of the store, and shorthands to write to it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import count

from taizhang.declare.model import Catalogue, Field, Ledger, Limit, Step, Workflow
from taizhang.kernel.issue import Issue, Place, has_errors
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.text import Text
from taizhang.ledger.entries import Action, Actor, Draft, Entry, Receipt, Value

PLACE = Place("test.yaml", 1)
TOWN = OrgCode("150000000000")
EAST, WEST, JOINED = OrgCode("150000000001"), OrgCode("150000000002"), OrgCode("150000000003")
CLERK = Actor("李办", frozenset({"clerk"}))
ADMIN = Actor("管理", frozenset({"admin"}))
_keys = count(1)


def text(word: str) -> Text:
    return Text(word, word)


def field(name: str, type: str = "string", **rest: object) -> Field:
    return Field(name, text(name), type, PLACE, **rest)  # type: ignore[arg-type]


def ledger(name: str, *fields: Field, identity: tuple[str, ...] = (), kind: str = "register", **rest: object) -> Ledger:
    columns = {item.name: item for item in fields}
    return Ledger(
        name,
        "test",
        kind,
        text(name),
        PLACE,
        identity,
        columns,
        text("单位"),
        text("日期"),
        **rest,  # type: ignore[arg-type]
    )


def _step(name: str, sources: str, to: str, by: str, **rest: object) -> Step:
    return Step(name, text(name), PLACE, tuple(sources.split()), to, by, **rest)  # type: ignore[arg-type]


_KINDS = ["county", "township", "village", "community", "group", "office", "station"]
ORG_UNIT = ledger(
    "org_unit",
    field("code", required=True),
    field("name", required=True),
    field("kind", "choice", required=True, choices={kind: text(kind) for kind in _KINDS}),
    field("parent"),
    field("last_day", "date"),
    field("successors"),
    identity=("code",),
)
HOUSEHOLD = ledger(
    "household",
    field("number", required=True),
    field("head", personal="name"),
    field("persons", "integer", minimum=Decimal(1)),
    field("area", "decimal", digits=2),
    identity=("number",),
)
RESIDENT = ledger(
    "resident",
    field("id_number", format="resident_id", personal="id", required=True),
    field("name", personal="name", required=True),
    field("phone", format="phone", personal="phone"),
    field("household", "reference", to="household"),
    field("sex", "choice", choices={"male": Text("男", "male"), "female": Text("女", "female")}),
    identity=("id_number",),
    org_from="household",
)
ALLOWANCE = ledger(
    "allowance",
    field("resident", "reference", to="resident", required=True),
    field("monthly", "decimal", digits=2),
    identity=("resident",),
    org_from="resident",
    workflow=Workflow(
        "applied",
        {name: text(name) for name in ("applied", "surveyed", "publicised", "approved", "ended")},
        {
            step.name: step
            for step in (
                _step("survey", "applied", "surveyed", "clerk", within=Limit(10, working=True)),
                _step("publicise", "surveyed", "publicised", "reviewer"),
                _step("approve", "publicised", "approved", "leader", after=Limit(7), needs=("monthly",)),
                _step("end", "applied surveyed publicised approved", "ended", "clerk"),
            )
        },
        PLACE,
    ),
)
PAYMENT = ledger(
    "payment",
    field("resident", "reference", to="resident", required=True),
    field("amount", "decimal", required=True, digits=2),
    kind="journal",
    org_from="resident",
)
VISITOR = ledger(
    "visitor",
    field("name", personal="name", required=True),
    field("left_on", "date"),
    kind="journal",
    retention_from="left_on",
    retention_days=30,
)
CATALOGUE = Catalogue(
    ledgers={item.name: item for item in (ORG_UNIT, HOUSEHOLD, RESIDENT, ALLOWANCE, PAYMENT, VISITOR)}
)


def entry(
    ledger: str,
    action: Action,
    day: str,
    org: str | None = None,
    /,
    *,
    step: str | None = None,
    record: int | None = None,
    **values: Value,
) -> Entry:
    return Entry(ledger, action, date.fromisoformat(day), values, OrgCode(org) if org else None, record, step)


def put(ledger: str, day: str, org: str | None = None, /, **values: Value) -> Entry:
    return entry(ledger, "put", day, org, **values)


def draft(*entries: Entry, actor: Actor = ADMIN, kind: str = "form", key: str | None = None, reason: str = "") -> Draft:
    return Draft(key or f"test-{next(_keys)}", kind, actor, "test", reason, entries)  # type: ignore[arg-type]


def unit(code: str, name: str, kind: str, parent: str | None = TOWN, day: str = "2000-01-01", **values: Value) -> Entry:
    return put("org_unit", day, code=code, name=name, kind=kind, parent=parent, **values)


UNITS = (
    unit(TOWN, "阿山镇", "township", None),
    unit(EAST, "东村", "village"),
    unit(WEST, "西村", "village"),
)


def done(answer: tuple[Receipt | None, list[Issue]]) -> Receipt:
    """The receipt of an append that must succeed."""
    receipt, issues = answer
    assert receipt is not None and not has_errors(issues), [issue.line("en") for issue in issues]
    return receipt


def codes(answer: tuple[object, list[Issue]] | list[Issue]) -> list[str]:
    """The codes of what was found wrong."""
    issues = answer if isinstance(answer, list) else answer[1]
    return [issue.code for issue in issues]


def resident_id(number: int, born: date = date(1980, 1, 1)) -> str:
    """A valid, made-up identity number."""
    from stdnum.cn import ric

    body = f"152201{born:%Y%m%d}{number:03}"
    return body + ric.calc_check_digit(body + "0")


def values_of(rows: Mapping[str, Value], *names: str) -> tuple[Value, ...]:
    return tuple(rows[name] for name in names)
