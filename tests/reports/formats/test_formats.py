"""All formats together: found by folder, and the same bytes whenever and wherever they are made."""

import subprocess
import sys
from os import environ
from pathlib import Path

from taizhang.reports.formats import formats

_SCRIPT = """
from hashlib import sha256
from reports.formats.samples import document
from taizhang.reports.annex import evidence_annex
from taizhang.reports.formats import formats
from dataclasses import replace
paper = document(notice="模拟数据")
paper = replace(paper, annexes=(evidence_annex(paper),))
print({name: sha256(form.render(paper)).hexdigest() for name, form in formats().items()})
"""


def test_formats_are_found_by_folder() -> None:
    assert {name: form.suffix for name, form in formats().items()} == {
        "docx": ".docx",
        "figures_csv": ".csv",
        "html": ".html",
        "pdf": ".pdf",
    }


def made(**changes: str) -> str:
    tests = str(Path(__file__).parents[2])
    environment = {**environ, "PYTHONPATH": tests, "PYTHONUTF8": "1", **changes}
    done = subprocess.run([sys.executable, "-c", _SCRIPT], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_same_document_same_bytes_in_any_process() -> None:
    first = made(PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    assert first == made(PYTHONHASHSEED="2", TZ="America/New_York", SOURCE_DATE_EPOCH="86400")
    assert first.count(":") == 4
