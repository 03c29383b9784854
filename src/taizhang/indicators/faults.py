"""What can be wrong with the analytical copy, as issues."""

from pathlib import Path

from taizhang.declare.model import Ledger
from taizhang.kernel.issue import Issue, Place, Severity
from taizhang.kernel.text import Text


def _copy_issue(code: str, severity: Severity, zh: str, en: str, file: str = "") -> Issue:
    remedy = Text(
        "请刷新分析副本，它会由台账重建。",
        "Refresh it: it is rebuilt from the ledgers.",
    )
    if severity is Severity.WARNING:
        remedy = Text("已从台账重建，无需处理。", "It has been rebuilt from the ledgers.")
    return Issue(code, Text(zh, en), remedy, Place(file), severity)


def damaged(ledger: Ledger, severity: Severity) -> Issue:
    return _copy_issue(
        "columns-damaged",
        severity,
        f"台账“{ledger.title.zh}”的分析副本缺少文件或文件已损坏。",
        f"Files of the analytical copy of '{ledger.title.en}' are missing or damaged.",
    )


def outdated(ledger: Ledger) -> Issue:
    return _copy_issue(
        "columns-outdated",
        Severity.ERROR,
        f"台账“{ledger.title.zh}”的声明已改变，分析副本尚未更新。",
        f"The declaration of '{ledger.title.en}' has changed since the analytical copy was made.",
    )


def unreadable(path: Path) -> Issue:
    return _copy_issue(
        "columns-unreadable",
        Severity.WARNING,
        "分析副本的清单无法读取。",
        "The manifest of the analytical copy cannot be read.",
        path.name,
    )


def ahead(copied: int, head: int) -> Issue:
    return _copy_issue(
        "columns-ahead",
        Severity.WARNING,
        f"分析副本（版本 {copied}）比台账（版本 {head}）还新，不属于这个台账。",
        f"The analytical copy (revision {copied}) is ahead of the ledger (revision {head}): it is of another ledger.",
    )


def unfit(ledger: Ledger, name: str, count: int) -> Issue:
    item = ledger.fields[name]
    return Issue(
        "columns-unfit-value",
        Text(
            f"台账“{ledger.title.zh}”有 {count} 条旧值不符合字段“{item.title.zh}”现在的类型，分析时按空值处理。",
            f"{count} older values of '{item.title.en}' in '{ledger.title.en}' do not fit its present type; "
            "they count as empty.",
        ),
        Text("请更正这些记录，或改回字段类型。", "Amend those records, or restore the field's type."),
        Place(item.place.file, item.place.line),
        Severity.WARNING,
        name,
    )
