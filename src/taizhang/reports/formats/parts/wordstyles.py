"""The styles, settings and fonts of the Word file: GB/T 9704-2012 said once, in named styles that people can see.

Fonts are named, never embedded; ``altName`` tells a machine that lacks the GB2312 faces what to take instead. Document
grids are not used: they render differently everywhere, exact line spacing does not.
"""

from dataclasses import dataclass

from lxml import etree

from taizhang.reports.formats.parts import geometry
from taizhang.reports.formats.parts.word import Element, element

TITLE_FACE = "方正小标宋简体"
BODY_FACE = "仿宋_GB2312"
HEI_FACE = "黑体"
KAI_FACE = "楷体_GB2312"
SONG_FACE = "宋体"
_OTHER_NAMES = {TITLE_FACE: "华文中宋", BODY_FACE: "仿宋", HEI_FACE: "SimHei", KAI_FACE: "楷体", SONG_FACE: "SimSun"}
_HEADING_FACES = {1: (HEI_FACE, False), 2: (KAI_FACE, False), 3: (BODY_FACE, True), 4: (BODY_FACE, False)}
_INDENT = geometry.twips(2 * geometry.CHARACTER_PT)
_RED = "FF0000"
# A rule is measured from the line's foot, which lies 4.5 pt below its characters (28.95 pt exact, 16 pt type).
_RULE_BELOW_PT = geometry.points(geometry.MARK_RULE_DROP_MM) - 4.5


@dataclass(frozen=True, slots=True)
class _Look:
    """A style. Sizes in points; ``first`` the first line's indent in twips; ``outline`` the level in the navigation."""

    identifier: str
    name: str
    face: str = BODY_FACE
    size: float = geometry.BODY_PT
    bold: bool = False
    colour: str = ""
    line: float = geometry.LINE_PT
    first: int = 0
    align: str = "both"
    outline: int | None = None
    keep_next: bool = False
    tracking: float = geometry.TRACKING_PT
    break_before: bool = False
    rule_below_pt: float = 0.0


_LOOKS = (
    _Look("Text", "正文段落", first=_INDENT),
    _Look("Blank", "空行"),
    _Look("Title", "Title", face=TITLE_FACE, size=geometry.TITLE_PT, align="center", tracking=0),
    _Look("Mark", "发文机关标志", face=TITLE_FACE, colour=_RED, align="center", tracking=0),
    _Look("Number", "发文字号", align="center", rule_below_pt=_RULE_BELOW_PT),
    _Look("Addressee", "主送机关"),
    *(
        _Look(f"Heading{level}", f"heading {level}", face, bold=bold, first=_INDENT, outline=level - 1, keep_next=True)
        for level, (face, bold) in _HEADING_FACES.items()
    ),
    _Look("AttachmentNote", "附件说明", align="left"),
    _Look("SignedBy", "发文机关署名", align="right", keep_next=True),
    _Look("SignedOn", "成文日期", align="right"),
    _Look("AnnexMark", "附件标识", face=HEI_FACE, align="left", keep_next=True, break_before=True),
    _Look(
        "AnnexTitle", "附件标题", TITLE_FACE, geometry.TITLE_PT, align="center", keep_next=True, outline=0, tracking=0
    ),
    _Look("Caption", "caption", HEI_FACE, geometry.TABLE_PT, line=22, align="center", keep_next=True, tracking=0),
    _Look("TableText", "表格文字", size=geometry.TABLE_PT, line=18, align="left", tracking=0),
    _Look("AnnexTableText", "附件表格文字", size=geometry.ANNEX_TABLE_PT, line=15, align="left", tracking=0),
    _Look("TableEnd", "表后", size=6, line=8, tracking=0),
    _Look("Header", "header", HEI_FACE, geometry.ANNEX_TABLE_PT, line=14, align="center", tracking=0),
    _Look("Footer", "footer", SONG_FACE, geometry.PAGE_NUMBER_PT, line=geometry.PAGE_NUMBER_PT, tracking=0),
)


