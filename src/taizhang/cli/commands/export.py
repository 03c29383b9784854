"""taizhang export"""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import DAY, actor_options, home_option, known_by_option
from taizhang.cli.output import fail, progress, say, show_issues


@click.command("export", short_help=t("导出一本台账", "Export a ledger"))
@click.argument("ledger")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=t(".xlsx 或 .csv（默认 台账名.xlsx）", ".xlsx or .csv (default: LEDGER.xlsx)"),
)
@click.option("--as-of", "day", type=DAY, help=t("哪一天的情况（默认今天）", "on which day (default: today)"))
@known_by_option
@click.option(
    "--unmask",
    metavar="REASON",
    help=t("个人信息不打码，须写明理由，留痕", "personal fields in clear; needs a reason, is logged"),
)
@actor_options
@home_option
def command(
    ledger: str,
    output: Path | None,
    day: date | None,
    known_by: "int | datetime | None",
    unmask: str | None,
    actor: str | None,
    roles: tuple[str, ...],
    home: Path,
) -> None:
    """导出 LEDGER 在某日、按某时所知的样子；个人信息打码。导出的表可以原样导回。

    Export LEDGER as it stood on a day, as known by a time; personal fields masked. What is exported imports back.
    """
    from taizhang.cli.found import ledger_named
    from taizhang.cli.town import acting, opened

    town = opened(home)
    from taizhang.exchange.exporter import export_ledger

    declared, issue = ledger_named(town.catalogue, ledger)
    if declared is None:
        fail(issue)
    day = day or date.today()
    path = output or Path(f"{declared.name}.xlsx")
    with progress(f"导出 {declared.title.zh}", f"Exporting {declared.title.en}") as advance:
        rows, issues = export_ledger(
            town.store, town.catalogue, declared.name, town.cutoff(day, known_by).at(day), path,
            actor=acting(town, actor, roles), unmask=unmask, progress=advance,
        )  # fmt: skip
    show_issues(issues)
    if rows is None:
        sys.exit(1)
    say(f"已导出 {rows} 行：{path}", f"{rows} rows exported: {path}")
