"""A small town's ledgers as packs, a store with its units, and workbooks written on the spot."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.declare.load import load_packs
from taizhang.declare.model import Catalogue
from taizhang.exchange.importer import ImportResult, import_file
from taizhang.exchange.sheets import SheetRows, write_rows
from taizhang.kernel.issue import has_errors
from taizhang.ledger.entries import Actor, Draft, Entry

if TYPE_CHECKING:
    from taizhang.ledger.store import Store

PACK = "title: {zh: 试验, en: Trial}\norder: 1\n"
ORG_UNIT = """\
kind: register
title: {zh: 组织机构台账, en: Organisation units}
identity: [code]
date: {title: {zh: 成立日期, en: First day}}
fields:
  code: {title: {zh: 机构代码, en: Code}, type: string, required: true}
  name: {title: {zh: 机构名称, en: Name}, type: string, required: true}
  kind: {title: {zh: 机构类别, en: Kind}, type: choice, required: true,
         choices: {township: 乡镇, village: 行政村, group: 村民小组}}
  parent: {title: {zh: 上级机构代码, en: Parent}, type: string}
  last_day: {title: {zh: 终止日期, en: Last day}, type: date}
  successors: {title: {zh: 承接机构代码, en: Successors}, type: string}
"""
HOUSEHOLD = """\
kind: register
title: {zh: 农户台账, en: Households}
identity: [number]
org: {title: {zh: 村, en: Village}}
date: {title: {zh: 登记日期, en: Registered on}}
fields:
  number:  {title: {zh: 户编号, en: Number}, type: string, required: true, pattern: 'H[0-9]{1,6}'}
  area:    {title: {zh: 耕地面积, en: Farmland}, type: decimal, digits: 2, minimum: 0, unit: 亩}
  persons: {title: {zh: 人口, en: Persons}, type: integer, required: true, minimum: 1, maximum: 30, unit: 人}
  kind:    {title: {zh: 类别, en: Kind}, type: choice,
            choices: {plain: {zh: 一般户, en: Ordinary}, poor: {zh: 脱贫户, en: Relieved}}}
  water:   {title: {zh: 通水, en: Piped water}, type: boolean}
  surveyed: {title: {zh: 走访时间, en: Visited at}, type: datetime}
  note:    {title: {zh: 备注, en: Note}, type: text}
"""
PERSON = """\
kind: register
title: {zh: 人口台账, en: Residents}
identity: [card]
org: {from: household}
fields:
  card:      {title: {zh: 身份证号, en: Resident ID}, type: string, format: resident_id, personal: id, required: true}
  name:      {title: {zh: 姓名, en: Name}, type: string, personal: name, required: true}
  household: {title: {zh: 户编号, en: Household}, type: reference, to: household, required: true}
"""
AID = """\
kind: register
title: {zh: 救助台账, en: Aid}
identity: [household]
org: {from: household}
date: {title: {zh: 申请日期, en: Applied on}}
fields:
  household: {title: {zh: 户编号, en: Household}, type: reference, to: household, required: true}
  monthly:   {title: {zh: 月金额, en: Monthly}, type: decimal, unit: 元}
workflow:
  start: applied
  states: {applied: 申请, surveyed: 调查, approved: 在享}
  steps:
    survey:  {title: {zh: 调查, en: Survey}, from: applied, to: surveyed, by: clerk}
    approve: {title: {zh: 审批, en: Approve}, from: surveyed, to: approved, by: leader, needs: [monthly],
              date: {zh: 批准日期, en: Approved on}}
"""
PAYMENT = """\
kind: journal
title: {zh: 发放流水, en: Payments}
date: {title: {zh: 发放日期, en: Paid on}}
fields:
  amount: {title: {zh: 金额, en: Amount}, type: decimal, required: true, unit: 元}
  payee:  {title: {zh: 收款人, en: Payee}, type: string, personal: name}
  place:  {title: {zh: 经办单位, en: Paid by}, type: unit}
"""
LEDGERS = {"org_unit": ORG_UNIT, "household": HOUSEHOLD, "person": PERSON, "aid": AID, "payment": PAYMENT}

TOWN, EAST, WEST, JOINED = "150000001000", "150000001001", "150000001002", "150000001003"
REGISTRAR = Actor("登记员", frozenset({"registrar", "admin"}))


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("packs")
    (folder / "trial" / "ledgers").mkdir(parents=True)
    (folder / "trial" / "pack.yaml").write_text(PACK, encoding="utf-8")
    for name, text in LEDGERS.items():
        (folder / "trial" / "ledgers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    loaded, issues = load_packs(folder)
    assert not has_errors(issues), [issue.line("en") for issue in issues]
    return loaded


def unit(code: str, name: str, kind: str, first: str = "2000-01-01", **more: Any) -> Entry:
    values = {"code": code, "name": name, "kind": kind, **more}
    return Entry("org_unit", "put", date.fromisoformat(first), values)


@pytest.fixture
def empty_store(db: None, catalogue: Catalogue, keys: Any) -> "Store":
    from taizhang.ledger.store import Store

    return Store(catalogue, keys)


@pytest.fixture
def store(empty_store: "Store") -> "Store":
    """A township with 东村 and 西村, which become 合村 on 2020-03-01; both old villages have a 一组."""
    ended = {"last_day": date(2020, 2, 29), "successors": JOINED}
    units = (
        unit(TOWN, "阿山镇", "township"),
        unit(JOINED, "合村", "village", "2020-03-01", parent=TOWN),
        unit(EAST, "东村", "village", parent=TOWN, **ended),
        unit(WEST, "西村", "village", parent=TOWN, **ended),
        unit(f"{EAST}-01", "一组", "group", parent=EAST),
        unit(f"{WEST}-01", "一组", "group", parent=WEST),
    )
    receipt, issues = empty_store.append(Draft("units", "system", REGISTRAR, "test", "", units))
    assert receipt is not None, [issue.line("en") for issue in issues]
    return empty_store


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """``write("农户台账", header, *rows)`` writes a workbook of one sheet; ``file`` names it, ``notes`` stand above."""

    def write_one(
        sheet: str, header: Sequence[str], *rows: Sequence[Any], file: str = "book.xlsx", notes: Sequence[str] = ()
    ) -> Path:
        path = tmp_path / file
        write_rows(path, [SheetRows(sheet, notes, header, rows)])
        return path

    return write_one


@pytest.fixture
def load(store: "Store", catalogue: Catalogue) -> Callable[..., ImportResult]:
    """Imports a workbook into the store as a registrar who may do everything."""

    def load_one(path: Path, **options: Any) -> ImportResult:
        return import_file(path, store, catalogue, REGISTRAR, **options)

    return load_one


@pytest.fixture
def codes() -> Callable[[ImportResult], list[str]]:
    return lambda result: [issue.code for issue in result.issues]
