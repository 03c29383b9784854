"""Units of measure in declarations."""

from taizhang.declare.form import Form
from taizhang.kernel.issue import did_you_mean
from taizhang.kernel.quantity import COUNTERS, UNITS, known_unit
from taizhang.kernel.text import Text


def check_unit(key: str, form: Form, required: bool = False) -> str | None:
    """The unit under ``key``; one the kernel does not know is a fault, because it could not be converted or printed."""
    unit = form.string(key, required)
    if unit is not None and not known_unit(unit):
        what = Text(f"{form.what.zh}：不认识的计量单位“{unit}”。", f"{form.what.en}: unknown unit of measure '{unit}'.")
        form.faults.add("pack-unknown-unit", form.at(key), what, did_you_mean(unit, [*UNITS, *COUNTERS]), unit)
    return unit
