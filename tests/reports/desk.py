"""A small town that writes reports: packs written to a folder, records by hand, the real engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from indicators.town import EAST, TOWN, WEST, FakeSource

from taizhang.declare.load import load_packs
from taizhang.declare.model import Catalogue
from taizhang.indicators.columns import Columns
from taizhang.indicators.engine import Engine
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.issue import Issue
from taizhang.kernel.orgtree import OrgTree, OrgUnit
from taizhang.kernel.period import Period
from taizhang.reports.build import build_report
from taizhang.reports.document import Block, Document, FigureRun, Heading, Table

__all__ = ["EAST", "TOWN", "WEST", "Desk", "lines"]

FILES = {
    "pack.yaml": """
title: {zh: 测试, en: Test}
sections:
  - {report: half_year, part: livelihood, order: 10, template: sections/livelihood.md.j2}
  - {report: half_year, part: projects, order: 10, template: sections/projects.md.j2}
""",
    "ledgers/payment.yaml": """
kind: journal
title: {zh: 救助发放台账, en: Payments}
expect: {every: month, by: village}
fields:
  kind: {title: {zh: 种类, en: Kind}, type: choice, required: true,
         choices: {allowance: 低保金, disability: 残疾人补贴, orphan: 孤儿救助金}}
  amount: {title: {zh: 金额, en: Amount}, type: decimal, unit: 元}
""",
    "ledgers/project.yaml": """
kind: register
title: {zh: 项目台账, en: Projects}
identity: [code]
label: [name]
fields:
  code: {title: {zh: 编号, en: Code}, type: string}
  name: {title: {zh: 名称, en: Name}, type: string}
  works: {title: {zh: 类别, en: Works}, type: choice, choices: {greenhouse: 温室, road: 道路}}
  invested: {title: {zh: 计划投资, en: Investment}, type: decimal, unit: 元}
  due_on: {title: {zh: 计划完工日期, en: Due on}, type: date}
  parent: {title: {zh: 上级项目, en: Parent}, type: reference, to: project}
  key_project: {title: {zh: 重点, en: Key}, type: boolean}
  manager: {title: {zh: 负责人, en: Manager}, type: string, personal: name}
workflow:
  start: planned
  states: {planned: 储备, building: 在建, done: 完工}
  steps:
    begin: {title: {zh: 开工, en: Begin}, from: planned, to: building, by: clerk}
    finish: {title: {zh: 完工, en: Finish}, from: building, to: done, by: clerk}
""",
    "indicators.yaml": """
paid: {title: {zh: 发放救助金, en: Paid}, ledger: payment, measure: sum(amount), at: period, unit: 元, by: [kind],
       digits: 2}
payments: {title: {zh: 发放笔数, en: Payments}, ledger: payment, measure: count(*), at: period, unit: 件, by: [kind]}
mean_paid: {title: {zh: 笔均发放, en: Mean}, ratio: [paid, payments], unit: 元, digits: 2}
projects: {title: {zh: 项目数, en: Projects}, ledger: project, measure: count(*), at: end, unit: 个, by: [works, state]}
building: {title: {zh: 在建项目数, en: Building}, ledger: project, measure: count(*) filter (where state = 'building'),
           at: end, unit: 个}
building_share: {title: {zh: 在建率, en: Share}, ratio: [building, projects], unit: '%', digits: 1}
""",
    "checks.yaml": """
few_payments:
  title: {zh: 笔数不多于项目数, en: Few payments}
  expression: payments <= projects
  remedy: {zh: 请核对两本台账。, en: Compare the two.}
""",
    "reports/half_year.yaml": """
title: {zh: '{org}{year}年上半年工作总结', en: 'Report'}
kind: half
opening: sections/opening.md.j2
run_in: 3
parts:
  - name: review
    title: {zh: '{period}工作回顾', en: Review}
    template: sections/review.md.j2
    parts:
      - {name: livelihood, title: {zh: 民生, en: Livelihood}}
      - {name: projects, title: {zh: 项目, en: Projects}}
      - {name: party, title: {zh: 党建, en: Party}}
  - {name: plan, title: {zh: 计划, en: Plan}}
