"""Tables for terminals, spreadsheets and programs: aligned, harmless, and numbers as numbers."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgkg.errors import UsageError
from dgkg.table import FORMATS, html_table, plain_table, write_table, xlsx_table

HEADINGS = ["企业", "value"]
CELLS = [["甲电子", 12], ["Yi", Decimal("4.50")], [None, None]]
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode TR11)."""
    return sum(2 if unicodedata.east_asian_width(c) in {"W", "F"} else 1 for c in text)


# -- terminals ---------------------------------------------------------------------------------


def test_chinese_takes_two_columns_and_everything_stays_aligned():
    assert plain_table(HEADINGS, CELLS) == "企业    value\n──────  ─────\n甲电子  12\nYi      4.50\n"


@given(st.lists(st.tuples(st.text("甲乙。（Ａaｱ", max_size=9), st.text("甲bc", min_size=1, max_size=9)), min_size=1))
def test_the_second_column_begins_at_one_place_in_every_line(rows):
    lines = plain_table(["a", "b"], rows).split("\n")
    start = columns(lines[1].split("  ")[0]) + 2
    for line, (first, second) in zip(lines[2:], rows, strict=True):
        assert line == first + " " * (start - columns(first)) + second


@given(st.lists(st.text("甲乙丙ab", max_size=60), min_size=3, max_size=3), st.integers(30, 100))
def test_a_table_fits_the_terminal_and_cuts_nothing(row, width):
    lines = plain_table(["a", "b", "c"], [row], width).split("\n")
    assert max(columns(line) for line in lines) <= width
    if sum(max(1, columns(cell)) for cell in row) + 4 <= width:  # a heading takes one column, a gap two
        assert len(lines) == 3
    # Every character is there, column by column below one another.
    assert sorted("".join(lines[2:]).replace(" ", "")) == sorted("".join(row))


def test_a_cell_goes_on_below_itself_parted_where_words_are():
    told = plain_table(["id", "sum"], [["challenges-without-answer", "12 ÷ 3 = 4"], ["b", "5"]], 28)
    assert told.split("\n") == [
        "id                sum",
        "────────────────  ──────────",
        "challenges-       12 ÷ 3 = 4",
        "without-answer",
        "b                 5",
    ]


def test_a_line_break_in_a_cell_does_not_break_the_row():
    assert plain_table(["a"], [["x\ny"]]).split("\n")[2] == "x y"


# -- CSV and TSV -------------------------------------------------------------------------------


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_csv_begins_with_the_mark_that_excel_needs_for_chinese():
    data = write_table(HEADINGS, CELLS, "csv").encode("utf-8")
    assert data == b"\xef\xbb\xbf" + "企业,value\r\n甲电子,12\r\nYi,4.50\r\n,\r\n".encode()


def test_tsv_has_no_mark_and_plain_line_ends():
    assert write_table(HEADINGS, CELLS, "tsv") == "企业\tvalue\n甲电子\t12\nYi\t4.50\n\t\n"


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("text", DANGEROUS)
def test_a_name_that_looks_like_a_formula_stays_a_name_in_csv(form, text):
    table = write_table([text], [[text]], form).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(table, newline=""), delimiter="\t" if form == "tsv" else ","))
    kept = f"'{text}".replace("\r", "\n") if form == "tsv" else f"'{text}"  # a bare CR would end a row of TSV
    assert rows == [[kept], [kept]]


@pytest.mark.parametrize(("number", "text"), [(-5, "-5"), (Decimal("-3.1"), "-3.1"), (-0.5, "-0.5")])
def test_a_negative_number_is_no_formula(number, text):
    assert read_csv(write_table(["n"], [[number]], "csv")) == [["n"], [text]]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2)
    )
)
def test_any_text_comes_back_from_csv_but_for_the_apostrophe_that_guards_it(rows):
    back = read_csv(write_table(["a", "b"], rows, "csv"))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


# -- JSON and Markdown -------------------------------------------------------------------------


