"""What the store says when it refuses an entry: one function per code."""

from datetime import date

from taizhang.declare.model import Field, Ledger
from taizhang.kernel.issue import Issue, Place, Severity, did_you_mean
from taizhang.kernel.orgtree import OrgUnit
from taizhang.kernel.text import Text
from taizhang.ledger.entries import NOWHERE

_CHECK = Text("核对后重新提交。", "Check it and submit again.")


def ledger_unknown(name: str, known: list[str], place: Place) -> Issue:
    what = Text(f"没有台账“{name}”。", f"There is no ledger '{name}'.")
    return Issue("entry-ledger-unknown", what, did_you_mean(name, known), place, value=name)


def identity_missing(ledger: Ledger, place: Place) -> Issue:
    zh = "、".join(ledger.fields[name].title.zh for name in ledger.identity)
    en = ", ".join(ledger.fields[name].title.en for name in ledger.identity)
    what = Text(
        f"“{ledger.title.zh}”靠{zh}识别记录，缺一不可。",
        f"Records of {ledger.name} are told apart by {en}: all needed.",
    )
    return Issue("entry-identity-missing", what, Text("补填后重新提交。", "Fill it in and submit again."), place)


def identity_bar(item: Field, place: Place) -> Issue:
    what = Text(f"“{item.title.zh}”中不能有“|”。", f"'{item.title.en}' may not contain '|'.")
    return Issue("entry-identity-bar", what, Text("换用其他符号。", "Use another character."), place)


def identity_fixed(ledger: Ledger, place: Place) -> Issue:
    what = Text("识别记录的字段不能改。", f"The identity of a record of {ledger.name} cannot be changed.")
    return Issue(
        "entry-identity-fixed", what, Text("作废原记录，另立新记录。", "Void the record and create another."), place
    )


def record_unknown(ledger: Ledger, shown: str, place: Place) -> Issue:
    what = Text(f"“{ledger.title.zh}”中没有这条记录：{shown}。", f"{ledger.name} has no such record: {shown}.")
    return Issue(
        "entry-record-unknown",
        what,
        Text("先登记这条记录，或核对编号。", "Enter it first, or check the number."),
        place,
    )


def exists(ledger: Ledger, shown: str, place: Place) -> Issue:
    what = Text(f"“{ledger.title.zh}”中已有记录 {shown}。", f"{ledger.name} already has record {shown}.")
    return Issue("entry-exists", what, Text("要改动它，请用更正。", "To change it, amend it."), place)


def before_first(first: date, place: Place) -> Issue:
    what = Text(f"业务日期早于这条记录的起始日期 {first}。", f"The date is before the record began, on {first}.")
    remedy = Text(
        "改用不早于该日的日期；起始日期有误的，作废后重新登记。",
        "Use a date from then on; if the beginning is wrong, void the record and enter it anew.",
    )
    return Issue("entry-before-first", what, remedy, place)


def reference_unknown(item: Field, target: Ledger, text: str, place: Place) -> Issue:
    shown = "***" if any(target.fields[name].personal for name in target.identity) else text
    what = Text(
        f"“{item.title.zh}”所指的“{target.title.zh}”记录不存在：{shown}。",
        f"'{item.title.en}' refers to a record that {target.name} does not have: {shown}.",
    )
    remedy = Text(
        f"先在“{target.title.zh}”中登记，或核对编号。", f"Enter it in {target.name} first, or check the number."
    )
    return Issue("entry-reference-unknown", what, remedy, place, value=shown)


def unit_missing(ledger: Ledger, place: Place) -> Issue:
    what = Text(f"没有填“{ledger.org_title.zh}”。", f"'{ledger.org_title.en}' is missing.")
    return Issue("entry-unit-missing", what, Text("填写机构代码或名称。", "Give the unit's code or name."), place)


def unit_unknown(code: str, place: Place) -> Issue:
    what = Text(f"没有机构 {code}。", f"There is no unit {code}.")
    remedy = Text("先在组织机构台账中登记，或核对代码。", "Enter it in the ledger of units first, or check the code.")
    return Issue("entry-unit-unknown", what, remedy, place, value=code)


def unit_not_begun(unit: OrgUnit, day: date, place: Place) -> Issue:
    what = Text(
        f"{unit.name}（{unit.code}）{unit.first_day} 才成立，早于它的 {day} 不能登记。",
        f"{unit.name} ({unit.code}) begins on {unit.first_day}, after {day}.",
    )
    return Issue(
        "entry-unit-not-begun",
        what,
        Text("用当时的机构，或核对日期。", "Use the unit of that time, or check the date."),
        place,
        value=unit.code,
    )


def unit_ended(unit: OrgUnit, successors: str, place: Place) -> Issue:
    what = Text(
        f"{unit.name}（{unit.code}）已于 {unit.last_day} 终止。", f"{unit.name} ({unit.code}) ended on {unit.last_day}."
    )
    remedy = (
        Text(f"改用承接单位：{successors}。", f"Use its successor: {successors}.")
        if successors
        else Text("核对日期和机构。", "Check the date and the unit.")
    )
    return Issue("entry-unit-ended", what, remedy, place, value=unit.code)


