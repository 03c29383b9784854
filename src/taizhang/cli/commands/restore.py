"""taizhang restore"""

import sys
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import FILE, FOLDER
from taizhang.cli.output import fail, progress, say, show_issues


@click.command("restore", short_help=t("从备份恢复", "Restore from a backup"))
@click.argument("file", type=FILE)
@click.argument("folder", type=FOLDER)
@click.option("--town", "town_file", type=FILE, required=True, help=t("原镇的 town.toml", "the old town's town.toml"))
@click.option(
    "--key", "key_file", type=FILE, required=True, help=t("另行备份的 master.key", "the master.key kept apart")
)
def command(file: Path, folder: Path, town_file: Path, key_file: Path) -> None:
    """用备份 FILE 在新文件夹 FOLDER 里重建一个镇，并从头核对哈希链；核对不过就不留下任何东西。

    Rebuild a town from FILE in the new folder FOLDER and verify its chain; if that fails nothing is left behind.
    """
    from taizhang.kernel.issue import Issue
    from taizhang.kernel.text import Text
    from taizhang.project.config import read_config
    from taizhang.project.restoring import restore_town

    config, issues = read_config(town_file)
    if config is None:
        show_issues(issues)
        sys.exit(1)
    try:
        key = key_file.read_text(encoding="ascii").strip()
        if len(bytes.fromhex(key)) != 32:
            raise ValueError
    except (OSError, ValueError):
        fail(
            Issue(
                "restore-key",
                Text(f"“{key_file}”不是密钥文件。", f"'{key_file}' is not a key file."),
                Text("应为原镇 keys/master.key 的备份。", "Give the copy of the old town's keys/master.key."),
            )
        )
    with progress("恢复并核对", "Restoring and verifying") as advance:
        verified, issues = restore_town(folder, config, key, file, advance)
    show_issues(issues)
    if verified is None:
        say("没有恢复。", "Nothing was restored.")
        sys.exit(1)
    say(
        f"已恢复到 {folder}：{verified.submissions} 次提交，{verified.revisions} 个版本，哈希链完好，密钥已放好。",
        f"Restored to {folder}: {verified.submissions} submissions, {verified.revisions} revisions, the chain is whole.",
    )
