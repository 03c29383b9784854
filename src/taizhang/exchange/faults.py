"""Faults found in a sheet, one per kind of mistake and offending value, and their way to Issues.

A column of a hundred thousand bad cells is a handful of faults; they become single issues only when they are shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from taizhang.kernel.issue import Issue, Place, Severity
from taizhang.kernel.text import Text

SHOWN_PER_CODE = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value and what to do, wherever it stands."""

    code: str
    what: Text
    remedy: Text
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Fault:
    """A problem with the rows (counted from 0) it was found in; ``column`` is the heading of the sheet's column."""

    problem: Problem
    sheet: str
    rows: Sequence[int] = ()
    column: str | None = None
    value: str | None = None

    def issues(self, file: str) -> Iterable[Issue]:
        place = Place(file=file, sheet=self.sheet, column=self.column)
        for row in self.rows or (None,):
            at = place if row is None else replace(place, row=row + 1)
            problem = self.problem
            yield Issue(problem.code, problem.what, problem.remedy, at, problem.severity, self.value)


def from_issue(issue: Issue) -> Fault:
    """An issue that the store raised about a row, as a fault of that row."""
    problem = Problem(issue.code, issue.what, issue.remedy, issue.severity)
    rows = () if issue.place.row is None else (issue.place.row - 1,)
    return Fault(problem, issue.place.sheet or "", rows, issue.place.column, issue.value)


def list_issues(issues: Iterable[Issue], shown: int = SHOWN_PER_CODE) -> list[Issue]:
    """The issues in order of place, at most ``shown`` of each code; what is left out is counted."""
    ordered = sorted(issues, key=lambda issue: (issue.place.sheet or "", issue.place.row or 0))
    counts: Counter[tuple[str, Severity]] = Counter()
    listed = []
    for issue in ordered:
        counts[issue.code, issue.severity] += 1
        if counts[issue.code, issue.severity] <= shown:
            listed.append(issue)
    for (code, severity), count in counts.items():
        if count > shown:
            what = Text(
                f"另有 {count - shown} 处同类问题（{code}）未逐条列出。",
                f"{count - shown} more of {code} are not listed.",
            )
            remedy = Text("标注副本中标出了全部问题。", "The marked copy of the workbook shows all of them.")
            listed.append(Issue("workbook-more", what, remedy, severity=severity))
    return listed
