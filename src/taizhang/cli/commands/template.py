"""taizhang template"""

from pathlib import Path

import click

from taizhang.cli.language import t, told
from taizhang.cli.options import FILE, FOLDER
from taizhang.cli.output import fail, say, stop_on_errors


@click.command("template", short_help=t("一本台账的 Excel 模板", "A ledger's Excel template"))
@click.argument("ledger")
@click.option("-o", "--output", type=FILE, help=t("写到哪里（默认 台账名.xlsx）", "where to (default: LEDGER.xlsx)"))
@click.option("--home", type=FOLDER, default=Path(), envvar="TAIZHANG_HOME", help=t("镇的文件夹", "the town's folder"))
def command(ledger: str, output: Path | None, home: Path) -> None:
    """写出 LEDGER 的模板：表头、下拉、说明；填好后可直接导入。 / Write LEDGER's template, ready to fill in and import."""
    from taizhang.cli.found import ledger_named
    from taizhang.exchange.template import write_template
    from taizhang.project.town import load_catalogue

    catalogue, issues = load_catalogue(home if home.is_dir() else None)
    stop_on_errors(issues)
    declared, issue = ledger_named(catalogue, ledger)
    if declared is None:
        fail(issue)
    path = output or Path(f"{declared.name}.xlsx")
    write_template(declared, catalogue, path)
    say(f"已写出“{declared.title.zh}”模板：{path}", f"Template of '{told(declared.title)}': {path}")
