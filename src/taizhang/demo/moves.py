"""What the merger of two villages means for registers that say their own unit."""

from collections.abc import Iterable

from taizhang.demo.calendar import MERGED
from taizhang.demo.places import MERGING, SUCCESSOR
from taizhang.demo.rows import Row

_OLD = frozenset(place.name for place in MERGING)


def moved(rows: Iterable[Row]) -> list[Row]:
    """The rows of the merged villages as the new one keeps them from the day of the merger."""
    return [Row(row.day, row.values, SUCCESSOR.name, changed_on=MERGED) for row in rows if row.org in _OLD]
