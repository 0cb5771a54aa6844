"""The border between Oxigraph's terms and rdflib's.

Above this line every term is an rdflib term (a ``str``, so pandas, networkx and
Jinja take it as it is); below it the engine keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef

from dgkg.namespaces import interned

__all__ = [
    "Plain",
    "Row",
    "Term",
    "TermReader",
    "as_iri",
    "is_absolute",
    "language_of",
    "plain",
    "plain_columns",
    "to_oxigraph",
    "to_sparql",
]

Term = URIRef | BNode | Literal
Plain = object
"""A value without a term around it: text, a number, ``None``, or whatever names an IRI."""
Row = Iterable[ox.NamedNode | ox.BlankNode | ox.Literal | None]
"""The engine's terms of one solution, in the order of its columns."""
_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")
_NUMBERS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float", "positiveInteger")
)


# What an engine takes for an IRI; a reader may have typed anything.
_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def as_iri(term: Term | None) -> URIRef:
    """A term that is an IRI where the query can give nothing else."""
    assert isinstance(term, URIRef), term
    return term


def language_of(term: Term | None) -> str:
    """The language of a text; empty for anything that has none."""
    return (term.language or "") if isinstance(term, Literal) else ""


def is_absolute(iri: str) -> bool:
    """Whether an engine takes a text for an IRI."""
    return bool(_ABSOLUTE.fullmatch(iri))


class TermReader:
    """Turns Oxigraph terms into rdflib terms, each different one only once.

    An rdflib literal costs a few microseconds and results repeat their terms, so one
    reader serves one result. ``normalize=False`` keeps the wording that the engine gave.
    """

    def __init__(self) -> None:
        self._known = _Known()

    def __call__(self, term: object) -> Term:
        """The rdflib term for an Oxigraph term."""
        return self._known[term]

    def rows(self, solutions: Iterable[Iterable[object]]) -> list[tuple[Term | None, ...]]:
        """Rows of rdflib terms; what is unbound stays so."""
        known: Callable[[object], Term | None] = self._known.__getitem__
        return [tuple([None if term is None else known(term) for term in solution]) for solution in solutions]


class _Known(dict[object, Term]):
    """Terms that were read; one that was not is read when it is asked for."""

    def __missing__(self, term: object) -> Term:
        self[term] = found = _read(term)
        return found


def _read(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return interned(term.value)
    if isinstance(term, ox.Literal):
        # The engine has normalised what it normalises; rdflib need not try again.
        if term.language:
            return Literal(term.value, lang=term.language, normalize=False)
        if term.datatype == _STRING:
            # One and the same in RDF 1.1; rdflib would not find the one by the other.
            return Literal(term.value, normalize=False)
        return Literal(term.value, datatype=interned(term.datatype.value), normalize=False)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    msg = f"RDF 1.1 has no such term: {term!r}"
    raise TypeError(msg)


def plain(term: Term | None, name: Callable[[str], Plain]) -> Plain:
    """The plain value of an rdflib term; ``name`` says what to make of an IRI."""
    if isinstance(term, Literal):
        return _number(str(term)) if str(term.datatype) in _NUMBERS else str(term)
    if isinstance(term, URIRef):
        return name(str(term))
    return None if term is None else str(term)


def plain_columns(
    variables: Sequence[str], solutions: Iterable[Row], name: Callable[[str, str], Plain]
) -> list[list[Plain]]:
    """The columns of Oxigraph's solutions as plain values, no rdflib term between.

    An rdflib term costs more than reading the whole cell: a DataFrame that needs only its
    text is made from the engine's terms.
    """
    known: list[dict[str, Plain]] = [{} for _ in variables]
    columns: list[list[Plain]] = [[] for _ in variables]
    every = list(zip(variables, known, columns, strict=True))
    node, literal = ox.NamedNode, ox.Literal
    for solution in solutions:
        for (variable, seen, column), term in zip(every, solution, strict=True):
            if isinstance(term, node):
                iri = term.value
                value = seen.get(iri, seen)
                if value is seen:
                    value = seen[iri] = name(variable, iri)
                column.append(value)
            elif isinstance(term, literal):
                column.append(_number(term.value) if term.datatype.value in _NUMBERS else term.value)
            else:
                column.append(None if term is None else term.value)
    return columns


def _number(text: str) -> int | float:
    """A number of XSD as Python has it; whole numbers are ``int`` however they are written."""
    try:
        return int(text)
    except ValueError:
        number = float(text)
        return int(number) if number.is_integer() else number


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
