"""The tutorial does what it says: its tables become workbooks, its commands are run in order."""

import shlex
from pathlib import Path

from conftest_cli import Run, run
from conftest_docs import steps, write_table

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
FAILS = "# fails"


def test_the_tutorial_runs(tmp_path: Path) -> None:
    home: Path | None = None
    file = "机构.xlsx"
    table: list[list[str]] = []
    done: dict[str, Run] = {}
    for kind, what in steps(TUTORIAL.read_text(encoding="utf-8")):
        if kind == "file":
            assert isinstance(what, str)
            file = what
        elif kind == "table":
            assert isinstance(what, list)
            table = what
            write_table(tmp_path / file, table)
        elif isinstance(what, str) and what.startswith("export TAIZHANG_HOME="):
            home = tmp_path / what.split("=", 1)[1]
        elif isinstance(what, str) and what.startswith("taizhang "):
            command = what.split("#")[0].strip()
            done[what] = run(*shlex.split(command)[1:], home=home, cwd=tmp_path)
            assert done[what].status == (1 if FAILS in what else 0), what + "\n" + done[what].text
            if FAILS in what:
                assert "Traceback" not in done[what].text
                assert (tmp_path / "户台账-marked.xlsx").exists()
                write_table(tmp_path / file, [["5" if cell == "五" else cell for cell in row] for row in table])
    sizes = {day: done[f"taizhang records show household 0101-0002 --as-of {day}"].out for day in _DAYS}
    assert ["\t2\t" in sizes[day] for day in _DAYS] == [True, False]
    assert "\t4\t" in sizes["2020-03-01"]
    assert "\t2\t" in done["taizhang records show household 0101-0002 --as-of 2020-03-01 --known-by 6"].out
    assert (tmp_path / "报告" / "2020H1-work-report.docx").exists()


_DAYS = ("2020-02-29", "2020-03-01")
