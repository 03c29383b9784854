"""Word: an official paper by GB/T 9704-2012 whose figures stay alive.

Every figure is a content control in a bookmark, listed in the manifest at ``customXml/item1.xml``. The package is
written part by part with fixed times, so that the same document always gives the same bytes.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from taizhang.reports.document import Annex, Block, Document, Table
from taizhang.reports.formats.parts import geometry, manifest, word, wordstyles
from taizhang.reports.formats.parts.flow import annex_mark, attachment_note, pieces
from taizhang.reports.formats.parts.manifest import FigurePlace, Places, xml_root
from taizhang.reports.formats.parts.text import clean
from taizhang.reports.formats.parts.title import break_title
from taizhang.reports.formats.parts.word import Element, element, inlines, paragraph, text_run

NAME = "docx"
SUFFIX = ".docx"
MANIFEST_PART = "customXml/item1.xml"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PAGE_NUMBER_BOTTOM_MM = geometry.MARGIN_BOTTOM_MM - geometry.PAGE_NUMBER_DROP_MM - 2.5  # its dash at half height


def render(document: Document) -> bytes:
    """The paper as a .docx package."""
    places = Places()
    body = _body(document, places)
    headed = ["header", "footer"] if document.notice else ["footer"]
    furniture = [(kind, page) for kind in headed for page in ("default", "even")]
    body.append(_section(furniture))
    parts = {
        "word/document.xml": wordstyles.serialised(element("document", body)),
        "word/styles.xml": wordstyles.styles(),
        "word/settings.xml": wordstyles.settings(),
        "word/fontTable.xml": wordstyles.font_table(),
        MANIFEST_PART: manifest.to_xml(document, places.all()),
        "customXml/itemProps1.xml": _manifest_properties(document),
        "docProps/core.xml": _core(document),
    }
    for kind, page in furniture:
        content = _header(document.notice or "") if kind == "header" else _footer(page)
        parts[f"word/{kind}-{page}.xml"] = wordstyles.serialised(content)
    parts |= _relations(furniture)
    return _zipped({"[Content_Types].xml": _content_types(parts), **dict(sorted(parts.items()))})


def read_manifest(data: bytes) -> tuple[FigurePlace, ...]:
    """The figures that the .docx ``data`` was issued with. ValueError when it holds no manifest of ours."""
    with ZipFile(BytesIO(data)) as package:
        if MANIFEST_PART not in package.namelist():
            raise ValueError("the file holds no manifest of figures")
        return manifest.from_xml(package.read(MANIFEST_PART))


def _body(document: Document, places: Places) -> Element:
    body = element("body")
    body.extend(_head(document))
    body.extend(_blocks(document.blocks, places, in_annex=False))
    body.extend(_foot(document))
    for number, annex in enumerate(document.annexes, 1):
        body.extend(_annex(annex, annex_mark(document.annexes, number), places))
    return body


def _head(document: Document) -> Iterator[Element]:
    """Mark, number and red rule where the paper has a number; title; addressee."""
    if document.number is not None:
        mark = f"{clean(document.signature)}文件"
        size = geometry.mark_size(mark)
        letters = str(round(size * 2))
        drop, own = (
            element("spacing", line=geometry.twips(height), lineRule="exact")
            for height in (geometry.points(geometry.MARK_DROP_MM), size * 1.1)
        )
        yield paragraph("Blank", extra=[drop])
        yield paragraph("Mark", text_run(mark, [("sz", letters), ("szCs", letters)]), extra=[own])
        yield paragraph("Blank")
        yield paragraph("Blank")
        yield paragraph("Number", text_run(document.number))
        yield paragraph("Blank")
        yield paragraph("Blank")
    yield _titled("Title", document.title)
    yield paragraph("Blank")
    if document.addressee:
        yield paragraph("Addressee", text_run(f"{clean(document.addressee).rstrip('：:')}："))


def _titled(style: str, title: str) -> Element:
    made = paragraph(style)
    for index, line in enumerate(break_title(clean(title), geometry.TITLE_CHARACTERS)):
        if index:
            made.append(element("r", element("br")))
        made.append(text_run(line))
    return made


def _blocks(blocks: tuple[Block, ...], places: Places, *, in_annex: bool) -> Iterator[Element]:
    for piece in pieces(blocks):
        if isinstance(piece, Table):
            yield from word.table(piece, places, in_annex=in_annex)
        else:
            style = f"Heading{piece.heading}" if piece.heading else "Text"
            yield paragraph(style, *inlines(piece.spans, places, faced=piece.run_in))


def _foot(document: Document) -> Iterator[Element]:
    """The note that names the annexes, signature and date."""
    if document.annexes:
        yield paragraph("Blank")
        for index, line in enumerate(attachment_note(document.annexes)):
            # Lines after the first stand under the first annex's number, three characters (附件：) further in.
            indent = geometry.twips((2 if index == 0 else 5) * geometry.CHARACTER_PT)
            yield paragraph("AttachmentNote", text_run(line), extra=[element("ind", left=indent)])
    yield paragraph("Blank", extra=[element("keepNext")])
    signature, day = clean(document.signature), geometry.date_line(document.signed_on)
    rights = geometry.signature_indents(signature, day)
    for style, line, right in zip(("SignedBy", "SignedOn"), (signature, day), rights, strict=True):
        edge = element("ind", right=geometry.twips(right * geometry.CHARACTER_PT))
        yield paragraph(style, text_run(line), extra=[edge])


def _annex(annex: Annex, mark: str, places: Places) -> Iterator[Element]:
    yield paragraph("AnnexMark", text_run(mark))
    yield paragraph("Blank", extra=[element("keepNext")])
    yield _titled("AnnexTitle", annex.title)
    yield paragraph("Blank", extra=[element("keepNext")])
    yield from _blocks(annex.blocks, places, in_annex=True)


def _section(furniture: list[tuple[str, str]]) -> Element:
    def twips(millimetres: float) -> int:
        return geometry.twips(geometry.points(millimetres))

    section = element("sectPr")
    for kind, page in furniture:
        reference = element(f"{kind}Reference", type=page)
        reference.set(f"{{{word.R}}}id", _relation_name(kind, page))
        section.append(reference)
    section.append(element("pgSz", w=twips(geometry.PAGE_WIDTH_MM), h=twips(geometry.PAGE_HEIGHT_MM)))
    section.append(
        element(
            "pgMar",
            top=twips(geometry.MARGIN_TOP_MM),
            right=twips(geometry.MARGIN_RIGHT_MM),
            bottom=twips(geometry.MARGIN_BOTTOM_MM),
            left=twips(geometry.MARGIN_LEFT_MM),
            header=twips(18),
            footer=twips(_PAGE_NUMBER_BOTTOM_MM),
            gutter=0,
        )
    )
    return section


def _header(notice: str) -> Element:
    return element("hdr", paragraph("Header", text_run(notice)))


def _footer(page: str) -> Element:
    """— 1 — one character from the outer edge: right on odd pages, left on even ones (7.5)."""
    side, edge = ("left", "left") if page == "even" else ("right", "right")
    field = element("fldSimple", text_run("1"), instr=" PAGE ")
    layout = [element("ind", **{edge: geometry.twips(geometry.PAGE_NUMBER_PT)}), element("jc", val=side)]
    return element("ftr", paragraph("Footer", text_run("— "), field, text_run(" —"), extra=layout))


def _relation_name(kind: str, page: str) -> str:
    return f"{kind}-{page}"


def _relations(furniture: list[tuple[str, str]]) -> dict[str, bytes]:
    document = {
        name: (f"{_OFFICE}/relationships/{name}", f"{name}.xml") for name in ("styles", "settings", "fontTable")
    }
    document["manifest"] = (f"{_OFFICE}/relationships/customXml", f"../{MANIFEST_PART}")
    for kind, page in furniture:
        document[_relation_name(kind, page)] = (f"{_OFFICE}/relationships/{kind}", f"{kind}-{page}.xml")
    return {
        "_rels/.rels": _relationships(
            {
                "document": (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                "core": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "word/_rels/document.xml.rels": _relationships(document),
        "customXml/_rels/item1.xml.rels": _relationships(
            {"properties": (f"{_OFFICE}/relationships/customXmlProps", "itemProps1.xml")}
        ),
    }


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    namespace = f"{_PACKAGE}/relationships"
    root = xml_root("Relationships", namespace)
    for name, (kind, target) in targets.items():
        etree.SubElement(root, f"{{{namespace}}}Relationship", {"Id": name, "Type": kind, "Target": target})
    return wordstyles.serialised(root)


def _content_types(parts: dict[str, bytes]) -> bytes:
    namespace = f"{_PACKAGE}/content-types"
    root = xml_root("Types", namespace)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{{{namespace}}}Default", {"Extension": "rels", "ContentType": relations})
    etree.SubElement(root, f"{{{namespace}}}Default", {"Extension": "xml", "ContentType": "application/xml"})
    kinds = {
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
        "customXml/itemProps1": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "word/document": f"{_MAIN_TYPE}.document.main+xml",
        **{f"word/{name}": f"{_MAIN_TYPE}.{name}+xml" for name in ("styles", "settings", "fontTable")},
        **{
            f"word/{kind}-{page}": f"{_MAIN_TYPE}.{kind}+xml"
            for kind in ("header", "footer")
            for page in ("default", "even")
        },
    }
    for part in sorted(parts):
        kind = kinds.get(part.removesuffix(".xml"))
        if kind is not None:
            etree.SubElement(root, f"{{{namespace}}}Override", {"PartName": f"/{part}", "ContentType": kind})
    return wordstyles.serialised(root)


def _manifest_properties(document: Document) -> bytes:
    namespace = f"{_OFFICE}/customXml"
    root = etree.Element(f"{{{namespace}}}datastoreItem", nsmap={"ds": namespace})
    identity = uuid5(NAMESPACE_URL, f"{manifest.NAMESPACE}:{document.report}:{document.org}:{document.period}")
    root.set(f"{{{namespace}}}itemID", f"{{{str(identity).upper()}}}")
    references = etree.SubElement(root, f"{{{namespace}}}schemaRefs")
    etree.SubElement(references, f"{{{namespace}}}schemaRef", {f"{{{namespace}}}uri": manifest.NAMESPACE})
    return wordstyles.serialised(root)


def _core(document: Document) -> bytes:
    """Title, author and times; the times are the day of signature, never the clock's."""
    core, dc = f"{_PACKAGE}/metadata/core-properties", "http://purl.org/dc/elements/1.1/"
    terms, instance = "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dc, "dcterms": terms, "xsi": instance})
    for name, text in ((f"{{{dc}}}title", document.title), (f"{{{dc}}}creator", document.signature)):
        etree.SubElement(root, name).text = clean(text)
    for name in ("created", "modified"):
        time = etree.SubElement(root, f"{{{terms}}}{name}", {f"{{{instance}}}type": "dcterms:W3CDTF"})
        time.text = _midnight(document.signed_on)
    etree.SubElement(root, f"{{{dc}}}language").text = "zh-CN"
    return wordstyles.serialised(root)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, data)
    return buffer.getvalue()
