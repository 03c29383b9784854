"""Opening the town a command works on; leaves with the issues when that cannot be done."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.cli.output import show_issues, stop_on_errors
from taizhang.kernel.issue import Issue, Severity
from taizhang.kernel.text import Text

if TYPE_CHECKING:
    from taizhang.kernel.asof import Cutoff
    from taizhang.kernel.orgcode import OrgCode
    from taizhang.kernel.orgtree import OrgTree
    from taizhang.kernel.period import Period
    from taizhang.ledger.entries import Actor
    from taizhang.project.town import Town


def opened(home: Path) -> "Town":
    from taizhang.project.town import open_town

    town, issues = open_town(home)
    show_issues([issue for issue in issues if issue.severity is not Severity.INFO])
    if town is None:
        sys.exit(1)
    return town


def acting(town: "Town", name: str | None, roles: tuple[str, ...]) -> "Actor":
    actor, issues = town.actor(name, roles)
    stop_on_errors(issues)
    assert actor is not None
    return actor


def cutoff_for(town: "Town", period: "Period", day: date | None, known_by: "int | datetime | None") -> "Cutoff":
    """The cut-off asked for; by default the period's last day, or today while the period runs."""
    if day is not None and day > date.today():
        stop_on_errors(
            [
                Issue(
                    "cutoff-future",
                    Text(f"截止日期 {day} 在今天之后。", f"The cut-off {day} lies in the future."),
                    Text("改为今天或更早的日期。", "Give today or an earlier day."),
                )
            ]
        )
    return town.cutoff(day or min(period.last, date.today()), known_by)


def unit_named(town: "Town", tree: "OrgTree", text: str | None) -> "OrgCode":
    """The org unit of that name or code; the town itself by default."""
    from taizhang.kernel.issue import did_you_mean

    if text is None:
        return town.config.org
    found = tree.find(text)
    if len(found) == 1:
        return found[0]
    if found:
        what = Text(f"有 {len(found)} 个单位叫“{text}”。", f"{len(found)} units are called '{text}'.")
        remedy = Text(f"请用代码：{'、'.join(found)}。", f"Use the code: {', '.join(found)}.")
    else:
        what = Text(f"没有叫“{text}”的单位。", f"There is no unit '{text}'.")
        remedy = did_you_mean(text, [unit.name for unit in tree.units.values()])
    stop_on_errors([Issue("org-unknown", what, remedy, value=text)])
    raise AssertionError
