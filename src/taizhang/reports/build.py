"""From a report's frame, the packs' sections and the figures to a finished Document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from taizhang.declare.model import Catalogue, Part, Report
from taizhang.indicators.values import IndicatorError, Request
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.issue import Issue, Severity, has_errors
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.period import Period, chinese_day
from taizhang.kernel.text import Text
from taizhang.reports.annex import evidence_annex, gaps_annex
from taizhang.reports.document import Block, Document, Heading, Run
from taizhang.reports.facts import Facts
from taizhang.reports.faults import fault
from taizhang.reports.gaps import gap_issues, inconsistencies_annex, inconsistency_issues
from taizhang.reports.markdown import Layout, blocks_of, without_empty_headings
from taizhang.reports.narrative import Narrative
from taizhang.reports.ports import Figures
from taizhang.reports.prefetch import wanted
from taizhang.reports.printing import Register
from taizhang.reports.templates import Source, guarded, read, rendered

_KINDS: Mapping[str, Text] = {
    "year": Text("年度", "year"),
    "half": Text("半年", "half year"),
    "quarter": Text("季度", "quarter"),
    "month": Text("月份", "month"),
}
_EXAMPLES = {"year": "2020", "half": "2020H1", "quarter": "2020Q2", "month": "2020-05"}


_UNITS = "org_unit"  # that units exist says nothing of a period's work


def build_report(  # noqa: PLR0917
    report: Report,
    org: OrgCode,
    period: Period,
    cutoff: Cutoff,
    engine: Figures,
    tree: OrgTree,
    catalogue: Catalogue,
    *,
    today: date | None = None,
    notice: str | None = None,
    chain_head: str = "",
    number: str | None = None,
    addressee: str | None = None,
) -> tuple[Document | None, list[Issue]]:
    """The report of ``org`` on ``period``, knowing what ``cutoff`` knows; ``tree`` is that of its last day.

    ``today`` (the clock's by default) is what a cut-off must not lie after. None when an issue is an error: the request
    makes no sense, a template is faulty, there is no data at all. Gaps, failing checks and missing reports are
    warnings, and stand in the document's annexes.
    """
    issues = list(_bad_request(report, org, period, cutoff, tree, today=today or date.today()))
    if issues:
        return None, issues
    facts = Facts(engine, catalogue, tree, org, period, cutoff)
    writer = _Writer(report, facts)
    try:
        blocks = writer.write()
        issues = [*writer.issues, *([] if has_errors(writer.issues) else inconsistency_issues(facts))]
    except IndicatorError as error:
        return None, [*writer.issues, *error.issues]
    if has_errors(issues):
        return None, issues
    document = Document(
        report=report.name,
        title=filled(report.title.zh, facts),
        org=org,
        period=period,
        cutoff=cutoff,
        signature=facts.unit_name(org),
        signed_on=cutoff.day,
        blocks=blocks,
        addressee=addressee,
        number=number,
        notice=notice,
        chain_head=chain_head,
    )
    document = _with_names(document, facts)
    figures = tuple(document.figures())
    spoken = {name for figure in figures if figure.status != "no_data" for name in figure.evidence.ledgers}
    if spoken <= {_UNITS}:
        return None, [_no_data(facts)]
    annexes = (
        gaps_annex(document),
        inconsistencies_annex(facts),
        evidence_annex(document) if report.evidence_annex else None,
    )
    document = replace(document, annexes=tuple(annex for annex in annexes if annex is not None))
    return document, [*gap_issues(document), *issues]


def filled(title: str, facts: Facts) -> str:
    """A title with its {org}, {year} and {period} filled in."""
    values = {"org": facts.unit_name(facts.org), "year": str(facts.period.last.year), "period": facts.period.label.zh}
    for name, value in values.items():
        title = title.replace(f"{{{name}}}", value)
    return title


def _bad_request(
    report: Report, org: OrgCode, period: Period, cutoff: Cutoff, tree: OrgTree, *, today: date
) -> Iterator[Issue]:
    if period.kind != report.kind:
        kind, example = _KINDS[report.kind], _EXAMPLES[report.kind]
        yield Issue(
            "report-period-kind",
            Text(
                f"“{report.title.zh}”按{kind.zh}编写，不能用 {period}。",
                f"{report.name} is written for a {kind.en}, not for {period}.",
            ),
            Text(f"期间请写成 {example} 的样子。", f"Give a period such as {example}."),
            value=period.text,
        )
    if org not in tree:
        yield Issue(
            "report-unknown-unit",
            Text(f"没有编码为 {org} 的单位。", f"There is no unit with the code {org}."),
            Text("请先在组织机构台账中登记。", "Enter it in the ledger of organisation units first."),
            value=str(org),
        )
    if cutoff.day > today:
        yield Issue(
            "report-cutoff-in-future",
            Text(f"截止日期{chinese_day(cutoff.day)}还没有到。", f"The cut-off {cutoff.day} lies in the future."),
            Text(f"请用不晚于{chinese_day(today)}的日期。", f"Use a day not after {today}."),
            value=cutoff.day.isoformat(),
        )
    elif cutoff.day < period.first:
        yield Issue(
            "report-cutoff-before-period",
            Text(
                f"截止日期{chinese_day(cutoff.day)}早于{period.label.zh}的开始。",
                f"The cut-off {cutoff.day} is before {period} begins.",
            ),
            Text(f"请用{chinese_day(period.first)}以后的日期。", f"Use a day from {period.first} on."),
            value=cutoff.day.isoformat(),
        )


def _no_data(facts: Facts) -> Issue:
    name, label = facts.unit_name(facts.org), facts.period.label
    return Issue(
        "report-no-data",
        Text(
            f"{name}{label.zh}没有任何数据，报告没有生成。",
            f"{name} has no data at all for {label.en}; nothing was written.",
        ),
        Text("请检查期间和单位是否正确，或先导入台账。", "Check period and unit, or import the ledgers first."),
        severity=Severity.ERROR,
        value=facts.period.text,
    )


def _with_names(document: Document, facts: Facts) -> Document:
    """With the names of the units and ledgers that its figures speak of."""
    units = {document.org}
    ledgers: set[str] = set()
    for figure in document.figures():
        units |= {figure.evidence.org, *figure.evidence.missing}
        ledgers |= set(figure.evidence.ledgers)
    return replace(
        document,
        org_names={code: facts.unit_name(code) for code in sorted(units)},
        ledger_titles={name: facts.catalogue.ledgers[name].title.zh for name in sorted(ledgers)},
    )


@dataclass
class _Writer:
    """Writes the parts of one report, each once, in whatever order the templates ask for their titles."""

    report: Report
    facts: Facts
    register: Register = field(default_factory=Register)
    issues: list[Issue] = field(default_factory=list)
    _sources: dict[Path, Source | None] = field(default_factory=dict)
    _done: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    def write(self) -> tuple[Block, ...]:
        self._read_all()
        if has_errors(self.issues):
            return ()
        self.facts.want(self._wanted())
        body = tuple(block for part in self.report.parts for block in self._part(part, 1))
        opening = self._section(self.report.opening, 0) if self.report.opening is not None else ()
        return (*opening, *body)

    def _read_all(self) -> None:
        for path in self._paths():
            if path not in self._sources:
                self._sources[path], issues = read(path)
                self.issues += issues

    def _paths(self) -> Iterator[Path]:
        if self.report.opening is not None:
            yield self.report.opening
        for part in self.report.walk():
            yield from self._templates(part)

    def _templates(self, part: Part) -> tuple[Path, ...]:
        """The part's own template, then the sections of packs, in their order."""
        sections = [
            item for item in self.facts.catalogue.sections if (item.report, item.part) == (self.report.name, part.name)
        ]
        sections.sort(key=lambda item: (item.order, item.pack, item.template.name))
        own = (part.template,) if part.template is not None else ()
        return (*own, *(item.template for item in sections))

    def _wanted(self) -> Iterator[Request]:
        for source in self._sources.values():
            if source is not None:
                yield from wanted(source.tree, self.facts)

    def _part(self, part: Part, depth: int) -> tuple[Block, ...]:
        """The part with its heading; nothing when there is no text in it."""
        if part.name not in self._done:
            self._busy.add(part.name)
            texts = [self._section(path, depth) for path in self._templates(part)]
            below = [self._part(each, depth + 1) for each in part.parts]
            inside = tuple(block for blocks in (*texts, *below) for block in blocks)
            heading = Heading(depth, (Run(filled(part.title.zh, self.facts)),), depth >= self.report.run_in)
            self._done[part.name] = without_empty_headings((heading, *inside))
            self._busy.discard(part.name)
        return self._done[part.name]

    def _section(self, path: Path, depth: int) -> tuple[Block, ...]:
        source = self._sources[path]
        if source is None:
            return ()
        narrative = Narrative(self.facts, self.register, source.name, self._titles)
        text, issues = rendered(source, narrative.context())
        self.issues += issues
        if text is None:
            return ()
        layout = Layout(depth, self.report.run_in)
        blocks, issues = guarded(source, (), lambda: blocks_of(text, self.register, layout))
        self.issues += issues
        return blocks or ()

    def _titles(self, name: str) -> tuple[str, ...]:
        """Titles of the parts right below that are printed."""
        found = next(((part, depth) for part, depth in _depths(self.report.parts, 1) if part.name == name), None)
        if found is None:
            return ()
        part, depth = found
        titles: list[str] = []
        for each in part.parts:
            if each.name in self._busy:
                what = Text(
                    f"“{name}”的各部分要在写完之后才知道。", f"The parts of '{name}' are known only afterwards."
                )
                remedy = Text("parts 只能在上级或其他部分中使用。", "Use parts() in a part above or beside it.")
                raise fault("circle", what, remedy, name)
            if self._part(each, depth + 1):
                titles.append(filled(each.title.zh, self.facts))
        return tuple(titles)


def _depths(parts: tuple[Part, ...], depth: int) -> Iterator[tuple[Part, int]]:
    for part in parts:
        yield part, depth
        yield from _depths(part.parts, depth + 1)
