"""A figure's key says what it means, and can be read back."""

import pytest

from taizhang.reports.keys import CountKey, FieldKey, Key, MeasureKey, parse


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("paid", MeasureKey("paid")),
        ("paid.kind=allowance", MeasureKey("paid", "kind", "allowance")),
        ("paid.project=XM-01.a@b", MeasureKey("paid", "project", "XM-01.a@b")),
        ("paid.kind=", MeasureKey("paid", "kind", "")),
        ("paid@990301101201", MeasureKey("paid", org="990301101201")),
        ("paid~2019H1", MeasureKey("paid", period="2019H1")),
        ("paid~2019-01-01/2019-05-25", MeasureKey("paid", period="2019-01-01/2019-05-25")),
        ("paid^year_before", MeasureKey("paid", against="year_before")),
        (
            "paid.kind=a@990301101201-01~2019^previous",
            MeasureKey("paid", "kind", "a", "990301101201-01", "2019", "previous"),
        ),
        ("project[XM-01].invested", FieldKey("project", "XM-01", "invested")),
        ("project[a].b[c].invested", FieldKey("project", "a].b[c", "invested")),
        ("project[*17].invested", FieldKey("project", "*17", "invested")),
        ("project#", CountKey("project")),
        ("project#state = 'done'@990301101201", CountKey("project", "state = 'done'", "990301101201")),
    ],
)
def test_keys_are_written_and_read(text: str, key: Key) -> None:
    assert str(key) == text
    assert parse(text) == key


@pytest.mark.parametrize("text", ["project##test.review.1", "few_payments!left@990301101201", "list##a.1", ""])
def test_what_only_its_template_can_make_has_no_meaning_of_its_own(text: str) -> None:
    assert parse(text) is None
