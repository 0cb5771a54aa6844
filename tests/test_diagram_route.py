"""A route is drawn hop by hop, each as stated, and no more is claimed of its ends than the hops say."""

from __future__ import annotations

import pytest

from dgkg.diagram.scene import Connector
from dgkg.errors import NotFoundError, UsageError
from tests.drawings import bare, city, parts
from tests.pictures import cited_in, loose_links, said


def route(graph, start, end, lang="zh"):
    return graph.diagram("path", lang, **{"from": start, "to": end})


def arrows(picture):
    return [i for i in picture.scene.items if isinstance(i, Connector) and i.part == "body"]


PAIRS = [("OPPO", "人工智能"), ("华为", "松山湖"), ("vivo", "深圳"), ("利扬芯片", "半导体及集成电路")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ends", PAIRS, ids=str)
def test_every_hop_is_drawn_once_in_the_stated_direction_and_leads_to_its_sentence(kg, lang, ends):
    picture = route(kg, *ends, lang)
    root = parts(picture)
    assert not loose_links(root)
    assert cited_in(root) == {c.passage.id for c in picture.citations}
    assert arrows(picture)
    for arrow in arrows(picture):
        assert arrow.link is not None
        assert arrow.link.passages
        # Glued to the boxes of subject and object, and pointing from the one to the other.
        assert (arrow.y1 < arrow.y2) == (arrow.start.y < arrow.end.y)


def test_an_arrow_points_as_the_report_states_it_whichever_way_the_route_walks(kg):
    picture = route(kg, "OPPO", "人工智能")
    told = {arrow.name: (arrow.start.name, arrow.end.name) for arrow in arrows(picture)}
    assert told["滨海湾新区人工智能创新产业集群 —位于→ 滨海湾新区"] == ("滨海湾新区人工智能创新产业集群", "滨海湾新区")
    assert any(name.startswith("OPPO —位于→ 滨海湾新区") for name in told)


def test_two_relations_of_one_hop_share_an_arrow_and_are_both_named(kg):
    told = said(parts(route(kg, "OPPO", "人工智能")))
    assert "位于" in told
    assert "龙头" in told


def test_a_route_over_a_plan_is_dotted_or_dashed_and_said_to_be_no_fact(kg):
    picture = route(kg, "华为", "松山湖")
    told = said(parts(picture))
    assert bare("经由计划，不是事实") in told
    filed = [a for a in arrows(picture) if "拟落地于" in a.name]
    assert filed
    assert {a.line for a in filed} == {"dashed"}
    assert {a.line for a in arrows(picture) if "核心企业" in a.name} == {"solid"}


@pytest.mark.parametrize(
    ("ends", "zh", "en"),
    [
        (("华为", "松山湖"), "经松山湖软件产业生态（2 步）", "by way of Songshan Lake Software Ecosystem (2 hops)"),
        (("vivo", "滨海湾新区"), "报告直接相连（1 步）", "directly (1 hop)"),
        (("vivo", "深圳"), "3 步以内没有路线，最短的要 8 步", "no route within 3 hops; the shortest takes 8"),
    ],
)
def test_the_title_says_how_the_report_comes_from_the_one_to_the_other(kg, ends, zh, en):
    assert route(kg, *ends).title.endswith(zh)
    assert route(kg, *ends, "en").title.endswith(en)


def test_the_picture_says_what_a_route_does_not_mean_and_through_what_none_goes(kg):
    told = said(parts(route(kg, "华为", "松山湖", "en")))
    assert bare("have no more to do with each other than its hops say") in told
    assert bare("neither a probability nor a strength") in told
    assert bare("None goes through what is linked with everything: Dongguan") in told


def test_two_things_that_nothing_joins_are_said_to_be_so(tmp_path):
    named = 'id:far-firm a dgo:Company ; skos:prefLabel "远方"@zh , "Faraway"@en .\n'
    named += 'id:far-park a dgo:IndustrialPark ; skos:prefLabel "远园"@zh , "Farpark"@en .\n'
    graph = city(tmp_path, [], named, "id:far-firm dgo:locatedIn id:far-park .")
    for lang, told in (("zh", "报告未给出"), ("en", "no route in the report")):
        picture = route(graph, "乙软件", "远方", lang)
        assert told in picture.title
        assert len(picture.table) == 1
        assert not arrows(picture)


def test_routes_beyond_the_room_are_in_the_table(kg):
    picture = route(kg, "利扬芯片", "半导体及集成电路")
    routes = {row[0] for row in picture.table.cells}
    drawn = [i for i in picture.scene.items if hasattr(i, "look") and i.part == "body"]
    assert len(drawn) <= 40
    assert len(arrows(picture)) <= 60
    assert f"另有{len(routes) - 4}条路线，见表" in said(parts(picture))


@pytest.mark.parametrize(
    ("ends", "error"), [(("华为", "华为"), UsageError), (("华为", "没有这个"), NotFoundError)], ids=str
)
def test_a_route_needs_two_things_that_there_are(kg, ends, error):
    with pytest.raises(error):
        route(kg, *ends)
