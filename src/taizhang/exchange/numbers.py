"""Numbers as offices write them."""

import re
import unicodedata
from decimal import Context

from taizhang.exchange.faults import Problem
from taizhang.kernel.text import Text

_PLAIN = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|[+-]?\.[0-9]+")
NOISY = r"^-?[0-9]+\.[0-9]{7,9}$"  # what a cell's binary number may be spelt like
_FIFTEEN = Context(prec=15)  # the digits that a cell keeps of a number
_WITH_UNIT = re.compile(r"([+-]?[0-9,]*\.?[0-9]+)\s*([^0-9\s,.+\-].*)")


def read_number(text: str, unit: str | None) -> str | Problem:
    """Digits with at most one point and a sign; full-width ones and thousands separators are accepted.

    A unit after the number is refused, because 3 万元 in a column of 元 would be wrong by ten thousand.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("−", "-").lstrip("¥")
    if _PLAIN.fullmatch(plain):
        return plain.replace(",", "").removeprefix("+")
    with_unit = _WITH_UNIT.fullmatch(plain)
    if with_unit is not None:
        what = Text(f"“{text}”在数字后面带了单位。", f"'{text}' has a unit after the number.")
        if unit is None:
            return Problem("workbook-unit-in-number", what, Text("请只填数字。", "Enter the number alone."))
        remedy = Text(f"请换算成{unit}后只填数字。", f"Convert it to {unit} and enter the number alone.")
        return Problem("workbook-unit-in-number", what, remedy)
    what = Text(f"“{text}”不是数字。", f"'{text}' is not a number.")
    return Problem(
        "workbook-not-a-number",
        what,
        Text("请填数字；没有数据时留空。", "Enter a number, or nothing if there is none."),
    )


def whole(plain: str) -> str:
    """12.0 as 12; other text unchanged."""
    return re.sub(r"\.0*$", "", plain)


def without_noise(plain: str) -> str:
    """24947407.329999998 as 24947407.33: digits after the fifteenth are those of the binary number, not of the cell.

    Only spellings with seven to nine decimals are touched, which is how the reader spells what it cannot spell exactly.
    """
    if re.match(NOISY, plain) and len(plain) > 16:
        return f"{_FIFTEEN.create_decimal(plain).normalize():f}"
    return plain
