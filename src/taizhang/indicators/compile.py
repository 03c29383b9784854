"""From what is needed to SQL: few scans for many aggregates.

All aggregates over one ledger and window are fused into one scan grouped by the unit of the row, and by a field where
one is broken down by. Windows have scans of their own: each reads only its own days, and a window tested in every
aggregate's filter costs several times as much. Apart go distinct counts, which cannot be added up and are counted for
each unit asked for, and measures that follow references, which need joins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.declare.model import Catalogue, Ledger
from taizhang.indicators.resolve import Aggregate, Measure
from taizhang.indicators.rows import OWN
from taizhang.indicators.schema import list_of, quoted, text_literal
from taizhang.indicators.windows import Window
from taizhang.kernel.orgcode import OrgCode

PRESENCE = Aggregate("count", "*", "")


@dataclass(frozen=True)
class Cell:
    """One aggregate for one window, by unit and, when ``by`` is set, by that field."""

    ledger: str
    by: str | None
    window: Window
    aggregate: Aggregate
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scan:
    """One query: a column for the unit, one for ``by`` if set, then one for each cell.

    ``rolled_up``: the unit is one of those asked for, not that of the row.
    """

    sql: str
    by: str | None
    cells: tuple[Cell, ...]
    rolled_up: bool = False


def cells_of(measure: Measure, window: Window, by: str | None) -> tuple[Cell, ...]:
    """The aggregates of a measure, in order, then the count of its rows."""
    counted = Aggregate("count", "*", measure.rows)
    ledger = measure.ledger.name
    return tuple(
        Cell(ledger, by, window, aggregate, measure.references) for aggregate in (*measure.aggregates, counted)
    )


def presence_of(ledger: Ledger, window: Window) -> Cell:
    return Cell(ledger.name, None, window, PRESENCE)


def compile_scans(
    catalogue: Catalogue,
    cells: Iterable[Cell],
    known_by: int,
    leaves: Mapping[date, Mapping[OrgCode, tuple[OrgCode, ...]]],
) -> list[Scan]:
    """The scans that fill ``cells``. ``leaves`` gives, for the last day of a window, the units whose rows count for
    each unit asked for."""
    together: dict[tuple[object, ...], list[Cell]] = {}
    for cell in dict.fromkeys(cells):
        distinct = cell.aggregate.function == "distinct"
        shape = (cell.ledger, cell.by, cell.window, bool(cell.references), distinct)
        together.setdefault(shape, []).append(cell)
    return [_scan(catalogue, tuple(group), known_by, leaves) for group in together.values()]


def _scan(
    catalogue: Catalogue,
    cells: tuple[Cell, ...],
    known_by: int,
    leaves: Mapping[date, Mapping[OrgCode, tuple[OrgCode, ...]]],
) -> Scan:
    first = cells[0]
    window = first.window
    ledger = catalogue.ledgers[first.ledger]
    references = sorted({name for cell in cells for name in cell.references})
    table = OWN if references else ""
    dot = f"{OWN}." if references else ""
    distinct = first.aggregate.function == "distinct"
    source = [f"FROM {quoted(ledger.name)}{f' AS {OWN}' if table else ''}"]
    if distinct:
        source.append(f"JOIN {_below(leaves[window.last])} ON {dot}org = _below._leaf")
    keys = ["_below._unit" if distinct else f"{dot}org", *([f"{dot}{quoted(first.by)}"] if first.by else [])]
    sql = "\n".join(
        [
            f"SELECT {', '.join([*keys, *(in_window(cell.aggregate, window).sql for cell in cells)])}",
            *source,
            *joined(catalogue, ledger, references, window.last, known_by),
            "WHERE " + "\n  AND ".join(holding(window, known_by, table)),
            f"GROUP BY {', '.join(keys)}",
        ]
    )
    return Scan(sql, first.by, cells, distinct)


def in_window(aggregate: Aggregate, window: Window) -> Aggregate:
    return Aggregate(aggregate.function, fill_in(aggregate.argument, window), fill_in(aggregate.condition, window))


def fill_in(sql: str, window: Window) -> str:
    """Write the window's days into resolved SQL."""
    if "$" not in sql:
        return sql
    return sql.replace("$window_start", day(window.first)).replace("$window_end", day(window.last))


def day(value: date) -> str:
    return f"DATE '{value.isoformat()}'"


def holding(window: Window, known_by: int, table: str = "") -> list[str]:
    """Conditions on the rows that hold at the end of the window, for who knows revisions up to ``known_by``."""
    dot = f"{table}." if table else ""
    conditions = [f"{dot}began BETWEEN {day(window.first)} AND {day(window.last)}"] if window.flow else []
    return [
        *conditions,
        f"{dot}effective_from <= {day(window.last)}",
        f"{dot}effective_to > {day(window.last)}",
        f"{dot}known_from <= {known_by}",
        f"{dot}known_to > {known_by}",
    ]


def joined(catalogue: Catalogue, ledger: Ledger, references: Iterable[str], last: date, known_by: int) -> list[str]:
    """LEFT JOINs to what the references of ``t`` point at, as it stood on ``last``."""
    joins = []
    for name in references:
        target = catalogue.ledgers[ledger.fields[name].to or ""]
        record = f"{name}_record"
        on = [f"{record}.key = {OWN}.{quoted(name)}", *holding(Window(last, last, False), known_by, record)]
        joins.append(f"LEFT JOIN {quoted(target.name)} AS {record}\n  ON " + "\n  AND ".join(on))
    return joins


def _below(leaves: Mapping[OrgCode, tuple[OrgCode, ...]]) -> str:
    """Each unit asked for with each of the units whose rows count for it."""
    pairs = [f"({text_literal(leaf)}, {text_literal(unit)})" for unit, below in leaves.items() for leaf in below]
    return f"(VALUES {', '.join(pairs)}) AS _below(_leaf, _unit)"


def within(units: Iterable[str], table: str = "") -> str:
    """Condition: the row belongs to one of these units."""
    return f"{table}{'.' if table else ''}org IN ({list_of(units)})"
