"""Importing a workbook of many rows and 20 columns."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median

from bench.history.people import VILLAGES, number_of
from bench.history.story import FIRST, TOWN
from bench.history.town import CLERK, History
from bench.result import Result, timed
from bench.size import Size
from bench.towns import opened
from taizhang.exchange.sheets import Cell, SheetRows, write_rows
from taizhang.exchange.units import Units
from taizhang.kernel.asof import AsOf
from taizhang.project.config import TownConfig
from taizhang.project.town import Town, init_town

ORDER = 9
TITLE = "Import"
_PACK = Path(__file__).parent.parent / "pack"
_LEDGER = "wide_journal"


def measure(size: Size) -> list[Result]:
    """Validation alone, then everything; each round its own workbook, so that every row is new."""
    town = _town(size.folder / "importing")
    from taizhang.exchange.importer import check_workbook

    units = Units(town.store.org_tree(AsOf(date.max, town.store.head().seq)).units.values())
    checking, importing = [], []
    for number in range(min(size.rounds, 3)):
        path = size.folder / f"wide-{number}.xlsx"
        _write(town, path, size.sheet, number)
        checking.append(timed(partial(check_workbook, path.read_bytes(), path.name, town.catalogue, units)))
        importing.append(timed(partial(_import, town, path)))
    checked, imported = size.sheet / median(checking), size.sheet / median(importing)
    what = f"{size.sheet:,} rows × 20 columns, xlsx"
    return [
        Result("Workbook read and validated", checked, None, "rows/s", checked, "rows/s", "at least", 50_000, what),
        Result("Workbook imported into the ledger", imported, None, "rows/s", imported, "rows/s", "at least", 15_000,
               "from the file to the commit: read, validate, plan, hash, write"),
    ]  # fmt: skip


def _town(home: Path) -> Town:
    """A small town that has the ledger of twenty columns."""
    shutil.rmtree(home, ignore_errors=True)
    town, _ = init_town(home, TownConfig(TOWN, "基准镇", synthetic=True))
    assert town is not None
    shutil.copytree(_PACK, home / "packs" / "wide")
    town = opened(home)
    for draft in History(town.catalogue, 2_000).drafts():
        receipt, issues = town.store.append(draft)
        if receipt is None:
            raise RuntimeError("\n".join(issue.line("en") for issue in issues[:5]))
    return town


def _write(town: Town, path: Path, count: int, number: int) -> None:
    ledger = town.catalogue.ledgers[_LEDGER]
    header = [ledger.org_title.zh, ledger.date_title.zh, *(item.title.zh for item in ledger.fields.values())]
    rows = [_row(number * count + at) for at in range(count)]
    write_rows(path, [SheetRows(ledger.title.zh, [], header, rows)])


def _row(at: int) -> list[Cell]:
    day = FIRST + timedelta(days=at % 500)
    texts: list[Cell] = [
        number_of(at % 28),
        f"DH{at:08}",
        f"收款人{at % 977}",
        f"138{at:08}",
        "镇便民服务中心",
        "按时办结",
    ]
    choices: list[Cell] = [("甲类", "乙类", "丙类")[at % 3], ("一卡通", "现金")[at % 2]]
    whole: list[Cell] = [at % 5 + 1, at % 4, at % 5 + 1]
    exact: list[Cell] = [Decimal(at % 99_991) / 100, Decimal(at % 997) / 10, Decimal(at % 301) / 10]
    logical: list[Cell] = ["是", "否"]
    return [str(VILLAGES[at % 10]), day, *texts, *choices, *whole, *exact, *logical, day, day + timedelta(days=20)]


def _import(town: Town, path: Path) -> None:
    from taizhang.exchange.importer import import_file

    result = import_file(path, town.store, town.catalogue, CLERK, reason="bench")
    if result.receipt is None:
        raise RuntimeError("\n".join(issue.line("en") for issue in result.issues[:5]))
