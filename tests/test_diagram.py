"""The policy chain as SVG: what it says, where everything in it leads, and that it stays the same."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dgkg.diagram.look import look_of
from dgkg.diagram.wording import GROUND_WORDS, LINE_WORDS
from dgkg.trace import NO_FUNDS_NOTE
from tests.drawings import SVG, bare, boxes, chain, city, lines_of, parts, texts, title_of

INDUSTRIES = ("半导体及集成电路", "智能移动终端", "人工智能", "制造业数字化转型")
CASES = [(industry, lang) for industry in INDUSTRIES for lang in ("zh", "en")]


DASHES = {"solid": None, "dashed": "6 4", "dotted": "1.5 4"}


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def drawn(kg, request):
    industry, lang = request.param
    return kg.diagram("policy-chain", lang, industry=industry), kg.trace(industry), lang


def test_a_picture_holds_only_what_office_programs_take(drawn):
    root = parts(drawn[0])
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {"svg", "rect", "path", "text", "a", "title", "desc"}
    assert not {name for e in root.iter() for name in e.attrib} & {"class", "style"}


def test_a_picture_is_a_group_named_by_its_title_and_description(drawn):
    root = parts(drawn[0])
    title, description = (root.find(f".//*[@id='{i}']") for i in root.get("aria-labelledby").split())
    assert root.get("role") == "group"
    assert title.text == drawn[0].title
    assert description.text.endswith(NO_FUNDS_NOTE[drawn[2]])


def test_the_finding_the_source_and_the_warning_about_funds_stand_inside_the_picture(drawn):
    picture, _, lang = drawn
    said = bare("".join(texts(parts(picture))))
    for words in (picture.title, NO_FUNDS_NOTE[lang], "2024年5月" if lang == "zh" else "May 2024"):
        assert bare(words) in said


def test_every_firm_policy_and_project_leads_to_every_sentence_that_puts_it_there(drawn):
    picture, trace, lang = drawn
    root = parts(picture)
    for kind, hops in (("firm", trace.firms), ("policy", trace.policies), ("project", trace.projects)):
        told = Counter()
        for link in boxes(root, kind):
            for hop in hops:
                if title_of(link).startswith(trace.words.label(hop.thing, lang) + " — "):
                    told.update((hop.thing, s) for s in re.findall(r"\[([\d.]+-[\w-]+)\]", title_of(link)))
        expected = {(hop.thing, s.rpartition("/")[2]) for hop in hops for s in hop.sentences}
        assert set(told) == expected


def test_every_line_but_those_of_the_legend_leads_to_its_sentence(drawn):
    root = parts(drawn[0])
    lines = lines_of(root)
    explained = {word for words in (*LINE_WORDS.values(), *GROUND_WORDS.values()) for word in words}
    assert sum(link is None for _, link in lines) == sum(e.text in explained for e in root.iter(f"{SVG}text"))
    assert all(re.search(r"\[[\d.]+-[\w-]+\]", title_of(link)) for _, link in lines if link is not None)


def test_every_link_leads_to_a_citation_in_the_picture_and_from_there_to_the_passage(drawn):
    picture, trace, _ = drawn
    root = parts(picture)
    named = {e.get("id"): e for e in root.iter() if e.get("id")}
    assert len(named) == sum(1 for e in root.iter() if e.get("id"))
    for link in root.iter(f"{SVG}a"):
        address = link.get("href")
        if address is None:
            # An industry of which the report says nothing has nothing to lead to.
            assert not [*trace.policies, *trace.firms, *trace.projects]
        elif address.startswith("#"):
            assert address[1:] in named
        else:
            assert trace.words.library.passage(address).id in "".join(texts(link))


def test_a_picture_asks_nothing_of_the_network(drawn):
    for text in (drawn[0].svg, drawn[0].html):
        assert not re.search(r"\bsrc=|@import|url\(|<link|<image|<use|xlink", text)


def test_a_role_is_named_once_however_many_firms_have_it(kg):
    root = parts(kg.diagram("policy-chain", industry="智能移动终端"))
    counted = Counter(texts(root))
    assert counted["组件企业"] == counted["整机代工"] == counted["代表性企业"] == 1
    assert counted["面向 →"] == 1


def test_a_firm_stands_once_for_each_set_of_roles_and_a_role_beats_a_mere_field(kg):
    root = parts(kg.diagram("policy-chain", industry="智能移动终端"))
    shown = Counter(title_of(link).partition(" — ")[0] for link in boxes(root, "firm"))
    assert shown == Counter(["高伟光学", "记忆存储", "华贝电子", "东勤科技", "以诺通讯", "长城开发"])


def test_a_role_and_its_field_stand_on_lines_of_their_own(kg):
    said = texts(parts(kg.diagram("policy-chain", industry="半导体及集成电路")))
    assert said[said.index("封测企业") + 1] == "先进封测"
    assert not [line for line in said if line.rstrip().endswith("·")]


@pytest.mark.parametrize(("status", "line"), [("done", "solid"), ("signed", "dashed"), ("planned", "dotted")])
def test_how_far_a_project_is_shows_in_its_border_and_its_line(tmp_path, status, line):
    label = 'id:port a dgo:Project ; skos:prefLabel "算力港"@zh , "Port"@en .'
    told = f"id:port dgo:projectIndustry id:software-it-services ; dgo:realization dgs:{status} ."
    root = parts(chain(city(tmp_path, registry=label, statements=told)))
    [box] = boxes(root, "project")
    [shape] = [e for e in box if e.get("fill") == look_of("project").tint]
    [(to_it, _)] = [(e, a) for e, a in lines_of(root) if a is not None and "项目" in title_of(a)]
    assert shape.get("stroke-dasharray") == to_it.get("stroke-dasharray") == DASHES[line]


def test_a_policy_for_a_broader_field_says_for_which(kg):
    broader, own = (
        bare("".join(texts(parts(kg.diagram("policy-chain", industry=name)))))
        for name in ("芯片测试", "半导体及集成电路")
    )
    assert "（面向半导体及集成电路）" in broader
    assert "（面向" not in own
