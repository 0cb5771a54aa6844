"""A thing and what is around it, as the page holds it: in blocks, folded where long, every fact cited."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import combinations

import pytest

import dgkg
from dgkg.diagram.layout import Block, arrange, fold
from dgkg.diagram.page import safe_json
from tests.conftest import SMALL_STATEMENTS, write_small_city

FOCI = ("松山湖", "华为", "东莞市", "利扬芯片")
SENTENCE = re.compile(r"^[\d.]+-[\w-]+$")


def data_of(picture):
    """The data block of a page, read as the page's own script reads it."""
    return json.loads(re.search(r'<script type="application/json" id="graph-data">(.*?)</script>', picture.html)[1])


@pytest.fixture(scope="module", params=FOCI)
def walk(kg, request):
    focus = kg[request.param].id.removeprefix("id:")
    return data_of(kg.diagram("ego", focus=request.param)), kg.network(), focus


def neighbours(network, focus):
    return (set(network.successors(focus)) | set(network.predecessors(focus))) - {focus}


def test_every_neighbour_is_drawn_or_stands_behind_a_fold(walk):
    data, network, focus = walk
    shown = {n["id"] for n in data["nodes"] if n["hops"] == 1 and "fold" not in n}
    folds = {n["id"]: n["fold"] for n in data["nodes"] if n["hops"] == 1 and "fold" in n}
    folded = [thing for rest in folds.values() for thing in rest]
    assert shown | set(folded) == neighbours(network, focus)
    assert len(shown) + len(folded) == len(neighbours(network, focus))
    assert {t["id"]: t["in"] for t in data["hidden"] if t["hops"] == 1} == {
        thing: name for name, rest in folds.items() for thing in rest
    }


def test_a_hub_stays_readable(walk):
    data, network, focus = walk
    near = [n for n in data["nodes"] if n["hops"] == 1]
    assert len(near) <= 120
    assert len(data["nodes"]) <= 240
    if len(neighbours(network, focus)) <= 30:
        assert not [n for n in near if "fold" in n]


def test_every_relation_with_a_neighbour_is_told_with_its_sentences(walk):
    data, network, focus = walk
    told = Counter()
    for fact in data["facts"]:
        assert fact["sentences"]
        assert all(SENTENCE.match(s) and data["citations"][s]["text"].endswith(f"[{s}]") for s in fact["sentences"])
        if focus in {fact["from"], fact["to"]}:
            told[fact["from"], fact["to"], ",".join(fact["sentences"])] += 1
    stated = Counter((s, t, e["sentences"]) for s, t, e in network.edges(data=True) if focus in {s, t})
    assert told == stated


def test_every_drawn_line_is_as_sure_as_all_the_facts_behind_it(walk):
    data = walk[0]
    dashes = {"solid": False, "dashed": [6, 4], "dotted": [2, 5]}
    for line in data["lines"]:
        facts = [data["facts"][n] for n in line["facts"]]
        assert all(dashes[fact["line"]] == line["vis"]["dashes"] for fact in facts)
        assert {(fact["from"], fact["to"]) for fact in facts} <= {(line["vis"]["from"], line["vis"]["to"])}
        assert facts or line["vis"]["from"].startswith("fold:") or line["vis"]["to"].startswith("fold:")


def test_nothing_stands_on_anything_else(walk):
    data = walk[0]

    def box(node):
        lines = node["vis"]["label"].split("\n")
        return node["vis"]["x"], node["vis"]["y"], 14 + 18 * len(lines)

    for one, other in combinations(data["nodes"], 2):
        (x1, y1, high1), (x2, y2, high2) = box(one), box(other)
        assert abs(x1 - x2) >= 200 or abs(y1 - y2) >= (high1 + high2) / 2


def test_what_leads_to_the_focus_stands_left_and_what_it_leads_to_right(walk):
    data, network, focus = walk
    for node in data["nodes"]:
        if node["hops"] == 1 and "fold" not in node:
            leads, comes = (network.number_of_edges(*ends) for ends in ((focus, node["id"]), (node["id"], focus)))
            assert (node["vis"]["x"] > 0) == (leads >= comes)


