"""taizhang org"""

import sys
from datetime import date
from pathlib import Path
from uuid import uuid4

import click

from taizhang.cli.language import t
from taizhang.cli.options import DAY, actor_options, home_option
from taizhang.cli.output import say, show_issues


@click.group("org", short_help=t("机构：树、合并", "Units: tree, merge"))
def command() -> None:
    """组织机构树，以及合并。 / The tree of units, and merging them."""


@command.command("tree", short_help=t("某日的机构树", "The tree on a day"))
@click.option("--on", "day", type=DAY, help=t("哪一天（默认今天）", "which day (default: today)"))
@home_option
def tree(day: date | None, home: Path) -> None:
    """画出某日的机构树。 / Draw the tree on a day."""
    from taizhang.cli.town import opened
    from taizhang.kernel.orgcode import OrgCode

    town = opened(home)
    day = day or date.today()
    units = town.tree(town.cutoff(day).at(day))

    def draw(code: OrgCode, depth: int) -> None:
        unit = units[code]
        click.echo(f"{'  ' * depth}{unit.name}  {unit.code}  {unit.kind}")
        for child in units.children(code):
            draw(child, depth + 1)

    for root in units.roots:
        draw(root, 0)


@command.command("merge", short_help=t("合并单位", "Merge units"))
@click.argument("units", nargs=-1, required=True)
@click.option("--into", "code", required=True, help=t("新单位代码", "the new unit's code"))
@click.option("--name", required=True, help=t("新单位名称", "the new unit's name"))
@click.option("--on", "day", type=DAY, required=True, help=t("新单位的第一天", "its first day"))
@click.option("--reason", required=True, help=t("依据，如批复文号", "on what ground"))
@actor_options
@home_option
def merge(
    units: tuple[str, ...],
    code: str,
    name: str,
    day: date,
    reason: str,
    actor: str | None,
    roles: tuple[str, ...],
    home: Path,
) -> None:
    """把 UNITS（名称或代码）合并为一个新单位：旧单位到前一天为止，数字由新单位承接。

    Merge UNITS (names or codes) into a new one; the old end the day before and the new one carries on their figures.
    """
    from taizhang.cli.town import acting, opened, unit_named

    town = opened(home)
    from taizhang.kernel.orgcode import OrgCode
    from taizhang.ledger.entries import Draft
    from taizhang.ledger.org import merge as merged

    known = town.tree(town.cutoff(day).at(day))
    entries = merged(known, [unit_named(town, known, unit) for unit in units], OrgCode.parse(code), name, day)
    receipt, issues = town.store.append(Draft(str(uuid4()), "form", acting(town, actor, roles), "cli", reason, entries))
    show_issues(issues)
    if receipt is None:
        sys.exit(1)
    say(f"已合并为 {name}（提交 {receipt.submission}）。", f"Merged into {name} (submission {receipt.submission}).")
