"""Kinds of things are told apart by shape, and by colour only where everybody can see it; text is legible."""

from __future__ import annotations

import itertools
import re

import pytest

from dgkg.diagram.look import INK, LINK, LOOKS, SOFT, look_of
from dgkg.diagram.svg import outline

KINDS = ("policy", "measure", "industry", "firm", "project", "place", "plan", "figure", "other")
WHITE = "#ffffff"
# Machado, Oliveira & Fernandes 2009, table 1, severity 1.0, on linear RGB.
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def times(matrix, vector):
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]


def linear(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(first, second):
    """WCAG 2.1, 1.4.3: the ratio of relative luminances."""
    light, dark = sorted((times(XYZ, linear(c))[1] for c in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour, vision):
    seen = [min(1.0, max(0.0, c)) for c in times(VISIONS[vision], linear(colour))]
    white = [sum(row) for row in XYZ]
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (v / w for v, w in zip(times(XYZ, seen), white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(first, second, vision):
    """CIE 1976."""
    return sum((a - b) ** 2 for a, b in zip(lab(first, vision), lab(second, vision), strict=True)) ** 0.5


def drawn_shape(kind, width, height):
    """The outline without its paint: what is left when all colour is gone."""
    return re.sub(r' (fill|stroke|stroke-width)="[^"]*"', "", outline(look_of(kind), 0, 0, width, height))


def test_the_measures_of_colour_are_those_of_the_standards():
    assert round(contrast("#000000", WHITE), 2) == 21
    assert round(contrast("#767676", WHITE), 2) == 4.54
    assert round(difference("#000000", WHITE, "normal")) == 100
    # A red and a green of like lightness: plain to see for most, and not at all for a deutan eye.
    seen = {vision: difference("#c03030", "#5f7a00", vision) for vision in VISIONS}
    assert seen["normal"] > 60
    assert seen["deutan"] < 30


@pytest.mark.parametrize("size", [(100, 30), (24, 15)], ids=["box", "swatch"])
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(KINDS, 2)))
def test_two_kinds_differ_in_shape_or_in_a_colour_that_every_eye_sees(one, other, size):
    if drawn_shape(one, *size) != drawn_shape(other, *size):
        return
    for vision in VISIONS:
        tints = difference(look_of(one).tint, look_of(other).tint, vision)
        borders = difference(look_of(one).border, look_of(other).border, vision)
        assert max(tints, borders) >= 15


def test_every_kind_has_a_shape_of_its_own():
    assert set(KINDS) == set(LOOKS)
    assert len({drawn_shape(kind, 100, 30) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_text_on_a_tint_and_the_border_around_it_have_enough_contrast(kind):
    look = look_of(kind)
    assert contrast(INK, look.tint) >= 4.5
    # WCAG 2.1, 1.4.11: what is needed to make out a graphic.
    assert min(contrast(look.border, WHITE), contrast(look.border, look.tint)) >= 3


@pytest.mark.parametrize("colour", [INK, SOFT, LINK])
def test_text_on_the_page_has_enough_contrast(colour):
    assert contrast(colour, WHITE) >= 4.5


def test_there_are_at_most_five_hues_and_grey():
    def is_grey(colour):
        _, a, b = lab(colour, "normal")
        return (a * a + b * b) ** 0.5 < 6

    coloured = {(look.tint, look.border) for look in LOOKS.values() if not is_grey(look.tint)}
    assert len(coloured) <= 5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("height", [14, 30, 80])
def test_a_shape_keeps_within_its_place_and_its_corners_never_meet(kind, height):
    element = outline(look_of(kind), 0, 0, 60, height)
    if element.startswith("<rect"):
        assert float(re.search(r'rx="([\d.]+)"', element)[1]) <= height / 2
        return
    points = [tuple(map(float, p.split())) for p in re.search(r'd="M([^Z]*) Z"', element)[1].split(" L")]
    assert all(0 <= x <= 60 and 0 <= y <= height for x, y in points)
    assert {min(x for x, _ in points), max(x for x, _ in points)} == {0, 60}
    assert len(set(points)) == len(points)
    corner = min(min(x, 60 - x) for x, _ in points if 0 < x < 60)
    assert corner <= height / 3 + 0.05
