"""Faults: collects what is wrong with packs, so that one run reports everything."""

from collections.abc import Iterable

from taizhang.kernel.issue import Issue, Place, Severity, did_you_mean
from taizhang.kernel.text import Text

NOTHING = Text("", "")
_NOUNS = {
    "pack-unknown-field": Text("字段", "field"),
    "pack-unknown-indicator": Text("指标", "indicator"),
    "pack-unknown-ledger": Text("台账", "ledger"),
    "pack-unknown-level": Text("层级", "level"),
    "pack-unknown-pack": Text("条线包", "pack"),
    "pack-unknown-part": Text("部分", "part"),
    "pack-unknown-report": Text("报告", "report"),
    "pack-unknown-state": Text("状态", "state"),
}


class Faults:
    """The issues found so far, and which declarations are too broken for further checks to make sense."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._doubtful: set[Place] = set()

    def add(
        self,
        code: str,
        place: Place,
        what: Text,
        remedy: Text = NOTHING,
        value: str | None = None,
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.issues.append(Issue(code, what, remedy, place, severity, value))

    def unknown(self, code: str, place: Place, word: str, known: Iterable[str], where: Text) -> None:
        """``where`` refers to ``word``, which is none of those ``known``; the remedy offers the nearest."""
        noun = _NOUNS[code]
        what = Text(f"{where.zh}：没有{noun.zh}“{word}”。", f"{where.en}: there is no {noun.en} '{word}'.")
        self.add(code, place, what, did_you_mean(word, known), word)

    def doubt(self, place: Place) -> None:
        """Mark the declaration at ``place`` as misread: checks of its type would only repeat its fault."""
        self._doubtful.add(place)

    def doubted(self, place: Place) -> bool:
        return place in self._doubtful

    def in_order(self) -> list[Issue]:
        """All issues by file and line, each once."""
        unique = dict.fromkeys(self.issues)
        return sorted(unique, key=lambda issue: (issue.place.file, issue.place.line or 0, issue.code))
