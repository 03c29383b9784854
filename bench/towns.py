"""Towns to measure on, built once and kept: a store with its copy, or only the copy of a synthetic source."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.history.story import LAST, TOWN
from bench.history.town import History
from bench.packs import fingerprint, measured
from taizhang.declare.load import load_packs
from taizhang.declare.model import Catalogue
from taizhang.indicators.columns import Columns
from taizhang.indicators.engine import Engine
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.issue import has_errors
from taizhang.kernel.orgtree import OrgTree
from taizhang.kernel.period import Period
from taizhang.project.config import TownConfig
from taizhang.project.town import Town, init_town, open_town
from taizhang.reports.build import build_report
from taizhang.reports.document import Document
from taizhang.reports.ports import Figures

PERIOD = Period.parse("2020H1")
REPORT = "half_year"
_READY = "ready"


@dataclass(frozen=True)
class Copy:
    """An analytical copy with what is needed to ask it questions."""

    catalogue: Catalogue
    columns: Columns
    trees: Callable[[AsOf], OrgTree]

    @property
    def cutoff(self) -> Cutoff:
        return Cutoff(LAST, self.columns.seq)

    def engine(self) -> Engine:
        return Engine(self.catalogue, self.columns, self.trees)

    def report(self, engine: Figures) -> Document:
        """The half-year report of the whole town; RuntimeError when it cannot be built."""
        cutoff = self.cutoff
        tree = self.trees(cutoff.at(LAST))
        (town,) = tree.roots
        document, issues = build_report(
            self.catalogue.reports[REPORT], town, PERIOD, cutoff, engine, tree, self.catalogue
        )
        if document is None:
            raise RuntimeError("\n".join(issue.line("en") for issue in issues))
        return document


def catalogue(folder: Path) -> Catalogue:
    """The declarations that are measured."""
    found, issues = load_packs(measured(folder))
    if has_errors(issues):
        raise RuntimeError("\n".join(issue.line("en") for issue in issues))
    return found


def copy_of(rows: int, folder: Path) -> Copy:
    """The analytical copy of a synthetic history of ``rows`` revisions."""
    declared = catalogue(folder)
    history = History(declared, rows)
    columns = Columns(folder / f"columns-{rows}-{fingerprint()}", declared)
    if columns.seq == 0:
        columns.refresh(history.source())
    return Copy(declared, columns, history.tree)


def store_of(rows: int, folder: Path) -> Town:
    """A town with a store of ``rows`` revisions, its copy refreshed. One process can open one town only."""
    measured(folder)
    home = _home(rows, folder)
    if (home / _READY).exists():
        return opened(home)
    shutil.rmtree(home, ignore_errors=True)
    town, issues = init_town(home, TownConfig(TOWN, "基准镇", synthetic=True))
    if town is None:
        raise RuntimeError("\n".join(issue.line("en") for issue in issues))
    for draft in History(town.catalogue, rows).drafts():
        receipt, issues = town.store.append(draft)
        if receipt is None:
            raise RuntimeError("\n".join(issue.line("en") for issue in issues[:20]))
    town.refresh()
    (home / _READY).touch()
    return town


def _home(rows: int, folder: Path) -> Path:
    return folder / f"town-{rows}-{fingerprint()}"


def copied(rows: int, folder: Path, to: Path) -> Town:
    """A copy of the town that ``store_of`` builds, to write to; made with SQLite's own backup."""
    measured(folder)
    home = _home(rows, folder)
    if not (home / _READY).exists():
        subprocess.run([sys.executable, "-m", "bench.towns", str(rows), str(folder)], check=True)
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("ledger.sqlite3*"))
    with (
        closing(sqlite3.connect(home / "ledger.sqlite3")) as source,
        closing(sqlite3.connect(to / "ledger.sqlite3")) as target,
    ):
        source.backup(target)
    return opened(to)


def opened(home: Path) -> Town:
    """The town in ``home``; RuntimeError when this process has opened another one."""
    if os.environ.get("TAIZHANG_HOME", str(home.resolve())) != str(home.resolve()):
        raise RuntimeError(f"this process is at {os.environ['TAIZHANG_HOME']} already, not at {home}")
    town, issues = open_town(home)
    if town is None:
        raise RuntimeError("\n".join(issue.line("en") for issue in issues))
    return town


def of_town(town: Town) -> Copy:
    return Copy(town.catalogue, town.columns, town.tree)


if __name__ == "__main__":
    store_of(int(sys.argv[1]), Path(sys.argv[2]))
