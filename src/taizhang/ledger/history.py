"""History: what one record is known to have been, and how a change alters that.

Rows are full. A change entered late also restates the rows that take effect after it, for each field that they did not
themselves change; so that full rows say what patches folded in order of (effective, seq) would say.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter

from taizhang.kernel.timeline import Kind
from taizhang.ledger.canonical import Encoded, load_row

ORG, STATE = "@org", "@state"
"""The names of unit and state in a patch, beside those of fields."""

_effective = attrgetter("effective")


class Row:
    """A full row from one revision, stored or planned (``seq`` 0 until written).

    ``sealed`` are the stored encrypted bytes of the personal values; ``personal`` the clear ones, where known.
    """

    __slots__ = (
        "_data",
        "_values",
        "effective",
        "kind",
        "org",
        "patch",
        "personal",
        "sealed",
        "seq",
        "state",
        "step",
        "target",
    )

    def __init__(  # noqa: PLR0917 - made by the hundred thousand; keywords cost
        self,
        kind: Kind,
        effective: date,
        org: str,
        state: str,
        values: dict[str, Encoded] | str,
        personal: dict[str, Encoded] | None = None,
        patch: frozenset[str] = frozenset(),
        step: str = "",
        sealed: bytes | None = None,
        seq: int = 0,
        target: int | None = None,
    ) -> None:
        self.kind: Kind = kind
        self.effective = effective
        self.org = org
        self.state = state
        self._data = values if isinstance(values, str) else None
        self._values = None if isinstance(values, str) else values
        self.personal = personal
        self.patch = patch
        self.step = step
        self.sealed = sealed
        self.seq = seq
        self.target = target

    @property
    def values(self) -> dict[str, Encoded]:
        """The fields that are not personal."""
        if self._values is None:
            assert self._data is not None
            self._values = load_row(self._data)
        return self._values

    def get(self, name: str) -> Encoded:
        """A field (personal ones too), ``@org`` or ``@state``."""
        if name == ORG:
            return self.org
        if name == STATE:
            return self.state
        if self.personal is not None and name in self.personal:
            return self.personal[name]
        return self.values.get(name)

    def changed(self, kind: Kind, effective: date, changes: Mapping[str, Encoded], personal: frozenset[str]) -> "Row":
        """This row with ``changes`` laid over it; ``personal`` says which names are personal."""
        mine = {name: value for name, value in changes.items() if name not in personal and name[0] != "@"}
        theirs = {name: value for name, value in changes.items() if name in personal}
        return Row(
            kind,
            effective,
            str(changes.get(ORG, self.org)),
            str(changes.get(STATE, self.state)),
            {**self.values, **mine},
            {**(self.personal or {}), **theirs} if theirs or self.personal is not None else None,
            sealed=None if theirs else self.sealed,
        )


class History:
    """The rows of one record that count now, in order of (effective, seq). ``id`` is 0 for a record to be made."""

    __slots__ = ("id", "key", "ledger", "rows")

    def __init__(self, ledger: str, key: str, id: int = 0, rows: Iterable[Row] = ()) -> None:
        self.ledger = ledger
        self.key = key
        self.id = id
        self.rows = list(rows)

    def at(self, day: date) -> Row | None:
        """The row that holds on ``day``."""
        index = bisect_right(self.rows, day, key=_effective) - 1
        return self.rows[index] if index >= 0 else None

    def create(self, row: Row) -> None:
        assert not self.rows
        self.rows.append(row)

    def amend(
        self, day: date, changes: Mapping[str, Encoded], personal: frozenset[str], kind: Kind = "amend", step: str = ""
    ) -> list[Row]:
        """Apply ``changes`` from ``day`` on: the new row and the restated later ones, or nothing when nothing differs.

        The record must have begun by ``day``. A step is written even where it changes nothing.
        """
        index = bisect_right(self.rows, day, key=_effective) - 1
        base = self.rows[index]
        changes = {name: value for name, value in changes.items() if base.get(name) != value}
        if not changes and kind != "step":
            return []
        row = base.changed(kind, day, changes, personal)
        row.patch = frozenset(changes) | ({STATE} if kind == "step" else frozenset())
        row.step = step
        self.rows.insert(index + 1, row)
        pending = {**changes, STATE: row.state} if kind == "step" else dict(changes)
        return [row, *self._restate(index + 2, pending, personal)]

    def _restate(self, start: int, pending: dict[str, Encoded], personal: frozenset[str]) -> Iterator[Row]:
        while pending and start < len(self.rows):
            day = self.rows[start].effective
            end = bisect_right(self.rows, day, lo=start, key=_effective)
            own = frozenset().union(*(row.patch for row in self.rows[start:end]))
            pending = {name: value for name, value in pending.items() if name not in own}
            last = self.rows[end - 1]
            differing = {name: value for name, value in pending.items() if last.get(name) != value}
            if differing:
                restated = last.changed("amend", day, differing, personal)
                self.rows.insert(end, restated)
                end += 1
                yield restated
            start = end

    def void(self) -> None:
        self.rows.clear()

    def entered(self, day: date) -> date:
        """Since when the record has been in the state it has on ``day``, counted anew by every step."""
        entered = self.rows[0].effective
        for row in self.rows:
            if row.effective > day:
                break
            if row.step:
                entered = row.effective
        return entered
