"""The analytical copy: kept up to date in steps, whole whatever happens, readable all the while."""

import json
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from indicators.town import (
    EAST,
    LEDGERS,
    PAYMENT,
    WEST,
    FakeSource,
    catalogue,
    make_field,
    pay,
)
from indicators.workers import read_until, refresh_in_rounds

from taizhang.declare.model import Catalogue
from taizhang.indicators import columns as columns_module
from taizhang.indicators import manifest as manifests
from taizhang.indicators.columns import Columns
from taizhang.indicators.values import IndicatorError
from taizhang.kernel.timeline import FOREVER, NEVER_FORGOTTEN


@pytest.fixture
def source() -> FakeSource:
    source = FakeSource()
    for record in range(1, 11):
        pay(source, record, f"2020-01-{record:02}", EAST, f"{record}.25", kind="allowance", days=record)
    return source


@pytest.fixture
def columns(tmp_path: Path) -> Columns:
    return Columns(tmp_path, catalogue())


def rows(columns: Columns, query: str = "SELECT record, amount FROM payment ORDER BY record") -> list[Any]:
    with columns.connect() as connection:
        return connection.execute(query).fetchall()


def with_fields(*names_and_types: tuple[str, str]) -> Catalogue:
    """The test town with other fields in the payment ledger."""
    fields = {name: make_field(name, type) for name, type in names_and_types}
    return catalogue(ledgers={**LEDGERS, "payment": replace(PAYMENT, fields=fields)})


def test_every_type_has_its_column(columns: Columns) -> None:
    source = FakeSource()
    pay(source, 1, "2020-01-05", EAST, "12.30", household="h1", kind="allowance", days=3, urgent=True, note="你好",
        paid_at="2020-01-05T08:30:00", due="2020-02-01")  # fmt: skip
    columns.refresh(source)
    relation = columns.connect().sql("SELECT * FROM payment")
    (row,) = relation.fetchall()
    assert dict(zip(relation.columns, row, strict=True)) == {
        "seq": 1, "record": 1, "key": "k1", "org": EAST, "state": None, "effective_from": date(2020, 1, 5),
        "effective_to": FOREVER, "known_from": 1, "known_to": NEVER_FORGOTTEN, "began": date(2020, 1, 5),
        "state_since": None, "household": "h1", "kind": "allowance", "amount": Decimal("12.30"), "days": 3,
        "urgent": True, "note": "你好", "paid_at": datetime.fromisoformat("2020-01-05T08:30"), "due": date(2020, 2, 1),
    }  # fmt: skip
    assert str(relation.types[relation.columns.index("amount")]) == "DECIMAL(18,2)"


def test_personal_fields_have_no_column(columns: Columns) -> None:
    columns.refresh(FakeSource())
    assert "applicant" not in columns.connect().sql("SELECT * FROM allowance").columns


def test_fields_with_awkward_names(tmp_path: Path) -> None:
    source = FakeSource()
    fields = (("group", "integer"), ("target", "string"), ("data", "string"))
    town = with_fields(*fields)
    source.add(
        "payment", 1, "create", "2020-01-01", EAST, fields=town.ledgers["payment"].fields, group=7, target="t", data="d"
    )
    columns = Columns(tmp_path, town)
    columns.refresh(source)
    assert rows(columns, 'SELECT "group", target, data FROM payment') == [(7, "t", "d")]


def test_a_refresh_reads_only_what_is_new(columns: Columns, source: FakeSource) -> None:
    first = columns.refresh(source)
    assert (first.seq, first.revisions, first.rebuilt) == (10, 10, True)
    asked: list[tuple[str, int, int]] = []

    class Watched(FakeSource):
        def revisions(self, ledger: str, after: int, until: int) -> Any:
            asked.append((ledger, after, until))
            return super().revisions(ledger, after, until)

    pay(source, 11, "2020-02-01", WEST, "1.00")
    second = columns.refresh(Watched(source.rows, ledger_of=source.ledger_of))
    assert (second.seq, second.revisions, second.rebuilt) == (11, 1, False)
    assert {(after, until) for _, after, until in asked} == {(10, 11)}
    assert len(rows(columns)) == 11


def test_nothing_new_changes_nothing(columns: Columns, source: FakeSource) -> None:
    columns.refresh(source)
    before = columns.stamp
    assert columns.refresh(source).revisions == 0
    assert columns.stamp == before


