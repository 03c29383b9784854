"""Personal values: sealed, masked, found blindly, shown for a reason, erased for good."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from ledger_catalogue import ADMIN, CLERK, EAST, codes, done, draft, entry, put, resident_id

from taizhang.kernel.asof import AsOf
from taizhang.ledger.entries import Actor
from taizhang.ledger.keys import KeyRing, seal, unseal
from taizhang.ledger.masking import ERASED, mask
from taizhang.ledger.models import Disclosure, SubjectKey

NOW = AsOf(date(2020, 6, 1), 2**40)
PERSON = resident_id(7)


@pytest.fixture
def person(town):
    done(
        town.append(
            draft(
                put("household", "2020-01-01", EAST, number="H1"),
                put(
                    "resident",
                    "2020-01-01",
                    id_number=PERSON,
                    name="欧阳明",
                    phone="13812345678",
                    household="H1",
                    sex="male",
                ),
            )
        )
    )
    return town


def only(store, ledger="resident"):
    [row] = store.read(ledger, NOW)
    return row


def test_rows_are_masked_and_hold_nothing_personal_in_clear(person):
    row = only(person)
    assert row.masked == {"id_number": f"1522**********{PERSON[-4:]}", "name": "欧**", "phone": "138****5678"}
    assert set(row.values) == {"household", "sex"}
    with connection.cursor() as cursor:
        for table in ("revision", "record", "blind_index", "subject_key", "submission"):
            cursor.execute(f"select * from {table}")
            for value in (value for line in cursor.fetchall() for value in line):
                shown = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                assert all(word.encode() not in shown for word in (PERSON, "欧阳", "13812345678"))


def test_equal_values_are_found_through_blind_indexes(person):
    row = only(person)
    assert person.find("resident", "name", "欧阳明") == person.find("resident", "phone", "13812345678") == [row.id]
    assert person.find("resident", "id_number", f" {PERSON} ") == [row.id]
    assert person.find("resident", "name", "欧阳") == []
    assert [item.id for item in person.read("resident", NOW, key=PERSON)] == [row.id]
    assert len(person.history("resident", PERSON)) == 1


def test_the_same_person_again_is_the_same_record(person):
    same = put("resident", "2020-02-01", id_number=PERSON, name="欧阳明", phone="13812345678")
    assert done(person.append(draft(same))).unchanged == 1
    other = put("resident", "2020-02-01", id_number=PERSON, phone="13900000000")
    assert done(person.append(draft(other))).amended == 1
    assert only(person).masked["phone"] == "139****0000"
    assert only(person).masked["name"] == "欧**"
    [before] = person.read("resident", AsOf(date(2020, 1, 31), 2**40))
    assert before.masked["phone"] == "138****5678"


def test_showing_needs_a_role_and_a_reason_and_is_logged(person):
    row = only(person)
    assert codes(person.disclose(row.id, Actor("村干部", frozenset({"cadre"})), "核对")) == ["personal-not-allowed"]
    assert codes(person.disclose(row.id, CLERK, "  ")) == ["reason-missing"]
    assert codes(person.disclose(999, CLERK, "核对")) == ["record-unknown"]
    clear, issues = person.disclose(row.id, CLERK, "入户核对")
    assert not issues and clear == {"id_number": PERSON, "name": "欧阳明", "phone": "13812345678"}
    [log] = Disclosure.objects.all()
    assert (log.action, log.record_id, log.actor, log.reason) == ("disclose", row.id, "李办", "入户核对")


def test_an_erased_person_is_gone_and_the_chain_stays_valid(person):
    row = only(person)
    assert codes(person.erase("resident", PERSON, CLERK, "本人申请")) == ["personal-not-allowed"]
    assert person.erase("resident", PERSON, ADMIN, "本人申请") == (1, [])
    assert set(only(person).masked.values()) == {ERASED}
    assert person.find("resident", "name", "欧阳明") == []
    assert codes(person.disclose(row.id, CLERK, "核对")) == ["disclose-erased"]
    assert SubjectKey.objects.get(wrapped=None).erased is not None
    assert [log.action for log in Disclosure.objects.all()] == ["erase"]
    assert person.verify()[1] == []


def test_after_an_erasure_the_rest_can_be_amended_and_the_person_come_anew(person):
    done_key = only(person).key
    person.erase("resident", PERSON, ADMIN, "本人申请")
    done(person.append(draft(entry("resident", "amend", "2020-02-01", record=only(person).id, sex="female"))))
    assert only(person).values["sex"] == "female" and only(person).masked["name"] == ERASED
    done(person.append(draft(put("resident", "2020-03-01", id_number=PERSON, name="欧阳明"))))
    row = only(person)
    assert (row.key, row.masked["name"], row.masked["phone"]) == (done_key, "欧**", "")
    [before] = person.read("resident", AsOf(date(2020, 2, 15), 2**40))
    assert before.masked["name"] == ERASED


def test_retention_erases_what_is_over(town):
    done(
        town.append(
            draft(
                put("visitor", "2020-02-01", EAST, name="外甲", left_on=date(2020, 2, 10)),
                put("visitor", "2020-02-01", EAST, name="外乙", left_on=date(2020, 3, 10)),
                put("visitor", "2020-02-01", EAST, name="外丙"),
            )
        )
    )
    assert town.expire(date(2020, 3, 12), ADMIN) == (1, [])
    assert [row.masked["name"] for row in town.read("visitor", NOW)] == [ERASED, "外*", "外*"]
    assert town.expire(date(2020, 3, 12), ADMIN) == (0, [])


@pytest.mark.parametrize(
    ("kind", "clear", "shown"),
    [
        ("name", "张", "张*"),
        ("name", "张三", "张*"),
        ("id", "152201198001010071", "1522**********0071"),
        ("id", "12345678", "********"),
        ("phone", "13800138000", "138****8000"),
        ("account", "6222020200112233", "************2233"),
        ("address", "内蒙古阿尔山市东村三组15号", "内蒙古阿尔山****"),
        ("birth", "1980-01-01", "1980-**-**"),
        ("health", "高血压", "***"),
        ("name", "", ""),
    ],
)
def test_masks(kind, clear, shown):
    assert mask(kind, clear) == shown


def test_sealing_is_bound_to_key_and_purpose():
    ring = KeyRing(bytes(32))
    key, wrapped = ring.new_subject_key()
    assert ring.unwrap(wrapped) == key and KeyRing(bytes(31) + b"\1").unwrap(wrapped) is None
    sealed = seal(key, b"clear", b"1")
    assert unseal(key, sealed, b"1") == b"clear"
    assert unseal(key, sealed, b"2") is None
    assert seal(key, b"clear", b"1") != sealed


def test_blind_values_differ_by_context_and_ring():
    ring = KeyRing(bytes(32))
    values = [
        ring.blind("a", "x"),
        ring.blind("b", "x"),
        ring.blind("a", "y"),
        KeyRing(bytes(31) + b"\1").blind("a", "x"),
    ]
    assert all(one != other for one, other in pairwise(sorted(values)))
    assert all(len(value) == 20 for value in values)


def test_a_master_key_is_made_once_and_for_its_owner(tmp_path):
    ring = KeyRing.create(tmp_path / "keys")
    assert (tmp_path / "keys" / "master.key").stat().st_mode & 0o777 == 0o600
    assert KeyRing.load(tmp_path / "keys").blind("a", "x") == ring.blind("a", "x")
    with pytest.raises(FileExistsError):
        KeyRing.create(tmp_path / "keys")
