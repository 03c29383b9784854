"""The generated reference is that of the packs as they are."""

from pathlib import Path

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.project.reference import reference

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def test_the_reference_is_up_to_date() -> None:
    catalogue, _ = load_packs(SHIPPED)
    pages = reference(catalogue)
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert kept == pages, "run: taizhang packs reference -o docs/reference"
