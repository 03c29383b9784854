"""Reading a page of the documentation as a script: what it tells to run, the files and tables it shows."""

import re
from collections.abc import Iterator
from pathlib import Path

from conftest_cli import workbook

Step = tuple[str, str | list[list[str]]]


def steps(text: str) -> Iterator[Step]:
    """("run", command line), ("file", name), ("table", rows), and ("write", a fenced file with its path on top)."""
    rows: list[str] = []
    fenced: list[str] = []
    language = ""
    for line in [*text.splitlines(), ""]:
        if rows and not line.startswith("|"):
            yield "table", _cells(rows)
            rows = []
        if line.startswith("```"):
            if language in ("yaml", "jinja"):
                yield "write", "\n".join(fenced) + "\n"
            language, fenced = line.removeprefix("```"), []
        elif language == "sh":
            yield "run", line
        elif language:
            fenced.append(line)
        elif named := re.fullmatch(r"(\S+\.xlsx):", line):
            yield "file", named[1]
        elif line.startswith("|"):
            rows.append(line)


def _cells(lines: list[str]) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def write_table(path: Path, rows: list[list[str]]) -> None:
    numbers = [[int(cell) if cell.isdigit() and len(cell) < 12 else cell or None for cell in row] for row in rows]
    workbook(path, path.stem, numbers)
