"""Every type of page, in both languages, as somebody has it who has no network, no script, no mouse or poor sight."""

from __future__ import annotations

import json
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest

from tests.exploring import Parsed, explorer
from tests.page_types import PAGE_TYPES, REFUSALS

pytestmark = pytest.mark.browser
ALL = PAGE_TYPES | REFUSALS
every_page = pytest.mark.parametrize("path", ALL.values(), ids=ALL)
languages = pytest.mark.parametrize("lang", ["zh", "en"])
# A window of 1280 pixels at 200 % has room for so many, and a phone for these.
WIDTHS = (640, 390)
STICKS_OUT = """
const page = document.documentElement;
return page.scrollWidth > page.clientWidth ? [page.scrollWidth, page.clientWidth] : null;
"""
# Cut off: words in a box that hides what does not fit, with no bar to scroll it.
CUT = """
return Array.from(document.querySelectorAll("main *")).filter(e => {
  const style = getComputedStyle(e), hides = v => v === "hidden" || v === "clip";
  return e.textContent.trim() && !e.closest("svg, #canvas, .aside, option, .yasqe")
    && (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1 || hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120));
"""
# What the keys have reached, and whether an eye can see that they have.
FOCUSED = """
const e = document.activeElement;
if (!e || e === document.body) return null;
// The editor of queries types into a field that nobody sees; its frame is what shows.
const seen = e.closest(".CodeMirror") || e, style = getComputedStyle(seen), box = seen.getBoundingClientRect();
const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
return [NUMBER(e), drawn && box.width > 0 && box.height > 0, e.outerHTML.slice(0, 120)];
"""
REACHABLE = """
return Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"))
  .filter(e => e.type !== "hidden" && e.tabIndex >= 0 && e.getClientRects().length && !e.disabled
    && getComputedStyle(e).visibility !== "hidden" && !e.closest("details:not([open]) > :not(summary)"))
  .map(e => NUMBER(e));
"""
# The editor of queries makes and drops elements as it likes: it counts as one.
NUMBER = """
const NUMBER = e => Array.from(document.querySelectorAll("*:not(.yasqe *)")).indexOf(e.closest(".yasqe") || e);
"""


def in_language(path, lang):
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@contextmanager
def emulated(browser, turn_on, how, turn_off, back):
    browser.execute_cdp_cmd(turn_on, how)
    try:
        yield
    finally:
        browser.execute_cdp_cmd(turn_off, back)


def without_script(browser):
    name = "Emulation.setScriptExecutionDisabled"
    return emulated(browser, name, {"value": True}, name, {"value": False})


def as_wide_as(browser, width):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    return emulated(browser, "Emulation.setDeviceMetricsOverride", size, "Emulation.clearDeviceMetricsOverride", {})


