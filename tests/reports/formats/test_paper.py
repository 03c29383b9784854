"""The finished paper as other programs show it: LibreOffice for the Word file, poppler for the PDF."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from reports.formats.samples import document

from taizhang.reports.annex import evidence_annex, gaps_annex
from taizhang.reports.document import Document, Paragraph, Run, Table
from taizhang.reports.formats import docx, pdf
from taizhang.reports.formats.parts.flow import pieces

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) is not installed")
needs_poppler = pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")


def converted(data: bytes, kind: str, folder: Path) -> Path:
    source = folder / "paper.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{kind.partition(':')[0]}")


def pages(path: Path) -> list[list[str]]:
    """The lines of each page, blank ones left out, blanks within taken away."""
    done = subprocess.run([str(PDFTOTEXT), "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    sheets = done.stdout.decode().split("\f")[:-1]
    return [[re.sub(r"\s", "", line) for line in sheet.splitlines() if line.strip()] for sheet in sheets]


def whole() -> Document:
    paper = document(addressee="旗人民政府", notice="模拟数据，仅供演示", number="青发〔2020〕12号")
    gaps = gaps_annex(paper)
    assert gaps is not None
    return replace(paper, annexes=(gaps, evidence_annex(paper)))


def expected(paper: Document) -> str:
    """All that the paper says, in order, without blanks."""
    said = [f"{paper.signature}文件", paper.number or "", paper.title, f"{paper.addressee}："]
    for blocks in (paper.blocks, None, *(annex.blocks for annex in paper.annexes)):
        if blocks is None:
            said += ["附件：1.缺少的数字", "2.数字出处", paper.signature, "2020年6月3日"]
            continue
        if blocks is not paper.blocks:
            number = [annex.blocks for annex in paper.annexes].index(blocks)
            said += [f"附件{number + 1}", paper.annexes[number].title]
        for piece in pieces(blocks):
            if isinstance(piece, Table):
                said += [piece.caption, *piece.header]
                said += [
                    "".join(inline.text if isinstance(inline, Run) else inline.printed for inline in cell)
                    for row in piece.rows
                    for cell in row
                ]
            else:
                said.append(piece.text)
    return re.sub(r"\s", "", "".join(said))


@needs_office
def test_libreoffice_reads_the_word_file_without_loss(tmp_path: Path) -> None:
    paper = whole()
    text = converted(docx.render(paper), "txt:Text (encoded):UTF8", tmp_path).read_text("utf-8-sig")
    assert re.sub(r"\s", "", text) == expected(paper)


def full_pages() -> Document:
    return document(Paragraph((Run("国" * 28 * 22 * 3),)), title="满页")


def check_measure(path: Path) -> None:
    _first, second, *_others = pages(path)
    assert second[-1] == "—2—"
    lines = second[:-1]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


@needs_office
@needs_poppler
def test_a_word_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    check_measure(converted(docx.render(full_pages()), "pdf", tmp_path))


@needs_poppler
def test_a_pdf_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.render(full_pages()))
    check_measure(path)


@needs_poppler
def test_the_pdf_says_everything_and_prints_the_notice_on_each_page(tmp_path: Path) -> None:
    paper = whole()
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.render(paper))
    sheets = pages(path)
    assert all(sheet[0] == "模拟数据，仅供演示" for sheet in sheets)
    assert [sheet[-1] for sheet in sheets] == [f"—{number}—" for number in range(1, len(sheets) + 1)]
    printed = "".join(line for sheet in sheets for line in sheet[1:-1])
    body = "".join(piece.text for piece in pieces(paper.blocks) if not isinstance(piece, Table))
    assert sorted(set(body) - set(printed)) == []
    assert "".join(piece.text for piece in list(pieces(paper.blocks))[:4] if not isinstance(piece, Table)) in printed


@needs_poppler
def test_rare_characters_and_signs_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.render(document(Paragraph((Run("朱镕喆燊堃玥㐂，1200㎡、30㎥、25℃、①Ⅱ※"),)))))
    assert "朱镕喆燊堃玥㐂，1200㎡、30㎥、25℃、①Ⅱ※" in "".join(line for sheet in pages(path) for line in sheet)
