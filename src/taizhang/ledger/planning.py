"""Planning: from the entries of a draft to the revisions to write, or to what is wrong with them.

First pass, without the database: values are checked, keys made, and it is noted which records are needed. Second pass,
over histories fetched in bulk: each entry is applied to its record's history in memory, so that later entries see
earlier ones. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from taizhang.declare.model import Catalogue, Field, Ledger
from taizhang.kernel.issue import Issue, Place
from taizhang.ledger import faults, workflow
from taizhang.ledger.canonical import Encoded
from taizhang.ledger.entries import Draft, Entry
from taizhang.ledger.history import ORG, STATE, History, Row
from taizhang.ledger.identity import SEPARATOR, Identities
from taizhang.ledger.shelf import Shelf
from taizhang.ledger.units import UNITS, Units
from taizhang.ledger.values import clean_values, missing_required

Progress = Callable[[int, int], None]
STRIDE = 2000


@dataclass(slots=True)
class Clean:
    """An entry after the first pass: canonical values with references as keys, and the record's own key."""

    entry: Entry
    shape: "Shape"
    values: dict[str, Encoded]
    key: str


@dataclass(frozen=True)
class Shape:
    """What planning asks of a ledger again and again."""

    ledger: Ledger
    references: tuple[tuple[Field, Ledger], ...]
    units: tuple[Field, ...]
    personal: frozenset[str]
    plain: tuple[str, ...]
    required: tuple[str, ...]
    barred: tuple[Field, ...]

    @classmethod
    def of(cls, ledger: Ledger, catalogue: Catalogue) -> "Shape":
        fields = ledger.fields.values()
        targets = [(item, catalogue.ledgers.get(item.to or "")) for item in fields if item.type == "reference"]
        identity = [ledger.fields[name] for name in ledger.identity]
        return cls(
            ledger,
            tuple((item, target) for item, target in targets if target is not None),
            tuple(item for item in fields if item.type == "unit"),
            frozenset(ledger.personal),
            tuple(ledger.columns),
            tuple(item.name for item in fields if item.required),
            tuple(item for item in identity if item.type != "reference") if len(identity) > 1 else (),
        )


@dataclass
class Plan:
    """Revisions to write in order, each with its record, and the counts for the receipt."""

    rows: list[tuple[History, Row]] = field(default_factory=list)
    created: int = 0
    amended: int = 0
    stepped: int = 0
    voided: int = 0
    unchanged: int = 0
    issues: list[Issue] = field(default_factory=list)


def clean_entries(
    draft: Draft, catalogue: Catalogue, identities: Identities, progress: Progress
) -> tuple[list[Clean], list[Issue]]:
    """The first pass."""
    shapes = {name: Shape.of(ledger, catalogue) for name, ledger in catalogue.ledgers.items()}
    cleaned: list[Clean] = []
    issues: list[Issue] = []
    for done, entry in enumerate(draft.entries):
        if done % STRIDE == 0:
            progress(done, len(draft.entries))
        shape = shapes.get(entry.ledger)
        if shape is None:
            issues.append(faults.ledger_unknown(entry.ledger, list(shapes), entry.place))
            continue
        values, found = clean_values(shape.ledger, entry.values, entry.place)
        found += _resolve(shape, values, entry.place, identities)
        if found:
            issues += found
            continue
        key = identities.key_of(shape.ledger, values)
        if key is None and entry.record is None:
            issues.append(faults.identity_missing(shape.ledger, entry.place))
            continue
        cleaned.append(Clean(entry, shape, values, key or ""))
    return cleaned, issues


def _resolve(shape: Shape, values: dict[str, Encoded], place: Place, identities: Identities) -> list[Issue]:
    """Replace references given as text by keys."""
    issues = []
    for item, target in shape.references:
        text = values.get(item.name)
        if text is None:
            continue
        key = identities.key_of_text(target, str(text))
        if key is None:
            issues.append(faults.reference_unknown(item, target, str(text), place))
        else:
            values[item.name] = key
    for item in shape.barred:
        if SEPARATOR in str(values.get(item.name) or ""):
            issues.append(faults.identity_bar(item, place))
    return issues


