"""Timeline: from the revisions of one record to what was true when, as known when.

The two times of a bitemporal store (Snodgrass, "Developing Time-Oriented Database Applications in SQL", 1999) make a
plane. Each revision with content covers a set of rectangles of it: it is the record's state for effective dates in
[effective_from, effective_to) to a reader who knows revisions in [known_from, known_to). Rectangles of one record never
overlap, so a read as of (day, seq) is one range condition, on any engine.

Rules: of the revisions a reader knows, the one with the greatest (effective, seq) not after the day asked for holds.
``void`` hides everything entered before it, for every effective date. ``revert`` takes back the revision ``target``:
a taken-back void brings back what it hid, unless that was taken back itself or is hidden by another void.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["create", "amend", "step", "void", "revert"]

FOREVER = date.max
NEVER_FORGOTTEN = 2**62


class Mark(NamedTuple):
    """What the timeline needs of a revision."""

    seq: int
    kind: Kind
    effective: date
    target: int | None = None


class Rectangle(NamedTuple):
    """Where revision ``seq`` holds: effective and known intervals, both half open."""

    seq: int
    effective_from: date
    effective_to: date
    known_from: int
    known_to: int


class Timeline:
    """Takes the marks of one record in order of ``seq`` and keeps its rectangles."""

    def __init__(self) -> None:
        self._entered: list[tuple[date, int]] = []  # (effective, seq) of all content
        self._visible: list[tuple[date, int]] = []  # those that count, sorted
        self._voids: list[int] = []
        self._taken_back: set[int] = set()
        self._open: dict[int, tuple[date, date, int]] = {}  # seq -> (from, to, known_from)
        self._closed: list[Rectangle] = []

    def add(self, mark: Mark) -> None:
        if mark.kind == "void":
            self._voids.append(mark.seq)
            self._look_again(mark.seq)
        elif mark.kind == "revert":
            assert mark.target is not None
            self._taken_back.add(mark.target)
            self._look_again(mark.seq)
        else:
            entry = (mark.effective, mark.seq)
            self._entered.append(entry)
            at = bisect_left(self._visible, entry)
            self._visible.insert(at, entry)
            self._settle(at - 1, at + 1, mark.seq)

    def _look_again(self, known: int) -> None:
        """After a void or a revert: which content counts, as of ``known``."""
        hidden_before = max((seq for seq in self._voids if seq not in self._taken_back), default=0)
        self._visible = sorted(
            entry for entry in self._entered if entry[1] > hidden_before and entry[1] not in self._taken_back
        )
        counted = {seq for _, seq in self._visible}
        for seq in [seq for seq in self._open if seq not in counted]:
            self._close(seq, known)
        self._settle(0, len(self._visible), known)

    def _settle(self, first: int, end: int, known: int) -> None:
        """Bring the open rectangles of visible[first:end] in line with their neighbours, as of ``known``."""
        for at in range(max(first, 0), min(end, len(self._visible))):
            start, seq = self._visible[at]
            stop = self._visible[at + 1][0] if at + 1 < len(self._visible) else FOREVER
            now = self._open.get(seq)
            if now is not None and now[:2] == (start, stop):
                continue
            self._close(seq, known)
            if start < stop:
                self._open[seq] = (start, stop, known)

    def _close(self, seq: int, known: int) -> None:
        was = self._open.pop(seq, None)
        if was is not None:
            self._closed.append(Rectangle(seq, was[0], was[1], was[2], known))

    def rectangles(self) -> list[Rectangle]:
        still = [
            Rectangle(seq, start, stop, known, NEVER_FORGOTTEN) for seq, (start, stop, known) in self._open.items()
        ]
        return self._closed + still

    def state_at(self, day: date) -> int | None:
        """The revision that holds on ``day`` for a reader who knows everything added so far."""
        at = bisect_left(self._visible, (day, NEVER_FORGOTTEN)) - 1
        return self._visible[at][1] if at >= 0 else None

    @property
    def visible(self) -> tuple[tuple[date, int], ...]:
        """(effective, seq) of the revisions that count now, in order of effect."""
        return tuple(self._visible)


def rectangles(marks: Iterable[Mark]) -> list[Rectangle]:
    """The rectangles of one record's marks, which must come in order of ``seq``."""
    timeline = Timeline()
    for mark in marks:
        timeline.add(mark)
    return timeline.rectangles()
