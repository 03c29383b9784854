"""Row expressions: names resolved to columns, types checked, references followed.

What a row expression says is turned into SQL over the columns of the analytical copy, with ``$window_start`` and
``$window_end`` left open. Faults are collected, all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sqlglot import exp

from taizhang.declare.model import Catalogue, Field, Ledger
from taizhang.indicators.arithmetic import DIVISION_TYPE
from taizhang.indicators.parse import ARITHMETIC, COMPARISONS, not_allowed
from taizhang.indicators.schema import is_reserved
from taizhang.kernel.issue import Issue, Place, did_you_mean
from taizhang.kernel.text import Text

Base = Literal["number", "text", "boolean", "date", "datetime", "nothing", "wrong"]

OWN = "t"
_BASES: Mapping[str, Base] = {
    "integer": "number",
    "decimal": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
}
_NAMES: Mapping[Base, Text] = {
    "number": Text("数字", "a number"),
    "text": Text("文本", "text"),
    "boolean": Text("是否", "yes or no"),
    "date": Text("日期", "a date"),
    "datetime": Text("时间", "a time"),
}
_BUILT_IN: Mapping[str, tuple[str, Base]] = {
    "effective": ("effective_from", "date"),
    "began": ("began", "date"),
    "state_since": ("state_since", "date"),
    "state": ("state", "text"),
    "org": ("org", "text"),
}
_WINDOW = ("window_start", "window_end")


@dataclass(frozen=True)
class Kind:
    """What an expression yields; ``choices`` are the only texts a choice or state can be."""

    base: Base
    choices: frozenset[str] | None = None


@dataclass
class RowScope:
    """Resolves expressions over one ledger's rows. ``references`` collects the reference fields followed.

    With references the ledger's own columns are qualified ``t.``, and those of a referenced record ``FIELD_record.``.
    """

    catalogue: Catalogue
    ledger: Ledger
    place: Place
    window: tuple[str, ...] = _WINDOW
    issues: list[Issue] = field(default_factory=list)
    references: set[str] = field(default_factory=set)

    def resolve(self, tree: exp.Expression) -> tuple[exp.Expression, Kind]:
        """SQL for ``tree`` and what it yields; of kind ``wrong`` when an issue says why."""
        match tree:
            case exp.Column():
                return self._column(tree)
            case exp.Literal():
                return tree.copy(), Kind("text" if tree.is_string else "number")
            case exp.Boolean():
                return tree.copy(), Kind("boolean")
            case exp.Null():
                return exp.null(), Kind("nothing")
            case exp.Cast():
                return self._date(tree)
            case exp.Paren():
                inner, kind = self.resolve(tree.this)
                return exp.Paren(this=inner), kind
            case exp.Div():
                return self._division(tree)
            case exp.Is():
                subject, kind = self.resolve(tree.this)
                if isinstance(tree.expression, exp.Boolean):
                    self._expect(kind, "boolean", tree.this)
                return exp.Is(this=subject, expression=tree.expression.copy()), Kind("boolean")
            case exp.And() | exp.Or():
                left, right = self.condition(tree.this), self.condition(tree.expression)
                return type(tree)(this=left, expression=right), Kind("boolean")
            case exp.Not():
                return exp.Not(this=self.condition(tree.this)), Kind("boolean")
            case exp.In():
                return self._in(tree)
            case exp.Between():
                return self._between(tree)
            case exp.Case():
                return self._case(tree)
            case exp.Coalesce():
                return self._coalesce(tree)
            case exp.Abs() | exp.Neg():
                return type(tree)(this=self.number(tree.this)), Kind("number")
            case exp.Round():
                return self._round(tree)
            case exp.Anonymous():
                first, last = (self._day(argument) for argument in tree.expressions)
                return exp.DateDiff(this=last, expression=first, unit=exp.var("DAY")), Kind("number")
        if isinstance(tree, ARITHMETIC):
            left, right = self.number(tree.this), self.number(tree.expression)
            return type(tree)(this=left, expression=right), Kind("number")
        if isinstance(tree, COMPARISONS):
            left, right = self._alike([tree.this, tree.expression], tree)[0]
            return type(tree)(this=left, expression=right), Kind("boolean")
        self.issues.append(not_allowed(tree.sql("duckdb"), self.place))
        return tree.copy(), Kind("wrong")

    def condition(self, tree: exp.Expression) -> exp.Expression:
        """SQL for what must be true or false."""
        resolved, kind = self.resolve(tree)
        self._expect(kind, "boolean", tree)
        return resolved

    def number(self, tree: exp.Expression) -> exp.Expression:
        """SQL for what must be a number."""
        resolved, kind = self.resolve(tree)
        self._expect(kind, "number", tree)
        return resolved

    def _day(self, tree: exp.Expression) -> exp.Expression:
        resolved, kind = self.resolve(tree)
        if kind.base == "datetime":
            return exp.cast(resolved, "date")
        self._expect(kind, "date", tree)
        return resolved

    def _division(self, tree: exp.Div) -> tuple[exp.Expression, Kind]:
        divisor = exp.Nullif(this=self.number(tree.expression), expression=exp.Literal.number(0))
        quotient = exp.Div(this=self.number(tree.this), expression=divisor)
        return exp.cast(quotient, DIVISION_TYPE, dialect="duckdb"), Kind("number")

    def _round(self, tree: exp.Round) -> tuple[exp.Expression, Kind]:
        decimals = tree.args.get("decimals")
        if decimals is not None and not decimals.is_int:
            self.issues.append(not_allowed(tree.sql("duckdb"), self.place))
        return exp.Round(this=self.number(tree.this), decimals=decimals and decimals.copy()), Kind("number")

    def _in(self, tree: exp.In) -> tuple[exp.Expression, Kind]:
        (subject, *items), _ = self._alike([tree.this, *tree.expressions], tree)
        return exp.In(this=subject, expressions=items), Kind("boolean")

    def _between(self, tree: exp.Between) -> tuple[exp.Expression, Kind]:
        (subject, low, high), _ = self._alike([tree.this, tree.args["low"], tree.args["high"]], tree)
        return exp.Between(this=subject, low=low, high=high), Kind("boolean")

    def _case(self, tree: exp.Case) -> tuple[exp.Expression, Kind]:
        if tree.this is not None:
            self.issues.append(not_allowed(tree.sql("duckdb"), self.place))
            return tree.copy(), Kind("wrong")
        branches = tree.args["ifs"]
        default = tree.args.get("default")
        answers = [branch.args["true"] for branch in branches] + ([default] if default is not None else [])
        conditions = [self.condition(branch.this) for branch in branches]
        resolved, kind = self._alike(answers, tree)
        ifs = [exp.If(this=when, true=then) for when, then in zip(conditions, resolved, strict=False)]
        return exp.Case(ifs=ifs, default=resolved[-1] if default is not None else None), kind

    def _coalesce(self, tree: exp.Coalesce) -> tuple[exp.Expression, Kind]:
        (first, *rest), kind = self._alike([tree.this, *tree.expressions], tree)
        return exp.Coalesce(this=first, expressions=rest), kind

    def _date(self, tree: exp.Cast) -> tuple[exp.Expression, Kind]:
        try:
            date.fromisoformat(str(tree.this.this))
        except ValueError:
            self._add(
                "indicator-impossible-date",
                Text(f"日期“{tree.this.this}”不存在。", f"There is no date '{tree.this.this}'."),
                Text("日期写作 date '2020-05-25'。", "Write a date as date '2020-05-25'."),
                str(tree.this.this),
            )
        return tree.copy(), Kind("date")

    def _alike(self, trees: Iterable[exp.Expression], whole: exp.Expression) -> tuple[list[exp.Expression], Kind]:
        """Resolve expressions that are compared with one another; a text must be one a choice can be."""
        trees = list(trees)
        resolved, kinds = zip(*(self.resolve(tree) for tree in trees), strict=True)
        bases: list[Base] = [kind.base for kind in kinds if kind.base not in ("nothing", "wrong")]
        common: Base = bases[0] if bases else "nothing"
        for base in bases:
            if base != common and {base, common} != {"date", "datetime"}:
                self._unlike(common, base, whole)
                return list(resolved), Kind("wrong")
        choices = next((kind.choices for kind in kinds if kind.choices is not None), None)
        if choices is not None:
            for tree in trees:
                if isinstance(tree, exp.Literal) and tree.this not in choices:
                    self._unknown_choice(str(tree.this), choices)
        return list(resolved), Kind(common)

    def _column(self, tree: exp.Column) -> tuple[exp.Expression, Kind]:
        if len(tree.parts) > 2:
            self.issues.append(not_allowed(tree.sql("duckdb"), self.place))
            return tree.copy(), Kind("wrong")
        name = tree.name
        if tree.table:
            return self._referenced(tree.table, name)
        if name in _WINDOW:
            if name not in self.window:
                self._unknown_field(name, self.ledger, ())
                return tree.copy(), Kind("wrong")
            return exp.Placeholder(this=name), Kind("date")
        return self._own(self.ledger, name, OWN)

    def _referenced(self, field_name: str, name: str) -> tuple[exp.Expression, Kind]:
        item = self.ledger.fields.get(field_name)
        target = self.catalogue.ledgers.get(item.to or "") if item is not None else None
        if item is None or target is None:
            references = [name for name, item in self.ledger.fields.items() if item.type == "reference"]
            self._add(
                "indicator-not-a-reference",
                Text(f"“{field_name}”不是引用字段。", f"'{field_name}' is not a reference field."),
                did_you_mean(field_name, references),
                field_name,
            )
            return exp.column(name, field_name), Kind("wrong")
        self.references.add(field_name)
        return self._own(target, name, f"{field_name}_record")

    def _own(self, ledger: Ledger, name: str, table: str) -> tuple[exp.Expression, Kind]:
        item = ledger.fields.get(name)
        built_in = _BUILT_IN.get(name)
        if built_in is not None and not (name in ("state", "state_since") and ledger.workflow is None):
            column, base = built_in
            choices = frozenset(ledger.workflow.states) if name == "state" and ledger.workflow else None
            return _column(column, table), Kind(base, choices)
        if item is None:
            self._unknown_field(name, ledger, ledger.columns)
            return _column(name, table), Kind("wrong")
        if item.personal is not None:
            self._personal(item)
            return _column(name, table), Kind("wrong")
        return _column(name, table), _kind_of(item)

    def _expect(self, kind: Kind, base: Base, tree: exp.Expression) -> None:
        if kind.base not in (base, "nothing", "wrong"):
            self._unlike(base, kind.base, tree)

    def _unlike(self, wanted: Base, found: Base, tree: exp.Expression) -> None:
        words, one, other = tree.sql("duckdb"), _NAMES[wanted], _NAMES[found]
        remedy = Text("请核对字段类型。", "Check the types of the fields.")
        if {wanted, found} == {"date", "text"}:
            remedy = Text("日期写作 date '2020-05-25'。", "Write a date as date '2020-05-25'.")
        what = Text(f"“{words}”中{one.zh}与{other.zh}不能混用。", f"'{words}' needs {one.en}, but has {other.en}.")
        self._add("indicator-type", what, remedy, words)

    def _unknown_choice(self, word: str, choices: frozenset[str]) -> None:
        what = Text(f"“{word}”不是可选的值。", f"'{word}' is not one of the choices.")
        self._add("indicator-unknown-choice", what, did_you_mean(word, choices), word)

    def _unknown_field(self, name: str, ledger: Ledger, columns: Iterable[str]) -> None:
        states = ("state", "state_since") if ledger.workflow is not None else ()
        what = Text(f"台账“{ledger.title.zh}”没有字段“{name}”。", f"'{ledger.title.en}' has no field '{name}'.")
        known = [*columns, "effective", "began", "org", *states, *self.window]
        self._add("indicator-unknown-field", what, did_you_mean(name, known), name)

    def _personal(self, item: Field) -> None:
        what = Text(
            f"“{item.title.zh}”（{item.name}）是个人信息，不能参与计算。",
            f"'{item.title.en}' ({item.name}) is personal and cannot be computed with.",
        )
        remedy = Text("请改用不含个人信息的字段。", "Use a field that is not personal.")
        self._add("indicator-personal-field", what, remedy, item.name)

    def _add(self, code: str, what: Text, remedy: Text, value: str) -> None:
        issue = Issue(code, what, remedy, self.place, value=value)
        if issue not in self.issues:
            self.issues.append(issue)


def _column(name: str, table: str) -> exp.Expression:
    return exp.column(exp.to_identifier(name, quoted=is_reserved(name)), table=table)


def _kind_of(item: Field) -> Kind:
    return Kind(_BASES.get(item.type, "text"), frozenset(item.choices) if item.type == "choice" else None)
