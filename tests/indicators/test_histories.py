"""The rows of the copy against a naive fold of the revisions, for every day and every known-by."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indicators.town import EAST, FakeSource, catalogue

from taizhang.indicators import columns as columns_module
from taizhang.indicators.columns import Columns

START = date(2020, 1, 1)
DAYS = 8
STATES = ("applied", "approved", "ended")

# (record, what, day, state): what is done next to one of three records
moves = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from(["write", "write", "write", "void", "revert"]),
        st.integers(0, DAYS - 1),
        st.sampled_from(STATES),
    ),
    max_size=14,
)


def play(history: list[tuple[int, str, int, str]]) -> FakeSource:
    """Make revisions of the moves that are possible. Only the last thing done to a record can be reverted."""
    source = FakeSource()
    done: dict[int, list[tuple[int, str]]] = {1: [], 2: [], 3: []}
    for record, what, offset, state in history:
        last = done[record][-1] if done[record] else None
        alive = last is not None and last[1] != "void"
        day = (START + timedelta(offset)).isoformat()
        if what == "write":
            kind = "amend" if alive else "create"
            seq = source.add("allowance", record, kind, day, EAST, state, persons=source.head())
            done[record].append((seq, kind))
        elif what == "void" and alive:
            done[record].append((source.add("allowance", record, "void", day), "void"))
        elif what == "revert" and last is not None:
            source.add("allowance", record, "revert", day, reverts=last[0])
            done[record].pop()
    return source


def naive(rows: list[dict[str, Any]], day: date, known_by: int) -> dict[int, tuple[int, date, date]]:
    """record -> (the revision that holds, when the record began, since when it has its state)."""
    known = [row for row in rows if row["seq"] <= known_by]
    reverted = {row["target"] for row in known if row["kind"] == "revert"}
    found = {}
    for record in {row["record"] for row in known}:
        own = [row for row in known if row["record"] == record and row["seq"] not in reverted]
        voided = max((row["seq"] for row in own if row["kind"] == "void"), default=0)
        content = [row for row in own if row["kind"] in ("create", "amend", "step") and row["seq"] > voided]
        content.sort(key=lambda row: (row["effective"], row["seq"]))
        until = [row for row in content if row["effective"] <= day]
        if until:
            run = until[-1]
            for row in reversed(until):
                if row["state"] != run["state"]:
                    break
                run = row
            found[record] = (until[-1]["seq"], content[0]["effective"], run["effective"])
    return found


def as_copied(connection: duckdb.DuckDBPyConnection, day: date, known_by: int) -> dict[int, tuple[int, date, date]]:
    rows = connection.execute(
        "SELECT record, seq, began, state_since, persons FROM allowance WHERE effective_from <= ? AND effective_to > ? "
        "AND known_from <= ? AND known_to > ?",
        [day, day, known_by, known_by],
    )
    found = {}
    for record, seq, began, since, persons in rows.fetchall():
        assert record not in found, "rectangles overlap"
        assert persons == seq - 1, "the row has another revision's content"
        found[record] = (seq, began, since)
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=moves)
def test_as_of_equals_the_naive_fold(tmp_path_factory: pytest.TempPathFactory, history: Any) -> None:
    source = play(history)
    columns = Columns(tmp_path_factory.mktemp("copy"), catalogue())
    columns.refresh(source)
    with columns.connect() as connection:
        for known_by in range(source.head() + 1):
            for offset in range(-1, DAYS + 1):
                day = START + timedelta(offset)
                assert as_copied(connection, day, known_by) == naive(source.rows, day, known_by)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=moves, cuts=st.lists(st.integers(0, 14), max_size=5))
def test_refreshed_in_pieces_equals_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, history: Any, cuts: list[int]
) -> None:
    monkeypatch.setattr(columns_module, "MOST_SEGMENTS", 2)
    monkeypatch.setattr(columns_module, "SMALL", 3)
    whole = play(history)
    pieces = Columns(tmp_path_factory.mktemp("pieces"), catalogue())
    at_once = Columns(tmp_path_factory.mktemp("whole"), catalogue())
    for head in sorted({min(cut, whole.head()) for cut in cuts} | {whole.head()}):
        pieces.refresh(FakeSource(whole.rows[:head], ledger_of=whole.ledger_of[:head]))
    at_once.refresh(whole)
    assert contents(pieces) == contents(at_once)


def contents(columns: Columns) -> list[Any]:
    query = "SELECT * FROM allowance ORDER BY record, known_from, effective_from"
    with columns.connect() as connection:
        return connection.execute(query).fetchall()


def test_folder_names_are_free(tmp_path: Path) -> None:
    columns = Columns(tmp_path / "a town's columns", catalogue())
    columns.refresh(play([(1, "write", 0, "applied")]))
    assert len(contents(columns)) == 1
