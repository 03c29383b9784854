"""How long the command line takes to say what it can do."""

import subprocess
import sys
from pathlib import Path

from bench.result import Result, warm
from bench.size import Size

ORDER = 11
TITLE = "Start of the command line"


def measure(size: Size) -> list[Result]:
    command = [str(Path(sys.executable).with_name("taizhang")), "--help"]
    ours, python = warm(
        size.rounds * 2,
        lambda: subprocess.run(command, check=True, capture_output=True),
        lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    )
    return [Result("taizhang --help", ours, None, "s", ours, "s", "at most", 0.3, f"bare Python {python:.3f} s")]