def test_progress_is_told(columns: Columns, source: FakeSource) -> None:
    told: list[tuple[int, int]] = []
    columns.refresh(source, lambda done, total: told.append((done, total)))
    assert told[-1] == (10, 10)


def test_a_changed_record_replaces_its_rows_but_not_its_past(columns: Columns, source: FakeSource) -> None:
    columns.refresh(source)
    source.add("payment", 3, "amend", "2020-01-03", EAST, amount="99.00")
    source.add("payment", 4, "void", "2020-01-04")
    columns.refresh(source)
    now = "known_from <= {0} AND known_to > {0}"
    query = "SELECT record, amount FROM payment WHERE record IN (3, 4) AND "
    assert rows(columns, query + now.format(12)) == [(3, Decimal("99.00"))]
    assert sorted(rows(columns, query + now.format(10))) == [(3, Decimal("3.25")), (4, Decimal("4.25"))]


def test_segments_are_put_together_when_many(columns: Columns, source: FakeSource) -> None:
    for record in range(11, 26):
        pay(source, record, "2020-03-01", EAST, "1.00")
        if record % 3 == 0:
            source.add("payment", record - 9, "amend", "2020-03-02", EAST, amount="2.00")
        columns.refresh(source)
    current = manifests.read(columns.folder)
    assert current is not None
    assert len(current.books["payment"].segments) <= columns_module.MOST_SEGMENTS
    fresh = Columns(columns.folder.parent / "fresh", catalogue())
    fresh.refresh(source)
    everything = "SELECT * FROM payment ORDER BY record, known_from, effective_from"
    assert rows(columns, everything) == rows(fresh, everything)


def test_later_segments_alone_are_put_together_beside_a_large_one(
    columns: Columns, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns_module, "SMALL", 1)
    monkeypatch.setattr(columns_module, "MOST_SEGMENTS", 2)
    monkeypatch.setattr(columns_module, "LARGEST_SHARE", 10.0)
    columns.refresh(source)
    base = manifests.read(columns.folder)
    for record in range(11, 16):
        pay(source, record, "2020-03-01", EAST, "1.00")
        columns.refresh(source)
    current = manifests.read(columns.folder)
    assert base is not None and current is not None
    assert current.books["payment"].segments[0] == base.books["payment"].segments[0]
    assert len(current.books["payment"].segments) == 2
    assert len(rows(columns)) == 15


def test_a_new_field_rebuilds_only_its_ledger(tmp_path: Path, source: FakeSource) -> None:
    source.add("household", 20, "create", "2020-01-01", EAST, size=3)
    Columns(tmp_path, catalogue()).refresh(source)
    household = manifests.read(tmp_path).books["household"]  # type: ignore[union-attr]
    wider = with_fields(("amount", "decimal"), ("channel", "string"))
    columns = Columns(tmp_path, wider)
    with pytest.raises(IndicatorError) as caught:
        columns.connect()
    assert caught.value.issues[0].code == "columns-outdated"
    assert columns.refresh(source).rebuilt
    assert rows(columns, "SELECT amount, channel FROM payment WHERE record = 2") == [(Decimal("2.25"), None)]
    assert manifests.read(tmp_path).books["household"] == household  # type: ignore[union-attr]


def test_old_values_that_do_not_fit_a_new_type_are_empty_and_said(tmp_path: Path) -> None:
    source = FakeSource()
    pay(source, 1, "2020-01-01", EAST, "1.00", note="12")
    pay(source, 2, "2020-01-02", EAST, "1.00", note="about 12")
    columns = Columns(tmp_path, with_fields(("amount", "decimal"), ("note", "integer")))
    done = columns.refresh(source)
    assert [(issue.code, issue.value) for issue in done.issues] == [("columns-unfit-value", "note")]
    assert "1 older values" in done.issues[0].what.en
    assert rows(columns, "SELECT note FROM payment ORDER BY record") == [(12,), (None,)]


@pytest.mark.parametrize("harm", ["missing", "truncated"])
def test_a_damaged_segment_is_built_anew(columns: Columns, source: FakeSource, harm: str) -> None:
    columns.refresh(source)
    (segment,) = columns.folder.glob("payment/*.parquet")
    if harm == "missing":
        segment.unlink()
    else:
        segment.write_bytes(segment.read_bytes()[:-10])
    with pytest.raises(IndicatorError) as caught:
        columns.connect()
    assert caught.value.issues[0].code == "columns-damaged"
    done = columns.refresh(source)
    assert [issue.code for issue in done.issues] == ["columns-damaged"]
    assert done.rebuilt
    assert len(rows(columns)) == 10


