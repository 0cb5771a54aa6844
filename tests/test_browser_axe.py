"""Every type of page, in both languages, before the judge of accessibility: axe-core in a real Chromium.

axe-core comes from npm and is no part of the project: ``DGKG_AXE`` names its ``axe.min.js``
(``npm install axe-core``), as ``.ci/run`` sets it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dgkg.web import create_app
from tests.exploring import at_a_port
from tests.page_types import PAGE_TYPES, REFUSALS

pytestmark = pytest.mark.browser
# WCAG 2.2 A and AA, and what axe calls best practice; the parts of the SPARQL editor are not ours, and its plain form is judged.
JUDGE = """
const done = arguments[arguments.length - 1];
axe.run({exclude: [[".yasqe"]]}, {resultTypes: ["violations"]}).then(
  found => done(found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))),
  error => done(["axe failed: " + error]));
"""


@pytest.fixture(scope="module")
def axe():
    name = os.environ.get("DGKG_AXE")
    if not name:
        pytest.skip("needs axe-core (npm install axe-core) and DGKG_AXE, the path of its axe.min.js")
    return Path(name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(attached):
    with at_a_port(create_app(attached)) as address:
        yield address


@pytest.mark.parametrize("path", (PAGE_TYPES | REFUSALS).values(), ids=(PAGE_TYPES | REFUSALS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_keeps_every_rule_of_accessibility(axe, chromium, site, path, lang):
    chromium.get(f"{site}{path}{'&' if '?' in path else '?'}lang={lang}")
    assert chromium.execute_script("return document.documentElement.lang") in {lang, "zh-CN"}
    chromium.execute_script(axe)
    assert chromium.execute_async_script(JUDGE) == []


def test_the_judge_notices_what_is_wrong(axe, chromium, site):
    chromium.get(f"{site}/about?lang=zh")
    chromium.execute_script("document.documentElement.removeAttribute('lang')")
    chromium.execute_script(axe)
    assert any(found.startswith("html-has-lang") for found in chromium.execute_async_script(JUDGE))
