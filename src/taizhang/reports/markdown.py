"""Markdown to blocks: CommonMark's paragraphs, headings, lists and tables, with Chinese typography.

Line ends and spaces beside Chinese characters or figures vanish; ``**`` marks strong text wherever it stands
(CommonMark's own rule fails beside Chinese punctuation). No HTML, links or images.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from taizhang.kernel.text import Text
from taizhang.reports.document import Block, FigureRun, Heading, Inline, Paragraph, Run, Table, chinese_number
from taizhang.reports.faults import Fault, fault
from taizhang.reports.printing import Register, is_figure

_DEEPEST = 4
_CAPTION = re.compile(r"表[:：]\s*")
_BLANKS = re.compile(r"[ \t]*\n[ \t\n]*|[ \t]+")
_STRONG, _PLAIN = "\U00100000", "\U00100001"
_MARKS = (_STRONG, _PLAIN)
_WIDE_PUNCTUATION = frozenset("“”‘’—…·")


def _strong(state: StateInline, silent: bool) -> bool:
    """``**text**``, without CommonMark's conditions on what stands beside it."""
    if not state.src.startswith("**", state.pos):
        return False
    end = state.src.find("**", state.pos + 2, state.posMax)
    if end <= state.pos + 2:
        return False
    if not silent:
        last = state.posMax
        state.push("strong_open", "strong", 1)
        state.pos, state.posMax = state.pos + 2, end
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push("strong_close", "strong", -1)
    state.pos = end + 2
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "table", "escape", "entity", "newline"])
    parser.inline.ruler.before("escape", "strong_text", _strong)
    return parser


_PARSER = _parser()


@dataclass(frozen=True, slots=True)
class Layout:
    """``depth`` is the level of the heading above the text (0: none); from level ``run_in`` on headings run in."""

    depth: int
    run_in: int


def blocks_of(text: str, register: Register, layout: Layout) -> tuple[Block, ...]:
    """The blocks of a rendered section; headings under which nothing stands are left out. Raises Fault."""
    return without_empty_headings(tuple(_blocks(_PARSER.parse(text), register, layout)))


def without_empty_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` without the headings that have no text below them."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading):
            below = kept[-1] if kept else None
            if below is None or (isinstance(below, Heading) and below.level <= block.level):
                continue
        kept.append(block)
    return tuple(reversed(kept))


def _blocks(tokens: Sequence[Token], register: Register, layout: Layout) -> Iterator[Block]:
    lists: list[int | None] = []  # the number of the item each open list is at; None where items are not counted
    mark, caption, at = "", "", 0
    while at < len(tokens):
        token = tokens[at]
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(0)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open" if (counted := lists[-1]) is not None:
                lists[-1] = counted + 1
                mark = _item_mark(counted + 1)
            case "heading_open":
                inlines = inlines_of(tokens[at + 1], register)
                if inlines:
                    yield _heading(int(token.tag[1:]), inlines, layout)
            case "paragraph_open":
                inlines = inlines_of(tokens[at + 1], register)
                titled = tokens[at + 3 : at + 4]
                if titled and titled[0].type == "table_open" and (found := _captioned(inlines)):
                    caption = found
                elif inlines:
                    yield Paragraph((Run(mark), *inlines) if mark else inlines)
                    mark = ""
            case "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                yield _table(caption, tokens[at:end], register)
                caption, at = "", end
        at += 1


def _item_mark(number: int) -> str:
    try:
        return f"{chinese_number(number)}是"
    except ValueError:
        what = Text("编号列表超过了99项。", "A numbered list has more than 99 items.")
        raise fault("long-list", what, Text("请改用表格。", "Use a table.")) from None


def _heading(hashes: int, inlines: tuple[Inline, ...], layout: Layout) -> Heading:
    level = layout.depth + hashes - 1
    if hashes == 1:
        raise _bad_heading(Text("章节里不能用“#”一级标题。", "A section has no '#' heading."), "##")
    if level > _DEEPEST:
        what = Text(f"标题超过了第{_DEEPEST}层。", f"A heading below level {_DEEPEST}.")
        raise _bad_heading(what, "#" * (_DEEPEST - layout.depth + 1) if layout.depth < _DEEPEST else "**")
    return Heading(level, inlines, level >= layout.run_in)


def _bad_heading(what: Text, use: str) -> Fault:
    return fault("heading", what, Text(f"请改用“{use}”。", f"Use '{use}'."))


def _captioned(inlines: tuple[Inline, ...]) -> str:
    text = _flat(inlines)
    match = _CAPTION.match(text)
    return text[match.end() :] if match else ""


def _table(caption: str, tokens: Sequence[Token], register: Register) -> Table:
    rows: list[list[tuple[Inline, ...]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(inlines_of(token, register))
    header, *body = rows
    return Table(caption, tuple(_flat(cell) for cell in header), tuple(tuple(row) for row in body))


def _flat(inlines: Sequence[Inline]) -> str:
    return "".join(inline.printed if isinstance(inline, FigureRun) else inline.text for inline in inlines)


def inlines_of(token: Token, register: Register) -> tuple[Inline, ...]:
    """The runs and figures of one inline token."""
    pieces: list[str] = []
    for child in token.children or ():
        match child.type:
            case "strong_open":
                pieces.append(_STRONG)
            case "strong_close":
                pieces.append(_PLAIN)
            case "softbreak" | "hardbreak":
                pieces.append("\n")
            case _:
                pieces.append(child.content)
    text, strong = tidy("".join(pieces)), False
    inlines: list[Inline] = []
    for piece in re.split(f"([{_STRONG}{_PLAIN}])", text):
        if piece in _MARKS:
            strong = piece == _STRONG
            continue
        inlines.extend(Run(part, strong) if isinstance(part, str) else part for part in register.pieces(piece))
    return tuple(inlines)


def tidy(text: str) -> str:
    """``text`` without the blanks that Chinese does not have, and one space for each stretch that remains."""

    def blank(match: re.Match[str]) -> str:
        left = next((each for each in reversed(text[: match.start()]) if each not in _MARKS), "")
        right = next((each for each in text[match.end() :] if each not in _MARKS), "")
        if not left or not right:
            return ""
        wide = _wide(left), _wide(right)
        drop = any(wide) if "\n" in match[0] else all(wide)
        return "" if drop else " "

    return _BLANKS.sub(blank, text)


def _wide(character: str) -> bool:
    return (
        is_figure(character) or character in _WIDE_PUNCTUATION or unicodedata.east_asian_width(character) in ("W", "F")
    )
