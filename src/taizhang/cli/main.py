"""``taizhang``: the root command. Commands are the modules of ``commands``; their names come from the files."""

import sys
import traceback
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from taizhang.cli.language import choose, prefer_utf8, t

_ORDER = (
    "init", "demo", "packs", "template", "import", "export", "records", "submission", "org",
    "indicator", "report", "verify", "refresh", "backup", "restore",
)  # fmt: skip


class Commands(click.Group):
    """Finds a command in the module ``commands.NAME`` (``import`` is ``commands.import_``)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        found = {
            path.stem.rstrip("_").replace("_", "-")
            for path in (Path(__file__).parent / "commands").glob("*.py")
            if not path.stem.startswith("__")
        }
        return sorted(found, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        stem = cmd_name.replace("-", "_")
        module = import_module(
            f"taizhang.cli.commands.{stem}_" if stem == "import" else f"taizhang.cli.commands.{stem}"
        )
        command: click.Command = module.command
        return command


def _root() -> click.Group:
    from taizhang import __version__

    root = Commands(
        "taizhang",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
        help=t(
            "台账：一个镇的台账只记一次，数字、总结、计划由台账生成，每个数字都能查到它的行。\n\n"
            "一个镇是一个文件夹（town.toml、ledger.sqlite3、keys/、columns/、packs/），用 --home 或环境变量 TAIZHANG_HOME 指明，"
            "默认为当前文件夹。\n\n"
            "\b\n"
            "典型用法：\n"
            "  taizhang demo --out out                           看一个合成镇从 Excel 到公文的全过程\n"
            "  taizhang init 云溪镇 --org 990301101000 --name 云溪镇   建一个镇\n"
            "  taizhang template org_unit -o 机构.xlsx            取一本台账的模板，填好后\n"
            "  taizhang import 机构.xlsx                          导入（有一处错误就一行也不写，并给出标红的副本）\n"
            "  taizhang indicator show subsistence_households --period 2020H1\n"
            "  taizhang indicator explain subsistence_households --period 2020H1   它的口径、SQL 和行\n"
            "  taizhang report build half_year --period 2020H1   生成总结（docx、pdf、html、csv）\n"
            "  taizhang verify                                   从头核对哈希链\n\n"
            "出错时退出码不为 0：1 表示输入有问题（已逐条说明），2 表示命令用法有误，3 表示程序自身的错误。",
            "Taizhang: a township keeps its ledgers once; figures, reports and plans are written from them, and every "
            "number leads back to its rows.\n\n"
            "A town is a folder (town.toml, ledger.sqlite3, keys/, columns/, packs/), named by --home or TAIZHANG_HOME, by "
            "default the current folder.\n\n"
            "\b\n"
            "Typical use:\n"
            "  taizhang demo --out out                           a synthetic town, from Excel to the official document\n"
            "  taizhang init yunxi --org 990301101000 --name 云溪镇    set up a town\n"
            "  taizhang template org_unit -o units.xlsx          a ledger's template; fill it in, then\n"
            "  taizhang import units.xlsx                        import (one fault and nothing is written; you get a marked copy)\n"
            "  taizhang indicator show subsistence_households --period 2020H1\n"
            "  taizhang indicator explain subsistence_households --period 2020H1   its formula, SQL and rows\n"
            "  taizhang report build half_year --period 2020H1   the report (docx, pdf, html, csv)\n"
            "  taizhang verify                                   recompute the hash chain\n\n"
            "Exit status: 1 faults in the input (each explained), 2 wrong usage, 3 a fault of ours.",
        ),
    )
    root.params.append(
        click.Option(
            ["--lang"],
            help=t("语言：zh 或 en（亦可用环境变量 TAIZHANG_LANG）", "zh or en (or TAIZHANG_LANG)"),
            expose_value=False,
        )
    )
    version = click.version_option(__version__, prog_name="taizhang")
    return version(root)


def main() -> None:
    prefer_utf8()
    choose(sys.argv)
    debug = "--debug" in sys.argv
    if debug:
        sys.argv.remove("--debug")
    try:
        _root()(prog_name="taizhang")
    except Exception as error:
        if debug:
            raise
        with NamedTemporaryFile("w", prefix="taizhang-", suffix=".log", delete=False, encoding="utf-8") as log:
            traceback.print_exc(file=log)
        click.echo(
            t(
                f"程序自身出错（{type(error).__name__}），没有写入未完成的内容。详情记在 {log.name}，请连同它反馈；加 --debug 可直接查看。",
                f"This is a fault of ours ({type(error).__name__}); nothing half done was written. Details are in {log.name}: "
                "please report it with that file; --debug shows it at once.",
            ),
            err=True,
        )
        sys.exit(3)
