"""What follows from the record, and that it does not contradict itself."""

from __future__ import annotations

import sys

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import OWL

import dgkg
from dgkg.errors import ConformanceError, UsageError
from dgkg.namespaces import DGO, ID, SOURCE
from dgkg.reasoning import INFERRED
from tests.conftest import SMALL_STATEMENTS, write_small_city
from tests.doors import assert_complains
from tests.doors import dgkg as door


@pytest.fixture(scope="module")
def closure(kg):
    return kg.closure()


def triples(closure):
    return {(s.subject, s.predicate, s.object) for s in closure.inferred}


# -- what follows ----------------------------------------------------------------------------------


def test_the_shipped_graph_is_consistent(closure):
    assert closure.contradictions == ()
    assert closure.is_consistent
    assert closure.stated > 15000


def test_what_follows_is_new_and_says_something(kg, closure):
    stated = set(kg.store.query("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }").rows)
    found = triples(closure)
    assert len(found) == len(closure.inferred) > 5000
    assert not found & stated
    assert not [t for t in found if t[0] == t[2]], "nothing is said of a thing and itself"
    assert not [t for t in found if (t[1], t[2]) == (RDF.type, OWL.Thing)]


def test_a_firm_is_an_organization_and_a_place_in_a_place_is_in_the_larger_one(small_city):
    found = triples(small_city.closure())
    assert (ID["jia-electronics"], RDF.type, DGO.Organization) in found
    assert (ID["jia-electronics"], URIRef("https://schema.org/location"), ID["jiangwan-park"]) in found


def test_a_plan_does_not_become_a_fact(small_city, kg, closure):
    for inferred in (triples(small_city.closure()), triples(closure)):
        facts = kg.words.ontology.fact_properties
        wishes = {ID["binjiang-computing-port"]} | {
            row.x for row in kg.sparql(f"SELECT ?x {{ ?x a <{DGO.Envisaged}> }}")
        }
        assert not [t for t in inferred if t[1] in facts and (t[0] in wishes or t[2] in wishes)]
        assert not [t for t in inferred if t[0] in wishes and t[1] == RDF.type and t[2] == DGO.Infrastructure]


def test_another_engine_finds_nothing_more_about_the_things_of_the_small_city(small_city):
    """Owlrl, an implementation of its own, is the judge; tautologies, literals and the schema are set aside."""
    graph = Graph()
    graph.addN((s, p, o, graph) for s, p, o, _ in small_city.to_rdflib(copy=True).quads() if "ontology" not in s)
    ontology = small_city.store.query(f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER STRSTARTS(STR(?s), '{DGO}') }}")
    graph.addN((s, p, o, graph) for s, p, o in ontology.rows)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    city = {ID[n] for n in ("jia-electronics", "yi-software", "binjiang", "jiangwan-park", "binjiang-computing-port")}
    theirs = {t for t in graph if t[0] in city and t[0] != t[2] and t[2] != OWL.Thing}
    ours = triples(small_city.closure()) | set(small_city.store.query("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }").rows)
    assert theirs <= ours
    assert not [t for t in theirs if isinstance(t[0], Literal)]


def test_the_reasoned_graph_answers_and_tells_what_is_inferred(small_city):
    wider = small_city.reasoned()
    query = f"SELECT ?sentence {{ GRAPH ?sentence {{ <{ID['jia-electronics']}> a <{DGO.Organization}> }} }}"
    assert len(small_city.sparql(query)) == 0
    assert [row.sentence for row in wider.sparql(query)] == [INFERRED]
    stated = f"SELECT ?sentence {{ GRAPH ?sentence {{ <{ID['jia-electronics']}> <{DGO.locatedIn}> ?park }} }} ORDER BY ?sentence"
    assert [row.sentence for row in wider.sparql(stated)] == [
        SOURCE["binjiang-2024/1.1-p1-s1"],
        SOURCE["binjiang-2024/1.1-p1-s2"],
    ]


def test_names_citations_and_passages_of_the_reasoned_graph_are_the_same(small_city):
    wider = small_city.reasoned()
    assert wider["甲电子"].text() == small_city["甲电子"].text()
    assert wider.passages == small_city.passages
    assert len(wider.store) == len(small_city.store) + len(small_city.closure().inferred)


def test_reasoning_leaves_the_graph_as_it_was(small_city):
    before = len(small_city.store)
    small_city.reasoned()
    assert len(small_city.store) == before
    assert not small_city.store.query(f"ASK {{ GRAPH <{INFERRED}> {{ ?s ?p ?o }} }}")


def test_the_closure_is_the_same_every_time(small_city):
    assert small_city.closure() == small_city.closure()


# -- contradictions --------------------------------------------------------------------------------

