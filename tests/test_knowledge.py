"""The friendly face: a thing by whatever it is called, questions, and errors that help."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from rdflib import URIRef

import dgkg
from dgkg.errors import AmbiguousNameError, DataError, NotFoundError, QueryError, UsageError
from dgkg.namespaces import DGO, ID
from tests.conftest import SMALL_REPORT, SMALL_STATEMENTS, write_small_city

TWINS = """
id:twin-north a dgo:Company ; skos:prefLabel "北双子"@zh , "Twin North"@en ; skos:altLabel "双子"@zh .
id:twin-south a dgo:Company ; skos:prefLabel "南双子"@zh , "Twin South"@en ; skos:altLabel "双子"@zh .
id:twin-park a dgo:IndustrialPark ; skos:prefLabel "双子园"@zh , "Twin Park"@en ; skos:altLabel "双子"@zh .
"""


@pytest.fixture
def twins(tmp_path):
    return dgkg.load(write_small_city(tmp_path / "twins", TWINS))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("松山湖", "songshan-lake"),
        ("Songshan Lake", "songshan-lake"),
        ("SONGSHAN LAKE", "songshan-lake"),
        ("songshanhu", "songshan-lake"),
        ("songshan-lake", "songshan-lake"),
        ("id:songshan-lake", "songshan-lake"),
        ("https://w3id.org/dgkg/id/songshan-lake", "songshan-lake"),
        ("<https://w3id.org/dgkg/id/songshan-lake>", "songshan-lake"),
        (" 松山湖 ", "songshan-lake"),
        ("中镓半", "sino-nitride"),
        ("ＯＰＰＯ", "oppo"),
        ("huawei", "huawei"),
        ("《东莞市公共数据管理办法》", "public-data-management-measures"),
        ("东莞市促进半导体及集成电路产业集聚区发展若干政策", "policy-semiconductor-cluster"),
    ],
)
def test_a_thing_is_found_by_name_alias_id_iri_or_pinyin(kg, name, slug):
    assert kg[name].iri == ID[slug]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("松山胡", "松山湖"), ("利杨芯片", "利扬芯片"), ("Nexpera", "安世半导体"), ("滨海湾新", "滨海湾新区")],
)
def test_an_unknown_name_says_what_was_perhaps_meant(kg, typed, meant):
    with pytest.raises(NotFoundError) as caught:
        kg[typed]
    assert meant in caught.value.nearest
    assert f"找不到「{typed}」" in caught.value.zh
    assert f"是不是：{caught.value.nearest[0]}" in caught.value.zh
    assert f"No thing is called “{typed}”" in caught.value.en
    assert "Did you mean" in caught.value.en


@pytest.mark.parametrize("name", ["", "   ", "《》", "zzzqqqxxx"])
def test_a_name_like_nothing_is_not_guessed_at(kg, name):
    with pytest.raises(NotFoundError) as caught:
        kg[name]
    assert caught.value.nearest == ()


def test_an_ambiguous_name_lists_the_choices_with_their_ids(kg):
    with pytest.raises(AmbiguousNameError) as caught:
        kg["天安数码城"]
    assert {slug for slug, _ in caught.value.choices} == {
        "id:tianan-cyber-park-fenggang",
        "id:tianan-cyber-park-nancheng",
    }
    assert "id:tianan-cyber-park-nancheng（东莞天安数码城）" in caught.value.zh
    assert "id:tianan-cyber-park-nancheng" in caught.value.en
    assert kg[caught.value.choices[0][0]].id == "tianan-cyber-park-fenggang"


def test_the_kind_that_a_question_needs_can_settle_an_ambiguity(twins):
    with pytest.raises(AmbiguousNameError) as caught:
        twins["双子"]
    assert len(caught.value.choices) == 3
    assert twins.resolve("双子", "dgo:Place") == ID["twin-park"]
    with pytest.raises(AmbiguousNameError) as caught:
        twins.resolve("双子", "dgo:Company")
    assert [slug for slug, _ in caught.value.choices] == ["id:twin-north", "id:twin-south"]


def test_a_thing_of_the_wrong_kind_is_named_with_its_kind_and_the_kind_needed(kg):
    with pytest.raises(UsageError) as caught:
        kg.resolve("松山湖", "dgo:Company")
    assert "「松山湖」是功能区，此处需要企业" in caught.value.zh
    assert "“functional zone”" in caught.value.en
    assert "“company”" in caught.value.en


@pytest.mark.parametrize("cls", ["Company", "nonsense:Company", ""])
def test_a_class_that_is_none_is_refused(kg, cls):
    with pytest.raises(UsageError, match="dgo:Place"):
        kg.resolve("松山湖", cls)


def test_an_iri_of_the_right_kind_needs_no_name(kg):
    assert kg.resolve(str(ID.oppo), "dgo:Organization") == ID.oppo
    assert kg.query("places-of-firm", firm=ID.oppo).table == kg.query("places-of-firm", firm="OPPO").table


def test_a_passage_is_found_by_its_id_and_else_refused(kg):
    assert kg.passage("2.1.2-p1-s4").position > kg.passage("2.1.1-p2-s5").position
    with pytest.raises(NotFoundError) as caught:
        kg.passage("9.9-p1-s1")
    assert "找不到句子" in caught.value.zh
    assert "No sentence" in caught.value.en


def test_a_syntax_error_carries_line_and_column(kg):
    with pytest.raises(QueryError) as caught:
        kg.sparql("SELECT ?x\nWHERE { ?x }")
    assert caught.value.line == 2


def test_sparql_over_all_graphs_and_by_sentence_give_the_same_firms(kg):
    plain = "SELECT DISTINCT ?x { ?x <https://w3id.org/dgkg/ontology#locatedIn> ?y } ORDER BY ?x"
    cited = "SELECT DISTINCT ?x { GRAPH ?s { ?x <https://w3id.org/dgkg/ontology#locatedIn> ?y } } ORDER BY ?x"
    assert kg.sparql(plain).table == kg.sparql(cited).table


def test_passages_that_were_read_ahead_are_those_that_are_read(tmp_path):
    plain, ahead = (dgkg.load(write_small_city(tmp_path / name)) for name in ("plain", "ahead"))
    with ThreadPoolExecutor(1) as pool:
        ahead.read_ahead(pool)
    assert ahead.passages == plain.passages
    assert [list(graph.nodes) for graph in ahead.passages] == [list(graph.nodes) for graph in plain.passages]


def test_what_is_wrong_with_passages_is_told_to_who_asks_for_them(tmp_path):
    blank = "r:1.1-p1-s1 { id:jia-electronics dgo:locatedIn [ a dgo:Place ] . }"
    kg = dgkg.load(write_small_city(tmp_path / "city", statements=blank))
    with ThreadPoolExecutor(1) as pool:
        kg.read_ahead(pool)
    with pytest.raises(DataError, match="blank node"):
        _ = kg.passages


def test_citations_are_those_of_a_result_of_several_passages_or_of_one(small_city):
    first, second = (small_city.passage(name).iri for name in ("1.1-p1-s1", "1.1-p1-s2"))
    assert [c.passage.iri for c in small_city.cite(first)] == [first]
    assert [c.passage.iri for c in small_city.cite([second, first])] == [first, second]
    result = small_city.query("places-of-firm", firm="甲电子")
    assert small_city.cite(result) == result.citations() == small_city.cite([first, second])


def test_an_attached_copy_gives_every_passage_its_words(small_city):
    assert small_city.attach(SMALL_REPORT.encode()) == len(small_city.words.library.passages())
    (citation,) = small_city.cite(small_city.passage("1.1-p1-s2").iri)
    assert citation.quote == "甲电子位于江湾园，年产值12.5亿元，增长8%。"
    assert "“『甲电子』位于『江湾园』" in small_city.passage_text("1.1-p1-s2")


def test_things_are_counted_once_each_by_what_they_are(small_city):
    counts = small_city.type_counts()
    assert (counts[DGO.Company], counts[DGO.IndustrialPark], counts[DGO.Observation]) == (2, 1, 3)
    assert DGO.Organization not in counts
    assert sum(counts.values()) == len(small_city.words.gazetteer.types)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda folder: folder / "none", "不存在"),
        (lambda folder: folder, "没有 graph"),
        (lambda folder: folder / "file", "不是文件夹"),
    ],
    ids=["a missing folder", "a folder without graph", "a file"],
)
def test_a_folder_that_is_no_record_is_refused(tmp_path, make, word):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=word) as caught:
        dgkg.load(make(tmp_path))
    assert caught.value.path == make(tmp_path)


def test_a_folder_without_an_ontology_takes_the_shipped_one(tmp_path):
    import shutil

    folder = write_small_city(tmp_path / "city")
    shutil.rmtree(folder / "ontology")
    assert dgkg.load(folder)["乙软件"].type_label("en") == "company"


def test_statements_of_two_records_do_not_mix(kg, tmp_path):
    city = dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS))
    with pytest.raises(NotFoundError):
        city["松山湖"]
    assert URIRef(ID["jia-electronics"]) not in kg.words.gazetteer


def test_a_closed_graph_answers_nothing_more(small_city):
    small_city.close()
    assert len(small_city.sparql("SELECT * { ?s ?p ?o }")) == 0


def test_a_graph_says_in_short_what_it_holds(small_city):
    things = len(small_city.words.gazetteer.types)
    assert repr(small_city) == f"<KnowledgeGraph: {things} things, 7 passages>"
