"""Breaking of a long title: at words, into a trapezoid or a lozenge (GB/T 9704-2012, 7.3.1).

Words are found with a small lexicon of what titles of official papers are made of; what it does not know (names of
places) stays together. The shortest sufficient number of lines wins, then the cheapest places to break, then the shape.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from taizhang.reports.formats.parts.text import width

_JOINERS = ("关于", "以及", "及", "暨", "和", "与")
_LEXICON = """
中国共产党 中共 委员会 人民政府 办公室 党委 党政 领导小组 指挥部 街道 办事处 上半年
下半年 全年 年度 第一季度 第二季度 第三季度 第四季度 一季度 二季度 三季度 四季度 工作
重点 情况 总结 报告 汇报 计划 安排 方案 意见 通知 通报 决定 请示 批复 函 打算 要点
规划 台账 落实 推进 实施 开展 加强 完成 进展 发展 建设 改革 治理 整治 振兴 保障 管理
服务 监督 检查 考核 经济 社会 乡村 农村 农业 农牧业 脱贫攻坚 防返贫 疫情防控 项目 民生
生态 环境 环境保护 安全生产 党风廉政 基层 组织 宣传 意识形态 河长制 社会救助 国民经济
人居环境 试行 草案 征求意见稿
"""
_OPENING = "（〔【《“‘([<"
_CLOSING = "，。、；：？！）〕】》”’)]>—…·.,;:?!%％的"
_TOKEN = re.compile(
    r"《[^》]*》|（[^）]*）|“[^”]*”|\d{4}年|[0-9A-Za-z.%％+\-/]+[年月日]?|"
    + "|".join(
        sorted((re.escape(word) for word in {*_LEXICON.split(), *_JOINERS}), key=lambda word: (-len(word), word))
    )
)
_MOST_TRIED = 4


def break_title(title: str, limit: float) -> tuple[str, ...]:
    """Lines no wider than ``limit`` characters; joined they are ``title`` again."""
    if width(title) <= limit:
        return (title,)
    words = _words(title, limit)
    fewest = int(-(-width(title) // limit))
    candidates = [
        (_cost(lines, count - fewest), lines)
        for count in range(fewest, min(fewest + 1, _MOST_TRIED) + 1)
        for lines in _cuts(words, count)
        if all(width(line) <= limit for line in lines)
    ]
    return min(candidates)[1] if candidates else _filled(words, limit)


def _words(title: str, limit: float) -> list[str]:
    """The pieces that may not be broken; closing punctuation clings to what stands before it."""
    words: list[str] = []
    end = 0
    for match in _TOKEN.finditer(title):
        if match.start() > end:
            words.append(title[end : match.start()])
        words.append(match.group())
        end = match.end()
    if end < len(title):
        words.append(title[end:])
    pieces = [piece for word in words for piece in ([word] if width(word) <= limit else list(word))]
    glued: list[str] = []
    for piece in pieces:
        if glued and (piece[0] in _CLOSING or glued[-1][-1] in _OPENING) and width(glued[-1] + piece) <= limit:
            glued[-1] += piece
        else:
            glued.append(piece)
    return glued


def _cuts(words: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """Every way to set ``words`` on ``count`` lines."""
    for cut in combinations(range(1, len(words)), count - 1):
        edges = (0, *cut, len(words))
        yield tuple("".join(words[first:last]) for first, last in pairwise(edges))


def _cost(lines: tuple[str, ...], extra: int) -> float:
    widths = [width(line) for line in lines]
    breaks = sum(_break_cost(before, after) for before, after in pairwise(lines))
    uneven = 4 * (max(widths) - min(widths)) / max(widths)
    rectangle = 0.5 if len(set(widths)) == 1 else 0.0
    hourglass = 5.0 * sum(
        left > middle < right for left, middle, right in zip(widths, widths[1:], widths[2:], strict=False)
    )
    return breaks + uneven + rectangle + hourglass + 2.0 * extra


def _break_cost(before: str, after: str) -> float:
    """Free where a new thought begins, dear after a word that binds what follows."""
    if before.endswith(_JOINERS):
        return 6.0
    if after.startswith(_JOINERS) or before.endswith(("的", "》", "，", "人民政府", "委员会")):
        return 0.0
    if re.match(r"\d{4}年|上半年|下半年", after):
        return 0.5 if not before.endswith("年") else 4.0
    return 1.5


def _filled(words: Sequence[str], limit: float) -> tuple[str, ...]:
    """Line by line, for titles too long to try every shape."""
    lines = [words[0]]
    for word in words[1:]:
        if width(lines[-1] + word) <= limit:
            lines[-1] += word
        else:
            lines.append(word)
    return tuple(lines)
