"""Rectangles against the rules read naively: of what is known and not hidden, the greatest (effective, seq) holds."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from taizhang.kernel.timeline import FOREVER, NEVER_FORGOTTEN, Kind, Mark, Rectangle, Timeline, rectangles

START = date(2020, 1, 1)
DAYS = [START + timedelta(days=offset) for offset in range(-1, 7)]


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def holding(marks: list[Mark], on: date, known_by: int) -> int | None:
    """The rules of the module, one sentence after another."""
    known = [mark for mark in marks if mark.seq <= known_by]
    taken_back = {mark.target for mark in known if mark.kind == "revert"}
    voids = [mark.seq for mark in known if mark.kind == "void" and mark.seq not in taken_back]
    counting = [
        mark
        for mark in known
        if mark.kind not in ("void", "revert")
        and mark.seq not in taken_back
        and not any(seq > mark.seq for seq in voids)
    ]
    holds = max(((mark.effective, mark.seq) for mark in counting if mark.effective <= on), default=None)
    return holds[1] if holds else None


def covering(found: list[Rectangle], on: date, known_by: int) -> list[int]:
    return [
        one.seq
        for one in found
        if one.effective_from <= on < one.effective_to and one.known_from <= known_by < one.known_to
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Mark]:
    """Marks of one record; gaps in ``seq`` are other records'. Anything but a revert may be taken back, once."""
    marks: list[Mark] = []
    seq = 0
    for _ in range(draw(st.integers(0, 10))):
        seq += draw(st.integers(1, 2))
        kinds: list[Kind] = ["create", "amend", "amend", "step", "void", "revert"]
        kind = draw(st.sampled_from(kinds))
        gone = {mark.target for mark in marks}
        targets = [mark.seq for mark in marks if mark.kind != "revert" and mark.seq not in gone]
        if kind == "revert" and not targets:
            kind = "create"
        target = draw(st.sampled_from(targets)) if kind == "revert" else None
        marks.append(Mark(seq, kind, day(draw(st.integers(0, 5))), target))
    return marks


@given(histories())
@example(
    [Mark(1, "create", day(0)), Mark(2, "void", day(0)), Mark(3, "revert", day(0), 1), Mark(4, "revert", day(0), 2)]
)
@example([Mark(1, "create", day(0)), Mark(2, "void", day(0)), Mark(3, "void", day(0)), Mark(4, "revert", day(0), 2)])
def test_rectangles_say_what_the_rules_say(marks: list[Mark]) -> None:
    found = rectangles(marks)
    for on in DAYS:
        for known_by in range((marks[-1].seq if marks else 0) + 2):
            expected = holding(marks, on, known_by)
            assert covering(found, on, known_by) == ([] if expected is None else [expected]), (on, known_by)


@given(histories())
def test_the_state_now_is_the_one_the_rectangles_give(marks: list[Mark]) -> None:
    timeline = Timeline()
    for mark in marks:
        timeline.add(mark)
        assert [timeline.state_at(on) for on in DAYS] == [holding(marks, on, mark.seq) for on in DAYS]
    assert list(timeline.visible) == sorted(timeline.visible)


@given(histories())
def test_rectangles_are_not_empty_and_reading_can_go_on(marks: list[Mark]) -> None:
    """What is closed stays closed: the rectangles of a longer history differ only in what was open."""
    found = rectangles(marks)
    assert all(one.effective_from < one.effective_to and one.known_from < one.known_to for one in found)
    for cut in range(len(marks)):
        before = {one for one in rectangles(marks[:cut]) if one.known_to != NEVER_FORGOTTEN}
        assert before <= set(found)


def test_a_late_entry_cuts_what_was_known_before() -> None:
    marks = [Mark(1, "create", day(0)), Mark(2, "amend", day(4)), Mark(3, "amend", day(2))]
    assert sorted(rectangles(marks)) == [
        Rectangle(1, day(0), day(2), 3, NEVER_FORGOTTEN),
        Rectangle(1, day(0), day(4), 2, 3),
        Rectangle(1, day(0), FOREVER, 1, 2),
        Rectangle(2, day(4), FOREVER, 2, NEVER_FORGOTTEN),
        Rectangle(3, day(2), day(4), 3, NEVER_FORGOTTEN),
    ]


def test_a_void_hides_every_day_and_a_reverted_one_gives_them_back() -> None:
    marks = [Mark(1, "create", day(0)), Mark(2, "void", day(3)), Mark(3, "revert", day(3), 2)]
    assert sorted(rectangles(marks)) == [
        Rectangle(1, day(0), FOREVER, 1, 2),
        Rectangle(1, day(0), FOREVER, 3, NEVER_FORGOTTEN),
    ]


def test_a_second_entry_for_the_same_day_replaces_the_first() -> None:
    marks = [Mark(1, "create", day(0)), Mark(2, "amend", day(0))]
    assert sorted(rectangles(marks)) == [
        Rectangle(1, day(0), FOREVER, 1, 2),
        Rectangle(2, day(0), FOREVER, 2, NEVER_FORGOTTEN),
    ]
