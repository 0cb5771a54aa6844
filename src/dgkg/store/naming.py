"""What things are called and what they are, read from a store statement by statement: however large, one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rdflib import URIRef

from dgkg.gazetteer import Name
from dgkg.name_index import write_index
from dgkg.namespaces import DGO, RDF, SKOS
from dgkg.store.embedded import EmbeddedStore

__all__ = ["NO_THINGS", "index_names"]

# What has a class of ours and is no thing: the pieces of sources, words of the ontology, and what a build counted.
NO_THINGS = frozenset(
    {DGO.Sentence, DGO.Heading, DGO.RunIn, DGO.Footnote, DGO.Section, DGO.FactProperty, DGO.IndustryCount}
)
_KINDS = {SKOS.prefLabel: "pref", SKOS.altLabel: "alt", SKOS.hiddenLabel: "hidden"}


def index_names(store: EmbeddedStore, path: Path) -> None:
    """Write the index of the names in a store.

    Raises:
        OSError: it cannot be written.
    """
    write_index(path, _names(store), _types(store))


def _types(store: EmbeddedStore) -> dict[URIRef, frozenset[URIRef]]:
    found: dict[str, set[str]] = defaultdict(set)
    for thing, cls, lang in store.said(RDF.type):
        if lang is None and cls.startswith(str(DGO)):
            found[thing].add(cls)
    known: dict[frozenset[str], frozenset[URIRef]] = {}
    things = {}
    for iri, classes in found.items():
        given = frozenset(classes)
        types = known.setdefault(given, frozenset(map(URIRef, given)))
        if not types & NO_THINGS:
            things[URIRef(iri)] = types
    return things


def _names(store: EmbeddedStore) -> Iterator[Name]:
    for predicate, kind in _KINDS.items():
        yield from (Name(URIRef(thing), text, lang or "", kind) for thing, text, lang in store.said(predicate))
