"""The figures of a report asked together, against one query for each of them."""

from bench.listening import Listener
from bench.result import Result, warm
from bench.size import Size
from bench.towns import copy_of

ORDER = 1
TITLE = "Fused scans"


def measure(size: Size) -> list[Result]:
    copy = copy_of(size.rows, size.folder)
    engine, cutoff = copy.engine(), copy.cutoff
    listener = Listener(engine)
    copy.report(listener)
    requests = list(listener.requests)
    values = engine.evaluate(requests, cutoff)
    connection = copy.columns.connect()
    own_sql = [value.sql for value in values.values() if value.sql]

    def together() -> None:
        engine.evaluate(requests, cutoff)

    def one_by_one() -> None:
        for request in requests:
            engine.evaluate([request], cutoff)

    def queries() -> None:
        for sql in own_sql:
            connection.execute(sql).fetchall()

    fused, single, alone = warm(min(size.rounds, 3), together, one_by_one, queries)
    count = f"{len(requests)} questions of the report"
    return [
        Result("Fused against asked one by one", fused, single, "s", single / fused, "×", note=count),
        Result("Fused against each figure's own SQL", fused, alone, "s", alone / fused, "×", note="bare SQL on DuckDB"),
    ]
