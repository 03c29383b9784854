"""AsOf and Cutoff: the two times of every read.

``effective`` is the business date the answer is true for; ``known_by`` the number (``seq``) of the last revision that
counts as known. Appends are serialised, so a sequence number is an exact point in recorded time, and the same two give
the same answer for ever.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AsOf:
    effective: date
    known_by: int


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Until when a figure looks: nothing effective after ``day``, nothing recorded after ``known_by``."""

    day: date
    known_by: int

    def at(self, day: date) -> AsOf:
        return AsOf(min(day, self.day), self.known_by)
