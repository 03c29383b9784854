"""Bad input of every kind: a clear message in the user's language with what to do, status not 0, nothing written."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_cli import HOUSEHOLD_HEADER, household_rows, run, submissions, workbook

Rows = list[list[object]]
ROW: list[object] = ["0101-0099", "李四", 3, "户籍且常住", "东沟村", "2019-05-01"]


def _with(column: str, value: object) -> Rows:
    row = list(ROW)
    row[HOUSEHOLD_HEADER.index(column)] = value
    return [list(HOUSEHOLD_HEADER), row]


# name -> rows, and what the message must mention in either language
BAD_SHEETS: dict[str, tuple[Rows, str]] = {
    "wrong headers": ([["甲", "乙"], [1, 2]], "workbook-"),
    "a required column is missing": ([HOUSEHOLD_HEADER[1:], ROW[1:]], "workbook-column-missing"),
    "text in a number column": (_with("家庭人口", "三口"), "家庭人口"),
    "an impossible date": (_with("登记日期", "2019-02-30"), "workbook-impossible-date"),
    "an unknown village": (_with("村（社区）", "东够村"), "东沟村"),
    "an unknown choice": (_with("居住情况", "常住户籍"), "居住情况"),
    "a formula in text": (_with("户主", '@=HYPERLINK("http://x")'), "workbook-formula"),
    "a formula that was never computed": (_with("户主", '=HYPERLINK("http://x")'), "B2"),
    "out of range": (_with("家庭人口", 99), "家庭人口"),
    "a fraction of a person": (_with("家庭人口", 2.5), "家庭人口"),
    "duplicate identities": ([list(HOUSEHOLD_HEADER), list(ROW), [*ROW[:2], 4, *ROW[3:]]], "workbook-duplicate"),
    "an empty sheet": ([], ""),
    "a header and nothing else": ([list(HOUSEHOLD_HEADER)], ""),
}


@pytest.mark.parametrize(
    ("name", "lang"),
    [*((name, "zh") for name in BAD_SHEETS), ("text in a number column", "en"), ("an unknown village", "en")],
)
def test_a_bad_workbook_is_explained_and_nothing_is_written(name: str, lang: str, town: Path, tmp_path: Path) -> None:
    rows, mentioned = BAD_SHEETS[name]
    before = submissions(town)
    done = run("import", workbook(tmp_path / "户台账.xlsx", "户台账", rows), home=town, lang=lang)
    assert done.status == 1, done.text
    assert mentioned in done.text
    assert "Traceback" not in done.text
    assert submissions(town) == before
    sentences = re.findall(r"[A-Za-z]{3,} [a-z]+ [a-z]{3,}" if lang == "en" else r"[\u4e00-\u9fff]{4,}", done.err)
    assert sentences, done.err


def test_a_reference_to_nothing(town: Path, tmp_path: Path) -> None:
    header = ["户编号", "受理日期", "城乡类别", "申请人", "保障人数", "申请日期"]
    row = ["0101-7777", "2019-05-02", "农村", "李四", 2, "2019-05-01"]
    done = run("import", workbook(tmp_path / "城乡低保台账.xlsx", "城乡低保台账", [header, row]), home=town)
    assert done.status == 1 and "0101-7777" in done.err
    marked = list(tmp_path.glob("*-marked.xlsx"))
    assert len(marked) == 1


def _truncated(path: Path) -> None:
    workbook(path, "户台账", [HOUSEHOLD_HEADER, *household_rows(50)])
    path.write_bytes(path.read_bytes()[:2000])


def _encrypted(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))


def _bomb(path: Path) -> None:
    """A sheet of 2 GB of zeros: 2 MB on disk."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            block = bytes(1 << 24)
            for _ in range(128):
                member.write(block)


