"""Packs as folders: which files a pack is made of, one folder laid over another, and its ``pack.yaml``."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from taizhang.declare.faults import Faults
from taizhang.declare.form import Form, check_name
from taizhang.declare.graph import cycles
from taizhang.declare.model import Pack, Section
from taizhang.declare.reports import read_sections
from taizhang.declare.templates import Templates
from taizhang.declare.yaml_tree import Mapped, read_mapping
from taizhang.kernel.issue import Place, did_you_mean
from taizhang.kernel.text import Text

_KEYS = ("title", "about", "order", "needs", "sections")
_BELONGS = re.compile(r"(pack|indicators|checks)\.yaml|(ledgers|reports)/[^/]+\.yaml|sections/[^/]+\.md\.j2")
_MEANT = (".yaml", ".yml", ".j2")
_KNOWN_FILES = (
    "pack.yaml",
    "indicators.yaml",
    "checks.yaml",
    "ledgers/NAME.yaml",
    "reports/NAME.yaml",
    "sections/NAME.md.j2",
)


@dataclass(frozen=True)
class PackFiles:
    """The files of one pack by their path inside it; ``folder`` is the last one laid on."""

    name: str
    folder: Path
    files: Mapping[str, Path]

    def named(self, kind: str) -> dict[str, Path]:
        """``ledgers/NAME.yaml`` or ``reports/NAME.yaml`` as NAME -> file."""
        prefix = f"{kind}/"
        return {path.stem: path for inside, path in self.files.items() if inside.startswith(prefix)}


def gather(folders: Iterable[Path], faults: Faults) -> list[PackFiles]:
    """All packs of ``folders`` by name. A pack found in several has the files of all, the later ones over the earlier.

    A folder that does not exist adds nothing; hidden files and folders, and folders that begin with ``_``, are passed
    over.
    """
    packs: dict[str, PackFiles] = {}
    for root in folders:
        for folder in sorted(root.iterdir()) if root.is_dir() else ():
            if folder.is_dir() and not folder.name.startswith((".", "_")):
                before = packs[folder.name].files if folder.name in packs else {}
                files = {**before, **_files_of(folder, faults)}
                packs[folder.name] = PackFiles(folder.name, folder, dict(sorted(files.items())))
    return [packs[name] for name in sorted(packs)]


def _files_of(folder: Path, faults: Faults) -> dict[str, Path]:
    check_name(folder.name, Place(str(folder)), faults)
    files: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in Path(inside).parts) or path.is_dir():
            continue
        if _BELONGS.fullmatch(inside):
            files[inside] = path
            if inside.startswith(("ledgers/", "reports/")):
                check_name(path.stem, Place(str(path)), faults)
        elif path.suffix in _MEANT:
            what = Text(f"文件“{inside}”不会被读取。", f"The file '{inside}' would not be read.")
            remedy = did_you_mean(inside, _KNOWN_FILES)
            faults.add("pack-unknown-file", Place(str(path)), what, remedy, inside)
    return files


def read_pack(
    source: PackFiles, known: Collection[str], templates: Templates, faults: Faults
) -> tuple[Pack, tuple[Section, ...]]:
    """The pack's own declaration and its sections. ``known`` are the names of all packs there are."""
    path = source.files.get("pack.yaml")
    if path is None:
        place = Place(str(source.folder))
        what = Text(f"条线包“{source.name}”没有 pack.yaml。", f"Pack '{source.name}' has no pack.yaml.")
        remedy = Text("请新建 pack.yaml，写明 title。", "Create pack.yaml with a title.")
        templates.user_unread()
        faults.doubt(place)
        faults.add("pack-file-missing", place, what, remedy, source.name)
        return Pack(source.name, Text(source.name, source.name), source.folder, place), ()
    node = read_mapping(path, faults)
    if node is None:
        templates.user_unread()
        faults.doubt(Place(str(path), 1))
        return Pack(source.name, Text(source.name, source.name), path.parent, Place(str(path), 1)), ()
    return _read_declaration(source, node, known, templates, faults)


def _read_declaration(
    source: PackFiles, node: Mapped, known: Collection[str], templates: Templates, faults: Faults
) -> tuple[Pack, tuple[Section, ...]]:
    name = source.name
    form = Form(node, Text(f"条线包“{name}”", f"pack '{name}'"), _KEYS, faults)
    sound = len(faults.issues)
    needs = form.names("needs")
    for word in needs:
        if word.text not in known:
            faults.unknown("pack-unknown-pack", word.place, word.text, known, form.what)
    if len(faults.issues) > sound:
        faults.doubt(form.place)
    order = form.integer("order", 0, 1_000_000)
    pack = Pack(
        name=name,
        title=form.title() or Text(name, name),
        path=source.files["pack.yaml"].parent,
        place=form.place,
        order=100 if order is None else order,
        needs=tuple(word.text for word in needs if word.text in known),
        about=form.title("about", required=False),
    )
    return pack, tuple(read_sections(name, form, templates))


def check_needs(packs: Mapping[str, Pack], faults: Faults) -> None:
    for cycle in cycles({name: pack.needs for name, pack in packs.items()}):
        way = " → ".join((*cycle, cycle[0]))
        what = Text(f"条线包互相依赖：{way}。", f"Packs need each other in a circle: {way}.")
        remedy = Text("请从其中一个的 needs 里去掉另一个。", "Take one out of the other's needs.")
        faults.add("pack-cyclic-needs", packs[cycle[0]].place, what, remedy, cycle[0])
