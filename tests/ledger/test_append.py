"""Appending: whole or not at all, once, in order."""

from datetime import date
from decimal import Decimal

import pytest
from ledger_catalogue import ADMIN, EAST, TOWN, WEST, codes, done, draft, entry, put, resident_id

from taizhang.kernel.asof import AsOf

NOW = 2**40


def at(day: str, known_by: int = NOW) -> AsOf:
    return AsOf(date.fromisoformat(day), known_by)


def test_put_creates_then_amends_then_leaves_alone(town):
    first = done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3, area=Decimal("80.5")))))
    second = done(town.append(draft(put("household", "2020-02-01", EAST, number="H1", persons=4))))
    third = done(town.append(draft(put("household", "2020-03-01", EAST, number="H1", persons=4))))

    assert (first.created, second.amended, third.unchanged) == (1, 1, 1)
    assert third.last_seq == third.first_seq - 1
    [january] = town.read("household", at("2020-01-31"))
    [march] = town.read("household", at("2020-03-31"))
    assert (january.values["persons"], march.values["persons"]) == (3, 4)
    assert march.values["area"] == Decimal("80.50")
    assert (march.key, march.org, march.effective) == ("H1", EAST, date(2020, 2, 1))
    [then] = town.read("household", at("2020-03-31", first.last_seq))
    assert then.values["persons"] == 3
    assert list(town.read("household", at("2019-12-31"))) == []


def test_a_draft_with_one_bad_entry_writes_nothing(town):
    before = town.head()
    bad = draft(
        put("household", "2020-01-01", EAST, number="H1", persons=3),
        put("household", "2020-01-01", EAST, number="H2", persons=0),
    )
    receipt, issues = town.append(bad)
    assert receipt is None and codes(issues) == ["entry-value-range"]
    assert town.check(bad) == issues
    assert town.head() == before


def test_the_same_key_is_written_once(town):
    one = draft(put("household", "2020-01-01", EAST, number="H1", persons=3), key="book-1", kind="import")
    first, second = done(town.append(one)), done(town.append(one))
    assert (first.repeated, second.repeated) == (False, True)
    assert (second.submission, second.head) == (first.submission, first.head)
    assert town.head().seq == first.last_seq


def test_an_empty_draft_is_refused(town):
    assert codes(town.append(draft())) == ["submission-empty"]


def test_references_may_come_earlier_in_the_same_submission(town):
    person = resident_id(1)
    done(
        town.append(
            draft(
                put("household", "2020-01-01", WEST, number="H1", persons=1),
                put("resident", "2020-01-01", id_number=person, name="王五", household="H1", sex="male"),
                put("allowance", "2020-01-02", resident=person.lower(), monthly=Decimal(300)),
            )
        )
    )
    [resident] = town.read("resident", at("2020-01-01"))
    [allowance] = town.read("allowance", at("2020-01-02"), key=person)
    assert resident.key.startswith("~") and len(resident.key) == 21
    assert allowance.values["resident"] == allowance.key == resident.key
    assert (resident.org, allowance.org) == (WEST, WEST)
    assert allowance.state == "applied"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (put("hous", "2020-01-01", EAST, number="H1"), "entry-ledger-unknown"),
        (put("household", "2020-01-01", EAST, number="H1", person=1), "entry-field-unknown"),
        (put("household", "2020-01-01", EAST, persons=1), "entry-identity-missing"),
        (put("household", "2020-01-01", number="H1"), "entry-unit-missing"),
        (put("household", "2020-01-01", "150000000077", number="H1"), "entry-unit-unknown"),
        (put("household", "1999-12-31", EAST, number="H1"), "entry-unit-not-begun"),
        (entry("household", "amend", "2020-01-01", EAST, number="H1"), "entry-record-unknown"),
        (entry("household", "void", "2020-01-01", record=77), "entry-record-unknown"),
        (put("payment", "2020-01-01", resident=resident_id(5), amount=Decimal(1)), "entry-reference-unknown"),
        (put("payment", "2020-01-01", resident="~ABC", amount=Decimal(1)), "entry-reference-unknown"),
        (put("resident", "2020-01-01", id_number=resident_id(5), household="H0"), "entry-reference-unknown"),
        (entry("payment", "void", "2020-01-01"), "entry-identity-missing"),
    ],
)
def test_refused_entries_say_why(town, bad, code):
    before = town.head()
    assert code in codes(town.append(draft(bad)))
    assert town.head() == before


