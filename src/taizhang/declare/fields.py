"""Fields of a ledger: their types, and the constraints that go with each type."""

import re
from collections.abc import Mapping
from typing import get_args

from taizhang.declare.faults import Faults
from taizhang.declare.form import Form, read_title
from taizhang.declare.model import FORMATS, Field, FieldType, Personal
from taizhang.declare.units import check_unit
from taizhang.declare.yaml_tree import Node
from taizhang.kernel.text import Text

_KEYS = (
    "title", "type", "required", "unit", "choices", "to", "format", "personal", "minimum", "maximum", "pattern",
    "digits", "note",
)  # fmt: skip
_NUMBERS = ("integer", "decimal")
_FITS: Mapping[str, tuple[str, ...]] = {
    "unit": _NUMBERS,
    "minimum": _NUMBERS,
    "maximum": _NUMBERS,
    "digits": ("decimal",),
    "choices": ("choice",),
    "to": ("reference",),
    "format": ("string",),
    "pattern": ("string", "text"),
    "personal": tuple(kind for kind in get_args(FieldType) if kind not in ("reference", "unit")),
}
BUILT_IN = (
    "effective", "state", "state_since", "org", "window_start", "window_end", "record", "key", "seq", "began",
    "effective_from", "effective_to", "known_from", "known_to",
)  # fmt: skip
SQL_WORDS = (
    "all", "and", "as", "between", "by", "case", "cast", "date", "distinct", "else", "end", "exists", "false", "filter",
    "from", "group", "having", "in", "is", "join", "like", "limit", "not", "null", "on", "or", "order", "over",
    "select", "table", "then", "true", "union", "when", "where", "with",
)  # fmt: skip
_DIGITS = 9


def read_field(name: str, node: Node, faults: Faults) -> Field:
    """The field as far as it can be read; a field whose type is unknown counts as ``string`` and is doubted."""
    form = Form(node, Text(f"字段“{name}”", f"field '{name}'"), _KEYS, faults)
    _check_reserved(name, form)
    title = form.title()
    kind: FieldType | None = form.one_of("type", get_args(FieldType), required=True)
    if kind is None:
        faults.doubt(node.place)
    else:
        _check_fit(kind, form)
    digits = form.integer("digits", 0, _DIGITS)
    personal: Personal | None = form.one_of("personal", get_args(Personal))
    field = Field(
        name=name,
        title=title or Text(name, name),
        type=kind or "string",
        place=node.place,
        required=form.boolean("required") or False,
        unit=check_unit("unit", form),
        choices=_choices(kind, form),
        to=form.string("to", required=kind == "reference"),
        format=form.one_of("format", FORMATS),
        personal=personal,
        minimum=form.decimal("minimum"),
        maximum=form.decimal("maximum"),
        pattern=_pattern(form),
        digits=2 if digits is None else digits,
        note=form.title("note", required=False),
    )
    _check_range(field, form)
    return field


def _check_reserved(name: str, form: Form) -> None:
    if name in BUILT_IN or name in SQL_WORDS:
        why = (
            Text("内置列", "a built-in column") if name in BUILT_IN else Text("表达式的保留字", "a word of expressions")
        )
        what = Text(f"字段不能叫“{name}”：它是{why.zh}。", f"A field cannot be called '{name}': that is {why.en}.")
        form.faults.add("pack-reserved-name", form.place, what, Text("请换一个名称。", "Choose another name."), name)


def _check_fit(kind: FieldType, form: Form) -> None:
    for key, kinds in _FITS.items():
        if key in form and kind not in kinds:
            what = Text(
                f"{form.what.zh}：“{key}”不适用于类型 {kind}。",
                f"{form.what.en}: '{key}' does not go with type {kind}.",
            )
            remedy = Text(
                f"请删去 {key}，或改用类型 {'、'.join(kinds)}。", f"Delete {key}, or use type {', '.join(kinds)}."
            )
            form.faults.add("pack-constraint-type", form.at(key), what, remedy, key)


def _choices(kind: FieldType | None, form: Form) -> dict[str, Text]:
    if kind not in (None, "choice"):
        return {}
    return read_texts("choices", form, required=kind == "choice")


def read_texts(key: str, form: Form, required: bool) -> dict[str, Text]:
    """Names with their texts: ``{urban: 城镇, rural: {zh: 农村, en: Rural}}``."""
    texts: dict[str, Text] = {}
    for name, node in form.named(key, required):
        what = Text(f"{form.what.zh}的“{name}”", f"'{name}' of {form.what.en}")
        texts[name] = read_title(node, what, form.faults, short=name) or Text(name, name)
    return texts


def _pattern(form: Form) -> str | None:
    pattern = form.string("pattern")
    if pattern is None:
        return None
    try:
        re.compile(pattern)
    except re.error as error:
        what = Text(
            f"{form.what.zh}：正则表达式有误（{error}）。",
            f"{form.what.en}: the pattern is not a regular expression ({error}).",
        )
        remedy = Text("例如 '[0-9]{4}-[0-9]{4}'。", "For example '[0-9]{4}-[0-9]{4}'.")
        form.faults.add("pack-bad-pattern", form.at("pattern"), what, remedy, pattern)
        return None
    return pattern


def _check_range(field: Field, form: Form) -> None:
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        what = Text(
            f"{form.what.zh}：最小值 {field.minimum} 大于最大值 {field.maximum}。",
            f"{form.what.en}: minimum {field.minimum} is greater than maximum {field.maximum}.",
        )
        remedy = Text("请对调或更正。", "Swap or correct them.")
        form.faults.add("pack-bad-range", form.at("minimum"), what, remedy)


def read_fields(form: Form) -> dict[str, Field]:
    """The fields of a ledger in the order they are written, which is the order of columns everywhere."""
    return {name: read_field(name, node, form.faults) for name, node in form.named("fields", required=True)}
