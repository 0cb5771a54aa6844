"""The classes and relations of the graph, in both languages, with counts and an example of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef

from dgkg.namespaces import DGO, RDF, compact, expand
from dgkg.table import Cell
from dgkg.web.address import kebab
from dgkg.web.asked import Asked
from dgkg.web.page import Grid, Page
from dgkg.web.view import View
from dgkg.web.wording import Piece, address_of

__all__ = ["schema_page"]

_TERMS = """SELECT ?term ?kind ?about ?value WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty dgo:FactProperty }
  ?term a ?kind .
  OPTIONAL {
    VALUES ?about { rdfs:domain rdfs:range rdfs:subClassOf rdfs:subPropertyOf dgo:example }
    ?term ?about ?value
  }
} ORDER BY ?term ?kind ?about ?value"""
_USED = "SELECT ?p (COUNT(*) AS ?n) WHERE { GRAPH ?sentence { ?s ?p ?o } } GROUP BY ?p"
_REGISTERED = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"
_NAME = re.compile(r"[a-z][a-z0-9]*:[\w.-]+")
_COLUMNS = (
    ("名称", "name"), ("种类", "kind"), ("中文", "Chinese"), ("英文", "English"), ("中文定义", "Chinese definition"),
    ("英文定义", "English definition"), ("数量", "count"), ("例", "example"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Described:
    """A class or a relation; ``about`` is what it stands under or between, by heading."""

    name: str
    labels: tuple[str, str]
    definitions: tuple[str, str]
    edges: tuple[str, str]
    is_fact: bool
    number: int | None
    address: str | None
    about: Sequence[tuple[str, Sequence[Piece]]]
    example: Sequence[Piece]


def schema_page(view: View, asked: Asked) -> Page:
    """``/schema``; a term stands at ``#LocalName``."""
    return Page(
        "schema.html.jinja",
        view.t("类与关系", "Classes and relations"),
        lambda: dict(zip(("classes", "relations"), _terms(view), strict=True)),
        name="schema",
        grid=lambda: _grid(view),
    )


def _terms(view: View) -> tuple[list[Described], list[Described]]:
    """Classes and relations, by their local names."""
    kinds: dict[URIRef, set[str]] = {}
    facts: dict[URIRef, dict[str, list[object]]] = {}
    for row in view.kg.sparql(_TERMS):
        term = row["term"]
        if isinstance(term, URIRef) and term.startswith(str(DGO)):
            kinds.setdefault(term, set()).add(str(row["kind"]).rpartition("#")[2])
            if "about" in row:
                found = facts.setdefault(term, {}).setdefault(str(row["about"]).rpartition("#")[2], [])
                found += [row["value"]] if row["value"] not in found else []
    used, things = _counts(view), _things(view)
    terms = sorted(kinds, key=lambda term: str(term).casefold())
    classes = [_described(view, t, facts.get(t, {}), things.get(t, 0), kinds[t]) for t in terms if "Class" in kinds[t]]
    # Of a graph too large to be read nobody counts them.
    unused = 0 if view.shared.is_whole else None
    relations = [
        _described(view, t, facts.get(t, {}), used.get(t, unused), kinds[t]) for t in terms if "Class" not in kinds[t]
    ]
    return classes, relations


def _described(
    view: View, term: URIRef, facts: Mapping[str, Sequence[object]], number: int | None, kinds: set[str]
) -> Described:
    ontology = view.kg.words.ontology
    headings = {
        "subClassOf": view.t("上位类", "subclass of"), "subPropertyOf": view.t("上位关系", "subrelation of"),
        "domain": view.t("主体", "from"), "range": view.t("客体", "to"),
    }  # fmt: skip
    about = [
        (headings[name], [_named(view, value) for value in found if isinstance(value, URIRef)])
        for name, found in facts.items()
        if name in headings
    ]
    zh, en = ("zh", "en")
    local = term.rpartition("#")[2]
    path = f"/t/{kebab(local)}" if "Class" in kinds and number else None
    return Described(
        local,
        (ontology.word(term, "label", zh) or local, ontology.word(term, "label", en) or local),
        (ontology.word(term, "definition", zh) or "", ontology.word(term, "definition", en) or ""),
        (ontology.word(term, "edgeForward", view.lang) or "", ontology.word(term, "edgeInverse", view.lang) or ""),
        "FactProperty" in kinds,
        number,
        view.to.page(path) if path else None,
        about,
        [piece for text in facts.get("example", ()) for piece in _example(view, str(text))],
    )


def _named(view: View, iri: URIRef) -> Piece:
    """A class by its label and its place here; a term of another vocabulary by its short name."""
    if iri.startswith(str(DGO)):
        return Piece(view.kg.words.ontology.label(iri, view.lang), f"#{iri.rpartition('#')[2]}")
    return Piece(compact(iri))


def _example(view: View, text: str) -> list[Piece]:
    """The example with its names as links: ``id:huawei dgo:locatedIn id:songshan-lake``."""
    found, at = [], 0
    for match in _NAME.finditer(text):
        iri = expand(match[0])
        address = f"#{iri.rpartition('#')[2]}" if iri and iri.startswith(str(DGO)) else iri and address_of(view, iri)
        found += [Piece(text[at : match.start()]), Piece(match[0], address or None)]
        at = match.end()
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def _counts(view: View) -> dict[URIRef, int]:
    """How often each relation is stated by a sentence; where by none, how often the registry has it."""
    found: dict[URIRef, int] = {}
    if not view.shared.is_whole:
        return found
    for text in (_REGISTERED, _USED):
        for row in view.kg.sparql(text):
            if isinstance(row["p"], URIRef) and isinstance(row["n"], Literal):
                found[row["p"]] = int(row["n"])
    found.pop(RDF.type, None)
    return found


def _things(view: View) -> dict[URIRef, int]:
    """How many things there are of each class, those of its subclasses with it."""
    found: dict[URIRef, int] = {}
    ontology = view.kg.words.ontology
    for types, number in view.shared.classes:
        for cls in {above for given in types for above in ontology.ancestors(given)}:
            found[cls] = found.get(cls, 0) + number
    return found


def _grid(view: View) -> Grid:
    classes, relations = _terms(view)
    cells: list[list[Cell]] = [
        [f"dgo:{term.name}", kind, *term.labels, *term.definitions, term.number, "".join(p.text for p in term.example)]
        for kind, terms in ((view.t("类", "class"), classes), (view.t("关系", "relation"), relations))
        for term in terms
    ]
    return Grid([view.t(*heading) for heading in _COLUMNS], cells)
