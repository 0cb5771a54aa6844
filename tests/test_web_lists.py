"""Lists of things: narrowed down, sorted, and taken away as they are seen."""

from __future__ import annotations

import csv
import io
import zipfile
from urllib.parse import quote

import pytest

from tests.exploring import Parsed, explorer


@pytest.fixture(scope="module")
def client(kg):
    return explorer(kg)


def names_on(page):
    """What stands first in each row of a page's table."""
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [Parsed(row.partition("</th>")[0]).text for row in table.split("<tr>")[1:]]


def names_in(file):
    return [row[0] for row in csv.reader(io.StringIO(file.content.decode("utf-8-sig")))][1:]


def download(page, suffix):
    """The address that a page offers for a suffix."""
    [address] = [link for link in Parsed(page).links if link.partition("?")[0].endswith(suffix)]
    return address


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("query", ["半导体", "银行", "Dongguan", "HUAWEI"])
@pytest.mark.parametrize("sort", ["name", "-sentences"])
def test_what_is_filtered_is_what_is_exported_in_the_same_order(client, lang, query, sort):
    page = client.get(f"/t/company?q={quote(query)}&sort={sort}&lang={lang}").text
    names = names_on(page)
    assert 0 < len(names) < 52
    assert names_in(client.get(download(page, ".csv"))) == names
    with zipfile.ZipFile(io.BytesIO(client.get(download(page, ".xlsx")).content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert all(name in words for name in names)
    assert ("OPPO" in words) == ("OPPO" in names)


def test_a_list_is_narrowed_by_name_in_either_language_role_place_and_type(client):
    for kind, query, name in (
        ("company", "leadyo", "利扬芯片"),
        ("company", " 链主", "利扬芯片"),
        ("company", "东莞市", "利扬芯片"),
        ("organization", "银行", "东莞银行"),
        ("organization", "科研机构", "广东华中科技大学工业技术研究院"),
    ):
        page = client.get(f"/t/{kind}?q={quote(query)}").text
        assert name in names_on(page), query


def test_a_narrowed_list_says_of_how_many_and_leads_back_to_all(client):
    page = client.get(f"/t/company?q={quote('半导体')}").text
    assert f"全部 52 项中的 {len(names_on(page))} 项" in Parsed(page).text
    [whole] = [link for link in Parsed(page).links if link.partition("?")[0] == "/t/company" and "q=" not in link]
    assert len(names_on(client.get(whole).text)) == 52


def test_the_list_of_types_can_be_taken_away(client):
    page = client.get("/t").text
    names = names_in(client.get(download(page, ".csv")))
    assert len(names) > 40
    assert all(name in Parsed(page).text for name in names)


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        ("q=zzzz", "没有一项的名称、角色、地点或类型含有「zzzz」", "None has “zzzz” in its names"),
        ("page=99", "只有 52 项", "there are only 52"),
    ],
)
def test_an_empty_list_says_why_and_shows_no_empty_table(client, query, zh, en):
    for lang, words in (("zh", zh), ("en", en)):
        page = client.get(f"/t/company?{query}&lang={lang}")
        assert page.status_code == 200
        assert words in Parsed(page.text).text
        assert "<table" not in page.text


@pytest.mark.parametrize(("query", "why"), [("songshanhu", "拼音：songshanhu"), ("SSL", "又名：SSL"), ("松山湖", None)])
def test_an_answer_outright_says_why_it_is_one(client, query, why):
    page = client.get(f"/search?q={quote(query)}").text
    heading = page.partition('class="outright"')[2].partition("</h2>")[0]
    assert "松山湖" in heading
    assert (f'<small class="why">{why}</small>' in heading) if why else ("why" not in heading)
