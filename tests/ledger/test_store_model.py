"""The store against a naive model, over random histories.

The model keeps patches, not rows: a list of (submission, record, what) in order of recording. It answers a read as of
(day, known by) by taking the submissions known, leaving out those reverted by a known revert, and folding what is left
in order of (effective, order of recording).
"""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ledger_catalogue import ADMIN, CATALOGUE, EAST, JOINED, TOWN, UNITS, WEST, done, draft, entry, field, ledger

from taizhang.declare.model import Catalogue
from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import has_errors
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger import org
from taizhang.ledger.store import Store

HOUSEHOLD = ledger(
    "household",
    field("number", required=True),
    field("persons", "integer"),
    field("area", "integer"),
    field("head", personal="name"),
    identity=("number",),
)
FIELDS = ("persons", "area", "head")
FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(6)]
MERGER = DAYS[3]


@dataclass(frozen=True)
class Patch:
    """``create`` and ``amend`` carry the fields given; ``void`` forgets all before it."""

    record: str
    kind: str
    day: date
    changes: dict


class Model:
    def __init__(self):
        self.submissions = []  # (number, first patch order, patches, reverts) in order of recording

    def known(self, count):
        """The submissions that count to a reader who knows the first ``count``."""
        first = self.submissions[:count]
        reverted = {item["reverts"] for item in first if item["reverts"]}
        return [item for item in first if item["number"] not in reverted]

    def rows(self, day, count):
        """record -> (patches folded) for every record that exists on ``day``."""
        lives = {}
        for patch in itertools.chain.from_iterable(item["patches"] for item in self.known(count)):
            if patch.kind == "void":
                lives[patch.record] = []
            else:
                lives.setdefault(patch.record, []).append(patch)
        folded = {}
        for record, patches in lives.items():
            effective = sorted((patch for patch in patches if patch.day <= day), key=lambda patch: patch.day)
            if effective:
                row = {}
                for patch in effective:
                    row |= patch.changes
                folded[record] = row
        return folded

    def first_day(self, record):
        patches = [p for item in self.known(len(self.submissions)) for p in item["patches"] if p.record == record]
        while any(patch.kind == "void" for patch in patches):
            patches = patches[next(n for n, patch in enumerate(patches) if patch.kind == "void") + 1 :]
        return min((patch.day for patch in patches), default=None)

    def touched_later(self, number):
        mine = next(item for item in self.submissions if item["number"] == number)
        records = {patch.record for patch in mine["patches"]}
        return any(
            item["number"] > number and records & {patch.record for patch in item["patches"]}
            for item in self.known(len(self.submissions))
            if not item["reverts"]
        )


changes = st.fixed_dictionaries(
    {},
    optional={
        "persons": st.integers(1, 3),
        "area": st.one_of(st.none(), st.integers(1, 3)),
        "head": st.sampled_from(["甲", "乙", "丙"]),
    },
)


@st.composite
def writings(draw):
    """What one entry does: mostly a put, now and then a void."""
    kind = draw(st.sampled_from(["put"] * 7 + ["void"]))
    record, day = draw(st.sampled_from("AB")), draw(st.sampled_from(DAYS))
    return (
        (kind, record, day, draw(changes), draw(st.sampled_from([EAST, WEST])))
        if kind == "put"
        else (kind, record, day)
    )


@st.composite
def actions(draw):
    kind = draw(st.sampled_from(["submit"] * 7 + ["revert"] * 3 + ["merge"]))
    if kind == "submit":
        return kind, draw(st.lists(writings(), min_size=1, max_size=3))
    return kind, draw(st.integers(0, 2)) if kind == "revert" else None


histories = st.lists(actions(), min_size=4, max_size=14)


