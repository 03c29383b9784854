"""Peak memory of a process that builds and renders the report of a large history."""

import resource
import subprocess
import sys
from pathlib import Path

from bench.result import Result
from bench.size import Size
from bench.towns import copy_of

ORDER = 7
TITLE = "Peak memory"


def measure(size: Size) -> list[Result]:
    copy_of(size.large, size.folder)
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(size.large), str(size.folder)], check=True, capture_output=True, text=True
    )
    peak, seconds = map(float, done.stdout.split())
    return [
        Result(f"Building the report at {size.large:,} revisions", peak, None, "MiB", peak / 1024, "GiB",
               "at most", 2, f"figures, DOCX, PDF, HTML, CSV in a fresh process; {seconds:.1f} s with its start"),
    ]  # fmt: skip


def _build(rows: int, folder: Path) -> None:
    from taizhang.reports.formats import formats

    copy = copy_of(rows, folder)
    document = copy.report(copy.engine())
    for form in formats().values():
        form.render(document)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


if __name__ == "__main__":
    _build(int(sys.argv[1]), Path(sys.argv[2]))
