"""Readings of the greenhouses: the bulk of a large history, computed from their number without keeping them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.history.people import VILLAGES
from bench.history.story import FIRST, LAST
from bench.history.works import facility_code
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger.entries import Entry

LEDGER = "facility_reading"
_SECONDS = ((LAST - FIRST).days + 1) * 86_400
_START = np.datetime64(FIRST, "s")


@dataclass(frozen=True)
class Readings:
    """``count`` readings, taken at all ``facilities`` together, evenly, with values made from their number."""

    count: int
    facilities: int

    @property
    def org(self) -> OrgCode:
        return VILLAGES[0]

    def _columns(self, first: int, end: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Facility, time, temperature, humidity (tenths), light of the readings ``first`` to ``end``."""
        number = np.arange(first, end, dtype=np.int64)
        rounds = -(-self.count // self.facilities)
        facility = number % self.facilities
        taken = _START + (number // self.facilities * (_SECONDS / rounds)).astype("timedelta64[s]")
        noise = number * 2_654_435_761 % 4_294_967_296
        season = np.sin((taken - _START).astype(np.int64) / 86_400 / 58)
        temperature = np.round(180 + 50 * season).astype(np.int64) + noise % 60 - 30
        humidity = 550 + noise // 64 % 320 - 20
        return facility, taken, temperature, humidity, noise // 4096 % 50_000

    def entries(self, first: int, end: int) -> Iterator[Entry]:
        facility, taken, temperature, humidity, light = (column.tolist() for column in self._columns(first, end))
        codes = [facility_code(number) for number in range(self.facilities)]
        for at, moment in enumerate(taken):
            values = {
                "facility": codes[facility[at]],
                "taken_at": moment,
                "temperature": Decimal(temperature[at]).scaleb(-1),
                "humidity": Decimal(humidity[at]).scaleb(-1),
                "light": light[at],
            }
            yield Entry(LEDGER, "create", moment.date(), values)

    def batch(self, first: int, end: int, seq: int, record: int) -> pa.RecordBatch:
        """The same as revisions; ``seq`` and ``record`` are the numbers of reading 0."""
        facility, taken, temperature, humidity, light = self._columns(first, end)
        code = pc.take(pa.array([facility_code(number) for number in range(self.facilities)]), pa.array(facility))
        moment = pc.strftime(pa.array(taken), "%Y-%m-%dT%H:%M:%S")
        number = pa.array(np.arange(first, end, dtype=np.int64))
        data = pc.binary_join_element_wise(
            '{"facility":"', code, '","humidity":"', _tenths(humidity), '","light":', pa.array(light).cast("string"),
            ',"taken_at":"', moment, '","temperature":"', _tenths(temperature), '"}', "",
        )  # fmt: skip
        rows = end - first
        columns = {
            "seq": pc.add(number, seq),
            "submission": pa.repeat(pa.scalar(2, pa.int64()), rows),
            "record": pc.add(number, record),
            "key": pc.binary_join_element_wise(code, moment, "|"),
            "kind": pa.repeat("create", rows),
            "effective": pa.array(taken.astype("datetime64[D]")),
            "org": pa.repeat(str(self.org), rows),
            "state": pa.repeat("", rows),
            "target": pa.nulls(rows, pa.int64()),
            "data": data,
        }
        return pa.RecordBatch.from_pydict(columns)


def _tenths(values: np.ndarray) -> pa.Array:
    whole, tenths = np.divmod(values, 10)
    return pc.binary_join_element_wise(pa.array(whole).cast("string"), pa.array(tenths).cast("string"), ".")
