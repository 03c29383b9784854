"""Rendering a finished document: the report that the other benchmarks build."""

from bench.result import Result, warm
from bench.size import Size
from bench.towns import copy_of
from taizhang.reports.document import Document
from taizhang.reports.formats import formats

ORDER = 8
TITLE = "Rendering"


def measure(size: Size) -> list[Result]:
    copy = copy_of(size.rows, size.folder)
    document = copy.report(copy.engine())
    forms = formats()

    def words() -> None:
        forms["docx"].render(document)
        forms["html"].render(document)

    def pdf() -> None:
        forms["pdf"].render(document)

    both, pages = warm(size.rounds * 2, words, pdf)
    note = _about(document)
    return [
        Result("DOCX and HTML of the report", both, None, "s", both, "s", "at most", 0.5, note),
        Result("PDF of the report", pages, None, "s", pages, "s", "at most", 0.5, note),
    ]


def _about(document: Document) -> str:
    text = sum(len(getattr(item, "text", "")) for block in document.blocks for item in getattr(block, "inlines", ()))
    return f"{len(list(document.figures()))} figures with evidence, {text:,} characters of text; warm"
