"""What the engine adds to the scans that DuckDB has to do for the figures of a report."""

from bench.listening import Listener, Statements
from bench.result import Result, warm
from bench.size import Size
from bench.towns import copy_of

ORDER = 2
TITLE = "Engine against bare scans"


def measure(size: Size) -> list[Result]:
    copy = copy_of(size.rows, size.folder)
    engine, cutoff = copy.engine(), copy.cutoff
    listener = Listener(engine)
    copy.report(listener)
    requests = list(listener.requests)
    with Statements(engine) as figures:
        engine.evaluate(requests, cutoff)
    with Statements(engine) as everything:
        copy.report(engine)
    connection = copy.columns.connect()

    def bare(sql: list[str]) -> None:
        for statement in sql:
            connection.execute(statement).fetchall()

    ours, scans, whole, all_sql = warm(
        size.rounds * 2,
        lambda: engine.evaluate(requests, cutoff),
        lambda: bare(figures.sql),
        lambda: copy.report(engine),
        lambda: bare(everything.sql),
    )
    return [
        Result("Figures against their bare fused scans", ours, scans, "s", ours / scans, "×", "at most", 1.5,
               f"{len(requests)} questions, {len(figures.sql)} scans, {size.rows:,} revisions"),
        Result("Whole document against all its SQL", whole, all_sql, "s", whole / all_sql, "×",
               note=f"with records, checks, completeness: {len(everything.sql)} statements"),
    ]  # fmt: skip
