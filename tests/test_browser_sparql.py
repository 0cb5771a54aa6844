"""The SPARQL page in a real Chromium: the editor, the plain form, and whom either asks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest

from dgkg.web.static import STATIC
from tests.test_browser_axe import JUDGE

pytestmark = pytest.mark.browser
SENTENCES = "SELECT ?firm ?sentence { GRAPH ?sentence { ?firm dgo:locatedIn id:songshan-lake } }"
HAS_EDITOR = "return !!document.querySelector('.CodeMirror')"


@pytest.fixture
def editor():
    if "yasgui.js" not in STATIC.contents:
        pytest.skip("needs the SPARQL editor: make assets")


@pytest.fixture
def plain_form(monkeypatch):
    """The page of a checkout without the editor."""
    monkeypatch.setitem(STATIC.__dict__, "contents", {n: c for n, c in STATIC.contents.items() if n != "yasgui.js"})


def asked_and_complained(browser):
    messages = [entry["message"] for entry in browser.get_log("browser")]
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"], messages


def run_query(browser, site, lang="en"):
    browser.get(f"{site}/sparql?lang={lang}&query={quote(SENTENCES)}")
    browser.execute_script("document.querySelector('form.query button').click()")
    browser.execute_async_script("const done = arguments[0]; setTimeout(done, 300)")


def test_the_editor_asks_nobody_else_and_its_page_keeps_the_policy(chromium, site, editor):
    asked_and_complained(chromium)
    run_query(chromium, site)
    assert chromium.execute_script(HAS_EDITOR)
    assert chromium.execute_script("return document.querySelectorAll('tbody a.cite').length") > 0
    assert chromium.execute_script("return document.documentElement.lang") == "en"
    requests, messages = asked_and_complained(chromium)
    assert requests
    assert [url for url in requests if not url.startswith((site, "data:"))] == []
    assert messages == []


def test_what_is_typed_into_the_editor_is_what_is_run(chromium, site, editor):
    chromium.get(f"{site}/sparql?lang=en")
    chromium.execute_script("document.querySelector('.CodeMirror').CodeMirror.setValue('ASK {}')")
    chromium.execute_script("document.querySelector('form.query button').click()")
    chromium.execute_async_script("const done = arguments[0]; setTimeout(done, 300)")
    assert "true" in chromium.execute_script("return document.querySelector('tbody').innerText")


def test_without_the_editor_the_form_is_plain_and_works(chromium, site, plain_form):
    run_query(chromium, site, "zh")
    assert not chromium.execute_script(HAS_EDITOR)
    assert chromium.execute_script("return document.querySelectorAll('tbody a.cite').length") > 0
    assert chromium.execute_script("return document.getElementById('query').value.trim()") == SENTENCES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_keeps_every_rule_of_accessibility_but_for_the_editor_itself(chromium, site, lang):
    name = os.environ.get("DGKG_AXE")
    if not name:
        pytest.skip("needs axe-core (npm install axe-core) and DGKG_AXE, the path of its axe.min.js")
    run_query(chromium, site, lang)
    chromium.execute_script(Path(name).read_text(encoding="utf-8"))
    assert chromium.execute_async_script(JUDGE) == []


def test_the_licences_name_every_package_with_its_version_and_digest(editor):
    told = STATIC.contents["yasgui-licences.txt"].decode()
    assert "@zazuko/yasgui 4.6.2  MIT  sha512-" in told
    assert told.count("sha512-") > 40
    for name in ("yasgui.js", "yasgui.css"):
        assert f"{name}: sha256 " in told
