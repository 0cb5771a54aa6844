"""A report's text becomes headings, paragraphs and sentences with the ids that the graph cites."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgkg.errors import AttachmentError
from dgkg.segmentation import decode, digest, segment

# Many 一 (U+4E00, a zero byte in UTF-16) and few ASCII: the order of bytes is hard to guess.
TEXT = "一、产业\n\n（一）企业一览\n\n一二一。一一一一“一”。\n"


def ids(text: str) -> list[str]:
    return [piece.id for piece in segment(text)]


# -- the report --------------------------------------------------------------------------------


def as_written_in_the_reference(piece):
    row = {"id": piece.id, "kind": piece.kind, "heading_path": list(piece.heading_path), "text": piece.text}
    if piece.in_sentence:
        row["in_sentence"] = True
    if piece.runin:
        row["runin"] = piece.runin
    if piece.footnotes:
        row["footnotes"] = list(piece.footnotes)
    return row


def test_the_report_falls_into_the_reference_segments(report):
    reference = (report.parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(reference) == 212 + 42 + 13 + 1  # sentences, headings, run-in headings, footnote (model.md §2)
    found = [as_written_in_the_reference(piece) for piece in segment(report.read_text(encoding="utf-8"))]
    assert found == [json.loads(line) for line in reference]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(report, newline):
    text = report.read_text(encoding="utf-8")
    assert segment(text.replace("\n", newline)) == segment(text)


# -- small texts -------------------------------------------------------------------------------


def test_sections_are_numbered_by_their_headings_and_paragraphs_begin_anew():
    text = "报告\n\n一、甲\n\n（一）乙\n\n1、丙\n\n一句。二句。\n\n三句。\n\n2、丁\n\n四句。\n\n（二）戊\n\n五句。\n\n二、己\n\n六句。"
    assert ids(text) == [
        "0-h1",
        *("1-h", "1.1-h"),
        *("1.1.1-h", "1.1.1-p1-s1", "1.1.1-p1-s2", "1.1.1-p2-s1"),
        *("1.1.2-h", "1.1.2-p1-s1"),
        *("1.2-h", "1.2-p1-s1"),
        *("2-h", "2-p1-s1"),
    ]
    by_id = {piece.id: piece for piece in segment(text)}
    assert by_id["1.1.2-p1-s1"].heading_path == ("一、甲", "（一）乙", "2、丁")
    assert by_id["1.1.2-h"].heading_path == ("一、甲", "（一）乙")
    assert by_id["2-h"].heading_path == ()
    assert by_id["1.1.1-p2-s1"].text == "三句。"


def test_a_paragraph_cut_by_a_page_is_one_paragraph():
    assert [p.text for p in segment("一、甲\n\n企业有\n\n三家。园区一个。")][1:] == ["企业有三家。", "园区一个。"]


def test_a_sentence_that_begins_with_a_number_is_no_heading():
    assert ids("一、甲\n\n二、三月份增长。") == ["1-h", "1-p1-s1"]


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("甲。乙！丙？", ["甲。", "乙！", "丙？"]),
        ("称“好。”又一句。", ["称“好。”", "又一句。"]),
        ("甲（乙。）丙。", ["甲（乙。）", "丙。"]),
        ("增长4.5%，达1.2亿元。其后。", ["增长4.5%，达1.2亿元。", "其后。"]),
        ("甲；乙。", ["甲；乙。"]),
        ("没有句号", ["没有句号"]),
    ],
)
def test_a_sentence_ends_with_its_mark_and_what_closes_after_it(paragraph, sentences):
    assert [piece.text for piece in segment(f"一、甲\n\n{paragraph}")][1:] == sentences


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("2023 年产\n值。", "2023年产值。"),  # a wrapped line
        ("ABC\nDEF \n 园。", "ABC DEF园。"),
        ("共 300 P Flops 算力。", "共300P Flops算力。"),
        ("在 OPPO 、vivo 。", "在OPPO、vivo。"),
        ("仿真 智造。", "仿真 智造。"),
    ],
)
def test_white_space_stays_only_within_one_script(printed, text):
    assert segment(f"一、甲\n\n{printed}")[1].text == text


def test_bold_words_lead_a_part_of_a_paragraph():
    pieces = segment("一、甲\n\n**创新方面**，有三家。又五家。**江湾园**有一家。")[1:]
    assert [(p.id, p.text, p.runin, p.in_sentence) for p in pieces] == [
        ("1-p1-r1", "创新方面", None, False),
        ("1-p1-s1", "有三家。", "1-p1-r1", False),
        ("1-p1-s2", "又五家。", "1-p1-r1", False),
        ("1-p1-r2", "江湾园", None, True),
        ("1-p1-s3", "江湾园有一家。", "1-p1-r2", False),
    ]


def test_a_footnote_belongs_to_its_sentence_and_the_cut_word_is_made_whole():
    # Where a footnote cuts a word, the page repeats its last character.
    pieces = segment("一、甲\n\n甲企业²的数\n\n² 规模以上企业。\n\n数字化。")[1:]
    assert [(p.id, p.kind, p.text, p.footnotes, p.note_of) for p in pieces] == [
        ("1-p1-s1", "sentence", "甲企业的数字化。", ("1-fn2",), None),
        ("1-fn2", "footnote", "规模以上企业。", (), "1-p1-s1"),
    ]


@given(st.lists(st.lists(st.sampled_from(["甲企业增长8%。", "乙园区有3家！", "丙平台？"]), min_size=1), max_size=4))
def test_no_sentence_is_lost_and_no_id_is_given_twice(paragraphs):
    pieces = segment("一、甲\n\n" + "\n\n".join("".join(sentences) for sentences in paragraphs))[1:]
    assert [p.text for p in pieces] == [sentence for sentences in paragraphs for sentence in sentences]
    assert len({p.id for p in pieces}) == len(pieces)


def test_nothing_has_no_segments():
    assert segment(" \n\n \t\n") == []


@given(st.text(alphabet=st.sampled_from("甲乙。1 *\n\t\u3000")))
def test_a_digest_minds_neither_white_space_nor_asterisks(text):
    plain = "".join(c for c in text if c not in " *\n\t\u3000")
    assert digest(text) == hashlib.sha256(plain.encode("utf-8")).hexdigest()


# -- decoding ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
@pytest.mark.parametrize(
    "text", [TEXT, "plain ASCII\n", "𠮷野家、20㎡。\n"], ids=["many 一", "ascii", "rare characters"]
)
def test_the_encoding_of_a_text_is_told_by_its_bytes(text, encoding):
    if encoding == "gbk" and "𠮷" in text:
        text = text.replace("𠮷", "吉").replace("㎡", "米")  # GBK has neither
    assert decode(text.encode(encoding)) == text


def test_utf_16_with_a_byte_order_mark_is_read_in_either_order():
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_report_is_read_in_every_encoding(report, encoding):
    text = report.read_text(encoding="utf-8")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n",
        b"\0\0\0",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        codecs.BOM_UTF16_BE + b"\0\n",
        "\u3000\n".encode(),
    ],
    ids=["nothing", "white space", "noughts", "UTF-8 mark", "UTF-16 mark", "UTF-16 newline", "wide space"],
)
def test_an_empty_file_is_called_empty(data):
    with pytest.raises(AttachmentError, match=r"文件是空的。 / The file is empty\."):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01",
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x01\x02",
        gzip.compress(TEXT.encode() * 50, mtime=0),
        codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00",
        codecs.BOM_UTF16_LE + b"\x00",
        b"\xff" * 9,
        bytes(range(256)),
    ],
    ids=["png", "docx", "doc", "pdf", "gzip", "lone surrogate", "half a character", "high bytes", "every byte"],
)
def test_a_binary_file_is_no_text_and_says_what_to_do(data):
    with pytest.raises(AttachmentError, match="no text") as caught:
        decode(data)
    assert "GB18030" in caught.value.zh
    assert "GB18030" in caught.value.en
