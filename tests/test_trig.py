"""The record's one written form: what it says stays, how it is written is settled."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dgkg.errors import DataError
from dgkg.places import find_record
from dgkg.trig import canonical, parse, parse_text
from tests.conftest import PREFIXES

RECORD = find_record()
NAMED = Path("text.trig")
ID = "https://w3id.org/dgkg/id/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def written(turtle: str) -> str:
    """The canonical form, without its prefixes."""
    text = canonical(parse_text(PREFIXES + turtle, NAMED))
    return "\n".join(line for line in text.splitlines() if not line.startswith("@prefix")).strip()


def read_again(text: str) -> set[ox.Quad]:
    return set(parse_text(text, NAMED))


@pytest.mark.parametrize(
    "path", RECORD.files(), ids=lambda path: path.relative_to(path.parents[2]).as_posix().partition("/")[2]
)
def test_every_file_of_the_record_is_canonical(path):
    assert canonical(parse(path)) == path.read_text(encoding="utf-8"), "dgkg fmt mends this"


def test_one_statement_is_written_with_its_prefixes_and_no_others():
    text = canonical(parse_text(PREFIXES + "r:1.1-p1-s1 { id:a dgo:locatedIn id:b , id:a }", NAMED))
    assert text == (
        "@prefix dgo: <https://w3id.org/dgkg/ontology#> .\n"
        "@prefix id: <https://w3id.org/dgkg/id/> .\n"
        "\n"
        "<https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s1> {\n"
        "  id:a dgo:locatedIn id:a , id:b .\n"
        "}\n"
    )


def test_statements_about_things_stand_in_turtle_sorted_with_the_type_first():
    assert written(
        'id:b a dgo:Company . id:a skos:prefLabel "甲"@zh , "A"@en ; dgo:activeIn id:x ; a dgo:Company .'
    ) == ('id:a a dgo:Company ;\n  dgo:activeIn id:x ;\n  skos:prefLabel "A"@en , "甲"@zh .\n\nid:b a dgo:Company .')


def test_graphs_stand_in_reading_order_after_what_is_known_of_things():
    names = ["1.10-p1-s1", "1.2-p1-s10", "1.2-p1-s2", "1.2-h", "1.1-p1-s1"]
    text = written("".join(f"r:{name} {{ id:a dgo:mentions id:b }}" for name in names) + "id:a a dgo:Company .")
    order = ["id:a a", "/1.1-p1-s1>", "/1.2-h>", "/1.2-p1-s2>", "/1.2-p1-s10>", "/1.10-p1-s1>"]
    places = [text.index(name) for name in order]
    assert places == sorted(places)


def test_passages_stand_in_the_order_of_the_document_whatever_their_names():
    text = written("r:1.1-p1-s2 dgo:position 10 . r:1.1-p1-r1 dgo:position 9 . r:1.1-h dgo:position 2 .")
    assert text.index("1.1-h") < text.index("1.1-p1-r1") < text.index("1.1-p1-s2")


@pytest.mark.parametrize(
    ("turtle", "form"),
    [
        ("4.50", "4.50"),  # the wording of a number is kept: 4.50 is not 4.5
        ('"4.50"^^xsd:decimal', "4.50"),
        ("+07", "+07"),
        ("-.5", "-.5"),
        ("46340000000", "46340000000"),
        ("true", "true"),
        ('"true"', '"true"'),
        ('"1"', '"1"'),
        ("1e3", '"1e3"^^xsd:double'),
        ('"abc"^^xsd:integer', '"abc"^^xsd:integer'),
        ('"5."^^xsd:decimal', '"5."^^xsd:decimal'),
        ('"１２"^^xsd:integer', '"１２"^^xsd:integer'),
        ('"1"^^xsd:boolean', '"1"^^xsd:boolean'),
        ('"2023-03"^^xsd:gYearMonth', '"2023-03"^^xsd:gYearMonth'),
        ('"x"^^<http://example.org/type>', '"x"^^<http://example.org/type>'),
        ('"松山湖"@zh', '"松山湖"@zh'),
        ('"x"@en-GB', '"x"@en-gb'),
        ('"x"@ar--rtl', '"x"@ar--rtl'),
        ('"""两\n行 "引" \\\\"""', '"两\\n行 \\"引\\" \\\\"'),
        ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "rdf:type"),
        ("<http://example.org/松山湖>", "<http://example.org/松山湖>"),
    ],
)
def test_a_value_is_written_in_one_way_and_read_back_the_same(turtle, form):
    quads = parse_text(f"{PREFIXES} id:a dgo:value {turtle} .", NAMED)
    text = canonical(quads)
    assert text.endswith(f"id:a dgo:value {form} .\n")
    assert read_again(text) == set(quads)


def test_numbers_of_one_value_and_two_wordings_both_stay():
    assert written("id:a dgo:value 4.50 , 4.5 , 4.50 .") == "id:a dgo:value 4.5 , 4.50 ."


literals = st.one_of(
    st.builds(ox.Literal, TEXT),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["zh", "en", "zh-hant"])),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        TEXT | st.from_regex(r"[+-]?\d*\.?\d*", fullmatch=True),
        st.sampled_from(["integer", "decimal", "boolean", "gYear", "string"]),
    ),
)
names = st.sampled_from(["a", "b", "a/b", "a.", "1.1-p1-s2", "1.1-h", "²", "松"]).map(lambda n: ox.NamedNode(ID + n))
predicates = names | st.just(ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
quads = st.builds(ox.Quad, names, predicates, names | literals | predicates, names | st.just(ox.DefaultGraph()))


@given(st.lists(quads, max_size=12).flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))))
def test_the_form_says_the_same_is_its_own_form_and_forgets_the_order(told_and_shuffled):
    told, shuffled = told_and_shuffled
    text = canonical(told)
    assert read_again(text) == set(told)
    assert canonical(parse_text(text, NAMED)) == text
    assert canonical(shuffled) == text


@given(TEXT)
@example("\0\x01\x7f\x85\u2028")
@example('"""\\"\\u0041\\')
@example("\r\n\t\b\f")
@example("𠮷😀\ufeff\uffff")
def test_any_text_comes_back_from_its_escapes(text):
    quad = ox.Quad(ox.NamedNode(f"{ID}a"), ox.NamedNode(f"{ID}b"), ox.Literal(text))
    again = canonical([quad])
    assert again.count("\n") == 3, "one line for the prefix, one blank, one for the statement"
    assert read_again(again) == {quad}


