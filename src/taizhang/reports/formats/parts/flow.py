"""The flow: a document as the paragraphs and tables that stand on paper, labels made and run-in headings joined.

All formats walk this one sequence, so they cannot disagree about numbering or order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.reports.document import (
    Annex,
    Block,
    Document,
    FigureRun,
    Heading,
    Inline,
    Paragraph,
    Run,
    Table,
    figures_of,
    numbered,
)
from taizhang.reports.formats.parts.text import clean

_ENDS = "。！？；：，、.!?;:,"


@dataclass(frozen=True, slots=True)
class Span:
    """An inline and the level of the heading whose face it is set in; level 0 is body text."""

    inline: Inline
    level: int = 0

    @property
    def text(self) -> str:
        """What is printed, on one line. A gap that came without words says so."""
        if isinstance(self.inline, Run):
            return clean(self.inline.text)
        return clean(self.inline.printed) or ("〔缺数〕" if self.is_gap else "")

    @property
    def is_gap(self) -> bool:
        return isinstance(self.inline, FigureRun) and self.inline.status != "value"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on paper. ``heading`` is the level when the paragraph is nothing but a heading, 0 when it is text;
    ``run_in`` counts the leading spans that are a heading run into the text."""

    spans: tuple[Span, ...]
    heading: int = 0
    run_in: int = 0

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def pieces(blocks: tuple[Block, ...]) -> Iterator[Piece | Table]:
    """``blocks`` in order: headings with their labels, run-in headings at the head of the paragraph that follows."""
    waiting: tuple[Span, ...] = ()
    for label, block in numbered(blocks):
        if waiting and not isinstance(block, Paragraph):
            yield Piece(waiting, heading=waiting[0].level)
            waiting = ()
        match block:
            case Heading(level=level, inlines=inlines, run_in=run_in):
                spans = (Span(Run(label), level), *(Span(inline, level) for inline in inlines))
                if run_in:
                    waiting = spans
                else:
                    yield Piece(spans, heading=level)
            case Paragraph(inlines=inlines):
                head = _stopped(waiting)
                yield Piece((*head, *(Span(inline) for inline in inlines)), run_in=len(head))
                waiting = ()
            case Table():
                yield block
    if waiting:
        yield Piece(waiting, heading=waiting[0].level)


def _stopped(heading: tuple[Span, ...]) -> tuple[Span, ...]:
    """A heading that runs into text ends with a full stop."""
    if not heading or heading[-1].text.endswith(tuple(_ENDS)):
        return heading
    return (*heading, Span(Run("。"), heading[-1].level))


def attachment_note(annexes: tuple[Annex, ...]) -> tuple[str, ...]:
    """The lines of the note below the body that names the annexes (GB/T 9704-2012, 7.3.4)."""
    if len(annexes) == 1:
        return (f"附件：{clean(annexes[0].title)}",)
    return tuple(
        f"{'附件：' if number == 1 else ''}{number}.{clean(annex.title)}" for number, annex in enumerate(annexes, 1)
    )


def annex_mark(annexes: tuple[Annex, ...], number: int) -> str:
    """What stands above the annex counted ``number`` from 1."""
    return "附件" if len(annexes) == 1 else f"附件{number}"


def distinct_figures(document: Document) -> tuple[FigureRun, ...]:
    """Every figure of body and annexes once, by key, in order of first appearance."""
    found: dict[str, FigureRun] = {}
    for figure in document.figures():
        found.setdefault(figure.key, figure)
    for annex in document.annexes:
        for block in annex.blocks:
            for figure in figures_of(block):
                found.setdefault(figure.key, figure)
    return tuple(found.values())


def shares(table: Table) -> tuple[float, ...]:
    """The width of each column as a share of the table's; equal columns when ``widths`` says nothing usable."""
    columns = len(table.header)
    if len(table.widths) != columns or min(table.widths, default=0) <= 0:
        return (1 / max(columns, 1),) * columns
    return tuple(part / sum(table.widths) for part in table.widths)


def is_number(spans: Sequence[Span]) -> bool:
    """True of a table cell that holds one figure, or nothing but digits: such cells are centred."""
    if len(spans) != 1:
        return False
    return isinstance(spans[0].inline, FigureRun) or spans[0].text.isdigit()
