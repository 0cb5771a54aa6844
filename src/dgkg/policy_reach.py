"""Which policies are for an industry, or for one above or below it: as many as a reader reads, and how many more.

An industry that all cities share has policies by the thousand. Which there are is read at once, by policy and
industry alone; what is told of a policy is read for those that are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.query import read_query
from dgkg.solutions import Solution, Solutions

__all__ = ["MOST_POLICIES", "Reach", "measures_of", "policies_for"]

# Of the policies for one industry so many are read; those for the very industry come first.
MOST_POLICIES = 50
_HEADER = "#+ summary: {{zh: {zh}, en: {en}}}\n#+ parameters:\n{parameters}\n"
_PREFIXES = """PREFIX dgo: <https://w3id.org/dgkg/ontology#>
PREFIX id: <https://w3id.org/dgkg/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_AIMED = read_query(
    _HEADER.format(zh="某产业及其上下位的政策", en="Policies for an industry", parameters="#+   industry: {class: any}")
    + _PREFIXES
    + """SELECT DISTINCT ?policy ?topic WHERE {
  VALUES ?industry { id:semiconductors-and-ic }
  ?topic (skos:broader*|^skos:broader*) ?industry .
  GRAPH ?sentence { ?policy dgo:appliesTo ?topic }
  ?policy a ?class .
  { SELECT ?class WHERE { ?class rdfs:subClassOf* dgo:PolicyDocument } }
}""",
    "policies-aimed",
)
_TOLD = read_query(
    _HEADER.format(
        zh="所列政策面向哪些产业",
        en="For which industries some policies are",
        parameters="#+   policy: {class: any}\n#+   topic: {class: any}",
    )
    + _PREFIXES
    + """SELECT DISTINCT ?policy ?topic ?status ?sentence WHERE {
  VALUES ?policy { id:policy-semiconductor-cluster }
  GRAPH ?sentence { ?policy dgo:appliesTo ?topic }
  VALUES ?topic { id:semiconductors-and-ic }
  OPTIONAL { GRAPH ?told { ?policy dgo:realization ?status } }
} ORDER BY ?policy ?topic ?sentence ?status""",
    "policies-told",
)
_MEASURES = read_query(
    _HEADER.format(
        zh="所列政策中有额度的举措",
        en="Measures with an amount of some policies",
        parameters="#+   policy: {class: any}",
    )
    + _PREFIXES
    + """SELECT DISTINCT ?policy ?measure ?beneficiary ?amount ?ceiling ?unit ?qualifier ?sentence WHERE {
  GRAPH ?sentence {
    VALUES ?policy { id:policy-semiconductor-cluster }
    ?policy dgo:hasMeasure ?node .
    ?node dgo:maximumSupport ?cap ; dgo:assertion ?measure .
    ?cap dgo:valueText ?amount .
    OPTIONAL { ?node dgo:beneficiary ?beneficiary }
    OPTIONAL { ?cap dgo:nominalValue ?ceiling }
    OPTIONAL { ?cap dgo:unit ?unit }
    OPTIONAL { ?cap dgo:valueQualifier ?qualifier }
  }
  FILTER(LANG(?measure) = "zh")
} ORDER BY ?sentence ?measure ?beneficiary ?amount""",
    "policies-measures",
)


@dataclass(frozen=True, slots=True)
class Reach:
    """The policies that reach some industries.

    ``rows`` tell by industry of each that is shown for which field it is, its status and the sentence;
    ``unlisted`` is how many policies are not shown.
    """

    rows: Mapping[URIRef, Sequence[Solution]]
    unlisted: int


def policies_for(query: Callable[..., Solutions], industries: Iterable[URIRef]) -> Reach:
    """The policies for some industries and for those above and below them; of very many for one the first.

    Args:
        query: runs a question with values (``KnowledgeGraph.query``).
        industries: concepts of the industry scheme, or any other fields.
    """
    aimed = {industry: _aimed(query, industry) for industry in industries}
    shown = {policy for industry, fields in aimed.items() for policy in _nearest(fields, industry)}
    rows = {}
    for industry, fields in aimed.items():
        policies = sorted(shown & fields.keys())
        topics = sorted({topic for policy in policies for topic in fields[policy]})
        asked = {"policy": list(map(URIRef, policies)), "topic": list(map(URIRef, topics))}
        rows[industry] = list(query(_TOLD, **asked)) if policies else []
    return Reach(rows, len({policy for fields in aimed.values() for policy in fields} - shown))


def _aimed(query: Callable[..., Solutions], industry: URIRef) -> Mapping[str, set[str]]:
    """Every policy for an industry, with the fields that it names."""
    # Texts: to make terms of all would take as long as to find them.
    columns = query(_AIMED, industry=industry).table.columns(lambda _, iri: iri)
    fields: dict[str, set[str]] = defaultdict(set)
    for policy, topic in zip(*columns, strict=True):
        fields[str(policy)].add(str(topic))
    return fields


def _nearest(fields: Mapping[str, set[str]], industry: URIRef) -> Sequence[str]:
    return sorted(fields, key=lambda policy: (str(industry) not in fields[policy], policy))[:MOST_POLICIES]


def measures_of(query: Callable[..., Solutions], policies: Iterable[URIRef]) -> Mapping[URIRef, Sequence[Solution]]:
    """The measures of some policies that have an amount, by policy.

    Args:
        query: runs a question with values (``KnowledgeGraph.query``).
        policies: those that are asked for.
    """
    found: dict[URIRef, list[Solution]] = defaultdict(list)
    asked = list(dict.fromkeys(policies))
    if asked:
        for row in query(_MEASURES, policy=asked):
            policy = row["policy"]
            assert isinstance(policy, URIRef)
            found[policy].append(row)
    return found
