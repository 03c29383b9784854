"""What a benchmark says, and how two ways are timed against each other."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Literal

Goal = Literal["at least", "at most"]


@dataclass(frozen=True)
class Result:
    """One line of the table.

    ``ours`` and ``theirs`` are in ``unit`` (``theirs`` None where there is nothing to compare with). ``measured`` is
    what the target speaks of, in ``measure``: a ratio (``×``), a share (``%``) or ``ours`` itself.
    """

    name: str
    ours: float
    theirs: float | None
    unit: str
    measured: float
    measure: str
    goal: Goal | None = None
    target: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """None when there is no target."""
        if self.goal is None or self.target is None:
            return None
        return self.measured >= self.target if self.goal == "at least" else self.measured <= self.target


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(rounds: int, *ways: Callable[[], object]) -> list[float]:
    """Median seconds of each way, run in turn (A B A B …) so that a disturbance hits all alike."""
    seconds: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for taken, way in zip(seconds, ways, strict=True):
            taken.append(timed(way))
    return [median(taken) for taken in seconds]


def warm(rounds: int, *ways: Callable[[], object]) -> list[float]:
    """``interleaved`` after each way has run once unmeasured."""
    for way in ways:
        way()
    return interleaved(rounds, *ways)
