"""python -m bench.office DATABASE KNOWN_BY TEMPLATE OUTPUT: the whole script, from the store to Word and Excel."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
from docxtpl import DocxTemplate

from bench.office.books import Store
from bench.office.figures import Half, figures


def make(database: Path, known_by: int, template: Path, output: Path, short: bool = False) -> None:
    """Writes OUTPUT (docx) and, beside it, a workbook with every figure. ``short``: see ``books.Store``."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = figures(Store(connection, known_by, short), Half())

    def plain(key: str, unit: str) -> str:
        return f"{found[key]:.2f}".rstrip("0").rstrip(".") + unit

    def wan(key: str, unit: str) -> str:
        return f"{found[key] / 10_000:.2f}".rstrip("0").rstrip(".") + "万" + unit

    def change(key: str) -> str:
        return f"{'增长' if found[key] > 0 else '下降'}{abs(found[key]):.1f}%"

    document = DocxTemplate(str(template))
    document.render({"f": plain, "wan": wan, "change": change})
    document.save(str(output))
    table = pd.DataFrame({"key": list(found), "value": list(found.values())})
    table.to_excel(output.with_suffix(".xlsx"), index=False, engine="openpyxl")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
