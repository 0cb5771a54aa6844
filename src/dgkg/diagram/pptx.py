"""A scene as slides for PowerPoint: native shapes, connectors glued at both ends, citations in the notes.

ISO/IEC 29500 (PresentationML), 16:9. What can be clicked leads to a slide of citations at the end,
or to the page that whoever renders names. The shapes themselves are made in
:mod:`dgkg.diagram.pptx_shapes`; what stands on which slide is settled in :mod:`dgkg.diagram.slides`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from rdflib import URIRef

from dgkg.diagram.look import INK, SOFT
from dgkg.diagram.pptx_shapes import Painter, emu, fill_frame, lead_to
from dgkg.diagram.scene import Connector, Lead, Link, Scene, Shape, Text, clean
from dgkg.diagram.slides import Page, pages_of
from dgkg.errors import UsageError

__all__ = ["render_pptx"]

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 24.0
TITLE_ONLY = 5
LINES_A_SLIDE = 24
NOTE = 11.0
# Every file says when it was made; the same picture is to be the same file.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def render_pptx(scene: Scene, citations: Sequence[str], lang: str, lead: Lead | None = None) -> bytes:
    """The picture as a presentation.

    Args:
        scene: the picture.
        citations: for the notes of every slide, numbered from 1 as in the picture.
        lang: ``zh`` or ``en``.
        lead: gives the address of a thing's or a passage's page; only those of the web are links on a slide.

    Raises:
        UsageError: python-pptx is not installed.
    """
    return _Deck(scene, citations, lang, lead).render()


class _Deck:
    def __init__(self, scene: Scene, citations: Sequence[str], lang: str, lead: Lead | None) -> None:
        try:
            from pptx import Presentation
        except ImportError as error:
            raise UsageError(
                "存为 PPTX 需要 python-pptx：pip install 'dgkg[pictures]'",
                "PPTX needs python-pptx: pip install 'dgkg[pictures]'",
            ) from error
        self.scene = scene
        self.lang = lang
        self.lead = lead
        self.deck = Presentation()
        _widen(self.deck)
        told = [scene.title, scene.description, "", *(f"[{n}] {c}" for n, c in enumerate(citations, 1))]
        self.notes = clean("\n".join(told))

    def render(self) -> bytes:
        about = self.deck.core_properties
        about.title, about.author, about.last_modified_by = clean(self.scene.title), "dgkg", "dgkg"
        about.created = about.modified = _MADE
        pages = pages_of(self.scene, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
        drawn = [(self.slide(page), page) for page in pages]
        # What leads to a citation can be made only when its slide is there.
        self.cited = dict(self.citation_slides())
        for slide, page in drawn:
            self.draw(slide, page)
        return _same_bytes(self.deck)

    def slide(self, page: Page) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        slide.notes_slide.notes_text_frame.text = self.notes
        titles = [item for item in page.shifts if item.name == "title" and isinstance(item, Text)]
        told = [line for item in titles for line in item.lines]
        if page.of > 1:
            told = [*told[:-1], f"{told[-1]}（{page.number}/{page.of}）" if self.lang == "zh"
                    else f"{told[-1]} ({page.number}/{page.of})"]  # fmt: skip
        _title(slide, told, 20 * page.scale)
        return slide

    def draw(self, slide: Any, page: Page) -> None:
        painter = Painter(slide, page.scale, MARGIN + page.left * page.scale, MARGIN)
        drawn: dict[Shape | Text, Any] = {}
        for item, shift in page.shifts.items():
            if isinstance(item, Connector) or (item.name == "title" and isinstance(item, Text)):
                continue
            drawn[item] = painter.shape(item, shift) if isinstance(item, Shape) else painter.text(item, shift)
            self.link(slide, drawn[item], item.link)
        for item, shift in page.shifts.items():
            if isinstance(item, Connector):
                line = painter.connector(item, shift, drawn)
                self.link(slide, line, item.link)

    def link(self, slide: Any, shape: Any, link: Link | None) -> None:
        """What a shape tells to those who do not see it, and where a click on it leads."""
        if link is None:
            return
        address = self.scene.address(link, self.lead, ()) if self.lead else ""
        target = next((self.cited[p] for p in link.passages if p in self.cited), None)
        lead_to(slide, shape, clean(link.title), address if address.startswith("http") else "", target)

    def citation_slides(self) -> Iterator[tuple[URIRef, Any]]:
        """The citations of the picture, on slides of their own; each passage with its slide."""
        listed = [item for item in self.scene.items if item.part == "citations" and isinstance(item, Text)]
        room: list[list[Text]] = [[]]
        for item in listed:
            if sum(len(i.lines) for i in room[-1]) + len(item.lines) > LINES_A_SLIDE:
                room.append([])
            room[-1].append(item)
        for items in filter(None, room):
            slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
            slide.notes_slide.notes_text_frame.text = self.notes
            _title(slide, ["出处" if self.lang == "zh" else "Citations"], 18)
            box = slide.shapes.add_textbox(emu(MARGIN), emu(64), emu(WIDTH - 2 * MARGIN), emu(HEIGHT - 88))
            box.name = "citations"
            lines = [line for item in items for line in item.lines]
            fill_frame(box.text_frame, lines, NOTE, 18, [SOFT] * len(lines))
            yield from ((p, slide) for item in items if item.link for p in item.link.passages)


def _title(slide: Any, lines: Sequence[str], size: float) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width = emu(MARGIN), emu(MARGIN - 2), emu(WIDTH - 2 * MARGIN)
    title.height = emu(size * 1.3 * len(lines))
    fill_frame(title.text_frame, lines, size, size * 1.3, [INK] * len(lines), bold=True)


def _widen(deck: Any) -> None:
    """16:9, with the places of the layouts widened, so that further slides fit in."""
    factor = emu(WIDTH) / deck.slide_width
    tall = emu(HEIGHT) / deck.slide_height
    deck.slide_width, deck.slide_height = emu(WIDTH), emu(HEIGHT)
    for layout in (deck.slide_master, *deck.slide_layouts):
        for place in layout.placeholders:
            left, top, width, height = place.left, place.top, place.width, place.height
            place.left, place.width = round(left * factor), round(width * factor)
            place.top, place.height = round(top * tall), round(height * tall)


def _same_bytes(deck: Any) -> bytes:
    """The file without the time of day that a ZIP archive notes for each part."""
    made, out = io.BytesIO(), io.BytesIO()
    deck.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
