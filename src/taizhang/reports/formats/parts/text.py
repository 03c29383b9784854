"""Text that every format can carry."""

import re
import unicodedata

# What XML 1.0 forbids (typst and HTML have no use for it either): controls, lone surrogates, non-characters.
_FORBIDDEN = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


def clean(text: str) -> str:
    """``text`` on one line: tabs and line ends become a space, characters that no file may hold are left out."""
    return _FORBIDDEN.sub("", re.sub(r"[\t\r\n]+", " ", text))


def width(text: str) -> float:
    """Characters of full width that ``text`` takes; Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
