"""The source as pages: contents, chapters, one sentence with what it states and how to cite it."""

import re

import pytest

from dgkg.web import create_app
from tests.browsing import open_chromium
from tests.exploring import Parsed, at_a_port, explorer

DOC = "/source/dongguan-2023"
SENTENCE = f"{DOC}/1.3-p2-s4"


@pytest.fixture(scope="module")
def client(kg):
    return explorer(kg)


@pytest.fixture(scope="module")
def reader(attached):
    return explorer(attached)


def page(client, address, lang="zh"):
    answer = client.get(address, params={"lang": lang})
    assert answer.status_code == 200, address
    return Parsed(answer.text)


def test_the_contents_lead_to_every_section_of_the_report(client, kg):
    found = page(client, DOC)
    titles = {p.section.title["zh"] for p in kg.words.library.passages()}
    assert all(title in found.text for title in titles)
    chapters = {link.partition("#")[0] for link in found.links if "/section-" in link}
    assert len(chapters) > 15
    assert all(client.get(chapter).status_code == 200 for chapter in chapters)


def test_the_chapters_together_show_every_sentence_once(client, kg):
    links = {link.partition("?")[0].partition("#")[0] for link in page(client, DOC).links if "/section-" in link}
    shown = [e["id"] for chapter in links for e in page(client, chapter).with_tag("article") if "data-passage" in e]
    assert sorted(shown) == sorted(p.id for p in kg.words.library.passages())


def test_a_section_within_a_chapter_leads_to_its_place_there(client):
    answer = client.get(f"{DOC}/section-2.1.2")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{DOC}/section-2.1#section-2.1.2")
    assert client.get(f"{DOC}/section-2").headers["location"].startswith(f"{DOC}/section-2.1#")


def test_a_chapter_page_stays_light(client, kg):
    sizes = []
    for section in {".".join(p.section.notation.split(".")[:2]) for p in kg.words.library.passages()}:
        answer = client.get(f"{DOC}/section-{section}", headers={"Accept-Encoding": "gzip"})
        sizes.append(int(answer.headers.get("content-length", 0)))
    assert max(sizes) < 40_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sentence_shows_its_gloss_its_facts_and_its_neighbours(client, kg, lang):
    found = page(client, SENTENCE, lang)
    passage = kg.passage("1.3-p2-s4")
    assert passage.gloss["zh"] in found.text
    assert passage.gloss["en"] in found.text
    # Links cut a fact into stretches, so texts are compared without white space.
    bare = re.sub(r"\s", "", found.text)
    assert all(re.sub(r"\s", "", fact.text) in bare for fact in kg.stated_by("1.3-p2-s4", lang))
    links = {link.partition("?")[0] for link in found.links}
    assert {f"{DOC}/1.3-p2-s3", f"{DOC}/1.3-p3-s1", "/e/functional-zone/songshan-lake"} <= links


def test_the_names_in_a_fact_lead_to_their_pages_and_its_hedges_do_not(client):
    found = page(client, f"{DOC}/2.1.2-p1-s4")
    assert "/e/company/leadyo?lang=zh" in found.links
    assert not [link for link in found.links if "more-than" in link or "/period/" in link]


def test_a_sentence_whose_figures_are_doubted_says_so_with_the_arithmetic(client):
    assert "矛盾" in page(client, SENTENCE).text
    assert "176.5亿元" in page(client, SENTENCE).text
    assert "核查：" not in page(client, f"{DOC}/2.1.2-p1-s4").text


def test_a_sentence_can_be_cited_in_both_forms_and_taken_away(client):
    found = page(client, SENTENCE)
    assert "东莞市工业和信息化局, 中国信息通信研究院. 东莞市数字经济发展报告" in found.text
    entry = client.get(f"{SENTENCE}.bib")
    assert entry.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert "1.3-p2-s4.bib" in entry.headers["content-disposition"]
    assert entry.text.startswith("@techreport{dongguan-2023-1.3-p2-s4,")
    assert entry.text in "\n".join(found.words)
    assert client.get(SENTENCE, headers={"Accept": "application/x-bibtex"}).text == entry.text


def test_a_number_is_cited_within_two_clicks_of_the_start_page(client):
    start = Parsed(client.get("/").text)
    number = next(link for link in start.links if re.fullmatch(r"/source/[^/]+/[^/]+-s\d+", link))
    second = Parsed(client.get(number).text)
    assert "GB/T 7714" in second.text
    assert next(link for link in second.links if link.endswith(".bib")) == f"{number}.bib"


def test_chapter_six_says_that_nothing_in_it_has_happened(client):
    for address in (f"{DOC}/section-6.3", f"{DOC}/6.3-p1-s3"):
        assert "不是事实" in page(client, address).text
    wish = next(e for e in re.findall(r'<li class="fact [^"]*"', client.get(f"{DOC}/6.3-p1-s3").text))
    assert "dotted" in wish


@pytest.mark.parametrize("address", [f"{DOC}/9.9-p1-s1", f"{DOC}/section-9", "/source/nowhere", f"{DOC}/%3Cscript%3E"])
def test_what_is_not_there_is_a_clear_page(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "找不到" in answer.text
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_without_a_copy_there_is_no_sentence_of_the_report_and_a_word_on_how_to_attach_one(client):
    found = client.get(SENTENCE).text
    assert "<mark" not in found
    assert "dgkg source attach" in found


def test_with_a_copy_names_and_figures_are_marked_and_lead_on(reader, attached):
    found = reader.get(SENTENCE).text
    quote = attached.words.library.quotes[attached.passage("1.3-p2-s4").iri]
    shown = re.search(r'<blockquote class="quote"[^>]*>(.*?)</blockquote>', found, re.DOTALL)[1]
    assert re.sub(r"<[^>]+>", "", shown) == quote
    marks = dict(re.findall(r'<mark class="\w+" data-ids="[^"]*"><a href="([^"]+)">([^<]+)</a>', shown))
    figure = next(address for address, text in marks.items() if text == "332.3亿元")
    assert figure.startswith("#1.3-p2-s4-f")
    assert f'id="{figure[1:]}"' in found
    assert "/e/functional-zone/songshan-lake" in marks


def test_every_mark_and_fact_that_can_light_up_has_somebody_to_light(reader):
    found = Parsed(reader.get(f"{DOC}/section-1.3").text)
    facts = {i for e in found.with_tag("li") for i in e.get("data-ids", "").split()}
    marks = {i for e in found.with_tag("mark") for i in e["data-ids"].split()}
    assert facts
    assert facts <= marks


@pytest.fixture(scope="module")
def served(attached):
    """The address of the explorer on a port of this machine."""
    with at_a_port(create_app(attached)) as address:
        yield address


def test_a_fact_and_its_words_light_up_together_in_both_directions(served):
    lit = "return Array.from(document.querySelectorAll(arguments[0] + '.lit')).map(e => e.textContent)"
    focus = (
        "const wanted = Array.from(document.querySelectorAll(arguments[0])).find(e => "
        "e.textContent.includes(arguments[1])); (wanted.querySelector('a') || wanted).focus()"
    )
    with open_chromium() as browser:
        browser.get(f"{served}{SENTENCE}?lang=zh")
        browser.execute_script(focus, ".fact[data-ids]", "88.3%")
        assert "88.3%" in browser.execute_script(lit, "mark")
        assert "332.3亿元" not in browser.execute_script(lit, "mark")
        browser.execute_script(focus, "mark.figure", "846家")
        assert [text for text in browser.execute_script(lit, ".fact") if "846家" in text]
        assert not [text for text in browser.execute_script(lit, ".fact") if "88.3%" in text]
