"""Organisation units as workbooks name them: by code, by name, or by the parent's name and their own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import polars as pl

from taizhang.exchange.faults import Problem
from taizhang.kernel.issue import did_you_mean
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgUnit
from taizhang.kernel.period import chinese_day
from taizhang.kernel.text import Text


class Units:
    """The units a workbook may refer to: those in the ledgers and those that the same workbook brings."""

    def __init__(self, units: Iterable[OrgUnit]) -> None:
        self._by_code = {unit.code: unit for unit in units}
        self._by_name = self._names()

    def _names(self) -> dict[str, list[OrgUnit]]:
        names: dict[str, list[OrgUnit]] = {}
        for unit in self._by_code.values():
            parent = self._by_code.get(unit.parent) if unit.parent else None
            for name in {unit.name, f"{parent.name}{unit.name}"} if parent else {unit.name}:
                names.setdefault(name, []).append(unit)
        return names

    def with_rows(self, rows: pl.DataFrame) -> "Units":
        """These units and those of the checked rows of an ``org_unit`` sheet, which replace what was known."""
        units = dict(self._by_code)
        columns = {"code", "name", "kind", "parent", "last_day", "successors", "@date"} & set(rows.columns)
        for row in rows.select(sorted(columns)).iter_rows(named=True):
            if row["code"] is None:
                continue
            code, before = OrgCode(row["code"]), units.get(OrgCode(row["code"]))
            first = row.get("@date") or (before.first_day if before else None)
            if before is None and first is None:
                continue
            known = before or OrgUnit(code, "", "", None, first or date.min)
            units[code] = replace(
                known,
                name=row.get("name") or known.name,
                kind=row.get("kind") or known.kind,
                parent=OrgCode(row["parent"]) if row.get("parent") else known.parent,
                last_day=row.get("last_day") or known.last_day,
                successors=tuple(map(OrgCode, (row.get("successors") or "").split())) or known.successors,
            )
        return Units(units.values())

    def resolve(self, text: str, day: date) -> OrgCode | Problem:
        """The unit that ``text`` names and that exists on ``day``."""
        unit = self._by_code.get(OrgCode(text))
        candidates = [unit] if unit is not None else self._by_name.get(text, [])
        if not candidates:
            what = Text(f"没有机构“{text}”。", f"There is no unit '{text}'.")
            return Problem("workbook-unknown-unit", what, did_you_mean(text, self._by_name))
        alive = [unit for unit in candidates if unit.alive(day)]
        if len(alive) == 1:
            return alive[0].code
        if alive:
            codes = "、".join(f"{unit.code}（{self._name_of(unit.parent)}）" for unit in alive)
            what = Text(f"有 {len(alive)} 个机构叫“{text}”。", f"{len(alive)} units are called '{text}'.")
            return Problem("workbook-ambiguous-unit", what, Text(f"请填代码：{codes}。", f"Give the code: {codes}."))
        return self._not_alive(candidates[0], text, day)

    def _not_alive(self, unit: OrgUnit, text: str, day: date) -> Problem:
        if day < unit.first_day:
            what = Text(
                f"“{text}”{chinese_day(unit.first_day)}才成立。", f"'{text}' exists only from {unit.first_day} on."
            )
            return Problem("workbook-unit-not-yet", what, Text("请核对日期和机构。", "Check the date and the unit."))
        last = unit.last_day or day
        what = Text(f"“{text}”已于{chinese_day(last)}终止。", f"'{text}' ended on {last}.")
        names = [self._name_of(code) for code in unit.successors]
        if not names:
            return Problem("workbook-unit-ended", what, Text("请核对日期和机构。", "Check the date and the unit."))
        remedy = Text(f"此后请填{'或'.join(names)}。", f"From then on it is {' or '.join(names)}.")
        return Problem("workbook-unit-ended", what, remedy)

    def name_for(self, code: OrgCode, day: date) -> str:
        """The name by which ``code`` is found again on ``day``, or the code itself where the name would not do."""
        name = self._name_of(code)
        return name if self.resolve(name, day) == code else code

    def _name_of(self, code: OrgCode | None) -> str:
        unit = self._by_code.get(code) if code else None
        return unit.name if unit else str(code or "")

    def convert(self, text: pl.Series, days: pl.Series) -> tuple[pl.Series, list[tuple[str, list[int], Problem]]]:
        """The codes of the units named in ``text`` as of ``days``; each problem with its text and positions.

        Rows without a day are left null; the missing day is a fault of its own.
        """
        rows = pl.DataFrame({"text": text, "day": days}).with_row_index("at")
        pairs = rows.drop_nulls().group_by("text", "day").agg("at")
        codes: list[str | None] = []
        problems: list[tuple[str, list[int], Problem]] = []
        for name, day, at in pairs.iter_rows():
            result = self.resolve(name, day)
            if isinstance(result, Problem):
                problems.append((name, at, result))
            codes.append(None if isinstance(result, Problem) else str(result))
        known = pairs.select("text", "day").with_columns(pl.Series("code", codes, dtype=pl.String))
        joined = rows.join(known, on=["text", "day"], how="left", maintain_order="left")
        return joined["code"], problems
