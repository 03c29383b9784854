"""The Word template of the script: the report's text with a place for every figure, as someone would type it once."""

from collections.abc import Container
from pathlib import Path

import docx

from taizhang.reports.document import Document, FigureRun, Heading, Inline, Paragraph

_TEN_THOUSAND = "万"


def write_template(document: Document, path: Path, known: Container[str]) -> None:
    """The figures ``known`` get a place; others, which the script does not make, stand as printed.

    ``{{ f("KEY", "UNIT") }}`` stands where a figure does; ``wan`` where it is printed in ten thousands."""
    written = docx.Document()
    written.add_heading(document.title, 0)
    for block in document.blocks:
        match block:
            case Heading():
                written.add_heading("".join(_said(inline, known) for inline in block.inlines), min(block.level, 4))
            case Paragraph():
                paragraph = written.add_paragraph()
                for inline in block.inlines:
                    paragraph.add_run(_said(inline, known))
    written.save(str(path))


def _said(inline: Inline, known: Container[str]) -> str:
    if not isinstance(inline, FigureRun):
        return inline.text
    if inline.amount is None or inline.key not in known:
        return inline.printed
    if "^" in inline.key:
        return f'{{{{ change("{inline.key}") }}}}'
    called = "wan" if inline.printed.endswith(_TEN_THOUSAND + inline.unit) else "f"
    return f'{{{{ {called}("{inline.key}", "{inline.unit}") }}}}'
