"""The how-to pages do what they say."""

import re
import shlex
import shutil
from pathlib import Path

from conftest_cli import run
from conftest_docs import steps, write_table

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def test_adding_a_line_of_work(town: Path, tmp_path: Path) -> None:
    said: dict[str, str] = {}
    file = ""
    for kind, what in steps((HOW_TO / "add-a-line-of-work.md").read_text(encoding="utf-8")):
        if kind == "file":
            assert isinstance(what, str)
            file = what
        elif kind == "table":
            assert isinstance(what, list)
            write_table(tmp_path / file, what)
        elif kind == "write":
            assert isinstance(what, str)
            path = re.search(r"packs/\S+", what)
            assert path is not None
            (town / path[0]).write_text(what, encoding="utf-8")
        elif isinstance(what, str):
            done = run(*shlex.split(what)[1:], home=town, cwd=tmp_path)
            assert done.status == 0, what + "\n" + done.text
            said[what] = done.text
    assert "83.3%" in said["taizhang indicator show fire_safety_rate --period 2020H1"]
    page = (tmp_path / "报告" / "2020H1-work-report.html").read_text(encoding="utf-8")
    assert "消防安全常抓不懈" in page and "83.3%" in page


def test_a_new_pack_is_not_written_over(town: Path) -> None:
    assert run("packs", "new", "fire_safety", "--title", "消防安全", home=town).status == 0
    again = run("packs", "new", "fire_safety", "--title", "消防安全", home=town)
    assert again.status == 1 and "fire_safety" in again.err
    assert run("packs", "new", "Fire Safety", "--title", "消防安全", home=town).status == 1
    shutil.rmtree(town)
