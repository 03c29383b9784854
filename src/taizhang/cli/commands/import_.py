"""taizhang import"""

import sys
from datetime import date
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import DAY, actor_options, home_option
from taizhang.cli.output import progress, say, show_issues


@click.command("import", short_help=t("导入 Excel 或 CSV", "Import Excel or CSV"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--ledger", help=t("导入哪本台账（默认看工作表名、文件名）", "which ledger (default: by sheet or file name)")
)
@click.option(
    "--date", "day", type=DAY, help=t("没有日期栏时的业务日期", "effective date of rows without a date column")
)
@click.option("--reason", default="", help=t("事由，记入台账", "why; kept in the ledger"))
@click.option("--dry-run", is_flag=True, help=t("只检查，不写入", "check only, write nothing"))
@click.option(
    "--marked",
    type=click.Path(path_type=Path, file_okay=False),
    help=t("标红的副本放在哪个文件夹（默认与原文件同处）", "folder for marked copies (default: beside the file)"),
)
@actor_options
@home_option
def command(
    files: tuple[Path, ...],
    ledger: str | None,
    day: date | None,
    reason: str,
    dry_run: bool,
    marked: Path | None,
    actor: str | None,
    roles: tuple[str, ...],
    home: Path,
) -> None:
    """导入 FILES。每个文件整份写入或完全不写；有错时逐行说明，并另存一份标红的副本。同一文件再次导入不会重复。

    Import FILES, each whole or not at all. Faults are told row by row and marked in a copy of the file. Importing the same
    file again changes nothing.
    """
    from taizhang.cli.found import ledger_named
    from taizhang.cli.output import fail
    from taizhang.cli.town import acting, opened

    town = opened(home)
    from taizhang.exchange.importer import import_file

    who = acting(town, actor, roles)
    if ledger is not None:
        declared, issue = ledger_named(town.catalogue, ledger)
        if declared is None:
            fail(issue)
        ledger = declared.name
    failed = False
    for path in files:
        with progress(f"导入 {path.name}", f"Importing {path.name}") as advance:
            result = import_file(
                path, town.store, town.catalogue, who,
                ledger=ledger, day=day, reason=reason, dry_run=dry_run, progress=advance, marked_folder=marked,
            )  # fmt: skip
        show_issues(result.issues)
        if result.marked is not None:
            say(f"错处已标在 {result.marked}", f"Faults are marked in {result.marked}")
        receipt = result.receipt
        if receipt is None:
            failed = failed or not dry_run or any(issue.severity == "error" for issue in result.issues)
            say(f"{path.name}：{result.rows} 行，没有写入。", f"{path.name}: {result.rows} rows, nothing written.")
        elif receipt.repeated:
            say(
                f"{path.name}：此前已导入（提交 {receipt.submission}），没有重复写入。",
                f"{path.name}: already imported (submission {receipt.submission}); nothing written twice.",
            )
        else:
            say(
                f"{path.name}：新增 {receipt.created}，更改 {receipt.amended}，环节 {receipt.stepped}，未变 {receipt.unchanged}（提交 {receipt.submission}）",
                f"{path.name}: {receipt.created} created, {receipt.amended} amended, {receipt.stepped} steps, "
                f"{receipt.unchanged} unchanged (submission {receipt.submission})",
            )
    sys.exit(1 if failed else 0)
