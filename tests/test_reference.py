"""Entries of a bibliography for a report and for one of its passages."""

import re

import pytest
from rdflib import URIRef

from dgkg.reference import bibtex, gbt7714
from dgkg.source import Citation, Passage, Section, Source

IRI = "https://w3id.org/dgkg/source/binjiang-2024"


def report(title="滨江市数字经济报告", issued="2024-05"):
    publishers = ({"zh": "滨江市工信局", "en": "Binjiang Bureau"},)
    return Source(URIRef(IRI), {"zh": title, "en": "Binjiang Report"}, publishers, issued)


def sentence(source):
    section = Section(URIRef(f"{IRI}/section-1.1"), "1.1", "一（一）", {"zh": "企业", "en": "Firms"}, False)
    gloss = {"zh": "提要", "en": "gloss"}
    place = Passage(URIRef(f"{IRI}/1.1-p1-s2"), "1.1-p1-s2", "Sentence", 4, section, 1, 2, "", gloss)
    return Citation(source, place)


def test_a_report_is_cited_by_the_chinese_standard_with_publisher_and_year():
    assert gbt7714(report()) == "滨江市工信局. 滨江市数字经济报告[R]. [出版地不详]: 滨江市工信局, 2024."


def test_a_sentence_is_cited_with_its_place_where_pages_would_stand():
    source = report()
    assert gbt7714(source, (), sentence(source)).endswith("2024: 一（一）第1段第2句 [1.1-p1-s2].")


def test_publishers_stand_in_the_order_given():
    assert gbt7714(report(), ["乙", "甲"]).startswith("乙, 甲. ")
    assert "author = {{乙} and {甲}}" in bibtex(report(), ["乙", "甲"])


def test_a_bibtex_entry_has_a_key_of_its_own_for_each_sentence():
    source = report()
    assert bibtex(source).startswith("@techreport{binjiang-2024,\n")
    assert bibtex(source, (), sentence(source)).startswith("@techreport{binjiang-2024-1.1-p1-s2,\n")


@pytest.mark.parametrize(
    ("issued", "year", "month"), [("2024-05", "2024", "may"), ("2024", "2024", ""), ("2024-13", "2024", "")]
)
def test_a_month_is_given_only_where_the_source_has_one(issued, year, month):
    entry = bibtex(report(issued=issued))
    assert f"year = {{{year}}}" in entry
    assert re.findall(r"month = (\w+)", entry) == ([month] if month else [])


@pytest.mark.parametrize(
    "title",
    ["50% & more_of #1 ~ ^", "a {b} c", "back\\slash", "}, author = {nobody"],
    ids=["signs", "braces", "slash", "break out"],
)
def test_nothing_in_a_title_can_end_its_field(title):
    entry = bibtex(report(title))
    value = re.search(r"title = \{\{(.*)\}\},", entry)[1]
    bare = re.sub(r"\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}|\\[&%$#_{}]", "", value)
    assert not re.search(r"[\\{}%&#_~^$]", bare)
