"""Form: reads the keys of one mapping by the type they should have, and reports what is missing or wrong."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, TypeVar

from taizhang.declare.faults import Faults
from taizhang.declare.yaml_tree import Listing, Mapped, Node, Scalar
from taizhang.kernel.issue import Place, did_you_mean
from taizhang.kernel.text import Text

NAME = re.compile(r"[a-z][a-z0-9_]*")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NAME_REMEDY = Text(
    "名称用小写英文字母、数字和下划线，以字母开头。",
    "Names are lower-case English letters, digits and underscores, and begin with a letter.",
)
_TITLE_REMEDY = Text("请写成 {zh: 中文, en: English}。", "Write {zh: 中文, en: English}.")

Word = TypeVar("Word", bound=str)


class Named(NamedTuple):
    """A word somebody wrote, and where."""

    text: str
    place: Place


class Form:
    """One mapping. ``what`` calls it by name in messages; keys outside ``known`` are faults.

    The readers return None (or an empty tuple) both when a key is absent and when it is faulty; a fault is reported.
    """

    def __init__(self, node: Node, what: Text, known: Sequence[str], faults: Faults) -> None:
        self.place = node.place
        self.what = what
        self.faults = faults
        self._known = known
        self._entries = node.entries if isinstance(node, Mapped) else {}
        self.readable = isinstance(node, Mapped)
        if not self.readable:
            self._mistyped(node.place, Text("本身", "itself"), Text("键: 值 的映射", "a mapping of keys to values"))
        for key, entry in self._entries.items():
            if key not in known:
                says = Text(f"{what.zh}：不认识的键“{key}”。", f"{what.en}: unknown key '{key}'.")
                faults.add("pack-unknown-key", entry.place, says, did_you_mean(key, known), key)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def at(self, key: str) -> Place:
        """Where the key stands, or the mapping itself when it is absent."""
        entry = self._entries.get(key)
        return self.place if entry is None else entry.place

    def node(self, key: str, required: bool = False) -> Node | None:
        entry = self._entries.get(key)
        if entry is None and required and self.readable:
            says = Text(f"{self.what.zh}：缺少“{key}”。", f"{self.what.en}: '{key}' is missing.")
            self.faults.add("pack-missing-key", self.place, says, Text(f"请补上 {key}。", f"Add {key}."), key)
        return entry

    def string(self, key: str, required: bool = False) -> str | None:
        node = self.node(key, required)
        if node is None:
            return None
        if isinstance(node, Scalar) and node.text is not None and node.text.strip():
            return node.text.strip()
        self._mistyped(node.place, _quoted(key), Text("文字", "text"))
        return None

    def one_of(self, key: str, allowed: Iterable[Word], required: bool = False) -> Word | None:
        word = self.string(key, required)
        allowed = tuple(allowed)
        for candidate in allowed:
            if candidate == word:
                return candidate
        if word is not None:
            what = Text(f"{self.what.zh}：“{key}”不能是“{word}”。", f"{self.what.en}: '{key}' cannot be '{word}'.")
            shown = Text("可以是：" + "、".join(allowed) + "。", "It may be: " + ", ".join(allowed) + ".")
            near = did_you_mean(word, allowed)
            remedy = shown if near.zh.startswith("可用") else Text(f"{near.zh}{shown.zh}", f"{near.en} {shown.en}")
            self.faults.add("pack-bad-choice", self.at(key), what, remedy, word)
        return None

    def integer(self, key: str, minimum: int, maximum: int, required: bool = False) -> int | None:
        text = self.string(key, required)
        if text is None:
            return None
        if _INTEGER.fullmatch(text) and minimum <= int(text) <= maximum:
            return int(text)
        expected = Text(f"{minimum} 到 {maximum} 之间的整数", f"a whole number from {minimum} to {maximum}")
        self._mistyped(self.at(key), _quoted(key), expected, text)
        return None

    def decimal(self, key: str) -> Decimal | None:
        text = self.string(key)
        if text is None:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("nan")
        if number.is_finite():
            return number
        self._mistyped(self.at(key), _quoted(key), Text("数字", "a number"), text)
        return None

    def boolean(self, key: str) -> bool | None:
        text = self.string(key)
        if text is None or text in ("true", "false"):
            return None if text is None else text == "true"
        self._mistyped(self.at(key), _quoted(key), Text("true 或 false", "true or false"), text)
        return None

    def title(self, key: str = "title", required: bool = True, short: str | None = None) -> Text | None:
        """A text in both languages. Where ``short`` is given, Chinese alone will do and ``short`` is the English."""
        node = self.node(key, required)
        return None if node is None else read_title(node, _of(self.what, key), self.faults, short)

    def names(self, key: str, required: bool = False) -> tuple[Named, ...]:
        """A list of words: ``[a, b]``."""
        node = self.node(key, required)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self._mistyped(node.place, _quoted(key), Text("列表，如 [a, b]", "a list like [a, b]"))
            return ()
        words: list[Named] = []
        for item in node.items:
            if not isinstance(item, Scalar) or not item.text:
                self._mistyped(item.place, _quoted(key), Text("名称的列表", "a list of names"))
            elif item.text in {word.text for word in words}:
                what = Text(
                    f"{self.what.zh}：“{key}”中“{item.text}”出现两次。",
                    f"{self.what.en}: '{item.text}' stands twice in '{key}'.",
                )
                self.faults.add("pack-listed-twice", item.place, what, Text("请删去其一。", "Delete one."), item.text)
            else:
                words.append(Named(item.text, item.place))
        return tuple(words)

    def sub(self, key: str, known: Sequence[str]) -> "Form | None":
        """The mapping under ``key`` as a form of its own."""
        node = self.node(key)
        return None if node is None else Form(node, _of(self.what, key), known, self.faults)

    def listing(self, key: str, required: bool = False) -> tuple[Node, ...]:
        node = self.node(key, required)
        if node is None:
            return ()
        if isinstance(node, Listing):
            return node.items
        self._mistyped(node.place, _quoted(key), Text("列表", "a list"))
        return ()

    def named(self, key: str, required: bool = False) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping whose keys are names; badly named ones are reported and still given."""
        node = self.node(key, required)
        if isinstance(node, Mapped) and node.entries:
            for name, entry in node.entries.items():
                check_name(name, entry.place, self.faults)
                yield name, entry
        elif node is not None:
            self._mistyped(node.place, _quoted(key), Text("至少一项的映射", "a mapping with at least one entry"))

    def _mistyped(self, place: Place, subject: Text, expected: Text, value: str | None = None) -> None:
        got = Text(f"（现为“{value}”）", f" (it is '{value}')") if value else Text("", "")
        what = Text(
            f"{self.what.zh}：{subject.zh}类型不对{got.zh}。",
            f"{self.what.en}: {subject.en} has the wrong type{got.en}.",
        )
        remedy = Text(f"应为{expected.zh}。", f"It should be {expected.en}.")
        self.faults.add("pack-wrong-type", place, what, remedy, value)


def _quoted(key: str) -> Text:
    return Text(f"“{key}”", f"'{key}'")


def _of(what: Text, key: str) -> Text:
    return Text(f"{what.zh}的 {key}", f"{key} of {what.en}")


def check_name(name: str, place: Place, faults: Faults) -> None:
    if not NAME.fullmatch(name):
        what = Text(f"名称“{name}”不合规则。", f"'{name}' is not a valid name.")
        faults.add("pack-bad-name", place, what, _NAME_REMEDY, name)


def read_title(node: Node, what: Text, faults: Faults, short: str | None = None) -> Text | None:
    """``{zh: …, en: …}``, or with ``short`` the Chinese alone."""
    if isinstance(node, Scalar) and node.text and short is not None:
        return Text(node.text, short)
    if isinstance(node, Mapped):
        form = Form(node, what, ("zh", "en"), faults)
        zh, en = form.node("zh"), form.node("en")
        if isinstance(zh, Scalar) and isinstance(en, Scalar) and zh.text and en.text:
            return Text(zh.text, en.text)
    says = Text(f"{what.zh}：中英文文字不齐。", f"{what.en}: Chinese and English are both needed.")
    faults.add("pack-title-incomplete", node.place, says, _TITLE_REMEDY)
    return None
