"""What is known of things beside what passages state of them: what they belong to, notes, periods."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from rdflib import URIRef

from dgkg.store import Store, Table

__all__ = ["belongings", "notes", "periods"]

_BROADER = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT DISTINCT ?narrow ?broad WHERE {
  { ?narrow skos:broader ?broad } UNION { ?narrow dgo:partOfPlace ?broad }
  UNION { GRAPH ?g { ?narrow dgo:partOfPlace|dgo:subOrganizationOf ?broad } }
}"""


def notes(store: Store) -> dict[URIRef, str]:
    """Each footnote with the sentence that it is of."""
    answer = store.query(
        "PREFIX dgo: <https://w3id.org/dgkg/ontology#> SELECT ?note ?sentence WHERE { ?note dgo:noteOf ?sentence }"
    )
    assert isinstance(answer, Table)
    return {note: str(of) for note, of in answer.rows if isinstance(note, URIRef)}


def periods(store: Store) -> dict[URIRef, tuple[date, date]]:
    """Each period that has two ends with its first and its last day."""
    answer = store.query(
        "PREFIX dgo: <https://w3id.org/dgkg/ontology#> SELECT ?period ?first ?last WHERE "
        "{ ?period dgo:startDate ?first ; dgo:endDate ?last }"
    )
    assert isinstance(answer, Table)
    return {
        period: (date.fromisoformat(str(first)), date.fromisoformat(str(last)))
        for period, first, last in answer.rows if isinstance(period, URIRef)
    }  # fmt: skip


def belongings(store: Store) -> dict[URIRef, set[URIRef]]:
    """Each concept or place with everything it belongs to."""
    answer = store.query(_BROADER)
    assert isinstance(answer, Table)
    parents: dict[URIRef, set[URIRef]] = defaultdict(set)
    for narrow, broad in answer.rows:
        if isinstance(narrow, URIRef) and isinstance(broad, URIRef):
            parents[narrow].add(broad)
    found: dict[URIRef, set[URIRef]] = {}
    for thing in parents:
        above: set[URIRef] = set()
        todo = [thing]
        while todo:
            for parent in parents.get(todo.pop(), ()):
                if parent not in above:
                    above.add(parent)
                    todo.append(parent)
        found[thing] = above
    return found