def styles() -> bytes:
    root = element("styles", _defaults(), _normal())
    root.extend(_paragraph_style(look) for look in _LOOKS)
    for level, (face, bold) in _HEADING_FACES.items():
        style = _style("character", f"HeadingFace{level}", f"标题{level}字体")
        style.append(element("rPr", _fonts(face), *([element("b"), element("bCs")] if bold else [])))
        root.append(style)
    head = _style("character", "TableHead", "表头字体")
    head.append(element("rPr", _fonts(HEI_FACE)))
    root.extend([head, _grid()])
    return serialised(root)


def settings() -> bytes:
    """Odd and even pages differ (the page number stands outside); punctuation keeps its width, so lines keep 28."""
    compatibility = element("compat", element("useFELayout"))
    compatibility.append(
        element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    )
    root = element(
        "settings",
        element("zoom", percent=100),
        element("bordersDoNotSurroundHeader"),
        element("bordersDoNotSurroundFooter"),
        element("defaultTabStop", val=420),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="doNotCompress"),
        compatibility,
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )
    return serialised(root)


def font_table() -> bytes:
    root = element("fonts")
    for face, other in _OTHER_NAMES.items():
        described = [element("altName", val=other), element("charset", val="86"), element("family", val="auto")]
        root.append(element("font", *described, name=face))
    return serialised(root)


def serialised(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _defaults() -> Element:
    run = element(
        "rPr",
        _fonts(BODY_FACE),
        element("spacing", val=geometry.twips(geometry.TRACKING_PT)),
        element("sz", val=round(geometry.BODY_PT * 2)),
        element("szCs", val=round(geometry.BODY_PT * 2)),
        element("lang", val="zh-CN", eastAsia="zh-CN", bidi="ar-SA"),
    )
    paragraph = element(
        "pPr",
        element("widowControl", val=0),
        element("spacing", before=0, after=0, line=geometry.twips(geometry.LINE_PT), lineRule="exact"),
        element("jc", val="both"),
    )
    return element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph))


def _normal() -> Element:
    """What LibreOffice reads from a style only: no extra room between Chinese characters and digits, no grid."""
    style = _style("paragraph", "Normal", "Normal", default="1")
    off = ("autoSpaceDE", "autoSpaceDN", "snapToGrid")
    style.append(element("pPr", *(element(name, val=0) for name in off)))
    return style


def _fonts(face: str) -> Element:
    """One face for every script: digits and letters of official papers stand in the face of the text around them."""
    return element("rFonts", hint="eastAsia", ascii=face, hAnsi=face, eastAsia=face, cs=face)


def _style(kind: str, identifier: str, name: str, **attributes: str) -> Element:
    style = element("style", element("name", val=name), type=kind, styleId=identifier, **attributes)
    if kind == "paragraph" and identifier != "Normal":
        style.append(element("basedOn", val="Normal"))
    style.append(element("qFormat"))
    return style


def _paragraph_style(look: _Look) -> Element:
    layout = element("pPr")
    if look.keep_next:
        layout.append(element("keepNext"))
    if look.break_before:
        layout.append(element("pageBreakBefore"))
    if look.rule_below_pt:
        rule = element("bottom", val="single", sz=12, space=round(look.rule_below_pt), color=_RED)
        layout.append(element("pBdr", rule))
    layout.append(element("spacing", before=0, after=0, line=geometry.twips(look.line), lineRule="exact"))
    if look.first:
        layout.append(element("ind", firstLineChars=200, firstLine=look.first))
    layout.append(element("jc", val=look.align))
    if look.outline is not None:
        layout.append(element("outlineLvl", val=look.outline))
    letters = element("rPr", _fonts(look.face))
    if look.bold:
        letters.extend([element("b"), element("bCs")])
    if look.colour:
        letters.append(element("color", val=look.colour))
    letters.append(element("spacing", val=geometry.twips(look.tracking)))
    letters.extend([element("sz", val=round(look.size * 2)), element("szCs", val=round(look.size * 2))])
    style = _style("paragraph", look.identifier, look.name)
    style.extend([layout, letters])
    return style


def _grid() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    style = _style("table", "TableGrid", "Table Grid")
    style.append(
        element(
            "tblPr",
            element("tblBorders", *(element(side, val="single", sz=4, space=0, color="000000") for side in sides)),
            element("tblCellMar", element("left", w=57, type="dxa"), element("right", w=57, type="dxa")),
        )
    )
    return style
