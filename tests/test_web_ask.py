"""The ask page: the question as it was read, each clause with its sentence, its rows and query, a part to change."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from dgkg.web.site import write_site
from dgkg.web.slots import changed
from tests.exploring import Parsed, explorer

TELECOM = "What was Dongguan's telecom business volume in 2023?"


@pytest.fixture(scope="module")
def client(kg):
    return explorer(kg)


def page(client, lang="en", suffix="", **values):
    asked = "&".join(f"{name}={quote(value)}" for name, value in {**values, "lang": lang}.items())
    return client.get(f"/ask{suffix}?{asked}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_question_there_are_a_form_and_examples_that_are_answered(client, lang):
    shown = page(client, lang)
    assert shown.status_code == 200
    examples = [link for link in Parsed(shown.text).links if link.startswith("/ask?q=")]
    assert len(examples) == 8
    for link in examples:
        answer = client.get(link)
        assert answer.status_code == 200
        assert [found for found in Parsed(answer.text).with_tag("a") if found.get("class") == "cite"], link


def test_an_answer_has_its_reading_its_figure_and_the_way_to_its_sentence(client, kg):
    shown = Parsed(page(client, q=TELECOM).text)
    assert "CNY 19.75 bn" in shown.text
    assert kg.ask(TELECOM).reading in shown.text
    assert any("/1.2-p3-s3" in link for link in shown.links)
    assert "SELECT" in shown.text


def test_every_clause_leads_to_the_sentences_that_it_marks(client, kg):
    question = "松山湖的营业收入是多少"
    shown = Parsed(page(client, "zh", q=question).text)
    for citation in kg.ask(question).citations:
        assert any(link.partition("?")[0].endswith(f"/{citation.passage.id}") for link in shown.links)


def test_the_page_is_in_the_reader_s_language_and_the_answer_in_that_of_the_question(client):
    shown = page(client, "zh", q=TELECOM).text
    assert '<html lang="zh-CN">' in shown
    assert "telecommunications business volume" in shown
    assert 'lang="en"' in shown


def test_what_the_report_does_not_state_is_said_without_a_table(client):
    shown = Parsed(page(client, q="How many underground stations does Dongguan have?").text)
    assert "not in the report" in shown.text
    assert not shown.with_tag("table")


def test_a_part_of_the_question_is_changed_for_another_of_its_kind(client):
    first = Parsed(page(client, "zh", q="松山湖的营业收入").text)
    fields = [e for e in first.with_tag("input") if e.get("name") == "from"]
    assert "松山湖" in {field["value"] for field in fields}
    second = Parsed(page(client, "zh", q="松山湖的营业收入", **{"from": "松山湖", "to": "南城街道"}).text)
    assert "南城街道的营业收入" in second.text
    assert "52.7亿元" in second.text


@pytest.mark.parametrize(
    ("question", "what", "instead", "new"),
    [
        ("OPPO在哪里", "oppo", "vivo", "vivo在哪里"),
        ("甲和甲", "甲", "乙", "乙和甲"),
        ("a.c", ".", r"\1", r"a\1c"),
        ("甲", "丙", "乙", "甲"),
        ("甲", "甲", "", "甲"),
    ],
)
def test_only_the_part_that_is_named_is_changed_and_as_it_is_written(question, what, instead, new):
    assert changed(question, what, instead) == new


def test_a_picture_is_shown_where_one_fits(client):
    shown = page(client, q="Songshan Lake revenue")
    assert "<svg" in shown.text
    drawn = page(client, suffix=".svg", q="Songshan Lake revenue")
    assert drawn.headers["content-type"].startswith("image/svg+xml")


def test_the_answer_can_be_taken_along_as_json_and_as_a_table(client, kg):
    told = json.loads(page(client, suffix=".json", q=TELECOM).text)
    assert told == json.loads(kg.ask(TELECOM).to_json())
    assert "1.2-p3-s3" in page(client, suffix=".csv", q=TELECOM).text


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script>松山湖", "SELECT * WHERE { ?s ?p ?o }", "'; rm -rf / #", "\u202e\u0000松山湖", "كم عدد الشركات؟",
        "{{ 7*7 }}", "?",
    ],
)  # fmt: skip
def test_whatever_is_typed_comes_back_as_text_with_a_status(client, question):
    shown = page(client, q=question)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert 'class="status"' in shown.text


def test_a_question_too_long_to_be_one_is_refused_in_a_sentence(client):
    shown = page(client, q="松" * 401)
    assert shown.status_code == 400
    assert "too long" in shown.text


def test_the_start_page_and_a_search_lead_to_the_ask_page(client):
    assert 'action="/ask"' in client.get("/?lang=en").text
    assert any(link.startswith("/ask?q=") for link in Parsed(client.get("/search?q=松山湖").text).links)


def test_a_site_of_files_leaves_asking_out(small_city, tmp_path):
    written = write_site(small_city, tmp_path / "site")
    for file in written.folder.rglob("*.html"):
        assert "/ask" not in file.read_text(encoding="utf-8")
