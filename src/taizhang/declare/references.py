"""What declarations of one pack refer to in another: the target exists, can be referred to, and its pack is needed."""

from taizhang.declare.faults import Faults
from taizhang.declare.model import Catalogue, Field, Ledger, Pack
from taizhang.kernel.issue import Place
from taizhang.kernel.text import Text


def check_references(catalogue: Catalogue, unread_ledgers: frozenset[str], faults: Faults) -> None:
    """Every ``to`` of a ledger, and every ledger an indicator measures."""
    for ledger in catalogue.ledgers.values():
        for field in ledger.fields.values():
            if field.to is not None and field.type == "reference":
                _check_target(ledger, field, catalogue, unread_ledgers, faults)
    for indicator in catalogue.indicators.values():
        measured = catalogue.ledgers.get(indicator.ledger or "")
        if measured is not None:
            who = Text(f"指标“{indicator.name}”", f"indicator '{indicator.name}'")
            _check_need(who, indicator.place, catalogue.packs[indicator.pack], measured, faults)


def _check_target(
    ledger: Ledger, field: Field, catalogue: Catalogue, unread_ledgers: frozenset[str], faults: Faults
) -> None:
    who = Text(f"字段“{field.name}”", f"field '{field.name}'")
    target = catalogue.ledgers.get(field.to or "")
    if target is None:
        if field.to and field.to not in unread_ledgers:
            faults.unknown("pack-unknown-ledger", field.place, field.to, catalogue.ledgers, who)
        return
    if target.kind == "journal" and not target.identity and not faults.doubted(target.place):
        what = Text(
            f"{who.zh}：台账“{target.name}”没有 identity，无法引用。",
            f"{who.en}: ledger '{target.name}' has no identity, so nothing can point at its records.",
        )
        remedy = Text(f"请给“{target.name}”写上 identity。", f"Give '{target.name}' an identity.")
        faults.add("pack-reference-no-identity", field.place, what, remedy, target.name)
    _check_need(who, field.place, catalogue.packs[ledger.pack], target, faults)


def _check_need(who: Text, place: Place, pack: Pack, target: Ledger, faults: Faults) -> None:
    if target.pack not in (pack.name, *pack.needs) and not faults.doubted(pack.place):
        what = Text(
            f"{who.zh}用到条线包“{target.pack}”的台账“{target.name}”，但 needs 里没有它。",
            f"{who.en} uses ledger '{target.name}' of pack '{target.pack}', which is not among the needs.",
        )
        remedy = Text(
            f"请在条线包“{pack.name}”的 pack.yaml 的 needs 中加上 {target.pack}。",
            f"Add {target.pack} to needs in the pack.yaml of '{pack.name}'.",
        )
        faults.add("pack-need-missing", place, what, remedy, target.pack)
