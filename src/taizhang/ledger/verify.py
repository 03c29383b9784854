"""Verifying: recompute the whole chain and name whatever does not fit."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from taizhang.kernel.issue import Issue
from taizhang.kernel.text import Text
from taizhang.ledger.canonical import GENESIS, revision_hash, submission_hash
from taizhang.ledger.entries import Verified
from taizhang.ledger.models import Attachment, Submission
from taizhang.ledger.planning import Progress
from taizhang.ledger.sql import as_bytes, as_date, scalar, stream
from taizhang.ledger.writing import header_of

_REVISIONS = (
    "select v.seq, v.submission_id, r.key, v.record_id, v.ledger, v.kind, v.effective, v.org, v.state, v.step, "
    "v.target, v.patch, v.data, v.sealed, v.hash, r.ledger "
    "from revision v left join record r on r.id = v.record_id order by v.seq"
)
_SHOWN = 50
_REMEDY = Text(
    "台账被改动过：停止写入，用备份比对并查明原因。",
    "The ledger was tampered with: stop writing, compare with a backup.",
)


def verify(progress: Progress, expected_head: str | None) -> tuple[Verified, list[Issue]]:
    """Every issue names the submission, and the revision where one can be named; at most fifty are given."""
    verifier = _Verifier(progress)
    issues = []
    for issue in verifier.run(expected_head):
        issues.append(issue)
        if len(issues) == _SHOWN:
            break
    return Verified(verifier.submissions, verifier.revisions, verifier.head), issues


class _Verifier:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.submissions = 0
        self.revisions = 0
        self.head = ""
        self._ends: dict[int, bytes] = {}

    def run(self, expected_head: str | None) -> Iterator[Issue]:
        yield from self._check_revisions()
        yield from self._check_submissions(expected_head)
        for item in Attachment.objects.iterator(chunk_size=20):
            if sha256(bytes(item.data)).hexdigest() != item.sha256:
                what = Text(f"附件 {item.name} 的内容被改动。", f"The content of attachment {item.name} was changed.")
                yield Issue("verify-attachment", what, _REMEDY, value=item.sha256)

    def _check_revisions(self) -> Iterator[Issue]:
        total = scalar("select count(*) from revision")
        digest, last = GENESIS, 0
        for part in stream(_REVISIONS, []):
            self._progress(self.revisions, total)
            for row in part:
                seq, submission = row[0], row[1]
                if seq != last + 1:
                    yield _gone(submission, last + 1, seq - 1)
                    digest = b""
                self.revisions += 1
                last = seq
                stored = bytes(row[14])
                if row[15] != row[4] or (digest and _recomputed(digest, row) != stored):
                    yield _changed(submission, seq)
                digest = stored
                self._ends[submission] = stored
        self._progress(total, total)

    def _check_submissions(self, expected_head: str | None) -> Iterator[Issue]:
        seq, end, recorded = 0, GENESIS, None
        hashes = {""}
        for item in Submission.objects.order_by("id").iterator():
            self.submissions += 1
            if item.id != self.submissions:
                yield _submission_gone(self.submissions, item.id - 1)
                self.submissions = item.id
                self.head, seq, end = "?", item.first_seq - 1, b"?"
            if item.first_seq != seq + 1:
                yield _header(item.id, seq + 1)
            has_revisions = item.last_seq >= item.first_seq
            if has_revisions and item.id not in self._ends:
                yield _gone(item.id, item.first_seq, item.last_seq)
            if has_revisions or end == b"?":
                end = self._ends.get(item.id, b"?")
            known = self.head != "?" and end != b"?"
            if (known and submission_hash(self.head, header_of(item), end) != item.hash) or _back(item, recorded):
                yield _header(item.id, item.first_seq)
            self.head, seq, recorded = item.hash, item.last_seq, item.recorded
            hashes.add(item.hash)
        yield from self._check_tail(seq, hashes, expected_head)

    def _check_tail(self, seq: int, hashes: set[str], expected_head: str | None) -> Iterator[Issue]:
        extra = sorted(set(self._ends) - set(Submission.objects.values_list("id", flat=True)))
        for submission in extra:
            yield _submission_gone(submission, submission)
        last = scalar("select max(seq) from revision") or 0
        if last < seq:
            yield _gone(self.submissions, last + 1, seq)
        if expected_head is not None and expected_head not in hashes:
            what = Text(
                f"链中没有应有的链头 {expected_head[:12]}…："
                f"末尾（第 {self.submissions} 次提交、版本 {seq} 之后）被截去或改写。",
                f"The expected head {expected_head[:12]}… is not in the chain: its end, after submission "
                f"{self.submissions} and revision {seq}, was cut off or rewritten.",
            )
            yield Issue("verify-head", what, _REMEDY, value=expected_head)


def _recomputed(previous: bytes, row: tuple[Any, ...]) -> bytes:
    columns = (*row[:6], as_date(row[6]).isoformat(), *row[7:12])
    return revision_hash(previous, columns, row[12], as_bytes(row[13]))


def _back(item: Submission, before: datetime | None) -> bool:
    return before is not None and item.recorded < before


def _changed(submission: int, seq: int) -> Issue:
    what = Text(
        f"第 {submission} 次提交的版本 {seq} 被改动。", f"Revision {seq} of submission {submission} was changed."
    )
    return Issue("verify-changed", what, _REMEDY, value=str(seq))


def _gone(submission: int, first: int, last: int) -> Issue:
    what = Text(
        f"第 {submission} 次提交处缺少版本 {first} 至 {last}。",
        f"Revisions {first} to {last} are missing at submission {submission}.",
    )
    return Issue("verify-missing", what, _REMEDY, value=str(first))


def _header(submission: int, seq: int) -> Issue:
    what = Text(
        f"第 {submission} 次提交（版本 {seq} 起）的登记内容或其链接被改动。",
        f"The header of submission {submission} (from revision {seq}), or its link to the one before, was changed.",
    )
    return Issue("verify-submission", what, _REMEDY, value=str(submission))


def _submission_gone(first: int, last: int) -> Issue:
    what = Text(f"缺少第 {first} 至 {last} 次提交。", f"Submissions {first} to {last} are missing.")
    return Issue("verify-submission-missing", what, _REMEDY, value=str(first))