def unit_parent_unknown(code: str, parent: str, place: Place) -> Issue:
    what = Text(f"机构 {code} 的上级 {parent} 不存在。", f"Parent {parent} of unit {code} does not exist.")
    return Issue(
        "unit-parent-unknown",
        what,
        Text("先登记上级机构，或核对代码。", "Enter the parent first, or check the code."),
        place,
        value=parent,
    )


def unit_successor_unknown(code: str, successor: str, place: Place) -> Issue:
    what = Text(f"机构 {code} 的承接机构 {successor} 不存在。", f"Successor {successor} of unit {code} does not exist.")
    remedy = Text("在同一份表中登记承接机构。", "Enter the successor in the same submission.")
    return Issue("unit-successor-unknown", what, remedy, place, value=successor)


def unit_cycle(code: str, day: date, place: Place) -> Issue:
    what = Text(f"机构 {code} 的上级关系在 {day} 成环。", f"On {day} unit {code} is above itself.")
    return Issue("unit-cycle", what, _CHECK, place, value=code)


def unit_code(code: str, place: Place) -> Issue:
    what = Text(f"“{code}”不是机构代码。", f"'{code}' is not the code of a unit.")
    remedy = Text(
        "12 位数字，下级加“-”和 1 至 6 位大写字母或数字。",
        "12 digits, below a village '-' and 1 to 6 capitals or digits.",
    )
    return Issue("unit-code", what, remedy, place, value=code)


def unit_in_use(code: str, place: Place = NOWHERE) -> Issue:
    what = Text(f"机构 {code} 名下已有记录，不能作废或撤回。", f"Unit {code} has records and cannot be taken back.")
    remedy = Text("填写终止日期和承接机构。", "Give it a last day and successors instead.")
    return Issue("unit-in-use", what, remedy, place, value=code)


def unit_last_day(code: str, place: Place) -> Issue:
    what = Text(f"机构 {code} 的终止日期早于成立日期。", f"Unit {code} ends before it begins.")
    return Issue("unit-last-day", what, _CHECK, place, value=code)


def step_unknown(ledger: Ledger, step: str | None, place: Place) -> Issue:
    known = ledger.workflow.steps if ledger.workflow else ()
    what = Text(f"“{ledger.title.zh}”没有环节“{step}”。", f"{ledger.name} has no step '{step}'.")
    return Issue("step-unknown", what, did_you_mean(step or "", known), place, value=step)


def step_not_allowed(title: Text, role: Text, place: Place) -> Issue:
    what = Text(f"“{title.zh}”须由{role.zh}办理。", f"'{title.en}' is taken by the {role.en}.")
    return Issue("step-not-allowed", what, Text("请有此职责的人办理。", "Ask somebody with that role."), place)


def step_wrong_state(title: Text, state: Text, sources: list[Text], place: Place) -> Issue:
    zh, en = "、".join(item.zh for item in sources), ", ".join(item.en for item in sources)
    what = Text(
        f"记录当时处于“{state.zh}”，不能办理“{title.zh}”。",
        f"The record is '{state.en}' then: '{title.en}' cannot be taken.",
    )
    return Issue(
        "step-wrong-state",
        what,
        Text(
            f"此环节从“{zh}”开始；检查是否漏了前面的环节。",
            f"It starts from '{en}'; see whether a step before it is missing.",
        ),
        place,
    )


def step_before_later(title: Text, later: date, place: Place) -> Issue:
    what = Text(
        f"“{title.zh}”的日期早于已办理的后一环节（{later}）。", f"'{title.en}' is dated before a step taken on {later}."
    )
    return Issue(
        "step-before-later",
        what,
        Text("核对日期；后一环节有误的，先撤回那次提交。", "Check the date, or revert the later submission first."),
        place,
    )


def step_already_taken(title: Text, taken: date, place: Place) -> Issue:
    what = Text(f"“{title.zh}”已于 {taken} 办理。", f"'{title.en}' was already taken, on {taken}.")
    remedy = Text(
        "日期有误的，撤回那次提交后重新登记。", "If that date is wrong, revert that submission and enter it anew."
    )
    return Issue("step-already-taken", what, remedy, place, value=taken.isoformat())


def step_too_early(title: Text, earliest: date, place: Place) -> Issue:
    what = Text(f"“{title.zh}”最早 {earliest} 才能办理。", f"'{title.en}' may be taken from {earliest} on.")
    return Issue(
        "step-too-early", what, Text("期限未满，核对日期。", "The waiting time is not over; check the date."), place
    )


def step_late(title: Text, latest: date, exact: bool, place: Place) -> Issue:
    doubt_zh = "" if exact else "（该年节假日安排未知，按周一至周五计）"
    doubt_en = "" if exact else " (public holidays of that year unknown: Monday to Friday counted)"
    what = Text(f"“{title.zh}”超过期限 {latest}{doubt_zh}。", f"'{title.en}' was due by {latest}{doubt_en}.")
    return Issue(
        "step-late",
        what,
        Text("已照实登记，请说明原因。", "Recorded as it is; give the reason."),
        place,
        Severity.WARNING,
    )


def step_needs_field(title: Text, item: Field, place: Place) -> Issue:
    what = Text(f"办理“{title.zh}”前须填“{item.title.zh}”。", f"'{title.en}' needs '{item.title.en}'.")
    return Issue("step-needs-field", what, Text("补填后重新提交。", "Fill it in and submit again."), place)
