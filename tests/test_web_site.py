"""The explorer as a folder of files: whole, closed, the same every time, and written over nothing that is not ours."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest

import dgkg
from dgkg.errors import UsageError
from dgkg.web.relative import file_of, safe_name
from dgkg.web.site import MARK, write_site
from tests.browsing import Page
from tests.conftest import SMALL_REPORT, write_small_city
from tests.doors import assert_complains
from tests.doors import dgkg as command

RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("city") / "city")


@pytest.fixture(scope="module")
def site(city, tmp_path_factory):
    """A site of the small city."""
    return write_site(dgkg.load(city), tmp_path_factory.mktemp("out") / "site").folder


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def addresses(page):
    return [unescape(a) for a in re.findall(r'(?:href|src|action)="([^"]*)"', page)]


# -- what is in it -------------------------------------------------------------------------


def test_a_site_has_every_thing_and_every_sentence_in_both_languages(city, site):
    kg = dgkg.load(city)
    files = files_of(site)
    for lang in ("zh", "en"):
        for name in ("index", "search", "data", "t", "source", "q", "d", "e/company/jia-electronics"):
            assert f"{lang}/{name}.html" in files
        for passage in kg.words.library.passages():
            assert f"{lang}/source/binjiang-2024/{passage.id}.html" in files
        entities = [name for name in files if name.startswith(f"{lang}/e/")]
        assert len(entities) > 100
    page = (site / "en/e/company/jia-electronics.html").read_text(encoding="utf-8")
    assert "Jia Electronics" in page
    assert "CNY 1.25 bn" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_a_function_writes_stands_in_the_same_frame_as_what_a_template_does(site, lang):
    def framed(file):
        page = (site / lang / "source" / "binjiang-2024" / file).read_text(encoding="utf-8")
        head, _, rest = page.partition('<main id="main">')
        title = re.sub(r"<title>.*?</title>", "", head)
        return re.sub(rf'[^"]*{re.escape(file)}', "", title), rest.partition("</main>")[2]

    # A passage is written by a function, its chapter by a template.
    assert framed("1.1-p1-s1.html") == framed("section-1.1.html")


def test_no_link_of_a_site_leads_nowhere_or_outside(site):
    files = files_of(site)
    reached = set()
    for name, path in files.items():
        if not name.endswith(".html"):
            continue
        page = path.read_text(encoding="utf-8")
        for address in addresses(page):
            parts = urlsplit(address)
            if not address or address.startswith(("data:,", "#")):
                continue
            assert not parts.scheme, (name, address)
            assert not address.startswith("/"), (name, address)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            assert target in files, (name, address)
            reached.add(target)
    assert len(reached) > 100


def test_no_page_of_a_site_has_an_inline_script_or_style_or_a_module(site):
    for name, path in files_of(site).items():
        page = path.read_text(encoding="utf-8") if name.endswith(".html") else ""
        assert not re.search(r"<script(?![^>]*src=)(?![^>]*application/json)|<style|type=.module|\son\w+=", page), name


def test_forms_that_need_a_server_are_left_out_and_the_search_box_stays(site):
    page = (site / "zh/t/company.html").read_text(encoding="utf-8")
    assert [a for a in addresses(page) if a.endswith("search.html")] == ["../search.html"]
    assert page.count("<form") == 1
    start = (site / "zh/index.html").read_text(encoding="utf-8")
    assert not [a for a in addresses(start) if "sparql" in a or "explore" in a or "compare" in a]


def test_the_whole_graph_is_there_once(site):
    assert {path.suffix for path in (site / "data").iterdir()} >= {".ttl", ".nq", ".gexf"}
    page = (site / "en/data.html").read_text(encoding="utf-8")
    assert "../data/dgkg.nq" in addresses(page)


# -- names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "huawei",
        "Huawei",
        "con",
        "aux.txt",
        "com1",
        "a" * 300,
        "..",
        "a/b",
        "http://x.org/a b",
        "甲电子",
        "x.",
        "x ",
        "",
    ],
)
def test_a_file_name_is_one_on_every_system(text):
    name = safe_name(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,90}", name)
    assert name.partition(".")[0] not in RESERVED
    assert not name.endswith((".", " "))


def test_different_parts_never_share_a_file():
    parts = ["huawei", "Huawei", "HUAWEI", "hua wei", "hua-wei", "con", "Con", "a" * 61, "a" * 62, "甲", "乙"]
    assert len({safe_name(part) for part in parts}) == len(parts)


def test_files_of_a_site_differ_in_more_than_case(site):
    files = list(files_of(site))
    assert len({name.lower() for name in files}) == len(files)
    assert max(map(len, files)) < 200
    assert file_of("/t/company?page=2") == "t/company-page-2.html"


# -- the same every time -------------------------------------------------------------------


def test_a_site_is_the_same_to_the_byte_under_any_hash_seed(city, tmp_path):
    digests = []
    for seed in ("1", "2"):
        out = tmp_path / seed / "site"
        out.parent.mkdir()
        run = [sys.executable, "-m", "dgkg", "--graph", str(city), "site", str(out)]
        subprocess.run(run, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
        files = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files_of(out).items()}
        digests.append((files, hashlib.sha256(out.with_name("site.zip").read_bytes()).hexdigest()))
    differing = [name for name in digests[0][0] if digests[0][0][name] != digests[1][0].get(name)]
    assert differing == []
    assert digests[0] == digests[1]


@pytest.mark.parametrize("workers", [1, 3])
def test_a_site_is_the_same_to_the_byte_whoever_writes_it(city, site, tmp_path, monkeypatch, workers):
    monkeypatch.setattr("dgkg.web.site.workers_for", lambda *_: workers)
    written = write_site(dgkg.load(city), tmp_path / "site")
    assert {name: path.read_bytes() for name, path in files_of(written.folder).items()} == {
        name: path.read_bytes() for name, path in files_of(site).items()
    }
    assert written.zip.read_bytes() == site.with_name("site.zip").read_bytes()


def test_what_is_made_while_others_prepare_needs_nothing_of_it(city, tmp_path, monkeypatch):
    """Else two processes would read the passages, each for itself."""
    kg, known = dgkg.load(city), []

    def share_out(early, work, workers, prepare):
        work(0, iter(early))
        known.extend(vars(kg))
        work(1, iter(prepare()))

    monkeypatch.setattr("dgkg.web.site.share_out", share_out)
    write_site(kg, tmp_path / "site")
    assert not {"passages", "quantities", "_network"} & set(known)
    assert {"passages", "quantities", "_network"} <= set(vars(kg))


def test_the_zip_holds_the_folder_and_nothing_else(site):
    with zipfile.ZipFile(site.with_name("site.zip")) as packed:
        assert sorted(packed.namelist()) == sorted(f"site/{name}" for name in files_of(site))
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# -- whose folder it is --------------------------------------------------------------------


def test_a_site_is_replaced_whole(city, tmp_path):
    out = tmp_path / "site"
    write_site(dgkg.load(city), out)
    (out / "old.html").write_text("old")
    write_site(dgkg.load(city), out)
    assert (out / MARK).is_file()
    assert not (out / "old.html").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"site", "site.zip"}


@pytest.mark.parametrize("theirs", ["folder", "file", "zip"])
def test_what_is_not_ours_stays_untouched(city, tmp_path, theirs):
    out = tmp_path / "site"
    kept = {"folder": out / "thesis.docx", "file": out, "zip": tmp_path / "site.zip"}[theirs]
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine")
    assert_complains(command("site", out, graph=city), 2, "不是 dgkg 写的站点", "no site written by dgkg")
    assert kept.read_text() == "mine"
    assert not list(tmp_path.glob(".site*"))


def test_an_empty_folder_may_be_filled(city, tmp_path):
    (tmp_path / "site").mkdir()
    result = command("site", tmp_path / "site", graph=city)
    assert result.exit_code == 0
    assert "site.zip" in result.stderr
    assert (tmp_path / "site" / "index.html").is_file()


# -- the source's words --------------------------------------------------------------------


def test_the_words_of_an_attached_copy_are_in_only_if_asked_for(city, tmp_path):
    kg = dgkg.load(city)
    kg.attach(SMALL_REPORT.encode())
    sentence = "滨江有甲电子和乙软件两家企业"
    plain = write_site(kg, tmp_path / "plain").folder
    assert not [name for name, path in files_of(plain).items() if sentence.encode() in path.read_bytes()]
    assert kg.words.library.is_attached
    full = write_site(kg, tmp_path / "full", source=True).folder
    page = (full / "zh/source/binjiang-2024/1.1-p1-s1.html").read_text(encoding="utf-8")
    assert sentence in re.sub(r"<[^>]+>", "", page)


def test_words_that_nobody_attached_cannot_be_included(city, tmp_path):
    with pytest.raises(UsageError, match="dgkg source attach"):
        write_site(dgkg.load(city), tmp_path / "site", source=True)
    assert list(tmp_path.iterdir()) == []


# -- by a double click ---------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("page", ["index.html", "zh/index.html", "en/e/company/jia-electronics.html", "zh/q.html"])
def test_a_double_click_opens_a_page_that_asks_nothing_of_anybody(chromium, site, page):
    opened = Page(chromium, site / page)
    opened.until("return document.readyState === 'complete' && document.querySelector('#main h1')")
    opened.note()
    assert {url.partition(":")[0] for url in opened.requests} <= {"file", "data"}
    assert opened.messages == []


@pytest.mark.browser
@pytest.mark.parametrize(("language", "lang"), [("zh-HK", "zh"), ("zh", "zh"), ("en-GB", "en"), ("de", "en")])
def test_the_front_door_leads_to_the_language_of_the_browser(chromium, site, language, lang):
    chromium.execute_cdp_cmd(
        "Emulation.setUserAgentOverride",
        {"userAgent": chromium.execute_script("return navigator.userAgent"), "acceptLanguage": language},
    )
    try:
        opened = Page(chromium, site / "index.html")
        opened.until(f"return location.href.endsWith('/{lang}/index.html') && document.querySelector('#main h1')")
    finally:
        chromium.execute_cdp_cmd(
            "Emulation.setUserAgentOverride", {"userAgent": chromium.execute_script("return navigator.userAgent")}
        )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "query", "found", "why"),
    [
        ("zh", "甲电子", "甲电子", ""),
        ("zh", "甲", "甲电子", "又名"),
        ("zh", "jiadianzi", "甲电子", "拼音"),
        ("zh", "jdz", "甲电子", "拼音"),
        ("en", "jia elect", "Jia Electronics", ""),
        ("en", "Jia Electronisc", "Jia Electronics", "close to"),
        ("zh", "江湾", "江湾园", ""),
    ],
)
def test_names_are_found_without_a_server(chromium, site, lang, query, found, why):
    page = Page(chromium, site / lang / "index.html")
    field = page.browser.find_element("css selector", "#find")
    field.send_keys(query)
    field.submit()
    first = page.until("return document.querySelector('.hits a')")
    assert first.text == found
    assert why in page.run("return document.querySelector('.hits li').innerText")
    page.until("return !/[?]q=.*[?]/.test(location.href) && document.querySelector('.hits a')")
    page.run("document.querySelector('.hits a').click()")
    page.until(
        "return document.querySelector('h1') && document.querySelector('h1').innerText.indexOf(arguments[0]) === 0",
        found,
    )


@pytest.mark.browser
def test_the_other_language_is_the_same_page(chromium, site):
    page = Page(chromium, site / "zh/e/company/jia-electronics.html")
    page.run("document.querySelector('a.lang').click()")
    page.until("return document.documentElement.lang === 'en'")
    assert page.browser.current_url.endswith("/en/e/company/jia-electronics.html")
