"""Sources, passages and the citations that lead to them."""

from __future__ import annotations

import json

import pytest
from rdflib import URIRef

from dgkg.segmentation import digest, segment
from dgkg.source import reading_key

R = "https://w3id.org/dgkg/source/binjiang-2024/"


@pytest.fixture
def library(small_city):
    return small_city.words.library


def test_passages_come_in_the_order_of_the_document(library):
    assert [passage.id for passage in library.passages()] == [
        *("0-h1", "1-h"),
        *("1.1-h", "1.1-p1-s1", "1.1-p1-s2"),
        *("1.2-h", "1.2-p1-s1"),
    ]


def test_ids_alone_sort_as_they_stand_in_the_document():
    names = ["1.10-p1-s1", "1.2-p10-s1", "1.2-p2-s10", "1.2-p2-s9", "1.2-fn1", "1.2-h", "1.2.1-h", "1-h", "2-h", "0-h2"]
    assert sorted(names, key=reading_key) == [
        *("0-h2", "1-h", "1.2-h", "1.2-p2-s9", "1.2-p2-s10", "1.2-p10-s1", "1.2-fn1", "1.2.1-h", "1.10-p1-s1", "2-h"),
    ]


def test_headings_and_sentences_of_the_report_sort_by_their_ids(report):
    # Run-in headings and footnotes stand between sentences; their ids do not say where.
    text = report.read_text(encoding="utf-8")
    order = [piece.id for piece in segment(text) if piece.kind in {"heading", "sentence"}]
    assert sorted(sorted(order), key=reading_key) == order


@pytest.mark.parametrize("name", ["", "-", "x", "1.1-²", "１-p１", "a-b-c", "1..2-h", "2023"])
def test_any_name_can_be_sorted(name):
    assert sorted([name, "1.1-p1-s1", "0-h1"], key=reading_key)


@pytest.mark.parametrize(
    ("passage", "zh", "en"),
    [
        ("0-h1", "题名页标题", "§0, heading"),
        ("1-h", "一标题", "§1, heading"),
        ("1.1-h", "一（一）标题", "§1.1, heading"),
        ("1.1-p1-s2", "一（一）第1段第2句", "§1.1, para. 1, sentence 2"),
        ("1.2-p1-s1", "一（二）第1段第1句", "§1.2, para. 1, sentence 1"),
    ],
)
def test_a_citation_says_where_a_passage_stands_as_the_report_prints_it(library, passage, zh, en):
    citation = library.cite(URIRef(R + passage))
    assert citation.text("zh") == str(citation) == f"《滨江市数字经济报告》{zh} [{passage}]"
    assert citation.text("en") == f"Binjiang Digital Economy Report, {en} [{passage}]"


@pytest.mark.parametrize(
    ("passage", "zh", "en"),
    [
        ("2.1.2-p1-s4", "二（一）2第1段第4句", "§2.1.2, para. 1, sentence 4"),
        ("2.1.1-p2-r2", "二（一）1第2段小标题", "§2.1.1, para. 2, run-in heading"),  # r2 is not the second sentence
        ("4.3-fn1", "四（三）脚注", "§4.3, footnote"),
    ],
)
def test_citations_of_the_report_tell_sentences_from_other_passages(kg, passage, zh, en):
    citation = kg.cite(kg.passage(passage).iri)[0]
    assert f"》{zh} [" in citation.text("zh")
    assert f", {en} [" in citation.text("en")


def test_a_citation_quotes_only_what_is_attached(library):
    iri, other = URIRef(R + "1.1-p1-s1"), URIRef(R + "1.1-p1-s2")
    assert library.cite(iri).quote is None
    assert not library.is_attached
    library.attach({iri: "滨江有两家企业。"})
    assert library.is_attached
    assert library.cite(iri).quote == "滨江有两家企业。"
    assert library.cite(other).quote is None
    assert library.quotes == {iri: "滨江有两家企业。"}


def test_a_passage_is_found_by_iri_or_id_and_else_not_at_all(library):
    passage = library.passage("1.1-p1-s2")
    assert passage is library.passage(R + "1.1-p1-s2")
    assert (passage.kind, passage.paragraph, passage.ordinal, passage.section.notation) == ("Sentence", 1, 2, "1.1")
    assert library.passage("9.9-h") is None
    with pytest.raises(KeyError):
        library.cite(URIRef(R + "9.9-h"))


def test_only_passages_are_in_the_library(library):
    assert URIRef(R + "1.1-p1-s1") in library
    assert URIRef(R + "section-1.1") not in library
    assert len(library) == 7


def test_what_is_no_passage_sorts_last(library):
    iris = [URIRef("http://example.org/a"), URIRef(R + "1.2-h"), URIRef(R + "1-h")]
    assert sorted(iris, key=library.sort_key) == [iris[2], iris[1], iris[0]]


def test_a_source_has_title_publisher_and_year(library):
    (source,) = library.sources
    assert source.title == {"zh": "滨江市数字经济报告", "en": "Binjiang Digital Economy Report"}
    assert source.publishers == ({"zh": "滨江", "en": "Binjiang"},)
    assert source.issued == "2024"
    assert library.source_of(library.passage("1-h")) == source


def test_a_section_of_wishes_is_told_from_one_of_facts(library):
    moods = {passage.section.notation: passage.section.is_intention for passage in library.passages()}
    assert moods == {"0": False, "1": False, "1.1": False, "1.2": True}


def test_every_passage_of_the_report_is_in_the_record_with_its_digest_and_order(kg, report):
    reference = [
        json.loads(line) for line in (report.parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    kinds = {"heading": "Heading", "sentence": "Sentence", "runin": "RunIn", "footnote": "Footnote"}
    found = [(p.id, p.kind, p.digest) for p in kg.words.library.passages()]
    assert found == [(row["id"], kinds[row["kind"]], digest(row["text"])) for row in reference]


def test_every_passage_has_a_gloss_in_both_languages_in_our_own_words(attached):
    for passage in attached.words.library.passages():
        quote = attached.words.library.cite(passage.iri).quote
        assert set(passage.gloss) == {"zh", "en"}, passage.id
        gloss = passage.gloss["zh"]
        copied = [gloss[i : i + 24] for i in range(len(gloss) - 23) if gloss[i : i + 24] in quote]
        assert copied == [], passage.id


def test_chapter_six_and_only_chapter_six_is_all_wishes(kg):
    sections = {p.section.notation: p.section.is_intention for p in kg.words.library.passages()}
    assert {notation for notation, wish in sections.items() if wish} == {n for n in sections if n.split(".")[0] == "6"}
