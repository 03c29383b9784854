"""taizhang submission"""

import sys
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import actor_options, home_option
from taizhang.cli.output import say, show_issues, table


@click.group("submission", short_help=t("提交：列出、撤回", "Submissions: list, revert"))
def command() -> None:
    """一份提交是一起写入的若干版本：整份写入，也可整份撤回。 / Revisions that came in together, and go back together."""


@command.command("list", short_help=t("最近的提交", "The latest submissions"))
@click.option("--limit", default=20, show_default=True)
@home_option
def list_(limit: int, home: Path) -> None:
    """列出最近的提交。 / List the latest submissions."""
    from taizhang.cli.town import opened

    rows = [
        (
            str(info.id), f"{info.recorded.astimezone():%Y-%m-%d %H:%M}", info.kind, info.actor, str(info.revisions),
            Path(info.source).name, info.reason,
            t(f"已由 {info.reverted_by} 撤回", f"reverted by {info.reverted_by}") if info.reverted_by else "",
        )
        for info in opened(home).store.submissions(limit)
    ]  # fmt: skip
    header = ("no", t("登记时间", "recorded"), t("类别", "kind"), t("经办", "by"), t("版本", "revisions"))
    table((*header, t("来源", "source"), t("事由", "reason"), ""), rows, frozenset({0, 4}))


@command.command("revert", short_help=t("整份撤回一次提交", "Take back a whole submission"))
@click.argument("number", type=int)
@click.option("--reason", required=True, help=t("为什么撤回", "why"))
@actor_options
@home_option
def revert(number: int, reason: str, actor: str | None, roles: tuple[str, ...], home: Path) -> None:
    """撤回提交 NUMBER。历史保留；此后又有更改的不能撤回。 / Take back submission NUMBER; history stays."""
    from taizhang.cli.town import acting, opened

    town = opened(home)
    receipt, issues = town.store.revert(number, acting(town, actor, roles), reason)
    show_issues(issues)
    if receipt is None:
        sys.exit(1)
    say(
        f"已撤回提交 {number}（作为提交 {receipt.submission} 记入）。",
        f"Submission {number} taken back (as {receipt.submission}).",
    )
