"""Late changes restate later rows exactly as far as patches folded in order would."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.history import ORG, STATE, History, Row

FIRST = date(2020, 1, 1)
PERSONAL = frozenset({"head"})


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def begun(**values) -> History:
    history = History("household", "H1", 1)
    history.create(Row("create", FIRST, "east", "open", {"persons": 1, "area": 1} | values, {"head": "甲"}))
    return history


def seen(history: History, number: int) -> dict:
    row = history.at(day(number))
    return {name: row.get(name) for name in ("persons", "area", "head", ORG, STATE)}


def test_a_late_change_reaches_later_rows_until_one_that_changed_the_field_itself():
    history = begun()
    history.amend(day(10), {"area": 2}, PERSONAL)
    history.amend(day(20), {"persons": 5}, PERSONAL)
    made = history.amend(day(5), {"persons": 3}, PERSONAL)
    assert [(row.effective, row.values) for row in made] == [
        (day(5), {"persons": 3, "area": 1}),
        (day(10), {"persons": 3, "area": 2}),
    ]
    assert seen(history, 25)["persons"] == 5


def test_a_change_to_the_same_value_still_stops_later_restatement():
    """The change on day 10 was made to 2, so a later discovery about day 7 does not undo it."""
    history = begun()
    history.amend(day(10), {"persons": 2}, PERSONAL)
    history.amend(day(5), {"persons": 2}, PERSONAL)
    history.amend(day(7), {"persons": 3}, PERSONAL)
    assert [seen(history, number)["persons"] for number in (4, 5, 7, 10)] == [1, 2, 3, 2]


def test_every_patch_of_a_day_stops_restatement():
    history = begun()
    history.amend(day(10), {"persons": 2}, PERSONAL)
    history.amend(day(10), {"area": 9}, PERSONAL)
    history.amend(day(5), {"persons": 7, "head": "乙"}, PERSONAL)
    assert seen(history, 10) == {"persons": 2, "area": 9, "head": "乙", ORG: "east", STATE: "open"}


def test_a_step_keeps_the_state_of_the_day_and_carries_it_on():
    history = begun()
    history.amend(day(10), {"persons": 2}, PERSONAL)
    made = history.amend(day(5), {STATE: "shut"}, PERSONAL, "step", "close")
    assert [(row.kind, row.state) for row in made] == [("step", "shut"), ("amend", "shut")]
    assert history.entered(day(20)) == day(5)


def test_nothing_new_gives_no_row_but_a_step_always_does():
    history = begun()
    assert history.amend(day(3), {"persons": 1, "head": "甲", ORG: "east"}, PERSONAL) == []
    assert len(history.amend(day(3), {STATE: "open"}, PERSONAL, "step", "prolong")) == 1


changes = st.fixed_dictionaries(
    {},
    optional={
        "persons": st.integers(1, 3),
        "area": st.integers(1, 3),
        "head": st.sampled_from("甲乙"),
        ORG: st.sampled_from(["east", "west"]),
    },
)


@given(st.lists(st.tuples(st.integers(0, 6), changes), max_size=12))
def test_full_rows_say_what_folded_patches_say(amendments):
    history = begun()
    patches = [(0, {"persons": 1, "area": 1, "head": "甲", ORG: "east", STATE: "open"})]

    def folded(number: int) -> dict:
        row: dict = {}
        for _, patch in sorted((item for item in patches if item[0] <= number), key=lambda item: item[0]):
            row |= patch
        return row

    for number, change in amendments:
        now = folded(number)
        history.amend(day(number), change, PERSONAL)
        patches.append((number, {name: value for name, value in change.items() if now[name] != value}))
        assert [seen(history, number) for number in range(8)] == [folded(number) for number in range(8)]