def test_a_relation_is_named_once_for_each_run_of_neighbours_that_it_joins(kg):
    data = data_of(kg.diagram("ego", focus="利扬芯片"))
    named = Counter(line["vis"]["label"] for line in data["lines"] if line["vis"]["label"])
    assert set(named.values()) == {1}
    crowded = data_of(kg.diagram("ego", focus="东莞市"))
    lines = [n for n in crowded["nodes"] if n["hops"] == 1]
    captions = [n["caption"] for n in lines if "caption" in n]
    assert captions
    assert len(captions) < len(lines) / 2


def test_nothing_is_walked_through_a_hub(kg):
    data, network = data_of(kg.diagram("ego", focus="利扬芯片")), kg.network()
    near = {n["id"] for n in data["nodes"] if n["hops"] == 1}
    far = {n["id"] for n in [*data["nodes"], *data["hidden"]] if n["hops"] == 2 and "fold" not in n}
    assert "dongguan" in near
    assert far == set().union(*(neighbours(network, n) for n in near - {"dongguan"})) - near - {"leadyo"}


def test_the_title_tells_how_much_is_only_planned(tmp_path):
    told = SMALL_STATEMENTS + (
        "r:1.1-p1-s1 { id:binjiang-computing-port dgo:locatedIn id:jiangwan-park ; dgo:realization dgs:proposed . }"
    )
    graph = dgkg.load(write_small_city(tmp_path / "city", statements=told))
    zh, en = (graph.diagram("ego", lang, focus="江湾园").title for lang in ("zh", "en"))
    near = len(neighbours(graph.network(), "jiangwan-park"))
    assert zh == f"江湾园：报告把它与 {near} 个事物直接相连，其中 {near - 1} 个尚在推进或只是设想"
    assert (
        en
        == f"Jiangwan Park: the report links it directly with {near} things, {near - 1} of them only under way or planned"
    )


def test_a_thing_of_which_nothing_is_said_still_has_a_page(tmp_path):
    alone = 'id:alone a dgo:Company ; skos:prefLabel "孤例公司"@zh , "Alone"@en .'
    graph = dgkg.load(write_small_city(tmp_path / "city", alone))
    picture = graph.diagram("ego", focus="孤例公司")
    assert picture.title == "孤例公司：没有可画的直接关系"
    assert [n["name"] for n in data_of(picture)["nodes"]] == ["孤例公司"]


@pytest.mark.parametrize(("count", "shown"), [(5, 5), (18, 18), (19, 17), (400, 17)])
def test_a_block_folds_when_it_is_longer_than_its_room(count, shown):
    [block] = fold({(1, "firm"): [f"f{n}" for n in range(count)]}, 72)
    assert len(block.shown) == shown
    assert len(block.shown) + len(block.rest) == count


def test_the_room_of_a_block_does_not_hang_on_what_other_blocks_hold():
    few, many = {(1, "firm"): ["f"] * 3, (-1, "plan"): ["p"] * 5}, {(1, "firm"): ["f"] * 300, (-1, "plan"): ["p"] * 5}
    assert fold(few, 72)[1] == fold(many, 72)[1]


def test_a_neighbour_more_leaves_the_columns_and_the_other_side_where_they_are():
    def places(firms):
        blocks = [Block(1, "firm", tuple(f"f{n}" for n in range(firms))), Block(-1, "plan", ("p1", "p2"))]
        return arrange(blocks, lambda _: 40.0)

    before, after = places(4), places(5)
    assert before["p1"] == after["p1"]
    assert all(before[f"f{n}"][0] == after[f"f{n}"][0] for n in range(4))


@pytest.mark.parametrize("text", ["</script>", "<!--", "a&b", "\u2028\u2029", '"\\'])
def test_data_cannot_end_its_block(text):
    told = safe_json({"label": text})
    assert not re.search("[<>&\u2028\u2029]", told)
    assert json.loads(told) == {"label": text}
