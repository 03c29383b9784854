"""python -m bench: run the benchmarks and print what they found, side by side."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from bench import paper
from bench.cases import cases
from bench.result import Result
from bench.size import Size

FOLDER = Path("out/bench")
QUICK = 100_000
# Without the second, every program here would compile its modules anew at each start.
_NOT_PASSED_ON = ("TAIZHANG_HOME", "PYTHONDONTWRITEBYTECODE")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rows", type=click.IntRange(2_000), help="measure everything on a town of so many revisions")
@click.option("--quick", is_flag=True, help=f"the same as --rows {QUICK}")
@click.option("--only", multiple=True, type=click.Choice([case.name for case in cases()]), help="only these benchmarks")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, show_default=True)
@click.option("--write", is_flag=True, help=f"write the table into {paper.FILE}")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), hidden=True)
def main(  # noqa: PLR0917 - options are arguments
    rows: int | None, quick: bool, only: tuple[str, ...], folder: Path, write: bool, into: Path | None
) -> None:
    """Measure Taizhang against other ways, in one run. Towns are built once and kept in the folder.

    Each benchmark runs in a process of its own, so that neither memory nor caches are shared.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = rows or (QUICK if quick else None)
    if into is not None:
        size = Size.of(count, folder) if count else Size(folder)
        (case,) = [case for case in cases() if case.name in only]
        into.write_text(json.dumps([asdict(result) for result in case.measure(size)]), encoding="utf-8")
        return
    console = Console()
    chosen = [case for case in cases() if not only or case.name in only]
    results: list[Result] = []
    failed = False
    for case in chosen:
        with console.status(f"{case.title} …"):
            found = _in_own_process(case.name, count, folder)
        failed = failed or found is None
        results += found or []
        console.print(f"{case.title}: {'done' if found is not None else 'failed'}")
    console.print(paper.table(results))
    if write and not failed:
        paper.write(results, _command(count, only))
    sys.exit(failed)


def _in_own_process(name: str, count: int | None, folder: Path) -> list[Result] | None:
    with tempfile.TemporaryDirectory() as work:
        into = Path(work) / "results.json"
        command = [sys.executable, "-m", "bench", "--only", name, "--folder", folder, "--into", into]
        command += ["--rows", count] if count else []
        environment = {key: value for key, value in os.environ.items() if key not in _NOT_PASSED_ON}
        if subprocess.run([str(word) for word in command], env=environment, check=False).returncode:
            return None
        return [Result(**found) for found in json.loads(into.read_text(encoding="utf-8"))]


def _command(count: int | None, only: tuple[str, ...]) -> str:
    words = ["python -m bench", *([f"--rows {count}"] if count else []), *(f"--only {name}" for name in only)]
    return f"{' '.join(words)} --write (Python {platform.python_version()})"


if __name__ == "__main__":
    main()
