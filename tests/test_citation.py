"""Citations in words, and footnotes that are numbered once."""

from __future__ import annotations

import pytest

from dgkg.citation import Notes
from dgkg.namespaces import ID, SOURCE

S = SOURCE["dongguan-2023/"]
ZH = "《东莞市数字经济发展报告（2023年）（节选）》"
EN = "Report on the Development of the Digital Economy of Dongguan (2023), excerpt, "


def cited(kg, name):
    return kg.cite(kg.passage(name).iri)[0]


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("2.1.2-p1-s4", "二（一）2第1段第4句", "§2.1.2, para. 1, sentence 4"),
        ("1.2-p3-s2", "一（二）第3段第2句", "§1.2, para. 3, sentence 2"),
        ("6.3-p1-s3", "六（三）第1段第3句", "§6.3, para. 1, sentence 3"),
        ("6.1-h", "六（一）标题", "§6.1, heading"),
        ("4.3-fn1", "四（三）脚注", "§4.3, footnote"),
        ("2.1.1-p2-r1", "二（一）1第2段小标题", "§2.1.1, para. 2, run-in heading"),
        ("0-h1", "题名页标题", "§0, heading"),
    ],
    ids=["sentence", "another paragraph", "recommendation", "heading", "footnote", "run-in heading", "title page"],
)
def test_a_citation_says_in_each_language_where_the_passage_stands(kg, name, zh, en):
    citation = cited(kg, name)
    assert citation.text("zh") == f"{ZH}{zh} [{name}]"
    assert citation.text("en") == f"{EN}{en} [{name}]"
    assert str(citation) == citation.text("zh")


def test_without_a_copy_of_the_report_no_citation_has_its_words(kg):
    assert cited(kg, "1.2-p3-s2").quote is None
    assert not kg.words.library.is_attached


def test_with_a_copy_of_the_report_every_citation_has_its_words(attached):
    assert "463.4亿元" in cited(attached, "1.2-p3-s2").quote
    assert all(cited(attached, passage.id).quote for passage in attached.words.library.passages())


def test_citations_come_in_reading_order_once_each_whatever_the_order_asked(kg):
    # Neither the letters of the ids nor their numbers are the order of the document: a run-in
    # heading stands between two sentences, and a footnote behind the one that it is attached to.
    read = [
        "1.1-h", "1.1-p2-s2", "1.1-p2-r1", "1.1-p2-s3", "2.1.1-p2-s5", "2.1.2-p1-s4",
        "4.3-p1-s2", "4.3-fn1", "4.3-p1-s3", "6.3-p1-s3",
    ]  # fmt: skip
    asked = [kg.passage(name).iri for name in (*sorted(read, reverse=True), "1.1-h")]
    assert [citation.passage.id for citation in kg.cite(asked)] == read


def test_what_is_no_passage_is_not_cited(kg):
    assert kg.cite([ID.huawei, S + "9.9-p9-s9"]) == []


def test_the_publishers_of_the_report_are_named_in_both_languages(kg):
    source = cited(kg, "1.1-h").source
    assert {p["zh"] for p in source.publishers} == {"东莞市工业和信息化局", "中国信息通信研究院"}
    assert all(p["en"].isascii() for p in source.publishers)
    assert source.issued == "2024-05"


def test_footnotes_are_numbered_in_reading_order(small_city):
    first, second = (small_city.passage(name).iri for name in ("1.1-p1-s1", "1.2-p1-s1"))
    notes = Notes(small_city.words, [second, first, second])
    assert (notes.number(first), notes.number(second)) == (1, 2)
    assert notes.lines("zh") == [
        "[1] 《滨江市数字经济报告》一（一）第1段第1句 [1.1-p1-s1]",
        "[2] 《滨江市数字经济报告》一（二）第1段第1句 [1.2-p1-s1]",
    ]
    assert notes.lines("en")[0] == "[1] Binjiang Digital Economy Report, §1.1, para. 1, sentence 1 [1.1-p1-s1]"


def test_marks_are_sorted_and_said_once(small_city):
    names = ("1.1-p1-s1", "1.1-p1-s2", "1.2-p1-s1")
    first, second, third = (small_city.passage(name).iri for name in names)
    notes = Notes(small_city.words, [first, third])
    assert notes.marks([third, first, third]) == "1,2"
    assert notes.marks([second]) == ""
    with pytest.raises(KeyError):
        notes.number(second)
