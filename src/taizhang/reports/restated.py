"""Restated: which figures of an issued document would be different if it were written with today's knowledge.

Figures are computed again from their keys, for the same days; the templates play no part, so a restatement is always
one of the facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from taizhang.indicators.values import Request, Row, Value
from taizhang.indicators.windows import comparable
from taizhang.kernel.asof import AsOf, Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.document import Document
from taizhang.reports.faults import AGAINST
from taizhang.reports.keys import CountKey, FieldKey, Key, MeasureKey, parse
from taizhang.reports.makers import part_of
from taizhang.reports.numbers import Against, change
from taizhang.reports.ports import Figures


@dataclass(frozen=True, slots=True)
class Restated:
    """A figure that is no longer what was issued. None where there was, or is, no number."""

    key: str
    title: Text
    issued: Decimal | None
    now: Decimal | None
    difference: Decimal | None


def restated(document: Document, engine: Figures, cutoff: Cutoff) -> list[Restated]:
    """The figures of ``document`` that ``cutoff.known_by`` knows differently, in order of appearance.

    They are computed for the document's own day. Figures that only their template can make are in ``unchecked``.
    IndicatorError when an indicator has been removed or changed so that it cannot be asked.
    """
    again = _Again(document, engine, Cutoff(document.cutoff.day, cutoff.known_by))
    figures = {figure.key: figure for figure in document.figures()}
    parsed = {key: found for key in figures if (found := parse(key)) is not None}
    again.prepare(parsed.values())
    changed = []
    for key, meaning in parsed.items():
        figure = figures[key]
        now = again.amount(meaning)
        if now != figure.amount:
            apart = None if now is None or figure.amount is None else now - figure.amount
            changed.append(Restated(key, figure.evidence.title, figure.amount, now, apart))
    return changed


def unchecked(document: Document) -> tuple[str, ...]:
    """Keys of figures that cannot be computed again without their template."""
    keys = dict.fromkeys(figure.key for figure in document.figures())
    return tuple(key for key in keys if parse(key) is None)


@dataclass
class _Again:
    """Computes figures of one document again, with what ``cutoff`` knows."""

    document: Document
    engine: Figures
    cutoff: Cutoff
    _values: dict[Request, Value] = field(default_factory=dict)
    _rows: dict[str, Mapping[str, Row]] = field(default_factory=dict)

    @property
    def _asof(self) -> AsOf:
        return self.cutoff.at(self.document.period.last)

    def prepare(self, keys: Iterable[Key]) -> None:
        """Evaluate all that the keys need in one question."""
        requests = (request for key in keys if isinstance(key, MeasureKey) for request in self._requests(key))
        self._values.update(self.engine.evaluate(dict.fromkeys(requests), self.cutoff))

    def amount(self, key: Key) -> Decimal | None:
        match key:
            case MeasureKey():
                return self._measured(key)
            case FieldKey():
                row = self._by_key(key.ledger).get(key.record)
                cell = None if row is None else row.values.get(key.field)
                return Decimal(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None
            case CountKey():
                org = self.document.org if key.org is None else OrgCode(key.org)
                size = len(self.engine.records(key.ledger, self._asof, org, key.where or None))
                return Decimal(size) if size or self._by_key(key.ledger) else None

    def _requests(self, key: MeasureKey) -> list[Request]:
        org = self.document.org if key.org is None else OrgCode(key.org)
        period = self.document.period if key.period is None else Period.parse(key.period)
        asked = [Request(key.indicator, org, period, key.by)]
        if key.against in AGAINST:
            base = comparable(period, self.cutoff, cast(Against, key.against))
            asked.append(Request(key.indicator, org, base, key.by))
        return asked

    def _measured(self, key: MeasureKey) -> Decimal | None:
        now, *base = (self._values[request] for request in self._requests(key))
        amount = part_of(now, key.part)
        if not base or amount is None:
            return amount
        return change(amount, part_of(base[0], key.part), now.unit, cast(Against, key.against)).amount

    def _by_key(self, ledger: str) -> Mapping[str, Row]:
        """The ledger's records of the document's unit, by key; those without one by ``*`` and their number."""
        if ledger not in self._rows:
            rows = self.engine.records(ledger, self._asof, self.document.org)
            self._rows[ledger] = {row.key or f"*{row.record}": row for row in rows}
        return self._rows[ledger]
