"""Demo data of the lines of work that stand on their own: one module each, found by folder.

A module has ``workbooks(town) -> list[Workbook]``: rows for its pack's ledgers, made from the town's households, places
and seed alone.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from taizhang.demo.rows import Workbook

if TYPE_CHECKING:
    from taizhang.demo.town import DemoTown


def workbooks_of_lines(town: "DemoTown") -> list[Workbook]:
    """Of every line, in alphabetical order of module."""
    names = sorted(info.name for info in iter_modules(__path__))
    return [book for name in names for book in import_module(f"{__name__}.{name}").workbooks(town)]
