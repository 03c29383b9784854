"""Which ledger each sheet belongs to: as asked, else by the sheet's name, else by the file's."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from taizhang.declare.model import Catalogue, Ledger
from taizhang.exchange.headings import ORG_LEDGER, normalise
from taizhang.exchange.tables import RawSheet
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.text import Text

EXPLANATIONS = Text("填写说明", "Notes")
_NOT_DATA = ("填写说明", "说明", "notes", "readme", "#")


def assign(
    sheets: Sequence[RawSheet], file: str, stem: str, catalogue: Catalogue, asked: str | None
) -> tuple[list[tuple[RawSheet, Ledger]], list[Issue]]:
    """Sheets with their ledgers, in the order to import them: what is referred to comes first.

    Sheets of explanations are left out. A name may go on after the ledger's title (``巡河记录2020年5月``).
    """
    data = [sheet for sheet in sheets if not normalise(sheet.name).startswith(_NOT_DATA)] or list(sheets)
    by_title = _titles(catalogue)
    named = [(sheet, _find(sheet.name, by_title)) for sheet in data]
    if asked is not None:
        ledger = by_title.get(normalise(asked))
        if ledger is None:
            return [], [_unknown_ledger(asked, file, None, catalogue)]
        own = [sheet for sheet, found in named if found is ledger]
        return [(sheet, ledger) for sheet in own or data], []
    if len(named) == 1 and named[0][1] is None:
        named = [(data[0], _find(stem, by_title))]
    issues = [_unknown_ledger(sheet.name, file, sheet.name, catalogue) for sheet, ledger in named if ledger is None]
    order = {name: at for at, name in enumerate(import_order(catalogue))}
    pairs = [(sheet, ledger) for sheet, ledger in named if ledger is not None]
    return sorted(pairs, key=lambda pair: order[pair[1].name]), issues


def import_order(catalogue: Catalogue) -> list[str]:
    """The ledgers so that each comes after those it refers to; units first. Among equals, as declared."""
    graph = {ORG_LEDGER: set[str]()} if ORG_LEDGER in catalogue.ledgers else {}
    for name, ledger in catalogue.ledgers.items():
        targets = {item.to for item in ledger.fields.values() if item.to in catalogue.ledgers and item.to != name}
        graph.setdefault(name, set()).update(target for target in targets if target is not None)
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError:
        return list(graph)


def _titles(catalogue: Catalogue) -> dict[str, Ledger]:
    titles: dict[str, Ledger] = {}
    for ledger in catalogue.ledgers.values():
        for title in (ledger.name, ledger.title.zh, ledger.title.en):
            titles.setdefault(normalise(title), ledger)
    return titles


def _find(name: str, by_title: dict[str, Ledger]) -> Ledger | None:
    """The ledger whose title ``name`` is, or else the one with the longest title that it begins with."""
    written = normalise(name)
    if written in by_title:
        return by_title[written]
    begun = [title for title in by_title if written.startswith(title)]
    return by_title[max(begun, key=len)] if begun else None


def _unknown_ledger(name: str, file: str, sheet: str | None, catalogue: Catalogue) -> Issue:
    titles = [ledger.title.zh for ledger in catalogue.ledgers.values()]
    what = Text(f"“{name}”不是任何台账的名称。", f"'{name}' is the name of no ledger.")
    near = did_you_mean(name, titles)
    remedy = Text(
        f"{near.zh}请把工作表或文件改为台账名称，或在导入时指明台账；不导入的工作表请删去或隐藏。",
        f"{near.en} Name the sheet or the file after a ledger, or say which one it is; delete or hide other sheets.",
    )
    return Issue("workbook-unknown-ledger", what, remedy, Place(file=file, sheet=sheet), value=name)
