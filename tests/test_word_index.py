"""The words of passages in the index of a build: what is written is what is found, and ranked as BM25 ranks."""

from __future__ import annotations

import math
import random
import sqlite3
from array import array

import pytest

from dgkg.name_index import NameIndex, write_index
from dgkg.places import find_record
from dgkg.store import build
from dgkg.store.embedded import EmbeddedStore
from dgkg.store.generations import current, damage_of
from dgkg.store.passage_words import gather_words
from dgkg.word_index import Sought, WordIndex, words_in, write_words
from tests.conftest import write_small_city

NUMBER = 500


@pytest.fixture(scope="module")
def words():
    """Five hundred passages: everyday words in most of them, rare ones in few, drawn by a number."""
    drawn = random.Random(7)
    found = {f"w{n}": array("I", drawn.sample(range(NUMBER), NUMBER // (n + 1))) for n in range(40)}
    # As a word occurs, and not in order.
    found["twice"] = array("I", [3, 1, 3])
    return found


@pytest.fixture(scope="module")
def index(tmp_path_factory, words):
    """Their index, opened."""
    path = tmp_path_factory.mktemp("words") / "names.sqlite"
    passages = [f"https://w3id.org/dgkg/source/made/{n:03}" for n in range(NUMBER)]
    write_index(path, [], {}, beside=lambda base: write_words(base, passages, words))
    names = NameIndex(path)
    assert names.has_words
    yield WordIndex(names)
    names.close()


def bits(numbers):
    return sum(1 << n for n in set(numbers))


def test_a_text_is_found_by_its_words_and_of_chinese_by_pairs_of_characters():
    assert words_in("Dongguan's 5G, 数字经济 2023！") == {"dongguan", "5g", "数字", "字经", "经济"}
    assert words_in("ＡＩ 芯") == {"ai"}


def test_a_word_has_the_passages_that_were_written_whether_many_or_few(index, words):
    assert index.total == NUMBER
    for word, numbers in words.items():
        assert index.holding(word) == bits(numbers), word
    assert index.holding("unheard-of") == 0
    assert index.any_of(["w30", "twice"]) == bits([*words["w30"], 1, 3])
    assert index.all_of(["w0", "w1", "w2"]) == bits(words["w1"]) & bits(words["w2"])
    assert index.all_of([]) == 0
    assert index.beginning("w3") == ["w3", *(f"w3{n}" for n in range(10))]


def ranked(words, sought, most):
    """The same by adding up passage by passage, as the formula is written."""
    lengths = [sum(n in set(numbers) for numbers in words.values()) for n in range(NUMBER)]
    about = [1.5 * (1 << length.bit_length() >> 1) for length in lengths]
    mean = sum(about) / NUMBER

    def score(n):
        factor = 2.2 / (1 + 1.2 * (0.25 + 0.75 * about[n] / mean))
        found = 0.0
        for part in sorted(sought, key=lambda part: part.passages.bit_count()):
            number = part.passages.bit_count()
            if part.passages >> n & 1:
                found += part.weight * math.log(1 + (NUMBER - number + 0.5) / (number + 0.5))
        return round(found * factor, 9)

    order = sorted(range(NUMBER), key=lambda n: (-score(n), n))
    return [n for n in order if score(n) > 0][:most]


@pytest.mark.parametrize("seed", range(6))
def test_passages_are_ranked_as_the_formula_has_it(index, words, seed):
    drawn = random.Random(seed)
    sought = [Sought(index.holding(word)) for word in drawn.sample(sorted(words), 6)]
    found = [int(passage.rpartition("/")[2]) for passage in index.best(sought, 30)]
    assert found == ranked(words, sought, 30)


def test_of_equal_passages_the_first_are_given_and_none_that_have_nothing_of_it(index, words):
    found = index.best([Sought(index.holding("twice"))], 30)
    assert {int(passage.rpartition("/")[2]) for passage in found} == {1, 3}
    assert index.best([Sought(0)], 30) == []
    assert index.best([], 30) == []
    assert len(index.best([Sought(index.holding("w0"))], 7)) == 7


def test_a_build_holds_the_words_of_glosses_and_assertions_in_both_languages():
    text = """
    @prefix dgo: <https://w3id.org/dgkg/ontology#> . @prefix s: <https://w3id.org/dgkg/source/made/> .
    s:1-p1-s1 dgo:gloss "人才的引进"@zh , "Talent is attracted"@en ; dgo:askedBy "引才" .
    s:1-p1-s2 dgo:gloss "没有说什么"@zh .
    s:1-p1-s1 { s:a dgo:assertion "补助\\t企业"@zh ; dgo:position 7 }
    <https://w3id.org/dgkg/rule/counts> { s:b dgo:assertion "推算"@zh }
    """
    passages, words = gather_words(EmbeddedStore.from_text(text))
    # Of a passage that states nothing, and of what a rule derives, nothing is told.
    assert passages == ["https://w3id.org/dgkg/source/made/1-p1-s1"]
    assert set(words) == {"人才", "才的", "的引", "引进", "talent", "is", "attracted", "引才", "补助", "企业"}


def test_a_flipped_bit_among_the_words_is_found(tmp_path):
    build(tmp_path / "store", find_record(write_small_city(tmp_path / "city")))
    generation = current(tmp_path / "store")
    base = sqlite3.connect(generation.names)
    assert base.execute("SELECT count(*) FROM words").fetchone()[0] > 0
    base.close()
    whole = generation.names.read_bytes()
    for place in range(0, len(whole), len(whole) // 40):
        generation.names.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert damage_of(generation, names_only=True) == [generation.names.name]
    generation.names.write_bytes(whole)
    assert damage_of(generation) == []
