"""The manifest of figures that travels in the Word file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.formats.samples import GAP, HOUSEHOLDS, document

from taizhang.reports.document import Run
from taizhang.reports.formats.parts.flow import Span
from taizhang.reports.formats.parts.manifest import Places, from_xml, tag_of, to_xml


def test_a_short_key_is_its_own_tag() -> None:
    assert tag_of("subsistence_households") == "fig:subsistence_households"


@given(st.text(max_size=200))
def test_no_tag_is_longer_than_word_allows(key: str) -> None:
    assert len(tag_of(key).encode("utf-16-le")) // 2 <= 64


def test_long_keys_that_begin_alike_keep_apart() -> None:
    one, other = "k" * 80 + "1", "k" * 80 + "2"
    assert tag_of(one) != tag_of(other)
    assert tag_of(one).startswith("fig:kkkk")


def test_a_place_knows_twelve_characters_on_either_side() -> None:
    places = Places()
    spans = [
        Span(Run("截至2020年5月25日，全镇享受低保")),
        Span(HOUSEHOLDS),
        Span(Run("，应保尽保、应退则退，动态管理。")),
    ]
    place = places.add(spans, 1)
    assert (place.bookmark, place.printed, place.value, place.unit) == ("fig_1", "412户", "412", "户")
    assert (place.before, place.after) == ("5月25日，全镇享受低保", "，应保尽保、应退则退，动")
    assert len(place.after) == 12


def test_what_is_written_is_read_back() -> None:
    places = Places()
    places.add([Span(HOUSEHOLDS)], 0)
    places.add([Span(Run("<&\"'")), Span(GAP)], 1)
    assert from_xml(to_xml(document(), places.all())) == places.all()


@pytest.mark.parametrize("data", [b"", b"<other/>", b"<figures/>", b"\x00"])
def test_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a manifest"):
        from_xml(data)
