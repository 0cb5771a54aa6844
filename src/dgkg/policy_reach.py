"""Which policies are for an industry, or for one above or below it: as many as a reader reads, and how many more.

An industry that all cities share has policies by the thousand. A build keeps the nearest of each field and how many
there are (:mod:`dgkg.store.policy_counts`); elsewhere all are read at once, by policy and industry alone. What is told
of a policy is read for those that are shown, either way the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.namespaces import DGO
from dgkg.query import read_query
from dgkg.solutions import Solution, Solutions
from dgkg.store import COUNTS, MOST_NEAREST, held_for
from dgkg.terms import to_sparql

__all__ = ["MOST_POLICIES", "Reach", "measures_of", "policies_for"]

# Of the policies for one industry so many are read; those for the very industry come first.
MOST_POLICIES = MOST_NEAREST
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
_KEPT = read_query(
    _HEADER.format(zh="构建时留存的政策", en="Policies that a build has kept", parameters="#+   held: {class: any}")
    + _PREFIXES
    + f"""SELECT ?held ?relation ?value WHERE {{
  VALUES ?held {{ id:semiconductors-and-ic }}
  GRAPH {to_sparql(COUNTS)} {{ ?held ?relation ?value }}
}}""",
    "policies-kept",
)
_TOPICS = read_query(
    _HEADER.format(zh="政策所面向的产业", en="Fields that policies are for", parameters="#+   policy: {class: any}")
    + _PREFIXES
    + """SELECT DISTINCT ?policy ?topic WHERE {
  VALUES ?policy { id:policy-semiconductor-cluster }
  GRAPH ?sentence { ?policy dgo:appliesTo ?topic }
}""",
    "policies-topics",
)
_HIGHER = read_query(
    _HEADER.format(zh="产业的全部上位", en="All that lies above fields", parameters="#+   topic: {class: any}")
    + _PREFIXES
    + """SELECT DISTINCT ?topic ?higher WHERE {
  VALUES ?topic { id:semiconductors-and-ic }
  ?topic skos:broader+ ?higher
}""",
    "fields-above",
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


@dataclass(frozen=True, slots=True)
class _Aims:
    """Policies by industry with the fields that they name, the nearest among them; how many there are in all."""

    fields: Mapping[URIRef, Mapping[str, set[str]]]
    number: int


def policies_for(query: Callable[..., Solutions], industries: Iterable[URIRef]) -> Reach:
    """The policies for some industries and for those above and below them; of very many for one the first.

    Args:
        query: runs a question with values (``KnowledgeGraph.query``).
        industries: concepts of the industry scheme, or any other fields.
    """
    asked = list(industries)
    if not asked:
        return Reach({}, 0)
    aims = _counted(query, asked) or _found(query, asked)
    shown = {policy for industry, fields in aims.fields.items() for policy in _nearest(fields, industry)}
    rows = {}
    for industry, fields in aims.fields.items():
        policies = sorted(shown & fields.keys())
        topics = sorted({topic for policy in policies for topic in fields[policy]})
        values = {"policy": list(map(URIRef, policies)), "topic": list(map(URIRef, topics))}
        rows[industry] = list(query(_TOLD, **values)) if policies else []
    return Reach(rows, aims.number - len(shown))


def _found(query: Callable[..., Solutions], industries: Iterable[URIRef]) -> _Aims:
    """Every policy, looked for."""
    fields = {industry: _named(query(_AIMED, industry=industry)) for industry in industries}
    return _Aims(fields, len({policy for named in fields.values() for policy in named}))


def _counted(query: Callable[..., Solutions], industries: Sequence[URIRef]) -> _Aims | None:
    """Those that a build has kept, where it has kept enough to tell the nearest and the number."""
    kept = {industry: held_for([industry]) for industry in industries}
    number, near = _kept(query, kept.values())
    if any(len(near[held]) < min(number.get(held, MOST_POLICIES), MOST_POLICIES) for held in kept.values()):
        return None
    every = {policy for policies in near.values() for policy in policies}
    fields = _fields_for(query, industries, sorted(every))
    wide = [industry for industry, held in kept.items() if number[held] > len(near[held])]
    together = held_for(wide)
    if len(wide) > 1:
        number |= _kept(query, [together])[0]
    if wide and together not in number:
        return None
    # Of the others every policy is known.
    besides = every - {policy for industry in wide for policy in fields[industry]}
    return _Aims(fields, (number[together] if wide else 0) + len(besides))


def _fields_for(
    query: Callable[..., Solutions], industries: Sequence[URIRef], policies: Sequence[str]
) -> Mapping[URIRef, Mapping[str, set[str]]]:
    """Which of some policies are for each industry, with the fields that they name there."""
    topics = _named(query(_TOPICS, policy=list(map(URIRef, policies)))) if policies else {}
    higher = _above(query, {*map(str, industries), *(topic for named in topics.values() for topic in named)})

    def named_for(industry: URIRef, named: set[str]) -> set[str]:
        return {topic for topic in named if str(industry) in higher[topic] or topic in higher[str(industry)]}

    return {
        industry: {policy: found for policy, named in topics.items() if (found := named_for(industry, named))}
        for industry in industries
    }


def _kept(
    query: Callable[..., Solutions], held: Iterable[URIRef]
) -> tuple[dict[URIRef, int], Mapping[URIRef, Sequence[str]]]:
    """The number of policies, and the nearest, of what a build may have kept."""
    number: dict[URIRef, int] = {}
    near: dict[URIRef, list[str]] = defaultdict(list)
    for row in query(_KEPT, held=list(held)):
        node = row["held"]
        assert isinstance(node, URIRef)
        if row["relation"] == DGO.policyCount:
            number[node] = int(str(row["value"]))
        elif row["relation"] == DGO.nearestPolicy:
            near[node].append(str(row["value"]))
    return number, near


def _named(pairs: Solutions) -> dict[str, set[str]]:
    """Every policy with the fields that it names."""
    # Texts: to make terms of all would take as long as to find them.
    named: dict[str, set[str]] = defaultdict(set)
    for policy, topic in zip(*pairs.table.columns(lambda _, iri: iri), strict=True):
        named[str(policy)].add(str(topic))
    return dict(named)


def _above(query: Callable[..., Solutions], fields: Iterable[str]) -> Mapping[str, set[str]]:
    """Fields with themselves and all that lies above them."""
    found = {field: {field} for field in fields}
    for field, higher in _named(query(_HIGHER, topic=list(map(URIRef, sorted(found))))).items():
        found[field] |= higher
    return found


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
