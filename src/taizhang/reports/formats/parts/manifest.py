"""The manifest of figures: which numbers stand in a file that leaves us, so that we find them again when it returns.

An editor may drop the content control, the bookmark, or both; so each place is named three times (tag, bookmark, the
words around it), and the manifest travels in the file and stays with us.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from hashlib import sha256

from lxml import etree

from taizhang.reports.document import Document, FigureRun
from taizhang.reports.formats.parts.flow import Span
from taizhang.reports.formats.parts.text import clean

NAMESPACE = "urn:taizhang:figures:1"
TAG_LONGEST = 64  # Word refuses to open a longer w:tag
CONTEXT_CHARACTERS = 12
_PREFIX = "fig:"


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """One printed figure. ``value`` is the exact amount in ``unit`` ("" for a gap); ``before`` and ``after`` the words
    around it in its paragraph."""

    number: str
    bookmark: str
    key: str
    tag: str
    value: str
    unit: str
    printed: str
    status: str
    before: str
    after: str


def tag_of(key: str) -> str:
    """``fig:`` and the key; a key too long keeps its beginning and gets a digest (the manifest has it whole)."""
    tag = _PREFIX + clean(key)
    if _units(tag) <= TAG_LONGEST:
        return tag
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    while _units(tag) + 17 > TAG_LONGEST:
        tag = tag[:-1]
    return f"{tag}~{digest}"


def plain(amount: Decimal | None) -> str:
    """The exact amount without exponent; "" for none."""
    return "" if amount is None else f"{amount:f}"


class Places:
    """Collects the places of figures while a file is written, and numbers them in order."""

    def __init__(self) -> None:
        self._found: list[FigurePlace] = []

    def add(self, spans: Sequence[Span], index: int) -> FigurePlace:
        """The place of the figure ``spans[index]`` in its paragraph ``spans``."""
        figure = spans[index].inline
        assert isinstance(figure, FigureRun)
        number = len(self._found) + 1
        place = FigurePlace(
            number=str(number),
            bookmark=f"fig_{number}",
            key=clean(figure.key),
            tag=tag_of(figure.key),
            value=plain(figure.amount),
            unit=clean(figure.unit),
            printed=spans[index].text,
            status=figure.status,
            before="".join(span.text for span in spans[:index])[-CONTEXT_CHARACTERS:],
            after="".join(span.text for span in spans[index + 1 :])[:CONTEXT_CHARACTERS],
        )
        self._found.append(place)
        return place

    def all(self) -> tuple[FigurePlace, ...]:
        return tuple(self._found)


def to_xml(document: Document, places: Iterable[FigurePlace]) -> bytes:
    root = xml_root("figures", NAMESPACE)
    root.attrib.update(
        {
            "report": clean(document.report),
            "org": document.org,
            "period": document.period.text,
            "day": document.cutoff.day.isoformat(),
            "known_by": str(document.cutoff.known_by),
            "chain_head": clean(document.chain_head),
        }
    )
    for place in places:
        values = {field.name: getattr(place, field.name) for field in fields(place)}
        etree.SubElement(root, f"{{{NAMESPACE}}}figure", values)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def xml_root(name: str, namespace: str) -> etree._Element:
    """An empty element whose namespace needs no prefix."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def from_xml(data: bytes) -> tuple[FigurePlace, ...]:
    """What ``to_xml`` wrote. ValueError when it is something else."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not a manifest of figures: {error}") from None
    if root.tag != f"{{{NAMESPACE}}}figures":
        raise ValueError(f"not a manifest of figures: {root.tag}")
    names = [field.name for field in fields(FigurePlace)]
    return tuple(FigurePlace(**{name: element.get(name, "") for name in names}) for element in root)


def _units(text: str) -> int:
    """Length as Word counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
