"""Reporting: from an opened town to a report's files, and to an issued report.

Building computes and renders; issuing freezes the document, records it in the ledger ``issued_report`` through that
ledger's own workflow, and keeps the files. An issued report is compared with today's knowledge by ``restated``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from taizhang.declare.model import Report
from taizhang.kernel.asof import Cutoff
from taizhang.kernel.issue import Issue, has_errors
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.ledger.entries import Actor, Draft, Entry, Record, Value
from taizhang.project.town import Town
from taizhang.reports.build import build_report
from taizhang.reports.document import Document
from taizhang.reports.formats import formats
from taizhang.reports.freeze import digest, freeze, thaw
from taizhang.reports.restated import Restated, restated

LEDGER = "issued_report"
SYNTHETIC = "合成数据，仅供演示 SYNTHETIC DATA"


@dataclass(frozen=True)
class Built:
    """A document with what is to be said of it: gaps, failing checks, who has not reported."""

    document: Document
    issues: Sequence[Issue]


def build(
    town: Town, report: Report, period: Period, cutoff: Cutoff, org: OrgCode | None = None
) -> tuple[Built | None, list[Issue]]:
    """The report's document for a unit (the town by default), or the issues that prevent it."""
    town.refresh()
    unit = org or town.config.org
    head = town.store.head()
    document, issues = build_report(
        report, unit, period, cutoff, town.engine, town.tree(cutoff.at(period.last)), town.catalogue,
        today=date.today(), notice=SYNTHETIC if town.config.synthetic else None, chain_head=head.hash,
    )  # fmt: skip
    if document is None or has_errors(issues):
        return None, issues
    return Built(document, issues), issues


def render(document: Document, report: Report) -> Mapping[str, bytes]:
    """The document in every format there is, by file name: 2020H1-work-report.docx …, 2020H1-figures.csv."""
    period = str(document.period).replace("/", "_")
    return {
        f"{period}-{'figures' if form.suffix == '.csv' else report.file_name}{form.suffix}": form.render(document)
        for form in formats().values()
    }


def write(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write each file whole: under a temporary name first, then in place."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in files.items():
        path = folder / name
        partial = path.with_name(path.name + ".partial")
        partial.write_bytes(data)
        partial.replace(path)
        written.append(path)
    return written


@dataclass(frozen=True)
class Issued:
    """A report that was issued: its record, and the document as it was then (None when it is not kept)."""

    record: Record
    document: Document | None

    @property
    def key(self) -> str:
        return self.record.key


def issue(
    town: Town, report: Report, built: Built, actor: Actor, *, number: str | None, day: date, reason: str
) -> tuple[Issued | None, list[Issue]]:
    """Freeze and record a built report as the next version, through every step of its workflow.

    The steps need their roles; whoever lacks one is told by the store, and nothing is written.
    """
    document = replace(built.document, number=number, signed_on=day)
    version = 1 + sum(
        1 for known in issued(town) if known.record.values["report"] == report.name and _same(known.record, document)
    )
    frozen = freeze(document)
    values: dict[str, Value] = {
        "report": report.name,
        "unit": document.org,
        "period": str(document.period),
        "version": version,
        "title": document.title,
        "cutoff": document.cutoff.day,
        "known_by": document.cutoff.known_by,
        "chain_head": document.chain_head or None,
        "document": digest(document),
        "number": number,
    }
    identity = {name: values[name] for name in ("report", "unit", "period", "version")}
    entries = [Entry(LEDGER, "create", day, values, org=document.org)]
    entries += [Entry(LEDGER, "step", day, identity, step=step) for step in ("submit", "pass", "issue")]
    store = town.store
    issues = store.check(Draft(str(uuid4()), "form", actor, "report issue", reason, entries))
    if has_errors(issues):
        return None, issues
    store.keep(frozen, "application/json", f"{document.title}.json")
    receipt, issues = store.append(Draft(str(uuid4()), "form", actor, "report issue", reason, entries))
    if receipt is None:
        return None, issues
    key = "|".join(str(value) for value in identity.values())
    return next(known for known in issued(town) if known.key == key), issues


def _same(record: Record, document: Document) -> bool:
    return record.values["unit"] == document.org and record.values["period"] == str(document.period)


def issued(town: Town) -> list[Issued]:
    """Every report issued so far, latest first, with its frozen document."""
    today = date.max
    records = [r for r in town.store.read(LEDGER, town.cutoff(today).at(today)) if r.state in ("issued", "withdrawn")]
    found = []
    for record in sorted(records, key=lambda record: record.seq, reverse=True):
        try:
            document, _ = thaw(town.store.kept(str(record.values["document"])))
        except KeyError:
            document = None
        found.append(Issued(record, document))
    return found


def check_issued(town: Town, known: Issued) -> tuple[list[Restated], list[Issue]]:
    """Whether an issued report still stands as it was: its document is whole, the chain it names is ours.

    Returns the figures that have been restated since, and issues (codes ``report-…``) for anything that does not match.
    """
    place, issues = known.key, []
    if known.document is None or digest(known.document) != known.record.values["document"]:
        issues.append(
            Issue(
                "report-document",
                Text(f"“{place}”的存档文件缺失或被改动。", f"The kept document of '{place}' is missing or altered."),
                Text("从备份恢复附件。", "Restore the attachment from a backup."),
            )
        )
        return [], issues
    head = known.document.chain_head
    _, broken = town.store.verify(expected_head=head or None)
    issues += broken
    town.refresh()
    day = known.document.cutoff.day
    return restated(known.document, town.engine, town.cutoff(day)), issues
