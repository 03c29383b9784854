"""The org tree of a day: who is below whom, and who carries on the figures of an ended unit."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.orgtree import OrgTree, OrgUnit

TOWN, OTHER = "990301101000", "990301102000"
A, B, C, D, E = (f"9903011012{number:02}" for number in range(1, 6))
START, MERGER = date(2019, 1, 1), date(2020, 3, 1)


def unit(
    code: str,
    parent: str | None = TOWN,
    *,
    first: date = START,
    last: date | None = None,
    successors: tuple[str, ...] = (),
    kind: str = "village",
    name: str = "",
) -> OrgUnit:
    to = tuple(OrgCode(code) for code in successors)
    return OrgUnit(OrgCode(code), name or code, kind, OrgCode(parent) if parent else None, first, last, to)


def town(*units: OrgUnit, day: date = date(2020, 6, 30)) -> OrgTree:
    return OrgTree.of([unit(TOWN, None, kind="township"), *units], day)


def merged(day: date) -> OrgTree:
    """A and B become C on the day of the merger; A has a group, which nobody has moved."""
    last = date(2020, 2, 29)
    return town(
        unit(A, last=last, successors=(C,)),
        unit(B, last=last, successors=(C,)),
        unit(C, first=MERGER),
        unit(D),
        unit(f"{A}-G1", A, kind="group"),
        day=day,
    )


def test_before_a_merger_the_old_villages_stand() -> None:
    tree = merged(date(2020, 2, 29))
    assert tree.children(TOWN) == (A, B, D)
    assert tree.carried_by(A) == A
    assert tree.carried_by(C) == C
    assert tree.path(f"{A}-G1") == (f"{A}-G1", A, TOWN)


def test_after_a_merger_the_new_village_carries_both() -> None:
    tree = merged(MERGER)
    assert tree.children(TOWN) == (C, D)
    assert (tree.carried_by(A), tree.carried_by(B)) == (C, C)
    assert tree.path(A) == (C, TOWN)
    assert tree.path(f"{A}-G1") == (f"{A}-G1", C, TOWN)


def test_groups_of_a_merged_village_are_below_the_new_one() -> None:
    tree = merged(MERGER)
    assert tree.children(C) == (f"{A}-G1",)
    assert list(tree.below(TOWN)) == [C, f"{A}-G1", D]
    assert list(tree.below(TOWN, frozenset({"group"}))) == [f"{A}-G1"]


def test_a_chain_of_mergers_is_followed_to_its_end() -> None:
    tree = town(
        unit(A, last=date(2019, 6, 30), successors=(B,)),
        unit(B, last=date(2019, 12, 31), successors=(C,)),
        unit(C),
    )
    assert tree.carried_by(A) == C
    assert tree.path(A) == (C, TOWN)


def test_a_split_village_keeps_its_past_and_counts_for_the_town() -> None:
    tree = town(unit(A, last=date(2020, 2, 29), successors=(B, C)), unit(B, first=MERGER), unit(C, first=MERGER))
    assert tree.carried_by(A) == A
    assert tree.path(A) == (A, TOWN)
    assert tree.children(TOWN) == (B, C)


def test_a_unit_that_ended_without_successor_stays_itself() -> None:
    assert town(unit(A, last=date(2019, 12, 31))).carried_by(A) == A


def test_a_unit_of_the_future_does_not_stand_yet() -> None:
    tree = town(unit(A, first=date(2021, 1, 1)))
    assert not tree.alive(A)
    assert tree.alive(A, date(2021, 1, 1))
    assert tree.children(TOWN) == ()


def test_successors_in_a_circle_end_somewhere() -> None:
    gone = date(2019, 12, 31)
    tree = town(unit(A, last=gone, successors=(B,)), unit(B, last=gone, successors=(A,)))
    assert tree.carried_by(A) == A
    assert tree.path(B) == (B, TOWN)


def test_parents_in_a_circle_end_somewhere() -> None:
    tree = town(unit(A, B), unit(B, A))
    assert tree.path(A) == (A, B)
    assert list(tree.below(A)) == [B]


def test_unknown_codes_stay_themselves() -> None:
    tree = town(unit(A, OTHER))
    assert D not in tree
    assert tree.carried_by(D) == D
    assert tree.path(D) == (D,)
    assert tree.path(A) == (A, OTHER)
    assert tree.roots == (TOWN, A), "a unit whose parent is unknown stands on its own"


def test_units_are_found_by_name_or_code() -> None:
    tree = town(unit(A, name="柳湾村"), unit(B, name="柳湾村"), unit(C, name="河东村"))
    assert tree.find(" 河东村 ") == (C,)
    assert tree.find(A) == (A,)
    assert tree.find("柳湾村") == (A, B)
    assert tree.find("河西村") == ()
    assert tree[C].name == "河东村"


CODES = [A, B, C, D, E]
UNITS = st.builds(
    unit,
    st.sampled_from(CODES),
    st.sampled_from([TOWN, *CODES]),
    last=st.sampled_from([None, date(2019, 12, 31)]),
    successors=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
)


@given(st.lists(UNITS, max_size=6))
def test_children_and_paths_agree(units: list[OrgUnit]) -> None:
    """Whoever exists is a child of the unit its path goes through next, and of no other."""
    tree = town(*units)
    for code in tree.units:
        path = tree.path(code)
        assert len(set(path)) == len(path)
        if tree.alive(code) and len(path) > 1:
            assert code in tree.children(path[1])
            assert {other for other in tree.units if code in tree.children(other)} <= {path[1]}
        assert len(list(tree.below(code))) == len(set(tree.below(code)))
