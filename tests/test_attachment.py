"""A reader's copy of the report is taken only when it is the report, passage by passage."""

from __future__ import annotations

import codecs
import json

import pytest

import dgkg
from dgkg.errors import AttachmentError
from tests.conftest import SMALL_REPORT

SENTENCE = "甲电子位于江湾园，年产值12.5亿元，增长8%。"


def refused(kg, text: str | bytes) -> tuple[str, ...]:
    """The ids that differ; and nothing was attached."""
    with pytest.raises(AttachmentError) as caught:
        kg.attach(text if isinstance(text, bytes) else text.encode())
    assert not kg.words.library.is_attached
    for name in caught.value.differing[:12]:
        assert name in caught.value.zh
        assert name in caught.value.en
    return caught.value.differing


def test_a_true_copy_gives_every_passage_its_words(small_city):
    assert small_city.attach(SMALL_REPORT.encode()) == 7
    citation = small_city.cite(small_city.passage("1.1-p1-s2").iri)[0]
    assert citation.quote == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_copy_may_be_in_any_chinese_encoding(small_city, encoding):
    assert small_city.attach(SMALL_REPORT.encode(encoding)) == 7
    assert small_city.cite(small_city.passage("1.1-p1-s2").iri)[0].quote == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        SMALL_REPORT.replace("\n", "\r\n"),
        SMALL_REPORT.replace("年产值", "\n年产值 "),  # wrapped anew
        SMALL_REPORT.replace("\n\n", "\n \n\n"),
        SMALL_REPORT.strip(),
    ],
)
def test_a_copy_that_is_only_typeset_otherwise_is_taken(small_city, text):
    assert small_city.attach(text.encode()) == 7


@pytest.mark.parametrize(
    ("change", "differing"),
    [
        (("12.5亿元", "12.6亿元"), ("1.1-p1-s2",)),
        (("位于江湾园，", "位于江湾园、"), ("1.1-p1-s2",)),
        (("一、产业", "一、行业"), ("1-h",)),
        ((SENTENCE, ""), ("1.1-p1-s2",)),
        (("算力港。", "算力港。另有一句。"), ("1.2-p1-s2",)),
        (("建议在江湾园建设滨江算力港。\n", ""), ("1.2-p1-s1",)),
        (("（二）设想", "（三）设想"), ("1.2-h", "1.2-p1-s1", "1.3-h", "1.3-p1-s1")),
    ],
    ids=lambda value: value[0][:6] if isinstance(value[0], str) and len(value) == 2 else None,
)
def test_a_copy_that_differs_is_refused_with_the_ids_that_differ(small_city, change, differing):
    assert SMALL_REPORT.count(change[0]) == 1
    assert refused(small_city, SMALL_REPORT.replace(*change)) == differing


def test_a_copy_that_holds_a_section_twice_is_refused_even_if_one_of_them_is_right(small_city):
    false = "（一）企业\n\n滨江有九家企业。甲电子关闭。\n\n"
    assert set(refused(small_city, SMALL_REPORT.replace("（一）企业", false + "（一）企业"))) >= {
        "1.1-p1-s1",
        "1.1-p1-s2",
    }


def test_a_refused_copy_leaves_the_one_that_is_attached(small_city):
    small_city.attach(SMALL_REPORT.encode())
    with pytest.raises(AttachmentError):
        small_city.attach(SMALL_REPORT.replace("12.5", "99").encode())
    assert small_city.cite(small_city.passage("1.1-p1-s2").iri)[0].quote == SENTENCE


@pytest.mark.parametrize(
    "data", [b"", codecs.BOM_UTF8, b"\x89PNG\r\n\x1a\n\0\0\0\r"], ids=["empty", "mark only", "png"]
)
def test_a_file_that_is_no_text_is_refused_without_ids(small_city, data):
    assert refused(small_city, data) == ()


def test_some_other_text_is_refused_with_a_short_list_and_the_whole_count(kg):
    # Every passage, and two that the report does not have.
    differing = len(kg.words.library) + 2
    with pytest.raises(AttachmentError, match=f"共 {differing} 处不同") as caught:
        kg.attach("一、甲\n\n（九）乙\n\n丙。".encode())
    assert len(caught.value.differing) == differing
    assert len(caught.value.zh) < 300


# -- the report --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_copy_of_the_report_is_taken_in_any_encoding(kg_of_its_own, report, encoding):
    text = report.read_text(encoding="utf-8")
    assert kg_of_its_own.attach(text.encode(encoding)) == 268


@pytest.fixture
def kg_of_its_own():
    """The shipped graph, not shared with other tests."""
    return dgkg.load()


@pytest.mark.parametrize(("printed", "changed"), [("463.4", "436.4"), ("OPPO", "OPPQ")])
def test_a_changed_word_of_the_report_is_found_where_it_stands(kg_of_its_own, attached, report, printed, changed):
    library = attached.words.library
    places = tuple(p.id for p in library.passages() if printed in library.quotes[p.iri])
    assert places
    text = report.read_text(encoding="utf-8").replace(printed, changed)
    assert refused(kg_of_its_own, text) == places


def test_the_reference_sentences_are_what_citations_quote(attached, report):
    rows = [json.loads(line) for line in (report.parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    library = attached.words.library
    assert {p.id: library.quotes[p.iri] for p in library.passages()} == {row["id"]: row["text"] for row in rows}
