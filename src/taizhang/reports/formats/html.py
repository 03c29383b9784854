"""HTML: one page that needs nothing else, to read on any screen; each figure shows its evidence when pointed at.

No script and nothing fetched (a content policy in the page forbids both); the template escapes everything printed.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from taizhang.kernel.period import chinese_day
from taizhang.reports.annex import EVIDENCE_TITLE, figure_title, ledger_names, window_label
from taizhang.reports.document import Annex, Block, Document, FigureRun, Run, Table
from taizhang.reports.formats.parts import geometry
from taizhang.reports.formats.parts.flow import (
    Span,
    annex_mark,
    attachment_note,
    distinct_figures,
    is_number,
    pieces,
)
from taizhang.reports.formats.parts.manifest import plain
from taizhang.reports.formats.parts.text import clean
from taizhang.reports.formats.parts.title import break_title

NAME = "html"
SUFFIX = ".html"

_Values = dict[str, Any]


def render(document: Document) -> bytes:
    """The paper as one UTF-8 page."""
    page = _Page(document)
    # The order matters: figures learn the place where they first stand while the body is laid out.
    body = page.pieces(document.blocks)
    annexes = [page.annex(annex, number) for number, annex in enumerate(document.annexes, 1)]
    text = _template().render(
        title=clean(document.title),
        style=Markup(_asset("report.css")),
        notice=clean(document.notice or ""),
        number=clean(document.number or ""),
        mark=f"{clean(document.signature)}文件",
        title_lines=break_title(clean(document.title), geometry.TITLE_CHARACTERS),
        addressee=f"{clean(document.addressee).rstrip('：:')}：" if document.addressee else "",
        pieces=body,
        note=attachment_note(document.annexes),
        signature=clean(document.signature),
        signed=geometry.date_line(document.signed_on),
        signed_on=document.signed_on.isoformat(),
        annexes=annexes,
        figures=list(page.figures.values()),
        evidence_annexed=any(annex["is_evidence"] for annex in annexes),
        evidence_title=EVIDENCE_TITLE,
    )
    return text.encode("utf-8")


@dataclass
class _Figure:
    """What the card and the table of evidence say; ``place`` is where the figure first stands."""

    number: int
    title: str
    value: str
    window: str
    cutoff: str
    ledgers: str
    rows: int
    missing: str
    sql: str
    gap: bool
    place: int = 0


class _Page:
    """Lays a document out for the template and counts the places of figures."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places = 0
        self.figures = {
            figure.key: self._figure(number, figure) for number, figure in enumerate(distinct_figures(document), 1)
        }

    def pieces(self, blocks: tuple[Block, ...]) -> list[_Values]:
        made: list[_Values] = []
        for piece in pieces(blocks):
            if isinstance(piece, Table):
                made.append(self._table(piece))
                continue
            spans = [self._span(span) for span in piece.spans]
            head, rest = spans[: piece.run_in], spans[piece.run_in :]
            made.append({"table": False, "heading": piece.heading, "head": head, "spans": rest})
        return made

    def annex(self, annex: Annex, number: int) -> _Values:
        """An annex; the table of evidence is not laid out, the page has a fuller one to put in its place."""
        evidence = annex.title == EVIDENCE_TITLE
        return {
            "mark": annex_mark(self._document.annexes, number),
            "title": clean(annex.title),
            "is_evidence": evidence,
            "pieces": [] if evidence else self.pieces(annex.blocks),
        }

    def _table(self, table: Table) -> _Values:
        rows = [[[Span(inline) for inline in cell] for cell in row] for row in table.rows]
        return {
            "table": True,
            "caption": clean(table.caption),
            "header": [clean(title) for title in table.header],
            "rows": [
                [{"centred": is_number(cell), "spans": [self._span(span) for span in cell]} for cell in row]
                for row in rows
            ],
        }

    def _span(self, span: Span) -> _Values:
        made: _Values = {"text": span.text, "level": span.level, "gap": span.is_gap, "strong": False, "figure": None}
        if isinstance(span.inline, Run):
            return made | {"strong": span.inline.strong}
        self._places += 1
        figure = self.figures[span.inline.key]
        figure.place = figure.place or self._places
        return made | {"figure": figure, "place": self._places}

    def _figure(self, number: int, figure: FigureRun) -> _Figure:
        document, evidence = self._document, figure.evidence
        exact = f"{plain(figure.amount)}{figure.unit}" if figure.amount is not None else Span(figure).text
        return _Figure(
            number=number,
            title=clean(figure_title(figure, document)),
            value=clean(exact),
            window=window_label(evidence.window),
            cutoff=f"{chinese_day(document.cutoff.day)}（版本 {document.cutoff.known_by}）",
            ledgers=clean("、".join(ledger_names(figure, document))),
            rows=evidence.rows,
            missing=clean("、".join(document.org_names.get(org, org) for org in evidence.missing)),
            sql="\n".join(clean(line) for line in evidence.sql.splitlines()),
            gap=figure.status != "value",
        )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_asset("report.html.j2"))


def _asset(name: str) -> str:
    return files("taizhang.reports.formats").joinpath("assets", name).read_text("utf-8")
