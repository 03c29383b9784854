"""python -m bench.command FOLDER WORDS…: the command line of Taizhang with the packs that are measured."""

import sys
from pathlib import Path

from bench.packs import measured
from taizhang.cli.main import main

if __name__ == "__main__":
    measured(Path(sys.argv.pop(1)))
    main()
