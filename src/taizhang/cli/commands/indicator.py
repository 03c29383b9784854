"""taizhang indicator"""

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taizhang.cli.language import t, told
from taizhang.cli.options import DAY, PERIOD, home_option, known_by_option
from taizhang.cli.output import fail, say, show_issues, table
from taizhang.kernel.period import Period

if TYPE_CHECKING:
    from taizhang.declare.model import Indicator
    from taizhang.indicators.values import Value
    from taizhang.kernel.asof import Cutoff
    from taizhang.project.town import Town

_period = click.option("--period", type=PERIOD, required=True, help=t("时期，如 2020H1", "the period, e.g. 2020H1"))
_cutoff = click.option(
    "--cutoff", "day", type=DAY, help=t("截止日期（默认时期末）", "cut-off day (default: the period's end)")
)
_org = click.option("--org", help=t("单位名称或代码（默认全镇）", "unit, by name or code (default: the town)"))


@click.group("indicator", short_help=t("指标：列出、查看、解释、核对", "Indicators: list, show, explain, check"))
def command() -> None:
    """指标由台账计算，每个数都能查到口径、SQL 和行。 / Figures computed from ledgers, each with its formula, SQL and rows."""


def _prepared(home: Path, period: Period, day: date | None, known_by: "int | datetime | None") -> "tuple[Town, Cutoff]":
    from taizhang.cli.town import cutoff_for, opened

    town = opened(home)
    cutoff = cutoff_for(town, period, day, known_by)
    town.refresh()
    return town, cutoff


def _declared(town: "Town", name: str) -> "Indicator":
    from taizhang.cli.found import indicator_named

    indicator, issue = indicator_named(town.catalogue, name)
    if indicator is None:
        fail(issue)
    return indicator


def printed(value: "Value") -> str:
    """The exact amount with its unit, or in words why there is none."""
    if value.amount is None:
        return t("无数据", "no data") if value.status == "no_data" else t("无法计算", "undefined")
    return f"{plain(value.amount)}{value.unit}"


def plain(amount: Decimal) -> str:
    return f"{amount:f}"


@command.command("list", short_help=t("列出指标", "List indicators"))
@click.argument("words", nargs=-1)
@home_option
def list_(words: tuple[str, ...], home: Path) -> None:
    """列出指标（可给 WORDS 筛选名称、标题、台账）。 / List indicators, those that contain WORDS."""
    from taizhang.project.town import load_catalogue

    catalogue, issues = load_catalogue(home)
    show_issues(issues)
    rows = []
    for item in catalogue.indicators.values():
        formula = item.measure or item.derived or " / ".join(item.ratio or ())
        row = (item.name, told(item.title), item.unit, item.at if item.ledger else "", item.ledger or "", formula)
        if all(any(word.lower() in cell.lower() for cell in row) for word in words):
            rows.append(row)
    table(
        (
            t("指标", "indicator"),
            t("标题", "title"),
            t("单位", "unit"),
            t("时点", "at"),
            t("台账", "ledger"),
            t("口径", "formula"),
        ),
        rows,
    )


