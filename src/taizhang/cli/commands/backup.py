"""taizhang backup"""

from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import FILE, home_option
from taizhang.cli.output import progress, say


@click.command("backup", short_help=t("备份台账", "Back up the ledgers"))
@click.argument("file", type=FILE)
@home_option
def command(file: Path, home: Path) -> None:
    """把全部提交、附件写进 FILE（zip）。密钥不在其中，请另行备份 keys/。

    Write all submissions and attachments to FILE (a zip). The key is not in it: back up keys/ apart.
    """
    from taizhang.cli.town import opened

    opened(home)
    from taizhang.ledger.backup import write_backup

    with progress("备份", "Backing up") as advance:
        counts = write_backup(file, advance)
    say(
        f"已备份到 {file}：{counts.get('submission', 0)} 次提交，{counts.get('revision', 0)} 个版本。请另存 {home / 'keys'}。",
        f"Backed up to {file}: {counts.get('submission', 0)} submissions, {counts.get('revision', 0)} revisions. "
        f"Keep {home / 'keys'} elsewhere.",
    )
