"""What is looked up for all passages at once is what each of them has by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgkg.ask.items.columns import _by_words, covers
from dgkg.ask.items.gain import asked_by, gain, traits_of
from dgkg.ask.items.holders import Holders
from dgkg.ask.items.memo import Memo
from dgkg.ask.items.search import _in_time, _words_of, coverage, search
from dgkg.ask.reading.reading import read_question
from dgkg.namespaces import ID

QUESTIONS = (
    "2023年东莞电信业务总量是多少",
    "松山湖与南城，哪个软件业务营收更高",
    "哪些半导体项目已签约，哪些在建",
    "华为终端和OPPO在东莞的算力项目",
    "2022年机器人产业的营收增长多少",
    "第三部分提出探索哪些做法",
    "463.4亿元是什么的数字",
    "哪些类型的企业入驻了凤岗人工智能小镇",
    "How many 5G base stations does Dongguan have?",
    "Which policies support semiconductors, and up to how much?",
    "Who is the supplier of the Songshan Lake computing centre?",
    "what does the chip maker with output above 10 billion make",
    "Which firms does the report mention in Binhaiwan and in Shanghai?",
)


@pytest.fixture(scope="module")
def index(kg):
    return kg._asker.index


@pytest.fixture(scope="module", params=QUESTIONS)
def question(request, index):
    return read_question(index, request.param)


def around(unit, page):
    return max(0.6 * covers(unit, page.things, page.things, page.words), 0.45 * _by_words(unit, page.heading))


def test_a_column_has_for_each_item_and_page_what_covers_says(index, question):
    columns = index.columns
    for unit in question.units:
        column = columns.of(unit)
        assert column.own == tuple(covers(unit, i.things, i.wide, i.words) for i in columns.items)
        assert column.around == tuple(around(unit, page) for page in columns.pages)


def test_a_gain_depends_on_traits_alone(index, question):
    asked = asked_by(question)
    assert index.columns.gains(asked) == [gain(asked, traits_of(i)) for i in index.columns.items]


def test_how_many_pages_name_a_thing_is_counted(index, question):
    for unit in question.units:
        assert index.columns.naming(unit.things) == sum(not unit.things.isdisjoint(p.things) for p in index.pages)


@pytest.mark.parametrize("section", ["", "2.1"])
def test_a_search_finds_what_each_item_by_itself_accounts_for(index, question, section):
    question = replace(question, section=section)
    words, found = _words_of(index, question), []
    for place, page in enumerate(index.pages):
        beside = [around(u, page) for u in question.units]
        if section and not page.sentence.rpartition("/")[2].startswith((f"{section}.", f"{section}-")):
            continue
        if not any(beside):
            continue
        wording = 0.15 * sum(weight for word, weight in words.items() if word in page.words)
        for item in page.items:
            if question.years and not _in_time(question.years, index.year, item, page):
                continue
            own = tuple(covers(u, item.things, item.wide, item.words) for u in question.units)
            covered = tuple(map(max, own, beside))
            has_number = bool(question.numbers & item.numbers)
            score = coverage(question, [covered]) + 0.15 * coverage(question, [own])
            score += gain(asked_by(question), traits_of(item), has_number=has_number)
            key = page.sentence, item.node, item.relation
            found.append(((-score - wording, place, item.node, item.relation or ""), (key, own, covered, score)))
    expected = [told for _, told in sorted(found, key=lambda each: each[0])]
    assert [(f.key, f.own, f.covered, f.score) for f in search(index, question)] == expected


def test_a_question_without_parts_finds_nothing(index):
    assert search(index, replace(read_question(index, QUESTIONS[0]), units=())) == []


def test_a_question_is_read_once(index):
    assert read_question(index, QUESTIONS[0]) is read_question(index, QUESTIONS[0])


@given(st.lists(st.frozensets(st.integers(0, 9)), max_size=8), st.lists(st.frozensets(st.integers(0, 9))))
def test_holders_are_found_however_often_they_are_asked_for(sets, asked):
    holders = Holders(sets)
    for some in (*asked, *[frozenset({1})] * 70, *asked):
        assert set(holders.of(some)) == {place for place, held in enumerate(sets) if held & some}
        assert len(holders.of(some)) == len(set(holders.of(some)))


@given(st.lists(st.integers(0, 20)))
def test_a_memo_gives_what_was_made_and_keeps_no_more_than_it_may(keys):
    memo = Memo(5)
    for key in keys:
        assert memo.get(key, lambda key=key: key * 2) == key * 2
        assert len(memo) <= 5


def test_a_memo_makes_a_value_once():
    memo, made = Memo(2), []
    for _ in range(3):
        memo.get(ID["a"], lambda: made.append(1))
    assert made == [1]


def test_what_was_asked_of_late_is_not_kept_for_the_next_process(index):
    read_question(index, QUESTIONS[0])
    assert search(index, read_question(index, QUESTIONS[0]))
    assert not {"columns", "readings"} & index.__getstate__().keys()
