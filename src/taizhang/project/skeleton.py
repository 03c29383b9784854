"""A new pack to begin with: small, without faults, and ready to be changed into a line of work."""

from pathlib import Path

from taizhang.declare.form import NAME
from taizhang.kernel.issue import Issue, Place
from taizhang.kernel.text import Text

_FILES = {
    "pack.yaml": """\
title: {{zh: {title}, en: {name}}}
order: 500
needs: [organisation]
sections:
  - {{report: half_year, part: governance, order: 500, template: sections/half_year.md.j2}}
""",
    "ledgers/{name}_item.yaml": """\
kind: journal
title: {{zh: {title}台账, en: {name} items}}
identity: [number]
org: {{title: {{zh: 村（社区）, en: Village}}}}
date: {{title: {{zh: 日期, en: On}}}}
expect: {{every: month, by: village}}
fields:
  number: {{title: {{zh: 编号, en: Number}}, type: string, required: true}}
  kind: {{title: {{zh: 类别, en: Kind}}, type: choice, required: true, choices: {{one: 第一类, other: 其他}}}}
  amount: {{title: {{zh: 数量, en: Amount}}, type: integer, required: true, minimum: 0, unit: 件}}
""",
    "indicators.yaml": """\
{name}_count:
  title: {{zh: {title}件数, en: {name} items}}
  ledger: {name}_item
  measure: sum(amount)
  at: period
  unit: 件
  by: [kind]
""",
    "checks.yaml": """\
{name}_count_not_negative:
  title: {{zh: {title}件数不为负, en: {name} items are not negative}}
  expression: {name}_count >= 0
  by: [township, village]
  remedy: {{zh: 核对{title}台账。, en: Look at the ledger.}}
""",
    "sections/half_year.md.j2": """\
## {title}有序开展
{{% if not missing('{name}_count') %}}
{{{{ period.short }}}}全镇共办理{title}{{{{ figure('{name}_count') }}}}，{{{{ change('{name}_count') }}}}。
{{% else %}}
{title}台账尚未报数（{{{{ figure('{name}_count') }}}}）。
{{% endif %}}
""",
}


def write_skeleton(folder: Path, name: str, title: str) -> tuple[list[Path], list[Issue]]:
    """Write pack ``name`` into ``folder/name``; the files written, or why not (a bad name, a folder in use)."""
    pack = folder / name
    if not NAME.fullmatch(name):
        what = Text(f"“{name}”不能作条线包的名称。", f"'{name}' cannot be a pack's name.")
        remedy = Text(
            "用小写英文字母、数字和下划线，如 fire_safety。",
            "Use lower-case letters, digits, underscores: fire_safety.",
        )
        return [], [Issue("pack-bad-name", what, remedy, Place(str(pack)), value=name)]
    if pack.exists():
        what = Text(f"“{pack}”已经存在。", f"'{pack}' exists already.")
        return [], [Issue("pack-exists", what, Text("换一个名称。", "Choose another name."), Place(str(pack)))]
    written = []
    for relative, text in _FILES.items():
        path = pack / relative.format(name=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name, title=title), encoding="utf-8")
        written.append(path)
    return written, []
