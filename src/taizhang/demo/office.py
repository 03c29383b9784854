"""Texts and plans of the demo town's party-and-government office."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from taizhang.demo.places import OFFICE, TOWN_NAME
from taizhang.demo.plan_list import (
    ANSWERS,
    CONGRESS,
    FINISHED_FIRST,
    FIRST_HALF,
    MILESTONES,
    NEXT_YEAR,
    PLANNED,
    PLANNED_NEXT,
    REASONS_FIRST,
    SECOND_HALF,
    SETTLED,
    Promise,
)
from taizhang.demo.rows import Row, Value

YEAR = 2020
_TEXTS = {
    "opening": (
        "今年是全面建成小康社会的收官之年。面对复杂形势和繁重任务，镇党委、镇政府认真落实上级决策部署，"
        "一手抓民生保障，一手抓项目建设，镇域经济平稳运行，社会大局和谐稳定。",
    ),
    "review_opening": ("今年以来，全镇上下围绕年初确定的目标任务，盯住重点、补齐短板，各项工作取得新的进展。",),
    "problem": (
        "在肯定成绩的同时，也要清醒看到，镇域产业规模偏小、链条偏短，村集体增收渠道不宽，"
        "基础设施和公共服务还有欠账，少数干部抓落实的办法不多。",
    ),
    "guidance": (
        "下半年工作的总体要求是：坚持稳中求进工作总基调，贯彻新发展理念，以项目建设增后劲，"
        "以绿色发展优环境，以民生实事暖人心，以基层治理促稳定，努力完成全年目标任务。",
    ),
}
_ANNUAL_TEXTS = {
    "annual_opening": (
        "按照上级关于年度总结的要求，镇党委、镇政府对照年初目标和下半年工作计划，逐项核实台账、逐项总结工作。",
    ),
    "annual_review": (
        "一年来，全镇统筹疫情防控和经济社会发展，巩固脱贫成果，推进项目建设，办理民生实事，"
        "完成村级建制调整，发展基础进一步夯实。",
    ),
    "annual_guidance": (
        "下一年工作的总体要求是：坚持稳中求进，以党的建设为统领，接续推进乡村振兴，"
        "守住不返贫、安全生产和生态环境底线，把为民办事的每一项承诺落到台账上、落到时限内。",
    ),
}


def text_rows() -> list[Row]:
    return _texts(_TEXTS, SETTLED)


def annual_text_rows() -> list[Row]:
    return _texts(_ANNUAL_TEXTS, PLANNED_NEXT)


def _texts(texts: Mapping[str, tuple[str, ...]], day: date) -> list[Row]:
    return [
        Row(day, {"topic": topic, "year": YEAR, "position": position, "body": body, "author": OFFICE}, TOWN_NAME)
        for topic, bodies in texts.items()
        for position, body in enumerate(bodies, 1)
    ]


def _values(year: int, number: int, plan: str, promise: Promise) -> dict[str, Value]:
    target = promise.target
    values: dict[str, Value] = {
        "code": f"JH{year}-{number:03}",
        "plan": plan,
        "part": promise.part,
        "source": promise.source,
        "goal": target.goal if target else "task",
        "position": number,
        "promise": promise.text,
        "owner": promise.owner,
        "due_on": promise.due,
    }
    if target is not None:
        values |= {
            "indicator": target.indicator,
            "baseline": Decimal(target.baseline),
            "target": Decimal(target.amount),
            "measured_in": target.unit,
            "direction": target.direction,
        }
    return values


def _plan(promises: Sequence[Promise], year: int, first: int, plan: str, day: date) -> list[Row]:
    return [Row(day, _values(year, number, plan, promise), TOWN_NAME) for number, promise in enumerate(promises, first)]


def plan_rows() -> list[Row]:
    """The plans of both halves and the goals of the people's congress, as they stood in the middle of 2020."""
    rows = _plan(FIRST_HALF, YEAR, 1, f"{YEAR}H1", PLANNED)
    rows = [_as_of_june(row) for row in rows]
    rows += _plan(SECOND_HALF, YEAR, len(rows) + 1, f"{YEAR}H2", SETTLED)
    goals = _plan(CONGRESS, YEAR, len(rows) + 1, f"{YEAR}", PLANNED)
    return [*rows, *goals[:-1], replace(goals[-1], steps={"finish": FINISHED_FIRST["JH2020-007"]})]


def _as_of_june(row: Row) -> Row:
    code = str(row.values["code"])
    if code in FINISHED_FIRST:
        return replace(row, steps={"finish": FINISHED_FIRST[code]})
    return replace(row, values={**row.values, "delay_reason": REASONS_FIRST[code]})


def answer_rows(planned: Sequence[Row]) -> list[Row]:
    """What was entered in the second half about the promises in ``planned``."""
    rows = []
    for row in planned:
        answer = ANSWERS.get(str(row.values["code"]))
        if answer is not None:
            steps = {answer.step: answer.day} if answer.step else {}
            values = {**row.values, **answer.values}
            rows.append(replace(row, values=values, steps=steps, changed_on=answer.day))
    return rows


def next_plan_rows() -> list[Row]:
    return _plan(NEXT_YEAR, YEAR + 1, 1, f"{YEAR + 1}", PLANNED_NEXT)


def milestone_rows() -> list[Row]:
    """Milestones as they were listed; those that were done follow as changes."""
    return [Row(SETTLED, {"item": code, "name": name, "due_on": due}) for code, name, due, _ in MILESTONES]


def milestone_done_rows() -> list[Row]:
    return [
        Row(SETTLED, {"item": code, "name": name, "due_on": due, "done_on": done}, changed_on=done)
        for code, name, due, done in MILESTONES
        if done is not None
    ]
