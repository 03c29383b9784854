"""A small town's packs, free of faults, as text. Tests change a line or a file of it and look at what is said."""

from collections.abc import Mapping
from pathlib import Path

from taizhang.declare.load import load_packs
from taizhang.declare.model import Catalogue
from taizhang.kernel.issue import Issue

FILES: Mapping[str, str] = {
    "homes/pack.yaml": """\
title: {zh: 住户, en: Homes}
order: 10
""",
    "homes/ledgers/home.yaml": """\
kind: register
title: {zh: 住户底册, en: Homes}
identity: [number]
fields:
  number: {title: {zh: 户编号, en: Number}, type: string, pattern: '[0-9]{4}'}
  size:   {title: {zh: 人口, en: Size}, type: integer, minimum: 1, unit: 人}
  head:   {title: {zh: 户主, en: Head}, type: string, personal: name}
""",
    "homes/indicators.yaml": """\
homes: {title: {zh: 户数, en: Homes}, ledger: home, measure: count(*), at: end, unit: 户}
""",
    "aid/pack.yaml": """\
title: {zh: 救助, en: Aid}
about: {zh: 依据救助办法, en: By the rules of assistance}
order: 40
needs: [homes]
sections:
  - {report: half, part: livelihood, order: 10, template: sections/half.md.j2}
""",
    "aid/ledgers/allowance.yaml": """\
kind: register
title: {zh: 低保台账, en: Allowance}
identity: [home]
label: [applicant]
org: {from: home}
date: {title: {zh: 申请日期, en: Applied on}}
expect: {every: month, by: village}
retention: {from: left, days: 30}
fields:
  home:      {title: {zh: 户, en: Home}, type: reference, to: home, required: true}
  area:      {title: {zh: 城乡, en: Area}, type: choice, choices: {urban: 城镇, rural: {zh: 农村, en: Rural}}}
  applicant: {title: {zh: 申请人, en: Applicant}, type: string, personal: name}
  card:      {title: {zh: 身份证号, en: Resident ID}, type: string, format: resident_id, personal: id}
  monthly:   {title: {zh: 月金额, en: Monthly}, type: decimal, digits: 1, minimum: 0, maximum: 5000, unit: 元}
  left:      {title: {zh: 离开日期, en: Left}, type: date}
workflow:
  start: applied
  states: {applied: 申请, surveyed: 调查, approved: {zh: 在享, en: Receiving}, ended: 退出}
  steps:
    survey:  {from: applied, to: surveyed, by: clerk, within: 10 working days, date: {zh: 调查日, en: Surveyed}}
    approve: {title: {zh: 审批, en: Approve}, from: surveyed, to: approved, by: leader, after: 7 days, needs: [monthly]}
    end:     {from: [surveyed, approved], to: ended, by: clerk}
""",
    "aid/ledgers/payment.yaml": """\
kind: journal
title: {zh: 发放台账, en: Payments}
org: {title: {zh: 村, en: Village}}
fields:
  amount: {title: {zh: 金额, en: Amount}, type: decimal, unit: 元, required: true}
  kind:   {title: {zh: 种类, en: Kind}, type: choice, choices: {cash: 现金, goods: 实物}}
""",
    "aid/indicators.yaml": """\
receiving:
  title: {zh: 低保户数, en: Homes on allowance}
  ledger: allowance
  measure: count(*) filter (where state = 'approved')
  at: end
  unit: 户
  by: [area, state]
paid: {title: {zh: 发放金额, en: Paid}, ledger: payment, measure: sum(amount), unit: 元, by: [kind], digits: 2}
share: {title: {zh: 占比, en: Share}, ratio: [receiving, homes], unit: '%', digits: 1, better: less}
rest: {title: {zh: 其余, en: Rest}, derived: homes - receiving, unit: 户}
""",
    "aid/checks.yaml": """\
fewer_than_homes:
  title: {zh: 低保户不多于住户, en: No more than homes}
  expression: receiving <= homes
  by: [township, village]
  tolerance: 0.01
  remedy: {zh: 核对台账, en: Compare the ledgers}
""",
    "aid/sections/half.md.j2": "## 救助\n",
    "office/pack.yaml": "title: {zh: 办公室, en: Office}\n",
    "office/reports/half.yaml": """\
title: {zh: '{org}{year}年上半年工作总结', en: '{org}: first half of {year}'}
kind: half
file: work-report
opening: sections/opening.md.j2
run_in: 3
parts:
  - name: review
    title: {zh: 回顾, en: Review}
    parts:
      - {name: livelihood, title: {zh: 民生, en: Livelihood}}
  - {name: plan, title: {zh: '{period}计划', en: Plan}}
""",
    "office/sections/opening.md.j2": "",
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def load(folder: Path, changes: Mapping[str, str | bytes | None] | None = None) -> tuple[Catalogue, list[Issue]]:
    """The sample with ``changes`` to whole files; None takes a file away."""
    files = {**FILES, **(changes or {})}
    return load_packs(write(folder, {name: text for name, text in files.items() if text is not None}))


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """The sample's ``file`` with ``old``, which must stand in it once, written as ``new``."""
    assert FILES[file].count(old) == 1, (file, old)
    return {file: FILES[file].replace(old, new)}
