"""Words of a page that lead somewhere: a text with the things it names as links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rdflib import URIRef

from dgkg.figure import Figure
from dgkg.highlight import Printed, find_spans, pieces
from dgkg.namespaces import DGO
from dgkg.web.address import slug_of
from dgkg.web.view import View

__all__ = ["Piece", "Place", "address_of", "figure_text", "linked", "place_of", "places_of"]


class Piece(NamedTuple):
    """A stretch of text and where it leads, if anywhere."""

    text: str
    address: str | None = None


class Place(NamedTuple):
    """Where something can be read: short (``2.1.2-p1-s4``), in words, and the address of that sentence."""

    short: str
    citation: str
    address: str | None


def linked(view: View, text: str, things: Iterable[URIRef]) -> list[Piece]:
    """A text in which those of some things that have a name lead to their pages; codes and periods do not."""
    label, lang = view.kg.words.label, view.lang
    named = [Printed(iri, label(iri, lang)) for iri in dict.fromkeys(filter(view.shared.leads, things))]
    return [
        Piece(stretch, address_of(view, span.things[0]) if span else None)
        for stretch, span in pieces(text, find_spans(text, named))
    ]


def address_of(view: View, iri: URIRef) -> str | None:
    """Where to read about a thing, a class, a passage; an indicator has its table of figures. Codes have no page."""
    known = view.read_about
    if iri not in known:
        known[iri] = _address(view, iri)
    return known[iri]


def _address(view: View, iri: URIRef) -> str | None:
    words = view.kg.words
    types = words.gazetteer.types.get(iri)
    if types is not None and words.ontology.is_a(types, DGO.Indicator):
        return view.to.page(f"/stats/{slug_of(iri)}")
    if types is not None or iri in words.library or iri.startswith(str(DGO)):
        return view.thing(iri)
    return None


def figure_text(view: View, figure: Figure) -> str:
    """A figure with its unit, as the reader's language writes it."""
    symbol = view.kg.words.ontology.word(figure.unit, "symbol", view.lang) if figure.unit else ""
    return figure.display(view.lang, symbol or "")


def place_of(view: View, passage: URIRef) -> Place:
    """Where a passage can be read."""
    return Place(view.label(passage), view.kg.words.citation_text(passage, view.lang), view.thing(passage))


def places_of(view: View, passages: Iterable[URIRef]) -> list[Place]:
    """Where several passages can be read, each once, in reading order."""
    return [place_of(view, citation.passage.iri) for citation in view.cite(passages)]
