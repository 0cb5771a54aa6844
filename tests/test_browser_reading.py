"""Pages on paper, and by keys alone from the first to what was found.

What holds of every page on every screen is in :mod:`tests.test_browser_pages`.
"""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from dgkg.web import create_app
from tests.browsing import open_chromium
from tests.exploring import at_a_port
from tests.page_types import PAGE_TYPES, REFUSALS

pytestmark = pytest.mark.browser
PAGES = PAGE_TYPES | REFUSALS
# A4 less Chromium's margins of 1 cm, at 96 px an inch; and less wide margins of 2.5 cm.
PAPER = (718, 604)
FOCUSED = """
var e = document.activeElement, s = getComputedStyle(e);
return {id: e.id, href: e.getAttribute("href") || "", x: e.getBoundingClientRect().left, inMain: !!e.closest("main"),
  outline: s.outlineStyle === "none" ? 0 : parseFloat(s.outlineWidth)};
"""
SCREEN_ONLY = """
return Array.from(document.querySelectorAll("form, nav, button, .downloads, .skip"))
  .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 100));
"""
CUT_AT_THE_EDGE = """
return Array.from(document.querySelectorAll(".wide, figure.picture, pre"))
  .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.scrollWidth + " " + e.outerHTML.slice(0, 100));
"""
# A cell with room for two Chinese characters breaks a name after each second one.
NARROW = """
return Array.from(document.querySelectorAll(".wide th, .wide td")).filter(e => e.checkVisibility())
  .filter(e => e.clientWidth < 4 * parseFloat(getComputedStyle(e).fontSize)).map(e => e.outerHTML.slice(0, 100));
"""


class Window:
    """The one browser of these tests, and the explorer it looks at."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site

    def open(self, path, lang="zh"):
        self.browser.get(f"{self.site}{path}{'&' if '?' in path else '?'}lang={lang}")

    def run(self, script):
        return self.browser.execute_script(script)

    def tell(self, command, **more):
        return self.browser.execute_cdp_cmd(command, more)

    def press(self, *keys):
        ActionChains(self.browser).send_keys(*keys).perform()
        return self.run(FOCUSED)


@pytest.fixture(scope="module")
def window(kg):
    with at_a_port(create_app(kg)) as site, open_chromium() as browser:
        yield Window(browser, site)


@pytest.fixture
def without_script(window):
    window.tell("Emulation.setScriptExecutionDisabled", value=True)
    yield window
    window.tell("Emulation.setScriptExecutionDisabled", value=False)


@pytest.fixture
def on_paper(window):
    window.tell("Emulation.setEmulatedMedia", media="print")
    yield window
    window.tell("Emulation.setEmulatedMedia", media="")
    window.tell("Emulation.clearDeviceMetricsOverride")


def test_a_walk_without_script_is_a_picture_and_the_ways_on(without_script):
    without_script.open(PAGE_TYPES["explore"])
    main = without_script.browser.find_element("css selector", "main")
    assert "继续走到" in main.text
    assert main.find_element("css selector", "noscript figure.picture svg").is_displayed()


def test_the_first_key_leads_past_the_head_of_the_page(window):
    window.open(PAGE_TYPES["firm"])
    skip = window.press(Keys.TAB)
    assert skip["href"] == "#main"
    assert skip["outline"] >= 2
    assert skip["x"] >= 0
    window.press(Keys.ENTER)
    assert window.press(Keys.TAB)["inMain"]


def test_arrows_go_through_what_was_found_and_back_to_the_question(window):
    window.open(PAGE_TYPES["search"])
    window.press("/")
    first, second = window.press(Keys.ARROW_DOWN), window.press(Keys.ARROW_DOWN)
    assert first["href"].startswith("/e/")
    assert second["href"].startswith("/e/")
    assert first["href"] != second["href"]
    assert window.press(Keys.ARROW_UP) == first
    assert window.press(Keys.ARROW_UP)["id"] == "find"
    window.press(Keys.ARROW_DOWN)
    window.press(Keys.ENTER)
    assert window.run("return location.pathname") == first["href"].partition("?")[0]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_paper_a_page_is_whole_and_what_one_clicks_is_gone(on_paper, path, lang):
    on_paper.open(path, lang)
    for width in PAPER:
        on_paper.tell("Emulation.setDeviceMetricsOverride", width=width, height=1000, deviceScaleFactor=1, mobile=False)
        assert on_paper.run("return document.querySelector('h1').checkVisibility()")
        assert on_paper.run(SCREEN_ONLY) == []
        assert on_paper.run(CUT_AT_THE_EDGE) == []
        assert on_paper.run(NARROW) == []
