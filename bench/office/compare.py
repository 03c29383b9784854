"""Whether the pandas script found the numbers that the report prints."""

from collections.abc import Mapping

from taizhang.reports.document import Document

_CLOSE = 1e-9


def compared(document: Document, found: Mapping[str, float]) -> tuple[int, list[str], list[str]]:
    """(how many figures are equal, those of the report with another number, those that the script does not make).

    Gaps are left out: the script has no notion of missing data.
    """
    printed = {item.key: item.amount for item in document.figures() if item.amount is not None}
    equal, other, absent = 0, [], []
    for key, amount in printed.items():
        if key not in found:
            absent.append(key)
        elif abs(float(amount) - float(found[key])) > _CLOSE * max(1.0, abs(float(amount))):
            other.append(f"{key}: {amount} against {found[key]}")
        else:
            equal += 1
    return equal, other, absent
