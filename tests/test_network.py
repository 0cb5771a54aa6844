"""The graph as a network: facts are edges with sentences, plans stay nodes of their own."""

from __future__ import annotations

import pytest

import dgkg
from dgkg.namespaces import DGO, DGS
from dgkg.network import ego
from tests.conftest import SMALL_STATEMENTS, write_small_city

A_SECOND_TELLING = "r:1.1-p1-s2 { id:jia-electronics dgo:locatedIn id:binjiang . }"
ROLES = """
r:1.1-p1-s2 {
  id:membership-jia a dgo:Membership ; dgo:member id:jia-electronics ; dgo:memberOf id:jiangwan-park ; dgo:role dgs:leader .
  id:recognition-jia a dgo:Recognition ; dgo:recipient id:jia-electronics ; dgo:honour id:prize ; dgo:selectionStage dgs:selected .
  id:rank-jia a dgo:RankingResult ; dgo:rankedEntity id:jia-electronics ; dgo:rank 3 ; dgo:inList id:top-list ; dgo:valueText "第三" .
}
"""
PRIZE = """
id:prize a dgo:Award ; skos:prefLabel "大奖"@zh , "Grand Prize"@en .
id:top-list a dgo:RankedList ; skos:prefLabel "榜单"@zh , "Top List"@en .
"""


@pytest.fixture
def network(small_city):
    return small_city.network()


@pytest.fixture(scope="module")
def shipped(kg):
    """The network of the shipped graph."""
    return kg.network()


def between(network, source, target):
    return [data for _, to, data in network.out_edges(source, data=True) if to == target]


def test_a_thing_is_a_node_with_its_names_and_its_type(network):
    assert dict(network.nodes["jiangwan-park"]) == {
        "iri": "https://w3id.org/dgkg/id/jiangwan-park",
        "label_zh": "江湾园",
        "label_en": "Jiangwan Park",
        "type": "IndustrialPark",
        "type_zh": "产业园区",
        "type_en": "industrial park",
        "status": "",
    }


def test_a_fact_is_an_edge_with_its_words_both_ways_and_its_sentence(network):
    (edge,) = between(network, "jia-electronics", "jiangwan-park")
    assert edge["relation"] == str(DGO.locatedIn)
    assert (edge["label_zh"], edge["label_en"]) == ("位于", "is located in")
    assert edge["label_zh"] != edge["inverse_zh"]
    assert (edge["line"], edge["status"], edge["sentences"]) == ("solid", "", "1.1-p1-s2")


def test_a_fact_told_twice_is_one_edge_with_two_sentences(tmp_path):
    city = dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + A_SECOND_TELLING))
    (edge,) = between(city.network(), "jia-electronics", "binjiang")
    assert edge["sentences"] == "1.1-p1-s1,1.1-p1-s2"


def test_figures_are_no_part_of_the_network(network, shipped):
    assert not [node for node in network if node.startswith("obs-")]
    assert not {"Observation", "Cap", "Target", "RankingResult", "Membership"} & {
        data["type"] for _, data in shipped.nodes(data=True)
    }


def test_a_plan_never_shortens_to_an_edge_between_things(network):
    assert between(network, "binjiang-computing-port", "jiangwan-park") == []
    assert between(network, "jiangwan-park", "binjiang-computing-port") == []
    assert network.nodes["recommendation-computing-port"]["status"] == "proposed"
    for target in ("binjiang-computing-port", "jiangwan-park"):
        (edge,) = between(network, "recommendation-computing-port", target)
        assert (edge["line"], edge["status"]) == ("dotted", "proposed")


def test_an_edge_is_no_surer_than_its_ends(tmp_path):
    # A judgement has no status of its own; the port that it is about is only proposed.
    wish = """
    r:1.2-p1-s1 { id:binjiang-computing-port dgo:realization dgs:proposed . }
    r:1.1-p1-s1 { id:claim-port a dgo:Claim ; dgo:concerns id:binjiang-computing-port , id:binjiang ;
      dgo:assertion "好"@zh , "Good"@en . }"""
    network = dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + wish)).network()
    assert [e["line"] for e in between(network, "claim-port", "binjiang-computing-port")] == ["dotted"]
    assert [e["line"] for e in between(network, "claim-port", "binjiang")] == ["solid"]


