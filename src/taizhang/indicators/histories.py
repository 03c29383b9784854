"""Histories that are not in order (voided, reverted, entered late), through the kernel's Timeline.

Records whose revisions only ever follow one another in time are laid out in SQL (see segments.py); this module does the
rest, and is the definition the SQL is tested against.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from taizhang.kernel.timeline import Kind, Mark, Timeline


class Revision(NamedTuple):
    """What the layout of one revision depends on."""

    record: int
    seq: int
    kind: Kind
    effective: date
    target: int | None
    state: str | None


class Stretch(NamedTuple):
    """A rectangle of ``seq`` in which the record began on ``began`` and has had its state since ``state_since``."""

    seq: int
    effective_from: date
    effective_to: date
    known_from: int
    known_to: int
    began: date
    state_since: date | None


class Since(NamedTuple):
    """From revision ``known`` on, the record is taken to have begun then, and to have had its state since then."""

    known: int
    began: date
    state_since: date | None


def stretches(revisions: Iterable[Revision]) -> Iterator[Stretch]:
    """Lay out the revisions of many records, which come in order of record and ``seq``."""
    for _, history in groupby(revisions, key=lambda revision: revision.record):
        yield from _of_one(history)


def _of_one(history: Iterable[Revision]) -> Iterator[Stretch]:
    timeline = Timeline()
    states: dict[int, str | None] = {}
    told: dict[int, list[Since]] = {}
    for revision in history:
        states[revision.seq] = revision.state
        timeline.add(Mark(revision.seq, revision.kind, revision.effective, revision.target))
        for seq, began, since in _since(timeline.visible, states):
            known = told.setdefault(seq, [])
            if not known or known[-1][1:] != (began, since):
                known.append(Since(revision.seq, began, since))
    for rectangle in timeline.rectangles():
        changes = told[rectangle.seq]
        for at, change in enumerate(changes):
            until = changes[at + 1].known if at + 1 < len(changes) else rectangle.known_to
            first, last = max(rectangle.known_from, change.known), min(rectangle.known_to, until)
            if first < last:
                yield Stretch(
                    rectangle.seq,
                    rectangle.effective_from,
                    rectangle.effective_to,
                    first,
                    last,
                    change.began,
                    change.state_since,
                )


def _since(
    visible: tuple[tuple[date, int], ...], states: dict[int, str | None]
) -> Iterator[tuple[int, date, date | None]]:
    state: str | None = None
    since: date | None = None
    for effective, seq in visible:
        if states[seq] != state:
            state, since = states[seq], effective
        yield seq, visible[0][0], since if state is not None else None