def test_one_fact_more_is_one_line_more():
    before = "r:1.1-p1-s1 { id:a a dgo:Company ; dgo:locatedIn id:x } r:1.1-p1-s2 { id:b dgo:locatedIn id:x }"
    after = before + "r:1.1-p1-s1 { id:a dgo:activeIn id:y }"
    old, new = written(before).splitlines(), written(after).splitlines()
    assert [line for line in new if line not in old] == ["    dgo:activeIn id:y ;"]
    assert [line for line in old if line not in new] == []


@pytest.mark.parametrize("turtle", ["[] a dgo:Company .", "id:a dgo:locatedIn [] .", "_:g { id:a a dgo:Company }"])
def test_a_blank_node_is_refused_for_the_record_names_everything(turtle):
    with pytest.raises(DataError) as caught:
        canonical(parse_text(PREFIXES + turtle, NAMED))
    assert "空白节点" in caught.value.zh
    assert "blank node" in caught.value.en


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".trig", "@prefix id: <https://w3id.org/dgkg/id/> .\n\nid:a id:b id:c ;;. }\n", 3),
        (".trig", "<a:s> {\n<a:a> <a:b> <a:c>\n", 3),
        (".ttl", '<a:a> <a:b>\n\n\n"x .\n', 4),
        (".ttl", "id:a id:b id:c .", 1),
        (".ttl", "<a:g> { <a:a> <a:b> <a:c> }", 1),  # a named graph is TriG, not Turtle
    ],
    ids=["stray bracket", "no end", "open string", "unknown prefix", "graph in turtle"],
)
def test_broken_text_is_named_by_file_and_line_once(tmp_path, suffix, text, line):
    path = tmp_path / f"坏{suffix}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        parse(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert f"第 {line} 行" in caught.value.zh
    assert f"{path}, line {line}, " in caught.value.en
    assert caught.value.en.count("line ") == 1
    assert "Parser error" not in str(caught.value)


def test_a_file_that_is_not_utf_8_says_so(tmp_path):
    path = tmp_path / "gb.ttl"
    path.write_bytes('<a:a> <a:b> "松山湖" .'.encode("gb18030"))
    with pytest.raises(DataError, match="UTF-8") as caught:
        parse(path)
    assert caught.value.path == path


@pytest.mark.parametrize("made", [False, True], ids=["missing", "folder"])
def test_a_file_that_cannot_be_read_is_a_data_error(tmp_path, made):
    path = tmp_path / "x.ttl"
    if made:
        path.mkdir()
    with pytest.raises(DataError, match="Cannot read") as caught:
        parse(path)
    assert caught.value.path == path
    assert "无法读取" in caught.value.zh


def test_no_statements_are_an_empty_file():
    assert canonical([]).strip() == ""