def test_json_has_numbers_as_numbers_nothing_as_null_and_chinese_as_chinese():
    text = write_table(HEADINGS, CELLS, "json")
    assert json.loads(text) == [
        {"企业": "甲电子", "value": 12},
        {"企业": "Yi", "value": 4.5},
        {"企业": None, "value": None},
    ]
    assert "甲电子" in text
    assert text.endswith("]\n")


def test_a_large_count_stays_whole_in_json():
    assert json.loads(write_table(["n"], [[46340000000]], "json")) == [{"n": 46340000000}]


def test_jsonl_is_one_object_a_line_whatever_the_cell_holds():
    lines = write_table(["a"], [["x\ny"], [Decimal("0.12")]], "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [{"a": "x\ny"}, {"a": 0.12}]


def test_markdown_keeps_pipes_and_line_breaks_inside_their_cell():
    assert write_table(["a", "b"], [["x|y\\", "1\n2"]], "md") == "| a | b |\n| --- | --- |\n| x\\|y\\\\ | 1 2 |\n"


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_table_still_has_its_headings(form):
    text = write_table(HEADINGS, [], form)
    assert text.endswith("\n") or form == "jsonl"
    assert all(heading in text for heading in HEADINGS) or form in {"json", "jsonl"}


def test_an_unknown_format_is_named_with_those_there_are():
    with pytest.raises(UsageError) as caught:
        write_table(HEADINGS, CELLS, "xls")
    for message in (caught.value.zh, caught.value.en):
        assert all(form in message for form in ("xls", *FORMATS, "xlsx"))


# -- HTML --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["</td><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b"])
def test_markup_in_a_name_is_text_in_html(text):
    root = ET.fromstring(html_table([text], [[text]]))  # well formed, with no element of the name's making
    assert {element.tag for element in root.iter()} == {"table", "thead", "tbody", "tr", "th", "td"}
    assert [element.text for element in root.iter() if element.tag in {"th", "td"}] == [text, text]


# -- Excel -------------------------------------------------------------------------------------

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def open_sheet(data: bytes) -> tuple[ET.Element, list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return sheet, ["".join(t.text or "" for t in item.iter(f"{SHEET}t")) for item in strings]


def sheet_values(data: bytes) -> list[list[str | float]]:
    sheet, strings = open_sheet(data)
    return [
        [strings[int(c[0].text)] if c.get("t") == "s" else float(c[0].text) for c in row if len(c)]
        for row in sheet.iter(f"{SHEET}row")
    ]


@pytest.fixture(autouse=True)
def _excel(request):
    if "excel" in request.node.name:
        pytest.importorskip("xlsxwriter", reason="writing Excel files needs dgkg[xlsx]")


def test_excel_gets_real_numbers_a_frozen_header_and_a_filter():
    data = xlsx_table({"企业": (HEADINGS, CELLS)})
    sheet, _ = open_sheet(data)
    assert sheet_values(data)[:3] == [["企业", "value"], ["甲电子", 12.0], ["Yi", 4.5]]
    pane = next(sheet.iter(f"{SHEET}pane"))
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert next(sheet.iter(f"{SHEET}autoFilter")).get("ref") == "A1:B4"


def test_excel_never_runs_a_name_as_a_formula_or_follows_it_as_a_link():
    texts = [*DANGEROUS, "http://example.org/", "mailto:a@b", "internal:A1"]
    data = xlsx_table({"t": (["=1+1"], [[text] for text in texts])})
    sheet, strings = open_sheet(data)
    assert not list(sheet.iter(f"{SHEET}f"))
    assert not list(sheet.iter(f"{SHEET}hyperlink"))
    assert all(c.get("t") == "s" for c in sheet.iter(f"{SHEET}c"))
    assert "=1+1" in strings


def test_excel_has_one_sheet_a_table():
    with zipfile.ZipFile(io.BytesIO(xlsx_table({"结果": (HEADINGS, CELLS), "出处": (["id"], [])}))) as book:
        names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
    assert names == ["结果", "出处"]
