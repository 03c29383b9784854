"""The page: self-contained, escaped, every figure tied to its evidence."""

from dataclasses import replace
from html.parser import HTMLParser

from reports.formats.samples import GAP, HOUSEHOLDS, PAID, annex_of_gaps, document, figure

from taizhang.reports.annex import evidence_annex
from taizhang.reports.document import Document, Heading, Paragraph, Run, Table
from taizhang.reports.formats import html


class Reader(HTMLParser):
    """Collects start tags with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]


def read(paper: Document) -> Reader:
    return Reader(html.render(paper).decode("utf-8"))


def test_language_and_title() -> None:
    page = read(document())
    assert ("html", {"lang": "zh-CN"}) in page.tags
    assert "青山镇2020年上半年工作总结" in page.text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = read(document())
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form"}
    assert not [attributes for _, attributes in page.tags if {"src", "style", "onclick"} & set(attributes)]
    assert "url(" not in html.render(document()).decode()
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in page.tags)


def test_each_figure_links_to_its_evidence_and_is_described_by_its_card() -> None:
    page = read(document(Paragraph((Run("低保"), HOUSEHOLDS, Run("，发放"), PAID, Run("，复核"), HOUSEHOLDS))))
    links = [attributes for tag, attributes in page.tags if tag == "a" and "figure" in (attributes.get("class") or "")]
    assert [link["href"] for link in links] == ["#e-1", "#e-2", "#e-1"]
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for link in links:
        assert (link["href"] or "")[1:] in ids
        assert link["aria-describedby"] in ids
    for fact in (
        "发放救助金",
        "1863500.00元",
        "2020年1月1日至5月25日",
        "版本 10432",
        "救助金发放台账",
        "2210",
        PAID.evidence.sql,
    ):
        assert fact in page.text


def test_everything_is_escaped() -> None:
    nasty = "<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(1)>"
    number = figure(nasty, nasty, "1", nasty, nasty, ledger=nasty)
    paper = document(
        Heading(1, (Run(nasty), number)),
        Paragraph((Run(nasty, strong=True), number)),
        Table(nasty, (nasty,), (((Run(nasty),),),)),
        title=nasty,
        signature=nasty,
        addressee=nasty,
        number=nasty,
        notice=nasty,
        ledger_titles={nasty: nasty},
        annexes=(replace(annex_of_gaps(), title=nasty),),
    )
    page = read(paper)
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert not [attributes for _, attributes in page.tags if "onerror" in attributes]
    assert nasty in page.text


def test_gaps_are_marked() -> None:
    page = read(document(Paragraph((GAP, HOUSEHOLDS))))
    classes = [
        attributes["class"]
        for tag, attributes in page.tags
        if tag == "a" and "figure" in (attributes.get("class") or "")
    ]
    assert classes == ["figure gap", "figure"]


def test_the_table_of_evidence_stands_once_whether_annexed_or_not() -> None:
    paper = document()
    for shown in (paper, replace(paper, annexes=(evidence_annex(paper),))):
        tables = [attributes for tag, attributes in read(shown).tags if attributes.get("class") == "evidence"]
        assert len(tables) == 1


def test_run_in_headings_are_headings_to_a_screen_reader() -> None:
    page = read(document())
    assert ("span", {"class": "level3", "role": "heading", "aria-level": "4"}) in page.tags
    assert [tag for tag, _ in page.tags if tag in ("h2", "h3")][:3] == ["h2", "h3", "h3"]


def test_prose_has_no_blanks_around_figures() -> None:
    page = html.render(document(Paragraph((Run("低保"), HOUSEHOLDS, Run("，应保尽保"))))).decode()
    assert '低保<span class="fig">' in page
    assert "</span>，应保尽保" in page
