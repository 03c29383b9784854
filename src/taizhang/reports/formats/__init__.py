"""File formats of a finished Document: one module each, found by folder.

A format is a module here that has ``NAME``, ``SUFFIX`` and ``render(document) -> bytes``. Rendering is a pure function:
the same document gives the same bytes, whatever the time, the time zone or the process. What several formats share
lies in ``parts``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from taizhang.reports.document import Document


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix`` begins with a dot."""

    name: str
    suffix: str
    render: Callable[[Document], bytes]


@cache
def formats() -> Mapping[str, Format]:
    """Every format by name, in alphabetical order."""
    found: dict[str, Format] = {}
    for info in sorted(iter_modules(__path__), key=lambda info: info.name):
        if not info.ispkg:
            module = import_module(f"{__name__}.{info.name}")
            found[module.NAME] = Format(module.NAME, module.SUFFIX, module.render)
    return MappingProxyType(found)
