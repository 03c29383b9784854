"""Text that a spreadsheet would run as a formula (CSV injection), and the apostrophe that keeps it text.

In: such text is refused. Out: what begins like a formula gets a leading apostrophe, which reading takes off again.
See OWASP, "CSV Injection".
"""

import re

# What a spreadsheet starts to compute. A minus before a digit or a space is a number or a list item.
FORMULA = r"^[\t\r]*(?:=.|[@+\-][A-Za-z(=@$\"'\\])"
ESCAPED = r"^'[=+\-@\t\r']"
_STARTS = re.compile(r"[=+\-@\t\r]|'[=+\-@\t\r']")
_NUMBER = re.compile(r"[+-]?[\d.,]+")


def escape(text: str) -> str:
    """``text`` with an apostrophe before it if a spreadsheet could run it, or if it already looks escaped."""
    if _STARTS.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unescape(text: str) -> str:
    return text[1:] if re.match(ESCAPED, text) else text
