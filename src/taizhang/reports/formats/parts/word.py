"""WordprocessingML, the little of it that an official paper needs: runs, paragraphs, figures, tables."""

from collections.abc import Iterator, Sequence

from lxml import etree

from taizhang.reports.document import FigureRun, Run, Table
from taizhang.reports.formats.parts import geometry
from taizhang.reports.formats.parts.flow import Span, is_number, shares
from taizhang.reports.formats.parts.manifest import FigurePlace, Places
from taizhang.reports.formats.parts.text import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element
Property = tuple[str, str | None]
_HEAD: tuple[Property, ...] = (("rStyle", "TableHead"),)


def element(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """``w:name`` with ``w:`` attributes and children."""
    made = etree.Element(f"{{{W}}}{name}", nsmap={"w": W, "r": R})
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", str(value))
    made.extend(children)
    return made


def properties(name: str, named: Sequence[Property]) -> list[Element]:
    """The properties element ``name`` in a list, or nothing when there is none to hold."""
    children = [element(key) if value is None else element(key, val=value) for key, value in named]
    return [element(name, *children)] if children else []


def text_run(text: str, named: Sequence[Property] = ()) -> Element:
    inner = element("t")
    inner.text = clean(text)
    inner.set(_XML_SPACE, "preserve")
    return element("r", *properties("rPr", named), inner)


def paragraph(style: str, *content: Element, extra: Sequence[Element] = ()) -> Element:
    """``extra`` properties stand after the style, in schema order."""
    return element("p", element("pPr", element("pStyle", val=style), *extra), *content)


def inlines(spans: Sequence[Span], places: Places, *, faced: int = 0) -> Iterator[Element]:
    """The runs and figures of one paragraph; the first ``faced`` spans carry the face of their heading level."""
    for index, span in enumerate(spans):
        named: list[Property] = []
        if index < faced:
            named.append(("rStyle", f"HeadingFace{span.level}"))
        if isinstance(span.inline, Run) and span.inline.strong:
            named += [("b", None), ("bCs", None)]
        if span.is_gap:
            named += [("highlight", "yellow")]
        if isinstance(span.inline, FigureRun):
            yield from figure_control(places.add(spans, index), named)
        elif span.text:
            yield text_run(span.text, named)


def figure_control(place: FigurePlace, named: Sequence[Property]) -> Iterator[Element]:
    """A figure as an inline plain-text content control inside a bookmark.

    LibreOffice drops the tag and keeps alias and bookmark; hence both, with the same name in tag and alias.
    """
    yield element("bookmarkStart", id=place.number, name=place.bookmark)
    control = element(
        "sdtPr",
        *properties("rPr", named),
        element("alias", val=place.tag),
        element("tag", val=place.tag),
        element("id", val=place.number),
        element("text"),
    )
    yield element("sdt", control, element("sdtContent", text_run(place.printed, named)))
    yield element("bookmarkEnd", id=place.number)


def table(content: Table, places: Places, *, in_annex: bool) -> Iterator[Element]:
    """Caption and table, as wide as the type area; the header row is repeated on each page, rows stay whole."""
    if content.caption:
        yield paragraph("Caption", text_run(content.caption))
    total = geometry.twips(geometry.TYPE_WIDTH_PT)
    widths = [int(total * share) for share in shares(content)]
    style = "AnnexTableText" if in_annex else "TableText"
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
    )
    heads = [paragraph(style, text_run(title, _HEAD), extra=[_centred()]) for title in content.header]
    made.append(_row(widths, heads, element("tblHeader")))
    for row in content.rows:
        cells = []
        for cell in row:
            spans = [Span(inline) for inline in cell]
            cells.append(paragraph(style, *inlines(spans, places), extra=[_centred()] if is_number(spans) else []))
        made.append(_row(widths, cells))
    yield made
    yield paragraph("TableEnd")


def _row(widths: Sequence[int], cells: Sequence[Element], *named: Element) -> Element:
    row = element("tr", element("trPr", element("cantSplit"), *named))
    for width, cell in zip(widths, cells, strict=True):
        described = element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center"))
        row.append(element("tc", described, cell))
    return row


def _centred() -> Element:
    return element("jc", val="center")