""",
    "sections/opening.md.j2": "",
    "sections/review.md.j2": "",
    "sections/livelihood.md.j2": "发放{{ figure('paid', unit='万元') }}。",
    "sections/projects.md.j2": "",
}


@dataclass
class Desk:
    """``folder`` holds the pack; ``sections`` replace its templates by name, ``files`` any file."""

    folder: Path
    sections: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    source: FakeSource = field(default_factory=FakeSource)
    _engines: dict[int, Engine] = field(default_factory=dict)

    @cached_property
    def catalogue(self) -> Catalogue:
        texts = {**FILES, **{f"sections/{name}.md.j2": text for name, text in self.sections.items()}, **self.files}
        for name, text in texts.items():
            path = self.folder / "packs" / "test" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        catalogue, issues = load_packs(self.folder / "packs")
        assert not issues, issues
        return catalogue

    @property
    def engine(self) -> Engine:
        """Knows every record added so far; made anew when there are more."""
        if self.source.head() not in self._engines:
            self._engines[self.source.head()] = self._engine()
        return self._engines[self.source.head()]

    def _engine(self) -> Engine:
        columns = Columns(self.folder / "columns", self.catalogue)
        columns.refresh(self.source)
        return Engine(self.catalogue, columns, lambda asof: tree(asof.effective))

    def add(
        self, ledger: str, record: int, day: str, org: str = TOWN, state: str | None = None, **values: object
    ) -> int:
        known = self.catalogue.ledgers[ledger].columns
        key = str(values.get("code", "")) if ledger == "project" else ""
        return self.source.add(ledger, record, "create", day, org, state, key=key, fields=known, **values)

    def pay(self, record: int, day: str, kind: str, amount: str, org: str = EAST) -> None:
        self.add("payment", record, day, org, kind=kind, amount=amount)

    def project(
        self, record: int, name: str, state: str = "building", day: str = "2020-01-10", **values: object
    ) -> None:
        self.add("project", record, day, TOWN, state, code=f"XM-{record}", name=name, **values)

    def build(
        self,
        period: str = "2020H1",
        day: str = "2020-05-25",
        today: str = "2020-07-01",
        org: str = TOWN,
        known_by: int | None = None,
        **more: object,
    ) -> tuple[Document | None, list[Issue]]:
        cutoff = Cutoff(date.fromisoformat(day), self.source.head() if known_by is None else known_by)
        report = self.catalogue.reports["half_year"]
        last = tree(min(cutoff.day, Period.parse(period).last))
        return build_report(
            report, org, Period.parse(period), cutoff, self.engine, last, self.catalogue,
            today=date.fromisoformat(today), **more,
        )  # type: ignore[arg-type]  # fmt: skip

    def write(self, section: str, template: str) -> None:
        self.sections = {**self.sections, section: template}
        path = self.folder / "packs" / "test" / "sections" / f"{section}.md.j2"
        if path.exists():
            path.write_text(template, encoding="utf-8")

    def text(self, template: str) -> str:
        """What a template for ``livelihood`` prints; the build must succeed."""
        self.write("livelihood", template)
        document, issues = self.build()
        assert document is not None, [issue.line("en") for issue in issues]
        return "\n".join(lines(document.blocks)[2:])

    def faults(self, template: str) -> list[Issue]:
        """The errors that a template for ``livelihood`` makes."""
        self.write("livelihood", template)
        document, issues = self.build()
        assert document is None
        return issues


def tree(day: date) -> OrgTree:
    start = date(2019, 1, 1)
    return OrgTree.of(
        [
            OrgUnit(TOWN, "云溪镇", "township", None, start),
            OrgUnit(EAST, "东村", "village", TOWN, start),
            OrgUnit(WEST, "西社区", "community", TOWN, start),
        ],
        day,
    )


def lines(blocks: Sequence[Block]) -> list[str]:
    """Blocks as text; a heading begins with its level, and ``>`` when it runs in; figures stand in ⟨⟩."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            rows = [" | ".join(_words(cell) for cell in row) for row in block.rows]
            found += [f"[{block.caption}] {' | '.join(block.header)}", *rows]
            continue
        text = _words(block.inlines)
        found.append(f"{block.level}{'>' if block.run_in else ''} {text}" if isinstance(block, Heading) else text)
    return found


def _words(inlines: Sequence[object]) -> str:
    return "".join(f"⟨{item.printed}⟩" if isinstance(item, FigureRun) else item.text for item in inlines)  # type: ignore[attr-defined]
