"""How the tests open a page in a real Chromium, click in it, and hear what it asks and complains of."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import contextmanager

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1440,860",
)


@contextmanager
def open_chromium():
    """A browser that can reach nobody; without one installed, the test is skipped with the reason."""
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
    try:
        yield browser
    finally:
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
