"""Where policies and firms do not meet, and which segments of a chain have no named firm.

All counts are of **what the report names**. A gap is a gap of the report's telling: that it
names no firm in a segment does not mean that the city has none, and that it names no policy
for an industry does not mean that none is in force. Nor is a covered industry a funded one:
the report links a policy to an industry and a firm to an industry, never a firm to money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import URIRef

from dgkg.measure import Measure, MeasureRow
from dgkg.namespaces import DGO, PREFIXES
from dgkg.store import Store, Table
from dgkg.words import Words

__all__ = ["chain_gaps", "policy_coverage"]

_PROLOGUE = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("dgo", "rdfs", "skos"))
# As in the library's firms-in-industry: a cluster or chain counts as its industry.
_FIRMS = """
SELECT DISTINCT ?topic ?firm ?sentence WHERE {
  {
    GRAPH ?sentence { ?firm dgo:activeIn ?topic }
  } UNION {
    GRAPH ?sentence { ?membership dgo:member ?firm ; dgo:memberOf ?topic }
    FILTER NOT EXISTS { ?membership dgo:realization/dgo:isIntention true }
  } UNION {
    ?set (dgo:chainOf|dgo:clusterIndustry) ?topic .
    GRAPH ?sentence { ?membership dgo:member ?firm ; dgo:memberOf ?set }
    FILTER NOT EXISTS { ?membership dgo:realization/dgo:isIntention true }
  }
  ?firm a/rdfs:subClassOf* ?kind .
  VALUES ?kind { dgo:Company dgo:CompanyGroup }
} ORDER BY ?topic ?firm ?sentence"""
_POLICIES = """
SELECT DISTINCT ?topic ?policy ?sentence WHERE {
  {
    GRAPH ?sentence { ?policy dgo:appliesTo ?topic }
  } UNION {
    ?policy dgo:hasMeasure ?measure .
    GRAPH ?sentence { ?measure dgo:appliesTo ?topic }
  }
  ?policy a/rdfs:subClassOf* dgo:PolicyDocument .
} ORDER BY ?topic ?policy ?sentence"""
# Drafted and not yet issued: a policy that is not yet in force covers nothing.
_NOT_YET = "SELECT DISTINCT ?policy WHERE { ?policy dgo:appliesTo ?x ; dgo:realization/dgo:isIntention true }"
_BROADER = "SELECT DISTINCT ?child ?parent WHERE { ?child skos:broader ?parent } ORDER BY ?child ?parent"
_SEGMENTS = """
SELECT DISTINCT ?set ?segment ?sentence WHERE {
  GRAPH ?sentence { ?set dgo:chainSegment ?segment }
} ORDER BY ?set ?segment ?sentence"""

_Pairs = Mapping[URIRef, Mapping[URIRef, set[URIRef]]]


@dataclass
class _Found:
    """Things found for a topic, with the passages, and over which topics of the tree."""

    things: set[URIRef] = field(default_factory=set)
    topics: set[URIRef] = field(default_factory=set)
    sentences: set[URIRef] = field(default_factory=set)

    def sorted(self) -> tuple[URIRef, ...]:
        return tuple(sorted(self.things))


class _Told:
    """Who is told to be in which field, and which policy is for it."""

    def __init__(self, store: Store, words: Words) -> None:
        self._store = store
        self.words = words
        self.firms = self._pairs(_FIRMS)
        policies = self._pairs(_POLICIES)
        self.not_yet = {iri for (iri,) in self._rows(_NOT_YET)}
        self.policies: _Pairs = {
            topic: {p: s for p, s in found.items() if p not in self.not_yet} for topic, found in policies.items()
        }
        self._above: dict[URIRef, set[URIRef]] = defaultdict(set)
        self._below: dict[URIRef, set[URIRef]] = defaultdict(set)
        for child, parent in self._rows(_BROADER):
            self._above[child].add(parent)
            self._below[parent].add(child)

    def _rows(self, query: str) -> list[tuple[URIRef, ...]]:
        answer = self._store.query(_PROLOGUE + query)
        assert isinstance(answer, Table)
        return [row for row in answer.rows if all(isinstance(term, URIRef) for term in row)]  # type: ignore[misc]

    def _pairs(self, query: str) -> _Pairs:
        found: dict[URIRef, dict[URIRef, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
        for topic, thing, sentence in self._rows(query):
            if sentence in self.words.library:
                found[topic][thing].add(sentence)
        return found

    def segments(self) -> dict[tuple[URIRef, URIRef], set[URIRef]]:
        found: dict[tuple[URIRef, URIRef], set[URIRef]] = defaultdict(set)
        for whole, segment, sentence in self._rows(_SEGMENTS):
            found[whole, segment].add(sentence)
        return found

    def is_industry(self, topic: URIRef) -> bool:
        return self.words.ontology.is_a(self.words.gazetteer.types.get(topic, ()), DGO.Industry)

    def below(self, topic: URIRef) -> set[URIRef]:
        """The topic and all narrower ones."""
        return _closure(topic, self._below)

    def above(self, topic: URIRef) -> set[URIRef]:
        """The topic and all broader ones."""
        return _closure(topic, self._above)

    @staticmethod
    def over(topics: Iterable[URIRef], pairs: _Pairs) -> _Found:
        """All that is told of any of the topics."""
        found = _Found()
        for topic in topics:
            for thing, sentences in pairs.get(topic, {}).items():
                found.things.add(thing)
                found.topics.add(topic)
                found.sentences |= sentences
        return found


def _closure(start: URIRef, steps: Mapping[URIRef, set[URIRef]]) -> set[URIRef]:
    found, todo = {start}, [start]
    while todo:
        for other in steps.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


_STATES = {
    "none": ("有点名企业而无政策", "firms named, no policy"),
    "no_firm": ("有政策而无点名企业", "policy, no firm named"),
    "broader": ("政策只面向其上级产业", "policy only for a broader industry"),
    "narrower": ("政策只面向其下级产业", "policy only for a narrower industry"),
    "no_industry": ("政策未指向任何产业", "policy names no industry"),
    "stated": ("政策与企业同在一产业", "policy and firms in one industry"),
    "below": ("企业只在其下级产业", "firms only in narrower industries"),
}
_GAPS = {"none", "no_firm"}


def policy_coverage(store: Store, words: Words, *, every: bool = False) -> Measure:
    """Industries with named firms but no policy, and policies whose industry has no named firm.

    An industry is looked at if the report names a firm in that very industry. It has a policy
    if one *applies to* it, to a broader or to a narrower industry (by the ontology's tree, in
    the library's way; the column ``finding`` tells them apart), be it by one of its measures.
    A policy has firms if one is named in an industry it applies to, or in a narrower one.
    Drafts that are not yet issued cover nothing; policies for subjects that are no industry
    (data governance) are no gap.

    It means: here the report tells of firms and of no policy, or the reverse. It must not be
    read as a verdict on the city's policies (the report is an excerpt of one year, and policies
    for the whole digital economy name no industry), nor as who received what.

    Args:
        store: what answers.
        words: names and citations.
        every: also what is covered, not only the gaps.

    Returns:
        Rows of ``finding``, ``thing`` (the industry or policy), ``industries`` (where the other
        side was found, or was looked for), ``firms``, ``policies``.
    """
    told = _Told(store, words)
    rows = [_of_industry(told, topic) for topic in sorted(told.firms) if told.is_industry(topic)]
    rows += [_of_policy(told, policy) for policy in sorted({p for found in told.policies.values() for p in found})]
    order = list(_STATES)
    rows.sort(key=lambda pair: order.index(pair[0]))
    number = {state: sum(s == state for s, _ in rows) for state in order}
    labels = [("，".join(f"{_STATES[s][0]} {n}" for s, n in number.items() if n)),
              (", ".join(f"{_STATES[s][1]}: {n}" for s, n in number.items() if n))]  # fmt: skip
    drafts = len(told.not_yet)
    counted = {
        "zh": f"报告点名的企业所在产业与报告所述政策（不是全部企业和政策）：{labels[0]}"
        f"；未印发的文件 {drafts} 份不计。",
        "en": f"Industries of the firms that the report names, and the policies it tells of (not all firms and "
        f"policies): {labels[1]}; {drafts} drafts not counted.",
    }
    columns = (
        ("finding", "情形", "finding"), ("thing", "产业或政策", "industry or policy"),
        ("industries", "经由产业", "industries"), ("firms", "点名企业", "firms named"),
        ("policies", "政策", "policies"),
    )  # fmt: skip
    shown = [row for state, row in rows if every or state in _GAPS]
    return Measure("coverage", counted, columns, shown, words)


def _of_industry(told: _Told, topic: URIRef) -> tuple[str, MeasureRow]:
    firms = told.over([topic], told.firms)
    for state, topics in (
        ("stated", {topic}),
        ("broader", told.above(topic)),
        ("narrower", {t for t in told.below(topic) if told.is_industry(t)}),
        ("none", set()),
    ):
        policies = told.over(topics, told.policies)
        if policies.things or state == "none":
            break
    return state, _row(state, topic, policies.topics or {topic}, firms, policies, told.words)


def _of_policy(told: _Told, policy: URIRef) -> tuple[str, MeasureRow]:
    topics = {t for t, found in told.policies.items() if policy in found and told.is_industry(t)}
    sentences = {s for found in told.policies.values() for s in found.get(policy, ())}
    itself = _Found({policy}, topics, sentences)
    firms = told.over(topics, told.firms)
    state = "stated" if firms.things else "no_firm" if topics else "no_industry"
    if state == "no_firm":
        firms = told.over({t for topic in topics for t in told.below(topic)}, told.firms)
        state = "below" if firms.things else state
    return state, _row(state, policy, firms.topics or topics, firms, itself, told.words)


def _row(state: str, thing: URIRef, topics: set[URIRef], firms: _Found, policies: _Found, words: Words) -> MeasureRow:
    zh, en = _STATES[state]
    cited = sorted(firms.sentences | policies.sentences, key=words.library.sort_key)
    cells = ({"zh": zh, "en": en}, thing, tuple(sorted(topics)), firms.sorted(), policies.sorted())
    return MeasureRow(cells, tuple(cited))


def chain_gaps(store: Store, words: Words, *, every: bool = False) -> Measure:
    """Segments of chains and clusters in which the report names no firm.

    A segment is what a passage states by ``dgo:chainSegment``; a firm is in it if it is told
    to be active in it, to belong to it, or to a narrower field of the tree.

    It means that the report lists the segment and leaves it without a name. It must not be
    read as a missing link (补链) of the city's industry: segments are named in passing, in the
    report's words and at unlike depth, and most firms of a city are in no report.

    Args:
        store: what answers.
        words: names and citations.
        every: also segments with named firms.

    Returns:
        Rows of ``set`` (the chain or cluster), ``segment``, ``number`` of firms and ``firms``;
        those without a firm first.
    """
    told = _Told(store, words)
    rows = []
    for (whole, segment), sentences in told.segments().items():
        firms = told.over(told.below(segment), told.firms)
        cited = sorted(sentences | firms.sentences, key=words.library.sort_key)
        rows.append(MeasureRow((whole, segment, len(firms.things), firms.sorted()), tuple(cited)))
    rows.sort(key=lambda row: (row.cells[2] != 0, str(row.cells[0]), str(row.cells[1])))
    empty = [row for row in rows if row.cells[2] == 0]
    sets = len({row.cells[0] for row in rows})
    counted = {
        "zh": f"报告列出的 {sets} 条产业链或集群的 {len(rows)} 个环节，其中 {len(empty)} 个未点名任何企业"
        "（不等于没有企业）。",
        "en": f"{len(rows)} segments of {sets} chains or clusters that the report lists; in {len(empty)} of them it "
        "names no firm (which does not mean that there is none).",
    }
    columns = (
        ("set", "产业链或集群", "chain or cluster"), ("segment", "环节", "segment"),
        ("number", "点名企业数", "firms named"), ("firms", "企业", "firms"),
    )  # fmt: skip
    return Measure("gaps", counted, columns, rows if every else empty, words)
