"""From what is needed to SQL: few scans for many aggregates.

All aggregates over one ledger, for all windows, are fused into one scan grouped by the unit of the row, and one more
for each field broken down by. Apart go distinct counts, which cannot be added up and are counted for each unit asked
for, and measures that follow references, since what a reference points at depends on the window's last day.
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
        apart = cell.window if cell.references or cell.aggregate.function == "distinct" else None
        shape = (cell.ledger, cell.by, apart, bool(cell.references), cell.aggregate.function == "distinct")
        together.setdefault(shape, []).append(cell)
    return [_scan(catalogue, tuple(group), known_by, leaves) for group in together.values()]


def _scan(
    catalogue: Catalogue,
    cells: tuple[Cell, ...],
    known_by: int,
    leaves: Mapping[date, Mapping[OrgCode, tuple[OrgCode, ...]]],
) -> Scan:
    first = cells[0]
    windows = tuple(dict.fromkeys(cell.window for cell in cells))
    ledger = catalogue.ledgers[first.ledger]
    flags = {window: f"_w{at}" for at, window in enumerate(windows)} if len(windows) > 1 else {}
    columns = [_column(cell, flags.get(cell.window)) for cell in cells]
    references = sorted({name for cell in cells for name in cell.references})
    if first.aggregate.function == "distinct":
        own = first.by and (f"{OWN}.{quoted(first.by)}" if references else quoted(first.by))
        keys = ["_unit", *([own] if own else [])]
        rows = _rows_below(ledger, windows[0], known_by, leaves[windows[0].last])
    else:
        table = f"{OWN}." if references else ""
        keys = [f"{table}{quoted(name)}" for name in ("org", *([first.by] if first.by else []))]
        rows = _rows(ledger, windows, flags, known_by)
    joins = joined(catalogue, ledger, references, windows[0].last, known_by)
    sql = "\n".join(
        [
            f"SELECT {', '.join([*keys, *columns])}",
            f"FROM {rows}{f' AS {OWN}' if references else ''}",
            *joins,
            f"GROUP BY {', '.join(keys)}",
        ]
    )
    return Scan(sql, first.by, cells, first.aggregate.function == "distinct")


def _column(cell: Cell, flag: str | None) -> str:
    aggregate = in_window(cell.aggregate, cell.window)
    conditions = [flag] if flag else []
    if aggregate.condition:
        conditions.append(f"({aggregate.condition})" if flag else aggregate.condition)
    return Aggregate(aggregate.function, aggregate.argument, " AND ".join(conditions)).sql


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
        joins.append(f"LEFT JOIN {quoted(target.name)} AS {record} ON {' AND '.join(on)}")
    return joins


def _rows(ledger: Ledger, windows: tuple[Window, ...], flags: Mapping[Window, str], known_by: int) -> str:
    if not flags:
        return _filtered(ledger, holding(windows[0], known_by))
    hull = [f"effective_from <= {day(max(window.last for window in windows))}"]
    if all(window.flow for window in windows):
        hull.append(f"began >= {day(min(window.first for window in windows))}")
    hull += [f"known_from <= {known_by}", f"known_to > {known_by}"]
    marked = [f"{' AND '.join(holding(window, known_by)[:-2])} AS {flag}" for window, flag in flags.items()]
    return _filtered(ledger, hull, *marked)


def _filtered(ledger: Ledger, conditions: list[str], *more: str) -> str:
    select = ["SELECT", ", ".join(["*", *more]), "FROM", quoted(ledger.name), "WHERE", " AND ".join(conditions)]
    return f"({' '.join(select)})"


def _rows_below(ledger: Ledger, window: Window, known_by: int, leaves: Mapping[OrgCode, tuple[OrgCode, ...]]) -> str:
    """The rows of a window once for each unit asked for that they count for, as ``_unit``."""
    pairs = ", ".join(
        f"({text_literal(leaf)}, {text_literal(unit)})" for unit, below in leaves.items() for leaf in below
    )
    select = ["SELECT", "*", "FROM", quoted(ledger.name), f"JOIN (VALUES {pairs}) AS _below(_leaf, _unit)"]
    select += ["ON org = _leaf WHERE", " AND ".join(holding(window, known_by))]
    return f"({' '.join(select)})"


def within(units: Iterable[str], table: str = "") -> str:
    """Condition: the row belongs to one of these units."""
    return f"{table}{'.' if table else ''}org IN ({list_of(units)})"
