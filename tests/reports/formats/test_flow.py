"""The one sequence of paragraphs that all formats walk."""

import pytest
from reports.formats.samples import GAP, HOUSEHOLDS, PAID, annex_of_gaps, document, sample_blocks

from taizhang.reports.document import Annex, FigureRun, Heading, Paragraph, Run, Table
from taizhang.reports.formats.parts.flow import Piece, annex_mark, attachment_note, distinct_figures, pieces, shares
from taizhang.reports.formats.parts.geometry import mark_size, signature_indents
from taizhang.reports.formats.parts.text import clean


def texts(*blocks: Heading | Paragraph | Table) -> list[str]:
    return [piece.text for piece in pieces(blocks) if isinstance(piece, Piece)]


def test_headings_carry_generated_labels() -> None:
    assert [piece.text for piece in pieces(sample_blocks()) if isinstance(piece, Piece) and piece.heading] == [
        "一、上半年工作情况",
        "（一）民生保障持续增强",
        "（二）河长制工作有序开展",
        "二、下半年工作计划",
    ]


def test_a_run_in_heading_stands_in_the_paragraph_that_follows_and_ends_with_a_stop() -> None:
    (piece,) = pieces((Heading(3, (Run("入户核查"),), run_in=True), Paragraph((Run("逐户走访"), HOUSEHOLDS))))
    assert isinstance(piece, Piece)
    assert piece.text == "1.入户核查。逐户走访412户"
    assert [span.level for span in piece.spans] == [3, 3, 3, 0, 0]
    assert piece.run_in == 3


def test_a_run_in_heading_keeps_its_own_stop() -> None:
    assert texts(Heading(3, (Run("怎么办？"),), run_in=True), Paragraph((Run("马上办。"),))) == ["1.怎么办？马上办。"]


def test_a_run_in_heading_without_text_stands_alone() -> None:
    run_in = Heading(2, (Run("甲"),), run_in=True)
    assert texts(run_in, Heading(2, (Run("乙"),))) == ["（一）甲", "（二）乙"]
    assert texts(run_in) == ["（一）甲"]


def test_a_gap_without_words_is_still_visible() -> None:
    silent = FigureRun("k", "", None, "次", "no_data", GAP.evidence)
    assert texts(Paragraph((Run("巡河"), silent))) == ["巡河〔缺数〕"]


def test_the_note_names_one_annex_plainly_and_counts_several() -> None:
    first, second = Annex("数字出处", ()), annex_of_gaps()
    assert attachment_note((first,)) == ("附件：数字出处",)
    assert attachment_note((first, second)) == ("附件：1.数字出处", "2.缺少的数字")
    assert (annex_mark((first,), 1), annex_mark((first, second), 2)) == ("附件", "附件2")


def test_figures_are_distinct_by_key_in_order_of_appearance() -> None:
    assert [figure.key for figure in distinct_figures(document())] == [HOUSEHOLDS.key, PAID.key, GAP.key]


def test_columns_share_the_width_as_declared_or_equally() -> None:
    assert shares(Table("", ("a", "b"), (), (1, 3))) == (0.25, 0.75)
    assert shares(Table("", ("a", "b"), ())) == (0.5, 0.5)
    assert shares(Table("", ("a", "b"), (), (1, 0))) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("signature", "day", "indents"),
    [
        ("中共青山镇委员会", "2020年6月3日", (2.0, 2.0)),  # 8 and 6 characters: the date begins two further right
        ("中共青山镇委员会青山镇人民政府", "2020年6月3日", (2.0, 9.0)),
        ("党政办", "2020年12月31日", (8.0, 2.0)),  # a date longer than the signature keeps two characters
    ],
)
def test_date_begins_two_characters_right_of_the_signature(
    signature: str, day: str, indents: tuple[float, float]
) -> None:
    assert signature_indents(signature, day) == indents


def test_the_mark_fits_on_one_line() -> None:
    assert mark_size("青山镇文件") == 48
    assert 20 * mark_size("甲" * 20) <= 442


def test_clean_text_is_one_line_without_forbidden_characters() -> None:
    assert clean("甲\r\n乙\t丙\x00\x08\ud800丁\ufffe𠮷") == "甲 乙 丙丁𠮷"
