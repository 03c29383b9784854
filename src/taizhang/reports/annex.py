"""The annexes that a report makes of itself: where each number comes from, and which numbers are missing."""

from taizhang.kernel.period import Period, chinese_day
from taizhang.reports.document import Annex, Document, FigureRun, Inline, Run, Table

EVIDENCE_TITLE = "数字出处"
GAPS_TITLE = "缺少的数字"


def evidence_annex(document: Document) -> Annex:
    """One line per distinct figure of the body: title, value, period it covers, ledgers, records behind it.

    The value is the figure itself, so it stays alive in formats that can be edited.
    """
    rows = tuple(
        (
            _cell(str(number)),
            _cell(figure_title(figure, document)),
            (figure,),
            _cell(window_label(figure.evidence.window)),
            _cell("、".join(ledger_names(figure, document))),
            _cell(str(figure.evidence.rows)),
        )
        for number, figure in enumerate(_distinct(document), 1)
    )
    header = ("序号", "数字", "数值", "时段", "台账", "记录数")
    return Annex(EVIDENCE_TITLE, (Table("", header, rows, (9, 36, 26, 46, 26, 13)),))


def gaps_annex(document: Document) -> Annex | None:
    """The figures that are missing or lack some units' data, with what to do; None when the body has none."""
    gaps = [figure for figure in _distinct(document) if figure.status != "value" or figure.evidence.missing]
    if not gaps:
        return None
    rows = tuple(
        (
            _cell(str(number)),
            _cell(figure_title(figure, document)),
            _cell(window_label(figure.evidence.window)),
            _cell(_state(figure)),
            _cell("、".join(document.org_names.get(org, org) for org in figure.evidence.missing) or "—"),
        )
        for number, figure in enumerate(gaps, 1)
    )
    header = ("序号", "数字", "时段", "情况", "未报单位")
    return Annex(GAPS_TITLE, (Table("", header, rows, (9, 40, 46, 26, 35)),))


def figure_title(figure: FigureRun, document: Document) -> str:
    """The figure's title; with its unit's name where that is not the document's."""
    title, org = figure.evidence.title.zh, figure.evidence.org
    return title if org == document.org else f"{document.org_names.get(org, org)}：{title}"


def ledger_names(figure: FigureRun, document: Document) -> tuple[str, ...]:
    return tuple(document.ledger_titles.get(ledger, ledger) for ledger in figure.evidence.ledgers)


def window_label(window: Period) -> str:
    """The days a figure covers, the year said once: 2020年1月1日至5月25日."""
    if window.kind != "range":
        return window.label.zh
    if window.first == window.last:
        return chinese_day(window.first)
    last = chinese_day(window.last)
    same_year = window.first.year == window.last.year
    return f"{chinese_day(window.first)}至{last.split('年', 1)[1] if same_year else last}"


def _state(figure: FigureRun) -> str:
    match figure.status:
        case "no_data":
            return "没有数据"
        case "undefined":
            return "无法计算（除数为零）"
        case _:
            return "部分单位未报"


def _distinct(document: Document) -> tuple[FigureRun, ...]:
    found: dict[str, FigureRun] = {}
    for figure in document.figures():
        found.setdefault(figure.key, figure)
    return tuple(found.values())


def _cell(text: str) -> tuple[Inline, ...]:
    return (Run(text),)
