"""Indicators: their form here; their expressions are checked where they are computed."""

import re
from collections.abc import Mapping
from typing import get_args

from taizhang.declare.faults import Faults
from taizhang.declare.fields import SQL_WORDS
from taizhang.declare.form import Form
from taizhang.declare.graph import cycles
from taizhang.declare.model import At, Catalogue, Field, Indicator, Ledger
from taizhang.declare.units import check_unit
from taizhang.declare.yaml_tree import Node
from taizhang.kernel.text import Text

_KEYS = ("title", "ledger", "measure", "at", "ratio", "derived", "unit", "by", "digits", "better", "note")
_ONE_OF = ("measure", "ratio", "derived")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_QUOTED = re.compile(r"'[^']*'")
_GROUPS = ("choice", "reference", "unit", "boolean")


def read_indicator(name: str, pack: str, node: Node, faults: Faults) -> Indicator:
    form = Form(node, _called(name), _KEYS, faults)
    if name in SQL_WORDS:
        what = Text(f"指标不能叫“{name}”：它是保留字。", f"An indicator cannot be called '{name}': reserved word.")
        faults.add("pack-reserved-name", form.place, what, Text("请换一个名称。", "Choose another name."), name)
    given = [key for key in _ONE_OF if key in form]
    if form.readable and len(given) != 1:
        found = "、".join(given) or "无"
        what = Text(
            f"{form.what.zh}：measure、ratio、derived 须恰有其一（现有：{found}）。",
            f"{form.what.en}: exactly one of measure, ratio, derived is needed (given: {', '.join(given) or 'none'}).",
        )
        remedy = Text("请只保留一种算法。", "Keep one way to compute it.")
        faults.add("pack-indicator-form", form.place, what, remedy)
    if "measure" not in form:
        _refuse_measure_keys(form)
    ratio = form.names("ratio")
    if "ratio" in form and len(form.listing("ratio")) != 2:
        what = Text(f"{form.what.zh}：ratio 应为两个指标。", f"{form.what.en}: a ratio has two members.")
        remedy = Text("请写成 ratio: [分子, 分母]。", "Write ratio: [numerator, denominator].")
        faults.add("pack-ratio-members", form.at("ratio"), what, remedy)
    digits = form.integer("digits", 0, 9)
    at: At | None = form.one_of("at", get_args(At))
    return Indicator(
        name=name,
        pack=pack,
        title=form.title() or Text(name, name),
        unit=check_unit("unit", form, required=True) or "",
        place=node.place,
        ledger=form.string("ledger", required="measure" in form),
        measure=form.string("measure"),
        at=at or "period",
        ratio=(ratio[0].text, ratio[1].text) if len(ratio) == 2 else None,
        derived=form.string("derived"),
        by=tuple(word.text for word in form.names("by")),
        digits=digits or 0,
        better=form.one_of("better", ("more", "less")),
        note=form.title("note", required=False),
    )


def _called(name: str) -> Text:
    return Text(f"指标“{name}”", f"indicator '{name}'")


def _refuse_measure_keys(form: Form) -> None:
    for key in ("ledger", "at"):
        if key in form:
            what = Text(
                f"{form.what.zh}：“{key}”只用于 measure。", f"{form.what.en}: '{key}' goes with a measure only."
            )
            form.faults.add("pack-indicator-form", form.at(key), what, Text(f"请删去 {key}。", f"Delete {key}."), key)


def members(indicator: Indicator, known: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The indicators that this one is computed from: a ratio's as named, a derived one's as far as they are known."""
    if indicator.ratio is not None:
        return indicator.ratio
    if indicator.derived is None:
        return ()
    words = _IDENTIFIER.findall(_QUOTED.sub("", indicator.derived))
    return tuple(dict.fromkeys(word for word in words if word in known))


def check_indicators(catalogue: Catalogue, unread_ledgers: frozenset[str], complete: bool, faults: Faults) -> None:
    """References from indicators to ledgers, fields and each other.

    ``complete`` is False when an indicators file could not be read, so that names unknown here may well exist.
    """
    known = catalogue.indicators
    for indicator in known.values():
        where = _called(indicator.name)
        ledger = catalogue.ledgers.get(indicator.ledger or "")
        if ledger is not None:
            _check_by(indicator, ledger, faults)
        elif indicator.ledger is not None and indicator.ledger not in unread_ledgers:
            faults.unknown("pack-unknown-ledger", indicator.place, indicator.ledger, catalogue.ledgers, where)
        for name in members(indicator, known):
            if name in known:
                _check_member_by(indicator, known[name], faults)
            elif complete:
                faults.unknown("pack-unknown-indicator", indicator.place, name, known, where)
    _check_cycles(known, faults)


def _check_by(indicator: Indicator, ledger: Ledger, faults: Faults) -> None:
    columns = {*ledger.fields, *(["state"] if ledger.workflow else [])}
    for name in indicator.by:
        field = ledger.fields.get(name)
        if name not in columns:
            where = _called(indicator.name)
            faults.unknown("pack-unknown-field", indicator.place, name, columns, where)
        elif field is not None and not faults.doubted(field.place) and not _groups(field):
            what = Text(
                f"{_called(indicator.name).zh}：不能按“{name}”分列。",
                f"{_called(indicator.name).en} cannot be broken down by '{name}'.",
            )
            remedy = Text(
                "只能按 choice、reference、unit、boolean 类型且非个人信息的字段或 state 分列。",
                "Use a choice, reference, unit or boolean field that is not personal, or state.",
            )
            faults.add("pack-field-type", indicator.place, what, remedy, name)


def _groups(field: Field) -> bool:
    return field.type in _GROUPS and field.personal is None


def _check_member_by(indicator: Indicator, member: Indicator, faults: Faults) -> None:
    for name in indicator.by:
        if name not in member.by:
            what = Text(
                f"{_called(indicator.name).zh}：按“{name}”分列，但其组成指标“{member.name}”没有。",
                f"{_called(indicator.name).en} is broken down by '{name}', but its member '{member.name}' is not.",
            )
            remedy = Text(f"请给“{member.name}”加上 by: [{name}]。", f"Add by: [{name}] to '{member.name}'.")
            faults.add("pack-member-by", indicator.place, what, remedy, name)


def _check_cycles(known: Mapping[str, Indicator], faults: Faults) -> None:
    for cycle in cycles({name: members(indicator, known) for name, indicator in known.items()}):
        way = " → ".join((*cycle, cycle[0]))
        what = Text(f"指标互相引用，无法计算：{way}。", f"Indicators refer to each other in a circle: {way}.")
        remedy = Text("请改其中一个的算法。", "Compute one of them another way.")
        faults.add("pack-cyclic-indicators", known[cycle[0]].place, what, remedy, cycle[0])
