"""Reforms of the organisation as entries for the ``org_unit`` ledger: merge, split, rename, move.

``day`` is always the first day of the new order. A unit that ends keeps its row and its past; figures find its
successors through them. A village that only changes its name or its township keeps its code.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree, OrgUnit
from taizhang.ledger.entries import Entry, Value
from taizhang.ledger.units import UNITS


def merge(tree: OrgTree, codes: Sequence[OrgCode], into: OrgCode, name: str, day: date) -> list[Entry]:
    """``codes`` end and ``into`` carries on: a new unit like the first of them, or one that exists."""
    ending = [tree[code] for code in codes if code != into]
    begin = [] if into in tree else [_begin(into, name, ending[0], day)]
    return [*begin, *(_end(unit, [into], day) for unit in ending)]


def split(tree: OrgTree, code: OrgCode, into: Mapping[OrgCode, str], day: date) -> list[Entry]:
    """``code`` ends and is followed by the units of ``into`` (code and name), made like it."""
    unit = tree[code]
    return [*(_begin(new, name, unit, day) for new, name in into.items()), _end(unit, list(into), day)]


def rename(code: OrgCode, name: str, day: date) -> Entry:
    """From ``day`` on the unit is called ``name``."""
    return Entry(UNITS, "amend", day, {"code": str(code), "name": name})


def move(code: OrgCode, parent: OrgCode, day: date) -> Entry:
    """From ``day`` on the unit stands under ``parent``."""
    return Entry(UNITS, "amend", day, {"code": str(code), "parent": str(parent)})


def _begin(code: OrgCode, name: str, like: OrgUnit, day: date) -> Entry:
    parent = str(like.parent) if like.parent is not None else None
    return Entry(UNITS, "create", day, {"code": str(code), "name": name, "kind": like.kind, "parent": parent})


def _end(unit: OrgUnit, successors: Sequence[OrgCode], day: date) -> Entry:
    values: dict[str, Value] = {
        "code": str(unit.code),
        "last_day": day - timedelta(days=1),
        "successors": " ".join(successors),
    }
    return Entry(UNITS, "amend", day, values)