def test_a_record_must_exist_then_and_keep_its_identity(town):
    done(town.append(draft(put("household", "2020-01-10", EAST, number="H1", persons=1))))
    [row] = town.read("household", at("2020-02-01"))
    assert codes(town.append(draft(put("household", "2020-01-09", EAST, number="H1", persons=2)))) == [
        "entry-before-first"
    ]
    assert codes(town.append(draft(entry("household", "create", "2020-01-11", EAST, number="H1")))) == ["entry-exists"]
    anew = entry("household", "create", "2020-01-11", EAST, record=row.id, number="H1")
    assert codes(town.append(draft(anew))) == ["entry-exists"]
    changed = entry("household", "amend", "2020-01-11", record=row.id, number="H2")
    assert codes(town.append(draft(changed))) == ["entry-identity-fixed"]
    done(town.append(draft(entry("household", "amend", "2020-01-11", record=row.id, persons=2))))
    assert [item.values["persons"] for item in town.history("household", record=row.id)] == [1, 2]


def test_a_journal_without_identity_makes_a_record_of_every_row(town):
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H1"))))
    person = resident_id(2)
    done(town.append(draft(put("resident", "2020-01-01", id_number=person, name="赵六", household="H1"))))
    pay = put("payment", "2020-01-05", resident=person, amount=Decimal("12.30"))
    assert done(town.append(draft(pay, pay))).created == 2
    first, second = town.read("payment", at("2020-01-05"))
    assert first.id != second.id and first.key == second.key == ""
    done(town.append(draft(entry("payment", "void", "2020-01-06", record=first.id))))
    assert [row.id for row in town.read("payment", at("2020-01-05"))] == [second.id]


def test_void_hides_for_every_day_and_put_makes_it_anew(town):
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3, area=Decimal(50)))))
    done(town.append(draft(entry("household", "void", "2020-05-01", number="H1"))))
    assert list(town.read("household", at("2020-02-01"))) == []
    done(town.append(draft(put("household", "2020-03-01", EAST, number="H1", persons=2))))
    [row] = town.read("household", at("2020-04-01"))
    assert (row.values["persons"], row.values["area"]) == (2, None)
    assert list(town.read("household", at("2020-02-01"))) == []


def test_a_reference_to_a_void_record_is_refused(town):
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H1"))))
    done(town.append(draft(entry("household", "void", "2020-01-01", number="H1"))))
    resident = put("resident", "2020-01-01", id_number=resident_id(3), name="钱七", household="H1")
    assert "entry-reference-unknown" in codes(town.append(draft(resident)))


def test_progress_runs_once_from_nothing_to_all(town):
    told = []
    entries = [put("household", "2020-01-01", EAST, number=f"H{n}") for n in range(10)]
    done(town.append(draft(*entries), lambda count, total: told.append((count, total))))
    assert told == sorted(told) and told[0] == (0, 30) and told[-1] == (30, 30)


def test_recorded_times_and_known_by(town):
    head = town.head()
    assert head.recorded is not None and head.recorded.utcoffset() is not None
    assert town.known_by(head.recorded) == head.seq
    assert town.known_by(head.recorded.replace(year=2000)) == 0


def test_find_by_value(town):
    done(
        town.append(
            draft(
                put("household", "2020-01-01", EAST, number="H1", persons=3, area=Decimal("80.5")),
                put("household", "2020-01-01", EAST, number="H2", persons=4),
            )
        )
    )
    [first] = town.find("household", "number", "H1")
    assert town.find("household", "area", "80.50") == town.find("household", "persons", "3") == [first]
    assert town.find("household", "persons", "many") == town.find("household", "nothing", "3") == []
    done(town.append(draft(put("household", "2020-02-01", EAST, number="H1", persons=5))))
    assert town.find("household", "persons", "3") == []


def test_history_keeps_who_when_why(town):
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3), reason="普查")))
    [only] = town.history("household", "H1")
    assert (only.kind, only.actor, only.reason, only.org) == ("create", ADMIN.name, "普查", EAST)
    assert only.values["persons"] == 3 and only.recorded == town.head().recorded
    assert town.history("household", "H9") == []


def test_attachments_are_found_by_their_content(town):
    digest = town.keep("批复".encode(), "text/plain", "批复.txt")
    assert town.keep("批复".encode(), "text/plain", "副本.txt") == digest
    assert town.kept(digest).decode() == "批复"
    with pytest.raises(KeyError):
        town.kept("0" * 64)


def test_the_database_refuses_to_change_what_was_recorded(town):
    from django.db import connection, transaction
    from django.db.utils import DatabaseError

    for table, column in (("revision", "data"), ("submission", "actor"), ("record", "key")):
        for statement in (f"update {table} set {column} = 'x'", f"delete from {table}"):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                connection.cursor().execute(statement)


def test_a_town_has_one_tree_per_day(town):
    assert town.org_tree(at("2020-01-01")).children(TOWN) == (EAST, WEST)
    assert len(town.org_tree(at("1999-01-01")).units) == 0
