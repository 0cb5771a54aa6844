"""The picture of a thing and its neighbours: grouped by relation, two sides, folded where there is no room."""

from __future__ import annotations

import re

import pytest

import dgkg
from dgkg.diagram.scene import Connector, Shape
from dgkg.diagram.spokes import IN, OUT, room_in_each, spokes_around
from tests.conftest import SMALL_STATEMENTS, write_small_city

LAKE, CITY = "松山湖", "东莞市"


def spokes(kg, name, lang="zh"):
    return spokes_around(kg.network(own=False), kg[name].iri, lang)


@pytest.mark.parametrize("name", [LAKE, CITY, "华为", "OPPO", "半导体及集成电路"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_relation_is_named_once_for_each_side_and_status(kg, name, lang):
    found = [(s.side, s.relation, s.line) for s in spokes(kg, name, lang)]
    assert len(found) == len(set(found))


def test_what_leads_to_a_thing_stands_left_and_what_it_leads_to_right(kg):
    found = {(s.side, s.relation): {kg.words.label(e.thing, "zh") for e in s.ends} for s in spokes(kg, "利扬芯片")}
    assert found[OUT, "链主"] == {"半导体产业链"}
    assert found[IN, "主体为"] == {"利扬芯片测试项目"}


@pytest.mark.parametrize("name", [LAKE, CITY, "华为", "信创"])
def test_there_are_at_most_forty_things_and_sixty_lines(kg, name):
    scene = kg.diagram("ego", focus=name).scene
    body = [item for item in scene.items if item.part == "body"]
    assert len([item for item in body if isinstance(item, Shape)]) <= 40
    assert len([item for item in body if isinstance(item, Connector)]) <= 60


def test_every_line_and_box_leads_to_its_sentence(kg):
    scene = kg.diagram("ego", focus=LAKE).scene
    body = [item for item in scene.items if item.part == "body" and isinstance(item, (Shape, Connector))]
    focus = next(item for item in body if item.name == LAKE)
    assert all(item.link.passages for item in body if item is not focus)


def test_nothing_is_drawn_outside_and_no_two_boxes_touch(kg):
    for name in (LAKE, CITY, "华为", "vivo", "半导体及集成电路", "数字贷"):
        for lang in ("zh", "en"):
            scene = kg.diagram("ego", lang, focus=name).scene
            boxes = [item.box for item in scene.items if isinstance(item, Shape) and item.part == "body"]
            assert all(x >= 0 and y >= 0 and x + w <= scene.width and y + h <= scene.height for x, y, w, h in boxes)
            for n, (x, y, w, h) in enumerate(boxes):
                for left, top, wide, high in boxes[n + 1 :]:
                    assert x + w <= left or left + wide <= x or y + h <= top or top + high <= y, (name, lang)


def test_the_table_has_what_the_picture_folds(kg):
    picture = kg.diagram("ego", focus=CITY)
    told = sum(len(spoke.ends) for spoke in spokes(kg, CITY))
    assert len(picture.table) == told > 200
    assert re.search(r"另有 \d+ 项", picture.svg)


def test_what_is_planned_has_a_line_and_a_box_of_its_own(kg):
    scene = kg.diagram("ego", focus=LAKE).scene
    planned = [item for item in scene.items if isinstance(item, Shape) and "算力谷" in item.name]
    assert [item.line for item in planned] == ["dotted"]


def test_what_nothing_is_joined_to_says_so(kg):
    picture = kg.diagram("ego", focus="obs-songshan-lake-software-revenue-2023")
    assert picture.title.endswith("没有可画的直接关系")
    assert len(picture.table) == 0


def test_as_a_page_it_is_the_canvas_to_walk_about_in(kg):
    assert "graphNetwork" in kg.diagram("ego", focus=LAKE).html
    assert set(kg.diagram("ego", focus=LAKE).forms) >= {".svg", ".png", ".pptx", ".html"}


def test_one_firm_more_moves_only_its_own_group(tmp_path):
    def drawn(number):
        registry = "".join(
            f'id:firm-{n} a dgo:Company ; skos:prefLabel "企业{n}"@zh , "Firm {n}"@en .\n' for n in range(number)
        )
        told = "".join(f"r:1.1-p1-s2 {{ id:firm-{n} dgo:locatedIn id:jiangwan-park . }}\n" for n in range(number))
        folder = write_small_city(tmp_path / str(number), registry, SMALL_STATEMENTS + told)
        kg = dgkg.load(folder)
        return room_in_each(spokes(kg, "江湾园")), {
            item.name: item.box
            for item in kg.diagram("ego", focus="江湾园").scene.items
            if item.part == "body" and isinstance(item, Shape) and not item.name.startswith(("企业", "甲电子"))
        }

    fewer, more = drawn(1), drawn(2)
    assert fewer == more
    assert len(fewer[1]) > 1


def test_what_a_plan_is_for_is_told_whole_in_english_too(kg):
    scene = kg.diagram("ego", "en", focus="松山湖").scene
    boxes = [" ".join(item.lines) for item in scene.items if isinstance(item, Shape)]
    assert "Plan the building of a Dongguan Computing Valley with Binhaiwan and Songshan Lake as its core" in boxes
