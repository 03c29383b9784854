"""Ledgers: one YAML file each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from taizhang.declare.faults import Faults
from taizhang.declare.fields import read_fields
from taizhang.declare.form import Form, Named
from taizhang.declare.model import Expectation, Field, Ledger, Workflow
from taizhang.declare.workflows import read_workflow
from taizhang.declare.yaml_tree import Mapped
from taizhang.kernel.issue import Place
from taizhang.kernel.text import Text

UNIT_TITLE = Text("所属单位", "Unit")
DATE_TITLE = Text("业务日期", "Date")
_KEYS = ("kind", "title", "about", "identity", "label", "org", "date", "expect", "retention", "fields", "workflow")
_EVERY: tuple[Literal["week", "month", "quarter", "half", "year"], ...] = ("week", "month", "quarter", "half", "year")
LEVELS: tuple[Literal["village", "township"], ...] = ("village", "township")
_LONGEST = 36_500
_ORG_LEDGER = "org_unit"  # its rows are units themselves
_IGNORED = re.compile(r"[\s_]+")


def read_ledger(name: str, pack: str, node: Mapped, faults: Faults) -> Ledger:
    """The ledger as far as it can be read; what cannot be is reported and left at its default.

    Identity fields are required by nature, whether or not the pack says so.
    """
    form = Form(node, Text(f"台账“{name}”", f"ledger '{name}'"), _KEYS, faults)
    fields = read_fields(form)
    kind: Literal["register", "journal"] | None = form.one_of("kind", ("register", "journal"), required=True)
    identity = _fields_named("identity", form, fields)
    if kind == "register" and "identity" not in form:
        what = Text(f"{form.what.zh}：底册没有 identity。", f"{form.what.en}: a register needs an identity.")
        remedy = Text(
            "请写明用哪些字段区分记录，如 identity: [code]。",
            "Name the fields that tell records apart: identity: [code].",
        )
        faults.add("pack-identity-missing", form.place, what, remedy)
    if kind == "journal" and "identity" in form and not identity:
        faults.doubt(form.place)
    fields.update({field: replace(fields[field], required=True) for field in identity})
    org_title, org_from = _org(form, fields)
    retention_from, retention_days = _retention(form, fields)
    date = form.sub("date", ("title",))
    ledger = Ledger(
        name=name,
        pack=pack,
        kind=kind or "register",
        title=form.title() or Text(name, name),
        place=form.place,
        identity=identity,
        fields=fields,
        org_title=org_title,
        date_title=(date.title() if date else None) or DATE_TITLE,
        org_from=org_from,
        workflow=_workflow(kind, form, fields),
        expect=_expectation(form),
        retention_from=retention_from,
        retention_days=retention_days,
        label=_fields_named("label", form, fields),
        about=form.title("about", required=False),
    )
    _check_subject(ledger, form)
    _check_headings(ledger, form)
    return ledger


def _fields_named(key: str, form: Form, fields: Mapping[str, Field]) -> tuple[str, ...]:
    return tuple(word.text for word in form.names(key) if _known(word, form, fields))


def _known(word: Named, form: Form, fields: Mapping[str, Field]) -> bool:
    if word.text not in fields:
        form.faults.unknown("pack-unknown-field", word.place, word.text, fields, form.what)
    return word.text in fields


def _field_of_type(form: Form, key: str, kind: str, fields: Mapping[str, Field]) -> Field | None:
    """The field that ``key`` names, which must be of type ``kind`` and not personal."""
    name = form.string(key, required=True)
    if name is None or not _known(Named(name, form.at(key)), form, fields):
        return None
    field = fields[name]
    if form.faults.doubted(field.place):
        return None
    if field.type == kind and field.personal is None:
        return field
    what = Text(
        f"{form.what.zh}：字段“{name}”应为 {kind} 类型且非个人信息。",
        f"{form.what.en}: field '{name}' must be of type {kind} and not personal.",
    )
    candidates = [other.name for other in fields.values() if other.type == kind and other.personal is None]
    remedy = Text(
        f"可用的字段：{'、'.join(candidates) or '无'}。", f"Fields that will do: {', '.join(candidates) or 'none'}."
    )
    form.faults.add("pack-field-type", form.at(key), what, remedy, name)
    return None


def _org(form: Form, fields: Mapping[str, Field]) -> tuple[Text, str | None]:
    org = form.sub("org", ("title", "from"))
    if org is None:
        return UNIT_TITLE, None
    title = org.title(required=False) or UNIT_TITLE
    field = _field_of_type(org, "from", "reference", fields) if "from" in org else None
    if field is not None and not field.required:
        what = Text(
            f"{form.what.zh}：单位取自“{field.name}”，但它不是必填。",
            f"{form.what.en}: the unit comes from '{field.name}', which may be empty.",
        )
        remedy = Text(f"请给“{field.name}”加上 required: true。", f"Add required: true to '{field.name}'.")
        form.faults.add("pack-org-optional", org.at("from"), what, remedy, field.name)
    return title, field.name if field else None


def _retention(form: Form, fields: Mapping[str, Field]) -> tuple[str | None, int | None]:
    retention = form.sub("retention", ("from", "days"))
    if retention is None:
        return None, None
    field = _field_of_type(retention, "from", "date", fields)
    days = retention.integer("days", 0, _LONGEST, required=True)
    return field.name if field else None, days


def _expectation(form: Form) -> Expectation | None:
    expect = form.sub("expect", ("every", "by"))
    if expect is None:
        return None
    every = expect.one_of("every", _EVERY, required=True)
    by = expect.one_of("by", LEVELS, required=True)
    return Expectation(every, by, expect.place) if every and by else None


def _workflow(kind: str | None, form: Form, fields: Mapping[str, Field]) -> Workflow | None:
    node = form.node("workflow")
    if node is None:
        return None
    if kind == "journal":
        what = Text(f"{form.what.zh}：流水不能有流程。", f"{form.what.en}: a journal has no workflow.")
        remedy = Text("请改为 kind: register，或删去 workflow。", "Make it kind: register, or delete the workflow.")
        form.faults.add("pack-workflow-journal", node.place, what, remedy)
    return read_workflow(node, fields, form.faults)


def _check_subject(ledger: Ledger, form: Form) -> None:
    ids = [field for field in ledger.fields.values() if field.personal == "id"]
    for field in ids[1:]:
        what = Text(
            f"{form.what.zh}：有两个 personal: id 字段（{ids[0].name}、{field.name}）。",
            f"{form.what.en}: two fields are personal: id ({ids[0].name}, {field.name}).",
        )
        remedy = Text(
            "一条记录只能说明一个人的身份；其余请用 personal: other。",
            "A record is about one person: make the others personal: other.",
        )
        form.faults.add("pack-two-subjects", field.place, what, remedy, field.name)


def _headings(ledger: Ledger) -> Iterator[tuple[str, Text, Place]]:
    """Name, title and place of every column that the ledger declares for its workbooks."""
    if ledger.org_from is None and ledger.name != _ORG_LEDGER:
        yield "org", ledger.org_title, ledger.place
    yield "effective", ledger.date_title, ledger.place
    for field in ledger.fields.values():
        yield field.name, field.title, field.place
    for step in ledger.workflow.steps.values() if ledger.workflow else ():
        title = step.date_title or Text(f"{step.title.zh}日期", f"{step.title.en} date")
        yield step.name, title, step.place


def _check_headings(ledger: Ledger, form: Form) -> None:
    """Workbooks match columns by name or by title, so each must mean one column only."""
    owners: dict[str, tuple[int, str]] = {}
    for number, (name, title, place) in enumerate(_headings(ledger)):
        for heading in (name, title.zh, title.en):
            owner, other = owners.setdefault(_IGNORED.sub("", heading.casefold()), (number, name))
            if owner != number:
                what = Text(
                    f"{form.what.zh}：“{heading}”既指“{other}”又指“{name}”。",
                    f"{form.what.en}: '{heading}' means both '{other}' and '{name}'.",
                )
                remedy = Text("工作簿按列名取数，请改其中一个名称。", "Workbooks find columns by heading: rename one.")
                form.faults.add("pack-duplicate-title", place, what, remedy, heading)
