"""What the data set says of itself: DCAT for catalogues, VoID for programs, every number counted."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL

from dgkg.export import FORMATS
from dgkg.export.description import DATASET
from dgkg.namespaces import DGO

VOID = Namespace("http://rdfs.org/ns/void#")


@pytest.fixture(scope="module")
def described(kg, tmp_path_factory):
    return Graph().parse(kg.export(tmp_path_factory.mktemp("about") / "dataset.ttl", "dcat"), format="turtle")


def number(graph, subject, predicate):
    return int(graph.value(subject, predicate))


def test_it_says_what_whence_and_under_which_licence(described):
    assert {DCAT.Dataset, VOID.Dataset} <= set(described.objects(DATASET, RDF.type))
    assert {title.language for title in described.objects(DATASET, DCTERMS.title)} == {"zh", "en"}
    assert {text.language for text in described.objects(DATASET, DCTERMS.description)} == {"zh", "en"}
    assert described.value(DATASET, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert described.value(DATASET, DCTERMS.source) == URIRef("https://w3id.org/dgkg/source/dongguan-2023")
    assert str(described.value(DATASET, OWL.versionInfo)) == "1.0.0"


def test_the_counts_are_those_of_the_graph(kg, described):
    def counted(query):
        return int(kg.sparql(query)[0].n)

    assert number(described, DATASET, VOID.triples) == counted(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    )
    assert number(described, DATASET, VOID.classes) == counted("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }")
    assert number(described, DATASET, VOID.properties) == counted("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }")
    parts = {described.value(part, VOID["class"]): part for part in described.objects(DATASET, VOID.classPartition)}
    for cls in (DGO.Company, DGO.Observation, DGO.Sentence):
        assert number(described, parts[cls], VOID.entities) == counted(
            f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{cls}> }}"
        )
    assert len(parts) == number(described, DATASET, VOID.classes)
    triples = [number(described, part, VOID.triples) for part in described.objects(DATASET, VOID.propertyPartition)]
    assert sum(triples) == number(described, DATASET, VOID.triples)


def test_each_source_is_a_subset_with_what_its_passages_state(kg, described):
    (part,) = described.objects(DATASET, VOID.subset)
    stated = sum(len(values) for graph in kg.passages for node in graph.nodes.values() for values in node.values())
    assert number(described, part, VOID.triples) == stated
    assert described.value(part, DCTERMS.source) == described.value(DATASET, DCTERMS.source)


def test_vocabularies_and_forms_are_named(described):
    vocabularies = set(described.objects(DATASET, VOID.vocabulary))
    assert {URIRef(str(DGO)), URIRef("http://www.w3.org/2004/02/skos/core#")} <= vocabularies
    forms = {str(d).rpartition("/")[2] for d in described.objects(DATASET, DCAT.distribution)}
    assert forms == set(FORMATS) - {"dcat"}
    for form in described.objects(DATASET, DCAT.distribution):
        assert str(described.value(form, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")


def test_another_city_is_described_by_its_own_numbers(small_city, tmp_path):
    graph = Graph().parse(small_city.export(tmp_path / "about.ttl", "dcat"), format="turtle")
    assert graph.value(DATASET, DCTERMS.source) == URIRef("https://w3id.org/dgkg/source/binjiang-2024")
    (part,) = graph.objects(DATASET, VOID.subset)
    # 3 facts and 8 of a figure, 1 and 8 and 10 of two figures, 6 of a wish: counted by hand in conftest.
    assert number(graph, part, VOID.triples) == 11 + 19 + 6
