"""taizhang init"""

import sys
from pathlib import Path

import click

from taizhang.cli.language import t
from taizhang.cli.options import FOLDER
from taizhang.cli.output import fail, say, show_issues


@click.command("init", short_help=t("建一个镇", "Set up a town"))
@click.argument("folder", type=FOLDER)
@click.option("--org", required=True, help=t("本级行政区划代码，12 位", "the town's 12-digit division code"))
@click.option("--name", required=True, help=t("名称，如 云溪镇", "its name"))
@click.option(
    "--database",
    "database_url",
    help=t("PostgreSQL 网址（默认用文件夹里的 SQLite）", "a PostgreSQL URL (default: SQLite in the folder)"),
)
@click.option("--synthetic", is_flag=True, help=t("标明为合成数据", "mark its data as synthetic"))
def command(folder: Path, org: str, name: str, database_url: str | None, synthetic: bool) -> None:
    """建一个镇的文件夹：空台账、新密钥。 / Make a town's folder with empty ledgers and a new key."""
    from taizhang.kernel.issue import Issue
    from taizhang.kernel.orgcode import OrgCode
    from taizhang.kernel.text import Text
    from taizhang.project.config import TownConfig
    from taizhang.project.town import init_town

    try:
        code = OrgCode.parse(org)
    except ValueError:
        fail(
            Issue(
                "org-code",
                Text(f"“{org}”不是行政区划代码。", f"'{org}' is not a division code."),
                Text("应为 12 位数字，如 990301101000。", "Give 12 digits, such as 990301101000."),
                value=org,
            )
        )
    town, issues = init_town(folder, TownConfig(code, name, database_url, synthetic))
    show_issues(issues)
    if town is None:
        sys.exit(1)
    say(
        f"已建立 {name}：{folder}\n密钥在 {folder / 'keys'}，请另行备份：丢失后个人信息无法解读。\n"
        f"下一步，填机构台账：\n  taizhang template org_unit --home {folder} -o 机构.xlsx\n  taizhang import --home {folder} 机构.xlsx",
        f"Made {name}: {folder}\nThe key is in {folder / 'keys'}: back it up apart; without it personal fields cannot be read.\n"
        f"Next, the organisation units:\n  taizhang template org_unit --home {folder} -o units.xlsx\n  taizhang import --home {folder} units.xlsx",
    )
