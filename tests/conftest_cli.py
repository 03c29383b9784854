"""The command line as a user meets it: a process of its own, a town folder, files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

TOWN = "990301101000"
VILLAGES = {"990301101201": "东沟村", "990301101202": "西沟村"}


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        return self.out + self.err


Cli = Callable[..., Run]


def run(*arguments: str | Path, home: Path | None = None, lang: str = "zh", cwd: Path | None = None) -> Run:
    environment = {**os.environ, "TAIZHANG_LANG": lang, "PYTHONUTF8": "1"}
    environment.pop("TAIZHANG_HOME", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if home is not None:
        environment["TAIZHANG_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-c", "from taizhang.cli.main import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
        timeout=300,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def workbook(path: Path, sheet: str, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


UNIT_ROWS: list[list[object]] = [
    ["机构代码", "机构名称", "机构类别", "上级机构代码", "成立日期"],
    [TOWN, "试验镇", "乡镇（街道）", None, "1984-01-01"],
    *([code, name, "行政村", TOWN, "1984-01-01"] for code, name in VILLAGES.items()),
]
HOUSEHOLD_HEADER = ["户编号", "户主", "家庭人口", "居住情况", "村（社区）", "登记日期"]


def household_rows(count: int, village: str = "东沟村") -> list[list[object]]:
    return [[f"0101-{n:04}", f"张{n}", n % 5 + 1, "户籍且常住", village, "2019-01-01"] for n in range(1, count + 1)]


@pytest.fixture(scope="session")
def prepared_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with two villages and twenty households; copy it, do not change it."""
    folder = tmp_path_factory.mktemp("prepared")
    home = folder / "town"
    assert run("init", home, "--org", TOWN, "--name", "试验镇").status == 0
    units = workbook(folder / "机构.xlsx", "组织机构台账", UNIT_ROWS)
    households = workbook(folder / "户.xlsx", "户台账", [HOUSEHOLD_HEADER, *household_rows(20)])
    done = run("import", units, households, home=home)
    assert done.status == 0, done.text
    return home


@pytest.fixture
def town(prepared_town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared_town, tmp_path / "town"))


def submissions(home: Path) -> int:
    """How many submissions the town holds, asked of its database directly."""
    import sqlite3

    with sqlite3.connect(home / "ledger.sqlite3") as database:
        count: int = database.execute("select count(*) from submission").fetchone()[0]
    return count
