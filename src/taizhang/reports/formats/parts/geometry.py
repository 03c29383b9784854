"""The official page of GB/T 9704-2012 in numbers: millimetres for the sheet, points for type.

The type area is a little narrower than 28 characters of 16 pt (156 mm = 442.2 pt against 448 pt), so characters stand
0.25 pt closer; 22 lines of 28.95 pt fill the 225 mm of the type area.
"""

from datetime import date
from typing import Final

from taizhang.reports.formats.parts.text import width

PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
MARGIN_TOP_MM: Final = 37.0
MARGIN_LEFT_MM: Final = 28.0
MARGIN_BOTTOM_MM: Final = 35.0
MARGIN_RIGHT_MM: Final = 26.0
TYPE_WIDTH_MM: Final = PAGE_WIDTH_MM - MARGIN_LEFT_MM - MARGIN_RIGHT_MM

LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28

BODY_PT: Final = 16.0  # 3号
TITLE_PT: Final = 22.0  # 2号
PAGE_NUMBER_PT: Final = 14.0  # 4号
TABLE_PT: Final = 12.0  # 小四
ANNEX_TABLE_PT: Final = 10.5  # 五号
LINE_PT: Final = 28.95
TRACKING_PT: Final = -0.25
CHARACTER_PT: Final = BODY_PT + TRACKING_PT
PAGE_NUMBER_DROP_MM: Final = 7.0
MARK_DROP_MM: Final = 35.0
MARK_RULE_DROP_MM: Final = 4.0
MARK_LARGEST_PT: Final = 48.0


def points(millimetres: float) -> float:
    return millimetres / 25.4 * 72


def twips(size_in_points: float) -> int:
    """Twentieths of a point, the unit of WordprocessingML."""
    return round(size_in_points * 20)


TYPE_WIDTH_PT: Final = points(TYPE_WIDTH_MM)
TITLE_CHARACTERS: Final = int(TYPE_WIDTH_PT // TITLE_PT)


def mark_size(mark: str) -> float:
    """Points at which the issuing authority's mark fits on one line."""
    return min(MARK_LARGEST_PT, float(TYPE_WIDTH_PT * 0.96 // max(len(mark), 1)))


def date_line(day: date) -> str:
    """The date of signature: Arabic numerals, no leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_indents(signature: str, day: str) -> tuple[float, float]:
    """Right indents of signature and date, in characters, for a paper without a seal (7.3.5.2).

    The signature stands two characters from the right; the date begins two characters right of the signature's first
    character; a date that would come too near the edge keeps the two characters and the signature moves left.
    """
    signature_width, date_width = width(signature), width(day)
    room = signature_width - date_width
    if room >= 2:
        return 2.0, room
    return date_width + 4 - signature_width, 2.0