def asked_of(browser):
    """The addresses that a browser asked for since it was last heard."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


@every_page
@languages
def test_a_page_asks_only_this_machine_and_the_browser_has_nothing_to_complain_of(chromium, site, path, lang):
    asked_of(chromium), chromium.get_log("browser")
    chromium.get(site + in_language(path, lang))
    asked = asked_of(chromium)
    assert [url for url in asked if not url.startswith((f"{site}/", "data:", "blob:"))] == []
    assert any(url.startswith(site) for url in asked)
    complaints = [e["message"] for e in chromium.get_log("browser")]
    # That a page is not there is said by its status, too.
    assert [m for m in complaints if "responded with a status of 4" not in m or path not in REFUSALS.values()] == []


@every_page
@languages
def test_at_two_hundred_per_cent_and_on_a_phone_nothing_is_lost_and_no_page_scrolls_sideways(
    chromium, site, path, lang
):
    for width in WIDTHS:
        with as_wide_as(chromium, width):
            chromium.get(site + in_language(path, lang))
            assert chromium.execute_script(STICKS_OUT) is None, width
            assert chromium.execute_script(CUT) == [], width


class Written(HTMLParser):
    """The words that a server wrote into the main part of a page.

    Left out is what a browser shows in its own way, captions for those who hear a page, and what
    only a script can use: the panel beside the canvas.
    """

    OWN_WAY = frozenset({"script", "style", "svg", "datalist", "select", "textarea", "caption", "aside"})

    def __init__(self, html):
        super().__init__()
        self.depth, self.left_out, self.words = 0, 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "main"
        self.left_out += tag in self.OWN_WAY

    def handle_endtag(self, tag):
        self.depth -= tag == "main"
        self.left_out -= tag in self.OWN_WAY

    def handle_data(self, data):
        if self.depth and not self.left_out and data.strip():
            self.words.append(squeezed(data))


def squeezed(text):
    """Without white space, and without capitals, which a style may add."""
    return "".join(text.split()).casefold()


@every_page
@languages
def test_without_a_script_every_word_that_the_server_wrote_can_be_read(kg, chromium, site, path, lang):
    words = Written(explorer(kg).get(in_language(path, lang)).text).words
    with without_script(chromium):
        chromium.get(site + in_language(path, lang))
        main = chromium.find_element("css selector", "main")
        # What is folded opens without a script, too: the browser does it.
        for summary in main.find_elements("css selector", "details:not([open]) > summary"):
            summary.click()
        shown = squeezed(main.text)
    assert words
    assert [word for word in words if word not in shown] == []


@every_page
@languages
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(chromium, site, path, lang):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    chromium.get(site + in_language(path, lang))
    wanted = chromium.execute_script(NUMBER + REACHABLE)
    seen = []
    # Pages of lists have hundreds of links of one kind: the first are as good as all.
    for _ in range(min(len(wanted), 30)):
        ActionChains(chromium).send_keys(Keys.TAB).perform()
        found = chromium.execute_script(NUMBER + FOCUSED)
        assert found, f"after {len(seen)} of {len(wanted)} the keys lead nowhere"
        number, is_shown, html = found
        assert is_shown, html
        assert number not in seen, f"the keys go in a circle at {html}"
        seen.append(number)
    assert set(seen) <= set(wanted)


@every_page
@languages
def test_the_switch_of_language_keeps_the_page(kg, path, lang):
    client = explorer(kg)
    other = "en" if lang == "zh" else "zh"
    page = Parsed(client.get(in_language(path, lang)).text)
    [switch] = [found for found in page.with_tag("a") if found.get("hreflang")]
    there = client.get(switch["href"])
    assert there.status_code == client.get(in_language(path, lang)).status_code
    assert Parsed(there.text).with_tag("html")[0]["lang"] == ("zh-CN" if other == "zh" else "en")
    assert switch["href"].partition("?")[0] == path.partition("?")[0]


def test_keys_go_to_the_search_to_the_hits_and_to_the_list_of_keys(chromium, site):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    def press(*keys):
        ActionChains(chromium).send_keys(*keys).perform()

    chromium.get(f"{site}/search?q=ssh&lang=en")
    press("/")
    assert chromium.switch_to.active_element.get_attribute("id") == "find"
    press(Keys.ARROW_DOWN)
    links = chromium.find_elements("css selector", ".hits a")
    assert chromium.switch_to.active_element == links[0]
    press(Keys.ARROW_UP)
    assert chromium.switch_to.active_element.get_attribute("id") == "find"
    press(Keys.ESCAPE, "?")
    assert chromium.current_url.endswith("#keys")


def test_in_print_the_page_is_its_content(chromium, site):
    chromium.get(f"{site}/e/company/leadyo?lang=zh")
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        hidden = "return Array.from(document.querySelectorAll(arguments[0])).every(e => !e.getClientRects().length)"
        assert chromium.execute_script(hidden, "header form, header nav, .downloads, .skip")
        assert not chromium.execute_script(hidden, "h1, figure.picture svg, .fact .cite")
    finally:
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
