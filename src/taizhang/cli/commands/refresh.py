"""taizhang refresh"""

import shutil
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import home_option
from taizhang.cli.output import progress, say


@click.command("refresh", short_help=t("更新分析副本", "Bring the analytical copy up to date"))
@click.option("--rebuild", is_flag=True, help=t("从台账全部重建", "rebuild it from nothing"))
@home_option
def command(rebuild: bool, home: Path) -> None:
    """更新 columns/（其他命令会自动做）。 / Update columns/ (other commands do so by themselves)."""
    from taizhang.cli.town import opened

    town = opened(home)
    if rebuild:
        shutil.rmtree(town.columns.folder, ignore_errors=True)
    with progress("更新分析副本", "Refreshing") as advance:
        done = town.columns.refresh(town.store.source(), advance)
    say(
        f"已到版本 {done.seq}，读入 {done.revisions} 个版本，用时 {done.seconds:.2f} 秒。",
        f"At revision {done.seq}; {done.revisions} revisions read in {done.seconds:.2f} s.",
    )
