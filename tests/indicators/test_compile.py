"""The compiled SQL, as it is: a change here is a change to look at.

``TAIZHANG_SNAPSHOTS=write pytest tests/indicators/test_compile.py`` writes the files anew.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from indicators.town import EAST, NEW, OLD_A, OLD_B, TOWN, catalogue, indicator

from taizhang.indicators.compile import cells_of, compile_scans, presence_of
from taizhang.indicators.evidence import Evidence
from taizhang.indicators.resolve import Measure, Resolver
from taizhang.indicators.windows import Window

SNAPSHOTS = Path(__file__).parent / "snapshots"
HALF = Window(date(2020, 1, 1), date(2020, 5, 25), True)
BEFORE = Window(date(2019, 1, 1), date(2019, 5, 25), True)
CATALOGUE = catalogue(
    indicator("paid", "sum(amount) filter (where kind = 'allowance' or urgent)", by=("kind",)),
    indicator("late", "count(*) filter (where due < window_end)"),
    indicator("mean", "avg(amount) * 12", digits=1),
    indicator("households", "count(distinct household)"),
    indicator("registered", "sum(amount) filter (where household.residence = 'registered')"),
    indicator("approved", "count(*) filter (where state = 'approved')", "allowance", at="end"),
)


def measure(name: str) -> Measure:
    resolved, issues = Resolver(CATALOGUE).indicator(name)
    assert isinstance(resolved, Measure), issues
    return resolved


def held(name: str, text: str) -> None:
    path = SNAPSHOTS / f"{name}.sql"
    if os.environ.get("TAIZHANG_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n")
    assert path.read_text() == text + "\n"


def test_fused_scans() -> None:
    payment = CATALOGUE.ledgers["payment"]
    cells = [
        *(presence_of(payment, window) for window in (HALF, BEFORE)),
        *(
            cell
            for window in (HALF, BEFORE)
            for name in ("late", "mean")
            for cell in cells_of(measure(name), window, None)
        ),
        *cells_of(measure("paid"), HALF, "kind"),
        *cells_of(measure("households"), HALF, None),
        *cells_of(measure("registered"), HALF, None),
    ]
    leaves = {HALF.last: {TOWN: (EAST, NEW, OLD_A, OLD_B), NEW: (NEW, OLD_A, OLD_B)}}
    scans = compile_scans(CATALOGUE, cells, 1234, leaves)
    held("fused", "\n;\n\n".join(scan.sql for scan in scans))
    assert len(scans) == 5


@pytest.mark.parametrize("name", CATALOGUE.indicators)
def test_sql_of_a_figure(name: str) -> None:
    window = HALF if name != "approved" else Window(HALF.first, HALF.last, False)
    held(f"figure_{name}", Evidence(CATALOGUE, 1234).measure(measure(name), window, [EAST, NEW]))


def test_sql_of_records() -> None:
    held("records", Evidence(CATALOGUE, 1234).records(measure("registered"), HALF, [EAST]))
