"""rdflib over the same store, and a copy to do with as one likes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from dgkg.errors import UsageError
from dgkg.namespaces import DGO, ID, SKOS, SOURCE

# rdflib 7.6 warns of names of its own that it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")
PASSAGE = SOURCE["binjiang-2024/1.1-p1-s2"]
FACT = (ID["jia-electronics"], DGO.locatedIn, ID["jiangwan-park"])
WITH_SENTENCE = "SELECT ?firm ?sentence WHERE { GRAPH ?sentence { ?firm dgo:locatedIn id:jiangwan-park } }"


@pytest.fixture(params=[False, True], ids=["over the store", "copy"])
def dataset(request, small_city):
    return small_city.to_rdflib(copy=request.param)


def test_it_is_a_dataset_with_all_statements_in_their_graphs(small_city, dataset):
    assert isinstance(dataset, Dataset)
    assert len(list(dataset.quads())) == len(small_city.store)
    named = {str(graph.identifier) for graph in dataset.graphs() if "binjiang" in str(graph.identifier)}
    assert named == {str(graph.sentence) for graph in small_city.passages}
    stated = next(g for g in small_city.passages if g.sentence == PASSAGE)
    assert len(dataset.graph(PASSAGE)) == sum(len(v) for node in stated.nodes.values() for v in node.values())


def test_triples_are_found_by_pattern_as_rdflib_does(dataset):
    assert FACT in dataset.graph(PASSAGE)
    assert dataset.value(ID["jia-electronics"], SKOS.altLabel) == Literal("甲", lang="zh")
    assert set(dataset.subjects(DGO.locatedIn, ID.binjiang)) == {ID["jia-electronics"], ID["yi-software"]}


def test_sparql_answers_with_the_sentence_and_knows_the_prefixes(dataset):
    assert [tuple(row) for row in dataset.query(WITH_SENTENCE)] == [(ID["jia-electronics"], PASSAGE)]


def test_the_default_graph_is_the_union_as_in_our_own_queries(small_city, dataset):
    query = "SELECT DISTINCT ?a ?b WHERE { ?a dgo:locatedIn ?b } ORDER BY ?a ?b"
    ours = small_city.sparql(f"PREFIX dgo: <{DGO}> {query}")
    assert [tuple(row) for row in dataset.query(query)] == ours.table.rows
    assert len(ours) == 3


def test_both_count_the_shipped_graph_alike(kg):
    view, copy = kg.to_rdflib(), kg.to_rdflib(copy=True)
    assert len(view) == len(copy) > 15000
    for query in (
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?sentence { ?s ?p ?o } }",
        "SELECT (COUNT(DISTINCT ?sentence) AS ?n) WHERE { GRAPH ?sentence { ?firm dgo:locatedIn ?place } }",
        "SELECT (COUNT(DISTINCT ?firm) AS ?n) WHERE { ?firm a dgo:Company ; dgo:activeIn/skos:broader* ?industry }",
    ):
        counts = [int(next(iter(found.query(query)))[0]) for found in (view, copy)]
        assert counts[0] == counts[1] > 0


CHANGES = {
    "add": lambda d: d.add((*FACT, PASSAGE)),
    "add to a graph": lambda d: d.graph(PASSAGE).add(FACT),
    "addN": lambda d: d.addN([(*FACT, d.graph(PASSAGE))]),
    "set": lambda d: d.graph(PASSAGE).set(FACT),
    "remove": lambda d: d.remove((None, None, None, None)),
    "remove from a graph": lambda d: d.graph(PASSAGE).remove(FACT),
    "remove a graph": lambda d: d.remove_graph(PASSAGE),
    "update": lambda d: d.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }"),
    "parse": lambda d: d.parse(data="<a:a> <a:b> <a:c> .", format="turtle"),
    "destroy": lambda d: d.destroy(""),
    "add a graph": lambda d: d.graph().add(FACT),
}


@pytest.mark.parametrize("change", CHANGES)
def test_writing_over_the_store_is_refused_and_says_what_to_do(small_city, change):
    before = len(small_city.store)
    with pytest.raises(UsageError) as caught:
        CHANGES[change](small_city.to_rdflib())
    assert "只读" in caught.value.zh
    assert "copy=True" in caught.value.en
    assert len(small_city.store) == before


def test_asking_for_a_graph_that_is_not_there_changes_nothing(small_city):
    view = small_city.to_rdflib()
    before = len(list(view.graphs()))
    assert len(view.graph(URIRef("https://a.example/nothing"))) == 0
    assert len(list(view.graphs())) == before


def test_the_copy_may_be_changed_and_the_graph_stays(small_city):
    copy = small_city.to_rdflib(copy=True)
    copy.graph(PASSAGE).remove(FACT)
    assert len(list(copy.query(WITH_SENTENCE))) == 0
    assert len(list(small_city.to_rdflib().query(WITH_SENTENCE))) == 1
    copy.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert small_city["甲电子"].facts()


def test_closing_the_view_leaves_the_graph_open(small_city):
    small_city.to_rdflib().close()
    assert small_city["甲电子"].facts()


def test_the_copy_keeps_the_spelling_that_the_store_has(small_city):
    store = small_city.store
    values = {str(row[0]) for row in store.query(f"SELECT ?v {{ ?f <{DGO.value}> ?v }}").rows}
    assert {str(v) for v in small_city.to_rdflib(copy=True).objects(None, DGO.value)} == values


def test_rdflib_serializes_what_it_sees(small_city):
    text = small_city.to_rdflib().graph(PASSAGE).serialize(format="turtle")
    assert FACT in Graph().parse(data=text, format="turtle")
    assert "id:jia-electronics" in text


def test_oxrdflib_is_loaded_only_when_it_is_asked_for():
    program = "import sys, dgkg; kg = dgkg.load(); kg['松山湖']; assert 'oxrdflib' not in sys.modules; kg.to_rdflib(); assert 'oxrdflib' in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
