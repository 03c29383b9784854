"""Masks: what is shown of a personal value to a reader without the right to see it.

Names keep the first character, identity numbers the first and last four, phone numbers three and four, as public lists
(公示) in China usually do.
"""

from collections.abc import Mapping

from taizhang.declare.model import Field, Ledger, Personal
from taizhang.ledger.canonical import Encoded

ERASED = "已清除"


def mask(kind: Personal, text: str) -> str:
    """``text`` with what identifies replaced by stars; never shorter knowledge than one star."""
    if not text:
        return ""
    match kind:
        case "name":
            return text[0] + "*" * max(len(text) - 1, 1)
        case "id":
            return _ends(text, 4, 4)
        case "phone":
            return _ends(text, 3, 4)
        case "account":
            return _ends(text, 0, 4)
        case "address":
            return text[: min(6, len(text) // 2)] + "****"
        case "birth":
            return text[:4] + "-**-**" if len(text) >= 10 else "****"
        case _:
            return "***"


def _ends(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]


def mask_row(ledger: Ledger, clear: Mapping[str, Encoded] | None) -> dict[str, str]:
    """Masks of all personal fields of a row; ``clear`` is None once the subject was erased."""
    return {name: _mask_field(item, clear) for name, item in ledger.personal.items()}


def _mask_field(item: Field, clear: Mapping[str, Encoded] | None) -> str:
    assert item.personal is not None
    if clear is None:
        return ERASED
    value = clear.get(item.name)
    return "" if value is None else mask(item.personal, str(value))
