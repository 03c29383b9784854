"""Workflows: states, the steps between them, who may take them and by when."""

import re
from collections.abc import Collection, Iterable, Mapping

from taizhang.declare.faults import Faults
from taizhang.declare.fields import read_texts
from taizhang.declare.form import Form, Named
from taizhang.declare.model import ROLES, Limit, Step, Workflow
from taizhang.declare.yaml_tree import Node, Scalar
from taizhang.kernel.text import Text

_LIMIT = re.compile(r"([0-9]{1,4}) (working )?days?")
_STEP_KEYS = ("title", "from", "to", "by", "within", "after", "needs", "date")


def read_workflow(node: Node, fields: Collection[str], faults: Faults) -> Workflow:
    """The workflow as far as it can be read. ``fields`` are the names of the ledger's fields."""
    form = Form(node, Text("流程", "workflow"), ("start", "states", "steps"), faults)
    states = read_texts("states", form, required=True)
    start = form.string("start", required=True)
    misspelt = False
    if start is not None and states and start not in states:
        misspelt = True
        faults.unknown("pack-unknown-state", form.at("start"), start, states, form.what)
    steps: dict[str, Step] = {}
    for name, entry in form.named("steps", required=True):
        step = _read_step(name, entry, states, fields, faults)
        misspelt = misspelt or not {*step.sources, step.to} <= set(states)
        steps[name] = step
    if start is not None and states and not misspelt:
        _check_reachable(start, states, steps.values(), form)
    return Workflow(start or "", states, steps, form.place)


def _read_step(name: str, node: Node, states: Mapping[str, Text], fields: Collection[str], faults: Faults) -> Step:
    form = Form(node, Text(f"环节“{name}”", f"step '{name}'"), _STEP_KEYS, faults)
    sources = _sources(form)
    target = form.string("to", required=True) or ""
    for word in (*sources, *([Named(target, form.at("to"))] if target else [])):
        if states and word.text not in states:
            faults.unknown("pack-unknown-state", word.place, word.text, states, form.what)
    needs = form.names("needs")
    for word in needs:
        if word.text not in fields:
            faults.unknown("pack-unknown-field", word.place, word.text, fields, form.what)
    return Step(
        name=name,
        title=form.title(required=False) or states.get(target) or Text(name, name),
        place=node.place,
        sources=tuple(word.text for word in sources),
        to=target,
        by=form.one_of("by", ROLES, required=True) or "",
        within=_limit("within", form),
        after=_limit("after", form),
        needs=tuple(word.text for word in needs),
        date_title=form.title("date", required=False),
    )


def _sources(form: Form) -> tuple[Named, ...]:
    """``from: a`` or ``from: [a, b]``."""
    node = form.node("from", required=True)
    if isinstance(node, Scalar):
        word = form.string("from")
        return (Named(word, node.place),) if word else ()
    return form.names("from")


def _limit(key: str, form: Form) -> Limit | None:
    text = form.string(key)
    if text is None:
        return None
    match = _LIMIT.fullmatch(text)
    if match is not None and int(match[1]) > 0:
        return Limit(int(match[1]), working=match[2] is not None)
    what = Text(f"{form.what.zh}：读不懂时限“{text}”。", f"{form.what.en}: '{text}' is not a time limit.")
    remedy = Text(
        "请写成 7 days（自然日）或 10 working days（工作日）。", "Write 7 days (calendar days) or 10 working days."
    )
    form.faults.add("pack-bad-limit", form.at(key), what, remedy, text)
    return None


def _check_reachable(start: str, states: Mapping[str, Text], steps: Iterable[Step], form: Form) -> None:
    reached = {start}
    waiting = list(steps)
    while ready := [step for step in waiting if reached & set(step.sources)]:
        reached.update(step.to for step in ready)
        waiting = [step for step in waiting if step not in ready]
    for state in states:
        if state not in reached:
            what = Text(f"没有环节能到达状态“{state}”。", f"No step leads to the state '{state}'.")
            remedy = Text("请增加到达它的环节，或删去该状态。", "Add a step that leads to it, or delete the state.")
            form.faults.add("pack-unreachable-state", form.at("states"), what, remedy, state)