def _not_a_workbook(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 nothing of the kind")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _billion_laughs(path: Path) -> None:
    clean = io.BytesIO()
    source = workbook(path, "户台账", [HOUSEHOLD_HEADER, *household_rows(2)])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(clean, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + data
            new.writestr(item, data)
    path.write_bytes(clean.getvalue())


@pytest.mark.parametrize("make", [_truncated, _encrypted, _bomb, _not_a_workbook, _empty, _billion_laughs])
def test_a_file_that_is_no_workbook(make: Callable[[Path], None], town: Path, tmp_path: Path) -> None:
    path = tmp_path / "户台账.xlsx"
    make(path)
    before = submissions(town)
    done = run("import", path, home=town)
    assert done.status == 1, done.text
    assert "户台账.xlsx" in done.err and "Traceback" not in done.text
    assert submissions(town) == before


def test_a_file_that_does_not_exist(town: Path) -> None:
    done = run("import", "没有.xlsx", home=town)
    assert done.status != 0 and "没有.xlsx" in done.err and "Traceback" not in done.text


@pytest.mark.parametrize(
    ("arguments", "mentioned"),
    [
        (["report", "build", "half_year", "--period", "2035H1"], ""),
        (["report", "build", "half_year", "--period", "2020-05"], ""),
        (["report", "build", "half_year", "--period", "1999H1"], ""),
        (["report", "build", "half_year", "--period", "2020H1", "--cutoff", "2999-01-01"], "2999-01-01"),
        (["report", "build", "half_yaer", "--period", "2020H1"], "half_year"),
        (["indicator", "show", "househlods", "--period", "2020H1"], "households"),
        (["indicator", "show", "households", "--period", "2020H3"], "2020H1"),
        (["indicator", "show", "households", "--period", "2020H1", "--org", "东够村"], "东沟村"),
        (["records", "show", "houshold"], "household"),
        (["records", "history", "household", "none"], "none"),
        (["submission", "revert", "99", "--reason", "x"], "99"),
        (["import", "x.xlsx", "--ledger", "nothing"], "nothing"),
        (["report", "verify", "half_year|x"], "half_year"),
    ],
)
def test_a_question_without_an_answer(arguments: list[str], mentioned: str, town: Path, tmp_path: Path) -> None:
    done = run(*arguments, home=town, cwd=tmp_path)
    assert done.status in (1, 2), done.text
    assert mentioned in done.text and done.err.strip()
    assert "Traceback" not in done.text
    assert not (tmp_path / "out").exists()


def test_division_by_zero_is_undefined_and_said_so(town: Path) -> None:
    own = town / "packs" / "trial"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("title: {zh: 试验, en: Trial}\nneeds: [households]\n", encoding="utf-8")
    (own / "indicators.yaml").write_text(
        "none_of_them: {title: {zh: 无, en: None}, ledger: household, "
        "measure: count(*) filter (where size > 29), at: end, unit: 户}\n"
        "share_of_none: {title: {zh: 率, en: Share}, ratio: [households, none_of_them], unit: '%', digits: 1}\n",
        encoding="utf-8",
    )
    done = run("indicator", "show", "share_of_none", "--period", "2019", home=town)
    assert done.status == 0 and "无法计算" in done.out
    english = run("indicator", "show", "share_of_none", "--period", "2019", home=town, lang="en")
    assert "undefined" in english.out


def test_a_faulty_pack_stops_everything_with_file_and_line(town: Path) -> None:
    own = town / "packs" / "trial"
    (own / "ledgers").mkdir(parents=True)
    (own / "pack.yaml").write_text("title: {zh: 试验, en: Trial}\n", encoding="utf-8")
    (own / "ledgers" / "thing.yaml").write_text(
        "kind: regster\ntitle: {zh: 物, en: Thing}\nidentity: [nmae]\n"
        "fields:\n  name: {title: {zh: 名, en: Name}, type: strng}\n",
        encoding="utf-8",
    )
    checked = run("packs", "check", home=town)
    assert checked.status == 1
    for line, near in ((1, "register"), (3, "name"), (5, "string")):
        assert re.search(rf"thing\.yaml:{line}: .*{near}", checked.err), checked.err
    assert run("indicator", "show", "households", "--period", "2019", home=town).status == 1


def test_no_town_here(tmp_path: Path) -> None:
    done = run("verify", home=tmp_path)
    assert done.status == 1 and "taizhang init" in done.err
