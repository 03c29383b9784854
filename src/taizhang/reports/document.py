"""Document: a finished text as typed values, before any file format.

Blocks hold inlines; a figure is an inline that carries its value and evidence, so every printed number leads back to
its rows whatever the format. Headings carry their level only: numbering is made by ``numbered``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a printed number comes from. ``rows`` counts the records behind it; ``sql`` computes it again."""

    title: Text
    indicator: str | None
    ledgers: tuple[str, ...]
    org: OrgCode
    period: Period
    window: Period
    rows: int
    sql: str
    missing: tuple[OrgCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Plain text; ``strong`` is set in bold or in the face of its level."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FigureRun:
    """A printed number. ``key`` names it in the document (unique per meaning, not per place); ``printed`` is what
    stands there, unit included where it was asked for; ``amount`` the exact value in ``unit``, None for a gap."""

    key: str
    printed: str
    amount: Decimal | None
    unit: str
    status: Literal["value", "no_data", "undefined"]
    evidence: Evidence


Inline = Run | FigureRun


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1 (一、). ``run_in`` headings stand in the same paragraph as the text that follows."""

    level: int
    inlines: tuple[Inline, ...]
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; ``header`` and every row have the same length."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """Starts on a new page after the signature."""

    title: str
    blocks: tuple["Block", ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Document:
    """One report. ``notice`` is printed on every page when set (synthetic data, draft)."""

    report: str
    title: str
    org: OrgCode
    period: Period
    cutoff: Cutoff
    signature: str
    signed_on: date
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    addressee: str | None = None
    number: str | None = None
    notice: str | None = None
    chain_head: str = ""
    org_names: Mapping[OrgCode, str] = field(default_factory=dict)
    ledger_titles: Mapping[str, str] = field(default_factory=dict)

    def figures(self) -> Iterator[FigureRun]:
        """Every figure of the body in order of appearance, repeated ones too."""
        for block in self.blocks:
            yield from figures_of(block)


def figures_of(block: Block) -> Iterator[FigureRun]:
    rows = block.rows if isinstance(block, Table) else ((block.inlines,),)
    for row in rows:
        for cell in row:
            yield from (inline for inline in cell if isinstance(inline, FigureRun))


_CHINESE = "〇一二三四五六七八九十"


def chinese_number(number: int) -> str:
    """1 to 99 as headings count: 一 … 十, 十一, 二十, 二十一."""
    if not 1 <= number <= 99:
        raise ValueError(f"headings are numbered 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _CHINESE[ones]
    return f"{_CHINESE[tens] if tens > 1 else ''}十{_CHINESE[ones] if ones else ''}"


def heading_label(level: int, number: int) -> str:
    """一、 · （一） · 1. · （1） (GB/T 9704-2012, 7.3.3)."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
        case _:
            raise ValueError(f"four levels of headings, not {level}")


def numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    """Each block with its label ("" for all but headings), counted anew under each higher heading."""
    counts: list[int] = []
    for block in blocks:
        if not isinstance(block, Heading):
            yield "", block
            continue
        counts = counts[: block.level] + [0] * (block.level - len(counts))
        counts[block.level - 1] += 1
        yield heading_label(block.level, counts[block.level - 1]), block
