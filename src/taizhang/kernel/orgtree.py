"""OrgTree: the organisation units as they stand on one day.

Units begin and end; an ended unit names its successors (merge: one; split: several). A tree is built for one day
from the units known then, the ended ones included, and answers which live unit carries on the figures of another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from taizhang.kernel.orgcode import OrgCode


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """One unit. ``last_day`` is None while it exists; ``kind`` is a choice of the ``org_unit`` ledger."""

    code: OrgCode
    name: str
    kind: str
    parent: OrgCode | None
    first_day: date
    last_day: date | None = None
    successors: tuple[OrgCode, ...] = ()

    def alive(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class OrgTree:
    """All units known, seen from ``day``."""

    day: date
    units: Mapping[OrgCode, OrgUnit] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[OrgUnit], day: date) -> "OrgTree":
        return cls(day, {unit.code: unit for unit in units})

    def __contains__(self, code: str) -> bool:
        return code in self.units

    def __getitem__(self, code: str) -> OrgUnit:
        return self.units[OrgCode(code)]

    def alive(self, code: str, day: date | None = None) -> bool:
        unit = self.units.get(OrgCode(code))
        return unit is not None and unit.alive(day or self.day)

    @cached_property
    def _children(self) -> Mapping[OrgCode | None, tuple[OrgCode, ...]]:
        children: dict[OrgCode | None, list[OrgCode]] = {}
        for unit in sorted(self.units.values(), key=lambda unit: unit.code):
            parent = None if unit.parent is None else self.carried_by(unit.parent)
            if parent != unit.code:
                children.setdefault(parent, []).append(unit.code)
        return {parent: tuple(codes) for parent, codes in children.items()}

    @property
    def roots(self) -> tuple[OrgCode, ...]:
        return tuple(
            unit.code
            for unit in sorted(self.units.values(), key=lambda unit: unit.code)
            if unit.parent is None or unit.parent not in self.units
        )

    def children(self, code: str) -> tuple[OrgCode, ...]:
        """Units directly below ``code`` that exist on the tree's day, in order of code.

        Those of a unit that ended and was merged into ``code`` are among them.
        """
        return tuple(child for child in self._children.get(OrgCode(code), ()) if self.alive(child))

    def below(self, code: str, kinds: frozenset[str] | None = None) -> Iterator[OrgCode]:
        """Every unit below ``code`` that exists on the day, depth first, once; ``kinds`` keeps only those kinds."""
        yield from self._below(OrgCode(code), kinds, {OrgCode(code)})

    def _below(self, code: OrgCode, kinds: frozenset[str] | None, seen: set[OrgCode]) -> Iterator[OrgCode]:
        for child in self.children(code):
            if child not in seen:
                seen.add(child)
                if kinds is None or self.units[child].kind in kinds:
                    yield child
                yield from self._below(child, kinds, seen)

    def carried_by(self, code: str) -> OrgCode:
        """The unit that carries the figures of ``code`` on the tree's day.

        An ended unit with exactly one successor hands them on (merge, renaming with a new code), again and again
        until a unit that exists. One that was split among several keeps its own past: rows cannot be divided, so it
        stays itself and still counts for its parent. Unknown codes and cycles stay themselves.
        """
        seen = set()
        current = OrgCode(code)
        while current not in seen:
            seen.add(current)
            unit = self.units.get(current)
            if unit is None or unit.alive(self.day) or len(unit.successors) != 1:
                return current
            if unit.first_day > self.day:
                return current
            current = unit.successors[0]
        return OrgCode(code)

    def path(self, code: str) -> tuple[OrgCode, ...]:
        """The unit that carries ``code`` and all its ancestors, from itself to the root."""
        path: list[OrgCode] = []
        current: OrgCode | None = self.carried_by(code)
        while current is not None and current not in path:
            path.append(current)
            unit = self.units.get(current)
            if unit is None or unit.parent is None:
                break
            current = self.carried_by(unit.parent)
        return tuple(path)

    def find(self, name_or_code: str) -> tuple[OrgCode, ...]:
        """Codes whose code or name is exactly this text; several when names repeat."""
        text = name_or_code.strip()
        if OrgCode(text) in self.units:
            return (OrgCode(text),)
        return tuple(unit.code for unit in self.units.values() if unit.name == text)
