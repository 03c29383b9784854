"""What a report is honest about: figures without data, checks that fail, units that have not reported."""

import re
from collections.abc import Iterator, Mapping, Sequence

from taizhang.declare.model import Catalogue
from taizhang.indicators.values import Coverage, Finding, Value
from taizhang.kernel.issue import Issue, Severity
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.text import Language, Text
from taizhang.reports.annex import window_label
from taizhang.reports.document import Annex, Block, Document, FigureRun, Heading, Inline, Run, Table
from taizhang.reports.facts import Facts
from taizhang.reports.numbers import digits_of

INCONSISTENCIES_TITLE = "账账不符和未报情况"
_NAMED = 5
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def gap_issues(document: Document) -> Iterator[Issue]:
    """One remark for each figure that has no number, or not everybody's."""
    seen: dict[str, FigureRun] = {}
    for figure in document.figures():
        seen.setdefault(figure.key, figure)
    for figure in seen.values():
        if figure.status != "value" or figure.evidence.missing:
            yield _gap_issue(figure, document)


def _gap_issue(figure: FigureRun, document: Document) -> Issue:
    title, window = figure.evidence.title, figure.evidence.window
    names = named([document.org_names.get(code, code) for code in figure.evidence.missing])
    who = Text(f"（未报：{names.zh}）", f" (not reported: {names.en})") if figure.evidence.missing else Text("", "")
    books = Text(
        "、".join(f"“{document.ledger_titles.get(name, name)}”" for name in figure.evidence.ledgers),
        ", ".join(figure.evidence.ledgers),
    )
    remedy = Text(f"请在台账{books.zh}中补录；确实没有的，请做零报告。", f"Enter it in {books.en}, or report nil.")
    match figure.status:
        case "no_data":
            code, what = "figure-gap", Text("没有数据", "has no data")
        case "undefined":
            code, what = "figure-undefined", Text("无法计算", "cannot be computed")
            remedy = Text("请核对分母是否为零。", "See whether the denominator is zero.")
        case _:
            code, what = "figure-partial", Text("还不完整", "is not complete")
    said = Text(
        f"{title.zh}（{window_label(window)}）{what.zh}{who.zh}。",
        f"{title.en} ({window.label.en}) {what.en}{who.en}.",
    )
    return Issue(code, said, remedy, severity=Severity.WARNING, value=figure.key)


def named(names: Sequence[str]) -> Text:
    """The first few names, and how many there are."""
    shown = names[:_NAMED]
    if len(names) <= _NAMED:
        return Text("、".join(shown), ", ".join(shown))
    return Text(f"{'、'.join(shown)}等{len(names)}个单位", f"{', '.join(shown)} and others, {len(names)} in all")


def inconsistency_issues(facts: Facts) -> Iterator[Issue]:
    """One remark for each failing check and unit, one for each ledger that units owe reports in."""
    for finding in facts.findings:
        title, unit = finding.check.title, facts.unit_name(finding.org)
        detail = finding_detail(finding, facts.catalogue)
        code = "check-fails" if finding.status == "fails" else "check-not-evaluated"
        what = Text(f"{unit}：{title.zh}，{detail.zh}。", f"{unit}: {title.en}: {detail.en}.")
        severity = Severity.WARNING if finding.status == "fails" else Severity.INFO
        yield Issue(code, what, _remedy(finding), severity=severity, value=finding.check.name)
    for ledger, owing in owed(facts.unreported).items():
        title = facts.catalogue.ledgers[ledger].title
        names = named([facts.unit_name(code) for code in owing])
        what = Text(f"台账“{title.zh}”未报：{names.zh}。", f"Not reported in {title.en}: {names.en}.")
        remedy = Text("请催报；确实没有的，请做零报告。", "Remind them; where there was nothing, a nil report is due.")
        yield Issue("report-unreported", what, remedy, severity=Severity.WARNING, value=ledger)


def finding_detail(finding: Finding, catalogue: Catalogue) -> Text:
    """Both sides of a check and how far they are apart."""
    if finding.status == "not_evaluated":
        return Text("因缺少数据未能核对", "not evaluated for lack of data")
    left, right = _amount(finding.left), _amount(finding.right)
    apart = digits_of(abs(finding.difference)) if finding.difference is not None else "—"
    rule = in_words(finding.check.expression, catalogue)
    return Text(
        f"“{rule.zh}”不成立：左边{left}，右边{right}，相差{apart}",
        f"'{rule.en}' does not hold: left {left}, right {right}, apart by {apart}",
    )


def in_words(expression: str, catalogue: Catalogue) -> Text:
    """A check's expression with the titles of its indicators for their names."""

    def titled(language: Language) -> str:
        titles = {name: indicator.title.in_(language) for name, indicator in catalogue.indicators.items()}
        return _NAME.sub(lambda match: titles.get(match[0], match[0]), expression)

    return Text(titled("zh"), titled("en"))


def _amount(value: Value) -> str:
    return "—" if value.amount is None else f"{digits_of(value.amount)}{value.unit}"


def _remedy(finding: Finding) -> Text:
    return finding.check.remedy or Text("请核对相关台账。", "Compare the ledgers concerned.")


def owed(coverage: Sequence[Coverage]) -> Mapping[str, tuple[OrgCode, ...]]:
    """Ledger -> the units that owe a report in it, each once."""
    found: dict[str, dict[OrgCode, None]] = {}
    for item in coverage:
        found.setdefault(item.ledger, {})[item.org] = None
    return {ledger: tuple(units) for ledger, units in found.items()}


def inconsistencies_annex(facts: Facts) -> Annex | None:
    """Failing checks and missing reports as tables; None when all is well."""
    blocks: list[Block] = []
    if facts.findings:
        rows = tuple(
            (
                _cell(finding.check.title.zh),
                _cell(facts.unit_name(finding.org)),
                _cell(finding_detail(finding, facts.catalogue).zh),
                _cell(_remedy(finding).zh),
            )
            for finding in facts.findings
        )
        blocks += [_head("账账核对"), Table("", ("核对规则", "单位", "情况", "处理"), rows, (36, 22, 58, 40))]
    if facts.unreported:
        blocks += [_head("未报情况"), Table("", ("台账", "单位", "应报时段"), _unreported_rows(facts), (40, 36, 80))]
    return Annex(INCONSISTENCIES_TITLE, tuple(blocks)) if blocks else None


def _unreported_rows(facts: Facts) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
    stretches: dict[tuple[str, OrgCode], list[str]] = {}
    for item in facts.unreported:
        stretches.setdefault((item.ledger, item.org), []).append(item.expected.label.zh)
    return tuple(
        (_cell(facts.catalogue.ledgers[ledger].title.zh), _cell(facts.unit_name(org)), _cell("、".join(periods)))
        for (ledger, org), periods in stretches.items()
    )


def _head(text: str) -> Heading:
    return Heading(1, (Run(text),))


def _cell(text: str) -> tuple[Inline, ...]:
    return (Run(text),)
