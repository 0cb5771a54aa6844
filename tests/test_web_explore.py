"""The canvas of the explorer: what it gets, what it brings in, and what is there without its script."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import quote

import pytest

from tests.browsing import Page
from tests.exploring import explorer


@pytest.fixture(scope="module")
def client(kg):
    return explorer(kg)


class Visit(Page):
    """A page opened from a server."""

    def __init__(self, browser, address):
        self.browser = browser
        self.messages, self.requests = [], []
        self.note()
        self.messages, self.requests = [], []
        browser.get(address)
        self.note()

    def click(self, node):
        self.until("return window.graphReady")
        self.run("document.getElementById('canvas').scrollIntoView()")
        super().click(node)

    def shown(self):
        return set(self.run("return graphNetwork.body.data.nodes.get().filter(n => !n.hidden).map(n => n.id)"))


# -- what the server gives -----------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("focus", ["", "松山湖", "id:huawei", "Huawei", "东莞市"])
def test_a_focus_has_a_canvas_and_the_same_as_a_table(client, focus, lang):
    answer = client.get(f"/explore?lang={lang}&focus={quote(focus)}")
    assert answer.status_code == 200
    data = json.loads(
        re.search(r'<script type="application/json" id="graph-data">(.*?)</script>', answer.text, re.DOTALL)[1]
    )
    assert {"nodes", "lines", "facts", "citations"} <= set(data)
    assert sum(node["hops"] == 0 for node in data["nodes"]) == 1
    assert "<table>" in answer.text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", answer.text)


def test_every_thing_and_every_sentence_of_the_canvas_leads_to_its_page(client):
    data = client.get("/explore.json?focus=id:huawei&lang=zh").json()
    things = [node for node in [*data["nodes"], *data["hidden"]] if "fold" not in node]
    assert len(things) > 20
    assert all(thing["address"].startswith(("/e/", "/source/", "/schema")) for thing in things)
    assert all(citation["address"].startswith("/source/") for citation in data["citations"].values())
    for address in [things[1]["address"], things[-1]["address"]]:
        assert client.get(address).status_code == 200, address


def test_each_fact_of_the_canvas_joins_two_things_of_it_and_has_a_sentence(client):
    data = client.get("/explore.json?focus=id:songshan-lake").json()
    known = {node["id"] for node in [*data["nodes"], *data["hidden"]]}
    assert data["facts"]
    for fact in data["facts"]:
        assert {fact["from"], fact["to"]} <= known
        assert fact["relation"] in fact["text"]
        assert fact["sentences"]
        assert set(fact["sentences"]) <= set(data["citations"])


@pytest.mark.parametrize(("focus", "status"), [("火星", 404), ("x" * 401, 400), ("<img src=x onerror=alert(1)>", 404)])
def test_a_focus_that_is_none_is_said_beside_the_form(client, focus, status):
    answer = client.get("/explore", params={"focus": focus})
    assert answer.status_code == status
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_slip_in_the_focus_leads_to_what_may_be_meant(client, lang):
    answer = client.get("/explore", params={"focus": "松山胡", "lang": lang})
    assert answer.status_code == 404
    [there] = [unescape(link) for link in re.findall(r'<li><a href="(/explore[^"]*)"', answer.text)]
    assert 'class="walk"' in client.get(there).text


def test_the_one_file_form_has_no_address_of_this_server(client):
    answer = client.get("/explore.html?focus=id:songshan-lake")
    assert answer.headers["content-disposition"].startswith("attachment")
    data = answer.text.partition('id="graph-data">')[2].partition("</script>")[0]
    assert "/source/" not in data
    assert "data-expand" not in answer.text


@pytest.mark.parametrize("name", ["vis-network.js", "walk.js", "walk.css"])
def test_the_files_that_the_canvas_loads_come_from_here(client, name):
    page = client.get("/explore").text
    address = next(a for a in map(unescape, re.findall(r'(?:src|href)="([^"]+)"', page)) if name in a)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


# -- in a browser --------------------------------------------------------------------------


@pytest.mark.browser
def test_the_canvas_opens_without_a_complaint_or_an_outside_request_and_facts_lead_to_sentences(chromium, site):
    page = Visit(chromium, f"{site}/explore?focus=id:songshan-lake&lang=zh")
    page.click("songshan-lake-software-ecosystem")
    assert "松山湖软件产业生态" in page.facts()
    cite = page.run("return document.querySelector('#facts a.cite').getAttribute('href')")
    assert cite.startswith("/source/")
    page.note()
    assert page.messages == []
    assert {url for url in page.requests if not url.startswith((site, "data:"))} == set()


@pytest.mark.browser
def test_expanding_a_thing_brings_in_what_is_around_it_and_keeps_what_was_there(chromium, site, client):
    page = Visit(chromium, f"{site}/explore?focus=id:songshan-lake&lang=zh")
    page.positions()
    before = page.shown()
    page.click("songshan-lake-software-ecosystem")
    page.run("document.getElementById('expand').click()")
    around = client.get("/explore.json?focus=id:songshan-lake-software-ecosystem").json()
    near = {node["id"] for node in around["nodes"] if node["hops"] <= 1}
    page.until("return !document.getElementById('expand')")
    assert page.shown() == before | near
    assert len(near - before) >= 4
    joined = page.run("return graphNetwork.getConnectedNodes('songshan-lake-software-ecosystem')")
    assert near - {"songshan-lake-software-ecosystem"} <= set(joined)


@pytest.mark.browser
def test_the_keyboard_alone_goes_from_thing_to_thing_and_expands(chromium, site):
    page = Visit(chromium, f"{site}/explore?focus=id:songshan-lake&lang=en")
    page.positions()
    before = page.shown()
    page.run("graphNetwork.canvas.frame.focus()")
    page.keys("n")
    first = page.facts().splitlines()[0]
    page.keys("n")
    assert page.facts().splitlines()[0] != first
    page.keys("p")
    assert page.facts().splitlines()[0] == first
    page.keys("e")
    page.until("return !document.getElementById('expand')")
    assert page.shown() >= before


@pytest.mark.browser
def test_what_is_folded_unfolds_part_by_part(chromium, site):
    page = Visit(chromium, f"{site}/explore?focus=id:dongguan&lang=en")
    page.positions()
    nodes = page.run("return JSON.parse(document.getElementById('graph-data').textContent).nodes")
    fold = max((n for n in nodes if n.get("fold") and n["hops"] == 1), key=lambda n: len(n["fold"]))
    before = page.shown()
    page.click(fold["id"])
    page.run("document.getElementById('expand').click()")
    page.until("return graphNetwork.body.data.nodes.length > arguments[0]", len(before) + 20)
    assert len(page.shown() & set(fold["fold"])) == 42
    assert f"{len(fold['fold']) - 42} more" in page.facts()


@pytest.mark.browser
def test_the_legend_filters(chromium, site):
    page = Visit(chromium, f"{site}/explore?focus=id:songshan-lake&lang=zh")
    page.positions()
    assert not page.hidden("songshan-lake-software-ecosystem")
    page.run("document.querySelector('input[data-kind=\"other\"]').click()")
    assert page.hidden("songshan-lake-software-ecosystem")


@pytest.mark.browser
def test_without_a_script_there_is_the_table_and_a_way_on(chromium, site):
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        chromium.get(f"{site}/explore?focus=id:songshan-lake&lang=zh")
        body = chromium.find_element("css selector", "body")
        assert "继续走到" in body.text
        assert not chromium.find_element("css selector", ".walk").is_displayed()
        links = [a.get_attribute("href") for a in chromium.find_elements("css selector", "noscript a, main a")]
        assert any("/explore?focus=" in (link or "") for link in links)
    finally:
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
