"""The templates of the shipped packs stand up to the check."""

from taizhang.declare.load import SHIPPED, load_packs
from taizhang.reports.render import check_templates


def test_no_section_of_a_shipped_pack_is_faulty() -> None:
    catalogue, _ = load_packs(SHIPPED)
    assert [issue.line("en") for issue in check_templates(catalogue)] == []
