"""A thing is known by its name in other words of its trade, and in another order."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from dgkg.ask.language.grammar import read_grammar
from dgkg.ask.language.rewording import Reworded
from dgkg.ask.language.tokens import tokenize
from dgkg.namespaces import ID

PLAN, ALLIANCE, NATIONAL, PROVINCIAL = (ID[name] for name in ("plan", "alliance", "national", "provincial"))
NAMES = {
    PLAN: ["mobile terminal cluster plan", "终端集群方案"],
    ALLIANCE: ["Big Data Industry Alliance"],
    NATIONAL: ["city pilot for digital transformation"],
    PROVINCIAL: ["provincial city pilot for digital transformation"],
    ID["indicator-park-output"]: ["output of the data park"],
    URIRef("https://example.org/class"): ["some known class"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the plan for the handset cluster was issued", {PLAN}),
        ("an alliance for the big data industry", {ALLIANCE}),
        ("the association of the big data industry", {ALLIANCE}),
        # What is a part of another thing's name may mean that.
        ("the pilot of cities for digital transformation", set()),
        ("the provincial pilot of cities for digital transformation", {PROVINCIAL}),
        # What is turned round is joined by a word, and what 「and」 joins is two things.
        ("cluster plan for the mobile terminal", {PLAN}),
        ("does the plan cluster mobile terminals", set()),
        # Quantities and classes are no names.
        ("the data park output", set()),
        ("some class known", set()),
        ("plan for the cluster", set()),
        ("终端集群的方案", set()),
        ("", set()),
    ],
)
def test_a_bag_of_words_names_one_thing(text, found):
    stretches = Reworded(NAMES, read_grammar()).stretches(tokenize(text), [])
    assert {thing for _, _, things in stretches for thing in things} == found


def test_a_name_is_not_cut():
    tokens = tokenize("the plan for the handset cluster park")
    names = Reworded(NAMES, read_grammar())
    assert [(start, end) for start, end, _ in names.stretches(tokens, [range(4, 6)])] == [(1, 6)]
    assert not list(names.stretches(tokens, [range(5, 7)]))
    assert not list(names.stretches(tokens, [range(6, 7)]))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("In what month was the three-year action plan for the smart handset cluster actually made public?", "January 2024"),
        ("How did the combined output of the three phone giants change in 2023?", "12.7%"),
        ("Which local company was first to enter data on its books as an asset, and what exactly did it enter?", "Tongguan"),
        ("In which month did Dongguan make the provincial list of pilot cities for SME digital transformation?", "November 2023"),
    ],
)  # fmt: skip
def test_questions_in_other_words_are_answered(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Most words of a name that no other has, the name's sound beside it, and a Chinese name in an English question.
        ("How much tax did Nancheng's thousand-mu innovation-and-manufacturing belt bring in during 2023?", "654"),
        ("What is 数莞家 (Shu Guan Jia)?", "dashboard"),
    ],
)
def test_a_thing_is_known_by_a_part_of_its_name(kg, question, told):
    answer = kg.ask(question)
    assert answer.lang == "en"
    assert told in answer.text
