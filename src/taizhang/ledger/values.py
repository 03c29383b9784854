"""Checks of field values against their declaration, and their canonical form.

One cleaner per field is compiled once; it returns the value as JSON holds it or raises ``Fault``, which becomes an
Issue at the entry's place. Nothing reaches the store without passing here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from taizhang.declare.model import Field, Ledger
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.text import Text
from taizhang.ledger.canonical import Encoded
from taizhang.ledger.entries import NOWHERE, Value

Cleaner = Callable[[Value], Encoded]
_BEIJING = timezone(timedelta(hours=8))


class Fault(Exception):
    """A value that its field does not allow."""

    def __init__(self, code: str, what: Text, remedy: Text) -> None:
        super().__init__(what.en)
        self.code, self.what, self.remedy = code, what, remedy


def clean_values(ledger: Ledger, values: Mapping[str, Value], place: Place) -> tuple[dict[str, Encoded], list[Issue]]:
    """The given values in canonical form, and what is wrong with the others."""
    cleaners = _cleaners_of(ledger)
    clean: dict[str, Encoded] = {}
    issues: list[Issue] = []
    for name, value in values.items():
        cleaner = cleaners.get(name)
        if cleaner is None:
            what = Text(f"台账“{ledger.title.zh}”没有字段“{name}”。", f"Ledger {ledger.name} has no field '{name}'.")
            issues.append(Issue("entry-field-unknown", what, did_you_mean(name, ledger.fields), place, value=name))
            continue
        try:
            clean[name] = None if value is None else cleaner(value)
        except Fault as fault:
            if value == "":
                clean[name] = None
                continue
            issues.append(_issue(fault, ledger.fields[name], place, value))
    return clean, issues


def missing_required(ledger: Ledger, row: Mapping[str, Encoded], names: Iterable[str], place: Place) -> list[Issue]:
    """Issues for the required fields among ``names`` that ``row`` leaves empty."""
    return [
        Issue(
            "entry-value-missing",
            Text(f"“{item.title.zh}”必填。", f"'{item.title.en}' is required."),
            Text("填写后重新提交。", "Fill it in and submit again."),
            _at(place, item),
        )
        for item in (ledger.fields[name] for name in names if row.get(name) is None)
        if item.required
    ]


def check_values(ledger: Ledger, values: Mapping[str, Value], place: Place = NOWHERE) -> list[Issue]:
    """What is wrong with the values of a whole row."""
    clean, issues = clean_values(ledger, values, place)
    present = [name for name in ledger.fields if values.get(name) in (None, "")]
    return [*issues, *missing_required(ledger, clean, present, place)]


def decode(item: Field, value: Encoded) -> Value:
    """The typed value of what JSON holds."""
    if value is None:
        return None
    match item.type:
        case "decimal":
            return Decimal(str(value))
        case "date":
            return date.fromisoformat(str(value))
        case "datetime":
            return datetime.fromisoformat(str(value))
        case _:
            return value


def _issue(fault: Fault, item: Field, place: Place, value: Value) -> Issue:
    shown = None if item.personal else str(value)
    return Issue(fault.code, fault.what, fault.remedy, _at(place, item), value=shown)


def _at(place: Place, item: Field) -> Place:
    return place if place.column else replace(place, column=item.title.zh)


_COMPILED: dict[int, tuple[Ledger, dict[str, Cleaner]]] = {}


def _cleaners_of(ledger: Ledger) -> dict[str, Cleaner]:
    found = _COMPILED.get(id(ledger))
    if found is None or found[0] is not ledger:
        found = _COMPILED[id(ledger)] = ledger, {name: _cleaner(item) for name, item in ledger.fields.items()}
    return found[1]


def _cleaner(item: Field) -> Cleaner:
    match item.type:
        case "integer":
            return _integer(item)
        case "decimal":
            return _decimal(item)
        case "boolean":
            return _boolean(item)
        case "date":
            return _date(item)
        case "datetime":
            return _datetime(item)
        case "choice":
            return _choice(item)
        case "unit":
            return _unit(item)
        case _:
            return _text(item)


def _wrong_type(item: Field, zh: str, en: str) -> Fault:
    what = Text(f"“{item.title.zh}”应为{zh}。", f"'{item.title.en}' must be {en}.")
    return Fault("entry-value-type", what, Text("改正后重新提交。", "Correct it and submit again."))


def _out_of_range(item: Field) -> Fault:
    low, high = item.minimum, item.maximum
    zh = "，".join(
        part for part in (f"不小于 {low}" * (low is not None), f"不大于 {high}" * (high is not None)) if part
    )
    en = " and ".join(
        part for part in (f"at least {low}" * (low is not None), f"at most {high}" * (high is not None)) if part
    )
    what = Text(f"“{item.title.zh}”应{zh}。", f"'{item.title.en}' must be {en}.")
    return Fault("entry-value-range", what, Text("核对后改正。", "Check and correct it."))


def _text(item: Field) -> Cleaner:
    form = _FORMATS[item.format] if item.format else None
    pattern = re.compile(item.pattern) if item.pattern else None

    def clean(value: Value) -> Encoded:
        if not isinstance(value, str):
            raise _wrong_type(item, "文字", "text")
        text: str | None = value.strip()
        if not text:
            return None
        if form is not None:
            text = form(text)
            if text is None:
                zh, en = _FORMAT_TITLES[str(item.format)]
                what = Text(f"“{item.title.zh}”不是有效的{zh}。", f"'{item.title.en}' is not a valid {en}.")
                raise Fault("entry-value-format", what, Text("对照证件核对每一位。", "Compare it with the document."))
        if pattern is not None and not pattern.fullmatch(text):
            what = Text(f"“{item.title.zh}”不合格式。", f"'{item.title.en}' does not have the right form.")
            raise Fault("entry-value-pattern", what, Text(f"格式为 {item.pattern}。", f"The form is {item.pattern}."))
        return text

    return clean


def _integer(item: Field) -> Cleaner:
    low, high = item.minimum, item.maximum

    def clean(value: Value) -> Encoded:
        if type(value) is not int:
            raise _wrong_type(item, "整数", "a whole number")
        if (low is not None and value < low) or (high is not None and value > high):
            raise _out_of_range(item)
        if not -(2**63) <= value < 2**63:
            raise _wrong_type(item, "整数（最多 18 位）", "a whole number of at most 18 digits")
        return value

    return clean


def _decimal(item: Field) -> Cleaner:
    low, high = item.minimum, item.maximum
    step = Decimal(1).scaleb(-item.digits)
    form = f".{item.digits}f"

    def clean(value: Value) -> Encoded:
        if type(value) is int:
            value = Decimal(value)
        if type(value) is not Decimal or not value.is_finite() or value.adjusted() > 24:
            raise _wrong_type(item, "数字", "a number")
        if (low is not None and value < low) or (high is not None and value > high):
            raise _out_of_range(item)
        if value % step:
            what = Text(
                f"“{item.title.zh}”最多 {item.digits} 位小数。",
                f"'{item.title.en}' has at most {item.digits} decimals.",
            )
            raise Fault("entry-value-digits", what, Text("四舍五入后填写。", "Round it first."))
        return format(value if value else abs(value), form)

    return clean


def _boolean(item: Field) -> Cleaner:
    def clean(value: Value) -> Encoded:
        if type(value) is not bool:
            raise _wrong_type(item, "是或否", "yes or no")
        return value

    return clean


def _date(item: Field) -> Cleaner:
    def clean(value: Value) -> Encoded:
        if type(value) is not date:
            raise _wrong_type(item, "日期", "a date")
        return iso_day(value)

    return clean


def _datetime(item: Field) -> Cleaner:
    def clean(value: Value) -> Encoded:
        if not isinstance(value, datetime):
            raise _wrong_type(item, "日期时间", "a date with time")
        local = value.astimezone(_BEIJING).replace(tzinfo=None) if value.tzinfo else value
        return local.isoformat(timespec="seconds")

    return clean


def _choice(item: Field) -> Cleaner:
    choices = item.choices

    def clean(value: Value) -> Encoded:
        if value not in choices:
            shown_zh = "、".join(f"{title.zh}（{name}）" for name, title in choices.items())
            what = Text(f"“{item.title.zh}”没有选项“{value}”。", f"'{item.title.en}' has no choice '{value}'.")
            raise Fault("entry-value-choice", what, Text(f"可选：{shown_zh}。", f"Choices: {', '.join(choices)}."))
        return str(value)

    return clean


def _unit(item: Field) -> Cleaner:
    def clean(value: Value) -> Encoded:
        try:
            return str(OrgCode.parse(str(value)))
        except ValueError:
            raise _wrong_type(item, "机构代码", "the code of a unit") from None

    return clean


@lru_cache(maxsize=65536)
def iso_day(day: date) -> str:
    return day.isoformat()


def _resident_id(text: str) -> str | None:
    """18 characters, a date of birth, the check character of GB 11643-1999; any division code, since old ones last."""
    compact = text.replace(" ", "").upper()
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", compact) or ric.calc_check_digit(compact) != compact[-1]:
        return None
    try:
        ric.get_birth_date(compact)
    except ValidationError:
        return None
    return compact


def _uscc(text: str) -> str | None:
    compact = text.replace(" ", "").upper()
    return compact if uscc.is_valid(compact) else None


def _phone(text: str) -> str | None:
    """Mainland mobile numbers, or fixed lines with area code and extension; spaces are dropped."""
    compact = text.replace(" ", "").replace("+86", "")
    return compact if re.fullmatch(r"1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?", compact) else None


def _email(text: str) -> str | None:
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else None


_FORMATS: Mapping[str, Callable[[str], str | None]] = {
    "resident_id": _resident_id,
    "uscc": _uscc,
    "phone": _phone,
    "email": _email,
}
_FORMAT_TITLES = {
    "resident_id": ("公民身份号码", "resident identity number"),
    "uscc": ("统一社会信用代码", "unified social credit code"),
    "phone": ("电话号码", "telephone number"),
    "email": ("电子邮箱", "e-mail address"),
}


def clean_text(item: Field, text: str) -> Encoded:
    """The canonical form of a value written as text; Fault when it is none of the field's."""
    if not text:
        return None
    value: Value
    try:
        match item.type:
            case "integer":
                value = int(text)
            case "decimal":
                value = Decimal(text)
            case "date":
                value = date.fromisoformat(text)
            case "datetime":
                value = datetime.fromisoformat(text)
            case "boolean":
                value = {"true": True, "false": False}[text.lower()]
            case _:
                value = text
    except (ValueError, ArithmeticError, KeyError):
        raise _wrong_type(item, "有效的值", "a valid value") from None
    return _cleaner(item)(value)
