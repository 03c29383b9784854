"""CSV: written as UTF-8 with a byte-order mark (Excel opens it right), read from UTF-8 or GB 18030."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import polars as pl

from taizhang.exchange.formulas import escape
from taizhang.exchange.tables import Cell, RawSheet, SheetRows


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell)


def write_csv(path: Path, rows: SheetRows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([escape(note)] for note in rows.notes)
        writer.writerow([escape(title) for title in rows.header])
        writer.writerows([_text(cell) for cell in row] for row in rows.rows)


def decode(data: bytes) -> str | None:
    """The text of ``data`` in UTF-8 or, failing that, GB 18030; None when it is neither."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def read_csv(text: str, name: str, columns: int) -> RawSheet:
    """The rows of ``text``, short ones filled up. Raises ``csv.Error`` for what is no CSV or wider than ``columns``."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    width = max((len(row) for row in rows), default=0)
    if width > columns:
        raise csv.Error(f"{width} columns")
    cells = list(zip_longest(*rows, fillvalue="")) if rows else []
    names = [f"c{at}" for at in range(width)]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="col")
    blank_to_null = pl.when(pl.all().str.strip_chars() != "").then(pl.all())
    return RawSheet(name, frame.select(blank_to_null.name.keep()) if width else frame)
