"""Whether the pandas script found the numbers that the report prints."""

from collections.abc import Mapping

from taizhang.reports.document import Document

_CLOSE = 1e-9
FINDINGS = "list##"
"""Counts over what checks and completeness found, which the script does not look for."""


def differences(document: Document, found: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """(figures of the report with another number, figures that the script does not make)."""
    printed = {item.key: item.amount for item in document.figures() if not item.key.startswith(FINDINGS)}
    other, absent = [], []
    for key, amount in printed.items():
        if key not in found:
            absent.append(key)
        elif amount is None or abs(float(amount) - float(found[key])) > _CLOSE * max(1.0, abs(float(amount))):
            other.append(f"{key}: {amount} against {found[key]}")
    return other, absent
