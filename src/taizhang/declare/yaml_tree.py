"""A YAML file as a tree that knows its lines.

Scalars stay as written: whoever reads one knows what it should be (so the key ``no`` stays ``no``, ``1.10`` keeps its
zero, and a wrong type is a fault with a line instead of a surprise).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from taizhang.declare.faults import Faults
from taizhang.kernel.issue import Place
from taizhang.kernel.text import Text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAB_INDENT = re.compile(r" *\t")
_SYNTAX_REMEDY = Text(
    "请检查：冒号、逗号、括号须为半角；冒号后留一个空格；同级缩进一致；含冒号、井号、百分号的文字加引号。",
    "Check: half-width colons, commas and brackets; a space after each colon; equal indentation; "
    "quotes around text with a colon, hash or percent sign.",
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """``text`` is None for an empty value (nothing, ``~`` or ``null``)."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Mapped:
    """Each entry's node stands at the place of its key."""

    place: Place
    entries: "Mapping[str, Node]"


Node = Scalar | Listing | Mapped


def read_mapping(path: Path, faults: Faults) -> Mapped | None:
    """The mapping that the file holds; None when it cannot be read, which ``faults`` then says."""
    text = _read_text(path, faults)
    if text is None or not _plain(text, path, faults):
        return None
    try:
        if not _shallow(text, path, faults):
            return None
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        _syntax_fault(error, text, path, faults)
        return None
    if root is None:
        what = Text("文件是空的。", "The file is empty.")
        remedy = Text("请填写内容，或删除该文件。", "Fill it in, or delete it.")
        faults.add("pack-empty", Place(str(path), 1), what, remedy)
        return None
    converter = _Converter(path, faults)
    tree = converter.convert(root)
    if not converter.finite:
        return None
    if isinstance(tree, Mapped):
        return tree
    what = Text("文件内容应为“键: 值”的映射。", "The file should be a mapping of keys to values.")
    faults.add("pack-not-mapping", tree.place, what, _SYNTAX_REMEDY)
    return None


def _read_text(path: Path, faults: Faults) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        what = Text(f"无法读取文件：{error.strerror}。", f"The file cannot be read: {error.strerror}.")
        remedy = Text("请检查文件是否存在、是否有读取权限。", "Check that it exists and that you may read it.")
        faults.add("pack-unreadable", Place(str(path)), what, remedy)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = Text("文件不是 UTF-8 编码。", "The file is not UTF-8 text.")
        remedy = Text("请在编辑器中“另存为”，编码选 UTF-8。", "Save it again with the encoding UTF-8.")
        faults.add("pack-not-utf8", Place(str(path), line), what, remedy)
        return None


def _plain(text: str, path: Path, faults: Faults) -> bool:
    found = _CONTROL.search(text)
    if found is None:
        return True
    line = text.count("\n", 0, found.start()) + 1
    code = f"U+{ord(found[0]):04X}"
    what = Text(f"含有不可见的控制字符 {code}。", f"There is an invisible control character {code}.")
    remedy = Text("请删除该字符。", "Delete it.")
    faults.add("pack-control-character", Place(str(path), line), what, remedy, code)
    return False


def _shallow(text: str, path: Path, faults: Faults) -> bool:
    """Whether nesting stays within bounds; composing a tree recurses in C, where too deep a one ends the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            what = Text(f"嵌套超过 {_DEEPEST} 层。", f"Nested more than {_DEEPEST} levels deep.")
            faults.add("pack-yaml", Place(str(path), line), what, _SYNTAX_REMEDY)
            return False
    return True


def _syntax_fault(error: yaml.YAMLError, text: str, path: Path, faults: Faults) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    place = Place(str(path), line)
    if _TAB_INDENT.match(here):
        what = Text("缩进使用了制表符（Tab）。", "The line is indented with a tab.")
        faults.add("pack-tab", place, what, Text("请改用空格缩进。", "Indent with spaces."))
        return
    problem = getattr(error, "problem", None) or str(error)
    what = Text(f"YAML 语法错误：{problem}。", f"YAML syntax: {problem}.")
    faults.add("pack-yaml", place, what, _SYNTAX_REMEDY, here.strip() or None)


class _Converter:
    """PyYAML's nodes to ours. Anchors may be used; one that contains itself is a fault."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self._file = str(path)
        self._faults = faults
        self._done: dict[int, Node] = {}
        self._open: set[int] = set()
        self.finite = True

    def convert(self, node: yaml.Node) -> Node:
        place = Place(self._file, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            empty = node.tag == "tag:yaml.org,2002:null"
            return Scalar(place, None if empty else str(node.value))
        identity = id(node)
        if identity in self._open:
            what = Text("锚点引用了自身。", "An anchor refers to itself.")
            self._faults.add("pack-self-reference", place, what, Text("请写出内容。", "Write the content out."))
            self.finite = False
            return Scalar(place, None)
        if identity not in self._done:
            self._open.add(identity)
            self._done[identity] = self._collection(node, place)
            self._open.remove(identity)
        return self._done[identity]

    def _collection(self, node: yaml.Node, place: Place) -> Node:
        if isinstance(node, yaml.SequenceNode):
            return Listing(place, tuple(self.convert(item) for item in node.value))
        entries: dict[str, Node] = {}
        for key, value in node.value:
            at = Place(self._file, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode):
                what = Text("键应为文字。", "A key should be a word.")
                self._faults.add("pack-yaml", at, what, _SYNTAX_REMEDY)
            elif key.value in entries:
                first = entries[key.value].place.line
                what = Text(
                    f"“{key.value}”写了两次（前一次在第 {first} 行）。",
                    f"'{key.value}' is given twice (before: line {first}).",
                )
                self._faults.add("pack-duplicate-key", at, what, Text("请删去其一。", "Delete one."), key.value)
            else:
                entries[key.value] = replace(self.convert(value), place=at)
        return Mapped(place, entries)
