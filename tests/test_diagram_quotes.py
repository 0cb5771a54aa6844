"""With a copy of the source attached, the citations of pictures show the sentence and mark what it names."""

from __future__ import annotations

import io

import pytest

from dgkg.diagram.scene import Text

PICTURES = [
    ("ego", {"focus": "松山湖"}),
    ("trace", {"focus": "利扬芯片"}),
    ("cluster-cards", {"place": "松山湖,南城"}),
    ("timeline", {}),
    ("indicator-bars", {"indicator": "营业收入"}),
    ("path", {"from": "OPPO", "to": "人工智能"}),
]


@pytest.mark.parametrize(("recipe", "values"), PICTURES, ids=[name for name, _ in PICTURES])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_citation_of_a_picture_shows_its_sentence(attached, recipe, values, lang):
    picture = attached.diagram(recipe, lang, **values)
    foot = [item for item in picture.scene.items if isinstance(item, Text) and item.part == "citations" and item.link]
    quotes = [attached.words.library.quotes[citation.passage.iri] for citation in picture.citations]
    assert [
        item.link.title.replace("『", "").replace("』", "").count(q) for item, q in zip(foot, quotes, strict=True)
    ] == [1 for _ in quotes]
    assert any("『" in item.link.title for item in foot)


def test_the_notes_of_a_slide_quote_the_sentences(attached):
    from pptx import Presentation

    deck = Presentation(io.BytesIO(attached.diagram("trace", focus="利扬芯片").pptx()))
    notes = deck.slides[0].notes_slide.notes_text_frame.text.replace("『", "").replace("』", "")
    for citation in attached.diagram("trace", focus="利扬芯片").citations:
        assert attached.words.library.quotes[citation.passage.iri] in notes


def test_without_a_copy_no_sentence_is_in_a_picture(kg, attached):
    quotes = attached.words.library.quotes.values()
    svg = kg.diagram("trace", focus="利扬芯片").svg
    assert not [quote for quote in quotes if len(quote) > 24 and quote in svg]
