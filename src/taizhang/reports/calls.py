"""Calls from templates: that arguments exist and are of the right type, before our code sees them."""

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import UnionType

from jinja2 import Undefined

from taizhang.kernel.issue import did_you_mean
from taizhang.kernel.text import Text
from taizhang.reports.faults import fault


class Unsaid:
    """An argument that only running the template can tell."""


UNSAID = Unsaid()
_CHECKED: tuple[type | UnionType, ...] = (str, int, bool, str | None)
_WORDS: Mapping[object, Text] = {
    str: Text("文字", "text"),
    str | None: Text("文字", "text"),
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
}


@lru_cache(maxsize=64)
def signature(function: Callable[..., object]) -> inspect.Signature:
    """The parameters that a template gives: ``self`` is not among them."""
    found = inspect.signature(function)
    return found.replace(parameters=[item for item in found.parameters.values() if item.name != "self"])


def bound(
    function: Callable[..., object], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> Mapping[str, object]:
    """The arguments by parameter, those of ``**fields`` under their own names. Raises Fault for unknown, missing or
    mistyped ones; UndefinedError for one that is not defined."""
    called, name = signature(function), function.__name__
    named = [item.name for item in called.parameters.values() if item.kind is not inspect.Parameter.VAR_KEYWORD]
    for word in kwargs:
        if word not in named and len(named) == len(called.parameters):
            what = Text(f"{name} 没有参数“{word}”。", f"{name} has no argument '{word}'.")
            raise fault("argument", what, did_you_mean(word, named), word)
    try:
        given = called.bind(*args, **kwargs).arguments
    except TypeError as error:
        what = Text(f"{name} 的参数不对：{error}。", f"The arguments of {name} are wrong: {error}.")
        raise fault(
            "argument", what, Text(f"可用参数：{'、'.join(named)}。", f"It takes {', '.join(named)}."), name
        ) from None
    values: dict[str, object] = {}
    for word, value in given.items():
        parameter = called.parameters[word]
        if parameter.kind is inspect.Parameter.VAR_KEYWORD and isinstance(value, dict):
            values.update(value)
            continue
        _check(name, word, value, parameter.annotation)
        values[word] = value
    return values


def _check(name: str, word: str, value: object, wanted: object) -> None:
    if value is UNSAID:
        return
    if isinstance(value, Undefined):
        str(value)  # says which name it is
    for known in _CHECKED:
        if wanted == known and not (isinstance(value, known) and (wanted is bool or not isinstance(value, bool))):
            words = _WORDS[wanted]
            what = Text(f"{name} 的参数 {word} 应为{words.zh}。", f"{name}: {word} must be {words.en}.")
            raise fault("argument", what, Text("", ""), str(value))