@command.command("show", short_help=t("一个指标的数", "An indicator's value"))
@click.argument("name")
@_period
@_org
@click.option("--by", help=t("分类字段，或 village 按村", "break down by a field, or by village"))
@click.option("--trend", is_flag=True, help=t("逐月", "month by month"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_cutoff
@known_by_option
@home_option
def show(
    name: str, period: Period, org: str | None, by: str | None, trend: bool, form: str,
    day: date | None, known_by: "int | datetime | None", home: Path,
) -> None:  # fmt: skip
    """NAME（名称或标题）在某时期、某单位的数，连同上年同期和上期；没有数据不等于 0。

    The value of NAME for a period and unit, with the year before and the previous period. No data is not zero.
    """
    from taizhang.cli.town import unit_named
    from taizhang.indicators.engine import comparable
    from taizhang.indicators.values import IndicatorError, Request

    town, cutoff = _prepared(home, period, day, known_by)
    indicator = _declared(town, name)
    tree = town.tree(cutoff.at(period.last))
    unit = unit_named(town, tree, org)
    rows: list[tuple[str, Request]] = []
    try:
        if by == "village":
            units = [unit, *tree.below(unit, frozenset({"village", "community"}))]
            rows = [
                (tree[code].name if code in tree else code, Request(indicator.name, code, period)) for code in units
            ]
        elif trend:
            rows = [
                (str(month), Request(indicator.name, unit, month))
                for month in period.months()
                if month.first <= cutoff.day
            ]
        else:
            rows = [(str(period), Request(indicator.name, unit, period, by))]
            previous, last_year = comparable(period, cutoff, "previous"), comparable(period, cutoff, "year_before")
            rows.append((t(f"上期 {previous}", f"previous {previous}"), Request(indicator.name, unit, previous)))
            rows.append(
                (t(f"上年同期 {last_year}", f"year before {last_year}"), Request(indicator.name, unit, last_year))
            )
        values = town.engine.evaluate([request for _, request in rows], cutoff)
    except IndicatorError as error:
        show_issues(error.issues)
        sys.exit(1)
    if form == "json":
        listed = [
            {
                "label": label, "org": request.org, "period": str(request.period), "status": values[request].status,
                "value": None if values[request].amount is None else plain(values[request].amount or Decimal(0)),
                "unit": indicator.unit, "rows": values[request].rows,
                "parts": {part or "": plain(amount) for part, amount in values[request].parts.items()},
            }
            for label, request in rows
        ]  # fmt: skip
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    say(
        f"{indicator.title.zh}（{indicator.name}），截至 {cutoff.day}，按版本 {cutoff.known_by} 所知",
        f"{indicator.title.en} ({indicator.name}), cut-off {cutoff.day}, as known at revision {cutoff.known_by}",
    )
    lines = [(label, printed(values[request]), str(values[request].rows)) for label, request in rows]
    first = values[rows[0][1]]
    lines += [
        (f"  {part or t('（空）', '(empty)')}", f"{plain(amount)}{first.unit}", "")
        for part, amount in first.parts.items()
    ]
    table(("", t("数值", "value"), t("行数", "rows")), lines, frozenset({1, 2}))
    if first.missing:
        names = [tree[code].name for code in first.missing if code in tree]
        say(f"未报：{'、'.join(names)}", f"Not reported: {', '.join(names)}")


@command.command("explain", short_help=t("一个数从哪里来", "Where a number comes from"))
@click.argument("name")
@_period
@_org
@click.option("--limit", default=20, show_default=True, help=t("列出多少行", "how many rows to list"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_cutoff
@known_by_option
@home_option
def explain(
    name: str, period: Period, org: str | None, limit: int, form: str,
    day: date | None, known_by: "int | datetime | None", home: Path,
) -> None:  # fmt: skip
    """NAME 的口径、可独立运行的 SQL，和它背后的行。 / The formula of NAME, SQL that gives it again, and the rows behind it."""
    from taizhang.cli.town import unit_named
    from taizhang.indicators.values import IndicatorError, Request

    town, cutoff = _prepared(home, period, day, known_by)
    indicator = _declared(town, name)
    unit = unit_named(town, town.tree(cutoff.at(period.last)), org)
    request = Request(indicator.name, unit, period)
    try:
        value = town.engine.evaluate([request], cutoff)[request]
        explained = town.engine.explain(request, cutoff, limit=limit)
    except IndicatorError as error:
        show_issues(error.issues)
        sys.exit(1)
    if form == "json":
        record = {
            "title": told(explained.title),
            "value": None if value.amount is None else plain(value.amount),
            "unit": value.unit,
            "formula": explained.formula,
            "sql": explained.sql,
            "count": explained.count,
            "records": explained.records,
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=1, default=str))
        return
    click.echo(f"{told(explained.title)} = {printed(value)}\n")
    click.echo(t("口径：", "Formula: ") + explained.formula)
    click.echo(t("声明于：", "Declared at: ") + str(indicator.place))
    click.echo("\n" + explained.sql + "\n")
    say(
        f"背后有 {explained.count} 行" + (f"，列出前 {limit} 行：" if explained.count > limit else "："),
        f"{explained.count} rows behind it" + (f", the first {limit}:" if explained.count > limit else ":"),
    )
    if explained.records:
        header = tuple(dict.fromkeys(key for record in explained.records for key in record))
        table(
            header,
            [
                tuple("" if record.get(key) is None else str(record.get(key)) for key in header)
                for record in explained.records
            ],
        )


@command.command("checks", short_help=t("账账核对", "Checks between figures"))
@_period
@_org
@_cutoff
@known_by_option
@home_option
def checks(period: Period, org: str | None, day: date | None, known_by: "int | datetime | None", home: Path) -> None:
    """逐条核对规则，列出不成立的和缺数的。有不成立的时退出码为 1。

    Run the checks; list those that fail or lack a number. Exit status 1 when one fails.
    """
    from taizhang.cli.town import unit_named

    town, cutoff = _prepared(home, period, day, known_by)
    tree = town.tree(cutoff.at(period.last))
    findings = town.engine.checks(period, unit_named(town, tree, org), cutoff)
    rows = [
        (
            t("不成立", "fails") if finding.status == "fails" else t("缺数", "no number"),
            told(finding.check.title), tree[finding.org].name if finding.org in tree else finding.org,
            printed(finding.left), printed(finding.right), "" if finding.difference is None else plain(finding.difference),
            finding.check.expression,
        )
        for finding in findings
    ]  # fmt: skip
    if rows:
        table(
            ("", t("规则", "check"), t("单位", "unit"), t("左", "left"), t("右", "right"), t("差", "difference"), ""),
            rows,
        )
    failing = sum(finding.status == "fails" for finding in findings)
    say(
        f"{len(town.catalogue.checks)} 条规则，{failing} 处不成立。",
        f"{len(town.catalogue.checks)} checks, {failing} failures.",
    )
    sys.exit(1 if failing else 0)


@command.command("completeness", short_help=t("谁还没报", "Who has not reported"))
@_period
@_org
@_cutoff
@known_by_option
@home_option
def completeness(
    period: Period, org: str | None, day: date | None, known_by: "int | datetime | None", home: Path
) -> None:
    """哪些村、哪本台账、哪个时期还没有报（零报告算已报）。

    Which villages have not reported in which ledger for which stretch (a nil report counts as reported).
    """
    from taizhang.cli.town import unit_named

    town, cutoff = _prepared(home, period, day, known_by)
    tree = town.tree(cutoff.at(period.last))
    covered = town.engine.completeness(period, unit_named(town, tree, org), cutoff)
    rows = [
        (told(town.catalogue.ledgers[c.ledger].title), tree[c.org].name if c.org in tree else c.org, str(c.expected))
        for c in covered
        if not c.reported
    ]
    if rows:
        table((t("台账", "ledger"), t("单位", "unit"), t("时期", "period")), rows)
    say(f"应报 {len(covered)}，未报 {len(rows)}。", f"{len(covered)} expected, {len(rows)} missing.")
