"""Pictures as pages: every recipe has a form, a picture, files, and errors in words."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO

import pytest
from starlette.testclient import TestClient

from dgkg.diagram import recipes
from dgkg.web import create_app

RECIPES = sorted(recipes())


@pytest.fixture(scope="module")
def client(kg):
    return TestClient(create_app(kg), base_url="http://127.0.0.1", headers={"Accept-Language": "zh"})


def links(page):
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', page)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_shows_every_recipe_with_what_it_shows(client, lang):
    page = client.get(f"/d?lang={lang}").text
    for recipe in recipes().values():
        assert f"/d/{recipe.name}?lang={lang}" in links(page)
        assert recipe.summary[lang == "en"][1:] in unescape(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_that_was_given_nothing_draws_its_example_with_a_field_for_each_parameter(client, name, lang):
    answer = client.get(f"/d/{name}?lang={lang}")
    assert answer.status_code == 200
    for parameter in recipes()[name].parameters:
        assert f'<label for="field-{parameter.name}">' in answer.text
        assert re.search(rf'<(input|select) id="field-{parameter.name}" name="{parameter.name}"', answer.text)
    assert "<svg" in answer.text or "<table>" in answer.text
    for found in re.findall(r' list="([^"]+)"', answer.text):
        assert answer.text.count(f'<datalist id="{found}">') == 1


@pytest.mark.parametrize("name", RECIPES)
def test_every_file_of_a_picture_that_its_page_offers_is_there(client, name):
    page = client.get(f"/d/{name}?lang=zh").text
    offered = [a for a in links(page) if a.startswith(f"/d/{name}.")]
    forms = {a.partition("?")[0].rpartition(".")[2] for a in offered}
    assert forms >= {"html", "csv", "xlsx"}
    assert ("svg" in forms) == ("<figure" in page)
    for address in offered:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.content
        if ".html" in address:
            assert answer.headers["content-disposition"].startswith("attachment")
            assert "<!doctype html>" in answer.text[:20].lower()
        if ".csv" in address:
            assert answer.content.startswith(b"\xef\xbb\xbf")


def test_the_policy_chain_on_a_slide_is_three_clicks_from_the_start(client):
    clicks = ["/d", "/d/policy-chain"]
    here = "/t?lang=zh"
    for wanted in clicks:
        found = [a for a in links(client.get(here).text) if a.partition("?")[0] == wanted]
        assert found, f"no link to {wanted} on {here}"
        here = found[0]
    slide = next(a for a in links(client.get(here).text) if a.startswith("/d/policy-chain.pptx"))
    answer = client.get(slide)
    assert answer.headers["content-type"].endswith("presentationml.presentation")
    assert "ppt/slides/slide1.xml" in zipfile.ZipFile(BytesIO(answer.content)).namelist()


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("industry=火星产业", 404, "找不到「火星产业」"),
        ("industry=松山湖", 400, "松山湖"),
        (f"industry={'长' * 401}", 400, "过长"),
        ("industry=%3Cscript%3Ealert(1)%3C/script%3E", 404, "&lt;script&gt;"),
    ],
)
def test_what_cannot_be_drawn_is_said_beside_the_form(client, query, status, told):
    answer = client.get(f"/d/policy-chain?{query}")
    assert answer.status_code == status
    assert told in answer.text
    assert "<script>alert" not in answer.text


def test_who_asks_for_a_file_of_what_cannot_be_drawn_gets_the_reason_and_no_page(client):
    answer = client.get("/d/policy-chain.svg?industry=火星产业")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert "找不到" in answer.text


def test_an_unknown_recipe_names_those_there_are(client):
    answer = client.get("/d/sankey")
    assert answer.status_code == 404
    assert "policy-chain" in answer.text


def test_the_address_holds_all_that_the_picture_depends_on(client):
    page = client.get("/d/policy-chain?industry=人工智能&lang=en").text
    assert 'value="人工智能"' in page
    files = [a for a in links(page) if a.startswith("/d/policy-chain.")]
    assert files
    assert all("industry=" in a and "lang=en" in a for a in files)
    assert client.get(files[0]).content == client.get(files[0]).content


def test_the_table_beside_a_picture_leads_to_the_sentences(client):
    page = client.get("/d/policy-chain?lang=zh").text
    table = page.partition("<tbody>")[2]
    assert len([a for a in links(table) if a.startswith("/source/")]) > 10
