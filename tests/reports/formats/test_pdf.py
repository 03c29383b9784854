"""The PDF's own properties; what stands on its pages is tested in test_paper."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports.formats.samples import HOUSEHOLDS, document, figure

from taizhang.reports.annex import evidence_annex
from taizhang.reports.document import Annex, Heading, Paragraph, Run, Table
from taizhang.reports.formats import docx, figures_csv, html, pdf
from taizhang.reports.formats.parts import fonts


def test_title_author_and_dates_come_from_the_document() -> None:
    data = pdf.render(document(title="报告"))
    assert data.startswith(b"%PDF-")
    assert b"D:20200603" in data
    assert b"/Outlines" in data


def test_each_figure_leads_to_its_line_in_the_table_of_evidence() -> None:
    paper = document(Paragraph((HOUSEHOLDS, Run("、"), HOUSEHOLDS)))
    assert b"/Subtype/Link" not in pdf.render(paper).replace(b" ", b"")
    linked = pdf.render(replace(paper, annexes=(evidence_annex(paper),))).replace(b" ", b"")
    assert linked.count(b"/Subtype/Link") == 2


def test_what_looks_like_markup_is_only_text() -> None:
    nasty = '#panic() *粗* $x$ _斜_ \\ <l> @r `c` // 注 = 题 #import "x"'
    paper = document(
        Heading(1, (Run(nasty),)), Paragraph((Run(nasty), figure(nasty, nasty, "1", "户", nasty))), title=nasty
    )
    assert pdf.render(paper).startswith(b"%PDF-")


def test_every_face_ends_with_a_font_that_is_always_there() -> None:
    for face in fonts.faces(fonts.available()).values():
        families = face["families"]
        assert isinstance(families, list)
        assert {"Noto Serif SC", "Noto Sans SC"} <= set(families)


TEXT = st.text(alphabet=st.characters(), max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXT, words=TEXT, key=TEXT, printed=TEXT, notice=TEXT)
def test_every_format_takes_any_text(title: str, words: str, key: str, printed: str, notice: str) -> None:
    number = replace(HOUSEHOLDS, key=key, printed=printed, unit=words)
    paper = document(
        Heading(1, (Run(title), number)),
        Heading(3, (Run(words),), run_in=True),
        Paragraph((Run(words), number, Run(words, strong=True))),
        Paragraph(()),
        Heading(2, ()),
        Table(title, (words, title), (((Run(words),), (number,)), ((), ()))),
        title=title,
        notice=notice,
        number=words,
        signature=words,
        addressee=title,
        annexes=(Annex(title, (Paragraph((number,)),)),),
    )
    paper = replace(paper, annexes=(*paper.annexes, evidence_annex(paper)))
    for render in (docx.render, pdf.render, html.render, figures_csv.render):
        assert render(paper)
