"""Freezing: a Document as canonical JSON, and back again without loss.

The bytes say which version of the form they are in; sorted keys and exact decimals make them the same for the same
document, so their digest names an issued report for ever.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

import orjson

from taizhang.kernel.asof import Cutoff
from taizhang.kernel.issue import Issue
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.document import (
    Annex,
    Block,
    Document,
    Evidence,
    FigureRun,
    Heading,
    Inline,
    Paragraph,
    Run,
    Table,
)

FORM = "taizhang.document"
VERSION = 1

Json = Mapping[str, Any]


def freeze(document: Document) -> bytes:
    """The document as canonical JSON, UTF-8."""
    body = {"form": FORM, "version": VERSION, "document": _document(document)}
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def digest(document: Document) -> str:
    """SHA-256 of the frozen bytes, as 64 hexadecimal digits."""
    return sha256(freeze(document)).hexdigest()


def thaw(data: bytes) -> tuple[Document | None, list[Issue]]:
    """The document that was frozen, or what is wrong with the bytes."""
    try:
        body = orjson.loads(data)
        if body["form"] != FORM:
            return None, [_unreadable("not a frozen document")]
        if body["version"] != VERSION:
            what = Text(
                f"存档文件的版本是 {body['version']}，本程序只认得 {VERSION}。",
                f"The kept document is of version {body['version']}; this program reads {VERSION}.",
            )
            remedy = Text("请用较新的程序打开。", "Open it with a newer program.")
            return None, [Issue("document-version", what, remedy, value=str(body["version"]))]
        return _read_document(body["document"]), []
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        return None, [_unreadable(f"{type(error).__name__}: {error}")]


def _unreadable(detail: str) -> Issue:
    return Issue(
        "document-unreadable",
        Text(f"存档文件读不出来（{detail}）。", f"The kept document cannot be read ({detail})."),
        Text("请从备份中恢复该文件。", "Restore it from a backup."),
    )


def _document(document: Document) -> Json:
    return {
        "report": document.report,
        "title": document.title,
        "org": document.org,
        "period": _period(document.period),
        "cutoff": {"day": document.cutoff.day.isoformat(), "known_by": document.cutoff.known_by},
        "signature": document.signature,
        "signed_on": document.signed_on.isoformat(),
        "blocks": [_block(block) for block in document.blocks],
        "annexes": [
            {"title": annex.title, "blocks": [_block(block) for block in annex.blocks]} for annex in document.annexes
        ],
        "addressee": document.addressee,
        "number": document.number,
        "notice": document.notice,
        "chain_head": document.chain_head,
        "org_names": {str(code): name for code, name in document.org_names.items()},
        "ledger_titles": dict(document.ledger_titles),
    }


def _read_document(body: Json) -> Document:
    return Document(
        report=_string(body["report"]),
        title=_string(body["title"]),
        org=OrgCode(body["org"]),
        period=_read_period(body["period"]),
        cutoff=Cutoff(date.fromisoformat(body["cutoff"]["day"]), int(body["cutoff"]["known_by"])),
        signature=_string(body["signature"]),
        signed_on=date.fromisoformat(body["signed_on"]),
        blocks=_read_blocks(body["blocks"]),
        annexes=tuple(Annex(_string(annex["title"]), _read_blocks(annex["blocks"])) for annex in body["annexes"]),
        addressee=body["addressee"],
        number=body["number"],
        notice=body["notice"],
        chain_head=_string(body["chain_head"]),
        org_names={OrgCode(code): name for code, name in body["org_names"].items()},
        ledger_titles=dict(body["ledger_titles"]),
    )


def _annex(annex: Annex) -> Json:
    return {"title": annex.title, "blocks": [_block(block) for block in annex.blocks]}


def _block(block: Block) -> Json:
    match block:
        case Heading():
            return {"heading": block.level, "run_in": block.run_in, "inlines": _inlines(block.inlines)}
        case Paragraph():
            return {"paragraph": _inlines(block.inlines)}
        case Table():
            rows = [[_inlines(cell) for cell in row] for row in block.rows]
            return {"table": rows, "caption": block.caption, "header": block.header, "widths": block.widths}


def _read_blocks(body: list[Json]) -> tuple[Block, ...]:
    return tuple(_read_block(block) for block in body)


def _read_block(body: Json) -> Block:
    if "heading" in body:
        return Heading(int(body["heading"]), _read_inlines(body["inlines"]), bool(body["run_in"]))
    if "paragraph" in body:
        return Paragraph(_read_inlines(body["paragraph"]))
    rows = tuple(tuple(_read_inlines(cell) for cell in row) for row in body["table"])
    return Table(_string(body["caption"]), tuple(body["header"]), rows, tuple(body["widths"]))


def _inlines(inlines: tuple[Inline, ...]) -> list[Json]:
    return [_figure(inline) if isinstance(inline, FigureRun) else _run(inline) for inline in inlines]


def _read_inlines(body: list[Json]) -> tuple[Inline, ...]:
    return tuple(_read_figure(item) if "key" in item else Run(_string(item["text"]), item["strong"]) for item in body)


def _run(run: Run) -> Json:
    return {"text": run.text, "strong": run.strong}


def _figure(figure: FigureRun) -> Json:
    evidence = figure.evidence
    return {
        "key": figure.key,
        "printed": figure.printed,
        "amount": None if figure.amount is None else str(figure.amount),
        "unit": figure.unit,
        "status": figure.status,
        "evidence": {
            "title": {"zh": evidence.title.zh, "en": evidence.title.en},
            "indicator": evidence.indicator,
            "ledgers": evidence.ledgers,
            "org": evidence.org,
            "period": _period(evidence.period),
            "window": _period(evidence.window),
            "rows": evidence.rows,
            "sql": evidence.sql,
            "missing": evidence.missing,
        },
    }


def _read_figure(body: Json) -> FigureRun:
    evidence = body["evidence"]
    return FigureRun(
        key=_string(body["key"]),
        printed=_string(body["printed"]),
        amount=None if body["amount"] is None else Decimal(body["amount"]),
        unit=_string(body["unit"]),
        status=_read_status(body["status"]),
        evidence=Evidence(
            title=Text(evidence["title"]["zh"], evidence["title"]["en"]),
            indicator=evidence["indicator"],
            ledgers=tuple(evidence["ledgers"]),
            org=OrgCode(evidence["org"]),
            period=_read_period(evidence["period"]),
            window=_read_period(evidence["window"]),
            rows=int(evidence["rows"]),
            sql=_string(evidence["sql"]),
            missing=tuple(OrgCode(code) for code in evidence["missing"]),
        ),
    )


def _period(period: Period) -> Json:
    return {"kind": period.kind, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _read_period(body: Json) -> Period:
    return Period(body["kind"], date.fromisoformat(body["first"]), date.fromisoformat(body["last"]))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value


def _read_status(value: object) -> Any:
    if value not in ("value", "no_data", "undefined"):
        raise ValueError(f"no such status: {value}")
    return value
