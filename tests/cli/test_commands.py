"""What a user does on the command line, command by command."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

from conftest_cli import HOUSEHOLD_HEADER, household_rows, run, submissions, workbook

COMMANDS = [
    "init", "demo", "packs", "template", "import", "export", "records", "submission", "org", "indicator", "report",
    "verify", "refresh", "backup", "restore",
]  # fmt: skip
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_help_names_every_command_in_both_languages() -> None:
    chinese, english = run("--help"), run("--help", lang="en")
    assert chinese.status == english.status == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", chinese.out, re.M), command
        assert re.search(rf"^  {command} ", english.out, re.M), command
    commands = english.out[english.out.index("Commands:") :]
    assert not CHINESE.search(commands), "English help has Chinese left in it"


def test_every_command_explains_itself() -> None:
    for command in COMMANDS:
        shown = run(command, "--help")
        assert shown.status == 0, shown.text
        assert CHINESE.search(shown.out)


def test_the_shipped_packs_have_no_fault() -> None:
    checked = run("packs", "check", "--format", "json")
    assert checked.status == 0, checked.text
    assert json.loads(checked.out) == []


def test_records_show_masks_and_history_tells_changes(town: Path, tmp_path: Path) -> None:
    rows = household_rows(3)
    rows[0][2] = 9
    assert run("import", workbook(tmp_path / "户台账.xlsx", "户台账", [HOUSEHOLD_HEADER, *rows]), home=town).status == 0
    shown = run("records", "show", "household", "0101-0001", home=town)
    assert "张1" not in shown.out and "张*" in shown.out
    history = run("records", "history", "household", "0101-0001", home=town)
    assert "家庭人口: 2 → 9" in history.out


def test_a_submission_goes_back_whole(town: Path, tmp_path: Path) -> None:
    more = workbook(tmp_path / "户台账.xlsx", "户台账", [HOUSEHOLD_HEADER, *household_rows(25)])
    imported = run("import", more, home=town)
    assert "新增 5" in imported.out and "未变 20" in imported.out
    number = re.search(r"提交 (\d+)", imported.out)
    assert number is not None
    assert run("submission", "revert", number[1], "--reason", "误导入", home=town).status == 0
    assert run("records", "show", "household", "0101-0025", home=town).status == 1
    assert run("records", "show", "household", "0101-0020", home=town).status == 0
    assert run("verify", home=town).status == 0


def test_the_same_file_twice_changes_nothing(town: Path, tmp_path: Path) -> None:
    more = workbook(tmp_path / "户台账.xlsx", "户台账", [HOUSEHOLD_HEADER, *household_rows(25)])
    assert run("import", more, home=town).status == 0
    before = submissions(town)
    again = run("import", more, home=town)
    assert again.status == 0 and "此前已导入" in again.out
    assert submissions(town) == before


def test_dry_run_writes_nothing(town: Path, tmp_path: Path) -> None:
    before = submissions(town)
    more = workbook(tmp_path / "户台账.xlsx", "户台账", [HOUSEHOLD_HEADER, *household_rows(25)])
    assert run("import", more, "--dry-run", home=town).status == 0
    assert submissions(town) == before


def test_an_indicator_is_shown_by_village_and_explained(town: Path) -> None:
    shown = run("indicator", "show", "households", "--period", "2019", "--by", "village", "--format", "json", home=town)
    assert shown.status == 0, shown.text
    by_label = {row["label"]: row for row in json.loads(shown.out)}
    assert by_label["东沟村"]["value"] == "20"
    assert by_label["西沟村"]["status"] == "no_data" and by_label["西沟村"]["value"] is None
    explained = run("indicator", "explain", "总户数", "--period", "2019", "--limit", "5", "--format", "json", home=town)
    assert explained.status == 0, explained.text
    answer = json.loads(explained.out)
    assert answer["value"] == "20" and answer["count"] == 20 and len(answer["records"]) == 5
    assert "select" in answer["sql"].lower()


def test_export_imports_back_unchanged(town: Path, tmp_path: Path) -> None:
    exported = tmp_path / "户台账.xlsx"
    assert run("export", "household", "-o", exported, home=town).status == 0
    before = submissions(town)
    back = run("import", exported, home=town)
    assert back.status == 0, back.text
    assert "未变 20" in back.out
    assert submissions(town) - before <= 1


def test_a_template_is_accepted_back(town: Path, tmp_path: Path) -> None:
    path = tmp_path / "户台账.xlsx"
    assert run("template", "household", "-o", path, home=town).status == 0
    empty = run("import", path, home=town)
    assert empty.status == 1 and "Traceback" not in empty.text


def test_backup_and_restore_give_the_same_town(town: Path, tmp_path: Path) -> None:
    archive, copy = tmp_path / "备份.zip", tmp_path / "copy"
    assert run("backup", archive, home=town).status == 0
    restored = run("restore", archive, copy, "--town", town / "town.toml", "--key", town / "keys" / "master.key")
    assert restored.status == 0, restored.text
    heads = [run("verify", home=home).out for home in (town, copy)]
    assert heads[0] == heads[1] and "链头" in heads[0]
    clear = run("records", "disclose", "household", "0101-0001", "--reason", "核对", home=copy)
    assert "张1" in clear.out


def test_a_damaged_backup_leaves_nothing(town: Path, tmp_path: Path) -> None:
    archive, copy = tmp_path / "备份.zip", tmp_path / "copy"
    assert run("backup", archive, home=town).status == 0
    archive.write_bytes(archive.read_bytes()[:-200])
    restored = run("restore", archive, copy, "--town", town / "town.toml", "--key", town / "keys" / "master.key")
    assert restored.status == 1 and "Traceback" not in restored.text
    assert not copy.exists()


def test_verify_names_a_row_that_was_rewritten(town: Path) -> None:
    with sqlite3.connect(town / "ledger.sqlite3") as database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f"drop trigger {name}")
        database.execute("update revision set data = replace(data, '\"size\":2', '\"size\":7') where seq = 4")
    verified = run("verify", home=town)
    assert verified.status == 1 and "4" in verified.err


def test_merging_villages_keeps_the_figures(town: Path) -> None:
    merged = run(
        "org", "merge", "东沟村", "西沟村", "--into", "990301101203", "--name", "双沟村", "--on", "2020-03-01",
        "--reason", "村级建制调整", home=town,
    )  # fmt: skip
    assert merged.status == 0, merged.text
    before = run("org", "tree", "--on", "2020-02-29", home=town).out
    after = run("org", "tree", "--on", "2020-03-01", home=town).out
    assert "东沟村" in before and "双沟村" not in before
    assert "双沟村" in after and "东沟村" not in after
    shown = run(
        "indicator", "show", "households", "--period", "2020H1", "--by", "village", "--format", "json", home=town
    )
    assert {row["label"]: row["value"] for row in json.loads(shown.out)}["双沟村"] == "20"


def test_init_refuses_a_folder_in_use(town: Path) -> None:
    again = run("init", town, "--org", "990301101000", "--name", "试验镇")
    assert again.status == 1 and "已有内容" in again.err
    shutil.rmtree(town)
