"""kill -9 in the middle of an import, at random moments: afterwards all of it or nothing, and the next import works."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest_cli import HOUSEHOLD_HEADER, household_rows, run, workbook

ROWS = 4000
TIMES = 14


def _households(home: Path) -> int:
    with sqlite3.connect(home / "ledger.sqlite3") as database:
        count: int = database.execute("select count(*) from revision where ledger = 'household'").fetchone()[0]
    return count


@pytest.mark.slow
def test_a_killed_import_leaves_all_or_nothing(town: Path, tmp_path: Path) -> None:
    more = workbook(tmp_path / "户台账.xlsx", "户台账", [HOUSEHOLD_HEADER, *household_rows(ROWS)])
    environment = {**os.environ, "TAIZHANG_HOME": str(town)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    before = _households(town)
    start = time.monotonic()
    assert run("import", more, "--dry-run", home=town).status == 0
    whole = time.monotonic() - start
    moments = random.Random(9)
    killed = 0
    for _ in range(TIMES):
        process = subprocess.Popen(
            [sys.executable, "-c", "from taizhang.cli.main import main; main()", "import", str(more)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.35, 1.1) * whole)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert _households(town) in (before, before + ROWS - 20)
    assert killed >= TIMES // 3, "the moments missed the import"
    verified = run("verify", home=town)
    assert verified.status == 0, verified.text
    assert run("import", more, home=town).status == 0
    assert _households(town) == before + ROWS - 20
    assert run("verify", home=town).status == 0
