"""taizhang report"""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taizhang.cli.language import t, told
from taizhang.cli.options import DAY, FOLDER, PERIOD, actor_options, home_option, known_by_option
from taizhang.cli.output import fail, say, show_issues, stop_on_errors, table
from taizhang.kernel.period import Period

if TYPE_CHECKING:
    from taizhang.declare.model import Report
    from taizhang.project.reporting import Built, Issued
    from taizhang.project.town import Town


@click.group("report", short_help=t("报告：生成、签发、核对", "Reports: build, issue, verify"))
def command() -> None:
    """由台账生成报告；签发后冻结，以后的更正另行列出。 / Reports from the ledgers; issuing freezes one."""


def summary(town: "Town", built: "Built") -> None:
    """What the report says of itself: figures, gaps, checks that do not hold."""
    document = built.document
    figures = list(document.figures())
    gaps = [figure for figure in figures if figure.amount is None]
    say(
        f"《{document.title}》：{len(figures)} 处数字，{len({figure.key for figure in figures})} 个不同的数，{len(gaps)} 处缺数，截至 {document.cutoff.day}。",
        f"'{document.title}': {len(figures)} figures, {len({figure.key for figure in figures})} distinct, {len(gaps)} gaps, cut-off {document.cutoff.day}.",
    )
    failing = sum(issue.code == "check-fails" for issue in built.issues)
    if failing:
        say(f"  {failing} 处核对不成立，见上面的提示和附件。", f"  {failing} checks fail; see above and the annex.")


def _report(town: "Town", name: str) -> "Report":
    from taizhang.cli.found import report_named

    report, issue = report_named(town.catalogue, name)
    if report is None:
        fail(issue)
    return report


def _built(
    town: "Town", report: "Report", period: Period, org: str | None, day: date | None, known_by: "int | datetime | None"
) -> "Built":
    from taizhang.cli.town import cutoff_for, unit_named
    from taizhang.project.reporting import build

    cutoff = cutoff_for(town, period, day, known_by)
    unit = unit_named(town, town.tree(cutoff.at(period.last)), org)
    built, issues = build(town, report, period, cutoff, unit)
    show_issues(issues)
    if built is None:
        sys.exit(1)
    return built


@command.command("build", short_help=t("生成一份报告", "Build a report"))
@click.argument("name")
@click.option("--period", type=PERIOD, required=True, help=t("报告期，如 2020H1", "the period, e.g. 2020H1"))
@click.option("--org", help=t("单位（默认全镇）", "unit (default: the town)"))
@click.option(
    "--cutoff", "day", type=DAY, help=t("数据截止日期（默认报告期末）", "cut-off day (default: the period's end)")
)
@known_by_option
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    default=Path("out"),
    show_default=True,
    help=t("写到哪个文件夹", "folder to write to"),
)
@home_option
def build_(
    name: str,
    period: Period,
    org: str | None,
    day: date | None,
    known_by: "int | datetime | None",
    output: Path,
    home: Path,
) -> None:
    """生成报告 NAME（如 half_year）：docx、pdf、html，及 figures.csv 每个数一行。

    Build report NAME (e.g. half_year): docx, pdf, html, and figures.csv with a line per figure.
    """
    from taizhang.cli.town import opened
    from taizhang.project.reporting import render, write

    town = opened(home)
    report = _report(town, name)
    built = _built(town, report, period, org, day, known_by)
    for path in write(render(built.document, report), output):
        click.echo(str(path))
    summary(town, built)


