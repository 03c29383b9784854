"""What the command line prints: issues, tables, progress. Everything a user sees goes through here."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import click

from taizhang.cli.language import language, t
from taizhang.kernel.issue import Issue, Severity, has_errors

_MARK = {
    Severity.ERROR: ("错误", "error", "red"),
    Severity.WARNING: ("注意", "warning", "yellow"),
    Severity.INFO: ("提示", "note", "cyan"),
}
_SHOWN = 40


def say(zh: str, en: str) -> None:
    click.echo(t(zh, en))


def show_issues(issues: Sequence[Issue], most: int = _SHOWN) -> None:
    """Errors first; beyond ``most`` lines the rest is counted by code."""
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    ranked = sorted(issues, key=lambda issue: order[issue.severity])
    for issue in ranked[:most]:
        zh, en, colour = _MARK[issue.severity]
        click.echo(click.style(t(zh, en), fg=colour) + " " + issue.line(language()), err=True)
    rest = Counter(issue.code for issue in ranked[most:])
    if rest:
        listed = ", ".join(f"{code} × {count}" for code, count in rest.most_common())
        click.echo(
            t(f"……另有 {sum(rest.values())} 条：{listed}", f"… and {sum(rest.values())} more: {listed}"), err=True
        )


def stop_on_errors(issues: Sequence[Issue]) -> None:
    """Print the issues; leave with status 1 when one is an error."""
    show_issues(issues)
    if has_errors(issues):
        sys.exit(1)


def fail(issue: Issue) -> NoReturn:
    show_issues([issue])
    sys.exit(1)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """A table that fits the terminal; in a pipe, tab-separated lines that other programs can read."""
    if not sys.stdout.isatty():
        click.echo("\t".join(header))
        for row in rows:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False)
    for at, title in enumerate(header):
        grid.add_column(title, justify="right" if at in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    Console().print(grid)


@contextmanager
def progress(zh: str, en: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, silence in a pipe. The function it gives takes (done, of how many)."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        task = bars.add_task(t(zh, en), total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
