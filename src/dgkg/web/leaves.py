"""Which pages a site of files has: every page that stands for something, and none that waits for a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from urllib.parse import unquote

from rdflib import URIRef

from dgkg.diagram import recipes
from dgkg.namespaces import DGO
from dgkg.web.address import kebab, slug_of
from dgkg.web.pages import PAGES
from dgkg.web.pages.source import chapter_path, passages_of, path_of
from dgkg.web.pages.type_list import PER_PAGE
from dgkg.web.relative import logical
from dgkg.web.view import View

__all__ = ["ENTITY", "PASSAGE", "Leaf", "leaves_of"]

ENTITY, PASSAGE = "/e/{kind}/{slug:path}", "/source/{doc}/{passage}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a site: its logical path, the pattern in ``PAGES`` that makes it, what it asks and is about."""

    path: str
    pattern: str
    parts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    about: URIRef | None = None


def leaves_of(view: View) -> list[Leaf]:
    """Every page, the short ones first; the language of the view is of no matter."""
    found = [
        *(Leaf(p, p) for p in ("/", "/t", "/d", "/q", "/quality", "/schema", "/about", "/source", "/stats")),
        *(Leaf(f"/d/{name}", "/d/{recipe}", {"recipe": name}) for name in recipes()),
        *(Leaf(f"/q/{query.name}", "/q/{name}", {"name": query.name}) for query in view.kg.queries),
        *_types(view),
        *_sources(view),
        *_things(view),
    ]
    return [leaf for leaf in found if leaf.pattern in PAGES]


def _types(view: View) -> Iterator[Leaf]:
    """The list of each class that has things, of its own or below it; long lists in several pages."""
    ontology = view.kg.words.ontology
    sizes: Counter[URIRef] = Counter()
    for types, number in Counter(view.kg.words.gazetteer.types.values()).items():
        above = {c for cls in types for c in ontology.ancestors(cls) if c.startswith(str(DGO))}
        sizes.update(dict.fromkeys(above, number))
    for cls, size in sorted(sizes.items()):
        kind = kebab(cls.rpartition("#")[2])
        if view.shared.paths.cls(kind) is None:
            continue
        for number in range(1, ceil(size / PER_PAGE) + 1):
            values = {"page": str(number)} if number > 1 else {}
            yield Leaf(logical(f"/t/{kind}", values), "/t/{kind}", {"kind": kind}, values)


def _sources(view: View) -> Iterator[Leaf]:
    for source in view.kg.words.library.sources:
        doc = path_of(source).rpartition("/")[2]
        yield Leaf(path_of(source), "/source/{doc}", {"doc": doc})
        passages = passages_of(view, source)
        sections = {p.section.notation: p.section for p in passages}
        chapters = {chapter_path(view, source, section).partition("#")[0] for section in sections.values()}
        # A chapter and then its passages, for they show the same.
        inside: dict[str, list[URIRef]] = {chapter: [] for chapter in sorted(chapters)}
        for passage in passages:
            inside[chapter_path(view, source, passage.section).partition("#")[0]].append(passage.iri)
        for chapter, found in inside.items():
            yield _passage_leaf(doc, chapter)
            yield from (_passage_leaf(doc, view.shared.paths.thing(iri), iri) for iri in found)


def _passage_leaf(doc: str, path: str, about: URIRef | None = None) -> Leaf:
    return Leaf(path, PASSAGE, {"doc": doc, "passage": unquote(path.rpartition("/")[2])}, about=about)


def _things(view: View) -> Iterator[Leaf]:
    ontology, indicators = view.kg.words.ontology, "/stats/{indicator:path}"
    # By plain texts: rdflib compares terms in Python.
    for iri, types in sorted(view.kg.words.gazetteer.types.items(), key=lambda item: str(item[0])):
        path = view.shared.paths.thing(iri)
        if not path.startswith("/e/"):
            continue
        # A file has room for every fact: nothing is left for a second page.
        yield Leaf(path, ENTITY, {"kind": path.split("/")[2], "slug": f"{unquote(slug_of(iri))}.all"}, about=iri)
        if ontology.is_a(types, DGO.Indicator):
            yield Leaf(f"/stats/{slug_of(iri)}", indicators, {"indicator": unquote(slug_of(iri))})
