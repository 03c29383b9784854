"""The SQL of a single figure, to be read and to be run again: self-contained, over the views of the analytical copy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.arithmetic import Node, divides, to_sql
from taizhang.indicators.compile import fill_in, holding, in_window, joined, within
from taizhang.indicators.resolve import Measure
from taizhang.indicators.rows import OWN
from taizhang.indicators.schema import fields_of, quoted
from taizhang.indicators.windows import Window


@dataclass(frozen=True)
class Evidence:
    """Writes SQL for figures as known by revision ``known_by``. ``units`` are those whose rows count."""

    catalogue: Catalogue
    known_by: int

    def measure(self, measure: Measure, window: Window, units: Iterable[str], by: str | None = None) -> str:
        """The figure of a measure as it is kept; with ``by`` one row for each value of that field."""
        indicator = measure.indicator
        number = to_sql(measure.formula, lambda place: _aggregate(measure, int(place), window))
        number = f"ROUND({number}, {indicator.digits})" if divides(measure.formula) else number
        part = [f"{OWN}.{quoted(by)}" if measure.references else quoted(by)] if by else []
        select = f"SELECT {', '.join([*part, f'{number} AS {quoted(indicator.name)}'])}"
        group = [f"GROUP BY {part[0]}", f"ORDER BY {part[0]}"] if part else []
        return "\n".join([select, *self._source(measure, window, units), *group])

    def operand(self, measure: Measure, window: Window, units: Iterable[str]) -> str:
        """The unrounded figure of a measure as a scalar subquery."""
        number = to_sql(measure.formula, lambda place: _aggregate(measure, int(place), window))
        lines = "\n".join([f"SELECT {number}", *self._source(measure, window, units)])
        return "(\n" + "\n".join(f"  {line}" for line in lines.split("\n")) + "\n)"

    def records(self, measure: Measure, window: Window, units: Iterable[str]) -> str:
        """The records behind the figure of a measure, in order of effect."""
        condition = [f"({fill_in(measure.rows, window)})"] if measure.rows else []
        table = f"{OWN}." if measure.references else ""
        columns = [f"{table}{name}" for name in row_columns(measure.ledger)]
        order = ", ".join(f"{table}{name}" for name in ("effective_from", "key", "record"))
        source = self._source(measure, window, units, condition)
        return "\n".join([f"SELECT {', '.join(columns)}", *source, f"ORDER BY {order}"])

    def _source(self, measure: Measure, window: Window, units: Iterable[str], more: Iterable[str] = ()) -> list[str]:
        table = OWN if measure.references else ""
        conditions = [*holding(window, self.known_by, table), within(units, table), *more]
        return [
            f"FROM {quoted(measure.ledger.name)}{f' AS {OWN}' if table else ''}",
            *joined(self.catalogue, measure.ledger, measure.references, window.last, self.known_by),
            "WHERE " + "\n  AND ".join(conditions),
        ]


def formula_sql(name: str, node: Node, leaf: Callable[[str], str], digits: int | None) -> str:
    """The figure of a ratio or derived indicator; ``leaf`` gives the SQL of an operand. What involves a division is
    rounded to ``digits``; sums and counts are exact and stay so (None)."""
    number = to_sql(node, leaf)
    return f"SELECT {number if digits is None else f'ROUND({number}, {digits})'} AS {quoted(name)}"


def row_columns(ledger: Ledger) -> list[str]:
    """What identifies a row, then the declared fields."""
    built_in = ["record", "key", "org", "effective_from", "state", "seq"]
    return [*built_in, *(quoted(name) for name in fields_of(ledger))]


def _aggregate(measure: Measure, place: int, window: Window) -> str:
    aggregate = in_window(measure.aggregates[place], window)
    return f"COALESCE({aggregate.sql}, 0)" if aggregate.function == "sum" else aggregate.sql
