"""Units that begin, end, and hand on."""

from datetime import date

from ledger_catalogue import EAST, JOINED, TOWN, UNITS, WEST, codes, done, draft, entry, put, resident_id, unit

from taizhang.kernel.asof import AsOf
from taizhang.kernel.orgcode import OrgCode
from taizhang.ledger import org

MERGER = date(2020, 3, 1)
NORTH = OrgCode("150000000004")


def tree(store, day=MERGER):
    return store.org_tree(AsOf(day, 2**40))


def merged(store):
    done(store.append(draft(*org.merge(tree(store), [EAST, WEST], JOINED, "东西村", MERGER))))
    return store


def test_children_may_come_before_parents(store):
    assert done(store.append(draft(*reversed(UNITS)))).created == 3
    assert tree(store).children(TOWN) == (EAST, WEST)
    assert {row.org for row in store.read("org_unit", AsOf(MERGER, 2**40))} == {TOWN, EAST, WEST}


def test_merged_villages_take_no_more_entries_and_name_the_successor(town):
    merged(town)
    done(town.append(draft(put("household", "2020-02-29", EAST, number="H1"))))
    receipt, [issue] = town.append(draft(put("household", "2020-03-01", EAST, number="H2")))
    assert receipt is None and issue.code == "entry-unit-ended" and "东西村" in issue.remedy.zh
    done(town.append(draft(put("household", "2020-03-01", JOINED, number="H2"))))
    assert codes(town.append(draft(put("household", "2020-02-29", JOINED, number="H3")))) == ["entry-unit-not-begun"]


def test_what_follows_a_reference_goes_to_the_successor(town):
    done(
        town.append(
            draft(
                put("household", "2020-01-01", EAST, number="H1"),
                put("resident", "2020-01-01", id_number=resident_id(1), name="王", household="H1"),
            )
        )
    )
    merged(town)
    done(town.append(draft(put("payment", "2020-02-01", resident=resident_id(1), amount=1))))
    done(town.append(draft(put("payment", "2020-04-01", resident=resident_id(1), amount=1))))
    assert [row.org for row in town.read("payment", AsOf(date(2020, 5, 1), 2**40))] == [EAST, JOINED]


def test_a_reference_lends_the_unit_of_that_day_or_its_earliest(town):
    done(
        town.append(
            draft(
                put("household", "2020-02-01", EAST, number="H1"),
                put("household", "2020-04-01", WEST, number="H1"),
                put("resident", "2020-01-01", id_number=resident_id(1), name="早", household="H1"),
                put("resident", "2020-03-01", id_number=resident_id(2), name="中", household="H1"),
                put("resident", "2020-05-01", id_number=resident_id(3), name="晚", household="H1"),
            )
        )
    )
    assert [row.org for row in town.read("resident", AsOf(date(2020, 6, 1), 2**40))] == [EAST, EAST, WEST]


def test_split_rename_move(town):
    south = OrgCode("150000000005")
    done(town.append(draft(*org.split(tree(town), EAST, {NORTH: "东北村", south: "东南村"}, MERGER))))
    done(town.append(draft(org.rename(WEST, "西湖村", MERGER), org.move(south, WEST, MERGER))))
    now = tree(town)
    assert now[EAST].successors == (NORTH, south) and not now.alive(EAST)
    assert now.children(TOWN) == (WEST, NORTH) and now.children(WEST) == (south,)
    assert (now[WEST].name, tree(town, date(2020, 2, 29))[WEST].name) == ("西湖村", "西村")
    assert now[WEST].first_day == date(2000, 1, 1)


def test_absorbing_into_a_village_that_stays(town):
    done(town.append(draft(*org.merge(tree(town), [EAST, WEST], WEST, "", MERGER))))
    assert tree(town).children(TOWN) == (WEST,) and tree(town).carried_by(EAST) == WEST


def test_what_a_unit_may_not_be(town):
    assert codes(town.append(draft(unit("15000000001", "短码", "village")))) == ["unit-code"]
    assert codes(town.append(draft(unit(NORTH, "北村", "village", "150000000088")))) == ["unit-parent-unknown"]
    assert codes(town.append(draft(org.move(TOWN, EAST, MERGER)))) == ["unit-cycle"]
    ends = entry("org_unit", "amend", "2020-03-01", code=EAST, last_day=date(2020, 2, 29), successors=NORTH)
    assert codes(town.append(draft(ends))) == ["unit-successor-unknown"]
    early = entry("org_unit", "amend", "2020-03-01", code=EAST, last_day=date(1999, 2, 1))
    assert codes(town.append(draft(early))) == ["unit-last-day"]


def test_a_cycle_that_only_a_later_day_shows_is_refused(town):
    done(town.append(draft(org.move(EAST, WEST, date(2020, 5, 1)))))
    assert codes(town.append(draft(org.move(WEST, EAST, date(2020, 3, 1))))) == ["unit-cycle"]
