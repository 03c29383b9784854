"""PDF, set by typst from the same flow as the Word file; the page is described in ``assets/report.typ``.

The document travels to the template as JSON, never as markup, so nothing in it can be taken for a command. Each figure
of the body is a link to its line in the table of evidence.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from taizhang.reports.document import Annex, Block, Document, FigureRun, Run, Table, figures_of
from taizhang.reports.formats.parts import fonts, geometry
from taizhang.reports.formats.parts.flow import Span, annex_mark, attachment_note, is_number, pieces, shares
from taizhang.reports.formats.parts.text import clean
from taizhang.reports.formats.parts.title import break_title

NAME = "pdf"
SUFFIX = ".pdf"

_Json = dict[str, Any]


def render(document: Document) -> bytes:
    """The paper as PDF, in the machine's best fonts (see ``parts.fonts``): same machine, same bytes."""
    available = fonts.available()
    paper = _paper(document) | {"faces": fonts.faces(available)}
    made = typst.Compiler(font_paths=available, ignore_system_fonts=True).compile(
        input=_template(),
        format="pdf",
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        timestamp=datetime.combine(document.signed_on, time(), UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"typst made {type(made).__name__} where a PDF was asked for")
    return made


@cache
def _template() -> bytes:
    return files("taizhang.reports.formats").joinpath("assets", "report.typ").read_bytes()


@dataclass
class _Links:
    """Which figure keys have a line in an annex, and under which label its first one stands."""

    labels: dict[str, str]
    standing: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, annexes: tuple[Annex, ...]) -> "_Links":
        keys = [figure.key for annex in annexes for block in annex.blocks for figure in figures_of(block)]
        return cls({key: f"evidence-{number}" for number, key in enumerate(dict.fromkeys(keys), 1)})

    def stand(self, key: str) -> str | None:
        """The label for this place in an annex; only the first of a key carries it."""
        if key in self.standing:
            return None
        self.standing.add(key)
        return self.labels[key]


def _paper(document: Document) -> _Json:
    links = _Links.of(document.annexes)
    signature, day = clean(document.signature), geometry.date_line(document.signed_on)
    rights = geometry.signature_indents(signature, day)
    mark = f"{signature}文件"
    return {
        "title": clean(document.title),
        "author": signature,
        "date": [document.signed_on.year, document.signed_on.month, document.signed_on.day],
        "notice": _optional(document.notice),
        "number": _optional(document.number),
        "mark": mark,
        "mark_size": geometry.mark_size(mark),
        "title_lines": _title_lines(document.title),
        "addressee": f"{clean(document.addressee).rstrip('：:')}：" if document.addressee else None,
        "pieces": _pieces(document.blocks, links, in_annex=False),
        "note": attachment_note(document.annexes),
        "signed": [{"text": text, "right": right} for text, right in zip((signature, day), rights, strict=True)],
        "annexes": [
            {
                "mark": annex_mark(document.annexes, number),
                "title": clean(annex.title),
                "title_lines": _title_lines(annex.title),
                "pieces": _pieces(annex.blocks, links, in_annex=True),
            }
            for number, annex in enumerate(document.annexes, 1)
        ],
        "sizes": _SIZES,
    }


def _pieces(blocks: tuple[Block, ...], links: _Links, *, in_annex: bool) -> list[_Json]:
    made: list[_Json] = []
    for piece in pieces(blocks):
        if isinstance(piece, Table):
            made.append(_table(piece, links, in_annex=in_annex))
        else:
            spans = [_span(span, links, in_annex=in_annex) for span in piece.spans]
            made.append({"kind": "text", "heading": piece.heading, "run_in": piece.run_in, "spans": spans})
    return made


def _table(table: Table, links: _Links, *, in_annex: bool) -> _Json:
    rows = []
    for row in table.rows:
        cells = [[Span(inline) for inline in cell] for cell in row]
        rows.append(
            [
                {"centred": is_number(spans), "spans": [_span(span, links, in_annex=in_annex) for span in spans]}
                for spans in cells
            ]
        )
    return {
        "kind": "table",
        "caption": clean(table.caption),
        "header": [clean(title) for title in table.header],
        "widths": shares(table),
        "rows": rows,
    }


def _span(span: Span, links: _Links, *, in_annex: bool) -> _Json:
    figure = span.inline if isinstance(span.inline, FigureRun) else None
    return {
        "text": span.text,
        "level": span.level,
        "strong": isinstance(span.inline, Run) and span.inline.strong,
        "gap": span.is_gap,
        "goes": links.labels.get(figure.key) if figure and not in_annex else None,
        "stands": links.stand(figure.key) if figure and in_annex else None,
    }


def _title_lines(title: str) -> tuple[str, ...]:
    return break_title(clean(title), geometry.TITLE_CHARACTERS)


def _optional(text: str | None) -> str | None:
    return clean(text) if text else None


_SIZES: _Json = {
    "body": geometry.BODY_PT,
    "tracking": geometry.TRACKING_PT,
    "line": geometry.LINE_PT,
    "title": geometry.TITLE_PT,
    "number": geometry.PAGE_NUMBER_PT,
    "table": geometry.TABLE_PT,
    "annex_table": geometry.ANNEX_TABLE_PT,
    "margins": [
        geometry.MARGIN_TOP_MM,
        geometry.MARGIN_RIGHT_MM,
        geometry.MARGIN_BOTTOM_MM,
        geometry.MARGIN_LEFT_MM,
    ],
    "number_drop": geometry.PAGE_NUMBER_DROP_MM,
    "mark_drop": geometry.MARK_DROP_MM,
    "rule_drop": geometry.MARK_RULE_DROP_MM,
}
