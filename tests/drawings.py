"""How the tests read a drawing: as a tree, box by box and line by line; and a small city to draw."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import dgkg
from dgkg.diagram.look import look_of
from tests.conftest import SMALL_STATEMENTS, write_small_city

SVG = "{http://www.w3.org/2000/svg}"


def parts(picture):
    """The picture as a tree: parsing it shows that it is well-formed."""
    return ET.fromstring(picture.svg)


def texts(element):
    return [t.text or "" for t in element.iter(f"{SVG}text")]


def title_of(link):
    return link.find(f"{SVG}title").text


def boxes(root, kind):
    """The links that hold a shape of a kind, without the legend's."""
    look = look_of(kind)
    return [a for a in root.iter(f"{SVG}a") if any(e.get("fill") == look.tint for e in a)]


def lines_of(root):
    """The connecting lines (no fill), each with the link around it or ``None``."""
    around = {line: link for link in root.iter(f"{SVG}a") for line in link if line.get("fill") == "none"}
    return [(line, around.get(line)) for line in root.iter(f"{SVG}path") if line.get("fill") == "none"]


def city(tmp_path, firms=(), registry="", statements=""):
    """The small city, with firms given as (id, label, what is said of it in the first sentence)."""
    named = "".join(f'id:{i} a dgo:Company ; skos:prefLabel "{label}"@zh , "{label}"@en .\n' for i, label, _ in firms)
    said = "".join(f"id:{i} {told} .\n" for i, _, told in firms)
    told = f"{SMALL_STATEMENTS}\nr:1.1-p1-s1 {{ {said}{statements} }}"
    return dgkg.load(write_small_city(tmp_path / f"city-{len(list(tmp_path.iterdir()))}", named + registry, told))


def chain(graph, lang="zh"):
    return graph.diagram("policy-chain", lang, industry="software-it-services")


def bare(text):
    """A text without white space: where lines break does not matter."""
    return re.sub(r"\s+", "", text)
