"""Steps: who, from which state, when, with what."""

from datetime import date
from decimal import Decimal

import pytest
from ledger_catalogue import ADMIN, CLERK, EAST, codes, done, draft, entry, put, resident_id

from taizhang.kernel.asof import AsOf
from taizhang.kernel.issue import Severity
from taizhang.ledger.entries import Actor, Due

PERSON = resident_id(1)
LEADER = Actor("张镇长", frozenset({"leader"}))
REGISTRAR = Actor("登记", frozenset({"registrar"}))


@pytest.fixture
def applied(town):
    """A resident who applied for the allowance on Thursday 2 January 2020."""
    done(
        town.append(
            draft(
                put("household", "2019-01-01", EAST, number="H1"),
                put("resident", "2019-01-01", id_number=PERSON, name="王五", household="H1"),
                put("allowance", "2020-01-02", resident=PERSON),
            )
        )
    )
    return town


def step(name, day, **values):
    return entry("allowance", "step", day, step=name, resident=PERSON, **values)


def state(store, day):
    [row] = store.read("allowance", AsOf(date.fromisoformat(day), 2**40))
    return row.state


def test_steps_change_the_state_from_their_day_on(applied):
    done(applied.append(draft(step("survey", "2020-01-08"), step("publicise", "2020-01-10"))))
    assert [state(applied, day) for day in ("2020-01-07", "2020-01-08", "2020-01-10")] == [
        "applied",
        "surveyed",
        "publicised",
    ]
    assert [item.step for item in applied.history("allowance", PERSON)] == ["", "survey", "publicise"]


def test_only_the_role_may_and_a_registrar_only_transcribes(applied):
    assert codes(applied.append(draft(step("survey", "2020-01-08"), actor=LEADER))) == ["step-not-allowed"]
    assert codes(applied.append(draft(step("survey", "2020-01-08"), actor=REGISTRAR))) == ["step-not-allowed"]
    done(applied.append(draft(step("survey", "2020-01-08"), actor=REGISTRAR, kind="import")))
    last = applied.history("allowance", PERSON)[-1]
    assert (last.actor, last.roles) == ("登记", {"registrar"})


def test_from_the_right_state_only(applied):
    assert codes(applied.append(draft(step("publicise", "2020-01-08")))) == ["step-wrong-state"]
    assert codes(applied.append(draft(step("fly", "2020-01-08")))) == ["step-unknown"]
    assert codes(applied.append(draft(step("survey", "2020-01-01")))) == ["entry-before-first"]


def test_waiting_time_is_enforced_and_what_it_needs_must_be_there(applied):
    done(applied.append(draft(step("survey", "2020-01-08"), step("publicise", "2020-01-10"))))
    assert codes(applied.append(draft(step("approve", "2020-01-16", monthly=Decimal(300))))) == ["step-too-early"]
    assert codes(applied.append(draft(step("approve", "2020-01-17")))) == ["step-needs-field"]
    done(applied.append(draft(step("approve", "2020-01-17", monthly=Decimal(300)))))
    assert state(applied, "2020-01-17") == "approved"


def test_late_is_recorded_with_a_warning(applied):
    """Ten working days from 2 January 2020 end on 16 January."""
    receipt, issues = applied.append(draft(step("survey", "2020-01-17")))
    assert receipt is not None and receipt.stepped == 1
    assert [(issue.code, issue.severity) for issue in issues] == [("step-late", Severity.WARNING)]
    assert "2020-01-16" in issues[0].what.zh


def test_no_step_before_a_later_one(applied):
    done(applied.append(draft(step("survey", "2020-01-10"))))
    assert codes(applied.append(draft(step("end", "2020-01-09")))) == ["step-before-later"]


def test_an_import_brings_a_row_again(applied):
    row = (put("allowance", "2020-01-02", resident=PERSON), step("survey", "2020-01-08"))
    assert done(applied.append(draft(*row, kind="import"))).stepped == 1
    again = done(applied.append(draft(*row, kind="import")))
    assert (again.stepped, again.amended, again.unchanged) == (0, 0, 2)
    other = draft(step("survey", "2020-01-09"), kind="import")
    assert codes(applied.append(other)) == ["step-already-taken"]
    further = draft(*row, step("publicise", "2020-01-10"), kind="import")
    assert done(applied.append(further)).stepped == 1


def test_a_late_amendment_leaves_states_alone(applied):
    done(applied.append(draft(step("survey", "2020-01-08"), actor=CLERK)))
    done(applied.append(draft(put("allowance", "2020-01-05", resident=PERSON, monthly=Decimal(200)), actor=ADMIN)))
    assert [state(applied, day) for day in ("2020-01-06", "2020-01-08")] == ["applied", "surveyed"]
    [row] = applied.read("allowance", AsOf(date(2020, 1, 9), 2**40))
    assert row.values["monthly"] == Decimal(200)


def test_deadlines_of_the_steps_to_come(applied):
    [row] = applied.read("allowance", AsOf(date(2020, 1, 2), 2**40))
    assert applied.deadline(row.id) == (Due("survey", None, date(2020, 1, 16)), Due("end", None, None))
    done(applied.append(draft(step("survey", "2020-01-08"), step("publicise", "2020-01-10"))))
    assert applied.deadline(row.id)[0] == Due("approve", date(2020, 1, 17), None)
