"""The trace of a policy, a firm or an industry as a picture: every end, every ground, every gap."""

from __future__ import annotations

import math
import re

import pytest

from dgkg.diagram.scene import Connector, Shape
from dgkg.errors import UsageError

FIRM, POLICY, INDUSTRY = "利扬芯片", "policy-semiconductor-cluster", "半导体及集成电路"


def drawn(kg, focus, lang="zh"):
    return kg.diagram("trace", lang, focus=focus)


def lines(picture):
    """The mark of each line of the body, by its name."""
    return {i.name: i.mark for i in picture.scene.items if isinstance(i, Connector) and i.part == "body"}


def words(picture):
    return " ".join(" ".join(item.lines) for item in picture.scene.items if not isinstance(item, Connector))


def test_the_policy_for_a_firm_is_inferred_and_its_roles_are_stated(kg):
    found = lines(drawn(kg, FIRM))
    assert {mark for name, mark in found.items() if name.startswith("东莞市促进")} == {"inferred"}
    assert found["半导体及集成电路 → 链主"] == ""
    assert "推断：仅因同属一产业" in words(drawn(kg, FIRM))


def test_the_industry_of_a_policy_is_stated_narrower_ones_come_by_the_tree_and_its_firms_are_inferred(kg):
    found = lines(drawn(kg, POLICY))
    to = {name.rpartition(" → ")[2]: mark for name, mark in found.items() if name.startswith("东莞市促进")}
    assert to["半导体及集成电路"] == ""
    assert to["先进封测"] == "tree"
    assert {mark for name, mark in found.items() if not name.startswith("东莞市促进")} == {"inferred"}


def test_the_picture_of_an_industry_tells_what_comes_by_the_tree(kg):
    found = lines(drawn(kg, INDUSTRY))
    assert found["半导体及集成电路 → 链主"] == ""
    assert found["半导体及集成电路 → 龙头 第三代半导体"] == "tree"
    assert drawn(kg, INDUSTRY).svg == kg.diagram("policy-chain", industry=INDUSTRY).svg


def test_a_project_of_which_no_industry_is_named_hangs_on_its_firm(kg):
    found = lines(drawn(kg, "华为"))
    assert [name for name in found if name.startswith("华为 → ")] == ["华为 → 项目（已申请立项备案）"]


@pytest.mark.parametrize(
    ("focus", "zh", "en"),
    [
        ("municipal-major-special-policies", "报告未说明有关的产业", "The report names no industry for it."),
        ("华为", "报告未说明有政策面向它", "The report names no policy for it."),
        ("拓斯达", "报告未说明有关的产业", "The report names no industry for it."),
        ("锂电", "报告未说明有政策面向它", "The report names no policy for it."),
    ],
)
def test_a_missing_hop_says_that_the_report_does_not_say(kg, focus, zh, en):
    assert zh in words(drawn(kg, focus))
    assert en in words(drawn(kg, focus, "en"))


def test_what_was_asked_for_is_always_in_the_picture(kg):
    for focus, name in ((FIRM, FIRM), ("拓斯达", "拓斯达"), ("municipal-major-special-policies", "市级重大专项政策")):
        boxes = [item.name for item in drawn(kg, focus).scene.items if isinstance(item, Shape) and item.part == "body"]
        assert name in boxes


def test_what_cannot_be_traced_is_refused(kg):
    with pytest.raises(UsageError, match="只能追溯产业、政策或企业"):
        drawn(kg, "松山湖")


def along(line):
    """Points on a curve, read from the SVG that draws it."""
    way = re.search(r'd="(M[^"]* C[^"]*)"', line)[1]
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", way)]
    for t in (n / 200 for n in range(201)):
        shares = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
        yield [sum(s * n for s, n in zip(shares, numbers[axis::2], strict=True)) for axis in (0, 1)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_mark_of_a_line_among_others_stands_on_it_and_clear_of_them(kg, lang):
    body = [i for i in drawn(kg, INDUSTRY, lang).scene.items if isinstance(i, Connector) and i.part == "body"]
    fan = [line for line in body if line.start.name == body[-1].start.name]
    marked = [line for line in fan if line.mark]
    assert len(fan) > len(marked) > 1
    ways = re.findall(r'<path d="M[^"]* C[^"]*" fill="none"', drawn(kg, INDUSTRY, lang).svg)[-len(fan) :]
    for line, own in zip(fan, ways, strict=True):
        for way in ways if line.mark else ():
            nearest = min(math.dist(line.mark_place, point) for point in along(way))
            # Half a mark is 7 pixels; a line ends where its head begins, 7 before its mark reckons with.
            assert (nearest < 3) if way == own else (nearest > 8), (line.name, nearest)
