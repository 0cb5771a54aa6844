"""The pages in a real Chromium: nothing is asked of the network, nothing in the data runs, everything works.

Skipped with the reason where Chromium or its driver is not installed (Debian: ``chromium``,
``chromium-driver``, and ``fonts-noto-cjk`` to see the Chinese).
"""

from __future__ import annotations

import base64
import struct
import time
import zlib

import pytest

from dgkg.namespaces import expand
from tests.browsing import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(kg, chromium, tmp_path):
    return Page(chromium, kg.diagram("ego", focus="松山湖").save(tmp_path / "walk.html"))


PICTURES = [
    ("ego", {"focus": "松山湖"}),
    ("ego", {"focus": "东莞市"}),
    ("policy-chain", {"industry": "半导体及集成电路"}),
]


@pytest.mark.parametrize(("recipe", "parameters"), PICTURES, ids=["ego", "hub", "policy-chain"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_asks_nothing_of_anybody_and_complains_of_nothing(kg, chromium, tmp_path, recipe, parameters, lang):
    picture = kg.diagram(recipe, lang, **parameters)
    page = Page(chromium, picture.save(tmp_path / "page.html"))
    if recipe == "ego":
        page.positions()
        page.run("document.querySelector('button[data-hops=\"2\"]').click()")
    page.note()
    assert page.browser.title == picture.title
    assert {url.partition(":")[0] for url in page.requests} <= {"file", "data", "blob"}
    assert page.requests
    assert page.messages == []


def test_a_page_shows_chinese_and_not_boxes(walk):
    """With no CJK font every ideograph is drawn as the same box."""
    pictures = walk.run(
        """return Array.from("松山湖东莞").map(function (c) {
          var canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
          ctx.font = "40px " + getComputedStyle(document.body).fontFamily; ctx.fillText(c, 5, 60);
          return canvas.toDataURL(); })"""
    )
    if len(set(pictures)) == 1:
        pytest.skip("needs a font with Chinese, and none is installed (Debian: fonts-noto-cjk)")
    assert len(set(pictures)) == 5
    assert "松山湖" in walk.run("return document.body.innerText")


def test_the_walk_opens_settled(walk):
    first = walk.positions()
    nodes = walk.run("return JSON.parse(document.getElementById('graph-data').textContent).nodes")
    computed = {(n["id"], axis): n["vis"][axis] for n in nodes if n["hops"] < 2 for axis in "xy"}
    time.sleep(1)
    assert walk.positions() == first
    assert len(first) > 5
    assert {(n, axis): p[axis] for n, p in first.items() for axis in "xy"} == pytest.approx(computed, abs=1)


def test_a_click_on_a_thing_shows_its_facts_with_their_citations(walk, kg):
    focus_facts = walk.until("return document.getElementById('facts').innerText")
    walk.click("songshan-lake-software-ecosystem")
    facts = walk.facts()
    assert facts != focus_facts
    assert facts.startswith("松山湖软件产业生态")
    network = kg.network()
    edge = next(iter(network.get_edge_data("songshan-lake-software-ecosystem", "songshan-lake").values()))
    assert edge["label_zh"] in facts
    assert all(f"[{sentence}]" in facts for sentence in edge["sentences"].split(","))


def test_keys_find_a_thing_and_let_it_go(walk):
    from selenium.webdriver.common.keys import Keys

    walk.positions()
    before = walk.facts()
    walk.keys("/")
    assert walk.run("return document.activeElement.id") == "search"
    walk.keys("鸿蒙")
    assert "鸿蒙" in walk.run("return document.getElementById('hits').innerText")
    walk.keys(Keys.ENTER)
    assert "鸿蒙" in walk.facts().splitlines()[0]
    walk.keys(Keys.ESCAPE)
    assert walk.run("return document.getElementById('search').value") == ""
    assert walk.run("return document.getElementById('hits').childElementCount") == 0
    assert walk.facts() == before


def test_what_is_two_steps_away_comes_when_asked_for(walk):
    walk.positions()
    far = walk.run(
        "return JSON.parse(document.getElementById('graph-data').textContent).nodes"
        ".filter(function (n) { return n.hops === 2 }).map(function (n) { return n.id })"
    )
    assert far
    assert all(map(walk.hidden, far))
    walk.browser.find_element("css selector", "button[data-hops='2']").click()
    assert not any(map(walk.hidden, far))
    walk.browser.find_element("css selector", "button[data-hops='1']").click()
    assert all(map(walk.hidden, far))


def test_the_legend_takes_a_kind_away_and_brings_it_back(walk):
    walk.positions()
    box = walk.browser.find_element("css selector", "input[data-kind='industry']")
    assert not walk.hidden("core-industrial-software")
    box.click()
    assert walk.hidden("core-industrial-software")
    assert not walk.hidden("songshan-lake")
    box.click()
    assert not walk.hidden("core-industrial-software")


def test_a_fold_tells_what_is_behind_it_and_search_finds_it_there(kg, chromium, tmp_path):
    page = Page(chromium, kg.diagram("ego", focus="东莞市").save(tmp_path / "hub.html"))
    page.positions()
    fold, rest = page.run(
        "var n = JSON.parse(document.getElementById('graph-data').textContent).nodes"
        ".filter(function (n) { return n.fold && n.hops === 1 })[0]; return [n.id, n.fold]"
    )
    page.click(fold)
    assert page.run("return document.querySelectorAll('#facts li').length") >= len(rest)
    page.browser.find_element("css selector", "#facts a").click()
    assert page.run("return document.getElementById('table').open")
    page.keys("/", rest[0], "\n")
    assert kg.words.label(expand(f"id:{rest[0]}"), "zh").rstrip("。") in page.facts()


def png_of(page):
    """What the PNG button gives to be saved."""
    address = page.run(
        "var address; HTMLAnchorElement.prototype.click = function () { address = this.href };"
        "document.getElementById('png').click(); return address"
    )
    return base64.b64decode(address.removeprefix("data:image/png;base64,"))


def test_the_png_is_fine_enough_for_print_and_holds_more_than_the_canvas(walk):
    walk.positions()
    before = walk.run("return [graphNetwork.getScale(), graphNetwork.getViewPosition()]")
    picture = png_of(walk)
    wide, high = struct.unpack(">II", picture[16:24])
    shown = walk.run("var c = document.getElementById('canvas'); return [c.clientWidth, c.clientHeight]")
    assert picture.startswith(b"\x89PNG")
    assert wide == 2 * shown[0]
    # The title above, the legend below.
    assert high > 2 * shown[1] + 100
    assert len(zlib.compress(picture)) > 20_000
    assert walk.run("return [graphNetwork.getScale(), graphNetwork.getViewPosition()]") == before
    assert walk.run("return window.devicePixelRatio") == 1


def test_of_very_many_facts_the_first_are_told_and_the_others_on_demand(kg, chromium, tmp_path):
    page = Page(chromium, kg.diagram("ego", focus="东莞市").save(tmp_path / "city.html"))
    page.positions()
    told = page.run("return document.querySelectorAll('#facts li').length")
    more = page.browser.find_element("xpath", "//*[@id='facts']//button[starts-with(., '其余')]")
    left = int("".join(c for c in more.text if c.isdecimal()))
    more.click()
    assert page.run("return document.querySelectorAll('#facts li').length") == told + left
    assert left > 0
    assert not page.browser.find_elements("xpath", "//*[@id='facts']//button[starts-with(., '其余')]")


def test_a_window_of_another_size_shows_all_of_the_picture_again(walk):
    walk.until("return window.graphReady")
    size, before = walk.browser.get_window_size(), walk.run("return graphNetwork.canvas.frame.clientHeight")
    try:
        walk.browser.set_window_size(size["width"], size["height"] + 300)
        walk.until("return graphNetwork.canvas.frame.clientHeight > arguments[0] + 200", before)
        time.sleep(1)
        seen = walk.run("return graphNetwork.getScale()")
        # As whoever presses the button would have it.
        walk.run("document.getElementById('fit').click()")
        assert seen == pytest.approx(walk.run("return graphNetwork.getScale()"), rel=0.01)
    finally:
        walk.browser.set_window_size(size["width"], size["height"])
