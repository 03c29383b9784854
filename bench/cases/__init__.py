"""One module for each benchmark, found by folder: ``ORDER``, ``TITLE`` and ``measure(size) -> list[Result]``."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bench.result import Result
from bench.size import Size


@dataclass(frozen=True)
class Case:
    name: str
    order: int
    title: str
    measure: Callable[[Size], list[Result]]


@cache
def cases() -> tuple[Case, ...]:
    """Every benchmark in the order of the table."""
    modules = {info.name: import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)}
    found = [Case(name, module.ORDER, module.TITLE, module.measure) for name, module in modules.items()]
    return tuple(sorted(found, key=lambda case: case.order))
