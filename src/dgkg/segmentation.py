"""A report's text as headings, paragraphs and sentences with stable ids.

The ids are what the graph cites: ``2.1.2-p1-s4`` is the fourth sentence of the first
paragraph of section 2.1.2, ``-h`` a heading, ``-r1`` a run-in heading (words in bold
that lead a part of a paragraph), ``-fn1`` a footnote. Chinese official reports number
their sections 一、 （一） 1、 and wrap paragraphs at page ends; both are undone here.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dgkg.errors import AttachmentError

__all__ = ["Segment", "decode", "digest", "segment"]

_NUMERALS = {numeral: str(n) for n, numeral in enumerate("一二三四五六七八九十", 1)}
_CHAPTER = re.compile(r"([一二三四五六七八九十])、")
_SECTION = re.compile(r"（([一二三四五六七八九十])）")
_ITEM = re.compile(r"(\d{1,2})、")
_FOOTNOTE = re.compile(r"([¹²³⁴-⁹])\s*(.+)", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r"[¹²³⁴-⁹]")
_FOOTNOTE_NUMBER = {mark: n for n, mark in enumerate("¹²³⁴⁵⁶⁷⁸⁹", 1)}
# White space stays only where both neighbours are CJK (仿真 智造) or both Latin (P Flops);
# elsewhere, and at the end of a line of Chinese, it is the typesetter's and comes and goes.
_CJK = r"[\u3400-\u9fff\uf900-\ufaff]"
_KEPT_SPACE = re.compile(rf"(?<={_CJK})[^\S\n]+(?={_CJK})|(?<=[A-Za-z])\s+(?=[A-Za-z])")
_BOLD = re.compile(r"\*\*(.+?)\*\*([，。])?", re.DOTALL)
_SENTENCE = re.compile(r".+?(?:[。！？][”’）》]*|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Segment:
    """A citable piece of a text.

    ``kind`` is ``heading``, ``sentence``, ``runin`` or ``footnote``; ``section`` the number
    of the section (``2.1.2``; ``0`` is the title page); ``heading_path`` the titles above it.
    """

    id: str
    kind: str
    section: str
    heading_path: tuple[str, ...]
    text: str
    runin: str | None = None
    in_sentence: bool = False
    footnotes: tuple[str, ...] = ()
    note_of: str | None = None


def digest(text: str) -> str:
    """SHA-256 (hex) of the characters with white space and asterisks removed."""
    return hashlib.sha256(re.sub(r"[\s*]", "", text).encode()).hexdigest()


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030, told apart by its bytes.

    Raises:
        AttachmentError: the file is empty, or is no text.
    """
    empty = AttachmentError("文件是空的。", "The file is empty.")
    if not data.strip(b"\x00 \t\r\n"):
        raise empty
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data:
        # UTF-16 without a byte order mark. Zero bytes alone do not tell the order (一 is 4E 00):
        # in the right one nearly every character is ASCII or Chinese.
        encodings = tuple(sorted(("utf-16-le", "utf-16-be"), key=lambda e: -_readable(data, e)))
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]", text):
            if not text.strip():
                raise empty
            return text
    raise AttachmentError(
        "文件不是文本（可能是 PDF、Word 或图片）。请另存为纯文本（UTF-8、UTF-16 或 GB18030）。",
        "The file is no text (perhaps a PDF, a Word file or a picture). Save it as plain text "
        "in UTF-8, UTF-16 or GB18030.",
    )


def _readable(data: bytes, encoding: str) -> int:
    return len(re.findall(r"[\n\r\t -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", data.decode(encoding, "replace")))


def segment(text: str) -> list[Segment]:
    """Every segment of a report, in reading order."""
    return list(_Segmenter().run(text))


def _squeeze(text: str) -> str:
    marked = _KEPT_SPACE.sub("\0", text.strip())
    return re.sub(r"\s+", "", marked).replace("\0", " ")


