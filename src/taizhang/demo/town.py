"""The whole demo town: its workbooks in the order an office would hand them in, and writing them to files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.demo import assistance, facilities, office, payments, people, places, projects, rivers, staff
from taizhang.demo.assistance import Grant
from taizhang.demo.calendar import RAISED
from taizhang.demo.lines import workbooks_of_lines
from taizhang.demo.people import Household
from taizhang.demo.rivers import Reach
from taizhang.demo.rows import Row, Workbook, sheets_of
from taizhang.exchange.sheets import write_rows
from taizhang.kernel.orgcode import OrgCode

SEED = 2020
ORG = OrgCode.parse(places.TOWN_CODE)
NAME = places.TOWN_NAME
REPORTS = (("half_year", "2020H1"),)
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
        first, second, third = self._payments_by_half()
        return [
            Workbook("组织机构和人员", {"org_unit": places.units(), "staff": staff.rows(self.seed)}),
            Workbook("户和人口", self._people()),
            Workbook("社会救助和住房保障审批", self._decisions()),
            Workbook("救助金发放2019年上半年", {"assistance_payment": first}),
            Workbook("救助金发放2019年下半年", {"assistance_payment": second}),
            Workbook("项目建设", self._projects()),
            Workbook("项目节点完成情况", {"project_milestone": projects.milestone_done_rows()}),
            Workbook("河段和水源", self._reaches()),
            Workbook("村级建制调整", self._merger()),
            Workbook("河长制", self._rivers()),
            Workbook(
                "低保提标2020年",
                {"subsistence_allowance": assistance.raised_rows(self.grants["subsistence_allowance"])},
            ),
            Workbook("救助金发放2020年上半年", {"assistance_payment": third}),
            Workbook(
                "党政综合",
                {"text_block": office.text_rows(), "plan_item": office.plan_rows(), "nil_report": rivers.nil_rows()},
            ),
            *workbooks_of_lines(self),
            Workbook("设施监测数据", {"facility_reading": self.readings}, ".csv"),
        ]

    def _payments_by_half(self) -> tuple[list[Row], list[Row], list[Row]]:
        half = date(2019, 7, 1)
        return (
            [row for row in self.payments if row.day < half],
            [row for row in self.payments if half <= row.day < RAISED],
            [row for row in self.payments if row.day >= RAISED],
        )

    def _people(self) -> dict[str, list[Row]]:
        return {"household": people.household_rows(self.households), "resident": people.resident_rows(self.households)}

    def _decisions(self) -> dict[str, list[Row]]:
        rows = {name: [grant.row() for grant in grants] for name, grants in self.grants.items()}
        rows["destitute_support"] = [grant.row(None) for grant in self.grants["destitute_support"]]
        rows["temporary_assistance"] = [grant.row(None) for grant in self.grants["temporary_assistance"]]
        return rows | {"low_rent_housing": self.low_rent}

    def _projects(self) -> dict[str, list[Row]]:
        return {
            "project": projects.project_rows(),
            "project_fund": projects.fund_rows(),
            "project_milestone": projects.milestone_rows(),
            "project_progress": projects.progress_rows(self.seed),
            "facility": facilities.facility_rows(self.scale),
            "facility_subsystem": facilities.subsystem_rows(self.scale),
            "seedling_transplant": projects.seedling_rows(),
        }

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
