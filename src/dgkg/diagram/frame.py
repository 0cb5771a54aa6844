"""What every picture has around its body: title, subtitle, legend, source, and the citations at the foot.

Every recipe draws these by the same functions, so that pictures side by side look like one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rdflib import URIRef

from dgkg.citation import Notes
from dgkg.diagram.look import INK, LINES, LINK, SOFT, look_of
from dgkg.diagram.scene import Canvas, Connector, Lead, Shape, Text, note_anchor
from dgkg.diagram.text import text_width, wrap
from dgkg.diagram.wording import GROUND_WORDS, KIND_WORDS, LINE_WORDS, cited, month, place
from dgkg.words import Words

__all__ = ["MARGIN", "MARK", "Frame", "Lead"]

MARGIN = 24.0
MOST_SOURCES = 4
TITLE, SUBTITLE, FOOT, NOTE, MARK = 20.0, 12.5, 12.0, 11.5, 9.5


class Frame:
    """Title, legend and foot of a picture, and the numbers of its citations.

    Args:
        canvas: takes the items.
        words: names and citations.
        lang: ``zh`` or ``en``.
        sentences: IRIs of all passages that the picture cites, so that numbers follow reading order.
    """

    def __init__(self, canvas: Canvas, words: Words, lang: str, sentences: Iterable[URIRef]) -> None:
        self.canvas = canvas
        self.words = words
        self.lang = lang
        self.zh = lang == "zh"
        self.notes = Notes(words, set(sentences))
        self.right = canvas.width - MARGIN
        self._known: dict[frozenset[URIRef], tuple[tuple[URIRef, ...], str]] = {}

    def head(self, title: str, runs: Sequence[tuple[str, Iterable[URIRef]]], y: float = 40.0) -> float:
        """The finding, and under it a running line of texts, each with the passages that it rests on, if any.

        Returns:
            The last baseline.
        """
        with self.canvas.part("head"):
            for line in wrap(title, self.right - MARGIN, TITLE):
                self.canvas.text(MARGIN, y, line, size=TITLE, weight="bold", name="title")
                y += 26
            return self._runs(runs, y - 2)

    def _runs(self, runs: Sequence[tuple[str, Iterable[URIRef]]], y: float) -> float:
        x = MARGIN
        for text, passages in runs:
            known = tuple(passages)
            told = f"{text} [{self.notes.marks(known)}]" if known else text
            lines = wrap(told, self.right - MARGIN, SUBTITLE)
            width = max(text_width(line, SUBTITLE) for line in lines)
            if x > MARGIN and x + width > self.right:
                x, y = MARGIN, y + 18
            if known:
                with self.canvas.link(f"{text} — {self.cited(known)}", passages=self.in_order(known)):
                    self.canvas.text(x, y, lines, size=SUBTITLE, fill=SOFT, leading=18 / SUBTITLE)
            else:
                self.canvas.text(x, y, lines, size=SUBTITLE, fill=SOFT, leading=18 / SUBTITLE)
            y += 18 * (len(lines) - 1)
            x += width + 12
        return y

    def cited(self, sentences: Iterable[URIRef]) -> str:
        """Citations in a row, in reading order."""
        return self.told(sentences)[1]

    def in_order(self, sentences: Iterable[URIRef]) -> tuple[URIRef, ...]:
        """Passages in reading order, as links take them."""
        return self.told(sentences)[0]

    def told(self, sentences: Iterable[URIRef]) -> tuple[tuple[URIRef, ...], str]:
        """Both of some passages: a line, its boxes and its marks often rest on the very same ones."""
        key = frozenset(sentences)
        found = self._known.get(key)
        if found is None:
            in_order = tuple(citation.passage.iri for citation in self.words.cite(key))
            found = self._known[key] = in_order, cited(self.words, in_order, self.lang)
        return found

    def marks(
        self, x: float, y: float, sentences: Iterable[URIRef], limit: float, step: float = 11.0
    ) -> tuple[float, float]:
        """The numbers of citations, small, each a link; further rows where the room up to ``limit`` ends.

        Returns:
            Where the last one ends: ``x`` and its baseline.
        """
        start = x
        for passage in self.in_order(sentences):
            number = f"[{self.notes.number(passage)}]"
            width = text_width(number, MARK)
            if x > start and x + width > limit:
                x, y = start, y + step
            with self.canvas.link(self.cited([passage]), passages=[passage]):
                self.canvas.text(x, y, number, size=MARK, fill=LINK)
            x += width + 2
        return x, y

    def foot(
        self,
        y: float,
        kinds: Iterable[str],
        *,
        lines: Iterable[str] = LINES,
        grounds: Iterable[str] = (),
        remarks: Iterable[str] = (),
    ) -> float:
        """Legend, remarks, source and citations.

        Args:
            y: baseline of the legend.
            kinds: of things that the legend explains.
            lines: of the lines that it explains.
            grounds: of the marks on lines that it explains.
            remarks: what the picture must not be read as.

        Returns:
            The height of the picture.
        """
        texts = ((tuple(remarks), INK), (tuple(self.sources()), SOFT))
        items, y = _foot(self.canvas.width, self.lang, y, tuple(kinds), tuple(lines), tuple(grounds), texts)
        self.canvas.add(items)
        with self.canvas.part("citations"):
            return self._citations(y + 3) + 8

    def sources(self) -> list[str]:
        """What was read, by whom it was published, and when; of very many those that are cited here."""
        found, every = [], self.words.library.sources
        shown = every
        if len(every) > MOST_SOURCES:
            shown = list({citation.source.iri: citation.source for citation in self.notes.citations}.values())
            shown = shown[:MOST_SOURCES]
        for source in shown:
            publishers = ("、" if self.zh else ", ").join(p[self.lang] for p in source.publishers)
            title, date = source.title[self.lang], month(source.issued, self.lang)
            found.append(
                f"来源：《{title}》，{publishers}，{date}" if self.zh else f"Source: {title}. {publishers}, {date}"
            )
        if left := len(every) - len(shown):
            found.append(f"图谱另有 {left} 份来源" if self.zh else f"The graph has {left} sources more")
        return found

    def _citations(self, y: float) -> float:
        for citation in self.notes.citations:
            passage = citation.passage
            told = f"[{self.notes.number(passage.iri)}] {place(citation, self.words, self.lang)}"
            lines = wrap(f"{told} {passage.gloss.get(self.lang, '')}", self.right - MARGIN, NOTE)
            # With a copy of the source attached, what is pointed at shows its words.
            whole = self.words.verbatim_citation(passage.iri, self.lang)
            with self.canvas.link(whole, passages=[passage.iri], anchor=note_anchor(passage.iri)):
                self.canvas.text(MARGIN, y, lines, size=NOTE, fill=SOFT, leading=16 / NOTE)
            y += 16 * len(lines)
        return y


# Most pictures of a kind have the same foot at one of few heights.
@lru_cache(512)
def _foot(
    width: float,
    lang: str,
    y: float,
    kinds: tuple[str, ...],
    lines: tuple[str, ...],
    grounds: tuple[str, ...],
    texts: tuple[tuple[tuple[str, ...], str], ...],
) -> tuple[tuple[Shape | Text | Connector, ...], float]:
    """Legend, remarks and source, and the baseline after them."""
    canvas = Canvas(width, "foot")
    with canvas.part("foot"):
        y = _legend(canvas, y, kinds, lines, grounds, is_zh=lang == "zh") + 26
        for told, fill in texts:
            for line in (line for text in told for line in wrap(text, width - 2 * MARGIN, FOOT)):
                canvas.text(MARGIN, y, line, size=FOOT, fill=fill)
                y += 17
    return canvas.items, y


def _legend(
    canvas: Canvas,
    y: float,
    kinds: Iterable[str],
    lines: Iterable[str],
    grounds: Iterable[str],
    *,
    is_zh: bool,
) -> float:
    x = MARGIN
    items = [("kind", key, 24.0, KIND_WORDS[key]) for key in kinds]
    items += [("line", key, 34.0, LINE_WORDS[key]) for key in lines]
    items += [("ground", key, 40.0, GROUND_WORDS[key]) for key in grounds]
    for what, key, swatch, words in items:
        text = words[not is_zh]
        width = swatch + 6 + text_width(text, FOOT)
        if x > MARGIN and x + width > canvas.width - MARGIN:
            x, y = MARGIN, y + 20
        name = f"legend: {text}"
        if what == "kind":
            canvas.shape(look_of(key), x, y - 12, swatch, 15, name=name)
        else:
            line, mark = (key, "") if what == "line" else ("solid", "" if key == "stated" else key)
            canvas.curve(x, y - 4, x + swatch, y - 4, line, mark=mark, name=name, is_curved=False)
        canvas.text(x + swatch + 6, y, text, size=FOOT)
        x += width + 22
    return y
