"""The pages in a real Chromium: nothing is asked of the network, nothing in the data runs, everything works.

Skipped with the reason where Chromium or its driver is not installed (Debian: ``chromium``,
``chromium-driver``, and ``fonts-noto-cjk`` to see the Chinese).
"""

from __future__ import annotations

import base64
import json
import shutil
import struct
import time
import zlib

import pytest

import dgkg
from tests.conftest import SMALL_STATEMENTS, write_small_city

pytestmark = pytest.mark.browser
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1440,860",
)
SCRIPT = "</script><script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if not (found and driver):
        pytest.skip("needs Chromium and its driver, which are not installed (Debian: chromium chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = found
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    yield browser
    browser.quit()


class Page:
    """A picture opened as a file, with what the browser logged since."""

    def __init__(self, browser, path):
        self.browser = browser
        self.messages, self.requests = [], []
        self.note()
        self.messages, self.requests = [], []
        browser.get(path.as_uri())
        self.note()

    def note(self):
        self.messages += [entry["message"] for entry in self.browser.get_log("browser")]
        for entry in self.browser.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            if event["method"] == "Network.requestWillBeSent":
                self.requests.append(event["params"]["request"]["url"])

    def run(self, script, *values):
        return self.browser.execute_script(script, *values)

    def until(self, script, *values):
        """What a script gives, once it gives something."""
        for _ in range(200):
            if found := self.run(script, *values):
                return found
            time.sleep(0.05)
        raise AssertionError(script)

    def positions(self):
        self.until("return window.graphReady")
        return self.run("return graphNetwork.getPositions()")

    def click(self, node):
        """A click of the mouse in the middle of a thing."""
        from selenium.webdriver.common.action_chains import ActionChains

        self.until("return window.graphReady")
        canvas = self.browser.find_element("css selector", "#canvas canvas")
        x, y, wide, high = self.run(
            "var p = graphNetwork.canvasToDOM(graphNetwork.getPosition(arguments[0])), c = arguments[1];"
            "return [p.x, p.y, c.clientWidth, c.clientHeight]",
            node,
            canvas,
        )
        ActionChains(self.browser).move_to_element_with_offset(canvas, x - wide / 2, y - high / 2).click().perform()

    def keys(self, *keys):
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    def facts(self):
        return self.run("return document.getElementById('facts').innerText")

    def hidden(self, node):
        return self.run("return graphNetwork.body.data.nodes.get(arguments[0]).hidden", node)


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
    time.sleep(1)
    assert walk.positions() == first
    assert len(first) > 5


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
    assert kg.words.label(dgkg.namespaces.expand(f"id:{rest[0]}"), "zh").rstrip("。") in page.facts()


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


@pytest.fixture
def hostile(tmp_path):
    """A city whose names, glosses and edge words would run if any page let them."""
    script, image = (text.replace('"', '\\"') for text in (SCRIPT, IMAGE))
    registry = f"""
    id:hostile a dgo:Company ; skos:prefLabel "{script}"@zh , "{image}"@en ; skos:altLabel "{image}"@zh .
    id:hostile-2 a dgo:Company ; skos:prefLabel "{image}"@zh , "{script}"@en .
    """
    told = "r:1.1-p1-s1 { id:hostile , id:hostile-2 dgo:activeIn id:software-it-services ; dgo:locatedIn id:jiangwan-park . }"
    told = told.replace("id:hostile , id:hostile-2 ", "id:hostile-2 ", 1) + told.replace(" , id:hostile-2", "", 1)
    folder = write_small_city(tmp_path / "city", registry, SMALL_STATEMENTS + told)
    for path, old, new in (
        (folder / "ontology" / "dgkg.ttl", '"位于"@zh', f'"{image}"@zh'),
        (folder / "ontology" / "dgkg.ttl", '"从事"@zh', f'"{script}"@zh'),
        (folder / "graph" / "binjiang-2024" / "source.ttl", '"提要', f'"{script}{image}'),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return dgkg.load(folder)


WATCH = "window.ran = []; window.alert = function (x) { window.ran.push(x) };"


@pytest.mark.parametrize(
    ("recipe", "parameters", "suffix"),
    [
        ("ego", {"focus": "江湾园"}, ".html"),
        ("ego", {"focus": "hostile"}, ".html"),
        ("policy-chain", {"industry": "software-it-services"}, ".html"),
        ("policy-chain", {"industry": "software-it-services"}, ".svg"),
    ],
    ids=["ego", "ego of the hostile", "chain page", "chain"],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_show_as_text_and_run_nothing(hostile, chromium, tmp_path, recipe, parameters, suffix, lang):
    added = chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    path = hostile.diagram(recipe, lang, **parameters).save(tmp_path / f"page{suffix}")
    page = Page(chromium, path)
    if recipe == "ego":
        page.positions()
        for node in ("hostile", "jiangwan-park"):
            page.click(node)
            assert SCRIPT in page.facts() or lang == "en"
        page.keys("/", "img")
        assert page.run("return document.querySelectorAll('#hits button').length")
        page.browser.find_element("css selector", "#hits button").click()
    page.note()
    chromium.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
    shown = page.run("return document.documentElement.textContent")
    assert SCRIPT in shown
    assert IMAGE in shown
    assert page.run("return document.querySelectorAll('img').length") == 0
    assert page.run("return window.ran") == []
    assert page.messages == []
    assert {url.partition(":")[0] for url in page.requests} <= {"file", "data", "blob"}
