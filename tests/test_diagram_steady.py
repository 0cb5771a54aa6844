"""The policy chain stays readable however much it holds, and the same however often it is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from dgkg.diagram.scene import Shape
from tests.conftest import ROOT
from tests.drawings import boxes, chain, city, lines_of, parts, texts, title_of


@pytest.mark.parametrize("count", [12, 13, 60])
def test_a_long_list_folds_and_names_behind_the_fold_what_it_holds(tmp_path, count):
    firms = [(f"firm-{n:02}", f"企业{n:02}", "dgo:activeIn id:software-it-services") for n in range(count - 1)]
    picture = chain(city(tmp_path, firms))
    root = parts(picture)
    links = boxes(root, "firm")
    folded = [a for a in links if texts(a)[0].startswith("另有")]
    shown = len(links) - len(folded)
    assert len(folded) == (count > 12)
    assert len(links) + len(boxes(root, "policy")) + 1 <= 40
    for fold in folded:
        assert texts(fold) == [f"另有 {count - shown} 家"]
        assert len(title_of(fold).splitlines()) == count - shown
        assert f'<details id="{fold.get("href")[1:]}">' in picture.html
    assert all(f"企业{n:02}" in picture.svg for n in range(count - 1))


def test_roles_without_end_keep_the_picture_within_forty_boxes(tmp_path):
    roles = [f"id:m{n} a dgo:Membership ; dgo:member id:jia-electronics , id:yi-software , id:f{n} ; "
             f"dgo:memberOf id:software-it-services ; dgo:role dgs:r{n} ." for n in range(50)]  # fmt: skip
    firms = [(f"f{n}", f"企业{n}", "a dgo:Company") for n in range(50)]
    root = parts(chain(city(tmp_path, firms, statements="\n".join(roles))))
    assert len(boxes(root, "firm")) + 1 <= 40
    assert sum(a is not None for _, a in lines_of(root)) <= 60
    assert "企业49" in ET.tostring(root, encoding="unicode")


def test_one_firm_more_moves_only_its_own_group(tmp_path):
    field = "dgo:activeIn id:industrial-software"
    firms = [("firm-a", "甲一", field), ("firm-b", "甲二", field), ("m", "丙", "dgo:activeIn id:system-integration")]
    before = chain(city(tmp_path, firms)).svg.splitlines()
    after = chain(city(tmp_path, [*firms, ("firm-c", "甲三", field)])).svg.splitlines()
    gone = [line for line in before if line not in after]
    assert gone
    assert all("点名 4 家企业" in line for line in gone)
    assert any("甲三" in line for line in after)


def test_one_row_more_moves_what_stands_below_straight_down_by_that_row_and_nothing_else(tmp_path):
    """Within a row a firm more moves nothing; where the row is full, there is no other place for what stands below."""

    def places(number):
        grown = [(f"firm-{n:02}", f"甲公司之{n:02}", "dgo:activeIn id:system-integration") for n in range(number)]
        above, below = (
            ("a", "丙公司", "dgo:activeIn id:industrial-software"),
            ("b", "丁公司", "dgo:activeIn id:software-it-services"),
        )
        scene = chain(city(tmp_path, [above, below, *grown])).scene
        boxes = (i for i in scene.items if i.part == "body" and isinstance(i, Shape))
        return {box.name: (box.x, box.y) for box in boxes if box.name.startswith(("甲公司", "丙公司", "丁公司"))}

    found = [places(number) for number in range(1, 9)]
    steps = []
    for before, after in pairwise(found):
        assert {name: after[name] for name in before if name != "丁公司"} == {
            name: place for name, place in before.items() if name != "丁公司"
        }
        assert after["丁公司"][0] == before["丁公司"][0]
        steps.append(after["丁公司"][1] - before["丁公司"][1])
    rows = sorted({y for name, (_, y) in found[-1].items() if name.startswith("甲公司")})
    assert len(rows) > 1
    assert len(set(steps)) == 2
    assert sum(step > 0 for step in steps) == len(rows) - 1
    assert set(steps) == {0, rows[1] - rows[0]}


def test_the_picture_is_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import dgkg, hashlib; kg = dgkg.load(); d = [kg.diagram('policy-chain', industry='半导体及集成电路'), "
        "kg.diagram('policy-chain', 'en', industry='制造业数字化转型'), kg.diagram('ego', focus='松山湖')]; "
        "print([hashlib.sha256(t.encode()).hexdigest() for p in d for t in (p.svg, p.html)])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(told) == 1


def test_the_picture_of_the_readme_is_up_to_date(kg):
    """Else: dgkg --lang zh diagram policy-chain industry=半导体及集成电路 -o docs/policy-chain.svg"""
    kept = (ROOT / "docs" / "policy-chain.svg").read_text(encoding="utf-8")
    assert kept == kg.diagram("policy-chain", "zh", industry="半导体及集成电路").svg
