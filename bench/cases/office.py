"""The report end to end, against a pandas, openpyxl and docxtpl script over the same store."""

import sqlite3
import subprocess
import sys
from contextlib import closing

from bench.office.__main__ import make
from bench.office.books import Store
from bench.office.compare import compared
from bench.office.figures import Half, figures
from bench.office.template import write_template
from bench.result import Result, interleaved, warm
from bench.size import Size
from bench.towns import PERIOD, REPORT, of_town, store_of
from taizhang.project.reporting import build, render, write

ORDER = 3
TITLE = "Report end to end against pandas"
_MOST_ABSENT = 0.1  # of the figures compared; packs may come to print more than the script knows


def measure(size: Size) -> list[Result]:
    town = store_of(size.rows, size.folder)
    copy = of_town(town)
    document = copy.report(copy.engine())
    cutoff = copy.cutoff
    database = town.home / "ledger.sqlite3"
    work = size.folder / "office"
    work.mkdir(exist_ok=True)
    template, output = work / "template.docx", work / "report.docx"
    with closing(sqlite3.connect(database)) as connection:
        found = figures(Store(connection, cutoff.known_by), Half())
    write_template(document, template, found)
    equal, other, absent = compared(document, found)
    if other or len(absent) > _MOST_ABSENT * equal:
        raise RuntimeError(f"the script has other figures: {other}; and none for: {absent}")
    report = town.catalogue.reports[REPORT]

    def ours() -> None:
        built, _ = build(town, report, PERIOD, cutoff)
        assert built is not None
        write(render(built.document, report), work / "ours")

    def theirs() -> None:
        make(database, cutoff.known_by, template, output)

    def short_cut() -> None:
        make(database, cutoff.known_by, template, output, short=True)

    taizhang = [sys.executable, "-m", "bench.command", size.folder, "report", "build", REPORT]
    taizhang += ["--period", PERIOD, "--home", town.home, "-o", work / "ours"]
    script = [sys.executable, "-m", "bench.office", database, cutoff.known_by, template, output]
    inside, whole, short = warm(min(size.rounds, 3), ours, theirs, short_cut)
    command, command_theirs = interleaved(min(size.rounds, 3), lambda: _run(taizhang), lambda: _run(script))
    said = f"{equal} figures equal" + (f", {len(absent)} the script does not make" if absent else "")
    return [
        Result("Report, in a running process", inside, whole, "s", whole / inside, "×", "at least", 10,
               f"{said}; ours DOCX, PDF, HTML, CSV with evidence, theirs DOCX and XLSX"),
        Result("Report, against a script that skips old rows", inside, short, "s", short / inside, "×",
               note="wrong once an older row is corrected under a later date"),
        Result("Report, as a command", command, command_theirs, "s", command_theirs / command, "×", "at least", 10,
               "with the start of both programs"),
    ]  # fmt: skip


def _run(command: list[object]) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