class Run:
    """Plays one history to a store and to the model, and expects the same answers."""

    def __init__(self, keys):
        self.store = Store(Catalogue(ledgers={**CATALOGUE.ledgers, "household": HOUSEHOLD}), keys)
        self.model = Model()
        self.heads = []
        self.merged = False
        done(self.store.append(draft(*UNITS)))
        self.record(done(self.store.append(draft(entry("household", "put", "2020-01-01", EAST, number="Z")))), [])

    def record(self, receipt, patches, reverts=None):
        number = receipt.submission
        self.model.submissions.append({"number": number, "patches": patches, "reverts": reverts})
        self.heads.append(receipt.last_seq)

    def play(self, kind, what):
        match kind:
            case "submit":
                self.submit(what)
            case "revert":
                self.revert(what)
            case "merge":
                self.merge()

    def merge(self):
        if self.merged:
            return
        tree = self.store.org_tree(AsOf(MERGER, self.store.head().seq))
        entries = org.merge(tree, [EAST, WEST], JOINED, "新村", MERGER)
        self.record(done(self.store.append(draft(*entries))), [])
        self.merged = True

    def revert(self, back):
        """Revert the submission that lies ``back`` from the last."""
        number = self.model.submissions[-1 - back % len(self.model.submissions)]["number"]
        mine = next(item for item in self.model.submissions if item["number"] == number)
        if not mine["patches"]:
            return
        receipt, issues = self.store.revert(number, ADMIN, "录错")
        known = {item["number"] for item in self.model.known(len(self.model.submissions))}
        if mine["reverts"] or number not in known or self.model.touched_later(number):
            assert receipt is None and has_errors(issues)
        else:
            assert receipt is not None, issues
            self.record(receipt, [], reverts=number)

    def submit(self, writings):
        """Entries go in together; the model says of each whether it may, given those before it."""
        trial = {"number": 0, "patches": [], "reverts": None}
        self.model.submissions.append(trial)
        entries = []
        for action in writings:
            patch = self.patch(action)
            if patch is None:
                continue
            given, made = patch
            entries.append(given)
            trial["patches"] += made
        self.model.submissions.pop()
        if entries:
            self.record(done(self.store.append(draft(*entries))), trial["patches"])

    def patch(self, action):
        """The entry and the patches an action makes; None when the store would refuse it."""
        kind, record, day, *rest = action
        begun = self.model.first_day(record)
        if kind == "void":
            return (
                None
                if begun is None
                else (entry("household", "void", day.isoformat(), number=record), [Patch(record, "void", day, {})])
            )
        given, unit = rest
        if begun is not None and day < begun:
            return None
        unit = JOINED if self.merged and day >= MERGER else unit
        asked = entry("household", "put", day.isoformat(), unit, number=record, **given)
        wanted = {**given, "@org": unit}
        if begun is None:
            return asked, [Patch(record, "create", day, {**dict.fromkeys(FIELDS), **wanted})]
        now = self.model.rows(day, len(self.model.submissions))[record]
        changed = {name: value for name, value in wanted.items() if now[name] != value}
        return asked, [Patch(record, "amend", day, changed)] if changed else []

    def compare(self):
        for count, head in enumerate(self.heads, 1):
            for day in DAYS:
                expected = self.model.rows(day, count)
                expected.pop("Z", None)
                found = {row.key: row for row in self.store.read("household", AsOf(day, head)) if row.key != "Z"}
                assert found.keys() == expected.keys()
                for key, row in found.items():
                    told = {**row.values, "@org": row.org, "head": row.masked["head"]}
                    told.pop("number")
                    head_now = expected[key]["head"]
                    assert told == {**expected[key], "head": head_now + "*" if head_now else ""}
        verified, issues = self.store.verify()
        assert not issues and verified.head == self.store.head().hash


@given(histories)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
)
def test_the_store_answers_as_the_model_does(db, keys, history):
    from django.db import transaction

    with transaction.atomic():
        run = Run(keys)
        for action in history:
            run.play(*action)
        run.compare()
        transaction.set_rollback(True)


def test_units_before_and_after_a_merger(town):
    before = town.head().seq
    tree = town.org_tree(AsOf(MERGER, before))
    done(town.append(draft(*org.merge(tree, [EAST, WEST], JOINED, "新村", MERGER))))
    after = town.head().seq
    assert town.org_tree(AsOf(MERGER, before)).children(TOWN) == (EAST, WEST)
    assert town.org_tree(AsOf(DAYS[2], after)).children(TOWN) == (EAST, WEST)
    assert town.org_tree(AsOf(MERGER, after)).children(TOWN) == (JOINED,)
    assert town.org_tree(AsOf(MERGER, after)).carried_by(EAST) == OrgCode(JOINED)
