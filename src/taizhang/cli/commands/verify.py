"""taizhang verify"""

import sys
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import home_option
from taizhang.cli.output import progress, say, show_issues


@click.command("verify", short_help=t("从头核对哈希链", "Recompute the hash chain"))
@click.option(
    "--head",
    help=t(
        "应有的链头（如已签发报告上的），用来发现末尾被截去", "a chain head that must occur (from an issued report)"
    ),
)
@home_option
def command(head: str | None, home: Path) -> None:
    """重算每个版本的哈希并核对提交，任何被改写、删去、调换的行都会被指出。

    Recompute the hash of every revision and submission; any row rewritten, removed or reordered is named.
    """
    from taizhang.cli.town import opened

    town = opened(home)
    with progress("核对", "Verifying") as advance:
        verified, issues = town.store.verify(advance, expected_head=head)
    show_issues(issues)
    if issues:
        sys.exit(1)
    say(
        f"台账完好：{verified.submissions} 次提交，{verified.revisions} 个版本，链头 {verified.head}",
        f"The ledger is whole: {verified.submissions} submissions, {verified.revisions} revisions, head {verified.head}",
    )
