"""Pictures as slides: native shapes with names, lines glued at both ends, every citation in the notes."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from dgkg.diagram.look import look_of
from dgkg.diagram.scene import Canvas, Connector
from dgkg.diagram.slides import pages_of
from tests.drawings import bare

pptx = pytest.importorskip("pptx", reason="needs python-pptx (dgkg[pictures])")

CASES = [
    ("policy-chain", {"industry": "半导体及集成电路"}),
    ("policy-chain", {"industry": "制造业数字化转型"}),
]
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}


def opened(data):
    return pptx.Presentation(io.BytesIO(data))


@pytest.fixture(scope="module", params=[(c, lang) for c in CASES for lang in ("zh", "en")], ids=str)
def deck(kg, request):
    (recipe, parameters), lang = request.param
    picture = kg.diagram(recipe, lang, **parameters)
    return opened(picture.pptx()), picture, lang


def shapes(deck):
    return [shape for slide in deck.slides for shape in slide.shapes]


def joins(shape):
    """The shape numbers that a connector is glued to: where it starts and where it ends."""
    found = [shape._element.find(f".//a:{end}", NAMES) for end in ("stCxn", "endCxn")]
    return [(int(f.get("id")), int(f.get("idx"))) for f in found if f is not None]


def test_slides_are_wide_and_say_their_finding_in_the_title(deck):
    slides, picture, _ = deck
    assert slides.slide_width * 9 == slides.slide_height * 16
    for slide in slides.slides:
        assert slide.shapes.title.text_frame.text
    assert bare(slides.slides[0].shapes.title.text_frame.text).startswith(bare(picture.title))


def test_every_shape_has_a_name_and_stands_on_the_slide(deck):
    slides = deck[0]
    for shape in shapes(slides):
        assert shape.name.strip()
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= slides.slide_width
        assert shape.top + shape.height <= slides.slide_height


def test_every_line_of_the_picture_is_glued_at_both_ends_to_a_shape_of_its_slide(deck):
    slides, picture, _ = deck
    glued = 0
    for slide in slides.slides:
        numbers = {shape.shape_id for shape in slide.shapes}
        for line in slide.shapes:
            ends = joins(line)
            assert len(ends) in {0, 2}
            assert all(number in numbers and 0 <= site <= 3 for number, site in ends)
            glued += bool(ends)
            assert ends or not line._element.tag.endswith("cxnSp") or line.name.startswith("legend")
    drawn = [i for i in picture.scene.items if isinstance(i, Connector) and i.start and i.end]
    assert glued == len(drawn)


def test_nothing_of_the_picture_is_missing_on_its_slides(deck):
    slides, picture, _ = deck
    said = bare("".join(shape.text_frame.text for shape in shapes(slides) if shape.has_text_frame))
    for item in picture.scene.items:
        for line in getattr(item, "lines", ()):
            assert bare(line) in said


def test_the_notes_of_every_slide_cite_all_that_the_picture_rests_on(deck):
    slides, picture, lang = deck
    for slide in slides.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert all(citation.text(lang) in notes for citation in picture.citations)


def test_a_click_leads_to_the_slide_of_citations_and_an_alternative_text_tells_them(deck):
    slides, _, _ = deck
    last = slides.slides[-1]
    told = [
        s
        for s in shapes(slides)
        if re.search(r"\[[\d.]+-[\w-]+\]", s._element.xpath(".//p:cNvPr")[0].get("descr") or "")
    ]
    assert told
    for shape in told:
        click = shape._element.xpath(".//a:hlinkClick")[0]
        assert click.get("action") == "ppaction://hlinksldjump"
        target = shape.part.related_part(click.rId)
        assert target in {slide.part for slide in slides.slides}
    assert last.shapes.title.text_frame.text in {"出处", "Citations"}


def test_text_on_slides_is_not_too_small_to_read(deck):
    sizes = [
        run.font.size.pt
        for shape in shapes(deck[0])
        if shape.has_text_frame and not re.fullmatch(r"\[\d+\]|\?", shape.text_frame.text)
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert min(sizes) >= 8


def test_a_file_has_every_shape_number_once_and_parts_that_are_well_formed(deck, kg):
    data = deck[1].pptx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
    for slide in deck[0].slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(numbers) == len(set(numbers))


def test_the_same_picture_is_the_same_file(deck):
    assert deck[1].pptx() == deck[1].pptx()


def test_a_page_of_the_web_is_linked_and_a_relative_one_is_not(kg):
    picture = kg.diagram("policy-chain", industry="半导体及集成电路")
    for lead, external in ((lambda _: "https://example.org/x", True), (lambda _: "../x.html", False)):
        deck = opened(picture.pptx(lead))
        found = {r.target_ref for slide in deck.slides for r in slide.part.rels.values() if r.is_external}
        assert found == ({"https://example.org/x"} if external else set())


@pytest.mark.parametrize("count", [3, 12, 40, 90])
def test_a_tall_picture_is_spread_so_that_every_slide_can_be_read(count):
    canvas = Canvas(1120, "tall")
    with canvas.part("head"):
        canvas.text(24, 40, "title", size=20, name="title")
    hub = canvas.shape(look_of("industry"), 24, 60 + count * 20, 100, 40, text="hub")
    for n in range(count):
        with canvas.keep():
            leaf = canvas.shape(look_of("firm"), 500, 60 + n * 40, 100, 30, text=f"firm {n}")
            canvas.curve(124, 80 + count * 20, 500, 75 + n * 40, start=hub, end=leaf)
    with canvas.part("foot"):
        canvas.text(24, 100 + count * 40, "legend", size=12)
    pages = pages_of(canvas.finish(120 + count * 40, "t", "d"), 912, 492)
    assert sorted({i.name for p in pages for i in p.shifts if i.name.startswith("firm")}) == sorted(
        f"firm {n}" for n in range(count)
    )
    for page in pages:
        assert page.scale >= 0.7
        assert hub in page.shifts
        for item, shift in page.shifts.items():
            left, top, width, height = item.box
            if not isinstance(item, Connector):
                assert (top + shift) * page.scale >= -0.5
                assert (top + shift + height) * page.scale <= 492.5
                assert (left + page.left) * page.scale + 24.5 >= 0
                assert (left + width + page.left) * page.scale <= 912.5
