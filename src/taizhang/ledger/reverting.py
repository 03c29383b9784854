"""Submissions as a whole: which stand, which can be taken back, and how."""

from collections.abc import Sequence

from django.db import connection

from taizhang.kernel.issue import Issue
from taizhang.kernel.text import Text
from taizhang.ledger import faults
from taizhang.ledger.entries import SubmissionInfo
from taizhang.ledger.history import History, Row
from taizhang.ledger.models import Submission
from taizhang.ledger.planning import Plan
from taizhang.ledger.sql import as_date, select_in
from taizhang.ledger.units import UNITS

_REVISIONS = (
    "select v.seq, v.record_id, v.ledger, r.key, v.kind, v.effective, v.org, v.state from revision v "
    "join record r on r.id = v.record_id where v.seq between %s and %s order by v.seq desc"
)


def standing(key: str) -> Submission | None:
    """The submission with this key that was not reverted."""
    reverted = Submission.objects.filter(target__isnull=False).values("target")
    return Submission.objects.filter(key=key).exclude(id__in=reverted).order_by("-id").first()


def plan(number: int, reason: str) -> tuple[Plan, list[Issue]]:
    """The revisions that take back submission ``number``, last first, or why it cannot be."""
    issues = _refusals(number, reason)
    if issues:
        return Plan(), issues
    submission = Submission.objects.get(id=number)
    with connection.cursor() as cursor:
        cursor.execute(_REVISIONS, [submission.first_seq, submission.last_seq])
        revisions = cursor.fetchall()
    later = _built_upon(submission, sorted({row[1] for row in revisions}))
    if later:
        return Plan(), [_built_upon_issue(number, later)]
    begun = {key for _, _, ledger, key, kind, *_ in revisions if ledger == UNITS and kind == "create"}
    issues = units_in_use(sorted(begun))
    if issues:
        return Plan(), issues
    rows = [
        (History(ledger, key, record), Row("revert", as_date(effective), org, state, {}, target=seq))
        for seq, record, ledger, key, _, effective, org, state in revisions
    ]
    return Plan(rows), []


def units_in_use(codes: Sequence[str]) -> list[Issue]:
    """Issues for the units that records of other ledgers belong to."""
    query = "select distinct org from revision where ledger <> %s and org in {in}"
    return [faults.unit_in_use(code) for (code,) in select_in(query, (UNITS,), codes)]


def submissions(limit: int) -> list[SubmissionInfo]:
    found = list(Submission.objects.order_by("-id")[:limit])
    by = dict(Submission.objects.filter(target__in=[item.id for item in found]).values_list("target", "id"))
    return [
        SubmissionInfo(
            item.id,
            item.key,
            item.kind,
            item.actor,
            item.source,
            item.reason,
            item.recorded,
            item.last_seq - item.first_seq + 1,
            item.target,
            by.get(item.id),
            item.hash,
        )
        for item in found
    ]


def _refusals(number: int, reason: str) -> list[Issue]:
    submission = Submission.objects.filter(id=number).first()
    if submission is None:
        what = Text(f"没有第 {number} 次提交。", f"There is no submission {number}.")
        return [Issue("submission-unknown", what, Text("核对编号。", "Check the number."), value=str(number))]
    if not reason.strip():
        what = Text("撤回必须说明原因。", "Taking back a submission needs a reason.")
        return [Issue("reason-missing", what, Text("写明原因。", "Give the reason."))]
    if submission.kind == "revert":
        what = Text("撤回本身不能再撤回。", "A revert cannot itself be reverted.")
        return [Issue("revert-of-revert", what, Text("重新提交原来的内容。", "Submit the original again."))]
    by = Submission.objects.filter(target=number).first()
    if by is not None:
        what = Text(
            f"第 {number} 次提交已由第 {by.id} 次撤回。", f"Submission {number} was already reverted by {by.id}."
        )
        return [Issue("revert-already", what, Text("无需再做。", "Nothing to do."))]
    return []


def _built_upon(submission: Submission, records: Sequence[int]) -> list[int]:
    """Later submissions that touched these records and still stand."""
    query = "select distinct submission_id from revision where seq > %s and record_id in {in}"
    touching = {row[0] for row in select_in(query, (submission.last_seq,), records)}
    reverted = set(Submission.objects.filter(target__in=touching).values_list("target", flat=True))
    reverts = set(Submission.objects.filter(id__in=touching, kind="revert").values_list("id", flat=True))
    return sorted(touching - reverted - reverts)


def _built_upon_issue(number: int, later: list[int]) -> Issue:
    shown = "、".join(map(str, later[:10])) + (" …" if len(later) > 10 else "")
    return Issue(
        "revert-built-upon",
        Text(
            f"第 {number} 次提交的记录后来又由第 {shown} 次提交改动。",
            f"Records of submission {number} were changed by later ones: {shown.replace('、', ', ')}.",
        ),
        Text("先撤回后面的提交，或逐条更正。", "Revert the later ones first, or amend the records."),
        value=shown,
    )
