"""Routes between two things, as a reader of the report would go them."""

from __future__ import annotations

import csv
import io
import time

import networkx as nx
import pytest

import dgkg as package
from dgkg.errors import NotFoundError, UsageError
from dgkg.facts import short
from dgkg.network import degrees_in
from dgkg.path import hubs_of
from tests.conftest import write_small_city
from tests.doors import assert_complains, dgkg


def ids(route):
    return [sorted(s.rpartition("/")[2] for link in hop for s in link.sentences) for hop in route.hops]


def told(paths, lang="zh"):
    """What is stated on each hop, route by route, in words."""
    return [(row[0], row[3], row[4]) for row in paths.cells(lang)]


# -- the shipped graph ---------------------------------------------------------------------


def test_two_phone_makers_meet_in_the_sentence_that_names_both(kg):
    first = kg.path("华为", "OPPO").routes[0]
    assert first.nodes == ("huawei", "mobile-phones", "oppo")
    assert ids(first) == [["2.1.1-p2-s3"], ["2.1.1-p2-s3"]]
    assert not first.is_plan


def test_each_hop_keeps_the_direction_in_which_it_is_stated(kg):
    rows = told(kg.path("松山湖", "华为"))
    assert ("1", "松山湖 ←位于— 松山湖软件产业生态", "陈述") in rows
    assert ("1", "松山湖软件产业生态 ←核心企业— 华为", "陈述") in rows
    english = told(kg.path("华为", "松山湖"), "en")
    assert ("1", "Songshan Lake Software Ecosystem —is located in→ Songshan Lake", "stated") in english


def test_a_route_over_a_plan_says_so_and_stands_behind_the_facts(kg):
    # 6.3-p2-s3 recommends that both be supported; 2.1.1-p2-s3 states what both make.
    paths = kg.path("华为", "OPPO")
    plans = [route.is_plan for route in paths]
    assert True in plans
    assert plans == sorted(plans)
    over = [(name, status) for name, _, status in told(paths) if "经由计划" in name]
    assert over
    assert all("计划，非事实" in status for _, status in over)
    assert not any("计划" in status for name, _, status in told(paths) if "经由计划" not in name)


def test_work_under_way_is_no_plan(kg):
    # 2.1.2-p2-s2: 中镓半导体 … 等重大项目顺利建设.
    paths = kg.path("project-sino-nitride", "半导体及集成电路")
    assert (paths.routes[0].is_plan, len(paths.routes[0].hops)) == (False, 1)
    assert told(paths)[0][2] == "推进中"


def test_the_city_is_no_way_unless_asked(kg):
    # 利扬芯片 and 中图 share with many the sentence that they are in Dongguan.
    without, through = kg.path("利扬芯片", "中图"), kg.path("利扬芯片", "中图", through_hubs=True)
    assert "东莞市" in without.looked_for("zh")
    assert not any("dongguan" in route.nodes for route in without)
    assert ("leadyo", "dongguan", "sinopatt") in [route.nodes for route in through]
    assert not through.excluded


def test_hubs_are_places_concepts_and_reports_with_far_more_neighbours_than_most(kg):
    network = kg.network()
    degrees, types = degrees_in(kg.passages, kg.words)
    assert {short(iri): number for iri, number in degrees.items()} == {
        node: len(set(nx.all_neighbors(network, node)) - {node}) for node in network
    }
    assert {short(iri): cls.rpartition("#")[2] for iri, cls in types.items()} == dict(network.nodes(data="type"))
    hubs = [short(iri) for iri in hubs_of(degrees, types, kg.store, kg.words)]
    assert hubs[0] == "dongguan"
    assert "digital-economy" in hubs
    assert {
        "huawei",
        "policy-semiconductor-cluster",
        "semiconductors-and-ic",
        "dongguan-smart-mobile-terminal-cluster",
    }.isdisjoint(hubs)
    assert not any(network.nodes[hub]["type"] in {"Company", "CompanyGroup", "Recommendation"} for hub in hubs)


def test_a_hub_may_be_an_end(kg):
    paths = kg.path("东莞市", "人工智能")
    assert all(route.nodes[0] == "dongguan" for route in paths)
    assert "东莞市" not in [kg.words.label(hub, "zh") for hub in paths.excluded]


@pytest.mark.parametrize(
    ("a", "b", "hops"),
    [("华为", "OPPO", 3), ("华为", "人工智能", 4), ("利扬芯片", "松山湖", 2), ("滨海湾新区", "机器视觉", 3)],
)
def test_all_routes_of_so_many_hops_and_the_shortest_are_found(kg, a, b, hops):
    """An independent search, by networkx, finds the same routes."""
    paths = kg.path(a, b, hops=hops)
    ends = [kg[name].id for name in (a, b)]
    plain = nx.Graph(kg.network())
    plain.remove_nodes_from({hub.rpartition("/")[2] for hub in paths.excluded})
    shortest = nx.shortest_path_length(plain, *ends)
    expected = {tuple(walk) for walk in nx.all_simple_paths(plain, *ends, cutoff=max(hops, shortest))}
    assert {route.nodes for route in paths} == expected
    assert len(paths) == len(expected)


