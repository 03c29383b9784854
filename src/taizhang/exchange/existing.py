"""Rows that carry both the date of their record and the date of a change: is the record there already?"""

from typing import TYPE_CHECKING

import polars as pl

from taizhang.exchange.headings import AT, CHANGED, DATE, RECORD
from taizhang.exchange.validate import CheckedSheet
from taizhang.kernel.asof import AsOf
from taizhang.kernel.timeline import FOREVER
from taizhang.ledger.identity import SEPARATOR

if TYPE_CHECKING:
    from taizhang.ledger.store import Store


def rows_of_known(sheet: CheckedSheet, store: "Store") -> frozenset[int]:
    """The rows (by ``AT``) that change a record which the store has, or which an earlier row of the sheet brings."""
    identity = sheet.ledger.identity
    rows = sheet.rows
    if not identity or not {*identity, DATE, CHANGED} <= set(rows.columns):
        return frozenset()
    both = pl.col(DATE).is_not_null() & pl.col(CHANGED).is_not_null()
    if RECORD in rows.columns:
        both &= pl.col(RECORD).is_null()
    keyed = rows.select(
        pl.col(AT),
        pl.concat_str([pl.col(name).cast(pl.String) for name in identity], separator=SEPARATOR).alias("key"),
        both.alias("both"),
    ).filter(pl.col("key").is_not_null())
    keyed = keyed.with_columns(pl.col("key").is_first_distinct().alias("first")).filter("both")
    asof = AsOf(FOREVER, store.head().seq)
    known = set(keyed.filter(~pl.col("first"))[AT])
    for at, key in keyed.filter("first").select(AT, "key").iter_rows():
        if next(iter(store.read(sheet.ledger.name, asof, key=key)), None) is not None:
            known.add(at)
    return frozenset(known)
