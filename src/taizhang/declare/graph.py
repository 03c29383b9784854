"""Circles in what refers to what."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """One circle for each tangle of ``edges``, beginning with its least name; names without edges may be pointed at.

    A circle that is found is cut at its first name, so circles that share a name with it may be reported only once
    that one has been mended.
    """
    left = {name: tuple(targets) for name, targets in edges.items()}
    found: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            ring = tuple(reversed(error.args[1][1:]))
            start = ring.index(min(ring))
            found.append((*ring[start:], *ring[:start]))
            del left[min(ring)]
        else:
            return sorted(found)
