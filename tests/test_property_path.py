"""What is not stored and still answered: the other direction, and the whole chain."""

from __future__ import annotations

import pytest
from rdflib.namespace import SKOS

import dgkg
from dgkg.errors import NotFoundError, UsageError
from dgkg.namespaces import DGO, ID, SOURCE
from dgkg.property_path import path_of
from tests.conftest import SMALL_STATEMENTS, write_small_city

# 甲 › 乙 › 丙, a tree of industries; a street in a town in the city; two names that are easily mixed up.
TREE = """
id:food a dgo:Industry ; skos:prefLabel "吃食"@zh , "food"@en .
id:drinks a dgo:Industry ; skos:prefLabel "饮料"@zh , "drinks"@en ; skos:broader id:food .
id:tea a dgo:Industry ; skos:prefLabel "茶饮"@zh , "tea"@en ; skos:broader id:drinks .
id:town a dgo:AdministrativeDivision ; skos:prefLabel "河口镇"@zh , "Hekou"@en ; dgo:notToBeConfusedWith id:street .
id:street a dgo:AdministrativeDivision ; skos:prefLabel "河口街"@zh , "Hekou Street"@en .
"""
PLACES = """
r:1.1-p1-s1 { id:town dgo:partOfPlace id:binjiang . }
r:1.1-p1-s2 { id:street dgo:partOfPlace id:town . }
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return dgkg.load(write_small_city(tmp_path_factory.mktemp("tree") / "city", TREE, SMALL_STATEMENTS + PLACES))


def things(solutions):
    return sorted({row.thing.rpartition("/")[2] for row in solutions})


@pytest.mark.parametrize(
    ("name", "relation", "inverse", "found"),
    [
        ("茶饮", "skos:broader", False, ["drinks"]),
        ("茶饮", "skos:broaderTransitive", False, ["drinks", "food"]),
        ("吃食", "skos:narrower", False, ["drinks"]),
        ("吃食", "skos:narrowerTransitive", False, ["drinks", "tea"]),
        ("吃食", "skos:broaderTransitive", True, ["drinks", "tea"]),
        ("茶饮", "skos:narrowerTransitive", True, ["drinks", "food"]),
        ("吃食", "skos:broader", True, ["drinks"]),
        ("茶饮", "skos:narrower", False, []),
        ("甲电子", "dgo:locatedIn", False, ["binjiang", "jiangwan-park"]),
        ("江湾园", "dgo:locatedIn", True, ["jia-electronics"]),
        ("河口街", "dgo:partOfPlace", False, ["binjiang", "town"]),
        ("滨江", "dgo:partOfPlace", True, ["street", "town"]),
        ("河口镇", "dgo:notToBeConfusedWith", False, ["street"]),
        ("河口街", "dgo:notToBeConfusedWith", False, ["town"]),
    ],
)
def test_a_relation_answers_in_both_directions_and_along_the_chain(city, name, relation, inverse, found):
    assert things(city.related(name, relation, inverse=inverse)) == found


def test_nothing_of_it_is_stored(city):
    for relation in (SKOS.narrower, SKOS.broaderTransitive, SKOS.narrowerTransitive):
        assert not city.store.query(f"ASK {{ ?a <{relation}> ?b }}")
    assert not city.store.query(f"ASK {{ <{ID.street}> <{DGO.partOfPlace}> <{ID.binjiang}> }}")


def test_every_step_has_its_sentence(city):
    rows = [(row.near, row.thing, row.sentence) for row in city.related("河口街", "dgo:partOfPlace")]
    assert rows == [
        (ID.town, ID.binjiang, SOURCE["binjiang-2024/1.1-p1-s1"]),
        (ID.street, ID.town, SOURCE["binjiang-2024/1.1-p1-s2"]),
    ]
    assert city.related("河口街", "dgo:partOfPlace").headings("en") == ["by way of", "thing", "citation"]


def test_a_circle_ends(tmp_path):
    circle = TREE + "id:food skos:broader id:tea ."
    city = dgkg.load(write_small_city(tmp_path / "city", circle))
    assert things(city.related("茶饮", "skos:broaderTransitive")) == ["drinks", "food"]


def test_an_inverse_that_the_ontology_declares_is_followed(tmp_path):
    folder = write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS)
    ontology = folder / "ontology" / "dgkg.ttl"
    hosts = "\ndgo:hosts a owl:ObjectProperty ; owl:inverseOf dgo:locatedIn .\n"
    ontology.write_text(ontology.read_text(encoding="utf-8") + hosts, encoding="utf-8")
    assert things(dgkg.load(folder).related("江湾园", "dgo:hosts")) == ["jia-electronics"]


def test_the_closure_agrees_with_the_paths(kg):
    wider = kg.reasoned()
    for name, relation in (
        ("集成电路", "skos:broaderTransitive"),
        ("半导体及集成电路", "skos:narrowerTransitive"),
        ("广东", "dgo:partOfPlace"),
    ):
        inverse = relation == "dgo:partOfPlace"
        start, path = kg[name].iri, f"<{SKOS}{relation[5:]}>" if relation.startswith("skos") else f"<{DGO.partOfPlace}>"
        pattern = f"?x {path} <{start}>" if inverse else f"<{start}> {path} ?x"
        closed = {row.x for row in wider.sparql(f"SELECT DISTINCT ?x {{ {pattern} }}")}
        assert closed == {row.thing for row in kg.related(name, relation, inverse=inverse)}
        assert closed


def test_the_path_is_plain_sparql(kg):
    assert str(path_of(kg.store, SKOS.broaderTransitive)) == f"(<{SKOS.broader}>)+"
    assert str(path_of(kg.store, DGO.locatedIn, inverse=True)) == f"^(<{DGO.locatedIn}>)"


@pytest.mark.parametrize(("relation", "word"), [("dgo:nonsense", "dgo:nonsense"), ("位于", "位于")])
def test_an_unknown_relation_is_named(small_city, relation, word):
    with pytest.raises(UsageError) as caught:
        small_city.related("甲电子", relation)
    assert word in caught.value.zh
    assert "dgo:locatedIn" in caught.value.en


def test_an_unknown_thing_is_named(small_city):
    with pytest.raises(NotFoundError):
        small_city.related("丙集团", "dgo:locatedIn")
