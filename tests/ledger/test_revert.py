"""Taking back a submission: whole, and only while nothing was built upon it."""

from datetime import date

from ledger_catalogue import ADMIN, CLERK, EAST, codes, done, draft, entry, put, unit

from taizhang.kernel.asof import AsOf

END = AsOf(date(2020, 12, 31), 2**40)


def persons(store, asof=END):
    return {row.key: row.values["persons"] for row in store.read("household", asof)}


def test_a_reverted_submission_is_gone_for_later_readers_only(town):
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3))))
    second = done(
        town.append(
            draft(
                put("household", "2020-02-01", EAST, number="H1", persons=4),
                put("household", "2020-02-01", EAST, number="H2", persons=1),
            )
        )
    )
    known = town.head().seq
    done(town.revert(second.submission, CLERK, "录错"))
    assert persons(town) == {"H1": 3}
    assert persons(town, AsOf(END.effective, known)) == {"H1": 4, "H2": 1}
    assert [item.kind for item in town.history("household", "H1")] == ["create", "amend", "revert"]
    assert town.history("household", "H1")[-1].target == second.first_seq


def test_later_submissions_are_named_and_can_be_reverted_first(town):
    first = done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3))))
    second = done(town.append(draft(put("household", "2020-02-01", EAST, number="H1", persons=4))))
    receipt, [issue] = town.revert(first.submission, CLERK, "录错")
    assert receipt is None and issue.code == "revert-built-upon" and str(second.submission) in issue.what.zh
    done(town.revert(second.submission, CLERK, "录错"))
    done(town.revert(first.submission, CLERK, "录错"))
    assert persons(town) == {}


def test_a_void_and_what_it_hid_in_the_same_submission_go_together(town):
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3))))
    both = done(
        town.append(
            draft(
                put("household", "2020-02-01", EAST, number="H1", persons=4),
                entry("household", "void", "2020-02-01", number="H1"),
            )
        )
    )
    assert persons(town) == {}
    done(town.revert(both.submission, CLERK, "录错"))
    assert persons(town) == {"H1": 3}


def test_the_key_is_free_again(town):
    one = draft(put("household", "2020-01-01", EAST, number="H1", persons=3), key="form-1")
    first = done(town.append(one))
    assert done(town.append(one)) == type(first)(**{**_fields(first), "repeated": True})
    done(town.revert(first.submission, CLERK, "录错"))
    again = done(town.append(one))
    assert not again.repeated and again.submission == first.submission + 2
    assert persons(town) == {"H1": 3}


def _fields(receipt):
    return {name: getattr(receipt, name) for name in type(receipt).__slots__}


def test_refusals(town):
    first = done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3))))
    assert codes(town.revert(first.submission, CLERK, " ")) == ["reason-missing"]
    assert codes(town.revert(99, CLERK, "录错")) == ["submission-unknown"]
    back = done(town.revert(first.submission, CLERK, "录错"))
    assert codes(town.revert(first.submission, CLERK, "录错")) == ["revert-already"]
    assert codes(town.revert(back.submission, CLERK, "录错")) == ["revert-of-revert"]


def test_a_unit_with_records_stays(town):
    new = done(town.append(draft(unit("150000000009", "南村", "village"))))
    done(town.append(draft(put("household", "2020-01-01", "150000000009", number="H1", persons=3))))
    assert codes(town.revert(new.submission, ADMIN, "录错")) == ["unit-in-use"]
    assert codes(town.append(draft(entry("org_unit", "void", "2020-01-01", code="150000000009")))) == ["unit-in-use"]


def test_submissions_say_who_reverted_what(town):
    first = done(town.append(draft(put("household", "2020-01-01", EAST, number="H1", persons=3), actor=CLERK)))
    back = done(town.revert(first.submission, ADMIN, "录错"))
    latest, before, *_ = town.submissions(10)
    assert (latest.kind, latest.reverts, latest.reason) == ("revert", first.submission, "录错")
    assert (before.id, before.actor, before.reverted_by) == (first.submission, "李办", back.submission)
