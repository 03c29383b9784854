"""taizhang records"""

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taizhang.cli.language import t, told
from taizhang.cli.options import DAY, actor_options, home_option, known_by_option
from taizhang.cli.output import fail, say, show_issues, table
from taizhang.kernel.issue import Issue
from taizhang.kernel.text import Text

if TYPE_CHECKING:
    from taizhang.declare.model import Ledger
    from taizhang.project.town import Town


@click.group("records", short_help=t("记录：查看、历史、环节、披露", "Records: show, history, step, disclose"))
def command() -> None:
    """查看台账里的记录和它们的全部历史。 / Records and all their history."""


def _ledger(town: "Town", name: str) -> "Ledger":
    from taizhang.cli.found import ledger_named

    ledger, issue = ledger_named(town.catalogue, name)
    if ledger is None:
        fail(issue)
    return ledger


def _no_record(ledger: "Ledger", key: str) -> Issue:
    identity = "、".join(ledger.fields[name].title.zh for name in ledger.identity) or "#N"
    return Issue(
        "record-unknown",
        Text(
            f"“{ledger.title.zh}”里没有标识为“{key}”的记录（或那天还没有）。",
            f"{ledger.title.en} has no record '{key}' (or not on that day).",
        ),
        Text(f"标识是：{identity}；多项用 | 隔开。", f"The identity is {' | '.join(ledger.identity) or '#N'}."),
        value=key,
    )


def _shown(ledger: "Ledger", name: str, value: object) -> str:
    field = ledger.fields[name]
    if value is None:
        return ""
    if field.choices and str(value) in field.choices:
        return told(field.choices[str(value)])
    if isinstance(value, bool):
        return t("是", "yes") if value else t("否", "no")
    return str(value)


def _cells(ledger: "Ledger", values: Mapping[str, object], masked: Mapping[str, str]) -> list[str]:
    return [
        masked.get(name, "") if name in masked else _shown(ledger, name, values.get(name)) for name in ledger.fields
    ]


def _state(ledger: "Ledger", state: str) -> str:
    return told(ledger.workflow.states[state]) if ledger.workflow and state in ledger.workflow.states else state


@command.command("show", short_help=t("某日的记录", "Records as they stood on a day"))
@click.argument("ledger")
@click.argument("key", required=False)
@click.option("--as-of", "day", type=DAY, help=t("哪一天的情况（默认今天）", "on which day (default: today)"))
@known_by_option
@click.option("--limit", default=50, show_default=True)
@home_option
def show(
    ledger: str, key: str | None, day: date | None, known_by: "int | datetime | None", limit: int, home: Path
) -> None:
    """LEDGER 里（或标识为 KEY 的）记录，在某日、按某时所知的样子。个人信息打码。

    Records of LEDGER (or the one with KEY) as they stood on a day, as known by a time. Personal fields are masked.
    """
    from taizhang.cli.town import opened

    town = opened(home)
    declared = _ledger(town, ledger)
    asof = town.cutoff(day or date.today(), known_by).at(day or date.today())
    found = list(islice(town.store.read(declared.name, asof, key=key), limit + 1))
    if not found and key is not None:
        fail(_no_record(declared, key))
    header = ["id", "key", t("单位", "unit"), t("业务日期", "effective"), t("状态", "state")]
    rows = [
        [str(r.id), r.key, r.org, str(r.effective), _state(declared, r.state), *_cells(declared, r.values, r.masked)]
        for r in found[:limit]
    ]
    table([*header, *(told(field.title) for field in declared.fields.values())], rows)
    if len(found) > limit:
        say(f"只列出前 {limit} 条，用 --limit 多看。", f"Only the first {limit}; see more with --limit.")


