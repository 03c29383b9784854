"""Every benchmark runs on a small town, and the history made for them is the same from a store and from a stream."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pandas", reason="make bench installs pandas and docxtpl")
pytest.importorskip("docxtpl", reason="make bench installs pandas and docxtpl")

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in (ROOT / "bench" / "cases").glob("[a-z]*.py"))
ROWS = "2000"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TAIZHANG", "DJANGO"))}
    return subprocess.run(
        [sys.executable, *map(str, words)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.xdist_group("bench")
@pytest.mark.parametrize("name", NAMES)
def test_measures_something(name: str, folder: Path) -> None:
    into = folder / f"{name}.json"
    done = run("-m", "bench", "--rows", ROWS, "--only", name, "--folder", folder, "--into", into)
    assert done.returncode == 0, done.stderr
    results = json.loads(into.read_text(encoding="utf-8"))
    assert results
    assert all(result["ours"] > 0 and result["measured"] > 0 for result in results)


_COMPARED = """
import sys
from pathlib import Path
from bench.towns import copy_of, of_town, store_of

folder = Path(sys.argv[1])
copies = [of_town(store_of(2000, folder)), copy_of(2000, folder)]
told = [{figure.key: str(figure.amount) for figure in copy.report(copy.engine()).figures()} for copy in copies]
assert told[0] == told[1] and len(told[0]) > 100, set(told[0].items()) ^ set(told[1].items())
"""


@pytest.mark.slow
@pytest.mark.xdist_group("bench")
def test_the_stream_tells_the_same_figures_as_the_store(folder: Path) -> None:
    done = run("-c", _COMPARED, folder)
    assert done.returncode == 0, done.stderr
