"""Hostile and broken files: each refused with its own code before a parser sees it."""

import io
import zipfile

import openpyxl
import pytest

from taizhang.exchange.guards import MEGABYTE, Limits
from taizhang.exchange.sheets import LIMITS, read_sheets


def codes(data, name="a.xlsx", limits=LIMITS):
    sheets, issues = read_sheets(data, name, limits)
    assert sheets == [] or issues == []
    assert all(issue.what.zh and issue.what.en and issue.remedy.zh and issue.place.file == name for issue in issues)
    return [issue.code for issue in issues]


def workbook(**cells):
    book = openpyxl.Workbook()
    for name, value in (cells or {"A1": "x"}).items():
        book.active[name] = value
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repacked(data, change):
    """The workbook with parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()} | change
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows):
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{head}{rows}</sheetData></worksheet>"


def test_a_plain_workbook_passes():
    assert codes(workbook()) == []


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_nothing_in_it(name):
    assert codes(b"", name) == ["workbook-empty"]
    assert codes(b"\xef\xbb\xbf\r\n \r\n", name) == ["workbook-empty"]


def test_not_a_workbook():
    assert codes(b"<html><table></table></html>") == ["workbook-not-a-workbook"]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert codes(data.getvalue()) == ["workbook-not-a-workbook"]


def test_truncated_anywhere():
    data = workbook()
    for part in (5, len(data) // 2, len(data) - 10):
        assert codes(data[:part]) == ["workbook-damaged"]


def test_damaged_inside():
    data = repacked(workbook(), {SHEET: sheet('<row r="1"><c r="A1"><v>1</v></c')})
    assert codes(data) == ["workbook-damaged"]
    flipped = bytearray(workbook())
    at = flipped.index(b"PK\x01\x02") - 20
    flipped[at] ^= 0xFF
    assert codes(bytes(flipped)) == ["workbook-damaged"]


def test_encrypted_and_old_formats():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert codes(ole + "EncryptedPackage".encode("utf-16-le")) == ["workbook-encrypted"]
    assert codes(ole + "Workbook".encode("utf-16-le")) == ["workbook-old-format"]


def test_zip_bomb():
    bomb = repacked(workbook(), {SHEET: sheet(" " * (64 * MEGABYTE))})
    assert len(bomb) < MEGABYTE
    assert codes(bomb) == ["workbook-zip-bomb"]
    assert codes(workbook(), limits=Limits(unpacked=1000)) == ["workbook-zip-bomb"]
    assert codes(workbook(), limits=Limits(parts=3)) == ["workbook-zip-bomb"]


def test_zip_bomb_that_lies_about_its_size():
    bomb = bytearray(repacked(workbook(), {"xl/big.bin": b" " * (64 * MEGABYTE)}))
    true_size = (64 * MEGABYTE).to_bytes(4, "little")
    while (at := bomb.find(true_size)) >= 0:
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
    assert codes(bytes(bomb)) == ["workbook-damaged"]


def test_too_large():
    assert codes(workbook(), limits=Limits(packed=1000)) == ["workbook-too-large"]


@pytest.mark.parametrize("declaration", [b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<!doctype x>"])
def test_entities(declaration):
    rows = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').encode()
    assert codes(repacked(workbook(), {SHEET: declaration + rows})) == ["workbook-entities"]
    assert codes(repacked(workbook(), {SHEET: "\ufeff".encode("utf-16") + rows})) == ["workbook-damaged"]


@pytest.mark.parametrize("reference", ["XFD1", "IX1", "Z1048577", "XFD1048576"])
@pytest.mark.parametrize("spelling", ['r="{}"', "r='{}'", 'r = "{}"', 's="1" r="{}"'])
def test_a_stray_cell_far_away_is_not_given_room(reference, spelling):
    far = f"<row><c {spelling.format(reference)}><v>1</v></c></row>"
    data = repacked(workbook(), {SHEET: sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')})
    assert codes(data) == ["workbook-too-wide"]


@pytest.mark.parametrize("reference", ["IV9", "Z999999", "A1048576"])
def test_a_cell_within_bounds_is(reference):
    row = int(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    far = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    assert codes(repacked(workbook(), {SHEET: sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')})) == []


def test_formulas_need_their_values():
    assert codes(workbook(A1="x", B7="=1+1")) == ["workbook-uncomputed-formula"]
    empty_text = '<row r="1"><c r="A1" t="str"><f>IF(1,"")</f><v></v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    assert codes(repacked(workbook(), {SHEET: sheet(empty_text)})) == []


def test_no_sheet_with_data():
    assert codes(workbook(A1=None)) == ["workbook-no-rows"]


def test_csv_of_no_known_encoding():
    assert codes(b"a,b\n\xff\xff\xff,1\n", "a.csv") == ["workbook-encoding"]
    assert codes(b"a\x00b\n", "a.csv") == ["workbook-encoding"]


def test_csv_that_is_too_wide_or_broken():
    assert codes(b",".join([b"a"] * 300), "a.csv") == ["workbook-damaged"]
    assert codes(b'a,b\n1,"x"y"\n', "a.csv") == ["workbook-damaged"]
