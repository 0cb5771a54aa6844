"""What things, relations, columns and passages are called, over any store."""

from __future__ import annotations

import pytest
from rdflib import URIRef

import dgkg
from dgkg.namespaces import DGO, DGS, ID
from dgkg.source import Citation
from tests.conftest import SMALL_STATEMENTS, write_small_city

R = "https://w3id.org/dgkg/source/binjiang-2024/"


@pytest.mark.parametrize(
    ("iri", "zh", "en"),
    [
        (ID["jia-electronics"], "甲电子", "Jia Electronics"),
        (DGO.locatedIn, "位于", "located in"),
        (DGS.proposed, "建议", "proposed"),
        (URIRef(R + "1.1-p1-s1"), "1.1-p1-s1", "1.1-p1-s1"),
        # A statement without a name is called by what it asserts, without the full stop.
        (ID["recommendation-computing-port"], "建议建一座算力港", "Proposes a computing port"),
        (ID["obs-jia-output"], "产值：12.5亿元", "output value: CNY 1.25 bn"),
        (ID["obs-jia-output-growth"], "产值的增长率：8%", "growth rate of output value: 8%"),
        (ID["no-such-thing"], "id:no-such-thing", "id:no-such-thing"),
        (URIRef("http://example.org/x"), "<http://example.org/x>", "<http://example.org/x>"),
    ],
)
def test_anything_can_be_named_in_both_languages(small_city, iri, zh, en):
    assert (small_city.words.label(iri, "zh"), small_city.words.label(iri, "en")) == (zh, en)


def test_a_thing_named_in_one_language_is_called_so_in_the_other(tmp_path):
    registry = 'id:bing a dgo:Company ; skos:prefLabel "丙网络"@zh . id:ding a dgo:Company ; skos:prefLabel "Ding"@en .'
    words = dgkg.load(write_small_city(tmp_path / "city", registry)).words
    assert (words.label(ID.bing, "en"), words.label(ID.ding, "zh")) == ("丙网络", "Ding")


def test_an_assertion_loses_its_full_stop_as_a_label(tmp_path):
    told = SMALL_STATEMENTS.replace("建议建一座算力港", "建议建一座算力港。").replace('port"@en', 'port."@en')
    words = dgkg.load(write_small_city(tmp_path / "city", statements=told)).words
    assert words.label(ID["recommendation-computing-port"], "zh") == "建议建一座算力港"
    assert words.label(ID["recommendation-computing-port"], "en") == "Proposes a computing port"


def test_passages_sections_and_words_of_the_ontology_are_no_things(small_city):
    gazetteer = small_city.words.gazetteer
    assert ID["jia-electronics"] in gazetteer
    for iri in (URIRef(R + "1.1-p1-s1"), URIRef(R + "section-1.1"), DGO.locatedIn, DGO.Company):
        assert iri not in gazetteer


@pytest.mark.parametrize(
    ("variable", "zh", "en"),
    [
        ("sentence", "出处", "citation"),
        ("firm", "企业", "firm"),
        ("locatedIn", "位于", "located in"),
        ("whatever", "whatever", "whatever"),
    ],
)
def test_a_column_is_headed_in_words_or_by_its_own_name(small_city, variable, zh, en):
    assert (small_city.words.heading(variable, "zh"), small_city.words.heading(variable, "en")) == (zh, en)


def test_every_column_of_every_library_question_has_a_heading_in_both_languages(kg):
    for query in kg.queries:
        for variable in kg.query(query).variables:
            zh, en = kg.words.heading(variable, "zh"), kg.words.heading(variable, "en")
            assert any("\u4e00" <= c <= "\u9fff" for c in zh), (query.name, variable)
            assert en.isascii(), (query.name, variable)


def test_citations_come_once_each_in_reading_order_and_pass_over_what_is_no_passage(small_city):
    asked = [URIRef(R + "1.2-p1-s1"), URIRef("http://example.org/x"), URIRef(R + "1.1-p1-s2"), URIRef(R + "1.2-p1-s1")]
    citations = small_city.words.cite(asked)
    assert [citation.passage.id for citation in citations] == ["1.1-p1-s2", "1.2-p1-s1"]
    assert all(isinstance(citation, Citation) for citation in citations)


def test_a_passage_of_a_source_that_is_not_loaded_is_cited_by_its_iri(small_city):
    assert small_city.words.citation_text(URIRef(R + "1.1-p1-s1"), "en").endswith("sentence 1 [1.1-p1-s1]")
    unknown = URIRef("https://w3id.org/dgkg/source/dongguan-2023/2.1.2-p1-s4")
    assert small_city.words.citation_text(unknown, "en") == "s:2.1.2-p1-s4"


@pytest.mark.parametrize(
    ("notation", "printed"),
    [("0", "题名页"), ("1", "一"), ("1.1", "一（一）"), ("2.1.2", "二（一）2"), ("6.3", "六（三）")],
)
def test_a_section_is_numbered_as_the_report_prints_it(kg, notation, printed):
    sections = {passage.section.notation: passage.section for passage in kg.words.library.passages()}
    assert sections[notation].printed == printed


def test_every_thing_of_the_registry_has_a_name_in_both_languages(kg):
    gazetteer = kg.words.gazetteer
    named = {iri for iri in gazetteer.types if any(name.kind == "pref" for name in gazetteer.names(iri))}
    assert len(named) > 500
    short = [
        str(iri)
        for iri in sorted(named)
        if {name.lang for name in gazetteer.names(iri) if name.kind == "pref"} != {"zh", "en"}
    ]
    assert short == []