@command.command("issue", short_help=t("签发", "Issue a report"))
@click.argument("name")
@click.option("--period", type=PERIOD, required=True, help=t("报告期", "the period"))
@click.option("--org", help=t("单位（默认全镇）", "unit (default: the town)"))
@click.option("--cutoff", "day", type=DAY, help=t("数据截止日期", "cut-off day"))
@known_by_option
@click.option("--number", help=t("发文字号，如 云政发〔2020〕1号", "document number"))
@click.option("--date", "signed", type=DAY, help=t("成文日期（默认今天）", "date of the document (default: today)"))
@click.option("--reason", default="", help=t("事由", "why"))
@actor_options
@home_option
def issue_(
    name: str, period: Period, org: str | None, day: date | None, known_by: "int | datetime | None", number: str | None,
    signed: date | None, reason: str, actor: str | None, roles: tuple[str, ...], home: Path,
) -> None:  # fmt: skip
    """签发报告 NAME：冻结文件、截止日期和台账版本，写入 issued/，以后任何时候都能原样取出。

    Issue report NAME: freeze document, cut-off and state of the ledgers; its files are kept in issued/.
    """
    from taizhang.cli.town import acting, opened
    from taizhang.project.reporting import issue, render, write

    town = opened(home)
    report = _report(town, name)
    built = _built(town, report, period, org, day, known_by)
    done, issues = issue(
        town, report, built, acting(town, actor, roles), number=number, day=signed or date.today(), reason=reason
    )
    show_issues(issues)
    if done is None or done.document is None:
        sys.exit(1)
    folder = home / "issued" / done.key.replace("|", "_").replace("/", "-")
    for path in write(render(done.document, report), folder):
        click.echo(str(path))
    summary(town, built)
    say(
        f"已签发 {done.key}，摘要 {done.record.values['document']}",
        f"Issued {done.key}, digest {done.record.values['document']}",
    )


@command.command("list", short_help=t("报告种类与已签发的报告", "Kinds of report, and those issued"))
@home_option
def list_(home: Path) -> None:
    """列出能生成的报告和已签发的报告。 / List the reports that can be built and those issued."""
    from taizhang.cli.town import opened
    from taizhang.project.reporting import issued

    town = opened(home)
    table(
        (t("报告", "report"), t("标题", "title"), t("时期", "period")),
        [(r.name, told(r.title), r.kind) for r in town.catalogue.reports.values()],
    )
    known = issued(town)
    if known:
        click.echo()
        header = (
            t("已签发", "issued"),
            t("状态", "state"),
            t("截止", "cut-off"),
            t("日期", "date"),
            t("摘要", "digest"),
        )
        table(
            header,
            [
                (
                    k.key,
                    k.record.state,
                    str(k.record.values["cutoff"]),
                    str(k.record.effective),
                    str(k.record.values["document"])[:16],
                )
                for k in known
            ],
        )


@command.command("verify", short_help=t("核对已签发的报告", "Verify an issued report"))
@click.argument("key", required=False)
@click.option("-o", "--output", type=FOLDER, help=t("把存档原样再写出一份", "write the kept report out again"))
@home_option
def verify(key: str | None, output: Path | None, home: Path) -> None:
    """核对已签发的报告 KEY（默认全部）：存档完好、哈希链相符；列出签发后被更正的数字。

    Verify issued report KEY (default: all): document whole, chain ours; lists figures restated since.
    """
    from taizhang.cli.town import opened
    from taizhang.kernel.issue import Issue, did_you_mean
    from taizhang.kernel.text import Text
    from taizhang.project.reporting import issued

    town = opened(home)
    known = issued(town)
    wanted = [k for k in known if key is None or k.key == key]
    if key is not None and not wanted:
        fail(
            Issue(
                "report-not-issued",
                Text(f"没有签发过“{key}”。", f"No report '{key}' has been issued."),
                did_you_mean(key, [k.key for k in known]),
            )
        )
    if not wanted:
        say("还没有签发过报告。", "No report has been issued yet.")
    for one in wanted:
        _verify_one(town, one, output)


def _verify_one(town: "Town", one: "Issued", output: Path | None) -> None:
    from taizhang.project.reporting import check_issued, render, write

    changed, issues = check_issued(town, one)
    stop_on_errors(issues)
    say(
        f"{one.key}：存档完好，哈希链相符，{len(changed)} 个数字在签发后有更正。",
        f"{one.key}: whole, chain matches, {len(changed)} figures restated since issue.",
    )
    if changed:
        header = (t("数字", "figure"), t("签发时", "as issued"), t("现在", "now"), t("差", "difference"))
        table(header, [(told(c.title), str(c.issued), str(c.now), str(c.difference)) for c in changed])
    if output is not None and one.document is not None:
        for path in write(render(one.document, _report(town, one.document.report)), output):
            click.echo(str(path))
