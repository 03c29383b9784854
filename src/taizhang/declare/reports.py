"""Reports' frames, and the sections that packs add to them."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Literal

from taizhang.declare.faults import Faults
from taizhang.declare.form import Form, check_name
from taizhang.declare.model import Catalogue, Part, Report, Section
from taizhang.declare.templates import Templates
from taizhang.declare.yaml_tree import Mapped, Node
from taizhang.kernel.text import Text

TITLE_FIELDS = ("org", "year", "period")
_KEYS = ("title", "kind", "file", "opening", "parts", "run_in", "evidence_annex")
_KINDS: tuple[Literal["year", "half", "quarter", "month"], ...] = ("year", "half", "quarter", "month")
_SECTION_KEYS = ("report", "part", "order", "template")
_DEEPEST = 4
_FILE_NAME = re.compile(r"\w[\w-]*")


def read_report(name: str, pack: str, node: Mapped, templates: Templates, faults: Faults) -> Report:
    form = Form(node, Text(f"报告“{name}”", f"report '{name}'"), _KEYS, faults)
    parts = tuple(_read_part(item, templates, faults) for item in form.listing("parts", required=True))
    if not parts:
        faults.doubt(form.place)
    evidence = form.boolean("evidence_annex")
    report = Report(
        name=name,
        pack=pack,
        title=_formatted_title(form) or Text(name, name),
        kind=form.one_of("kind", _KINDS, required=True) or "half",
        place=form.place,
        opening=templates.named("opening", form),
        parts=parts,
        file_name=_file_name(form) or name.replace("_", "-"),
        run_in=form.integer("run_in", 1, _DEEPEST) or 3,
        evidence_annex=True if evidence is None else evidence,
    )
    _check_part_names(report, faults)
    return report


def _file_name(form: Form) -> str | None:
    file = form.string("file")
    if file is None or _FILE_NAME.fullmatch(file):
        return file
    what = Text(f"{form.what.zh}：“{file}”不能作文件名。", f"{form.what.en}: '{file}' will not do as a file's name.")
    remedy = Text("只用文字、数字、下划线和连字符。", "Use letters, digits, underscores and hyphens only.")
    form.faults.add("pack-bad-file-name", form.at("file"), what, remedy, file)
    return None


def _read_part(node: Node, templates: Templates, faults: Faults) -> Part:
    form = Form(node, Text("报告的部分", "a part of the report"), ("name", "title", "template", "parts"), faults)
    name = form.string("name", required=True) or ""
    if name:
        form.what = Text(f"部分“{name}”", f"part '{name}'")
        check_name(name, form.at("name"), faults)
    return Part(
        name=name,
        title=_formatted_title(form) or Text(name, name),
        place=node.place,
        template=templates.named("template", form),
        parts=tuple(_read_part(item, templates, faults) for item in form.listing("parts")),
    )


def _formatted_title(form: Form) -> Text | None:
    """A title with ``{org}``, ``{year}`` and ``{period}`` in it."""
    title = form.title()
    for text in (title.zh, title.en) if title else ():
        try:
            fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
            wrong = [f"{{{field}}}" for field in fields if field not in TITLE_FIELDS]
        except ValueError:
            wrong = [text]
        for word in wrong:
            what = Text(
                f"{form.what.zh}：标题里的“{word}”没有含义。", f"{form.what.en}: '{word}' in the title means nothing."
            )
            remedy = Text("可用：{org}、{year}、{period}。", "It may be {org}, {year} or {period}.")
            form.faults.add("pack-bad-placeholder", form.at("title"), what, remedy, word)
    return title


def _check_part_names(report: Report, faults: Faults) -> None:
    seen: dict[str, Part] = {}
    for part in report.walk():
        if part.name and part.name in seen:
            what = Text(
                f"部分“{part.name}”写了两次（前一次在第 {seen[part.name].place.line} 行）。",
                f"Part '{part.name}' is given twice (before: line {seen[part.name].place.line}).",
            )
            remedy = Text("同一报告中每个部分的名称须不同。", "Within a report each part needs its own name.")
            faults.add("pack-duplicate-part", part.place, what, remedy, part.name)
        seen.setdefault(part.name, part)


def read_sections(pack: str, form: Form, templates: Templates) -> Iterator[Section]:
    """The sections that ``pack.yaml`` (``form``) adds to reports; faulty ones are reported and left out."""
    for item in form.listing("sections"):
        section = Form(item, Text("章节", "section"), _SECTION_KEYS, form.faults)
        report = section.string("report", required=True)
        part = section.string("part", required=True)
        order = section.integer("order", 0, 1_000_000)
        template = templates.named("template", section, required=True)
        if report and part and template:
            yield Section(report, part, 100 if order is None else order, template, pack, item.place)


def check_sections(catalogue: Catalogue, unread_reports: frozenset[str], faults: Faults) -> None:
    """Every section must have a report and a part to go to."""
    where = Text("章节", "section")
    for section in catalogue.sections:
        report = catalogue.reports.get(section.report)
        if report is not None:
            parts = [part.name for part in report.walk()]
            if section.part not in parts and not faults.doubted(report.place):
                faults.unknown("pack-unknown-part", section.place, section.part, parts, where)
        elif section.report not in unread_reports:
            faults.unknown("pack-unknown-report", section.place, section.report, catalogue.reports, where)
