"""taizhang packs"""

import json
import sys
from pathlib import Path

import click

from taizhang.cli.language import language, t, told
from taizhang.cli.options import FOLDER
from taizhang.cli.output import say, show_issues, table
from taizhang.kernel.issue import has_errors


@click.group("packs", short_help=t("条线包：列出、检查", "Packs: list, check"))
def command() -> None:
    """条线包声明台账、指标、核对规则和报告章节。 / Packs declare ledgers, indicators, checks and sections."""


@command.command("check", short_help=t("一次报告所有条线包的所有毛病", "Report every fault of every pack at once"))
@click.argument("folders", nargs=-1, type=FOLDER)
@click.option("--home", type=FOLDER, default=Path(), envvar="TAIZHANG_HOME", help=t("镇的文件夹", "the town's folder"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(folders: tuple[Path, ...], home: Path, form: str) -> None:
    """检查自带的条线包、镇自己的 packs/ 和 FOLDERS。 / Check the shipped packs, the town's own, and FOLDERS."""
    from taizhang.declare.load import SHIPPED, load_packs
    from taizhang.indicators.resolve import check_catalogue
    from taizhang.reports.render import check_templates

    own = [home / "packs"] if (home / "packs").is_dir() else []
    catalogue, issues = load_packs(SHIPPED, *own, *folders)
    if not has_errors(issues):
        issues = [*issues, *check_catalogue(catalogue), *check_templates(catalogue)]
    if form == "json":
        listed = [
            {
                "code": issue.code,
                "severity": issue.severity,
                "file": issue.place.file,
                "line": issue.place.line,
                "what": issue.what.in_(language()),
                "remedy": issue.remedy.in_(language()),
            }
            for issue in issues
        ]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        show_issues(issues, most=1000)
        size = (len(catalogue.packs), len(catalogue.ledgers), len(catalogue.indicators), len(catalogue.checks))
        say(
            "{} 个条线包，{} 本台账，{} 个指标，{} 条核对规则".format(*size) + ("。" if issues else "，没有毛病。"),
            "{} packs, {} ledgers, {} indicators, {} checks".format(*size) + ("." if issues else ", no faults."),
        )
    sys.exit(1 if has_errors(issues) else 0)


@command.command("list", short_help=t("列出条线包和台账", "List packs and their ledgers"))
@click.option("--home", type=FOLDER, default=Path(), envvar="TAIZHANG_HOME", help=t("镇的文件夹", "the town's folder"))
def list_(home: Path) -> None:
    """列出条线包和各自的台账。 / List packs with their ledgers."""
    from taizhang.project.town import load_catalogue

    catalogue, issues = load_catalogue(home)
    show_issues(issues)
    rows = [
        (pack.name, told(pack.title), ledger.name, told(ledger.title), ledger.kind)
        for pack in sorted(catalogue.packs.values(), key=lambda pack: (pack.order, pack.name))
        for ledger in catalogue.ledgers_of(pack.name)
    ]
    table(("pack", t("条线", "line"), "ledger", t("台账", "title"), "kind"), rows)


@command.command("new", short_help=t("新建一个条线包", "Begin a new pack"))
@click.argument("name")
@click.option("--title", required=True, help=t("中文名称，如 消防安全", "its Chinese title"))
@click.option("--home", type=FOLDER, default=Path(), envvar="TAIZHANG_HOME", help=t("镇的文件夹", "the town's folder"))
def new(name: str, title: str, home: Path) -> None:
    """在镇的 packs/ 里写出一个能直接运行的条线包 NAME，再按需要改。 / Write a runnable pack NAME into the town's packs/."""
    from taizhang.project.skeleton import write_skeleton

    written, issues = write_skeleton(home / "packs", name, title)
    show_issues(issues)
    for path in written:
        click.echo(str(path))
    if issues:
        sys.exit(1)
    say("下一步：taizhang packs check", "Next: taizhang packs check")


@command.command("reference", short_help=t("写出条线包参考手册", "Write the packs' reference"))
@click.option("-o", "--output", type=FOLDER, required=True, help=t("写到哪个文件夹", "folder to write to"))
@click.option("--home", type=FOLDER, default=Path(), envvar="TAIZHANG_HOME", help=t("镇的文件夹", "the town's folder"))
def reference(output: Path, home: Path) -> None:
    """每个条线包一页：台账、栏目、流程图、指标、核对规则。 / A page per pack: ledgers, fields, workflow, indicators, checks."""
    from taizhang.project.reference import reference as pages
    from taizhang.project.town import load_catalogue

    catalogue, issues = load_catalogue(home)
    show_issues(issues)
    if has_errors(issues):
        sys.exit(1)
    output.mkdir(parents=True, exist_ok=True)
    for name, text in pages(catalogue).items():
        (output / name).write_text(text, encoding="utf-8")
    say(f"已写出 {len(catalogue.packs)} 页：{output}", f"{len(catalogue.packs)} pages: {output}")
