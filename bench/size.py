"""How much a run of the benchmarks measures."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Size:
    """``rows``: revisions of the town that most benchmarks use; ``growth``: those at which cost is followed;
    ``large``: those of the memory measurement; ``sheet``: rows of the workbook imported; ``rounds``: repetitions;
    towns are kept in ``folder``.
    """

    folder: Path
    rows: int = 1_000_000
    growth: tuple[int, ...] = (100_000, 1_000_000, 10_000_000)
    large: int = 10_000_000
    sheet: int = 100_000
    rounds: int = 5

    @classmethod
    def of(cls, rows: int, folder: Path) -> Self:
        """Everything at one number of rows: for a quick look, and for tests."""
        small = rows < 100_000
        return cls(folder, rows, (rows,), rows, min(rows, 100_000), 2 if small else 3)
