"""The list of figures for spreadsheet programs."""

import csv
from io import StringIO

from reports.formats.samples import GAP, HOUSEHOLDS, document, figure

from taizhang.reports.document import Document, Paragraph, Run
from taizhang.reports.formats import figures_csv


def read(paper: Document) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(figures_csv.render(paper).decode("utf-8-sig"))))


def test_the_columns() -> None:
    data = figures_csv.render(document())
    assert data.startswith(b"\xef\xbb\xbfkey,title,value,unit,period,cut-off,indicator,ledger,rows,sql,")


def test_one_line_per_distinct_figure() -> None:
    lines = read(document())
    assert [line["key"] for line in lines] == ["subsistence_households", "assistance_paid", "patrols_done"]
    assert lines[1] == {
        "key": "assistance_paid",
        "title": "发放救助金",
        "value": "1863500.00",
        "unit": "元",
        "period": "2020H1",
        "cut-off": "2020-05-25",
        "indicator": "assistance_paid",
        "ledger": "assistance_payment",
        "rows": "2210",
        "sql": "SELECT count(*) FROM assistance_payment WHERE effective <= DATE '2020-05-25' AND state = 'approved'",
        "printed": "186.35万元",
        "status": "value",
        "window": "2020-01-01/2020-05-25",
        "org": "159900101000",
        "known_by": "10432",
    }


def test_a_gap_has_no_value() -> None:
    (line,) = read(document(Paragraph((GAP,))))
    assert (line["value"], line["status"], line["printed"]) == ("", "no_data", "〔缺数〕")


def test_text_is_never_a_formula_and_negative_numbers_stay_numbers() -> None:
    nasty = figure("=1+1", "-3户", "-3", "户", "@SUM(A1)", ledger="+ledger")
    (line,) = read(document(Paragraph((Run("减少"), nasty))))
    assert (line["key"], line["title"], line["ledger"]) == ("'=1+1", "'@SUM(A1)", "'+ledger")
    assert (line["value"], line["printed"]) == ("-3", "'-3户")


def test_large_and_small_amounts_have_no_exponent() -> None:
    (line,) = read(document(Paragraph((figure("k", "很多", "1E+10", "元", "合计"), HOUSEHOLDS))))[:1]
    assert line["value"] == "10000000000"