def test_every_hop_is_cited_and_ranked_by_specificity(kg):
    paths = kg.path("华为", "人工智能", hops=4)
    assert all(0 < route.specificity <= 1 for route in paths)
    assert [r.specificity for r in paths] == sorted((r.specificity for r in paths), reverse=True)
    for route in paths:
        assert len(route.hops) == len(route.nodes) - 1
        assert all(link.sentences for hop in route.hops for link in hop)
    assert all(row[-1] for row in paths.cells())


def test_a_route_is_the_same_from_either_end(kg):
    there, back = kg.path("高伟光学", "半导体及集成电路"), kg.path("半导体及集成电路", "高伟光学")
    assert {r.nodes: r.specificity for r in there} == pytest.approx({r.nodes[::-1]: r.specificity for r in back})


def test_a_route_is_found_in_less_than_three_tenths_of_a_second(kg):
    kg.path("华为", "OPPO")
    start = time.perf_counter()
    kg.path("华为", "人工智能", through_hubs=True)
    assert time.perf_counter() - start < 0.3


# -- a small city --------------------------------------------------------------------------


def test_a_direct_fact_is_as_specific_as_can_be(small_city):
    (route,) = [r for r in small_city.path("甲电子", "江湾园") if len(r.hops) == 1]
    assert route.specificity == 1


def test_hops_of_one_sentence_are_closer_than_hops_that_the_reader_joins(small_city):
    # Both firms are told to be in the city in one sentence; the park comes in with another.
    (near,) = small_city.path("乙软件", "甲电子")
    (far,) = small_city.path("乙软件", "江湾园")
    assert (near.specificity, far.specificity) == (1, 0.5)


def test_each_hop_over_a_plan_halves_the_specificity(small_city):
    (route,) = small_city.path("江湾园", "滨江算力港")
    assert route.is_plan
    assert route.specificity == 0.25


def test_the_shortest_route_is_listed_even_if_it_is_longer_than_asked(small_city):
    (route,) = small_city.path("software-it-services", "江湾园", hops=1)
    assert route.nodes == ("software-it-services", "yi-software", "binjiang", "jia-electronics", "jiangwan-park")


def test_a_small_city_has_no_hub(small_city):
    degrees, types = degrees_in(small_city.passages, small_city.words)
    assert degrees
    assert hubs_of(degrees, types, small_city.store, small_city.words) == []


# -- what goes wrong -----------------------------------------------------------------------


def test_a_thing_has_no_route_to_itself(kg):
    with pytest.raises(UsageError, match="两个不同的事物") as error:
        kg.path("华为", "huawei")
    assert "name two different things" in error.value.en


def test_an_unknown_end_is_named(kg):
    with pytest.raises(NotFoundError, match="火星"):
        kg.path("华为", "火星")


@pytest.mark.parametrize("hops", [0, -1, 6])
def test_hops_out_of_range_are_refused(kg, hops):
    with pytest.raises(UsageError, match="1 到 5"):
        kg.path("华为", "OPPO", hops=hops)


def test_no_route_leaves_with_1_and_says_what_was_looked_for():
    result = dgkg("path", "利扬芯片", "产值", lang="zh")
    assert result.exit_code == 1
    assert not result.stdout
    for said in ("利扬芯片", "产值", "3 步", "一条也没有", "未经过枢纽：东莞市"):
        assert said in result.stderr


def test_where_only_a_hub_connects_that_is_said(tmp_path):
    """Thirty firms meet in the city alone: it is a hub, and without it there is no way."""
    firms = [f"firm-{n}" for n in range(30)]
    registry = "\n".join(f'id:{f} a dgo:Company ; skos:prefLabel "企业{f}"@zh , "{f}"@en .' for f in firms)
    statements = "r:1.1-p1-s1 { " + " ".join(f"id:{f} dgo:locatedIn id:binjiang ." for f in firms) + " }"
    city = package.load(write_small_city(tmp_path / "city", registry, statements))
    paths = city.path("firm-1", "firm-2")
    assert (len(paths), paths.beyond) == (0, True)
    assert "through-hubs" in paths.looked_for("en")
    assert [r.nodes[1] for r in city.path("firm-1", "firm-2", through_hubs=True)] == ["binjiang"]


def test_the_command_shows_so_many_routes_and_says_how_many_there_are():
    result = dgkg("path", "华为", "人工智能", "--hops", 4, "--most", 2, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert {row["route"].split()[0] for row in rows} == {"1", "2"}
    assert all("[" in row["citation"] for row in rows)
    assert "The first 2 are shown" in result.stderr


def test_the_command_refuses_one_thing_twice():
    assert_complains(dgkg("path", "华为", "华为"), 2, "两个不同的事物", "two different things")
