"""Checks between indicators (账账相符): evaluated for every unit of the levels they name."""

from collections.abc import Iterable
from decimal import Decimal

from taizhang.indicators.arithmetic import leaves
from taizhang.indicators.evaluate import side_of
from taizhang.indicators.resolve import Comparison
from taizhang.indicators.rollup import Rollup
from taizhang.indicators.values import Finding, Value
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period


def find(rollup: Rollup, comparisons: Iterable[Comparison], org: OrgCode, period: Period) -> list[Finding]:
    """The checks that do not hold at or below ``org``, and those that could not be evaluated although something they
    name has data. Where nothing has data there is nothing to check: that is completeness's business."""
    last = min(period.last, rollup.cutoff.day)
    todo = [
        (comparison, unit)
        for comparison in comparisons
        for level in comparison.check.by
        for unit in rollup.expected(last, org, level)
    ]
    rollup.prepare(
        (name, unit, period, None)
        for comparison, unit in todo
        for side in (comparison.left, comparison.right)
        for name in leaves(side)
    )
    findings = []
    for comparison, unit in todo:
        finding = _one(rollup, comparison, unit, period)
        if finding is not None:
            findings.append(finding)
    return findings


def _one(rollup: Rollup, comparison: Comparison, unit: OrgCode, period: Period) -> Finding | None:
    check = comparison.check
    left = side_of(rollup, comparison.texts[0], comparison.left, unit, period)
    right = side_of(rollup, comparison.texts[1], comparison.right, unit, period)
    if left.amount is None or right.amount is None:
        return Finding(check, unit, left, right, None, "not_evaluated") if _some_data(left, right) else None
    difference = left.amount - right.amount
    if holds(comparison.sign, difference, check.tolerance):
        return None
    return Finding(check, unit, left, right, difference)


def _some_data(*sides: Value) -> bool:
    """A side without ledgers is a constant, which says nothing."""
    return any(side.status != "no_data" or side.rows for side in sides if side.ledgers)


def holds(sign: str, difference: Decimal, tolerance: Decimal) -> bool:
    """Whether left and right, ``difference`` apart (left less right), satisfy the sign within the tolerance."""
    match sign:
        case "=":
            return abs(difference) <= tolerance
        case "!=":
            return abs(difference) > tolerance
        case "<=":
            return difference <= tolerance
        case ">=":
            return difference >= -tolerance
        case "<":
            return difference < tolerance or (difference < 0 and not tolerance)
        case _:
            return difference > -tolerance
