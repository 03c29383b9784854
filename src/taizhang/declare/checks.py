"""Checks: their form here; their expressions are checked where they are computed."""

from decimal import Decimal

from taizhang.declare.faults import Faults
from taizhang.declare.form import Form
from taizhang.declare.ledgers import LEVELS
from taizhang.declare.model import Check
from taizhang.declare.yaml_tree import Node
from taizhang.kernel.text import Text

_KEYS = ("title", "expression", "by", "tolerance", "remedy")


def read_check(name: str, pack: str, node: Node, faults: Faults) -> Check:
    form = Form(node, Text(f"核对规则“{name}”", f"check '{name}'"), _KEYS, faults)
    by = form.names("by")
    for word in by:
        if word.text not in LEVELS:
            faults.unknown("pack-unknown-level", word.place, word.text, LEVELS, form.what)
    tolerance = form.decimal("tolerance") or Decimal(0)
    if tolerance < 0:
        what = Text(f"{form.what.zh}：允差不能为负。", f"{form.what.en}: a tolerance cannot be negative.")
        remedy = Text("请写成正数。", "Make it positive.")
        faults.add("pack-bad-range", form.at("tolerance"), what, remedy, str(tolerance))
    return Check(
        name=name,
        pack=pack,
        title=form.title() or Text(name, name),
        expression=form.string("expression", required=True) or "",
        place=node.place,
        by=tuple(word.text for word in by) or ("township",),
        tolerance=tolerance,
        remedy=form.title("remedy", required=False),
    )
