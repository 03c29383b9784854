"""Issue: what is wrong with something a person gave us, where, and what to do about it.

User data is answered with ``(result, issues)``; exceptions are for our own mistakes. Every issue has a stable
``code`` (``area-what``, e.g. ``workbook-unknown-unit``) that documentation, tests and other programs rely on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from taizhang.kernel.text import Language, Text


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file, and in it a line, or a sheet with row and column (all counted from 1)."""

    file: str = ""
    line: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(str(self.line))
        if self.sheet:
            parts.append(f"[{self.sheet}]")
        if self.row is not None:
            parts.append(f"{self.row}{'/' + self.column if self.column else ''}")
        elif self.column:
            parts.append(self.column)
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault or remark. ``what`` says what is wrong, ``remedy`` what to do; ``value`` is the offending input."""

    code: str
    what: Text
    remedy: Text
    place: Place = Place()
    severity: Severity = Severity.ERROR
    value: str | None = None

    def line(self, language: Language = "zh") -> str:
        """One printable line: place, code, what, remedy."""
        where = f"{self.place}: " if str(self.place) else ""
        return f"{where}{self.code}: {self.what.in_(language)} {self.remedy.in_(language)}".rstrip()


def has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like ``word``, or None when nothing is close."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """A remedy sentence that offers the nearest known name, or lists what exists."""
    known = sorted(set(known))
    near = nearest(word, known)
    if near is not None:
        return Text(f"是否应为“{near}”？", f"Did you mean '{near}'?")
    shown = "、".join(known[:12]) + (" …" if len(known) > 12 else "")
    return Text(f"可用的有：{shown}。", f"Known: {shown.replace('、', ', ')}.") if known else Text("", "")
