"""The reference: a page of Markdown per pack, made from its declarations. Nothing in it is typed twice."""

from collections.abc import Iterator, Mapping

from taizhang.declare.model import Catalogue, Check, Field, Indicator, Ledger, Limit, Pack, Step, Workflow

_AT = {"period": "期内 in the period", "end": "期末 at its end", "to_date": "累计 to date"}


def reference(catalogue: Catalogue) -> Mapping[str, str]:
    """File name -> text, ``README.md`` (the list of packs) included."""
    packs = sorted(catalogue.packs.values(), key=lambda pack: (pack.order, pack.name))
    pages = {f"{pack.name}.md": "\n".join(_page(catalogue, pack)) + "\n" for pack in packs}
    return {"README.md": "\n".join(_index(catalogue, packs)) + "\n", **pages}


def _index(catalogue: Catalogue, packs: list[Pack]) -> Iterator[str]:
    yield "# Reference: the shipped packs\n"
    yield "Made from the declarations by `taizhang packs reference`; a test fails when it is out of date.\n"
    yield "| pack | 条线 | line of work | ledgers | indicators | checks |"
    yield "|---|---|---|--:|--:|--:|"
    for pack in packs:
        counts = (
            len(catalogue.ledgers_of(pack.name)),
            sum(item.pack == pack.name for item in catalogue.indicators.values()),
            sum(item.pack == pack.name for item in catalogue.checks.values()),
        )
        yield (
            f"| [{pack.name}]({pack.name}.md) | {pack.title.zh} | {pack.title.en} | "
            + " | ".join(map(str, counts))
            + " |"
        )


def _page(catalogue: Catalogue, pack: Pack) -> Iterator[str]:
    yield f"# {pack.title.zh} · {pack.title.en}\n"
    if pack.about:
        yield f"{pack.about.zh}\n\n{pack.about.en}\n"
    yield f"Pack `{pack.name}`" + (
        f", needs {', '.join(f'[{name}]({name}.md)' for name in pack.needs)}." if pack.needs else "."
    )
    for ledger in catalogue.ledgers_of(pack.name):
        yield from _ledger(catalogue, ledger)
    indicators = [item for item in catalogue.indicators.values() if item.pack == pack.name]
    if indicators:
        yield from _indicators(indicators)
    checks = [item for item in catalogue.checks.values() if item.pack == pack.name]
    if checks:
        yield from _checks(checks)


def _ledger(catalogue: Catalogue, ledger: Ledger) -> Iterator[str]:
    kind = "底册 register" if ledger.kind == "register" else "流水 journal"
    yield f"\n## {ledger.title.zh} · {ledger.title.en}\n"
    if ledger.about:
        yield f"{ledger.about.zh}\n\n{ledger.about.en}\n"
    identity = "、".join(f"`{name}`" for name in ledger.identity) or "每行一条 each row is a record"
    yield f"`{ledger.name}`, {kind}; 标识 identity: {identity}; 业务日期 effective date: {ledger.date_title.zh}; " + (
        f"单位随 unit from: `{ledger.org_from}`" if ledger.org_from else f"单位 unit: {ledger.org_title.zh}"
    )
    if ledger.expect:
        yield f"\n应报 expected: every {ledger.expect.every}, by each {ledger.expect.by}."
    if ledger.retention_from:
        yield f"\n留存 retention: personal fields erased {ledger.retention_days} days after `{ledger.retention_from}`."
    yield "\n| 栏目 | field | name | type | rules |\n|---|---|---|---|---|"
    for field in ledger.fields.values():
        yield f"| {field.title.zh} | {field.title.en} | `{field.name}` | {_type(catalogue, field)} | {_rules(field)} |"
    if ledger.workflow:
        yield from _workflow(ledger.workflow)


def _type(catalogue: Catalogue, field: Field) -> str:
    if field.type == "reference" and field.to:
        pack = catalogue.ledgers[field.to].pack
        return f"reference → [{field.to}]({pack}.md)"
    if field.choices:
        return "choice: " + "、".join(title.zh for title in field.choices.values())
    return field.type


def _rules(field: Field) -> str:
    rules = ["required"] if field.required else []
    rules += [f"unit {field.unit}"] if field.unit else []
    rules += [f"≥ {field.minimum}"] if field.minimum is not None else []
    rules += [f"≤ {field.maximum}"] if field.maximum is not None else []
    rules += [field.format] if field.format else []
    rules += [f"`{field.pattern}`".replace("|", "\\|")] if field.pattern else []
    rules += [f"personal ({field.personal}): encrypted, masked"] if field.personal else []
    return "; ".join(rules)


def _workflow(workflow: Workflow) -> Iterator[str]:
    yield "\n```mermaid\nstateDiagram-v2"
    for name, title in workflow.states.items():
        yield f"  {name}: {title.zh} {title.en}"
    yield f"  [*] --> {workflow.start}"
    for step in workflow.steps.values():
        for source in step.sources:
            yield f"  {source} --> {step.to}: {_step(step)}"
    yield "```"


def _step(step: Step) -> str:
    said = [f"{step.title.zh}（{step.by}）"]
    said += [f"within {_limit(step.within)}"] if step.within else []
    said += [f"after {_limit(step.after)}"] if step.after else []
    return " ".join(said)


def _limit(limit: Limit) -> str:
    return f"{limit.days} {'working days' if limit.working else 'days'}"


def _indicators(indicators: list[Indicator]) -> Iterator[str]:
    yield "\n## 指标 Indicators\n"
    yield "| 指标 | title | name | unit | at | formula (SQL over its ledger) |\n|---|---|---|---|---|---|"
    for item in indicators:
        at = _AT[item.at] if item.ledger else "算得 computed"
        yield f"| {item.title.zh} | {item.title.en} | `{item.name}` | {item.unit} | {at} | {_formula(item)} |"


def _formula(item: Indicator) -> str:
    formula = item.measure or item.derived or " / ".join(item.ratio or ())
    source = f" from `{item.ledger}`" if item.ledger else ""
    by = f"; by {', '.join(item.by)}" if item.by else ""
    return f"`{' '.join(formula.split())}`".replace("|", "\\|") + source + by


def _checks(checks: list[Check]) -> Iterator[str]:
    yield "\n## 核对规则 Checks\n"
    yield "| 规则 | check | must hold | at each |\n|---|---|---|---|"
    for item in checks:
        tolerance = f" (± {item.tolerance})" if item.tolerance else ""
        yield f"| {item.title.zh} | {item.title.en} | `{item.expression}`{tolerance} | {', '.join(item.by)} |"
