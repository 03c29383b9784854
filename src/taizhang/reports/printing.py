"""Printing: what a template's ``{{ }}`` may print, and how figures travel through text unharmed.

A figure in a text that is still being made is one character of a private plane of Unicode. Joining, replacing,
cutting and sorting text cannot break one character; afterwards it is taken for its figure again. Text that comes from
records is cleaned of such characters first, so nobody can smuggle a figure in.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from jinja2 import Undefined
from markupsafe import Markup

from taizhang.kernel.period import chinese_day
from taizhang.kernel.text import Text
from taizhang.reports.document import FigureRun
from taizhang.reports.faults import fault
from taizhang.reports.numbers import Direction

_FIRST = 0xF0000
_LAST = 0xFFFFD
_FIGURE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"\s+")


class Printed(str):
    """A figure in a template: one private character, with what a condition may ask of it."""

    __slots__ = ("amount", "direction", "missing", "printed")

    amount: Decimal | None
    printed: str
    missing: bool
    direction: Direction

    def __new__(cls, character: str, figure: FigureRun, direction: Direction) -> "Printed":
        self = super().__new__(cls, character)
        self.amount = figure.amount
        self.printed = figure.printed
        self.missing = figure.status != "value"
        self.direction = direction
        return self


class Titled(str):
    """A stored word (a choice, a state, a record's key) that compares as stored and prints as its title."""

    __slots__ = ("title_",)

    title_: str

    def __new__(cls, word: str, title: str) -> "Titled":
        self = super().__new__(cls, word)
        self.title_ = title
        return self

    def __html__(self) -> str:
        """What ``~`` and ``join`` of Jinja put in its place."""
        return literal(self)


class Year(int):
    """A year: the one number that prints as it is, and so do the years around it."""

    def __add__(self, other: int) -> "Year":
        return Year(int(self) + other)

    def __sub__(self, other: int) -> "Year":
        return Year(int(self) - other)


class Register:
    """The figures of one text being made, each under its character."""

    def __init__(self) -> None:
        self._figures: list[FigureRun] = []

    def add(self, figure: FigureRun, direction: Direction = "unknown") -> Printed:
        character = chr(_FIRST + len(self._figures))
        if ord(character) > _LAST:
            raise fault(
                "too-many-figures",
                Text("一个报告中的数字过多。", "There are too many figures in one report."),
                Text("请缩小循环的范围。", "Narrow the loops."),
            )
        self._figures.append(figure)
        return Printed(character, figure, direction)

    def pieces(self, text: str) -> Iterator[str | FigureRun]:
        """``text`` cut at its figures."""
        at = 0
        for match in _FIGURE.finditer(text):
            if match.start() > at:
                yield text[at : match.start()]
            index = ord(match[0]) - _FIRST
            if index < len(self._figures):
                yield self._figures[index]
            at = match.end()
        if at < len(text):
            yield text[at:]


def is_figure(character: str) -> bool:
    return _FIRST <= ord(character) <= _LAST


def clean(text: str) -> str:
    """Text of a record or unit, without private characters."""
    return _PRIVATE.sub("", text)


def words(value: object) -> str:
    """A value of a template as text. Raises Fault for what must not be printed as it is."""
    match value:
        case Undefined():
            return str(value)  # "" for an if without else; raises for a name that does not exist
        case Titled():
            return value.title_
        case str():
            return value
        case Year():
            return f"{int(value)}"
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{chinese_day(value.date())}{value:%H:%M}"
        case date():
            return chinese_day(value)
        case int() | float() | Decimal():
            raise fault(
                "bare-number",
                Text(f"数字 {value} 没有出处，不能直接写入报告。", f"The number {value} says not where it comes from."),
                Text(
                    "请用 figure('指标')、记录.figure('字段')、count_of(列表)；序数用 cn(数)。",
                    "Use figure('NAME'), row.figure('FIELD') or count_of(list); for counting cn(number).",
                ),
                str(value),
            )
        case None:
            raise fault(
                "nothing-to-print",
                Text("这里没有内容可写。", "There is nothing to print here."),
                Text("请先用 if 判断，再写这句话。", "Ask for it with if before the sentence."),
            )
    raise fault(
        "not-text",
        Text("这里写的不是文字。", "What is printed here is not text."),
        Text(
            "请写出具体一项，例如 记录.text('字段')；列表用 join(列表)。",
            "Print one thing of it, such as row.text('FIELD'); use join(list) for a list.",
        ),
        type(value).__name__,
    )


def literal(value: object) -> Markup:
    """What ``{{ value }}`` puts into the Markdown: its words, with nothing that Markdown would take as markup."""
    if isinstance(value, Markup):
        return value
    return Markup(_PUNCTUATION.sub(r"\\\1", _SPACE.sub(" ", words(value))))
