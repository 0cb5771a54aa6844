"""How to cite a source or a passage of it, as pages offer it: for reading, and as a file."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import DCTERMS, URIRef

from dgkg.reference import bibtex, gbt7714
from dgkg.source import Citation, Source
from dgkg.store import Table
from dgkg.terms import to_sparql
from dgkg.web.view import View

__all__ = ["Referenced", "publishers_of", "referenced"]


# An entry is the same in both languages: who made the page in one makes it in the other next.
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Referenced:
    """The entry of a bibliography, in both forms."""

    gbt7714: str
    bibtex: str


def referenced(view: View, source: Source, citation: Citation | None = None) -> Referenced:
    """The entries of a source, or of a passage."""
    known, key = view.shared.entries, citation.passage.iri if citation else source.iri
    if key not in known:
        if len(known) >= _MOST_KEPT:
            known.clear()
        names = [view.kg.words.label(iri, "zh") for iri in publishers_of(view, source)]
        known[key] = Referenced(gbt7714(source, names, citation), bibtex(source, names, citation))
    found = known[key]
    assert isinstance(found, Referenced)
    return found


def publishers_of(view: View, source: Source) -> list[URIRef]:
    """Who published a source, in the order in which it names them: its title page comes first."""
    known = view.shared.publishers
    if source.iri not in known:
        known[source.iri] = _publishers(view, source)
    return known[source.iri]


def _publishers(view: View, source: Source) -> list[URIRef]:
    answer = view.kg.store.query(f"SELECT ?who WHERE {{ {to_sparql(source.iri)} <{DCTERMS.publisher}> ?who }}")
    assert isinstance(answer, Table)
    wanted = sorted(row[0] for row in answer.rows if isinstance(row[0], URIRef))
    found: dict[URIRef, None] = {}
    for graph in view.kg.passages if view.shared.is_whole else ():
        if not graph.sentence.startswith(f"{source.iri}/"):
            continue
        named = {value for node in graph.nodes.values() for values in node.values() for value in values}
        found |= dict.fromkeys(iri for iri in wanted if iri in named or iri in graph.nodes)
        if len(found) == len(wanted):
            break
    return list(found | dict.fromkeys(wanted))
