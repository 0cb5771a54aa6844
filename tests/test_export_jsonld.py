"""JSON-LD that a person can read: the ontology's own words as keys, names as language maps."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

from dgkg.export.jsonld import to_jsonld
from dgkg.namespaces import DGO, DGS, ID, SOURCE, UNIT
from dgkg.terms import to_oxigraph

A, B, SENTENCE = ID.a, ID.b, SOURCE["dongguan-2023/1.1-p1-s1"]


@pytest.fixture
def document(small_city, tmp_path):
    return json.loads(small_city.export(tmp_path / "out.jsonld").read_text(encoding="utf-8"))


def node(document, name):
    return next(n for n in document["@graph"] if n["@id"] == name)


def read(text):
    return set(ox.parse(text, format=ox.RdfFormat.JSON_LD))


def test_a_thing_reads_as_one_would_write_it_by_hand(document):
    assert node(document, "id:jia-electronics") == {
        "@id": "id:jia-electronics",
        "@type": "Company",
        "altLabel": {"zh": "甲"},
        "prefLabel": {"zh": "甲电子", "en": "Jia Electronics"},
    }


def test_what_a_passage_states_stands_inside_the_passage(document):
    passage = node(document, "https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s1")
    assert passage["@type"] == "Sentence"
    assert passage["gloss"]["zh"].startswith("提要")
    firm = next(n for n in passage["@graph"] if n["@id"] == "id:yi-software")
    assert firm == {"@id": "id:yi-software", "activeIn": "id:software-it-services", "locatedIn": "id:binjiang"}


def test_passages_follow_the_things_in_reading_order(document):
    passages = [n["@id"] for n in document["@graph"] if "/binjiang-2024/" in n["@id"] and "@graph" in n]
    assert [p.rpartition("/")[2] for p in passages] == ["1.1-p1-s1", "1.1-p1-s2", "1.2-p1-s1"]
    assert document["@graph"][-1]["@id"].startswith(str(SOURCE))


def test_the_context_defines_every_key_and_no_other_prefix_than_is_used(document):
    context = document["@context"]
    assert context["locatedIn"] == {"@id": "dgo:locatedIn", "@type": "@id"}
    assert context["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    assert not {"rule", "rules", "sh"} & set(context), "the small city has no derived figures, and shapes are no part"
    keys = {key for n in document["@graph"] for part in [n, *n.get("@graph", [])] for key in part}
    assert {key for key in keys if not key.startswith("@")} <= set(context)


def test_a_word_that_is_a_relation_and_a_prefix_stays_with_the_relation(document):
    assert document["@context"]["unit"]["@id"] == "dgo:unit"
    assert document["@context"]["units"] == str(UNIT)
    firms = node(document, "https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s1")["@graph"]
    assert next(n for n in firms if n["@id"] == "id:obs-binjiang-firms")["unit"] == "units:NUM"


NUMBER = "https://w3id.org/dgkg/id/n"


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([Literal("2", datatype=XSD.integer)], 2),
        ([Literal("46340000000", datatype=XSD.integer)], 46340000000),
        ([Literal("02", datatype=XSD.integer, normalize=False)], {"@value": "02", "@type": "xsd:integer"}),
        ([Literal("9" * 20, datatype=XSD.integer)], {"@value": "9" * 20, "@type": "xsd:integer"}),
        ([Literal("1.50", datatype=XSD.decimal)], "1.50"),  # the context says that it is a decimal
        ([Literal("true", datatype=XSD.boolean)], True),
        ([Literal("2023-05", datatype=XSD.gYearMonth)], "2023-05"),
        ([Literal('甲\n"乙"\\')], '甲\n"乙"\\'),
        ([Literal("甲", lang="zh"), Literal("乙", lang="zh")], {"zh": ["乙", "甲"]}),
        ([Literal("甲", lang="zh"), Literal("A")], ["A", {"@value": "甲", "@language": "zh"}]),
        ([A, B], ["id:a", "id:b"]),
        ([A, Literal("a")], ["a", {"@id": "id:a"}]),
        ([URIRef("http://example.org/ü?a=1#b")], "http://example.org/ü?a=1#b"),
    ],
)  # fmt: skip
def test_a_value_is_written_short_and_means_the_same(values, written):
    text = to_jsonld([(URIRef(NUMBER), DGO.value, value, SENTENCE) for value in values])
    (passage,) = json.loads(text)["@graph"]
    found = passage["@graph"][0]["value"]
    assert (sorted(found, key=str) if isinstance(found, list) else found) == (
        sorted(written, key=str) if isinstance(written, list) else written
    )
    assert {q.object for q in read(text)} == {to_oxigraph(value) for value in values}


def test_two_vocabularies_with_the_same_word_are_kept_apart():
    facts = [(A, DGO.source, B, None), (A, DCTERMS.source, Literal("x"), None), (A, SKOS.scopeNote, Literal("y"), None)]
    text = to_jsonld(facts)
    assert {"source", "dcterms:source", "scopeNote"} < set(json.loads(text)["@context"])
    assert {q.predicate.value for q in read(text)} == {str(p) for _, p, _, _ in facts}


def test_the_same_facts_in_another_order_are_the_same_text():
    facts = [
        (A, DGO.locatedIn, B, SENTENCE),
        (A, DGO.status, DGS.done, None),
        (B, SKOS.prefLabel, Literal("b", lang="en"), None),
    ]
    assert to_jsonld(facts) == to_jsonld(reversed(facts))