@command.command("history", short_help=t("一条记录的全部版本", "All revisions of a record"))
@click.argument("ledger")
@click.argument("key")
@home_option
def history(ledger: str, key: str, home: Path) -> None:
    """LEDGER 中标识为 KEY（或内部号 #N）的记录的每一次更改：谁、何时、为何、改了什么。

    Every change of record KEY (or #N) of LEDGER: who, when, why, what changed.
    """
    from taizhang.cli.town import opened

    town = opened(home)
    declared = _ledger(town, ledger)
    by_number = key.startswith("#") and key[1:].isdigit()
    revisions = town.store.history(declared.name, **({"record": int(key[1:])} if by_number else {"key": key}))
    if not revisions:
        fail(_no_record(declared, key))
    before: dict[str, str] = {}
    rows = []
    for revision in revisions:
        now = dict(
            zip(
                (told(f.title) for f in declared.fields.values()),
                _cells(declared, revision.values, revision.masked),
                strict=True,
            )
        )
        now[t("状态", "state")] = _state(declared, revision.state)
        now[t("单位", "unit")] = revision.org
        withdrawn = revision.kind in ("void", "revert")
        changes = (
            ""
            if withdrawn
            else "；".join(
                f"{name}: {before.get(name, '') or '—'} → {value or '—'}"
                for name, value in now.items()
                if value != before.get(name, "")
            )
        )
        if not withdrawn:
            before = now
        rows.append(
            (
                str(revision.seq),
                str(revision.submission),
                revision.kind + (f" {revision.target}" if revision.target else ""),
                str(revision.effective),
                f"{revision.recorded.astimezone():%Y-%m-%d %H:%M}",
                revision.actor,
                revision.reason,
                changes,
            )
        )
    header = ("seq", t("提交", "submission"), t("类别", "kind"), t("业务日期", "effective"), t("登记时间", "recorded"))
    table((*header, t("经办", "by"), t("事由", "reason"), t("更改", "changes")), rows)


@command.command("step", short_help=t("办理一个流程环节", "Take a workflow step"))
@click.argument("ledger")
@click.argument("key")
@click.argument("step_name", metavar="STEP")
@click.option("--date", "day", type=DAY, help=t("办理日期（默认今天）", "on which day (default: today)"))
@click.option("--reason", default="")
@actor_options
@home_option
def step(
    ledger: str,
    key: str,
    step_name: str,
    day: date | None,
    reason: str,
    actor: str | None,
    roles: tuple[str, ...],
    home: Path,
) -> None:
    """对 LEDGER 中标识为 KEY 的记录办理环节 STEP，身份、次序、时限按声明核对。

    Take STEP on record KEY of LEDGER; role, order and time limits are held as declared.
    """
    from uuid import uuid4

    from taizhang.cli.town import acting, opened

    town = opened(home)
    declared = _ledger(town, ledger)
    from taizhang.ledger.entries import Draft, Entry

    records = list(town.store.read(declared.name, town.cutoff(date.max).at(date.max), key=key))
    if not records:
        fail(_no_record(declared, key))
    entry = Entry(declared.name, "step", day or date.today(), record=records[0].id, step=step_name)
    receipt, issues = town.store.append(Draft(str(uuid4()), "form", acting(town, actor, roles), "cli", reason, [entry]))
    show_issues(issues)
    if receipt is None:
        sys.exit(1)
    say(f"已办理（提交 {receipt.submission}）。", f"Done (submission {receipt.submission}).")


@command.command("disclose", short_help=t("看个人信息明文（留痕）", "Read personal fields in clear (logged)"))
@click.argument("ledger")
@click.argument("key")
@click.option("--reason", required=True, help=t("为什么要看", "why"))
@actor_options
@home_option
def disclose(ledger: str, key: str, reason: str, actor: str | None, roles: tuple[str, ...], home: Path) -> None:
    """显示一条记录的个人信息明文；谁、何时、为何看过会记录下来。

    Show a record's personal fields in clear; who read them, when and why is logged.
    """
    from taizhang.cli.town import acting, opened

    town = opened(home)
    declared = _ledger(town, ledger)
    records = list(town.store.read(declared.name, town.cutoff(date.today()).at(date.today()), key=key))
    if not records:
        fail(_no_record(declared, key))
    clear, issues = town.store.disclose(records[0].id, acting(town, actor, roles), reason)
    show_issues(issues)
    if issues:
        sys.exit(1)
    click.echo(
        json.dumps(
            {told(declared.fields[name].title): value for name, value in clear.items()}, ensure_ascii=False, indent=1
        )
    )


@command.command("erase", short_help=t("销毁一个人的密钥", "Destroy a person's key"))
@click.argument("ledger")
@click.argument("key")
@click.option("--reason", required=True, help=t("依据", "on what ground"))
@actor_options
@home_option
@click.confirmation_option(
    prompt=t("销毁后任何人都不能再读出其个人信息，确定？", "Nobody can read these personal fields again. Go on?")
)
def erase(ledger: str, key: str, reason: str, actor: str | None, roles: tuple[str, ...], home: Path) -> None:
    """销毁 LEDGER 中标识为 KEY 的人的密钥：个人信息从此不可读，行与哈希链不变。

    Destroy the key of the person KEY of LEDGER is about: personal fields become unreadable, rows and chain stay.
    """
    from taizhang.cli.town import acting, opened

    town = opened(home)
    _, issues = town.store.erase(_ledger(town, ledger).name, key, acting(town, actor, roles), reason)
    show_issues(issues)
    if issues:
        sys.exit(1)
    say("已销毁。", "Destroyed.")
