"""An English answer tells beside a name of this record's making the one that the source prints."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgkg.ask.telling.original_names import _mentions, with_original_names


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which national pilot did Wangying Packaging make it into?", "Standards (国家智能制造标准应用试点项目)"),
        ("Which national pilot did Wangying Packaging make it into?", "Wangying Packaging (旺盈包装)"),
        ("What policies are there for semiconductors?", "(东莞市促进半导体及集成电路产业集聚区发展若干政策)"),
        ("What three construction projects should the municipal pilot digital parks use as levers?", "the Huawei Developer Village (华为开发者村)"),
    ],
)  # fmt: skip
def test_the_printed_name_stands_beside_the_first_mention(kg, question, told):
    text = kg.ask(question).text
    assert text.count(told) == 1


def test_a_name_that_the_question_has_in_chinese_is_not_told_again(kg):
    text = kg.ask("Which national pilot did Wangying Packaging (旺盈包装) make it into?").text
    assert "Wangying Packaging" in text
    assert "旺盈包装" not in text


def test_neither_refusals_nor_chinese_answers_get_any(kg):
    assert "(" not in kg.ask("旺盈包装入选了哪个国家级试点？").text.replace("(DCMM)", "")
    assert "华为" not in kg.ask("How many people work at Huawei in Dongguan?").text


def test_the_longer_name_is_meant_where_it_stands(kg):
    things = [_thing(kg, "华为"), _thing(kg, "OPPO")]
    told = with_original_names(kg.words, "Huawei's plant, Huawei Street, OPPO and Huawei", things)
    assert told == "Huawei's plant, Huawei Street, OPPO and Huawei (华为)"


def _thing(kg, name):
    return next(t for t in kg.words.gazetteer.types if kg.words.label(t, "zh") == name)


@given(
    st.text(alphabet="AB -'’sx", max_size=40),
    st.lists(st.text(alphabet="AB -", min_size=1, max_size=6), min_size=1, max_size=5, unique=True),
)
def test_mentions_are_what_one_expression_of_all_names_finds(text, names):
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    expression = rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-]|['’]s\b| [A-Z])"
    assert list(_mentions(text, longest_first)) == [(m.end(), m[0]) for m in re.finditer(expression, text)]
