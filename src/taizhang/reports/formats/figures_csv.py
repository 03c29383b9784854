"""The figures of a report as CSV: one line per distinct figure, with what it takes to compute it again.

UTF-8 with a byte order mark, so that spreadsheet programs read Chinese; text that such a program would run as a formula
is preceded by an apostrophe.
"""

import csv
from io import StringIO

from taizhang.reports.annex import figure_title
from taizhang.reports.document import Document, FigureRun
from taizhang.reports.formats.parts.flow import Span, distinct_figures
from taizhang.reports.formats.parts.manifest import plain
from taizhang.reports.formats.parts.text import clean

NAME = "figures_csv"
SUFFIX = ".csv"
COLUMNS = (
    "key",
    "title",
    "value",
    "unit",
    "period",
    "cut-off",
    "indicator",
    "ledger",
    "rows",
    "sql",
    "printed",
    "status",
    "window",
    "org",
    "known_by",
)

_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def render(document: Document) -> bytes:
    """The table, in order of first appearance; an empty value is a gap."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_line(figure, document) for figure in distinct_figures(document))
    return text.getvalue().encode("utf-8-sig")


def _line(figure: FigureRun, document: Document) -> tuple[str, ...]:
    evidence = figure.evidence
    return (
        _safe(figure.key),
        _safe(figure_title(figure, document)),
        plain(figure.amount),
        _safe(figure.unit),
        evidence.period.text,
        document.cutoff.day.isoformat(),
        _safe(evidence.indicator or ""),
        _safe(" ".join(evidence.ledgers)),
        str(evidence.rows),
        _safe(evidence.sql),
        _safe(Span(figure).text),
        figure.status,
        evidence.window.text,
        evidence.org,
        str(document.cutoff.known_by),
    )


def _safe(text: str) -> str:
    """On one line, and read as text."""
    text = clean(text)
    return f"'{text}" if text.lstrip().startswith(_STARTS_FORMULA) else text
