"""Options and argument types that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from taizhang.cli.language import t
from taizhang.kernel.period import Period

F = TypeVar("F", bound=Callable[..., Any])


class PeriodType(click.ParamType[Period]):
    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError:
            self.fail(
                t(
                    f"“{value}”不是时期。写法：2020、2020H1、2020Q2、2020-05、2020-05-25、2020-01-01/2020-05-25。",
                    f"'{value}' is not a period. Write 2020, 2020H1, 2020Q2, 2020-05, 2020-05-25 or 2020-01-01/2020-05-25.",
                ),
                param,
                ctx,
            )


class DayType(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(
                t(f"“{value}”不是日期，应写作 2020-05-25。", f"'{value}' is not a date; write 2020-05-25."), param, ctx
            )


class KnownByType(click.ParamType[int | datetime]):
    """A revision number, or a moment of recorded time."""

    name = "seq|time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | datetime:
        if isinstance(value, int | datetime):
            return value
        if value.isdigit():
            return int(value)
        try:
            return datetime.fromisoformat(value).astimezone()
        except ValueError:
            self.fail(
                t(
                    f"“{value}”既不是版本号也不是时间（2020-07-01T09:00）。",
                    f"'{value}' is neither a revision number nor a time.",
                ),
                param,
                ctx,
            )


PERIOD, DAY, KNOWN_BY = PeriodType(), DayType(), KnownByType()
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


def home_option(command: F) -> F:
    return click.option(
        "--home",
        type=FOLDER,
        default=Path(),
        envvar="TAIZHANG_HOME",
        help=t("镇的文件夹（默认当前文件夹）", "the town's folder (default: here)"),
    )(command)


def actor_options(command: F) -> F:
    command = click.option(
        "--role",
        "roles",
        multiple=True,
        help=t("以何身份办理（可多次；默认按 town.toml）", "acting as (repeatable; default from town.toml)"),
    )(command)
    return click.option(
        "--actor",
        envvar="TAIZHANG_ACTOR",
        help=t("经办人姓名（默认系统用户名）", "who does it (default: the system's user)"),
    )(command)


def known_by_option(command: F) -> F:
    return click.option(
        "--known-by",
        type=KNOWN_BY,
        help=t(
            "按当时所知：版本号或登记时间（默认现在）", "as known then: revision number or recorded time (default: now)"
        ),
    )(command)
