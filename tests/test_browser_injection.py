"""Text that would run a script, through every parameter, path, name and alias, in a real Chromium.

Two walls are tested apart: nothing of it becomes an element, an event or an address of a script
(what is written out is escaped), and the browser, asked to run what pages hold, runs none of it.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

import dgkg
from dgkg.web import create_app
from tests.conftest import SMALL_STATEMENTS, write_small_city
from tests.exploring import Parsed, at_a_port, explorer
from tests.payloads import PAYLOADS

pytestmark = pytest.mark.browser
WATCH = "window.ran = []; window.alert = function (x) { window.ran.push(x); };"
RAN = "return window.ran"
# ``{}`` is where the text goes in: every parameter and every part of a path that a reader can write.
ADDRESSES = [
    "/?lang={}",
    "/{}",
    "/search?q={}",
    "/search?q=x&lang={}&format={}",
    "/e/{}/leadyo",
    "/e/company/{}",
    "/e/company/leadyo?format={}",
    "/id/{}",
    "/t/{}",
    "/t/company?q={}",
    "/t/company?sort={}&page={}",
    "/d/{}",
    "/d/ego?focus={}",
    "/d/policy-chain?industry={}",
    "/d/path?from={}&to={}",
    "/d/indicator-bars?indicator={}",
    "/d/timeline?{}={}",
    "/explore?focus={}",
    "/path?from={}&to={}&hops={}",
    "/compare?a={}&b={}",
    "/q?tag={}",
    "/q/{}",
    "/ask?q=x&from=x&to={}",
    "/q/firms-in-place?place={}",
    "/q/firms-in-place?{}=x",
    "/stats/{}",
    "/source/{}",
    "/source/dongguan-2023/{}",
    "/static/{}",
    "/ask?q={}",
    "/sparql?query={}",
]


def address(pattern: str, payload: str) -> str:
    return pattern.replace("{}", quote(payload, safe=""))


def is_inert(html: str) -> bool:
    """Whether a page has no script but files of ours, no event, and no address of a script."""
    page = Parsed(html)
    scripts = [found for found in page.with_tag("script") if not (found.get("src") or "").startswith("/static/")]
    values = [(name, value or "") for _, found in page.elements for name, value in found.items()]
    return (
        [found for found in scripts if found.get("type") != "application/json"] == []
        and not any(name.startswith("on") or name == "srcdoc" for name, _ in values)
        and not any("".join(value.split()).lower().startswith(("javascript:", "data:text")) for name, value in values
                    if name in {"href", "src", "action", "data", "formaction", "xlink:href"})
        and page.with_tag("iframe", "object", "embed", "base", "foreignobject") == []
    )  # fmt: skip


@pytest.fixture(scope="module")
def chromium(chromium):
    chromium.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    return chromium


def test_there_are_enough_of_them_and_they_run_where_nothing_escapes_them(chromium, tmp_path):
    assert len(PAYLOADS) >= 50
    page = tmp_path / "page.html"
    running = 0
    for payload in PAYLOADS[:14]:
        page.write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{payload}", encoding="utf-8")
        chromium.get(page.as_uri())
        running += bool(chromium.execute_script(RAN))
    # What a watcher never saw run would prove nothing.
    assert running >= 10


@pytest.mark.parametrize("pattern", ADDRESSES)
def test_what_a_reader_writes_comes_back_as_text(kg, pattern):
    client = explorer(kg)
    for payload in PAYLOADS:
        answer = client.get(address(pattern, payload))
        assert answer.status_code < 500, payload
        assert answer.headers["content-security-policy"].startswith("default-src 'self'")
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert is_inert(answer.text), payload
        else:
            assert not answer.headers.get("content-type", "").startswith("image/svg"), payload
        assert not answer.headers.get("location", "/").startswith(("//", "javascript", "http", "data"))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A city whose every name, alias, printed figure, gloss and edge word holds one of the strings."""
    quoted = [json.dumps(payload, ensure_ascii=False) for payload in PAYLOADS]
    things, told = [], []
    for n, text in enumerate(quoted):
        other = quoted[(n + 7) % len(quoted)]
        things.append(
            f"id:firm-{n} a dgo:Company ; skos:prefLabel {text}@zh , {other}@en ; "
            f"skos:altLabel {other}@zh , {text}@en ; skos:hiddenLabel {text} ."
        )
        told.append(
            f"r:1.1-p1-s2 {{ id:firm-{n} dgo:locatedIn id:jiangwan-park ; dgo:activeIn id:software-it-services . "
            f"id:obs-{n} a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:firm-{n} ; "
            f"dgo:refPeriod id:period-at-report ; dgo:unit unit:CCY_CNY ; dgo:accumulation dgs:flow ; dgo:value {n} ; "
            f"dgo:valueText {text} . }}\n"
            f"r:1.2-p1-s1 {{ id:wish-{n} a dgo:Recommendation ; dgo:realization dgs:proposed ; "
            f"dgo:proposes id:binjiang-computing-port ; dgo:assertion {text}@zh , {other}@en . }}"
        )
    folder = write_small_city(
        tmp_path_factory.mktemp("injected") / "city", "\n".join(things), SMALL_STATEMENTS + "\n".join(told)
    )
    source = folder / "graph" / "binjiang-2024" / "source.ttl"
    text = source.read_text(encoding="utf-8").replace('"提要', json.dumps(PAYLOADS[39])[:-1])
    source.write_text(text, encoding="utf-8")
    return dgkg.load(folder)


