"""What a picture must not do: run what is in the data, draw what makes no sense, spoil a file."""

from __future__ import annotations

import re

import pytest
from rdflib import URIRef

from dgkg.diagram import Diagram
from dgkg.diagram.listing import Listing
from dgkg.diagram.scene import Canvas
from dgkg.diagram.svg import render_svg
from dgkg.errors import OutputError, UsageError
from tests.drawings import bare, boxes, chain, city, parts, texts

HOSTILE = ("</script><script>alert(1)</script>", '\\"><img src=x onerror=alert(1)>', "甲&乙 <b>", "a\\u0001\\u0008b")


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_name_shows_as_text(tmp_path, label):
    picture = chain(city(tmp_path, [("x", label, "dgo:activeIn id:software-it-services")]))
    root = parts(picture)
    shown = label.replace('\\"', '"').replace("\\u0001\\u0008", "\N{REPLACEMENT CHARACTER}" * 2)
    assert bare(shown) in {bare("".join(texts(link))) for link in boxes(root, "firm")}
    assert not re.search(r"<script>alert|<img|<b>", picture.svg + picture.html)
    assert "<p><b>" not in Diagram("<b>", "zh", None, lambda: Listing((), (), ()), ())._repr_html_()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "JavaScript:alert(1)",
        "vbscript:x",
        "java\nscript:alert(1)",
        "//example.org/x",
        "/\\example.org",
    ],
)
def test_an_address_that_would_run_is_no_link(address):
    canvas = Canvas(100, "x")
    for meant in ({"address": address}, {"thing": URIRef(address)}, {"passages": [URIRef(address)]}):
        with canvas.link("there", **meant):
            canvas.text(0, 0, "here")
    scene = canvas.finish(10, "t", "d")
    for lead in (None, lambda _: address, lambda _: None):
        assert "href" not in render_svg(scene, lead)


@pytest.mark.parametrize(
    ("recipe", "parameters", "zh", "en"),
    [
        ("pie", {"industry": "人工智能"}, "没有图样「pie」", "there are: policy-chain, "),
        ("policy-chain", {}, "需要一个参数：industry=", "takes one parameter: industry="),
        ("policy-chain", {"industry": "人工智能", "focus": "华为"}, "需要一个参数", "takes one parameter"),
        ("policy-chain", {"industry": "华为"}, "从产业或领域出发；「华为」是", "“华为” is of the kind “company group"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_both_languages(kg, recipe, parameters, zh, en):
    with pytest.raises(UsageError) as caught:
        kg.diagram(recipe, **parameters)
    assert zh in caught.value.zh
    assert en in caught.value.en


@pytest.mark.parametrize("address", ["../e/huawei.html", "/source/x#y", "https://example.org/a", "x.html"])
def test_who_renders_says_where_things_and_passages_have_their_pages(address):
    canvas = Canvas(100, "x")
    with canvas.link("there", passages=[URIRef("https://example.org/source/s-1")]):
        canvas.text(0, 0, "here")
    assert f' href="{address}"' in render_svg(canvas.finish(10, "t", "d"), lambda _: address)


def test_a_picture_is_saved_only_in_forms_that_it_has(small_city, tmp_path):
    with pytest.raises(UsageError, match=r"不能存为「\.docx」；可用：\.svg、\.html、\.png、\.pptx、\.csv、\.xlsx"):
        chain(small_city).save(tmp_path / "x.docx")
    with pytest.raises(UsageError, match=r"there is: \.html, \.csv, \.xlsx"):
        small_city.diagram("explore", focus="江湾园").save(tmp_path / "x.svg")
    assert not list(tmp_path.glob("x.*"))


def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(small_city, tmp_path):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="无法写入"):
        chain(small_city).save(tmp_path / "file" / "chain.svg")
    with pytest.raises(OutputError, match="无法写入"):
        chain(small_city).save(tmp_path / "nowhere" / "chain.svg")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
