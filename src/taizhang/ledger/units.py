"""Units as the store needs them while writing: which exist, who carries on, what is wrong with a change to them."""

from collections.abc import Iterable, Mapping
from datetime import date

from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree, OrgUnit
from taizhang.ledger import faults
from taizhang.ledger.history import History

UNITS = "org_unit"


def unit_of(code: str, first_day: date, values: Mapping[str, object]) -> OrgUnit:
    """The unit a row of ``org_unit`` describes; ``first_day`` is where its record begins."""
    parent, last_day = values.get("parent"), values.get("last_day")
    return OrgUnit(
        OrgCode(code),
        str(values.get("name") or ""),
        str(values.get("kind") or ""),
        OrgCode(str(parent)) if parent else None,
        first_day,
        date.fromisoformat(str(last_day)) if last_day else None,
        tuple(OrgCode(item) for item in str(values.get("successors") or "").split()),
    )


class Units:
    """The histories of all units, those being written included."""

    def __init__(self, histories: Iterable[History]) -> None:
        self._histories = {history.key: history for history in histories}
        self._trees: dict[date, OrgTree] = {}
        self._problems: dict[tuple[str, date], Issue | None] = {}
        self._carriers: dict[tuple[str, date], str] = {}
        self._changes: list[date] | None = None

    def changed(self, history: History) -> None:
        self._histories[history.key] = history
        self._trees.clear()
        self._problems.clear()
        self._carriers.clear()
        self._changes = None

    def exists(self, code: str) -> bool:
        history = self._histories.get(code)
        return history is not None and bool(history.rows)

    def tree(self, day: date) -> OrgTree:
        if day not in self._trees:
            units = [
                unit_of(code, history.rows[0].effective, row.values)
                for code, history in self._histories.items()
                if (row := history.at(day)) is not None
            ]
            self._trees[day] = OrgTree.of(units, day)
        return self._trees[day]

    def carried_by(self, code: str, day: date) -> str:
        asked = (code, day)
        if asked not in self._carriers:
            self._carriers[asked] = self.tree(day).carried_by(code)
        return self._carriers[asked]

    def problem(self, code: str, day: date) -> Issue | None:
        """Why nothing can be entered for ``code`` on ``day``; without place."""
        asked = (code, day)
        if asked not in self._problems:
            self._problems[asked] = self._problem(code, day)
        return self._problems[asked]

    def _problem(self, code: str, day: date) -> Issue | None:
        if not self.exists(code):
            return faults.unit_unknown(code, Place())
        history = self._histories[code]
        tree = self.tree(day)
        if code not in tree:
            unit = unit_of(code, history.rows[0].effective, history.rows[0].values)
            return faults.unit_not_begun(unit, day, Place())
        unit = tree[code]
        if tree.alive(code):
            return None
        named = [f"{tree[item].name}（{item}）" if item in tree else item for item in unit.successors]
        return faults.unit_ended(unit, "、".join(named), Place())

    def check(self, history: History, place: Place) -> list[Issue]:
        """Faults of one changed unit among all units."""
        code = history.key
        try:
            OrgCode.parse(code)
        except ValueError:
            return [faults.unit_code(code, place)]
        issues = []
        for row in history.rows:
            unit = unit_of(code, history.rows[0].effective, row.values)
            if unit.parent is not None and not self.exists(unit.parent):
                issues.append(faults.unit_parent_unknown(code, unit.parent, place))
            issues += [
                faults.unit_successor_unknown(code, item, place) for item in unit.successors if not self.exists(item)
            ]
            if unit.last_day is not None and unit.last_day < unit.first_day:
                issues.append(faults.unit_last_day(code, place))
        circular = next((day for day in self._days() if self._above_itself(code, day)), None)
        return issues if circular is None else [*issues, faults.unit_cycle(code, circular, place)]

    def _days(self) -> list[date]:
        """Every day on which any unit changes."""
        if self._changes is None:
            self._changes = sorted({row.effective for history in self._histories.values() for row in history.rows})
        return self._changes

    def _above_itself(self, code: str, day: date) -> bool:
        seen: set[str] = set()
        current: str | None = code
        while current is not None and current not in seen:
            seen.add(current)
            history = self._histories.get(current)
            row = history.at(day) if history is not None else None
            parent = row.values.get("parent") if row is not None else None
            current = str(parent) if parent else None
        return current is not None
