"""Names in a file beside the store: the same things are found as in memory, and nothing is read whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

import dgkg
from dgkg.errors import AmbiguousNameError, NotFoundError
from dgkg.gazetteer import Gazetteer, Name
from dgkg.name_index import MOST, IndexedGazetteer, NameIndex, write_index
from dgkg.namespaces import DGO, ID
from dgkg.store import build
from dgkg.words import Words
from tests.test_gazetteer import GAZETTEER, NAMES, TYPES


def write(path: Path, names: Iterable[Name], types: Mapping[URIRef, frozenset[URIRef]]) -> None:
    named = ((name.iri, name.text, name.lang, name.kind) for name in names)
    write_index(path, named, {iri: " ".join(sorted(classes)) for iri, classes in types.items()})


@pytest.fixture(scope="module")
def indexed(tmp_path_factory) -> IndexedGazetteer:
    path = tmp_path_factory.mktemp("names") / "names.sqlite"
    write(path, NAMES, TYPES)
    return IndexedGazetteer(NameIndex(path))


@pytest.fixture(scope="module")
def built(kg, tmp_path_factory):
    """The shipped graph from disk, with its index."""
    folder = tmp_path_factory.mktemp("store")
    build(folder, kg.record)
    graph = dgkg.load(folder)
    yield graph
    graph.close()


@pytest.mark.parametrize(
    "text",
    [
        "江湾园",
        "江",
        "湾",
        "工业",
        "jiangwanyuan",
        "jwy",
        "jiang",
        "江弯园",
        "园湾江",
        "oppo",
        "opop",
        "opo",
        "5g",
        "5G全连接工厂建没指南",
        "甲",
        "nameless",
        "",
        "*",
        '"',
        "zzzz",
    ],
)
def test_an_index_finds_what_memory_finds(indexed, text):
    assert indexed.find(text) == GAZETTEER.find(text)


@given(st.text(alphabet="江湾园工业甲银行oppBinj《》 -5G", max_size=9))
def test_an_index_finds_what_memory_finds_whatever_is_asked(indexed, text):
    assert indexed.find(text) == GAZETTEER.find(text)


def test_an_index_never_guesses_between_two_things_of_one_name(indexed):
    with pytest.raises(AmbiguousNameError):
        indexed.lookup("甲")


def test_an_index_helps_with_what_is_nearest(indexed):
    with pytest.raises(NotFoundError, match="江湾园"):
        indexed.lookup("江弯园")


def test_of_very_many_alike_the_shortest_come_first_and_no_more_than_a_person_reads(tmp_path):
    names = [Name(ID[f"firm-{n}"], f"示例企业{'长' * (n // 100)}{n:04}", "zh", "pref") for n in range(1000)]
    types = {name.iri: frozenset({DGO.Company}) for name in names}
    write(tmp_path / "names", names, types)
    index = IndexedGazetteer(NameIndex(tmp_path / "names"))
    found = index.find("例企业")
    assert found == Gazetteer(names, types).find("例企业")[:MOST]
    assert index.lookup("示例企业长长长长长长长长长0999") == ID["firm-999"]


@pytest.mark.parametrize("text", ["松山湖", "湖", "songshanhu", "华为", "hauwei", "半导体", "5G", "数字经计"])
def test_a_graph_on_disk_finds_what_it_finds_in_memory(kg, built, text):
    assert built.find(text) == kg.find(text)


def test_a_graph_on_disk_calls_and_cites_everything_as_in_memory(kg, built):
    assert dict(built.words.gazetteer.types) == dict(kg.words.gazetteer.types)
    for lang in ("zh", "en"):
        for thing in kg.words.gazetteer.types:
            assert built.words.label(thing, lang) == kg.words.label(thing, lang)
    assert built["松山湖"].text() == kg["松山湖"].text()
    assert built.passage_text("2.1.2-p1-s4") == kg.passage_text("2.1.2-p1-s4")
    assert built.words.library.passages() == kg.words.library.passages()


def test_a_question_to_a_graph_on_disk_reads_no_list_of_all_names_or_passages(built, monkeypatch):
    graph = dgkg.KnowledgeGraph(built.store)
    monkeypatch.setattr(NameIndex, "__iter__", lambda _self: pytest.fail("all things were read"))
    asked: list[str] = []
    query = type(graph.store).query
    monkeypatch.setattr(type(graph.store), "query", lambda store, text: asked.append(text) or query(store, text))
    assert graph.find("松山湖")
    assert graph["松山湖"].text()
    assert not any("?passage dgo:digest" in text for text in asked)
    assert not any("(skos:altLabel" in text for text in asked)


def test_nodes_without_a_name_are_called_the_same_when_each_is_read_for_itself(kg, built):
    nodes = [iri for graph in kg.passages for iri in graph.nodes]
    for lang in ("zh", "en"):
        assert [built.words.label(iri, lang) for iri in nodes] == [kg.words.label(iri, lang) for iri in nodes]
    texts = {str(row["text"]) for row in kg.query("figures-by-unit", unit="unit:NUM")}
    assert len(texts) > 20
    assert {t: built.words.node_labels.in_english(t) for t in texts} == {
        t: kg.words.node_labels.in_english(t) for t in texts
    }


def test_nothing_is_read_whole_to_call_one_node(built, monkeypatch):
    labels, node = Words(built.store).label, ID["obs-dongguan-5g-users-2023"]
    labels(ID["rank-dongguan-5g-base-stations-2023"], "zh")
    asked, query = [], built.store.query
    monkeypatch.setattr(built.store, "query", lambda sparql: asked.append(sparql) or query(sparql))
    assert labels(node, "zh") == "5G移动用户数：915万户"
    assert [sparql for sparql in asked if f"<{node}>" not in sparql] == []
    assert asked


def test_a_slip_in_a_name_is_found_among_very_many_that_begin_as_it_does(tmp_path):
    names = [Name(ID[f"firm-{n}"], f"示例企业 {n:07}", "zh", "pref") for n in range(8000)]
    write(tmp_path / "names", names, {name.iri: frozenset({DGO.Company}) for name in names})
    found = IndexedGazetteer(NameIndex(tmp_path / "names")).find("示列企业 0007453")
    assert found[0].iri == ID["firm-7453"]
    assert len(found) < MOST


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("text", ["江湾园", "5G全连接工厂建没指南", "江", "opop", "jwy"])
def test_an_index_of_before_finds_the_same(tmp_path, text, version):
    write(tmp_path / "names", NAMES, TYPES)
    base = sqlite3.connect(tmp_path / "names")
    base.execute(f"PRAGMA user_version = {version}")
    base.execute("DROP TABLE common")
    base.close()
    assert IndexedGazetteer(NameIndex(tmp_path / "names")).find(text) == GAZETTEER.find(text)


def test_the_things_of_a_class_are_those_of_a_gazetteer_in_memory(indexed):
    classes = {cls for types in GAZETTEER.types.values() for cls in types}
    assert all(indexed.of_class(cls) == GAZETTEER.of_class(cls) != [] for cls in classes)
