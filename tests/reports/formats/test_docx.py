"""The Word file, read with an independent library and as XML."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
import pytest
from lxml import etree
from reports.formats.samples import GAP, HOUSEHOLDS, PAID, annex_of_gaps, document, figure

from taizhang.reports.annex import evidence_annex
from taizhang.reports.document import Document, Paragraph, Run
from taizhang.reports.formats import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def body(paper: Document) -> etree._Element:
    return part(docx.render(paper), "word/document.xml")[0]


def text_of(node: etree._Element) -> str:
    return "".join(inner.text or "" for inner in node.iter(f"{W}t"))


def styled(node: etree._Element, style: str) -> list[str]:
    return [
        text_of(paragraph)
        for paragraph in node.iter(f"{W}p")
        if (name := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and name.get(f"{W}val") == style
    ]


def test_page_is_a4_with_the_standards_margins() -> None:
    section = python_docx.Document(BytesIO(docx.render(document()))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins] == [37.0, 28.0, 35.0, 26.0]


def test_type_is_16_points_on_exact_lines_with_close_characters_and_no_grid() -> None:
    data = docx.render(document())
    styles = part(data, "word/styles.xml")
    run = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    spacing = styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")
    assert run is not None and spacing is not None
    assert run.find(f"{W}sz").get(f"{W}val") == "32"
    assert run.find(f"{W}spacing").get(f"{W}val") == "-5"
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    assert not list(part(data, "word/document.xml").iter(f"{W}docGrid"))


def test_fonts_are_named_for_every_script_and_none_is_embedded() -> None:
    data = docx.render(document())
    faces = {
        style.get(f"{W}styleId"): set(style.find(f"{W}rPr/{W}rFonts").attrib.values()) - {"eastAsia"}
        for style in part(data, "word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}rPr/{W}rFonts") is not None
    }
    assert faces["Title"] == {"方正小标宋简体"}
    assert (faces["Heading1"], faces["Heading2"]) == ({"黑体"}, {"楷体_GB2312"})
    assert faces["Heading3"] == faces["Heading4"] == faces["Text"] == {"仿宋_GB2312"}
    with ZipFile(BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "font" in name.lower() and not name.endswith(".xml")]


def test_paragraphs_stand_in_order_with_their_styles() -> None:
    content = body(document(addressee="旗委、旗人民政府"))
    assert styled(content, "Title") == ["青山镇2020年上半年工作总结及下半年工作计划"]
    assert styled(content, "Addressee") == ["旗委、旗人民政府："]
    assert styled(content, "Heading1") == ["一、上半年工作情况", "二、下半年工作计划"]
    assert styled(content, "Text")[2] == "1.入户核查。组织镇村干部逐户走访，复核低保412户，做到底数清、情况明。"
    assert styled(content, "SignedBy") == ["中共青山镇委员会"]
    assert styled(content, "SignedOn") == ["2020年6月3日"]


def test_every_figure_is_a_control_with_tag_and_alias_inside_a_bookmark() -> None:
    content = body(document(Paragraph((Run("低保"), HOUSEHOLDS, Run("，发放"), PAID))))
    controls = list(content.iter(f"{W}sdt"))
    assert [text_of(control) for control in controls] == ["412户", "186.35万元"]
    for number, control in enumerate(controls, 1):
        described = control.find(f"{W}sdtPr")
        names = {described.find(f"{W}{name}").get(f"{W}val") for name in ("tag", "alias")}
        assert names == {f"fig:{(HOUSEHOLDS, PAID)[number - 1].key}"}
        assert described.find(f"{W}text") is not None
        assert control.getprevious().get(f"{W}name") == f"fig_{number}"
        assert control.getnext().tag == f"{W}bookmarkEnd"


def test_manifest_lists_every_place_in_order() -> None:
    long = figure("assistance_paid" + "|kind=subsistence" * 6, "3万元", "30000.00", "元", "发放低保金")
    data = docx.render(document(Paragraph((Run("发放"), long, Run("，低保"), HOUSEHOLDS, Run("、"), HOUSEHOLDS))))
    first, *others = docx.read_manifest(data)
    assert (first.key, first.value, first.printed, first.before) == (long.key, "30000.00", "3万元", "发放")
    assert len(first.tag) == 64
    assert [(place.bookmark, place.key) for place in others] == [("fig_2", HOUSEHOLDS.key), ("fig_3", HOUSEHOLDS.key)]


def test_a_file_without_manifest_is_refused() -> None:
    empty = BytesIO()
    python_docx.Document().save(empty)
    with pytest.raises(ValueError, match="manifest"):
        docx.read_manifest(empty.getvalue())


def test_a_gap_is_highlighted() -> None:
    content = body(document(Paragraph((Run("巡河"), GAP))))
    (highlight,) = content.iterfind(f".//{W}sdtContent/{W}r/{W}rPr/{W}highlight")
    assert highlight.get(f"{W}val") == "yellow"
    assert text_of(next(content.iter(f"{W}sdt"))) == "〔缺数〕"


def test_only_a_numbered_paper_has_the_red_mark() -> None:
    assert styled(body(document()), "Mark") == []
    numbered = body(document(number="青发〔2020〕12号"))
    assert styled(numbered, "Mark") == ["中共青山镇委员会文件"]
    assert styled(numbered, "Number") == ["青发〔2020〕12号"]


def test_the_notice_stands_in_the_header_of_odd_and_even_pages() -> None:
    data = docx.render(document(notice="模拟数据"))
    assert [text_of(part(data, f"word/header-{page}.xml")) for page in ("default", "even")] == ["模拟数据"] * 2
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    with ZipFile(BytesIO(docx.render(document()))) as package:
        assert not [name for name in package.namelist() if "header" in name]


def test_page_numbers_stand_outside() -> None:
    data = docx.render(document())
    sides = {}
    for page in ("default", "even"):
        footer = part(data, f"word/footer-{page}.xml")
        sides[page] = footer.find(f".//{W}jc").get(f"{W}val")
        assert text_of(footer) == "— 1 —"
    assert sides == {"default": "right", "even": "left"}


def test_annexes_are_named_below_the_body_and_their_tables_repeat_the_header() -> None:
    paper = document()
    content = body(replace(paper, annexes=(annex_of_gaps(), evidence_annex(paper))))
    assert styled(content, "AttachmentNote") == ["附件：1.缺少的数字", "2.数字出处"]
    assert styled(content, "AnnexMark") == ["附件1", "附件2"]
    for table in content.iter(f"{W}tbl"):
        assert table[1].tag == f"{W}tblGrid"
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_times_in_the_file_are_the_day_of_signature() -> None:
    data = docx.render(document())
    properties = python_docx.Document(BytesIO(data)).core_properties
    assert properties.title == "青山镇2020年上半年工作总结及下半年工作计划"
    assert str(properties.created)[:19] == str(properties.modified)[:19] == "2020-06-03 00:00:00"
    with ZipFile(BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
