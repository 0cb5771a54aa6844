"""Cluster cards put a thing where a sentence puts it, and give a place no number but its own."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

import dgkg
from dgkg.diagram.residents import Survey, rooms
from dgkg.diagram.scene import Shape
from dgkg.errors import NotFoundError, NothingToldError, UsageError
from dgkg.namespaces import ID
from tests.conftest import write_small_city
from tests.drawings import SVG, bare, boxes, city, parts, texts, title_of
from tests.pictures import cited_in, loose_links, said


def cards(graph, lang="zh", **places):
    return graph.diagram("cluster-cards", lang, **places)


@pytest.fixture(scope="module")
def survey(kg):
    return Survey(kg.passages, kg.words, [ID.dongguan])


def card(survey, place):
    return survey.card(ID[place])


def row(survey, place, category, title=None):
    found = [r for r in card(survey, place).rows if r.category == category]
    return next(r for r in found if title is None or title in {str(t).rpartition("/")[2] for t in r.titles})


def named(found):
    return {str(resident.thing).rpartition("/")[2] for resident in found.residents}


def test_a_firm_stands_in_the_card_of_the_place_that_a_sentence_gives(survey):
    leaders = row(survey, "binhai-bay", "firm", "leader")
    assert named(leaders) == {"oppo", "vivo"}
    assert {s.rpartition("/")[2] for r in leaders.residents for s in r.sentences} == {"2.1.4-p2-s6"}


def test_a_core_firm_of_an_ecosystem_stands_with_it_and_is_not_said_to_be_located_in_the_place(survey):
    core = row(survey, "songshan-lake", "firm", "coreFirm")
    assert named(core) == {"huawei"}
    assert core.by == ID["songshan-lake-software-ecosystem"]
    near, _ = survey.placed()
    assert ID.huawei not in near


def test_what_is_only_planned_stands_in_rows_of_its_own_by_status(survey):
    plans = [r for r in card(survey, "songshan-lake").rows if r.category == "plan"]
    assert [
        ([str(t).rpartition("/")[2] for t in r.titles], named(r), {x.line for x in r.residents}) for r in plans
    ] == [
        (["filed"], {"dongguan-ai-model-centre"}, {"dashed"}),
        (["proposed"], {"dongguan-computing-valley"}, {"dotted"}),
    ]
    told = {x.thing for r in card(survey, "songshan-lake").rows if r.category != "plan" for x in r.residents}
    assert not told & {x.thing for r in plans for x in r.residents}


def test_the_figures_of_a_card_are_those_of_its_place_and_the_city_has_no_card(survey):
    places = survey.places()
    assert ID.dongguan not in places
    assert ID.beijing not in places
    for place in places:
        for q in survey.card(place).figures:
            assert place in q.whose
            assert q.is_observed
    assert [q.figure.text for q in card(survey, "songshan-lake").figures] == ["846家", "332.3亿元", "43家", "88.3%"]


def test_a_place_comes_before_the_one_within_it_and_one_without_anything_of_its_own_has_no_card(survey):
    places = survey.places()
    assert places.index(ID["nancheng-industry-belt"]) == places.index(ID.nancheng) + 1
    assert ID.fenggang not in places
    assert ID["fenggang-ai-town"] in places


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("places", [{}, {"place": "松山湖,南城"}, {"place": "东莞"}, {"place": "XbotPark"}], ids=str)
def test_every_number_and_every_thing_leads_to_its_sentence(kg, lang, places):
    picture = cards(kg, lang, **places)
    root = parts(picture)
    assert not loose_links(root)
    assert cited_in(root) == {c.passage.id for c in picture.citations}
    assert len(picture.table) == len(picture.table.sentences)
    silent = {"zh": "报告未给出", "en": "not in the report"}[lang]
    for cells, sentences in zip(picture.table.cells, picture.table.sentences, strict=True):
        assert bool(sentences) != (silent in cells)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["846家", "332.3亿元", "营业收入（规上）", "超百亿元", "近百亿元", "约20.68亿*", "报告未给出", "尚未实现"]),
        ("en", ["846", "CNY 33.23 bn", "over CNY 10 bn", "nearly CNY 10 bn", "about CNY 2.068 bn*",
                "not in the report", "not yet real"]),
    ],
)  # fmt: skip
def test_a_bound_keeps_its_bound_a_scope_its_scope_and_a_doubt_its_mark(kg, lang, words):
    told = said(parts(cards(kg, lang)))
    assert [word for word in words if bare(word) not in told] == []


def test_the_title_of_two_places_is_a_figure_that_both_have_in_one_field_scope_and_period(kg):
    title = cards(kg, "zh", place="松山湖,南城").title
    assert (
        title
        == "营业收入（互联网和相关服务业、软件和信息技术服务业，规上，2023年）：松山湖 332.3亿元，南城街道 52.7亿元"
    )
    assert "亿元" not in cards(kg, "zh", place="松山湖,滨海湾新区").title


def test_a_firm_more_moves_only_its_own_card(tmp_path):
    place = 'id:hudong-park a dgo:IndustrialPark ; skos:prefLabel "湖东园"@zh , "Hudong Park"@en .'
    there = "id:yi-software dgo:locatedIn id:hudong-park ."
    firm = ("firm-a", "丙科技", "dgo:locatedIn id:jiangwan-park")

    def drawn(graph):
        return {(i.name, i.x, i.y) for i in cards(graph).scene.items if i.part == "body" and hasattr(i, "x")}

    before, after = drawn(city(tmp_path, [], place, there)), drawn(city(tmp_path, [firm], place, there))
    assert any(name == "丙科技" for name, _, _ in after)
    top = min(y for name, x, y in before if name == "江湾园" and x < 60)
    moved = {(name, x, y) for name, x, y in before - after if not name.startswith("[")}
    assert all(x < 560 and y > top for _, x, y in moved)
    assert {name for name, _, _ in before} >= {"滨江", "湖东园"}


def test_one_row_more_in_a_card_moves_the_cards_below_it_straight_down_and_no_other(tmp_path):
    """Within a row a firm more moves nothing; where the row is full, there is no other place for what stands below."""
    parks = ["hudong", "beishan", "xihe", "nanling"]
    registry = "".join(
        f'id:{p} a dgo:IndustrialPark ; skos:prefLabel "{p}"@zh , "{p}"@en .\n' for p in [*parks, "growing"]
    )
    there = "".join(f"id:yi-software dgo:locatedIn id:{p} .\n" for p in [*parks, "growing"])

    def places(number):
        grown = [(f"firm-{n:02}", f"甲公司之{n:02}", "dgo:locatedIn id:growing") for n in range(number)]
        found = cards(city(tmp_path, grown, registry, there)).scene.items
        return {(i.name, i.x): i.y for i in found if i.part == "body" and isinstance(i, Shape) and i.name in parks}

    drawn = [places(number) for number in range(1, 9)]
    steps = set()
    for before, after in pairwise(drawn):
        assert before.keys() == after.keys()
        moved = {key: after[key] - y for key, y in before.items() if after[key] != y}
        assert len({x for _, x in moved}) <= 1
        steps |= set(moved.values())
    assert len(drawn[0]) == len(parks)
    assert len(steps) == 1
    assert steps.pop() > 0


def test_a_long_row_folds_and_leads_to_the_table(tmp_path):
    firms = [(f"firm-{n:02}", f"企业{n:02}", "dgo:locatedIn id:jiangwan-park") for n in range(30)]
    picture = cards(city(tmp_path, firms), place="jiangwan-park")
    root = parts(picture)
    fold = next(a for a in boxes(root, "firm") if texts(a)[0].startswith("另有"))
    shown = len(boxes(root, "firm")) - 1
    assert texts(fold) == [f"另有 {31 - shown} 个"]
    assert f'<details id="{fold.get("href")[1:]}">' in picture.html
    assert all(f"企业{n:02}" in picture.html for n in range(30))
    assert len(title_of(fold).splitlines()) == 31 - shown


def test_all_cards_together_show_at_most_forty_things(tmp_path):
    parks = [f"p{n}" for n in range(30)]
    registry = "".join(f'id:{p} a dgo:IndustrialPark ; skos:prefLabel "园{p}"@zh , "{p}"@en .\n' for p in parks)
    firms = [(f"f{n}", f"企业{n}", f"dgo:locatedIn id:{parks[n % len(parks)]}") for n in range(90)]
    graph = city(tmp_path, firms, registry)
    found = Survey(graph.passages, graph.words, ())
    assert rooms([found.card(place) for place in found.places()], 40) == 2
    picture = cards(graph)
    assert len(boxes(parts(picture), "firm")) <= 40
    assert "个地点，见表" in said(parts(picture))
    assert all(f"企业{n}" in str(picture.table.cells) for n in range(90))


@pytest.mark.parametrize(
    ("places", "error", "zh", "en"),
    [
        ("华为", UsageError, "需要地点；「华为」是", "takes places; “华为” is of the kind"),
        ("松山胡", NotFoundError, "找不到", "No thing"),
    ],
)
def test_what_is_no_place_is_refused_in_both_languages(kg, places, error, zh, en):
    with pytest.raises(error) as caught:
        cards(kg, place=places)
    assert zh in caught.value.zh
    assert en in caught.value.en


def test_a_report_that_puts_nothing_anywhere_has_no_cards(tmp_path):
    graph = dgkg.load(
        write_small_city(
            tmp_path / "empty", statements="r:1.1-p1-s1 { id:yi-software dgo:activeIn id:software-it-services . }"
        )
    )
    with pytest.raises(NothingToldError):
        cards(graph)


def test_two_parks_with_one_name_are_told_apart(kg):
    told = said(parts(cards(kg, "zh")))
    assert "“天安数码城（凤岗）”与“东莞天安数码城”是两个地方" in told


def test_the_picture_says_where_it_comes_from_and_what_silence_means(kg):
    root = parts(cards(kg, "en"))
    told = said(root)
    assert bare("Source: Report on the Development of the Digital Economy of Dongguan") in told
    assert bare("the report does not say; that does not mean that there is none") in told
    assert root.find(f"{SVG}desc").text
    assert not re.search(r"class=|<style|foreignObject", cards(kg, "en").svg)
