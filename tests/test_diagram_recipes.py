"""What holds of every picture that is drawn, whatever the recipe: size, place, plainness, sameness."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys

import pytest

from dgkg.diagram import recipes
from dgkg.diagram.look import LOOKS
from dgkg.diagram.scene import Connector, Shape, Text
from dgkg.diagram.text import text_width
from tests.drawings import SVG, city, parts
from tests.pictures import loose_links

CASES = [
    ("policy-chain", {"industry": "半导体及集成电路"}),
    ("trace", {"focus": "利扬芯片"}),
    ("trace", {"focus": "policy-semiconductor-cluster"}),
    ("trace", {"focus": "拓斯达"}),
    ("trace", {"focus": "华为"}),
    ("ego", {"focus": "松山湖"}),
    ("ego", {"focus": "东莞市"}),
    ("cluster-cards", {}),
    ("cluster-cards", {"place": "松山湖,南城"}),
    ("cluster-cards", {"place": "东莞"}),
    ("timeline", {}),
    ("timeline", {"industry": "制造业数字化转型"}),
    ("indicator-bars", {"indicator": "营业收入"}),
    ("indicator-bars", {"indicator": "企业数"}),
    ("indicator-bars", {"indicator": "专利"}),
    ("indicator-bars", {"indicator": "增长率"}),
    ("path", {"from": "OPPO", "to": "人工智能"}),
    ("path", {"from": "华为", "to": "松山湖"}),
    ("path", {"from": "vivo", "to": "深圳"}),
]
GREYS = {"#ffffff", "#f2f2f2", "#e4e7ec", "#fafaff", "#4a4f57"}


@pytest.fixture(scope="module", params=[(c, lang) for c in CASES for lang in ("zh", "en")], ids=str)
def picture(kg, request):
    (recipe, parameters), lang = request.param
    return kg.diagram(recipe, lang, **parameters)


def test_every_recipe_that_draws_is_among_the_cases(kg):
    drawn = {name for name, recipe in recipes().items() if kg.diagram(name, **examples(recipe)).scene}
    assert drawn <= {recipe for recipe, _ in CASES}


def examples(recipe):
    if recipe.one_of:
        return {recipe.parameters[0].name: recipe.parameters[0].example}
    return {p.name: p.example for p in recipe.parameters if p.is_required}


def test_nothing_stands_outside_the_picture(picture):
    scene = picture.scene
    for item in scene.items:
        left, top, width, height = item.box
        assert left >= 0, item.name
        assert top >= 0, item.name
        assert left + width <= scene.width + 0.5, item.name
        assert top + height <= scene.height + 0.5, item.name


def test_the_words_of_a_box_fit_into_it(picture):
    for item in picture.scene.items:
        if isinstance(item, Shape):
            assert all(text_width(line, item.size) <= item.width for line in item.lines), item.name


def written(item):
    """The lines of a text, each with its left edge, its middle, its width and half its height."""
    for number, line in enumerate(item.lines):
        width = text_width(line, item.size)
        left = item.x - {"start": 0, "middle": width / 2, "end": width}[item.anchor]
        yield line, left, item.y + number * item.size * item.leading - 0.35 * item.size, width, 0.35 * item.size


def test_no_words_of_the_body_lie_on_others(picture):
    texts = [i for i in picture.scene.items if isinstance(i, Text) and i.part == "body"]
    lines = sorted((line for text in texts for line in written(text)), key=lambda line: line[2])
    for number, (one, left, middle, width, half) in enumerate(lines):
        for other, x, y, wide, high in lines[number + 1 :]:
            if y - middle > 20:
                break
            across = min(left + width, x + wide) - max(left, x)
            assert across <= 1 or y - middle >= half + high, (one, other)


def test_there_are_at_most_forty_boxes_and_sixty_lines(picture):
    things = [
        i
        for i in picture.scene.items
        if isinstance(i, Shape) and i.part == "body" and i.link is not None and (i.link.thing is not None or i.lines)
    ]
    lines = [i for i in picture.scene.items if isinstance(i, Connector) and i.part == "body"]
    assert len(things) <= 40
    assert len(lines) <= 60


def test_every_link_leads_somewhere_and_every_citation_is_in_the_foot(picture):
    root = parts(picture)
    assert not loose_links(root)
    ids = {link.get("id", "") for link in root.iter(f"{SVG}a")}
    assert all(any(found.endswith(c.passage.id) for found in ids) for c in picture.citations)


def test_a_picture_is_plain_svg_in_the_hues_of_the_legend(picture):
    assert not re.search(r"<style|class=|foreignObject|<image|<script|marker", picture.svg)
    assert {e.tag.removeprefix(SVG) for e in parts(picture).iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
        "a",
    }
    known = {colour for look in LOOKS.values() for colour in (look.tint, look.border)} | GREYS
    paints = {e.get("fill") for e in parts(picture).iter() if e.tag != f"{SVG}text"}
    assert paints - known - {None, "none"} == set()


def test_the_last_line_of_a_text_is_no_single_character(picture):
    for item in picture.scene.items:
        lines = getattr(item, "lines", ())
        if len(lines) > 1:
            assert len(lines[-1].strip()) > 1, lines
            assert not re.match(r"[，。、；：！？）》”’】]", lines[-1]), lines


def test_a_table_of_a_picture_has_a_cell_under_every_heading(picture):
    assert len(picture.table) >= 1
    assert all(len(row) == len(picture.table.headings) for row in picture.table.cells)
    assert picture.title in picture.html.replace("&amp;", "&").replace("&#34;", '"')


def test_slides_hold_all_of_it_within_their_edges_and_glue_every_line(picture):
    pptx = pytest.importorskip("pptx", reason="needs python-pptx (dgkg[pictures])")
    deck = pptx.Presentation(io.BytesIO(picture.pptx()))
    assert len(deck.slides) <= 12
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize(
    "label", ["</script><script>alert(1)</script>", '\\"><img src=x onerror=alert(1)>', "甲&乙 <b>"]
)
def test_a_hostile_name_is_text_in_every_recipe(tmp_path, label):
    told = (
        'id:plan-x dgo:issueDate "2024-01"^^xsd:gYearMonth ; dgo:realization dgs:issued . '
        "id:obs-x a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:x ; "
        'dgo:refPeriod id:period-2023 ; dgo:unit unit:CCY_CNY ; dgo:value 1 ; dgo:valueText "<b>1</b>元" .'
    )
    plan = f'id:plan-x a dgo:Plan ; skos:prefLabel "{label}"@zh , "{label}"@en .\n'
    graph = city(tmp_path, [("x", label, "dgo:locatedIn id:jiangwan-park")], plan, told)
    for recipe, values in (
        ("cluster-cards", {}),
        ("timeline", {}),
        ("indicator-bars", {"indicator": "产值"}),
        ("path", {"from": "id:x", "to": "江湾园"}),
    ):
        found = graph.diagram(recipe, **values)
        assert not re.search(r"<script>alert|<img|<b>", found.svg + found.html)
        assert parts(found) is not None


def test_the_pictures_are_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import dgkg, hashlib; from tests.test_diagram_recipes import CASES; kg = dgkg.load(); "
        "d = [kg.diagram(r, l, **v) for r, v in CASES for l in ('zh', 'en')]; "
        "print(hashlib.sha256(''.join(p.svg + p.html + p.csv() for p in d).encode()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(told) == 1
    assert hashlib.sha256().digest_size * 2 == len(told.pop().strip())
