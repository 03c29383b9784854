"""taizhang demo"""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taizhang.cli.language import t
from taizhang.cli.options import FOLDER
from taizhang.cli.output import progress, say, show_issues
from taizhang.kernel.issue import Severity

if TYPE_CHECKING:
    from taizhang.project.town import Town


@click.command(
    "demo", short_help=t("一个合成的镇：从 Excel 到公文", "A synthetic town, from Excel to the official document")
)
@click.option(
    "--out", type=FOLDER, default=Path("out"), show_default=True, help=t("写到哪个文件夹", "folder to write to")
)
@click.option(
    "--scale",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help=t("规模倍数", "size of the town, as a multiple"),
)
@click.option(
    "--seed", default=2020, show_default=True, help=t("随机种子：同一种子得到同一个镇", "same seed, same town")
)
def command(out: Path, scale: int, seed: int) -> None:
    """写出一个合成镇的全部 Excel 台账，照常导入，计算，生成 2020 年上半年和全年两份报告。

    \b
    OUT/demo/   各条线的工作簿（合成数据）
    OUT/town/   镇的文件夹
    OUT/        报告的 docx、pdf、html 和每个数字一行的 figures.csv

    Write the workbooks of a synthetic town, import them as usual, compute, and build the half-year and the annual report of 2020.
    """
    from taizhang.demo.town import NAME, ORG, write_demo
    from taizhang.project.config import TownConfig
    from taizhang.project.town import init_town

    books, home = out / "demo", out / "town"
    for old in (books, home):
        if old.exists():
            shutil.rmtree(old)
    say(
        "1/4 写出合成镇的工作簿（合成数据，与任何真实地方无关）",
        "1/4 Writing the synthetic town's workbooks (no real place)",
    )
    with progress("工作簿", "workbooks") as advance:
        paths = write_demo(books, scale=scale, seed=seed, progress=advance)
    say("2/4 建镇、导入", "2/4 Setting up the town, importing")
    town, issues = init_town(home, TownConfig(ORG, NAME, synthetic=True))
    show_issues([issue for issue in issues if issue.severity is not Severity.INFO])
    if town is None:
        sys.exit(1)
    _import(town, paths)
    say("3/4 计算指标", "3/4 Computing figures")
    with progress("分析副本", "analytical copy") as advance:
        town.refresh(advance)
    say("4/4 生成报告", "4/4 Writing the reports")
    _reports(town, out)
    say(
        f"\n接下来可以：\n"
        f"  .venv/bin/taizhang indicator explain subsistence_households --period 2020H1 --home {home}\n"
        f"      低保户数从哪里来：口径、SQL 和行\n"
        f"  .venv/bin/taizhang report issue half_year --period 2020H1 --home {home}\n"
        f"      签发；以后的更正会另行列出",
        f"\nNext:\n"
        f"  .venv/bin/taizhang indicator explain subsistence_households --period 2020H1 --home {home}\n"
        f"      where the number of households on subsistence allowance comes from: formula, SQL, rows\n"
        f"  .venv/bin/taizhang report issue half_year --period 2020H1 --home {home}\n"
        f"      issue it; corrections after that are listed as restated",
    )


def _import(town: "Town", paths: list[Path]) -> None:
    from taizhang.exchange.importer import import_file
    from taizhang.ledger.entries import Actor

    clerk = Actor("演示登记员", frozenset({"registrar", "admin"}))
    for path in paths:
        with progress(path.name, path.name) as advance:
            result = import_file(path, town.store, town.catalogue, clerk, reason="演示数据", progress=advance)
        if result.receipt is None:
            show_issues(result.issues)
            sys.exit(1)
        done = result.receipt
        notes = sum(issue.severity is Severity.WARNING for issue in result.issues)
        noted = t(f"，注意 {notes} 处", f", {notes} remarks") if notes else ""
        say(
            f"  {path.name}：{result.rows} 行，写入 {done.last_seq - done.first_seq + 1} 个版本{noted}",
            f"  {path.name}: {result.rows} rows, {done.last_seq - done.first_seq + 1} revisions{noted}",
        )


def _reports(town: "Town", out: Path) -> None:
    from taizhang.cli.commands.report import summary
    from taizhang.demo.town import REPORTS
    from taizhang.kernel.period import Period
    from taizhang.project.reporting import build, render, write

    for name, spelling in REPORTS:
        report, period = town.catalogue.reports[name], Period.parse(spelling)
        built, issues = build(town, report, period, town.cutoff(period.last))
        show_issues([issue for issue in issues if issue.severity is not Severity.INFO], most=8)
        if built is None:
            sys.exit(1)
        for path in write(render(built.document, report), out):
            click.echo(f"  {path}")
        summary(town, built)
