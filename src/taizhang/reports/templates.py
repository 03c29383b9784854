"""Templates: read, compiled in a sandbox, rendered; whatever is wrong with one becomes an Issue with file and line."""

import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MethodType
from typing import TypeVar

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes, pass_eval_context
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from taizhang.indicators.values import IndicatorError
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.text import Text
from taizhang.reports.calls import bound
from taizhang.reports.faults import Fault
from taizhang.reports.printing import literal

FILTERS = (
    *("batch", "default", "first", "groupby", "join", "last", "length", "list", "map", "reject", "rejectattr"),
    *("replace", "reverse", "select", "selectattr", "sort", "trim", "unique"),
)
T = TypeVar("T")
_PACKAGE = str(Path(__file__).parents[1])
_QUOTED = re.compile(r"'([^']*)'")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates see the functions of the narrative, nothing else; a small text cannot make a huge one."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        if operator == "**" or isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
            raise SecurityError(f"the operator {operator} is not allowed here")
        return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]

    def call(self, context: object, called: object, /, *args: object, **kwargs: object) -> object:
        """Our own functions get what they declare; others (macros, methods of text) are the sandbox's business."""
        if isinstance(called, MethodType) and called.__module__.startswith("taizhang."):
            said = {word: value for word, value in kwargs.items() if not word.startswith("_")}  # Jinja's own
            bound(called.__func__, args, said)
        return super().call(context, called, *args, **kwargs)  # type: ignore[arg-type]


@pass_eval_context
def _finalize(_: nodes.EvalContext, value: object) -> Markup:
    """Asking for the context keeps Jinja from printing constants without us."""
    return literal(value)


def _environment() -> _Sandbox:
    sandbox = _Sandbox(
        autoescape=True,  # so that what macros and set blocks make is told from plain text
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sandbox.globals = {"namespace": sandbox.globals["namespace"]}
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    return sandbox


_SANDBOX = _environment()


@dataclass(frozen=True)
class Source:
    """A template that compiled: its syntax tree, and what renders it."""

    path: Path
    tree: nodes.Template
    template: Template

    @property
    def name(self) -> str:
        """``pack.section``: short, and the same on every machine."""
        return f"{self.path.parent.parent.name}.{self.path.name.split('.')[0]}"


def read(path: Path) -> tuple[Source | None, list[Issue]]:
    """The template in a file, or what is wrong with it. Compiled once for each text."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = Text(f"读不了模板文件：{error}。", f"Cannot read the template: {error}.")
        remedy = Text("请检查文件是否存在、是否为 UTF-8 编码。", "See that the file exists and is UTF-8.")
        return None, [Issue("section-unreadable", what, remedy, Place(str(path)))]
    return _compiled(path, text)


@lru_cache(maxsize=256)
def _compiled(path: Path, text: str) -> tuple[Source | None, list[Issue]]:
    try:
        tree = _SANDBOX.parse(text, filename=str(path))
        code = _SANDBOX.compile(text, filename=str(path))
    except TemplateSyntaxError as error:
        return None, [_syntax(error, path)]
    return Source(path, tree, Template.from_code(_SANDBOX, code, {**_SANDBOX.globals})), []


def _syntax(error: TemplateSyntaxError, path: Path) -> Issue:
    message = error.message or ""
    place = Place(str(path), error.lineno)
    what = Text(f"模板语法有误：{message}", f"The template's syntax is wrong: {message}")
    remedy = Text("请对照 docs/packs.md 的“sections”一节改正。", "See 'sections' in docs/packs.md.")
    if match := re.match(r"No filter named '(.*?)'", message):
        remedy = did_you_mean(match[1], FILTERS)
        what = Text(f"没有名为“{match[1]}”的过滤器。", f"There is no filter '{match[1]}'.")
    return Issue("section-syntax", what, remedy, place, value=message)


def guarded(source: Source, known: Iterable[str], make: Callable[[], T]) -> tuple[T | None, list[Issue]]:
    """What ``make`` answers, or the faults it met with their places in the template. Our own mistakes stay errors."""
    try:
        return make(), []
    except Fault as error:
        return None, [error.at(_place(error, source))]
    except IndicatorError as error:
        place = _place(error, source)
        return None, [issue if str(issue.place) else replace(issue, place=place) for issue in error.issues]
    except UndefinedError as error:
        return None, [_undefined(error, source, known)]
    except SecurityError as error:
        what = Text(f"模板里不允许这样写：{error}", f"Not allowed in a template: {error}")
        remedy = Text("模板只能用 docs/packs.md 所列的写法。", "Only what docs/packs.md lists may be used.")
        return None, [Issue("section-forbidden", what, remedy, _place(error, source), value=str(error))]
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        if _is_ours(error):
            raise
        what = Text(f"模板在这里算不下去：{error}", f"The template fails here: {error}")
        remedy = Text("请检查这一行的参数和比较。", "Check the arguments and comparisons in this line.")
        if "NoneType" in str(error):
            remedy = Text(
                "没有数据时 value() 是 none，空字段也是：请先用 missing() 或 if 判断。",
                "Without data value() is none, and so is an empty field: ask missing() or if first.",
            )
        return None, [Issue("section-failed", what, remedy, _place(error, source), value=str(error))]


def rendered(source: Source, context: Mapping[str, object]) -> tuple[str | None, list[Issue]]:
    """The Markdown that a template makes."""
    return guarded(source, context, lambda: source.template.render(context))


def _undefined(error: UndefinedError, source: Source, known: Iterable[str]) -> Issue:
    message = str(error)
    match = _QUOTED.search(message)
    name = match[1] if match else ""
    remedy = did_you_mean(name, known) if message.endswith("is undefined") else Text("", "")
    if "inline if-expression" in message:
        what = Text("条件表达式缺少 else。", "The conditional expression has no else.")
        remedy = Text("请写成 {{ '…' if 条件 else '' }}。", "Write {{ '…' if CONDITION else '' }}.")
    else:
        what = Text(f"“{name}”没有定义（{message}）。", f"'{name}' is not defined ({message}).")
    return Issue("section-undefined", what, remedy, _place(error, source), value=name)


def _place(error: Exception, source: Source) -> Place:
    file = str(source.path)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return Place(file, lines[-1] if lines else None)


def _is_ours(error: Exception) -> bool:
    """Whether it was raised inside the product rather than in the template or while calling from it."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and frames[-1].filename.startswith(_PACKAGE)
