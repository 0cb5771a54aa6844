"""The border between Oxigraph's terms and rdflib's.

Above this line every term is an rdflib term (a ``str``, so pandas, networkx and
Jinja take it as it is); below it the engine keeps its own.
"""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

__all__ = ["Term", "TermReader", "to_oxigraph", "to_sparql"]

Term = URIRef | BNode | Literal


class TermReader:
    """Turns Oxigraph terms into rdflib terms, each different one only once.

    An rdflib literal costs a few microseconds and results repeat their terms, so one
    reader serves one result. ``normalize=False`` keeps the wording that the engine gave.
    """

    def __init__(self) -> None:
        self._known: dict[object, Term] = {}

    def __call__(self, term: object) -> Term:
        """The rdflib term for an Oxigraph term."""
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = _read(term)
        return known


def _read(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    msg = f"RDF 1.1 has no such term: {term!r}"
    raise TypeError(msg)


def to_sparql(term: Term) -> str:
    r"""The term as SPARQL writes it: escaped, so that a value cannot break out of its place.

    >>> to_sparql(Literal('a"b'))
    '"a\\"b"'
    """
    if isinstance(term, BNode):
        msg = "A blank node cannot be named in a query (SPARQL 1.1 §4.1.4)."
        raise TypeError(msg)
    return str(to_oxigraph(term))


def to_oxigraph(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The engine's own term."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
