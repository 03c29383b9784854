"""Whoever changes what was recorded is found out. The triggers are dropped first, as an intruder would."""

import pytest
from django.db import connection
from ledger_catalogue import ADMIN, EAST, done, draft, put, resident_id


@pytest.fixture
def kept(town):
    """Five submissions: the units, two households each in two, a resident, and one without anything new."""
    for number in (1, 2):
        rows = [put("household", "2020-01-01", EAST, number=f"H{number}{n}", persons=n + 1) for n in range(2)]
        done(town.append(draft(*rows)))
    done(town.append(draft(put("resident", "2020-01-01", id_number=resident_id(1), name="王五", household="H10"))))
    done(town.append(draft(put("household", "2020-01-01", EAST, number="H10", persons=1))))
    return town


def tamper(*statements):
    with connection.cursor() as cursor:
        for table in ("revision", "submission", "record"):
            if connection.vendor == "postgresql":
                cursor.execute(f"drop trigger {table}_no_change on {table}")
                continue
            for action in ("update", "delete"):
                cursor.execute(f"drop trigger {table}_no_{action}")
        for statement in statements:
            cursor.execute(statement)


def found(store, head=None):
    return [(issue.code, issue.value) for issue in store.verify(expected_head=head)[1]]


def test_an_untouched_ledger_is_whole(kept):
    verified, issues = kept.verify(expected_head=kept.head().hash)
    assert (verified.submissions, verified.revisions, verified.head, issues) == (5, 8, kept.head().hash, [])


def test_an_empty_ledger_is_whole(store):
    assert found(store) == []


@pytest.mark.parametrize(
    "change",
    [
        "data = replace(data, '2', '3')",
        "effective = '2019-01-01'",
        "org = '150000000002'",
        "state = 'approved'",
        "kind = 'amend'",
        "patch = 'persons'",
        "record_id = 1",
        "ledger = 'resident'",
        "target = 1",
        "step = 'survey'",
    ],
)
def test_a_changed_column_is_named(kept, change):
    tamper(f"update revision set {change} where seq = 5")
    assert ("verify-changed", "5") in found(kept)
    [issue] = [issue for issue in kept.verify()[1] if issue.code == "verify-changed"]
    assert "第 2 次提交" in issue.what.zh


def test_changed_sealed_bytes_are_named(kept):
    tamper("update revision set sealed = (select data from attachment) where seq = 8")
    assert found(kept) == [("verify-changed", "8")]


def test_a_changed_row_with_a_fitting_hash_breaks_the_next(kept):
    tamper("update revision set hash = (select hash from revision where seq = 1) where seq = 5")
    assert [code for code, _ in found(kept)] == ["verify-changed", "verify-changed", "verify-submission"]


def test_a_removed_row_is_named(kept):
    tamper("delete from revision where seq = 6")
    assert ("verify-missing", "6") in found(kept)


def test_swapped_rows_are_named(kept):
    tamper(
        "update revision set seq = 100 where seq = 4",
        "update revision set seq = 4 where seq = 5",
        "update revision set seq = 5 where seq = 100",
    )
    assert {("verify-changed", "4"), ("verify-changed", "5")} <= set(found(kept))


@pytest.mark.parametrize(
    "change", ["actor = 'x'", "reason = 'x'", "key = 'x'", "created = 9", "recorded = '2001-01-01'"]
)
def test_a_changed_header_is_named(kept, change):
    tamper(f"update submission set {change} where id = 3")
    assert found(kept) == [("verify-submission", "3")]


def test_a_removed_submission_is_named(kept):
    tamper("delete from revision where submission_id = 3", "delete from submission where id = 3")
    assert {("verify-missing", "6"), ("verify-submission-missing", "3")} <= set(found(kept))


def test_a_cut_off_tail_is_found_with_a_noted_head(kept):
    head = kept.head().hash
    tamper("delete from submission where id >= 4", "delete from revision where submission_id >= 4")
    assert found(kept) == []
    [(code, value)] = found(kept, head)
    assert (code, value) == ("verify-head", head)


def test_revisions_without_their_header_are_found(kept):
    tamper("delete from submission where id >= 4")
    assert ("verify-submission-missing", "4") in found(kept)
    connection.cursor().execute("delete from revision where submission_id >= 4")  # the test's own database checks keys


def test_a_cut_off_row_is_found_without_a_head(kept):
    tamper("delete from revision where seq = 8")
    assert ("verify-missing", "8") in found(kept)


def test_a_changed_key_of_a_record_is_found(kept):
    tamper("update record set key = 'H99' where key = 'H11'")
    assert found(kept) == [("verify-changed", "5")]


def test_a_changed_attachment_is_named(kept):
    digest = kept.keep(b"1", "text/plain", "a.txt")
    trigger = "attachment_no_change on attachment" if connection.vendor == "postgresql" else "attachment_no_update"
    tamper(
        f"drop trigger {trigger}", "update attachment set name = name, data = (select hash from revision where seq = 1)"
    )
    assert found(kept) == [("verify-attachment", digest)]


def test_progress_is_told(kept):
    told = []
    kept.verify(lambda count, total: told.append((count, total)))
    assert told[-1] == (8, 8)


def test_reverts_are_part_of_the_chain(kept):
    done(kept.revert(5, ADMIN, "录错"))
    done(kept.revert(4, ADMIN, "录错"))
    assert found(kept) == []