FIRM_IN_A_FIRM = "r:1.1-p1-s2 { id:jia-electronics dgo:locatedIn id:yi-software . }"
BROKEN = {
    # locatedIn leads to a place (its range), and no organization is a place.
    "a firm located in a firm": ("", FIRM_IN_A_FIRM, "yi-software", "cax-dw", ("地点", "组织"), ["1.1-p1-s1", "1.1-p1-s2"]),
    "a wish that is a firm": ("id:binjiang-computing-port a dgo:Company .", "", "binjiang-computing-port", "cax-dw", ("组织",), ["1.2-p1-s1"]),
    "a target that is observed": ("", "r:1.1-p1-s2 { id:obs-jia-output a dgo:Target . }", "obs-jia-output", "cax-dw", ("目标",), ["1.1-p1-s2"]),
    "a concept that is a scheme": ("id:a a dgo:Industry , skos:ConceptScheme .", "", "a", "cax-dw", (), []),
    "related and broader at once": (
        "id:a a dgo:Industry ; skos:related id:b ; skos:broader id:b . id:b a dgo:Industry .", "", "a", "prp-pdw", (), [],
    ),
    "the same and different": (
        "id:a <http://www.w3.org/2002/07/owl#sameAs> id:b ; <http://www.w3.org/2002/07/owl#differentFrom> id:b .", "", "a", "eq-diff1", (), [],
    ),
    "of the class of nothing": ("id:a a <http://www.w3.org/2002/07/owl#Nothing> .", "", "a", "cls-nothing2", (), []),
    "related to itself": (
        "dgo:supplies a <http://www.w3.org/2002/07/owl#IrreflexiveProperty> .",
        "r:1.1-p1-s1 { id:yi-software dgo:supplies id:yi-software . }", "yi-software", "prp-irp", ("供应",), ["1.1-p1-s1"],
    ),
    "both ways": (
        "dgo:supplies a <http://www.w3.org/2002/07/owl#AsymmetricProperty> .",
        "r:1.1-p1-s1 { id:yi-software dgo:supplies id:jia-electronics . id:jia-electronics dgo:supplies id:yi-software . }",
        "yi-software", "prp-asyp", ("甲电子",), ["1.1-p1-s1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_is_named_with_its_rule_and_its_sentences(tmp_path, case):
    registry, statements, thing, rule, words, sentences = BROKEN[case]
    city = dgkg.load(write_small_city(tmp_path / "city", registry, SMALL_STATEMENTS + statements))
    found = [c for c in city.closure().contradictions if c.thing == ID[thing] and c.rule == rule]
    assert found
    assert [s.rpartition("/")[2] for s in found[0].sentences] == sentences
    told = [c.text(city.words, "zh") for c in found]
    assert any(f"id:{thing}" in line and all(word in line for word in words) for line in told)
    assert all(rule in c.text(city.words, "en") for c in found)


def test_a_contradiction_reads_as_a_sentence(tmp_path):
    city = dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + FIRM_IN_A_FIRM))
    (found,) = city.closure().contradictions
    assert found.text(city.words, "en") == (
        "✗ id:yi-software (Yi Software): cannot be both organization and place [cax-dw], see 1.1-p1-s1, 1.1-p1-s2"
    )
    assert found.text(city.words, "zh") == (
        "✗ id:yi-software（乙软件）：不能既是组织机构又是地点［cax-dw］，出处：1.1-p1-s1, 1.1-p1-s2"
    )


def test_from_a_contradiction_nothing_is_concluded(tmp_path):
    city = dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + FIRM_IN_A_FIRM))
    with pytest.raises(ConformanceError) as caught:
        city.reasoned()
    assert any("id:yi-software" in finding for finding in caught.value.findings)
    assert "自相矛盾" in caught.value.zh


def test_without_the_engine_the_extra_is_named(small_city, monkeypatch):
    monkeypatch.setitem(sys.modules, "reasonable", None)
    with pytest.raises(UsageError) as caught:
        small_city.closure()
    assert "dgkg[reasoning]" in caught.value.zh
    assert "dgkg[reasoning]" in caught.value.en


# -- the command -----------------------------------------------------------------------------------


def test_the_command_says_how_much_follows_and_writes_it(tmp_path):
    folder = write_small_city(tmp_path / "city")
    said = door("reason", "-o", tmp_path / "inferred.nq", graph=folder)
    closure = dgkg.load(folder).closure()
    assert (said.exit_code, said.stdout) == (0, "")
    assert f"{len(closure.inferred):,} more follow, 0 contradictions" in said.stderr
    lines = (tmp_path / "inferred.nq").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(closure.inferred)
    assert all(line.endswith(f"<{INFERRED}> .") for line in lines)


def test_the_command_names_contradictions_and_fails(tmp_path):
    folder = write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + FIRM_IN_A_FIRM)
    said = door("reason", graph=folder, lang="zh")
    assert said.exit_code == 3
    assert "id:yi-software（乙软件）：不能既是组织机构又是地点" in said.stdout
    assert "矛盾 1 处" in said.stderr
    assert_complains(door("reason", "-o", tmp_path / "x.ttl", graph=folder), 2, "写作 .nq", "written as .nq")