def test_a_membership_an_honour_and_a_place_on_a_list_are_one_edge_each(tmp_path):
    city = dgkg.load(write_small_city(tmp_path / "city", PRIZE, SMALL_STATEMENTS + ROLES))
    network = city.network()
    assert not {"membership-jia", "recognition-jia", "rank-jia"} & set(network)
    role = next(e for e in between(network, "jia-electronics", "jiangwan-park") if e["relation"] == str(DGO.memberOf))
    assert (role["label_zh"], role["label_en"]) == ("龙头", "leader")
    (honour,) = between(network, "jia-electronics", "prize")
    assert (honour["label_zh"], honour["label_en"]) == ("获得（入选）", "received (selected)")
    (rank,) = between(network, "jia-electronics", "top-list")
    assert (rank["label_zh"], rank["label_en"]) == ("第3名", "no. 3")


def test_two_roles_of_one_firm_are_two_edges(kg, shipped):
    edges = shipped.out_edges(kg["华贝电子"].id, data=True)
    roles = {data["label_zh"] for _, _, data in edges if data["relation"] == str(DGO.memberOf)}
    assert {"整机代工", "代表性企业"} <= roles


def test_the_neighbourhood_of_a_node_keeps_the_edges_among_neighbours(network):
    near = ego(network, "jiangwan-park")
    assert set(near) == {"jiangwan-park", "jia-electronics", "recommendation-computing-port"}
    wide = ego(network, "jiangwan-park", hops=2)
    assert {"binjiang", "binjiang-computing-port"} <= set(wide)
    assert "software-it-services" not in wide
    assert len(between(wide, "recommendation-computing-port", "binjiang-computing-port")) == 1


def test_the_neighbourhood_of_nothing_is_an_error(network):
    with pytest.raises(KeyError, match="nowhere"):
        ego(network, "nowhere")


def test_the_network_is_the_same_every_time(kg, shipped):
    first, second = shipped, kg.network()
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_every_edge_of_the_shipped_graph_leads_to_passages(kg, shipped):
    known = {passage.id for passage in kg.words.library.passages()}
    cited = [data["sentences"].split(",") for _, _, data in shipped.edges(data=True)]
    assert len(cited) > 1000
    assert all(set(names) <= known for names in cited)


def test_every_node_of_the_shipped_graph_has_a_name_in_words(shipped):
    bare = [
        n for n, d in shipped.nodes(data=True) if d["label_zh"].startswith("id:") or d["label_en"].startswith("id:")
    ]
    assert bare == []


def test_no_edge_to_what_is_not_yet_real_is_drawn_solid(shipped):
    network = shipped
    unreal = {n for n, d in network.nodes(data=True) if d["type"] in {"Envisaged", "Recommendation", "PlannedAction"}}
    assert len(unreal) > 150
    assert {d["line"] for a, b, d in network.edges(data=True) if {a, b} & unreal} <= {"dotted", "dashed"}
    assert all(network.nodes[n]["status"] for n in unreal)


@pytest.mark.parametrize(
    ("source", "target", "line", "status"),
    [
        ("OPPO全球算力", "滨海湾新区", "solid", DGS.inService),
        ("东莞市人工智能大模型中心", "华为", "dashed", DGS.filed),
        ("中镓半导体项目", "半导体及集成电路", "dashed", DGS.underway),
        ("纳设半导体项目", "半导体及集成电路", "dashed", DGS.signed),
    ],
)
def test_the_line_says_how_far_a_thing_has_come_true(kg, shipped, source, target, line, status):
    edges = between(shipped, kg[source].id, kg[target].id)
    assert edges
    assert {(e["line"], e["status"]) for e in edges} == {(line, status.rpartition("/")[2])}
