"""A frozen document comes back exactly, and its bytes are the same for ever."""

from dataclasses import replace
from datetime import date

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.formats.samples import GAP, HOUSEHOLDS, PAID, document

from taizhang.kernel.asof import Cutoff
from taizhang.kernel.orgcode import OrgCode
from taizhang.kernel.period import Period
from taizhang.kernel.text import Text
from taizhang.reports.document import Annex, Document, Evidence, FigureRun, Heading, Paragraph, Run, Table
from taizhang.reports.freeze import digest, freeze, thaw

_WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
_ORGS = st.from_regex(r"[0-9]{12}(-[0-9A-Z]{1,6})?", fullmatch=True).map(OrgCode)
_PERIODS = st.sampled_from(["2020", "2020H1", "2020Q2", "2020-05", "2020-05-25", "2020-01-01/2020-05-25"]).map(
    Period.parse
)
_TEXTS = st.builds(Text, _WORDS, _WORDS)
_EVIDENCE = st.builds(
    Evidence,
    _TEXTS,
    st.none() | _WORDS,
    st.lists(_WORDS, max_size=2).map(tuple),
    _ORGS,
    _PERIODS,
    _PERIODS,
    st.integers(0, 10**9),
    _WORDS,
    st.lists(_ORGS, max_size=2).map(tuple),
)
_FIGURES = st.builds(
    FigureRun,
    _WORDS,
    _WORDS,
    st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    _WORDS,
    st.sampled_from(["value", "no_data", "undefined"]),
    _EVIDENCE,
)
_INLINES = st.lists(st.builds(Run, _WORDS, st.booleans()) | _FIGURES, max_size=3).map(tuple)
_BLOCKS = st.lists(
    st.builds(Heading, st.integers(1, 4), _INLINES, st.booleans())
    | st.builds(Paragraph, _INLINES)
    | st.builds(
        Table,
        _WORDS,
        st.tuples(_WORDS, _WORDS),
        st.lists(st.tuples(_INLINES, _INLINES), max_size=2).map(tuple),
        st.just(()) | st.tuples(st.integers(1, 50), st.integers(1, 50)),
    ),
    max_size=4,
).map(tuple)
_DOCUMENTS = st.builds(
    Document,
    report=_WORDS,
    title=_WORDS,
    org=_ORGS,
    period=_PERIODS,
    cutoff=st.builds(Cutoff, st.dates(), st.integers(0, 2**62)),
    signature=_WORDS,
    signed_on=st.dates(),
    blocks=_BLOCKS,
    annexes=st.lists(st.builds(Annex, _WORDS, _BLOCKS), max_size=2).map(tuple),
    addressee=st.none() | _WORDS,
    number=st.none() | _WORDS,
    notice=st.none() | _WORDS,
    chain_head=_WORDS,
    org_names=st.dictionaries(_ORGS, _WORDS, max_size=3),
    ledger_titles=st.dictionaries(_WORDS, _WORDS, max_size=3),
)


@given(_DOCUMENTS)
def test_there_and_back(paper: Document) -> None:
    frozen = freeze(paper)
    thawed, issues = thaw(frozen)
    assert (thawed, issues) == (paper, [])
    assert thawed is not None
    assert freeze(thawed) == frozen  # decimals keep their places: 1.20 is not 1.2


def test_the_order_of_names_does_not_change_the_digest() -> None:
    one, other = OrgCode("990301101201"), OrgCode("990301101202")
    paper = document(Paragraph((HOUSEHOLDS, PAID, GAP)))
    names = {one: "甲", other: "乙"}
    turned = dict(reversed(names.items()))
    assert digest(replace(paper, org_names=names)) == digest(replace(paper, org_names=turned))
    assert digest(paper) != digest(replace(paper, signed_on=date(2020, 7, 1)))


def test_bytes_say_what_they_are() -> None:
    body = orjson.loads(freeze(document()))
    assert (body["form"], body["version"]) == ("taizhang.document", 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document-unreadable"),
        (b"[]", "document-unreadable"),
        (b"{}", "document-unreadable"),
        (b'{"form": "other", "version": 1}', "document-unreadable"),
        (b'{"form": "taizhang.document", "version": 2, "document": {}}', "document-version"),
        (b'{"form": "taizhang.document", "version": 1, "document": {"report": 5}}', "document-unreadable"),
        (freeze(document(Paragraph((PAID,)))).replace(b"1863500.00", b"a lot"), "document-unreadable"),
        (freeze(document(Paragraph((PAID,)))).replace(b'"value"', b'"guess"'), "document-unreadable"),
        (freeze(document())[:-9], "document-unreadable"),
    ],
)
def test_other_bytes_are_refused(data: bytes, code: str) -> None:
    thawed, issues = thaw(data)
    assert thawed is None
    assert [issue.code for issue in issues] == [code]
