"""Rendering a finished document: the half-year report of the demo town."""

from bench.result import Result, warm
from bench.size import Size
from bench.towns import copy_of, demo_of, of_town
from taizhang.reports.document import Document
from taizhang.reports.formats import formats

ORDER = 8
TITLE = "Rendering"


def measure(size: Size) -> list[Result]:
    document = _document(size)
    forms = formats()

    def words() -> None:
        forms["docx"].render(document)
        forms["html"].render(document)

    def pdf() -> None:
        forms["pdf"].render(document)

    both, pages = warm(size.rounds * 2, words, pdf)
    count = len(list(document.figures()))
    return [
        Result("DOCX and HTML of the report", both, None, "s", both, "s", "at most", 0.5, f"{count} figures, evidence"),
        Result("PDF of the report", pages, None, "s", pages, "s", "at most", 0.5, "warm"),
    ]


def _document(size: Size) -> Document:
    copy = of_town(demo_of(size.folder)) if size.demo else copy_of(size.rows, size.folder)
    return copy.report(copy.engine())
