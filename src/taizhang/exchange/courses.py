"""What a row of an export says of a record's course besides its values: its first day, last change and steps."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from taizhang.declare.model import Ledger
from taizhang.kernel.asof import AsOf
from taizhang.kernel.timeline import Mark, Timeline

if TYPE_CHECKING:
    from taizhang.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Course:
    """``changed`` is the last day from which a change of values holds; ``steps`` the last day each step was taken."""

    first: date
    changed: date | None = None
    steps: Mapping[str, date] = field(default_factory=dict)


def courses(store: "Store", ledger: Ledger, asof: AsOf) -> dict[int, Course]:
    """The course of each record that exists as of ``asof``, by its number."""
    revisions: dict[int, list[_Revision]] = defaultdict(list)
    for batch in store.source().revisions(ledger.name, 0, asof.known_by):
        names = ("record", "seq", "kind", "effective", "target", "state", "org", "data")
        columns: list[list[Any]] = [batch.column(name).to_pylist() for name in names]
        for record, seq, kind, effective, target, state, org, data in zip(*columns, strict=True):
            mark = Mark(seq, kind, effective, target)
            revisions[record].append(_Revision(mark, state, hash((org, data))))
    found = {record: _course(ledger, of_record, asof.effective) for record, of_record in revisions.items()}
    return {record: course for record, course in found.items() if course is not None}


@dataclass(frozen=True, slots=True)
class _Revision:
    mark: Mark
    state: str
    content: int


def _course(ledger: Ledger, revisions: list[_Revision], day: date) -> Course | None:
    timeline = Timeline()
    for revision in revisions:
        timeline.add(revision.mark)
    by_seq = {revision.mark.seq: revision for revision in revisions}
    visible = [by_seq[seq] for effective, seq in timeline.visible if effective <= day]
    if not visible:
        return None
    changed, steps = None, {}
    for before, after in pairwise(visible):
        if after.mark.kind == "step":
            name = _step(ledger, before.state, after.state)
            if name is not None:
                steps[name] = after.mark.effective
        if after.mark.kind != "step" or after.content != before.content:
            changed = after.mark.effective
    first = visible[0].mark.effective
    return Course(first, changed if changed != first else None, steps)


def _step(ledger: Ledger, before: str, after: str) -> str | None:
    """The step that leads from one state to the other; the first declared when several do."""
    steps = ledger.workflow.steps.values() if ledger.workflow else ()
    return next((step.name for step in steps if step.to == after and before in step.sources), None)
