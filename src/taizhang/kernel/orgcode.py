"""OrgCode: the code of an organisation unit.

Twelve digits as GB/T 2260 and GB/T 10114 give them (province 2, county 4, township 3, village 3); what lies below a
village or beside it (groups, grids, offices, stations) appends ``-`` and up to six capitals or digits of its own.
"""

import re
from typing import Literal, Self

Level = Literal["country", "province", "city", "county", "township", "village", "unit"]
_PATTERN = re.compile(r"[0-9]{12}(-[0-9A-Z]{1,6})?")


class OrgCode(str):
    """A checked code; compares, hashes and sorts as its text."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError when ``text`` is not twelve digits with an optional suffix."""
        text = text.strip()
        if not _PATTERN.fullmatch(text):
            raise ValueError(f"not an organisation code: {text!r} (12 digits, optionally -XX)")
        return cls(text)

    @property
    def level(self) -> Level:
        if "-" in self:
            return "unit"
        if self[9:12] != "000":
            return "village"
        if self[6:9] != "000":
            return "township"
        if self[4:6] != "00":
            return "county"
        if self[2:4] != "00":
            return "city"
        return "province" if self[:2] != "00" else "country"

    @property
    def prefix(self) -> str:
        """The significant digits; codes below this one by division begin with it."""
        width = {"country": 0, "province": 2, "city": 4, "county": 6, "township": 9, "village": 12, "unit": 12}
        return self[: width[self.level]]
