"""The schema as a text: every class and relation with its words, what it joins, and an example.

Short enough for a program (or a language model) to read before it writes SPARQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rdflib import URIRef

from dgkg.namespaces import DGO, PREFIXES, compact
from dgkg.store import Store, Table
from dgkg.words import Words

__all__ = ["schema_text"]

_TERMS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT ?term ?kind ?about ?value WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind .
  OPTIONAL { VALUES ?about { rdfs:domain rdfs:range rdfs:subClassOf dgo:example } ?term ?about ?value }
} ORDER BY ?term ?kind ?about ?value"""
_HOW = """Facts are asked by GRAPH ?sentence { ?subject ?relation ?object }: ?sentence is the citation.
Names (skos:prefLabel, skos:altLabel, in @zh and @en) and classes stand outside: ?thing skos:prefLabel "…"@zh .
A plan, target, cap or recommendation is a node of its own (dgo:Intention, dgo:Target, dgo:Cap), never a fact.
A figure is a dgo:Observation with dgo:indicator, dgo:refArea, dgo:refPeriod, dgo:unit, dgo:valueText as printed, and
dgo:value in base units; a hedged one has dgo:lowerBound or dgo:upperBound and no dgo:value."""
_USED_PREFIXES = ("dgo", "dgs", "id", "skos", "unit", "xsd")


def schema_text(store: Store, words: Words) -> str:
    """Prefixes, how facts are asked for, and a line a class and a relation."""
    terms = _terms(store)
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in _USED_PREFIXES if name in PREFIXES]
    lines += ["", _HOW]
    for title, kinds in (("Classes", {"Class"}), ("Relations", {"ObjectProperty", "DatatypeProperty"})):
        lines += ["", f"# {title}"]
        lines += [_line(words, term, about) for term, (kind, about) in terms.items() if kind in kinds]
    return "\n".join(lines) + "\n"


def _terms(store: Store) -> dict[URIRef, tuple[str, Mapping[str, list[str]]]]:
    answer = store.query(_TERMS)
    assert isinstance(answer, Table)
    kinds: dict[URIRef, str] = {}
    facts: dict[URIRef, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for term, kind, about, value in answer.rows:
        if isinstance(term, URIRef) and term.startswith(str(DGO)):
            kinds.setdefault(term, str(kind).rpartition("#")[2])
            if about is not None and value is not None:
                told = compact(value) if isinstance(value, URIRef) else str(value)
                found = facts[term][str(about).rpartition("#")[2]]
                found += [] if told in found else [told]
    return {term: (kinds[term], facts[term]) for term in sorted(kinds)}


def _line(words: Words, term: URIRef, about: Mapping[str, list[str]]) -> str:
    told = f"{compact(term)} · {words.label(term, 'zh')} · {words.label(term, 'en')}"
    if broader := about.get("subClassOf"):
        told += f" · under {', '.join(broader)}"
    if ends := [", ".join(about[end]) for end in ("domain", "range") if about.get(end)]:
        told += f" · {' → '.join(ends)}"
    if examples := about.get("example"):
        told += f" · e.g. {examples[0]}"
    return told
