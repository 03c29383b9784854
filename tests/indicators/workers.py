"""What other processes do in the tests of concurrency."""

import time
from pathlib import Path
from typing import Any

from indicators.town import EAST, FakeSource, catalogue, pay

from taizhang.indicators.columns import Columns


def refresh_in_rounds(folder: str, rounds: int) -> None:
    """Twenty new payments of 1.00 a round, and one older one amended."""
    source, columns = FakeSource(), Columns(Path(folder), catalogue())
    for number in range(rounds):
        for record in range(number * 20 + 1, number * 20 + 21):
            pay(source, record, "2020-01-01", EAST, "1.00")
        if number:
            source.add("payment", number, "amend", "2020-01-01", EAST, amount="1.00")
        columns.refresh(source)


def read_until(folder: str, until: int, answers: Any) -> None:
    """Read until so many payments are there; answers (payments seen, inconsistent answers)."""
    columns = Columns(Path(folder), catalogue())
    seen = faults = 0
    deadline = time.monotonic() + 60
    while seen < until and time.monotonic() < deadline:
        connection = columns.connect()
        ((count, total, records),) = connection.execute(
            "SELECT count(*) FILTER (WHERE now), coalesce(sum(amount) FILTER (WHERE now), 0), count(DISTINCT record) "
            "FROM (SELECT *, known_to > 1000000 AND effective_to > DATE '2020-01-01' AS now FROM payment)"
        ).fetchall()
        faults += count != records or count % 20 != 0 or total != count or count < seen
        seen = count
    answers.put((seen, faults))
