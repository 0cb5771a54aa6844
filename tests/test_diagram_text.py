"""Widths are counted, lines are even, and Chinese and Latin are broken where readers expect it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgkg.diagram.text import fit, text_width, wrap

SIZE = 13.0
CLOSING = "，。、；：！？）》」】”’"
OPENING = "（《「【“‘"
HANS = st.sampled_from("东莞市数字经济发展半导体集成电路政策企业")
CHINESE = st.text(HANS, min_size=2, max_size=80)
# What a title is made of: characters, characters with a mark before or after, words, numbers.
PARTS = st.one_of(
    HANS,
    st.builds(str.__add__, HANS, st.sampled_from(CLOSING)),
    st.builds(str.__add__, st.sampled_from(OPENING), HANS),
    st.from_regex(r"\A [A-Za-z]{1,10} \Z"),
    st.from_regex(r"\A [0-9]{1,6} \Z"),
)
TITLES = st.lists(PARTS, min_size=1, max_size=50).map("".join).filter(str.strip)
ROOMS = st.floats(130, 400)


def bare(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("character", "东，。（》·—“")
def test_a_chinese_character_or_mark_is_one_em_wide(character):
    assert text_width(character, SIZE) == SIZE


@pytest.mark.parametrize(
    "text", ["the quick brown fox jumps over the lazy dog", "Dongguan Bureau of Industry and Information Technology"]
)
def test_latin_text_is_a_little_over_half_an_em_a_letter(text):
    letters = bare(text)
    assert 0.5 < text_width(letters, 1) / len(letters) < 0.62


def test_wide_letters_count_for_more_than_narrow_ones_and_accents_for_nothing():
    assert text_width("W", SIZE) > text_width("n", SIZE) > text_width("i", SIZE)
    assert text_width("e\N{COMBINING ACUTE ACCENT}", SIZE) == text_width("e", SIZE)


@given(TITLES, ROOMS)
def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it(title, room):
    lines = wrap(title, room, SIZE)
    assert not [line for line in lines[1:] if line[0] in CLOSING]
    assert not [line for line in lines[:-1] if line[-1] in OPENING]


@given(TITLES, ROOMS)
def test_latin_words_and_numbers_stay_whole(title, room):
    words = re.findall(r"[A-Za-z0-9]+", title)
    assert [word for line in wrap(title, room, SIZE) for word in re.findall(r"[A-Za-z0-9]+", line)] == words


@settings(max_examples=200)
@given(st.text(max_size=120), st.floats(2 * SIZE, 300))
def test_no_line_is_wider_than_the_room_whatever_the_text(text, room):
    assert all(text_width(line, SIZE) <= room + 1e-6 for line in wrap(text, room, SIZE))


@settings(max_examples=200)
@given(st.text(max_size=120), st.floats(2 * SIZE, 300))
def test_the_lines_together_give_the_text_back(text, room):
    assert bare("".join(wrap(text, room, SIZE))) == bare(text)


@given(CHINESE, st.integers(2, 30))
def test_the_last_line_is_never_a_single_character(text, most):
    assert len(wrap(text, most * SIZE, SIZE)[-1]) > 1


@given(CHINESE, st.integers(4, 30))
def test_lines_are_as_few_as_can_be_and_equally_long_to_a_character(text, most):
    lines = wrap(text, most * SIZE, SIZE)
    assert len(lines) == -(-len(text) // most)
    assert max(map(len, lines)) - min(map(len, lines)) <= 1


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("整机代工", 200, ["整机代工"]),
        ("digital transformation of manufacturing", 130, ["digital", "transformation", "of manufacturing"]),
        # The mark would stand alone on the second line, or begin it: the line before gives a character.
        ("一二三四五六七八九十。", 10 * SIZE, ["一二三四五", "六七八九十。"]),
        # A dot between two names stays with the first of them, over the space.
        ("链主 · 封测", 3.4 * SIZE, ["链主 ·", "封测"]),
        ("", 100, [""]),
        ("two\n\tlines", 200, ["two lines"]),
    ],
)
def test_known_texts_break_as_a_typesetter_would(text, room, lines):
    assert wrap(text, room, SIZE) == lines


def test_a_word_wider_than_the_room_is_cut_for_it_has_to_stand_somewhere():
    lines = wrap("https://example.org/a/very/long/address", 100, SIZE)
    assert len(lines) > 1
    assert "".join(lines) == "https://example.org/a/very/long/address"


@given(TITLES, ROOMS, st.integers(1, 3))
def test_a_text_cut_to_fit_says_so_and_ends_after_a_whole_word(title, room, most):
    lines = fit(title, room, SIZE, most)
    assert len(lines) <= most
    if lines == wrap(title, room, SIZE):
        return
    assert lines[-1].endswith("…")
    kept = re.findall(r"[A-Za-z0-9]+", " ".join(lines))
    assert kept == re.findall(r"[A-Za-z0-9]+", title)[: len(kept)]
    assert lines[-1].removesuffix("…")[-1] not in CLOSING + OPENING


def test_a_text_that_fits_is_not_touched():
    assert fit("东莞市人工智能大模型中心，", 400, SIZE, 1) == ["东莞市人工智能大模型中心，"]
