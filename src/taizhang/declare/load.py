"""Packs -> Catalogue: every folder, every file, every fault, in one run. The grammar is in docs/packs.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from taizhang.declare.checks import read_check
from taizhang.declare.faults import Faults
from taizhang.declare.form import check_name
from taizhang.declare.indicators import check_indicators, read_indicator
from taizhang.declare.ledgers import read_ledger
from taizhang.declare.model import Catalogue, Check, Indicator, Ledger, Pack, Report, Section
from taizhang.declare.packs import PackFiles, check_needs, gather, read_pack
from taizhang.declare.references import check_references
from taizhang.declare.reports import check_sections, read_report
from taizhang.declare.templates import Templates
from taizhang.declare.yaml_tree import Node, read_mapping
from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text

SHIPPED = Path(__file__).parent.parent / "packs"


class _Declared(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def place(self) -> Place: ...


Thing = TypeVar("Thing", bound=_Declared)


@dataclass
class _Reading:
    """What has been read so far. ``unread_*`` name what exists but could not be read: to point at it is no fault."""

    faults: Faults = field(default_factory=Faults)
    packs: dict[str, Pack] = field(default_factory=dict)
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    unread_ledgers: set[str] = field(default_factory=set)
    unread_reports: set[str] = field(default_factory=set)
    unread_indicators: bool = False


def load_packs(*folders: Path) -> tuple[Catalogue, list[Issue]]:
    """All packs of ``folders`` as one catalogue, with every fault found, in order of file and line.

    A pack in a later folder that has the name of an earlier one lays its files over it, file by file; a folder that
    does not exist adds nothing. With errors among the issues the catalogue holds what could be read, and is not to be
    worked with. Everything in it is in order of packs (``order``, then name), then as written.
    """
    reading = _Reading()
    faults = reading.faults
    sources = {source.name: source for source in gather(folders, faults)}
    if not sources:
        _no_packs(folders, faults)
    templates = {name: Templates(source.files, faults) for name, source in sources.items()}
    read = [read_pack(source, sources, templates[name], faults) for name, source in sources.items()]
    for pack, sections in sorted(read, key=lambda item: (item[0].order, item[0].name)):
        reading.packs[pack.name] = pack
        reading.sections.extend(sections)
        _read_contents(sources[pack.name], templates[pack.name], reading)
        templates[pack.name].check_used()
    catalogue = Catalogue(
        packs=reading.packs,
        ledgers=reading.ledgers,
        indicators=reading.indicators,
        checks=reading.checks,
        reports=reading.reports,
        sections=tuple(sorted(reading.sections, key=lambda section: section.order)),
    )
    check_needs(catalogue.packs, faults)
    check_references(catalogue, frozenset(reading.unread_ledgers), faults)
    check_indicators(catalogue, frozenset(reading.unread_ledgers), not reading.unread_indicators, faults)
    check_sections(catalogue, frozenset(reading.unread_reports), faults)
    return catalogue, faults.in_order()


def _no_packs(folders: Iterable[Path], faults: Faults) -> None:
    looked = "、".join(str(folder) for folder in folders)
    what = Text(f"没有找到任何条线包（查找了：{looked}）。", f"No pack was found (looked in: {looked}).")
    remedy = Text("请检查文件夹路径。", "Check the path of the folder.")
    faults.add("pack-none-found", Place(), what, remedy)


def _read_contents(source: PackFiles, templates: Templates, reading: _Reading) -> None:
    """Ledgers, indicators, checks and reports of one pack."""
    faults, pack = reading.faults, source.name
    for name, path in source.named("ledgers").items():
        node = read_mapping(path, faults)
        if node is None:
            reading.unread_ledgers.add(name)
        else:
            _add(read_ledger(name, pack, node, faults), reading.ledgers, faults)
    for name, path in source.named("reports").items():
        node = read_mapping(path, faults)
        if node is None:
            reading.unread_reports.add(name)
            templates.user_unread()
        else:
            _add(read_report(name, pack, node, templates, faults), reading.reports, faults)
    readable = _read_list(source, "indicators.yaml", read_indicator, reading.indicators, faults)
    reading.unread_indicators = reading.unread_indicators or not readable
    _read_list(source, "checks.yaml", read_check, reading.checks, faults)


def _read_list(
    source: PackFiles,
    file: str,
    reader: Callable[[str, str, Node, Faults], Thing],
    known: dict[str, Thing],
    faults: Faults,
) -> bool:
    """Read a file of many things into ``known``; False when the file cannot be read at all."""
    path = source.files.get(file)
    if path is None:
        return True
    node = read_mapping(path, faults)
    if node is None:
        return False
    for name, entry in node.entries.items():
        check_name(name, entry.place, faults)
        _add(reader(name, source.name, entry, faults), known, faults)
    return True


def _add(thing: Thing, known: dict[str, Thing], faults: Faults) -> None:
    first = known.setdefault(thing.name, thing)
    if first is not thing:
        what = Text(f"“{thing.name}”已在 {first.place} 声明。", f"'{thing.name}' is declared at {first.place} already.")
        remedy = Text("名称在所有条线包中须唯一，请改名。", "Names are unique over all packs: rename one.")
        faults.add("pack-duplicate-name", thing.place, what, remedy, thing.name)
