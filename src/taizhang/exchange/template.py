"""An empty workbook to fill in: headings, drop-down lists, formats, and a sheet that explains each column."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from taizhang.declare.model import Catalogue, Field, Ledger
from taizhang.exchange.assign import EXPLANATIONS
from taizhang.exchange.headings import (
    CHANGED,
    DATE,
    ORG,
    PROBLEMS,
    RECORD,
    STEP,
    Heading,
    heading_with_unit,
    headings_of,
)
from taizhang.exchange.tables import Cell
from taizhang.exchange.xlsx_write import Formats, RowSheet, heading_width, open_workbook, sheet_name
from taizhang.kernel.text import Text

_CHOICES = "选项"
_LAST_ROW = 1_048_575
_TYPES = {
    "string": Text("文字", "text"),
    "text": Text("文字（可较长）", "text (may be long)"),
    "integer": Text("整数", "whole number"),
    "decimal": Text("数字", "number"),
    "boolean": Text("是 / 否", "是 (yes) or 否 (no)"),
    "date": Text("日期", "date"),
    "datetime": Text("日期和时间", "date and time"),
    "choice": Text("选项", "one of the choices"),
    "reference": Text("编号", "number of a record"),
    "unit": Text("机构名称或代码", "name or code of a unit"),
}
_EXAMPLES = {
    "integer": "12",
    "decimal": "1234.50",
    "boolean": "是",
    "date": "2020-05-25",
    "datetime": "2020-05-25 08:30:00",
}
_FORMATS = {
    "resident_id": Text("18 位身份证号", "18-character resident ID"),
    "uscc": Text("18 位统一社会信用代码", "18-character unified social credit code"),
    "phone": Text("手机号或带区号的座机号", "mobile number, or fixed line with area code"),
    "email": Text("电子邮箱", "e-mail address"),
}


def write_template(ledger: Ledger, catalogue: Catalogue, path: Path) -> None:
    """Write the template of ``ledger`` to ``path`` (.xlsx). Filled in, it imports as it is; empty, it has no rows."""
    headings = [heading for heading in headings_of(ledger) if _wanted(ledger, heading)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_workbook(path) as book:
        formats = Formats(book)
        sheet = book.add_worksheet(sheet_name(ledger.title.zh))
        notes = book.add_worksheet(EXPLANATIONS.zh, RowSheet)
        choices = book.add_worksheet(_CHOICES)
        choices.hide()
        lists: list[list[str]] = []
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            title = heading_with_unit(ledger, heading)
            item = ledger.fields.get(heading.target)
            sheet.set_column(column, column, heading_width(title), _format(formats, heading, item))
            sheet.write_string(0, column, title, formats.heading)
            sheet.write_comment(0, column, _note(ledger, catalogue, heading).zh, {"x_scale": 1.6})
            _validate(sheet, column, heading, item, lists)
        for row in range(max(map(len, lists), default=0)):
            for column, words in enumerate(lists):
                if row < len(words):
                    choices.write_string(row, column, words[row])
        _explain(notes, formats, ledger, catalogue, headings)


def _wanted(ledger: Ledger, heading: Heading) -> bool:
    if heading.target == CHANGED:
        return ledger.kind == "register"
    return heading.target not in (RECORD, PROBLEMS)


def _format(formats: Formats, heading: Heading, item: Field | None) -> Any:
    if item is None:
        return formats.text if heading.target == ORG else formats.day
    match item.type:
        case "date":
            return formats.day
        case "datetime":
            return formats.moment
        case "integer":
            return formats.whole
        case "decimal":
            return formats.decimal(item.digits)
        case _:
            return formats.text


def _validate(sheet: Any, column: int, heading: Heading, item: Field | None, lists: list[list[str]]) -> None:
    """Drop-down lists for choices; they warn, because a list in a workbook is older than the declarations."""
    words: list[str] = []
    if item is not None and item.type == "choice":
        words = [title.zh for title in item.choices.values()]
    elif item is not None and item.type == "boolean":
        words = ["是", "否"]
    if not words:
        return
    lists.append(words)
    letter = _letters(len(lists) - 1)
    options = {
        "validate": "list",
        "source": f"={_CHOICES}!${letter}$1:${letter}${len(words)}",
        "error_type": "warning",
        "error_title": heading.title.zh[:32],
        "error_message": "不在选项中。",
    }
    sheet.data_validation(1, column, _LAST_ROW, column, options)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _explain(sheet: Any, formats: Formats, ledger: Ledger, catalogue: Catalogue, headings: Sequence[Heading]) -> None:
    for column, width in enumerate((24, 8, 70, 28, 10, 70)):
        sheet.set_column(column, column, width)
    about = ledger.about or Text("", "")
    sheet.write_string(0, 0, f"{ledger.title.zh}：填写说明    {about.zh}", formats.note)
    sheet.write_string(1, 0, f"{ledger.title.en}: how to fill it in    {about.en}", formats.note)
    for column, title in enumerate(("列", "必填", "说明", "Column", "Required", "Explanation")):
        sheet.write_string(2, column, title, formats.heading)
    rows: list[Sequence[Cell]] = []
    for heading in headings:
        note = _note(ledger, catalogue, heading)
        required = Text("是", "yes") if _required(ledger, heading) else Text("", "")
        rows.append((heading.title.zh, required.zh, note.zh, heading.title.en, required.en, note.en))
    rows.append(())
    rows.append(("不改的单元格可以留空；要清空原有的值，请填“（清空）”。",))
    rows.append(("An empty cell changes nothing; to empty a value that is there, write (clear).",))
    sheet.append_rows(3, rows, formats)


def _required(ledger: Ledger, heading: Heading) -> bool:
    item = ledger.fields.get(heading.target)
    return item.required or item.name in ledger.identity if item is not None else heading.target in (ORG, DATE)


def _note(ledger: Ledger, catalogue: Catalogue, heading: Heading) -> Text:
    item = ledger.fields.get(heading.target)
    if item is None:
        return _builtin_note(heading)
    zh, en = [_TYPES[item.type].zh], [_TYPES[item.type].en]
    if item.required:
        zh.append("必填")
        en.append("required")
    if item.unit is not None:
        zh.append(f"单位 {item.unit}")
        en.append(f"in {item.unit}")
    if item.format is not None:
        zh.append(_FORMATS[item.format].zh)
        en.append(_FORMATS[item.format].en)
    if item.choices:
        zh.append("、".join(title.zh for title in item.choices.values()))
        en.append(", ".join(f"{title.zh} ({title.en})" for title in item.choices.values()))
    target = catalogue.ledgers.get(item.to or "")
    if target is not None:
        names = [target.fields[name].title for name in target.identity]
        zh.append(f"填“{target.title.zh}”中的{'|'.join(title.zh for title in names)}")
        en.append(f"the {'|'.join(title.en for title in names)} of '{target.title.en}'")
    for bound, sign in ((item.minimum, "≥"), (item.maximum, "≤")):
        if bound is not None:
            zh.append(f"{sign} {bound}")
            en.append(f"{sign} {bound}")
    if item.type in _EXAMPLES:
        zh.append(f"例：{_EXAMPLES[item.type]}")
        en.append(f"e.g. {_EXAMPLES[item.type]}")
    if item.note is not None:
        zh.append(item.note.zh)
        en.append(item.note.en)
    return Text("；".join(zh), "; ".join(en))


def _builtin_note(heading: Heading) -> Text:
    if heading.target == ORG:
        return Text("机构名称或代码", "name or code of a unit")
    if heading.target == CHANGED:
        return Text(
            "更改已有记录时填：改动从哪天起算；新记录留空",
            "for a change of a known record: the day from which it holds; empty for a new record",
        )
    if heading.target.startswith(STEP):
        return Text("日期；填了即办理该环节", "date; filling it in takes the step")
    return Text("日期；例：2020-05-25", "date; e.g. 2020-05-25")
