"""Names and what they name: never guessed, always helped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from dgkg.errors import AmbiguousNameError, NotFoundError
from dgkg.gazetteer import REASONS, Gazetteer, Name, fold
from dgkg.namespaces import DGO, ID

NAMES = [
    Name(ID["jiangwan-park"], "江湾园", "zh", "pref"),
    Name(ID["jiangwan-park"], "Jiangwan Park", "en", "pref"),
    Name(ID["jiangwan-park"], "江湾工业园", "zh", "alt"),
    Name(ID["jiangwan-park"], "jiang wan yuan qu", "", "hidden"),
    Name(ID["jiangwan-bank"], "江湾银行", "zh", "pref"),
    Name(ID["jia-electronics"], "甲电子", "zh", "pref"),
    Name(ID["jia-electronics"], "甲", "zh", "alt"),
    Name(ID["jia-holding"], "甲控股", "zh", "pref"),
    Name(ID["jia-holding"], "甲", "zh", "alt"),
    Name(ID.oppo, "OPPO", "zh", "pref"),
    Name(ID["plan-5g"], "《5G 全连接工厂建设指南》", "zh", "pref"),
    Name(ID["english-only"], "Binjiang Cloud", "en", "pref"),
]
TYPES = {name.iri: frozenset({DGO.Company}) for name in NAMES} | {ID.nameless: frozenset({DGO.Company})}
GAZETTEER = Gazetteer(NAMES, TYPES)


@pytest.mark.parametrize(
    ("text", "slug", "reason"),
    [
        ("江湾园", "jiangwan-park", "name"),
        ("Jiangwan Park", "jiangwan-park", "name"),
        ("jiangwan  PARK", "jiangwan-park", "name"),
        ("江湾工业园", "jiangwan-park", "alias"),
        ("Jiang Wan Yuan Qu", "jiangwan-park", "hidden"),
        ("jiangwanyuan", "jiangwan-park", "pinyin"),
        ("jiang wan yuan", "jiangwan-park", "pinyin"),
        ("jwy", "jiangwan-park", "initials"),
        ("jiangwan-park", "jiangwan-park", "id"),
        ("id:jiangwan-park", "jiangwan-park", "id"),
        ("https://w3id.org/dgkg/id/jiangwan-park", "jiangwan-park", "id"),
        (" <https://w3id.org/dgkg/id/jiangwan-park> ", "jiangwan-park", "id"),
        ("ＯＰＰＯ", "oppo", "name"),
        ("5g全连接工厂建设指南", "plan-5g", "name"),
        ("“甲电子”", "jia-electronics", "name"),
        ("nameless", "nameless", "id"),
    ],
)
def test_a_thing_is_found_by_name_alias_id_iri_pinyin_and_initials(text, slug, reason):
    assert GAZETTEER.lookup(text) == ID[slug]
    assert (GAZETTEER.find(text)[0].iri, GAZETTEER.find(text)[0].reason) == (ID[slug], reason)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("江湾圆", "江湾园"),
        ("湾园", "江湾园"),
        ("江湾", "江湾园"),
        ("OPO", "OPPO"),
        ("OPOP", "OPPO"),
        ("Jiangwan Prak", "江湾园"),
    ],
    ids=["a slip", "a part", "a beginning", "one letter short", "two letters swapped", "a typing slip"],
)
def test_a_near_miss_is_never_taken_but_offered(text, nearest):
    with pytest.raises(NotFoundError) as caught:
        GAZETTEER.lookup(text)
    assert nearest in caught.value.nearest
    assert caught.value.name == text


@pytest.mark.parametrize("text", ["", "  ", "《》", "根本没有这个名字", "id:nope", "zzzzzz", "☃"])
def test_a_name_of_nothing_is_not_found_and_nothing_is_offered(text):
    with pytest.raises(NotFoundError) as caught:
        GAZETTEER.lookup(text)
    assert caught.value.nearest == ()


def test_an_alias_of_two_things_is_an_error_that_lists_both():
    with pytest.raises(AmbiguousNameError) as caught:
        GAZETTEER.lookup("甲")
    assert caught.value.choices == (("id:jia-electronics", "甲电子"), ("id:jia-holding", "甲控股"))


def test_an_ambiguous_alias_is_plain_where_only_one_kind_of_thing_counts():
    assert GAZETTEER.lookup("甲", {ID["jia-holding"]}.__contains__) == ID["jia-holding"]


def test_an_exact_name_wins_over_the_same_word_as_an_alias():
    names = [Name(ID.a, "甲", "zh", "pref"), Name(ID.b, "乙", "zh", "pref"), Name(ID.b, "甲", "zh", "alt")]
    assert Gazetteer(names, {ID.a: frozenset(), ID.b: frozenset()}).lookup("甲") == ID.a


def test_the_choices_offered_for_an_ambiguous_name_can_be_asked_for():
    with pytest.raises(AmbiguousNameError) as caught:
        GAZETTEER.lookup("甲")
    assert [GAZETTEER.lookup(choice) for choice, _ in caught.value.choices] == [
        ID["jia-electronics"],
        ID["jia-holding"],
    ]


def test_better_hits_come_first_and_a_thing_only_once():
    hits = GAZETTEER.find("江湾园")
    order = [REASONS.index(hit.reason) for hit in hits]
    assert order == sorted(order)
    assert len({hit.iri for hit in hits}) == len(hits)


@given(st.text(max_size=12))
def test_any_text_can_be_looked_for(text):
    for hit in GAZETTEER.find(text):
        assert hit.iri in GAZETTEER
        assert hit.reason in REASONS


@given(st.text(max_size=20))
def test_a_folded_name_is_its_own_folding_where_case_is_settled(text):
    assert fold(f" 《{text}》") == fold(text)
    assert not set(fold(text)) & set(" 《》「」“”\"'\t\n")


@pytest.mark.parametrize(
    ("iri", "lang", "label"),
    [
        (ID["jiangwan-park"], "zh", "江湾园"),
        (ID["jiangwan-park"], "en", "Jiangwan Park"),
        (ID["jiangwan-bank"], "en", "江湾银行"),
        (ID["english-only"], "zh", "Binjiang Cloud"),
        (ID.nameless, "zh", "id:nameless"),
        (ID["jiangwan-park"], "fr", "江湾园"),
    ],
)
def test_a_label_falls_back_to_chinese_then_english_then_the_id(iri, lang, label):
    assert GAZETTEER.label(iri, lang) == label


def test_names_of_a_thing_come_preferred_first():
    kinds = [(name.kind, name.text) for name in GAZETTEER.names(ID["jiangwan-park"])]
    assert kinds == [
        ("pref", "江湾园"),
        ("pref", "Jiangwan Park"),
        ("alt", "江湾工业园"),
        ("hidden", "jiang wan yuan qu"),
    ]


def test_only_things_of_the_graph_are_in_it():
    assert ID.nameless in GAZETTEER
    assert URIRef("http://example.org/x") not in GAZETTEER


# -- the shipped names -------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["松山湖", "songshanhu", "ssh", "Songshan Lake", "songshan-lake", "id:songshan-lake"])
def test_songshan_lake_has_many_ways_in(kg, text):
    assert kg[text].iri == ID["songshan-lake"]


def test_a_slip_in_songshan_lake_is_asked_back(kg):
    with pytest.raises(NotFoundError, match="是不是：松山湖") as caught:
        kg["松山胡"]
    assert caught.value.nearest[0] == "松山湖"


def test_every_thing_of_the_graph_is_among_what_its_own_name_finds(kg):
    gazetteer = kg.words.gazetteer
    things = sorted(gazetteer.types)[::29]  # a sample: each search reads every name
    named = [iri for iri in things if any(name.kind == "pref" for name in gazetteer.names(iri))]
    assert named
    for iri in named:
        assert iri in {hit.iri for hit in gazetteer.find(gazetteer.label(iri, "zh")) if hit.reason == "name"}
