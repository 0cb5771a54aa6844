"""Relations that are not stored, answered on demand by SPARQL property paths.

Every fact is stored once, in one direction, step by step. What follows from it (the other
direction, the whole chain upward) is a path over the same statements (SPARQL 1.1 §9): nothing
is kept twice, and every step still has its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import OWL, SKOS

from dgkg.errors import UsageError
from dgkg.namespaces import compact
from dgkg.store import Store, Table
from dgkg.terms import to_sparql

__all__ = ["PropertyPath", "path_of", "related"]

# What SKOS itself says of its relations (SKOS Reference §8.3, §10.3): written as the relation that
# is stored, whether it is walked backwards, both ways, and on and on.
_SKOS = {
    SKOS.narrower: (SKOS.broader, "inverse"),
    SKOS.broaderTransitive: (SKOS.broader, "transitive"),
    SKOS.narrowerTransitive: (SKOS.broader, "inverse transitive"),
    SKOS.hasTopConcept: (SKOS.topConceptOf, "inverse"),
    SKOS.narrowMatch: (SKOS.broadMatch, "inverse"),
    SKOS.related: (SKOS.related, "symmetric"),
    SKOS.relatedMatch: (SKOS.relatedMatch, "symmetric"),
    SKOS.closeMatch: (SKOS.closeMatch, "symmetric"),
    SKOS.exactMatch: (SKOS.exactMatch, "symmetric transitive"),
}


@dataclass(frozen=True, slots=True)
class PropertyPath:
    """One step of a relation as a property path, and whether it may be taken again and again."""

    step: str
    is_transitive: bool

    def __str__(self) -> str:
        return f"({self.step})+" if self.is_transitive else self.step


def path_of(store: Store, relation: URIRef, *, inverse: bool = False) -> PropertyPath:
    """The path that answers a relation from what is stored.

    Args:
        store: says which relations the ontology declares symmetric, transitive or inverse.
        relation: ``dgo:partOfPlace``, ``skos:broaderTransitive`` …
        inverse: read from object to subject.

    Raises:
        UsageError: nothing is known of the relation.
    """
    stored, how = _SKOS.get(relation, (relation, ""))
    term = to_sparql(stored)
    kinds = _declared(store, stored)
    if not kinds and not how and not store.query(f"ASK {{ ?a {term} ?b }}"):
        raise UsageError(
            f"图谱中没有关系「{compact(relation)}」；关系写作 dgo:locatedIn、skos:narrowerTransitive 等",
            f"The graph has no relation “{compact(relation)}”; write it like dgo:locatedIn, skos:narrowerTransitive",
        )
    forms = [f"^{term}" if "inverse" in how else term, *(f"^{to_sparql(other)}" for other in _inverses(store, stored))]
    if "symmetric" in how or OWL.SymmetricProperty in kinds:
        forms.append(f"^{term}")
    step = "|".join(dict.fromkeys(forms))
    return PropertyPath(f"^({step})" if inverse else step, "transitive" in how or OWL.TransitiveProperty in kinds)


def related(store: Store, thing: URIRef, relation: URIRef, *, inverse: bool = False) -> tuple[Table, str]:
    """What a relation leads to from a thing, stored so or not, and the query that found it.

    Returns:
        Rows of ``near`` (the thing one step before), ``thing`` and ``sentence`` (unbound for what
        is known of words, such as the tree of industries).
    """
    path = path_of(store, relation, inverse=inverse)
    start = to_sparql(thing)
    walk = f"{start} ({path.step})* ?near ." if path.is_transitive else f"BIND({start} AS ?near)"
    sparql = (
        f"SELECT DISTINCT ?near ?thing ?sentence WHERE {{\n  {walk}\n  ?near {path.step} ?thing .\n"
        f"  FILTER(?thing != {start})\n"
        f"  OPTIONAL {{ GRAPH ?sentence {{ ?near {path.step} ?thing }} }}\n}} ORDER BY ?thing ?near ?sentence"
    )
    answer = store.query(sparql)
    assert isinstance(answer, Table)
    return answer, sparql


def _declared(store: Store, relation: URIRef) -> set[object]:
    answer = store.query(f"SELECT ?kind {{ {to_sparql(relation)} a ?kind }}")
    assert isinstance(answer, Table)
    return {row[0] for row in answer.rows}


def _inverses(store: Store, relation: URIRef) -> list[URIRef]:
    of = to_sparql(relation)
    answer = store.query(
        f"SELECT DISTINCT ?other {{ {{ {of} <{OWL.inverseOf}> ?other }} UNION {{ ?other <{OWL.inverseOf}> {of} }} }} "
        "ORDER BY ?other"
    )
    assert isinstance(answer, Table)
    return [row[0] for row in answer.rows if isinstance(row[0], URIRef)]
