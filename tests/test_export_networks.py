"""GraphML and GEXF: networkx reads back what was sent, Gephi finds labels, types and colours."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter

import networkx as nx
import pytest

import dgkg
from tests.conftest import SMALL_STATEMENTS, write_small_city

GEXF = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
READERS = {
    "graphml": lambda path: nx.read_graphml(path, force_multigraph=True),
    "gexf": nx.read_gexf,
}


@pytest.mark.parametrize("form", READERS)
def test_networkx_reads_back_the_same_things_and_relations(kg, tmp_path, form):
    ours = kg.network()
    back = READERS[form](kg.export(tmp_path / f"out.{form}"))
    assert back.is_directed()
    assert (back.number_of_nodes(), back.number_of_edges()) == (ours.number_of_nodes(), ours.number_of_edges())
    assert ours.number_of_edges() > 1000
    assert Counter(d["type"] for _, d in back.nodes(data=True)) == Counter(d["type"] for _, d in ours.nodes(data=True))

    def told(network):
        return Counter((a, b, d["label_zh"], d["sentences"], d["status"]) for a, b, d in network.edges(data=True))

    assert told(back) == told(ours)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    ("lang", "firm", "verb"), [("zh", "甲电子", "位于"), ("en", "Jia Electronics", "is located in")]
)
def test_labels_are_in_the_language_that_is_asked_for(small_city, tmp_path, form, lang, firm, verb):
    back = READERS[form](small_city.export(tmp_path / f"out.{form}", lang=lang))
    assert back.nodes["jia-electronics"]["label"] == firm
    edges = back.get_edge_data("jia-electronics", "jiangwan-park")
    labels = {d["label"] for d in edges.values()} if back.is_multigraph() else {edges["label"]}
    assert labels == {verb}


def test_every_edge_has_an_id_of_its_own(kg, tmp_path):
    root = ET.parse(kg.export(tmp_path / "out.graphml")).getroot()
    ids = [e.get("id") for e in root.iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert len(ids) == len(set(ids)) == kg.network().number_of_edges()


def test_types_have_colours_and_lines_have_status(kg, tmp_path):
    root = ET.parse(kg.export(tmp_path / "out.gexf")).getroot()
    types = {a.get("id") for a in root.iterfind(".//g:attributes[@class='node']/g:attribute[@title='type']", GEXF)}
    colours = {}
    for node in root.iterfind(".//g:node", GEXF):
        kind = next(v.get("value") for v in node.iterfind(".//g:attvalue", GEXF) if v.get("for") in types)
        colour = node.find("viz:color", GEXF)
        colours.setdefault(kind, set()).add(tuple(colour.get(part) for part in "rgb"))
        assert float(node.find("viz:size", GEXF).get("value")) > 0
    assert all(len(found) == 1 for found in colours.values())
    told_apart = [
        colours[kind] for kind in ("Company", "Industry", "PolicyDocument", "AdministrativeDivision", "Project")
    ]
    assert len({tuple(found) for found in told_apart}) == 5
    assert colours["Company"] == colours["Bank"]
    assert colours["Envisaged"] == colours["Recommendation"] != colours["Project"]
    lines = Counter(s.get("value") for s in root.iterfind(".//g:edge/viz:shape", GEXF))
    assert set(lines) == {"solid", "dashed", "dotted"}
    assert lines == Counter(d["line"] for _, _, d in kg.network().edges(data=True))


def test_graphml_carries_the_colours_where_gephi_looks_for_them(small_city, tmp_path):
    back = READERS["graphml"](small_city.export(tmp_path / "out.graphml"))
    parts = [back.nodes["jia-electronics"][part] for part in "rgb"]
    assert all(isinstance(part, int) and 0 <= part <= 255 for part in parts)


@pytest.mark.parametrize("form", READERS)
def test_no_date_and_no_clock_is_in_the_file(small_city, tmp_path, form):
    text = small_city.export(tmp_path / f"out.{form}").read_text(encoding="utf-8")
    assert "lastmodifieddate" not in text
    assert not re.search(r"\b202[5-9]-\d\d-\d\d\b", text)


@pytest.mark.parametrize("form", READERS)
def test_a_character_that_xml_has_no_place_for_does_not_break_the_file(tmp_path, form):
    registry = 'id:odd a dgo:Company ; skos:prefLabel "甲\\u0001<乙>&\\u000b"@zh , "Odd"@en .'
    statements = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:odd dgo:locatedIn id:binjiang . }"
    city = dgkg.load(write_small_city(tmp_path / "city", registry, statements))
    assert READERS[form](city.export(tmp_path / f"out.{form}")).nodes["odd"]["label"] == "甲\ufffd<乙>&\ufffd"
