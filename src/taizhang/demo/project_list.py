"""The projects of the demo town, typed out: what each is, when each step was taken, its funds and milestones."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from taizhang.demo.calendar import HALF
from taizhang.demo.places import TOWN_NAME
from taizhang.demo.rows import Value

WAN = Decimal(10000)
NURSERY = "XM2018-001"


def wan(amount: str) -> Decimal:
    """Yuan from ten thousands of yuan."""
    return (Decimal(amount) * WAN).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Project:
    """Work is done in the months from ``first`` to ``last``, and reaches ``progress`` percent in the end."""

    code: str
    name: str
    org: str
    entered: date
    values: dict[str, Value]
    steps: dict[str, date]
    first: date | None = None
    last: date | None = None
    progress: int = 0
    funds: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    milestones: tuple[tuple[str, str, date, date | None], ...] = ()

    @property
    def planned(self) -> Decimal:
        amount = self.values["planned_investment"]
        assert isinstance(amount, Decimal)
        return amount


def _steps(*days: tuple[str, date]) -> dict[str, date]:
    return dict(days)


def _to_building(approve: date, prepare: date, start: date, build: date) -> dict[str, date]:
    return _steps(("approve", approve), ("prepare", prepare), ("start", start), ("build", build))


PROJECTS = (
    Project(
        NURSERY,
        "云溪镇花卉育苗温室一期",
        TOWN_NAME,
        date(2018, 2, 8),
        {
            "category": "east_west",
            "works": "greenhouse",
            "government": True,
            "key_project": False,
            "site": "青禾村东侧",
            "contractor": "云岭县第二建筑安装公司",
            "planned_investment": wan("386"),
            "land_area": Decimal("9600.00"),
            "floor_area": Decimal("4320.00"),
            "buildings": 3,
            "building_unit": "block",
            "capacity": Decimal("45.00"),
            "capacity_unit": "ten_thousand_plants",
            "product": "花苗",
            "expected_on": date(2018, 12, 31),
            "operator": "青禾村花卉专业合作社",
            "annual_rent": wan("18.5"),
        },
        _to_building(date(2018, 3, 12), date(2018, 3, 26), date(2018, 5, 14), date(2018, 6, 20))
        | _steps(("complete", date(2018, 11, 28)), ("accept", date(2018, 12, 20)), ("hand_over", date(2019, 1, 18))),
        date(2019, 1, 1),
        date(2019, 1, 31),
        100,
        {("east_west", 2018): ("386", "386")},
    ),
    Project(
        "XM2019-004",
        "聚光温室花卉基地项目",
        TOWN_NAME,
        date(2019, 2, 20),
        {
            "category": "east_west",
            "works": "greenhouse",
            "government": True,
            "key_project": True,
            "site": "青禾村与东岭村交界处",
            "contractor": "云岭县建设工程公司",
            "planned_investment": wan("1286.5"),
            "land_area": Decimal("42600.00"),
            "floor_area": Decimal("18240.00"),
            "buildings": 12,
            "building_unit": "block",
            "capacity": Decimal("180.00"),
            "capacity_unit": "ten_thousand_plants",
            "product": "花卉",
            "purpose": "项目与育苗温室配套，可带动周边群众就近务工、土地流转增收。",
            "expected_on": date(2020, 8, 31),
            "in_use_on": date(2020, 9, 10),
        },
        _to_building(date(2019, 4, 15), date(2019, 5, 6), date(2019, 9, 9), date(2020, 4, 7)),
        date(2019, 9, 1),
        HALF,
        72,
        {("east_west", 2019): ("800", "800"), ("county", 2020): ("486.5", "320")},
        (
            ("用地手续", "land", date(2019, 7, 31), date(2019, 7, 25)),
            ("招投标", "tender", date(2019, 8, 31), date(2019, 8, 28)),
            ("大棚基础施工", "civil", date(2020, 4, 30), date(2020, 4, 26)),
            ("钢架及保温层安装", "civil", date(2020, 6, 20), date(2020, 6, 18)),
            ("采暖及喷灌系统安装", "equipment", date(2020, 7, 31), None),
        ),
    ),
    Project(
        "XM2019-007",
        "恒温贮藏库项目",
        TOWN_NAME,
        date(2019, 3, 18),
        {
            "category": "infrastructure",
            "works": "cold_store",
            "government": True,
            "key_project": True,
            "site": "柳湾村北",
            "contractor": "云岭县第二建筑安装公司",
            "planned_investment": wan("468"),
            "land_area": Decimal("6200.00"),
            "floor_area": Decimal("2150.00"),
            "buildings": 2,
            "building_unit": "seat",
            "capacity": Decimal("1500.00"),
            "capacity_unit": "tonnes",
            "purpose": "果蔬可以错峰上市，减少集中上市压价带来的损失。",
            "expected_on": date(2020, 9, 30),
            "in_use_on": date(2020, 10, 31),
        },
        _to_building(date(2019, 5, 20), date(2019, 6, 3), date(2019, 9, 23), date(2019, 10, 28)),
        date(2019, 9, 1),
        HALF,
        58,
        {("province", 2019): ("300", "300"), ("town", 2020): ("168", "90")},
        (
            ("用地手续", "land", date(2019, 8, 20), date(2019, 8, 16)),
            ("招投标", "tender", date(2019, 9, 15), date(2019, 9, 11)),
            ("土方及基础工程", "civil", date(2019, 11, 15), date(2019, 11, 12)),
            ("库体施工", "civil", date(2020, 5, 31), None),
            ("恒温设备采购", "equipment", date(2020, 6, 15), date(2020, 5, 20)),
        ),
    ),
    Project(
        "XM2020-002",
        "车站社区党群服务中心项目",
        "车站社区",
        date(2020, 2, 17),
        {
            "category": "public_service",
            "works": "service_centre",
            "government": True,
            "key_project": True,
            "site": "车站社区中心街",
            "planned_investment": wan("320"),
            "floor_area": Decimal("1180.00"),
            "capacity": Decimal("200.00"),
            "capacity_unit": "persons",
            "purpose": "中心集办事大厅、培训教室和议事场所于一体，方便居民就近办事。",
        },
        _steps(("approve", date(2020, 4, 20))),
        milestones=(
            ("选址论证", "formality", date(2020, 4, 10), date(2020, 4, 8)),
            ("用地手续", "land", date(2020, 8, 31), None),
        ),
    ),
    Project(
        "XM2019-009",
        "药材晾晒车间项目",
        "白桦沟村",
        date(2019, 3, 25),
        {
            "category": "east_west",
            "works": "workshop",
            "government": True,
            "key_project": True,
            "site": "白桦沟村",
            "contractor": "云岭县建设工程公司",
            "planned_investment": wan("126"),
            "floor_area": Decimal("860.00"),
            "purpose": "药材采收后可就地晾晒加工，降低霉变损耗。",
            "expected_on": date(2019, 11, 30),
            "operator": "白桦沟村股份经济合作社",
            "annual_rent": wan("6.3"),
        },
        _to_building(date(2019, 4, 22), date(2019, 5, 13), date(2019, 6, 17), date(2019, 7, 15))
        | _steps(("complete", date(2019, 11, 22)), ("accept", date(2020, 1, 8))),
        date(2019, 6, 1),
        date(2019, 11, 30),
        100,
        {("east_west", 2019): ("126", "126")},
    ),
    Project(
        "XM2019-005",
        "云溪河北段疏浚治理项目",
        TOWN_NAME,
        date(2019, 2, 25),
        {
            "category": "work_relief",
            "works": "river",
            "government": True,
            "key_project": True,
            "site": "云溪河柳湾村至下河村段",
            "contractor": "云岭县水利工程队",
            "planned_investment": wan("285"),
            "length": Decimal("3650.00"),
            "purpose": "工程采取以工代赈方式组织沿线群众参与，疏通后行洪能力明显提高。",
            "expected_on": date(2020, 5, 31),
        },
        _to_building(date(2019, 4, 8), date(2019, 5, 6), date(2019, 9, 16), date(2019, 10, 8))
        | _steps(("complete", date(2020, 5, 15))),
        date(2019, 9, 1),
        date(2020, 5, 31),
        100,
        {("central", 2019): ("285", "285")},
        (("清淤疏浚", "civil", date(2020, 4, 30), date(2020, 4, 29)),),
    ),
    Project(
        "XM2019-011",
        "东岭村通组道路硬化项目",
        "东岭村",
        date(2019, 4, 10),
        {
            "category": "infrastructure",
            "works": "road",
            "government": True,
            "key_project": False,
            "contractor": "云岭县交通工程队",
            "planned_investment": wan("164.2"),
            "length": Decimal("5300.00"),
            "expected_on": date(2019, 10, 31),
            "operator": "东岭村村民委员会",
        },
        _to_building(date(2019, 5, 13), date(2019, 5, 27), date(2019, 7, 1), date(2019, 7, 22))
        | _steps(("complete", date(2019, 10, 25)), ("accept", date(2019, 12, 6)), ("hand_over", date(2020, 1, 10))),
        date(2019, 7, 1),
        date(2019, 10, 31),
        100,
        {("province", 2019): ("164.2", "164.2")},
    ),
    Project(
        "XM2019-012",
        "石磨村排水沟渠项目",
        "石磨村",
        date(2019, 4, 15),
        {
            "category": "infrastructure",
            "works": "other",
            "government": True,
            "key_project": False,
            "contractor": "云岭县水利工程队",
            "planned_investment": wan("58.6"),
            "length": Decimal("2100.00"),
            "expected_on": date(2020, 6, 15),
        },
        _to_building(date(2019, 9, 2), date(2019, 9, 16), date(2020, 3, 30), date(2020, 4, 20)),
        date(2020, 3, 1),
        HALF,
        83,
        {("county", 2019): ("58.6", "58.6")},
        (("沟渠砌筑", "civil", date(2020, 5, 25), None),),
    ),
    Project(
        "XM2019-014",
        "双泉村卫生室改造项目",
        "双泉村",
        date(2019, 5, 6),
        {
            "category": "health",
            "works": "clinic",
            "government": True,
            "key_project": False,
            "contractor": "云岭县第二建筑安装公司",
            "planned_investment": wan("22.8"),
            "floor_area": Decimal("120.00"),
            "expected_on": date(2019, 9, 30),
            "operator": "双泉村卫生室",
        },
        _to_building(date(2019, 5, 27), date(2019, 6, 10), date(2019, 7, 8), date(2019, 7, 22))
        | _steps(("complete", date(2019, 9, 20)), ("accept", date(2019, 10, 18)), ("hand_over", date(2019, 11, 15))),
        date(2019, 7, 1),
        date(2019, 9, 30),
        100,
        {("east_west", 2019): ("22.8", "22.8")},
    ),
    Project(
        "XM2019-015",
        "西沟村安全饮水巩固提升项目",
        "西沟村",
        date(2019, 5, 6),
        {
            "category": "safe_water",
            "works": "water",
            "government": True,
            "key_project": False,
            "contractor": "云岭县水利工程队",
            "planned_investment": wan("73.4"),
            "length": Decimal("4800.00"),
            "expected_on": date(2020, 5, 31),
        },
        _to_building(date(2019, 6, 17), date(2019, 7, 8), date(2019, 9, 2), date(2019, 10, 14))
        | _steps(("complete", date(2020, 5, 20)), ("accept", date(2020, 6, 19))),
        date(2019, 9, 1),
        date(2020, 5, 31),
        100,
        {("central", 2019): ("60", "60"), ("town", 2019): ("13.4", "13.4")},
    ),
    Project(
        "XM2020-003",
        "南坪村饮水管网延伸项目",
        "南坪村",
        date(2020, 2, 24),
        {
            "category": "safe_water",
            "works": "water",
            "government": True,
            "key_project": False,
            "planned_investment": wan("41.5"),
            "length": Decimal("3200.00"),
            "expected_on": date(2020, 11, 30),
        },
        _steps(("approve", date(2020, 3, 23)), ("prepare", date(2020, 4, 13))),
        funds={("province", 2020): ("41.5", "20")},
        milestones=(("招投标", "tender", date(2020, 7, 15), None),),
    ),
    Project(
        "XM2020-001",
        "云溪湾自驾车营地项目",
        TOWN_NAME,
        date(2020, 1, 13),
        {
            "category": "tourism",
            "works": "camp",
            "government": False,
            "key_project": True,
            "site": "柳湾村河湾处",
            "planned_investment": wan("760"),
            "land_area": Decimal("33000.00"),
            "capacity": Decimal("120.00"),
            "capacity_unit": "vehicles",
        },
        {},
    ),
    Project(
        "XM2020-005",
        "溪畔农贸市场改造项目",
        "溪畔社区",
        date(2020, 3, 16),
        {
            "category": "public_service",
            "works": "other",
            "government": True,
            "key_project": False,
            "planned_investment": wan("210"),
        },
        {},
    ),
)
