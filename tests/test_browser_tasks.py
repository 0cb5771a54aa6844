"""Ten things that people come for, each done in a real Chromium from the start page, its clicks counted.

A click is a click on a link or a button that a reader sees; typing a name and pressing Enter is
one search. What is reached is read from the page or from the downloaded file, never assumed.
"""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


class Reader:
    """Somebody at the start page who can search, click, read and save."""

    def __init__(self, browser, site, lang, folder):
        self.browser, self.lang, self.folder = browser, lang, folder
        self.clicks = self.searches = 0
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
        browser.get(f"{site}/?lang={lang}")

    def search(self, text):
        self.searches += 1
        box = self.browser.find_element(By.CSS_SELECTOR, "input[type=search]")
        box.clear()
        box.send_keys(text, Keys.ENTER)
        for _ in range(200):
            arrived = "return location.pathname === '/search' && document.readyState === 'complete'"
            if self.browser.execute_script(arrived):
                return self
            time.sleep(0.05)
        raise AssertionError(f"the search for “{text}” led nowhere")

    def click(self, text, within="body"):
        """A click on the first link or button that has a text and can be seen."""
        self.clicks += 1
        # A picture's lines are links, too: they are clicked where their words are.
        for element in self.browser.find_elements(By.CSS_SELECTOR, f"{within} a, {within} button, {within} summary"):
            if text in element.text and element.is_displayed():
                self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
                element.click()
                return self
        raise AssertionError(f"nothing to click with “{text}” on {self.browser.current_url}")

    def click_line(self, relation):
        """A click on the middle of the line of a relation: an S-curve passes through it."""
        self.clicks += 1
        for line in self.browser.find_elements(By.CSS_SELECTOR, "figure.picture svg a[href*='/source/']"):
            title = line.find_element(By.CSS_SELECTOR, "title").get_attribute("textContent")
            if relation in title and line.find_elements(By.CSS_SELECTOR, "path[stroke-opacity]"):
                self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", line)
                ActionChains(self.browser).move_to_element(line).click().perform()
                return self
        raise AssertionError(f"no line with “{relation}”")

    def reads(self, *texts, within="main"):
        shown = self.browser.find_element(By.CSS_SELECTOR, within).text
        for text in texts:
            assert text in shown, (text, self.browser.current_url)
        return self

    def saved(self, suffix):
        """The file that was downloaded, once it is whole."""
        for _ in range(200):
            found = list(self.folder.glob(f"*.{suffix}"))
            if found:
                return found[0].read_bytes()
            time.sleep(0.05)
        raise AssertionError(f"no .{suffix} was downloaded")


@pytest.fixture(params=["zh", "en"])
def reader(request, chromium, site, tmp_path):
    return Reader(chromium, site, request.param, tmp_path)


def in_words(reader, zh, en):
    return zh if reader.lang == "zh" else en


def test_firms_in_songshan_lake_are_on_the_page_of_one_search(reader):
    reader.search("松山湖").reads(
        in_words(reader, "华为", "Huawei"), in_words(reader, "核心企业", "core firm"), "1.3-p2-s2", within=".outright"
    )
    assert (reader.searches, reader.clicks) == (1, 0)


def test_policies_for_semiconductors_and_the_firms_named_there_take_two_clicks(reader):
    reader.search("半导体及集成电路")
    reader.click(in_words(reader, "半导体及集成电路", "semiconductors"), within=".outright h2")
    reader.reads(
        in_words(reader, "集聚区发展若干政策", "Policies of Dongguan"),
        in_words(reader, "利扬芯片", "Leadyo"),
        within="figure.picture",
    )
    assert reader.searches + reader.clicks <= 2


def test_the_sentence_behind_a_line_of_a_picture_is_one_click_away(reader):
    reader.search("利扬芯片").click(in_words(reader, "利扬芯片", "Leadyo"), within=".outright h2")
    before = reader.clicks
    lines = reader.browser.find_elements(By.CSS_SELECTOR, "figure.picture svg a[href*='/source/']")
    assert lines
    reader.click_line(in_words(reader, "位于", "located in"))
    assert "/source/dongguan-2023/2.1.2-p1-s4" in reader.browser.current_url
    reader.reads(in_words(reader, "利扬芯片", "Leadyo"))
    assert reader.clicks - before == 1


def test_the_policy_chain_on_a_slide_takes_three_clicks(reader):
    from pptx import Presentation

    reader.search("半导体及集成电路").click(in_words(reader, "半导体及集成电路", "semiconductors"), ".outright h2")
    reader.click("PPTX")
    slides = Presentation(io.BytesIO(reader.saved("pptx")))
    words = " ".join(s.text_frame.text for slide in slides.slides for s in slide.shapes if s.has_text_frame)
    assert in_words(reader, "利扬芯片", "Leadyo") in words
    assert reader.searches + reader.clicks <= 3


def test_all_named_firms_with_role_and_place_as_excel_take_two_clicks(reader):
    reader.click(in_words(reader, "角色与地点", "roles and places"))
    reader.reads(in_words(reader, "角色", "Role"), in_words(reader, "地点", "Place"))
    reader.click("Excel")
    with zipfile.ZipFile(io.BytesIO(reader.saved("xlsx"))) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert all(
        name in words for name in in_words(reader, ("OPPO", "链主", "利扬芯片"), ("OPPO", "chain leader", "Leadyo"))
    )
    assert reader.clicks <= 2


def test_things_only_planned_take_at_most_two_clicks(reader):
    reader.click(in_words(reader, "哪些还只是计划", "What is only planned"))
    reader.reads(in_words(reader, "东莞算力谷", "Computing"), "6.3-p1-s3")
    assert reader.clicks <= 2


def test_songshan_lake_beside_nancheng_takes_at_most_two_clicks(reader):
    reader.click(in_words(reader, "比较松山湖与南城", "Compare Songshan Lake"))
    reader.reads("332.3" if reader.lang == "zh" else "33.23", in_words(reader, "报告未给出", "not in the report"))
    assert reader.clicks <= 2


def test_all_roles_of_leadyo_are_on_the_page_of_one_search(reader):
    reader.search("利扬芯片").reads(
        in_words(reader, "链主", "chain leader"),
        in_words(reader, "封测企业", "packaging"),
        "2.1.2-p2-s2",
        within=".outright",
    )
    assert (reader.searches, reader.clicks) == (1, 0)


def test_a_number_is_cited_in_both_forms_within_two_clicks(reader):
    number = reader.browser.find_element(By.CSS_SELECTOR, ".numbers a strong").text
    reader.click(number, within=".numbers")
    reader.reads("GB/T 7714", "BibTeX", "@", "2024")
    assert reader.clicks <= 2


def test_from_a_challenge_to_the_recommendations_that_address_it_takes_two_clicks(reader):
    reader.click(in_words(reader, "问题与回应它们的建议", "Challenges and the recommendations"))
    reader.reads(in_words(reader, "加快推进数据要素市场化进程", "data"), "6.5-h")
    assert reader.clicks <= 2
