"""A desk in a small town: tables as an office would type them go in, figures come out."""

import csv
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.declare.model import Catalogue
from taizhang.exchange.importer import import_file
from taizhang.indicators.columns import Columns
from taizhang.indicators.engine import Engine, Request
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.reports.build import build_report
from taizhang.reports.document import Document, Heading, Inline, Paragraph, Run, Table

TOWN = "990301101000"


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    return load_packs(SHIPPED)[0]


@dataclass
class Desk:
    """``enter`` imports a table (cells between bars, first line the headings) and insists that nothing is refused."""

    store: object
    catalogue: Catalogue
    folder: Path
    _files: list[Path] = field(default_factory=list)

    def enter(self, ledger: str, table: str) -> None:
        from taizhang.ledger.entries import Actor

        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
        path = self.folder / str(len(self._files)) / f"{ledger}.csv"
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        self._files.append(path)
        result = import_file(path, self.store, self.catalogue, Actor("登记员", frozenset({"registrar"})), reason="测试")
        assert result.receipt is not None, [issue.line() for issue in result.issues]

    def figures(self, pack: str, period: str, day: date | None = None, org: str = TOWN) -> dict[str, Decimal | None]:
        """Every indicator of the pack; None where there is no data or the value is undefined."""
        return {name: value.amount for name, value in self._values(pack, period, day, org).items()}

    def parts(self, indicator: str, by: str, period: str) -> dict[str, Decimal]:
        request = Request(indicator, OrgCode(TOWN), Period.parse(period), by)
        return dict(self.engine().evaluate([request], self._cutoff(period, None))[request].parts)

    def failing(self, period: str) -> set[tuple[str, str]]:
        found = self.engine().checks(Period.parse(period), OrgCode(TOWN), self._cutoff(period, None))
        return {(finding.check.name, str(finding.org)) for finding in found if finding.status == "fails"}

    def paragraphs(self, period: str, day: date | None = None, report: str = "half_year") -> list[str]:
        """The report's headings and paragraphs as plain text."""
        blocks = self.document(period, day, report).blocks
        return [_plain(block.inlines) for block in blocks if isinstance(block, Heading | Paragraph)]

    def tables(self, period: str, report: str) -> dict[str, list[tuple[str, ...]]]:
        """The report's own tables by caption."""
        blocks = self.document(period, None, report).blocks
        tables = [block for block in blocks if isinstance(block, Table)]
        return {table.caption: [tuple(_plain(cell) for cell in row) for row in table.rows] for table in tables}

    def document(self, period: str, day: date | None, report: str) -> Document:
        cutoff = self._cutoff(period, day)
        asked, declared = Period.parse(period), self.catalogue.reports[report]
        tree = self.store.org_tree(cutoff.at(asked.last))
        document, issues = build_report(
            declared, OrgCode(TOWN), asked, cutoff, self.engine(), tree, self.catalogue, today=date(2021, 1, 6)
        )
        assert document is not None, [issue.line() for issue in issues]
        return document

    def engine(self) -> Engine:
        columns = Columns(self.folder / "columns", self.catalogue)
        columns.refresh(self.store.source())
        return Engine(self.catalogue, columns, self.store.org_tree)

    def _cutoff(self, period: str, day: date | None) -> Cutoff:
        return Cutoff(day or Period.parse(period).last, self.store.head().seq)

    def _values(self, pack, period, day, org):
        names = [item.name for item in self.catalogue.indicators.values() if item.pack == pack]
        requests = {name: Request(name, OrgCode(org), Period.parse(period)) for name in names}
        values = self.engine().evaluate(requests.values(), self._cutoff(period, day))
        return {name: values[request] for name, request in requests.items()}


def _plain(inlines: tuple[Inline, ...]) -> str:
    return "".join(item.text if isinstance(item, Run) else item.printed for item in inlines)


@pytest.fixture
def desk(db, keys, shipped, tmp_path) -> Desk:
    """A town with two villages and a community."""
    from taizhang.ledger.store import Store

    made = Desk(Store(shipped, keys), shipped, tmp_path)
    made.enter(
        "组织机构台账",
        """
        机构代码          | 机构名称   | 机构类别         | 上级机构代码  | 成立日期
        990301101000      | 云溪镇     | 乡镇（街道）     |               | 1984-01-01
        990301101001      | 溪畔社区   | 社区             | 990301101000  | 1984-01-01
        990301101201      | 东岭村     | 行政村           | 990301101000  | 1984-01-01
        990301101202      | 西沟村     | 行政村           | 990301101000  | 1984-01-01
        """,
    )
    return made


@pytest.fixture
def settled(desk) -> Desk:
    """The same town with four households and six residents."""
    desk.enter(
        "户台账",
        """
        户编号    | 户主 | 家庭人口 | 居住情况       | 村（社区） | 登记日期
        0101-0001 | 王甲 | 1        | 户籍且常住     | 溪畔社区   | 2018-01-01
        0301-0001 | 李乙 | 2        | 户籍且常住     | 东岭村     | 2018-01-01
        0301-0002 | 张丙 | 2        | 户籍在册外出   | 东岭村     | 2018-01-01
        0401-0001 | 刘丁 | 1        | 常住无户籍     | 西沟村     | 2019-05-01
        """,
    )
    desk.enter(
        "人口台账",
        """
        身份证号           | 姓名 | 户编号    | 与户主关系 | 性别 | 出生日期   | 是否常住 | 登记日期
        110000193501010020 | 王甲 | 0101-0001 | 本人或户主 | 女   | 1935-01-01 | 是       | 2018-01-01
        110000197001010030 | 李乙 | 0301-0001 | 本人或户主 | 男   | 1970-01-01 | 是       | 2018-01-01
        110000201001010048 | 李小 | 0301-0001 | 女         | 女   | 2010-01-01 | 是       | 2018-01-01
        110000196001010052 | 张丙 | 0301-0002 | 本人或户主 | 男   | 1960-01-01 | 否       | 2018-01-01
        110000196201010065 | 赵戊 | 0301-0002 | 配偶       | 女   | 1962-01-01 | 否       | 2018-01-01
        110000198801010076 | 刘丁 | 0401-0001 | 本人或户主 | 男   | 1988-01-01 | 是       | 2019-05-01
        """,
    )
    return desk
