"""Documents that the tests of formats are fed with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.document import Annex, Block, Document, Evidence, FigureRun, Heading, Paragraph, Run, Table

TOWN = OrgCode("159900101000")
VILLAGE = OrgCode("159900101201")
HALF = Period.parse("2020H1")


def figure(
    key: str,
    printed: str,
    amount: str | None,
    unit: str,
    title: str,
    *,
    status: Literal["value", "no_data", "undefined"] = "value",
    window: str = "2020-01-01/2020-05-25",
    ledger: str = "subsistence_allowance",
    rows: int = 12,
    missing: tuple[OrgCode, ...] = (),
    org: OrgCode = TOWN,
) -> FigureRun:
    evidence = Evidence(
        title=Text(title, key),
        indicator=key.partition("@")[0],
        ledgers=(ledger,),
        org=org,
        period=HALF,
        window=Period.parse(window),
        rows=rows,
        sql=f"SELECT count(*) FROM {ledger} WHERE effective <= DATE '2020-05-25' AND state = 'approved'",
        missing=missing,
    )
    return FigureRun(key, printed, None if amount is None else Decimal(amount), unit, status, evidence)


HOUSEHOLDS = figure("subsistence_households", "412户", "412", "户", "低保户数")
PAID = figure("assistance_paid", "186.35万元", "1863500.00", "元", "发放救助金", ledger="assistance_payment", rows=2210)
GAP = figure("patrols_done", "〔缺数〕", None, "次", "巡河次数", status="no_data", ledger="patrol", rows=0)


def document(*blocks: Block, **changes: object) -> Document:
    """A small paper; ``changes`` replace fields."""
    base = Document(
        report="half_year",
        title="青山镇2020年上半年工作总结及下半年工作计划",
        org=TOWN,
        period=HALF,
        cutoff=Cutoff(date(2020, 5, 25), 10432),
        signature="中共青山镇委员会",
        signed_on=date(2020, 6, 3),
        blocks=blocks or sample_blocks(),
        org_names={TOWN: "青山镇", VILLAGE: "东兴村"},
        ledger_titles={"subsistence_allowance": "城乡低保台账", "assistance_payment": "救助金发放台账"},
        chain_head="9f" * 32,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def sample_blocks() -> tuple[Block, ...]:
    return (
        Paragraph((Run("上半年，全镇上下以习惯做法办好每一件实事，坚持“数出有据”，各项工作平稳推进。现报告如下："),)),
        Heading(1, (Run("上半年工作情况"),)),
        Heading(2, (Run("民生保障持续增强"),)),
        Paragraph(
            (
                Run("截至2020年5月25日，全镇享受低保"),
                HOUSEHOLDS,
                Run("，发放各类救助金共计"),
                PAID,
                Run("，应保尽保、应退则退。"),
            )
        ),
        Heading(3, (Run("入户核查"),), run_in=True),
        Paragraph((Run("组织镇村干部逐户走访，复核低保"), HOUSEHOLDS, Run("，做到底数清、情况明。"))),
        Heading(3, (Run("资金发放"),), run_in=True),
        Paragraph((Run("发放资金"), PAID, Run("，"), Run("全部经一卡通拨付", strong=True), Run("。"))),
        Heading(2, (Run("河长制工作有序开展"),)),
        Heading(4, (Run("巡河"),), run_in=True),
        Paragraph((Run("各级河长累计巡河"), GAP, Run("，发现问题即时整改。"))),
        Table(
            "表1 救助资金发放情况",
            ("类别", "金额", "说明"),
            (
                ((Run("低保金"),), (PAID,), (Run("按月发放"),)),
                ((Run("临时救助金"),), (GAP,), (Run("一事一议"),)),
            ),
            (2, 1, 3),
        ),
        Heading(1, (Run("下半年工作计划"),)),
        Paragraph((Run("继续巩固成果，补齐短板，确保全年目标任务圆满完成。"),)),
    )


def annex_of_gaps() -> Annex:
    return Annex("缺少的数字", (Table("", ("序号", "数字"), (((Run("1"),), (Run("巡河次数"),)),)),))
