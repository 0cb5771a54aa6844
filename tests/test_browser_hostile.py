"""Names, glosses and edge words that would run if a page let them show as text, in a real Chromium."""

from __future__ import annotations

import pytest

import dgkg
from tests.browsing import Page
from tests.conftest import SMALL_STATEMENTS, write_small_city

pytestmark = pytest.mark.browser
SCRIPT = "</script><script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'


@pytest.fixture
def hostile(tmp_path):
    """A city whose names, glosses and edge words would run if any page let them."""
    script, image = (text.replace('"', '\\"') for text in (SCRIPT, IMAGE))
    registry = f"""
    id:hostile a dgo:Company ; skos:prefLabel "{script}"@zh , "{image}"@en ; skos:altLabel "{image}"@zh .
    id:hostile-2 a dgo:Company ; skos:prefLabel "{image}"@zh , "{script}"@en .
    """
    facts = "dgo:activeIn id:software-it-services ; dgo:locatedIn id:jiangwan-park ."
    told = f"r:1.1-p1-s1 {{ id:hostile {facts} id:hostile-2 {facts} }}"
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
