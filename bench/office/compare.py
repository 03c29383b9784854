"""Whether the pandas script found the numbers that the report prints."""

from collections.abc import Mapping

from taizhang.reports.document import Document

_CLOSE = 1e-9


def differences(document: Document, found: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """(figures of the report with another number, figures that the script does not make)."""
    printed = {figure.key: figure.amount for figure in document.figures()}
    other, absent = [], []
    for key, amount in printed.items():
        if key not in found:
            absent.append(key)
        elif amount is None or abs(float(amount) - float(found[key])) > _CLOSE * max(1.0, abs(float(amount))):
            other.append(f"{key}: {amount} against {found[key]}")
    return other, absent