STORED = [
    "/", "/search?q=firm", "/search?q=alert", "/t/company", "/e/company/firm-{n}", "/e/observation/obs-{n}",
    "/e/recommendation/wish-{n}", "/e/industrial-park/jiangwan-park", "/e/industry/software-it-services",
    "/d/ego?focus=firm-{n}", "/d/cluster-cards", "/d/policy-chain?industry=software-it-services",
    "/d/indicator-bars?indicator=indicator-output-value", "/explore?focus=firm-{n}",
    "/path?from=firm-{n}&to=jiangwan-park", "/compare?a=firm-{n}&b=jia-electronics", "/q/firms-in-place?place=jiangwan-park",
    "/stats/indicator-output-value", "/source", "/source/binjiang-2024", "/source/binjiang-2024/1.1-p1-s2", "/quality",
    "/schema", "/about", "/ask?q=firm", "/ask?q=jiangwan+park",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_graph_holds_is_written_out_as_text(city, lang):
    client = explorer(city)
    for pattern in STORED:
        for n in range(len(PAYLOADS)) if "{n}" in pattern else [0]:
            path = pattern.format(n=n)
            answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
            assert answer.status_code in {200, 308}, path
            assert is_inert(answer.text), path


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_a_picture_of_it_is_inert_as_a_file_of_its_own(city, chromium, tmp_path, suffix):
    for recipe, parameters in (("cluster-cards", {}), ("policy-chain", {"industry": "software-it-services"})):
        path = city.diagram(recipe, "zh", **parameters).save(tmp_path / f"{recipe}.{suffix}")
        chromium.get(path.as_uri())
        assert chromium.execute_script(RAN) == []
        assert "alert(" in chromium.execute_script("return document.documentElement.textContent")


def quiet(chromium) -> list[str]:
    """What the browser complained of, but for statuses: a refused page is one."""
    return [e["message"] for e in chromium.get_log("browser") if "Failed to load resource" not in e["message"]]


def test_the_browser_runs_none_of_it_and_has_nothing_to_refuse(kg, city, chromium):
    with at_a_port(create_app(kg)) as real, at_a_port(create_app(city)) as made:
        visits = [f"{real}{address(ADDRESSES[n % len(ADDRESSES)], payload)}" for n, payload in enumerate(PAYLOADS)]
        visits += [f"{real}{address(pattern, PAYLOADS[n % 14])}" for n, pattern in enumerate(ADDRESSES)]
        visits += [f"{made}{pattern.format(n=n)}" for n, pattern in enumerate(STORED)]
        visits += [f"{made}/e/company/firm-{n}?lang=en" for n in range(len(PAYLOADS))]
        for visit in visits:
            chromium.get(visit)
            assert chromium.execute_script("return window.ran || []") == [], visit
            # The policy would have stopped what was not escaped: it had no cause to.
            assert quiet(chromium) == [], visit