class Planner:
    """The second pass, over a shelf of one database state."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf, draft: Draft) -> None:
        self._catalogue = catalogue
        self._shelf = shelf
        self._draft = draft
        self._plan = Plan()
        self._touched_units: dict[str, tuple[History, Place]] = {}
        self._units = Units(())

    def plan(self, cleaned: Sequence[Clean], progress: Progress) -> Plan:
        self._fetch(cleaned)
        for done, clean in enumerate(cleaned):
            if done % STRIDE == 0:
                progress(done, len(cleaned))
            self._apply(clean)
        for history, place in self._touched_units.values():
            self._plan.issues += self._units.check(history, place)
        return self._plan

    def _fetch(self, cleaned: Sequence[Clean]) -> None:
        keys: dict[str, set[str]] = defaultdict(set)
        records = set()
        for clean in cleaned:
            if clean.entry.record is not None:
                records.add(clean.entry.record)
            elif clean.key:
                keys[clean.shape.ledger.name].add(clean.key)
            for item, target in clean.shape.references:
                key = clean.values.get(item.name)
                if key is not None:
                    keys[target.name].add(str(key))
        self._shelf.fetch_ledger(UNITS)
        for ledger, wanted in keys.items():
            self._shelf.fetch(ledger, wanted)
        self._shelf.fetch_records(records)
        self._units = Units(history for (ledger, _), history in self._shelf.by_key.items() if ledger == UNITS)

    def _apply(self, clean: Clean) -> None:
        history, issues = self._history(clean)
        if history is None:
            self._plan.issues += issues
            return
        issues += self._check_targets(clean)
        if issues:
            self._plan.issues += issues
            return
        match clean.entry.action:
            case "put" if not history.rows:
                self._create(clean, history)
            case "put" | "amend":
                self._amend(clean, history)
            case "create":
                self._create(clean, history)
            case "step":
                self._step(clean, history)
            case "void":
                self._void(clean, history)

    def _history(self, clean: Clean) -> tuple[History | None, list[Issue]]:
        """The record an entry is about, and why it cannot be about it."""
        entry, ledger = clean.entry, clean.shape.ledger
        new = entry.action in ("put", "create")
        if entry.record is not None:
            history = self._shelf.by_id.get(entry.record)
            if history is None or history.ledger != ledger.name or not history.rows:
                return None, [faults.record_unknown(ledger, f"#{entry.record}", entry.place)]
            if entry.action == "create":
                return None, [faults.exists(ledger, f"#{entry.record}", entry.place)]
            return self._check_identity(clean, history)
        if not clean.key:
            return (History(ledger.name, ""), []) if new else (None, [faults.identity_missing(ledger, entry.place)])
        history = self._shelf.by_key[ledger.name, clean.key]
        if entry.action == "create" and history.rows:
            return None, [faults.exists(ledger, clean.key, entry.place)]
        if not history.rows and not new:
            return None, [faults.record_unknown(ledger, clean.key, entry.place)]
        return history, []

    def _check_identity(self, clean: Clean, history: History) -> tuple[History | None, list[Issue]]:
        """A record named by its number may repeat its identity, not change it."""
        ledger = clean.shape.ledger
        if clean.shape.personal & frozenset(ledger.identity):
            self._shelf.open(history)
        last = history.rows[-1]
        for name in ledger.identity:
            if name in clean.values and clean.values[name] != last.get(name):
                return None, [faults.identity_fixed(ledger, clean.entry.place)]
        return history, []

    def _check_targets(self, clean: Clean) -> list[Issue]:
        """References and unit fields must point at what exists."""
        issues = []
        for item, target in clean.shape.references:
            key = clean.values.get(item.name)
            if key is not None and not self._shelf.by_key[target.name, str(key)].rows:
                issues.append(faults.reference_unknown(item, target, str(key), clean.entry.place))
        for item in clean.shape.units:
            code = clean.values.get(item.name)
            if code is not None and not self._units.exists(str(code)):
                issues.append(faults.unit_unknown(str(code), clean.entry.place))
        return issues

    def _org_of(self, clean: Clean) -> tuple[str | None, list[Issue]]:
        """The unit an entry says or implies; None when it says nothing."""
        entry, ledger = clean.entry, clean.shape.ledger
        if ledger.name == UNITS:
            return clean.key or None, []
        if ledger.org_from is not None:
            reference = clean.values.get(ledger.org_from)
            target = ledger.fields[ledger.org_from].to
            if reference is None or target is None:
                return None, []
            lender = self._shelf.by_key[target, str(reference)]
            row = lender.at(entry.effective) or lender.rows[0]
            return self._units.carried_by(row.org, entry.effective), []
        if entry.org is None:
            return None, []
        problem = self._units.problem(entry.org, entry.effective)
        return str(entry.org), [replace(problem, place=entry.place)] if problem is not None else []

    def _create(self, clean: Clean, history: History) -> None:
        entry, shape = clean.entry, clean.shape
        issues = missing_required(shape.ledger, clean.values, shape.required, entry.place)
        org, wrong = self._org_of(clean)
        issues += wrong
        if org is None:
            issues.append(faults.unit_missing(shape.ledger, entry.place))
        if issues or org is None:
            self._plan.issues += issues
            return
        state = shape.ledger.workflow.start if shape.ledger.workflow else ""
        values = clean.values
        personal = {name: values.pop(name, None) for name in shape.personal} if shape.personal else None
        if len(values) < len(shape.plain):
            values = dict.fromkeys(shape.plain) | values
        row = Row("create", entry.effective, org, state, values, personal)
        history.create(row)
        self._plan.rows.append((history, row))
        self._plan.created += 1
        self._unit_changed(shape.ledger, history, entry.place)

    def _amend(self, clean: Clean, history: History) -> None:
        changes, issues = self._changes(clean, history)
        if issues:
            self._plan.issues += issues
            return
        rows = history.amend(clean.entry.effective, changes, clean.shape.personal)
        self._plan.amended += bool(rows)
        self._plan.unchanged += not rows
        self._plan.rows += [(history, row) for row in rows]
        if rows:
            self._unit_changed(clean.shape.ledger, history, clean.entry.place)

    def _changes(self, clean: Clean, history: History) -> tuple[dict[str, Encoded], list[Issue]]:
        entry, shape = clean.entry, clean.shape
        if entry.effective < history.rows[0].effective:
            return {}, [faults.before_first(history.rows[0].effective, entry.place)]
        org, issues = self._org_of(clean)
        issues += missing_required(shape.ledger, clean.values, clean.values, entry.place)
        changes = dict(clean.values)
        if org is not None:
            changes[ORG] = org
        if shape.personal & changes.keys():
            self._shelf.open(history)
        return changes, issues

    def _step(self, clean: Clean, history: History) -> None:
        entry, ledger = clean.entry, clean.shape.ledger
        step = ledger.workflow.steps.get(entry.step or "") if ledger.workflow else None
        if step is None:
            self._plan.issues.append(faults.step_unknown(ledger, entry.step, entry.place))
            return
        if self._draft.kind == "import":
            taken = workflow.already_taken(step, history)
            if taken is not None:
                self._repeat(clean, taken)
                return
        issues = workflow.check_taker(step, self._draft.actor, self._draft.kind, entry.place)
        issues += workflow.check_step(ledger, step, history, entry.effective, entry.place)
        changes, wrong = self._changes(clean, history)
        issues += wrong
        self._plan.issues += issues
        if any(issue.severity == "error" for issue in issues):
            return
        if clean.shape.personal & frozenset(step.needs):
            self._shelf.open(history)
        changes[STATE] = step.to
        rows = history.amend(entry.effective, changes, clean.shape.personal, "step", step.name)
        self._plan.issues += workflow.check_needs(ledger, step, rows[0], entry.place)
        self._plan.rows += [(history, row) for row in rows]
        self._plan.stepped += 1

    def _repeat(self, clean: Clean, taken: date) -> None:
        """An import that brings a step again: the same day is nothing new, another day is a contradiction."""
        entry = clean.entry
        if taken == entry.effective:
            self._plan.unchanged += 1
            return
        assert clean.shape.ledger.workflow is not None and entry.step is not None
        title = clean.shape.ledger.workflow.steps[entry.step].title
        self._plan.issues.append(faults.step_already_taken(title, taken, entry.place))

    def _void(self, clean: Clean, history: History) -> None:
        last = history.rows[-1]
        history.void()
        row = Row("void", clean.entry.effective, last.org, last.state, {})
        self._plan.rows.append((history, row))
        self._plan.voided += 1
        self._unit_changed(clean.shape.ledger, history, clean.entry.place)

    def _unit_changed(self, ledger: Ledger, history: History, place: Place) -> None:
        if ledger.name == UNITS:
            self._units.changed(history)
            self._touched_units[history.key] = (history, place)
