"""What the analytical copy is fed with."""

import pyarrow as pa
from ledger_catalogue import ADMIN, EAST, done, draft, entry, put, resident_id

from taizhang.indicators.source import SCHEMA


def table(batches):
    return pa.Table.from_batches(batches, SCHEMA).to_pylist()


def test_revisions_come_in_order_with_typed_columns_and_nothing_personal(town):
    first = done(
        town.append(
            draft(
                put("household", "2020-01-01", EAST, number="H1", head="王五", persons=2),
                put("household", "2020-01-02", EAST, number="H2", persons=3),
            )
        )
    )
    done(town.append(draft(put("household", "2020-02-01", EAST, number="H1", persons=4))))
    done(town.append(draft(entry("household", "void", "2020-03-01", number="H2"))))
    back = done(town.append(draft(put("resident", "2020-01-01", id_number=resident_id(1), name="王", household="H1"))))
    done(town.revert(back.submission, ADMIN, "录错"))
    source = town.source()
    rows = table(source.revisions("household", 0, source.head()))
    assert [row["seq"] for row in rows] == [first.first_seq, first.last_seq, first.last_seq + 1, first.last_seq + 2]
    assert [row["kind"] for row in rows] == ["create", "create", "amend", "void"]
    assert rows[0]["data"] == '{"area":null,"number":"H1","persons":2}' and rows[3]["data"] == "{}"
    assert (rows[0]["key"], rows[0]["org"], rows[0]["effective"].isoformat()) == ("H1", EAST, "2020-01-01")
    revert = table(source.revisions("resident", 0, source.head()))[-1]
    assert (revert["kind"], revert["target"], source.head()) == ("revert", back.first_seq, revert["seq"])

    assert [row["seq"] for row in table(source.revisions("household", first.first_seq, first.last_seq))] == [
        first.last_seq
    ]
    assert table(source.revisions_of("household", [rows[0]["record"]], source.head())) == [rows[0], rows[2]]


def test_an_empty_ledger_gives_nothing(store):
    assert store.source().head() == 0
    assert list(store.source().revisions("household", 0, 10)) == []
