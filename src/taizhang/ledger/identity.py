"""Keys: the text that tells records of a ledger apart, made of its identity values.

Where an identity field is personal the key is blind: ``~`` and a keyed hash, equal for equal values.
"""

from collections.abc import Mapping

from taizhang.declare.model import Catalogue, Field, Ledger
from taizhang.ledger.canonical import Encoded
from taizhang.ledger.keys import KeyRing
from taizhang.ledger.values import Fault, clean_text

SEPARATOR = "|"
BLIND = "~"


class Identities:
    """Makes keys for the ledgers of one catalogue."""

    def __init__(self, catalogue: Catalogue, keys: KeyRing) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._blind = {
            name: any(ledger.fields[part].personal for part in ledger.identity)
            for name, ledger in catalogue.ledgers.items()
        }
        self._known: dict[tuple[str, str], str | None] = {}

    def key_of(self, ledger: Ledger, values: Mapping[str, Encoded]) -> str | None:
        """The key of a row in canonical form (references resolved); None when an identity value is missing.

        A ledger without identity gives the empty key.
        """
        parts = []
        for name in ledger.identity:
            value = values.get(name)
            if value is None:
                return None
            parts.append(value if isinstance(value, str) else str(value))
        text = SEPARATOR.join(parts)
        return BLIND + self._keys.blind(ledger.name, text) if self._blind[ledger.name] else text

    def key_of_text(self, ledger: Ledger, text: str) -> str | None:
        """The key that identity ``text``, as people write it, stands for in ``ledger``; None when it cannot be one."""
        asked = (ledger.name, text)
        if asked not in self._known:
            self._known[asked] = self._key_of_text(ledger, text)
        return self._known[asked]

    def _key_of_text(self, ledger: Ledger, text: str) -> str | None:
        if self._blind[ledger.name] and text.startswith(BLIND):
            return text
        widths = [self._width(ledger.fields[name]) for name in ledger.identity]
        parts = [text] if sum(widths) == 1 else text.split(SEPARATOR)
        if not widths or len(parts) != sum(widths):
            return None
        values: dict[str, Encoded] = {}
        for name, width in zip(ledger.identity, widths, strict=True):
            part, parts = SEPARATOR.join(parts[:width]), parts[width:]
            values[name] = self._part(ledger.fields[name], part.strip())
        return self.key_of(ledger, values)

    def _width(self, item: Field) -> int:
        """How many separated parts a value of ``item`` takes in a key."""
        target = self._catalogue.ledgers.get(item.to or "")
        if item.type != "reference" or target is None or self._blind[target.name]:
            return 1
        return sum(self._width(target.fields[name]) for name in target.identity)

    def _part(self, item: Field, text: str) -> Encoded:
        target = self._catalogue.ledgers.get(item.to or "")
        if item.type == "reference" and target is not None:
            return self.key_of_text(target, text)
        try:
            return clean_text(item, text)
        except Fault:
            return None