def test_an_unreadable_manifest_means_a_new_copy(columns: Columns, source: FakeSource) -> None:
    columns.refresh(source)
    (columns.folder / manifests.NAME).write_text('{"layout": 1, "num')
    done = columns.refresh(source)
    assert [issue.code for issue in done.issues] == ["columns-unreadable"]
    assert len(rows(columns)) == 10


def test_a_copy_that_is_ahead_is_of_another_ledger(columns: Columns, source: FakeSource) -> None:
    columns.refresh(source)
    done = columns.refresh(FakeSource(source.rows[:5], ledger_of=source.ledger_of[:5]))
    assert [issue.code for issue in done.issues] == ["columns-ahead"]
    assert len(rows(columns)) == 5


def test_a_refresh_that_dies_leaves_the_old_copy(
    columns: Columns, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns.refresh(source)
    pay(source, 11, "2020-02-01", EAST, "1.00")
    with monkeypatch.context() as patch:
        patch.setattr(manifests, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            columns.refresh(source)
    assert (columns.seq, len(rows(columns))) == (10, 10)
    columns.refresh(source)
    assert (columns.seq, len(rows(columns))) == (11, 11)


def test_files_out_of_use_are_kept_a_while(
    columns: Columns, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns_module, "SMALL", 0)
    monkeypatch.setattr(columns_module, "LARGEST_SHARE", 0.0)
    columns.refresh(source)
    old = columns.connect()
    for record in range(11, 16):
        pay(source, record, "2020-03-01", EAST, "1.00")
        columns.refresh(source)
    assert old.sql("SELECT count(*) FROM payment").fetchall() == [(10,)]
    kept = len(list(columns.folder.glob("payment/*.parquet")))
    monkeypatch.setattr(manifests, "KEPT_SECONDS", -1.0)
    pay(source, 16, "2020-03-01", EAST, "1.00")
    columns.refresh(source)
    assert len(list(columns.folder.glob("payment/*.parquet"))) < kept
    assert len(rows(columns)) == 16


def test_the_connection_reads_the_copy_and_nothing_else(columns: Columns, source: FakeSource, tmp_path: Path) -> None:
    columns.refresh(source)
    secret = tmp_path.parent / "secret.csv"
    secret.write_text("a\n1\n")
    connection = columns.connect()
    for statement in (f"SELECT * FROM '{secret}'", "SET enable_external_access = true", "SET memory_limit = '9GB'"):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)


def test_without_a_copy_every_ledger_is_empty(columns: Columns) -> None:
    assert columns.seq == 0
    assert rows(columns, "SELECT count(*) FROM payment") == [(0,)]


def test_several_processes_read_while_one_refreshes(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    rounds = 6
    writer = spawn.Process(target=refresh_in_rounds, args=(str(tmp_path), rounds))
    readers = [spawn.Process(target=read_until, args=(str(tmp_path), rounds * 20, answers)) for _ in range(2)]
    for process in (*readers, writer):
        process.start()
    found = [answers.get(timeout=90) for _ in readers]
    for process in (*readers, writer):
        process.join(30)
    assert found == [(rounds * 20, 0)] * 2


def test_killed_in_the_middle_it_is_all_or_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    for delay in (0.0, 0.15, 0.4):
        writer = spawn.Process(target=refresh_in_rounds, args=(str(tmp_path), 12))
        writer.start()
        deadline = time.monotonic() + 30
        while manifests.read(tmp_path) is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(delay)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        ((count,),) = rows(Columns(tmp_path, catalogue()), "SELECT count(DISTINCT record) FROM payment")
        assert count > 0 and count % 20 == 0


def test_only_one_process_refreshes(columns: Columns, source: FakeSource) -> None:
    with manifests.lock(columns.folder, wait=True):
        assert columns.refresh(source, wait=False).revisions == 0
    assert columns.refresh(source, wait=False).revisions == 10


def test_the_manifest_is_plain_json(columns: Columns, source: FakeSource) -> None:
    columns.refresh(source)
    told = json.loads((columns.folder / manifests.NAME).read_text())
    assert told["seq"] == 10
    assert told["books"]["payment"]["segments"][0]["data"]["rows"] == 10


def test_rebuild_from_nothing(columns: Columns, source: FakeSource) -> None:
    columns.refresh(source)
    done = columns.rebuild(source)
    assert (done.revisions, done.rebuilt, len(rows(columns))) == (10, True, 10)