@dataclass(slots=True)
class _Segmenter:
    """Walks the blocks of a text and knows in which section it stands."""

    number: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    paragraph: int = 0
    title_lines: int = 0
    pending: str = ""
    # A footnote stands at the foot of a page, in the middle of the paragraph it belongs to.
    notes: list[tuple[int, str]] = field(default_factory=list)
    interrupted: bool = False

    @property
    def section(self) -> str:
        return ".".join(self.number) or "0"

    def run(self, text: str) -> Iterator[Segment]:
        for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
            if block.strip():
                yield from self._block(block.strip())
        yield from self._flush()

    def _block(self, block: str) -> Iterator[Segment]:
        if note := _FOOTNOTE.fullmatch(block):
            self.notes.append((_FOOTNOTE_NUMBER[note[1]], _squeeze(note[2])))
            self.interrupted = True
        elif not self.pending and (level := self._heading_level(block)):
            yield self._heading(block, *level)
        elif not self.number:
            self.title_lines += 1
            yield Segment(f"0-h{self.title_lines}", "heading", "0", (), _squeeze(block))
        else:
            # Where a footnote cuts a word, the page repeats its last character: 企业数¦数字化.
            repeated = self.interrupted and self.pending[-1:] == block[0]
            self.pending += block[1:] if repeated else block
            self.interrupted = False
            if re.search(r"[。！？][”’）》*]*$", self.pending):
                yield from self._flush()

    @staticmethod
    def _heading_level(block: str) -> tuple[int, str] | None:
        if "。" in block:
            return None
        for depth, pattern in enumerate((_CHAPTER, _SECTION, _ITEM)):
            if found := pattern.match(block):
                return depth, _NUMERALS.get(found[1], found[1])
        return None

    def _heading(self, block: str, depth: int, number: str) -> Segment:
        del self.number[depth:], self.titles[depth:]
        above = tuple(self.titles)
        self.number.append(number)
        self.titles.append(_squeeze(block))
        self.paragraph = 0
        return Segment(f"{self.section}-h", "heading", self.section, above, self.titles[-1])

    def _flush(self) -> Iterator[Segment]:
        if not self.pending:
            return
        self.paragraph += 1
        block, self.pending = self.pending, ""
        notes, self.notes = dict(self.notes), []
        prefix = f"{self.section}-p{self.paragraph}"
        sentences = runs = 0
        for lead, in_sentence, part in _parts(block):
            runin = None
            if lead:
                runs += 1
                runin = f"{prefix}-r{runs}"
                yield self._make(runin, "runin", lead, in_sentence=in_sentence)
            for text in _SENTENCE.findall(part):
                sentences += 1
                name = f"{prefix}-s{sentences}"
                marks = [_FOOTNOTE_NUMBER[mark] for mark in _FOOTNOTE_MARK.findall(text)]
                ids = tuple(f"{self.section}-fn{mark}" for mark in marks)
                plain = _FOOTNOTE_MARK.sub("", text)
                yield self._make(name, "sentence", plain, runin=runin, footnotes=ids)
                for mark, note_id in zip(marks, ids, strict=True):
                    if mark in notes:
                        yield self._make(note_id, "footnote", notes[mark], note_of=name)

    def _make(
        self,
        name: str,
        kind: str,
        text: str,
        *,
        runin: str | None = None,
        in_sentence: bool = False,
        footnotes: tuple[str, ...] = (),
        note_of: str | None = None,
    ) -> Segment:
        path = tuple(self.titles)
        return Segment(name, kind, self.section, path, text, runin, in_sentence, footnotes, note_of)


def _parts(block: str) -> Iterator[tuple[str, bool, str]]:
    """The run-in heading (or ``""``), whether it belongs to the sentence, and the text it leads."""
    position, lead, in_sentence, kept = 0, "", False, ""
    for bold in _BOLD.finditer(block):
        before = kept + block[position : bold.start()]
        if _squeeze(before):
            yield lead, in_sentence, _squeeze(before)
        lead = _squeeze(bold[1])
        # Bold words before 「，」 or 「。」, or ending in 「。」, stand before the sentence; others belong to it.
        in_sentence = not (bold[2] or lead.endswith("。"))
        kept = bold[1] if in_sentence else ""
        position = bold.end()
    rest = kept + block[position:]
    if _squeeze(rest):
        yield lead, in_sentence, _squeeze(rest)
