"""The whole demo town: its workbooks in the order an office would hand them in, and writing them to files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.demo import (
    assistance,
    census,
    facilities,
    movements,
    office,
    openness,
    payments,
    people,
    places,
    projects,
    rivers,
    second_half,
    staff,
)
from taizhang.demo.assistance import Grant
from taizhang.demo.calendar import FIRST, RAISED, SECOND_HALF
from taizhang.demo.lines import workbooks_of_lines
from taizhang.demo.people import Household
from taizhang.demo.rivers import Reach
from taizhang.demo.rows import Row, Workbook, sheets_of
from taizhang.exchange.sheets import write_rows
from taizhang.kernel.orgcode import OrgCode

SEED = 2020
ORG = OrgCode.parse(places.TOWN_CODE)
NAME = places.TOWN_NAME
REPORTS = (("half_year", "2020H1"), ("annual", "2020"))
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoTown:
    """Everything of one town, made when asked for. The same seed and scale give the same rows.

    ``scale`` multiplies households, payments, planned patrols and greenhouses (hence readings).
    """

    seed: int = SEED
    scale: int = 1

    @cached_property
    def households(self) -> list[Household]:
        return people.households(self.seed, self.scale)

    @cached_property
    def reaches(self) -> list[Reach]:
        return rivers.reaches(self.seed)

    @cached_property
    def grants(self) -> dict[str, list[Grant]]:
        """Decisions by ledger."""
        return {
            "subsistence_allowance": assistance.allowances(self.households, self.seed),
            "destitute_support": assistance.destitute(self.households, self.seed),
            "disability_subsidy": assistance.disability(self.households, self.seed),
            "old_age_subsidy": assistance.old_age(self.households, self.seed),
            "child_support": assistance.children(self.households, self.seed),
            "temporary_assistance": assistance.temporary(self.households, self.seed),
        }

    @cached_property
    def low_rent(self) -> list[Row]:
        return assistance.low_rent(self.households, self.seed)

    @cached_property
    def payments(self) -> list[Row]:
        regular = [grant for name, grants in self.grants.items() if name != "temporary_assistance" for grant in grants]
        return payments.payments(regular, self.grants["temporary_assistance"])

    @cached_property
    def patrols(self) -> list[Row]:
        return rivers.patrol_rows(self.reaches, self.seed, self.scale)

    @cached_property
    def problems(self) -> list[Row]:
        return rivers.problem_rows(self.reaches, self.patrols, self.seed)

    @cached_property
    def readings(self) -> list[Row]:
        return facilities.reading_rows(self.seed, self.scale)

    def workbooks(self) -> list[Workbook]:
        """In the order of import: what is referred to first, and the merger before the rows that follow it."""
        first, second, third, fourth = self._payments_by_half()
        funds, plans = projects.fund_rows(), office.plan_rows()
        disclosures = openness.disclosure_rows(self.seed)
        return [
            Workbook("组织机构和人员", {"org_unit": places.units(), "staff": staff.rows(self.seed)}),
            Workbook("村民小组", {"org_unit": places.groups()}),
            Workbook("户和人口", self._people()),
            Workbook("社会救助和住房保障审批", self._decisions(later=False)),
            Workbook("救助金发放2019年上半年", {"assistance_payment": first}),
            Workbook("救助金发放2019年下半年", {"assistance_payment": second}),
            Workbook("项目建设", self._projects(funds)),
            Workbook("项目节点完成情况", {"project_milestone": projects.milestone_done_rows()}),
            Workbook("河段和水源", self._reaches()),
            Workbook("村级建制调整", self._merger()),
            Workbook("村民小组合并", {"org_unit": places.group_merger()}),
            Workbook("河长制", self._rivers()),
            Workbook(
                "低保提标2020年",
                {"subsistence_allowance": assistance.raised_rows(self.grants["subsistence_allowance"])},
            ),
            Workbook("救助金发放2020年上半年", {"assistance_payment": third}),
            Workbook(
                "党政综合",
                {"text_block": office.text_rows(), "plan_item": plans, "nil_report": rivers.nil_rows()},
            ),
            Workbook("社会救助和住房保障审批2020年下半年", self._decisions(later=True)),
            Workbook("救助金发放2020年下半年", {"assistance_payment": fourth}),
            Workbook("项目建设2020年下半年", self._later_projects(funds)),
            Workbook("项目节点完成情况2020年下半年", {"project_milestone": second_half.milestone_done_rows()}),
            Workbook("水源保护2020年下半年", {"water_source": rivers.water_change_rows(self.seed)}),
            Workbook("户口变动2020年下半年", self._movements()),
            Workbook("人口普查", self._census()),
            Workbook(
                "政务公开",
                {"disclosure": disclosures, "openness_request": openness.request_rows(disclosures, self.seed)},
            ),
            Workbook("计划任务节点", {"plan_milestone": office.milestone_rows()}),
            Workbook(
                "工作计划完成情况2020年下半年",
                {"plan_item": office.answer_rows(plans), "plan_milestone": office.milestone_done_rows()},
            ),
            Workbook(
                "年度总结和下一年计划", {"text_block": office.annual_text_rows(), "plan_item": office.next_plan_rows()}
            ),
            *workbooks_of_lines(self),
            Workbook("设施监测数据", {"facility_reading": self.readings}, ".csv"),
        ]

    def _payments_by_half(self) -> list[list[Row]]:
        """The payments of each half year from 2019 on."""
        edges = (FIRST, date(2019, 7, 1), RAISED, SECOND_HALF, date.max)
        return [[row for row in self.payments if first <= row.day < end] for first, end in pairwise(edges)]

    def _people(self) -> dict[str, list[Row]]:
        return {"household": people.household_rows(self.households), "resident": people.resident_rows(self.households)}

    def _decisions(self, later: bool) -> dict[str, list[Row]]:
        """Applications until the middle of 2020, or (``later``) those after it."""
        plain = ("destitute_support", "temporary_assistance")
        rows = {
            name: [grant.row(None) if name in plain else grant.row() for grant in grants]
            for name, grants in self.grants.items()
        }
        rows["low_rent_housing"] = self.low_rent
        found = {name: [row for row in each if (row.day >= SECOND_HALF) is later] for name, each in rows.items()}
        return {name: each for name, each in found.items() if each}

    def _projects(self, funds: list[Row]) -> dict[str, list[Row]]:
        return {
            "project": projects.project_rows(),
            "project_fund": funds,
            "project_milestone": projects.milestone_rows(),
            "project_progress": projects.progress_rows(self.seed),
            "facility": facilities.facility_rows(self.scale),
            "facility_subsystem": facilities.subsystem_rows(self.scale),
            "seedling_transplant": projects.seedling_rows(),
        }

    def _later_projects(self, funds: list[Row]) -> dict[str, list[Row]]:
        return {
            "project": second_half.project_change_rows(),
            "project_fund": second_half.fund_change_rows(funds),
            "project_milestone": second_half.milestone_rows(),
            "project_progress": second_half.progress_rows(self.seed),
            "nil_report": second_half.nil_rows(),
        }

    def _movements(self) -> dict[str, list[Row]]:
        made = movements.movements(self.households, self.seed)
        return {"household": made.households, "resident": made.residents}

    def _census(self) -> dict[str, list[Row]]:
        areas = census.areas(self.households)
        return {"census_area": census.area_rows(areas), "census_return": census.return_rows(areas, self.seed)}

    def _merger(self) -> dict[str, list[Row]]:
        return {
            "org_unit": places.merger(),
            "household": people.moved_rows(self.households),
            "river_reach": rivers.moved_rows(self.reaches),
        }

    def _reaches(self) -> dict[str, list[Row]]:
        return {"river_reach": rivers.reach_rows(self.reaches), "water_source": rivers.water_rows(self.seed)}

    def _rivers(self) -> dict[str, list[Row]]:
        return {
            "patrol_plan": rivers.plan_rows(self.reaches, self.scale),
            "river_patrol": self.patrols,
            "river_problem": self.problems,
        }


def write_demo(folder: Path, scale: int = 1, seed: int = SEED, progress: Progress | None = None) -> list[Path]:
    """Write the workbooks to ``folder`` as ``NN-名称.xlsx`` and return them in the order of import.

    Readings come as the data acquisition system delivers them: a CSV file that bears its ledger's name.

    ``progress(done, total)`` is called after each file. The same seed and scale give the same bytes.
    """
    catalogue, _ = load_packs(SHIPPED)
    books = DemoTown(seed, scale).workbooks()
    paths = []
    for number, book in enumerate(books, 1):
        sheets = sheets_of(book, catalogue)
        name = f"{number:02}-{book.name}" if book.suffix == ".xlsx" else sheets[0].name
        path = folder / f"{name}{book.suffix}"
        write_rows(path, sheets)
        paths.append(path)
        if progress is not None:
            progress(number, len(books))
    return paths
