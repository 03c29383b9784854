"""Rules of workflow steps: who may take one, from which state, when, and with what filled in."""

from collections.abc import Iterator
from datetime import date

from taizhang.declare.model import ROLES, Ledger, Step, Workflow
from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text
from taizhang.ledger import faults
from taizhang.ledger.deadlines import day_after
from taizhang.ledger.entries import Actor, Due
from taizhang.ledger.history import History, Row


def may_take(step: Step, actor: Actor, kind: str) -> bool:
    """Roles: the step's own, or ``admin``. A registrar may transcribe any step from paper, which only imports do."""
    return bool(actor.roles & {step.by, "admin"}) or ("registrar" in actor.roles and kind == "import")


def check_taker(step: Step, actor: Actor, kind: str, place: Place) -> list[Issue]:
    if may_take(step, actor, kind):
        return []
    return [faults.step_not_allowed(step.title, ROLES.get(step.by, Text(step.by, step.by)), place)]


def already_taken(step: Step, history: History) -> date | None:
    """When this step was taken, as far as it counts now."""
    return next((row.effective for row in reversed(history.rows) if row.step == step.name), None)


def check_step(ledger: Ledger, step: Step, history: History, day: date, place: Place) -> list[Issue]:
    """Whether the record's course allows ``step`` on ``day``; a late one is a warning.

    That the record exists by then and that ``needs`` are filled in is checked elsewhere.
    """
    assert ledger.workflow is not None
    workflow = ledger.workflow
    row = history.at(day)
    if row is None:
        return []
    later = next((item.effective for item in history.rows if item.step and item.effective > day), None)
    if later is not None:
        return [faults.step_before_later(step.title, later, place)]
    if row.state not in step.sources:
        sources = [workflow.states[name] for name in step.sources]
        now = workflow.states.get(row.state, Text(row.state, row.state))
        return [faults.step_wrong_state(step.title, now, sources, place)]
    due = due_of(step, history.entered(day))
    if due.earliest is not None and day < due.earliest:
        return [faults.step_too_early(step.title, due.earliest, place)]
    if due.latest is not None and day > due.latest:
        return [faults.step_late(step.title, due.latest, due.exact, place)]
    return []


def check_needs(ledger: Ledger, step: Step, row: Row, place: Place) -> list[Issue]:
    """``row`` is the one that the step makes."""
    return [
        faults.step_needs_field(step.title, ledger.fields[name], place) for name in step.needs if row.get(name) is None
    ]


def due_of(step: Step, entered: date) -> Due:
    """From when and until when ``step`` is due for a record that entered the state on ``entered``."""
    earliest, latest, exact = None, None, True
    if step.after is not None:
        earliest, exact = day_after(entered, step.after)
    if step.within is not None:
        latest, known = day_after(entered, step.within)
        exact = exact and known
    return Due(step.name, earliest, latest, exact)


def dues(workflow: Workflow, state: str, entered: date) -> Iterator[Due]:
    """The steps that may come next, with their dates."""
    for step in workflow.steps.values():
        if state in step.sources:
            yield due_of(step, entered)
