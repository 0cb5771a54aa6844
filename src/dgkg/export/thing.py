"""What the graph says of a few things, as linked data: for content negotiation on their pages."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import DCTERMS, Graph, URIRef

from dgkg.export.jsonld import to_jsonld
from dgkg.namespaces import PREFIXES
from dgkg.store import Store, Table
from dgkg.terms import to_sparql
from dgkg.trig import TermQuad

__all__ = ["describe"]

_TEXT = """
SELECT DISTINCT ?s ?p ?o ?g WHERE {
  VALUES ?thing { %s }
  { GRAPH ?g { ?thing ?p ?o } BIND(?thing AS ?s) }
  UNION { GRAPH ?g { ?s ?to ?thing . ?s ?p ?o } }
  UNION { ?thing ?p ?o . BIND(?thing AS ?s) FILTER NOT EXISTS { GRAPH ?any { ?thing ?p ?o } } }
} ORDER BY ?s ?p ?o ?g"""


def describe(store: Store, things: Iterable[URIRef], form: str) -> str:
    """The things with all that is said of them.

    Args:
        store: where it is said.
        things: IRIs.
        form: ``jsonld``, where each sentence holds what it states; or ``ttl``, which has no
            graphs: there each thing has the sentences it rests on as ``dcterms:source``.
    """
    answer = store.query(_TEXT % " ".join(to_sparql(thing) for thing in things))
    assert isinstance(answer, Table)
    quads = [(s, p, o, g if isinstance(g, URIRef) else None) for s, p, o, g in answer.rows]
    told: list[TermQuad] = [
        (s, p, o, g) for s, p, o, g in quads if isinstance(s, URIRef) and isinstance(p, URIRef) and o is not None
    ]
    return to_jsonld(told) if form == "jsonld" else _turtle(told)


def _turtle(quads: Iterable[TermQuad]) -> str:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value, sentence in quads:
        graph.add((subject, predicate, value))
        if sentence is not None and subject != sentence:
            graph.add((subject, DCTERMS.source, sentence))
    return graph.serialize(format="turtle")
