"""The columns of a ledger's workbook: the one list that import, export and template share.

Besides the fields a workbook has built-in columns: the unit and the date of a row, the day from which a change holds,
the number of a record that no visible identity tells apart, a date for each step of a workflow, and the reasons that a
marked copy adds.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from taizhang.declare.model import Ledger, Step
from taizhang.kernel.text import Text

AT = "@at"  # not a column to write: the row's number in the sheet, from 0
ORG = "@org"
DATE = "@date"
CHANGED = "@changed"
RECORD = "@record"
PROBLEMS = "@problems"
STEP = "@step:"

ORG_LEDGER = "org_unit"

_ANY_ORG = Text("所属单位", "Unit")
_ANY_DATE = Text("业务日期", "Date")
_CHANGED = Text("变更日期", "Changed on")
_RECORD = Text("记录号", "Record")
# In both languages at once: ledgers have columns of their own called 问题 or Problems.
MARKED_HEADING = "问题 / Problems"
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_IGNORED = re.compile(r"[\s*_:]+")


@dataclass(frozen=True)
class Heading:
    """One possible column; ``target`` is a field's name or one of the built-in ones above."""

    target: str
    title: Text
    names: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """``text`` without what people write differently: width of letters, case, spaces, the star of required columns."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=65536)
def without_unit(text: str) -> str:
    """The normal form without what stands in parentheses: 金额（元） is 金额."""
    return _PARENTHESES.sub("", normalise(text))


def step_title(step: Step) -> Text:
    """What heads the column with the date of ``step``."""
    return step.date_title or Text(f"{step.title.zh}日期", f"{step.title.en} date")


def has_org(ledger: Ledger) -> bool:
    """Whether rows say their own unit (they do not where a reference lends it, and a unit is its own)."""
    return ledger.org_from is None and ledger.name != ORG_LEDGER


def is_blind(ledger: Ledger) -> bool:
    """Whether a masked export could not be matched by identity: there is none, or part of it is personal."""
    return not ledger.identity or any(ledger.fields[name].personal for name in ledger.identity)


def headings_of(ledger: Ledger) -> tuple[Heading, ...]:
    """The columns in the order they are written in."""
    org = (Heading(ORG, ledger.org_title, ("org", _ANY_ORG.zh, _ANY_ORG.en)),) if has_org(ledger) else ()
    fields = tuple(Heading(name, item.title, (name,)) for name, item in ledger.fields.items())
    steps = ledger.workflow.steps.values() if ledger.workflow else ()
    return (
        *fields,
        *org,
        Heading(DATE, ledger.date_title, ("effective", _ANY_DATE.zh, _ANY_DATE.en)),
        *(Heading(STEP + step.name, step_title(step), (step.name,)) for step in steps),
        Heading(CHANGED, _CHANGED, ("changed",)),
        Heading(RECORD, _RECORD, ("record",)),
        Heading(PROBLEMS, Text(MARKED_HEADING, MARKED_HEADING)),
    )


@dataclass(frozen=True)
class Matcher:
    """Finds the column a written heading means."""

    exact: Mapping[str, str]
    loose: Mapping[str, str]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> "Matcher":
        exact: dict[str, str] = {}
        loose: dict[str, str] = {}
        headings = headings_of(ledger)
        for heading in headings:
            for title in (heading.title.zh, heading.title.en):
                exact.setdefault(normalise(title), heading.target)
                loose.setdefault(without_unit(title), heading.target)
        for heading in headings:
            for name in heading.names:
                exact.setdefault(normalise(name), heading.target)
        return cls(exact, loose, tuple(heading.title.zh for heading in headings))

    def target(self, written: str) -> str | None:
        found = self.exact.get(normalise(written))
        if found is None and (bare := without_unit(written)):
            found = self.exact.get(bare) or self.loose.get(bare)
        return found


def title_of(ledger: Ledger, target: str) -> Text:
    return next(heading.title for heading in headings_of(ledger) if heading.target == target)


def heading_with_unit(ledger: Ledger, heading: Heading) -> str:
    """The Chinese title with the unit of measure, 月保障金额（元）, as long as reading finds the column again."""
    item = ledger.fields.get(heading.target)
    title = heading.title.zh
    if item is None or item.unit is None or "（" in title:
        return title
    written = f"{title}（{item.unit}）"
    return written if Matcher.of(ledger).target(written) == heading.target else title
