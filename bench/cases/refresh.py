"""The analytical copy after a submission of 1,000 revisions, against building it anew."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from statistics import median

from bench.history.readings import LEDGER
from bench.history.story import LAST
from bench.history.town import CLERK, History
from bench.history.works import facility_code
from bench.result import Result, timed
from bench.size import Size
from bench.towns import copied
from taizhang.kernel.asof import AsOf
from taizhang.ledger.entries import Draft, Entry, Value
from taizhang.project.town import Town

ORDER = 5
TITLE = "Refresh against rebuild"
_NEW, _CORRECTED = 1_000, 100


def measure(size: Size) -> list[Result]:
    town = copied(size.rows, size.folder, size.folder / "refreshed")
    refreshes, rebuilds = [], []
    for number in range(size.rounds):
        _append(town, size.rows, number)
        refreshes.append(timed(lambda: town.columns.refresh(town.store.source())))
        rebuilds.append(timed(lambda: town.columns.rebuild(town.store.source())))
    ours, theirs = median(refreshes), median(rebuilds)
    return [
        Result(f"Refresh after {_NEW:,} new revisions, of a rebuild", ours, theirs, "s", 100 * ours / theirs, "%",
               "at most", 5, f"900 new records, 100 corrections; rebuild {size.rows / theirs:,.0f} revisions/s"),
    ]  # fmt: skip


def _append(town: Town, rows: int, number: int) -> None:
    """900 readings of the last day, 100 corrected payments."""
    facilities = History(town.catalogue, rows).facilities
    moment = datetime.combine(LAST, time()) + timedelta(seconds=1 + 900 * number)
    entries = [
        Entry(LEDGER, "put", LAST, _reading(facility_code(at % facilities), moment + timedelta(seconds=at)))
        for at in range(_NEW - _CORRECTED)
    ]
    paid = town.store.read("assistance_payment", AsOf(LAST, town.store.head().seq))
    for payment in islice(paid, number * _CORRECTED, (number + 1) * _CORRECTED):
        amount = {"amount": Decimal(str(payment.values["amount"])) + 1}
        entries.append(Entry("assistance_payment", "amend", payment.effective, amount, record=payment.id))
    receipt, issues = town.store.append(Draft(f"refresh-{number}", "import", CLERK, "bench", "bench", entries))
    if receipt is None:
        raise RuntimeError("\n".join(issue.line("en") for issue in issues[:5]))


def _reading(facility: str, moment: datetime) -> dict[str, Value]:
    measured = {"temperature": Decimal("21.5"), "humidity": Decimal("60.0")}
    return {"facility": facility, "taken_at": moment, **measured, "light": 20_000}
