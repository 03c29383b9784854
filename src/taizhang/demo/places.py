"""The units of the demo town: villages, communities, offices before and after the reform, and the merger."""

from dataclasses import dataclass
from datetime import date

from taizhang.demo.calendar import MERGED, REFORMED
from taizhang.demo.rows import Row, Value

TOWN_CODE = "990301101000"
TOWN_NAME = "云溪镇"
FOUNDED = date(1984, 1, 1)


@dataclass(frozen=True)
class Place:
    """A village or community: ``number`` begins its household numbers, ``households`` is their count at scale 1."""

    number: int
    code: str
    name: str
    kind: str
    households: int
    river: str


PLACES = (
    Place(1, "990301101001", "溪畔社区", "community", 1450, "云溪河"),
    Place(2, "990301101002", "车站社区", "community", 1230, "云溪河"),
    Place(3, "990301101201", "东岭村", "village", 640, "东岭沟"),
    Place(4, "990301101202", "西沟村", "village", 560, "西沟河"),
    Place(5, "990301101203", "柳湾村", "village", 610, "云溪河"),
    Place(6, "990301101204", "石磨村", "village", 480, "石磨河"),
    Place(7, "990301101205", "榆林坡村", "village", 520, "榆林河"),
    Place(8, "990301101206", "双泉村", "village", 570, "双泉河"),
    Place(9, "990301101207", "白桦沟村", "village", 450, "白桦沟"),
    Place(10, "990301101208", "青禾村", "village", 660, "云溪河"),
    Place(11, "990301101209", "下河村", "village", 430, "云溪河"),
    Place(12, "990301101210", "南坪村", "village", 540, "南坪河"),
    Place(13, "990301101211", "松树墩村", "village", 410, "石磨河"),
    Place(14, "990301101212", "长滩村", "village", 450, "云溪河"),
)
MERGING = tuple(place for place in PLACES if place.name in ("下河村", "长滩村"))
SUCCESSOR = Place(15, "990301101213", "新滩村", "village", 0, "云溪河")

OFFICES_BEFORE = {
    "OA": "党政综合办公室",
    "OB": "党建工作办公室",
    "OC": "经济发展办公室",
    "OD": "社会事务办公室",
    "OE": "综合治理办公室",
}
STATIONS_BEFORE = {
    "SA": "农业技术推广站",
    "SB": "畜牧兽医站",
    "SC": "林业工作站",
    "SD": "水利管理站",
    "SE": "文化广播站",
    "SF": "劳动保障所",
    "SG": "村镇建设所",
}
OFFICES_AFTER = {
    "F1": ("党政办公室", "OA"),
    "F2": ("党建办公室", "OB"),
    "F3": ("乡村振兴办公室", "OC"),
    "F4": ("社会事务和民政办公室", "OD"),
    "F5": ("平安建设办公室", "OE"),
    "F6": ("项目和生态办公室", None),
}
STATIONS_AFTER = {"G1": "农业综合服务中心", "G2": "公共服务和文化中心", "G3": "综合行政执法队"}
_HEIRS = {"SA": "G1", "SB": "G1", "SC": "G1", "SD": "G1", "SE": "G2", "SF": "G2", "SG": "G3"}

OFFICE, PARTY, RURAL, WELFARE, SAFETY, WORKS = (name for name, _ in OFFICES_AFTER.values())


def _unit(code: str, name: str, kind: str, first: date, **more: Value) -> Row:
    parent = None if code == TOWN_CODE else TOWN_CODE
    return Row(first, {"code": code, "name": name, "kind": kind, "parent": parent} | more)


def units() -> list[Row]:
    """The units as they were entered before the merger."""
    heirs = {before: suffix for suffix, (_, before) in OFFICES_AFTER.items() if before} | _HEIRS
    last = date.fromordinal(REFORMED.toordinal() - 1)
    rows = [_unit(TOWN_CODE, TOWN_NAME, "township", FOUNDED)]
    rows += [_unit(place.code, place.name, place.kind, FOUNDED) for place in PLACES]
    for kind, names in (("office", OFFICES_BEFORE), ("station", STATIONS_BEFORE)):
        for suffix, name in names.items():
            heir = f"{TOWN_CODE}-{heirs[suffix]}"
            rows.append(_unit(f"{TOWN_CODE}-{suffix}", name, kind, FOUNDED, last_day=last, successors=heir))
    rows += [_unit(f"{TOWN_CODE}-{key}", name, "office", REFORMED) for key, (name, _) in OFFICES_AFTER.items()]
    rows += [_unit(f"{TOWN_CODE}-{key}", name, "station", REFORMED) for key, name in STATIONS_AFTER.items()]
    return rows


def merger() -> list[Row]:
    """The new village, then the two that end the day before it begins."""
    last = date.fromordinal(MERGED.toordinal() - 1)
    rows = [_unit(SUCCESSOR.code, SUCCESSOR.name, SUCCESSOR.kind, MERGED)]
    for place in MERGING:
        values: dict[str, Value] = {"code": place.code, "name": place.name, "kind": place.kind, "parent": TOWN_CODE}
        values |= {"last_day": last, "successors": SUCCESSOR.code}
        rows.append(Row(FOUNDED, values, changed_on=MERGED))
    return rows


GROUPS, GROUPS_AFTER = 6, 8


def groups() -> list[Row]:
    """The groups of every village as they were founded."""
    return [
        _unit(f"{place.code}-{number:02}", f"{place.name}{number}组", "group", FOUNDED, parent=place.code)
        for place in PLACES
        if place.kind == "village"
        for number in range(1, GROUPS + 1)
    ]


def group_merger() -> list[Row]:
    """Groups of the new village, then those of the two old ones, which end with them."""
    last = date.fromordinal(MERGED.toordinal() - 1)
    heirs = [f"{SUCCESSOR.code}-{number:02}" for number in range(1, GROUPS_AFTER + 1)]
    rows = [
        _unit(code, f"{SUCCESSOR.name}{number}组", "group", MERGED, parent=SUCCESSOR.code)
        for number, code in enumerate(heirs, 1)
    ]
    ending = [(place, number) for place in MERGING for number in range(1, GROUPS + 1)]
    for at, (place, number) in enumerate(ending):
        code = f"{place.code}-{number:02}"
        values: dict[str, Value] = {"code": code, "name": f"{place.name}{number}组", "kind": "group"}
        values |= {"parent": place.code, "last_day": last, "successors": heirs[at * GROUPS_AFTER // len(ending)]}
        rows.append(Row(FOUNDED, values, changed_on=MERGED))
    return rows


def unit_on(place: Place, day: date) -> str:
    """Name of the unit that keeps the place's rows on ``day``."""
    return SUCCESSOR.name if place in MERGING and day >= MERGED else place.name
