"""Ranks against the values that earn them, and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rdflib import Literal, URIRef

from dgkg.checks.evidence import Evidence
from dgkg.facts import Node
from dgkg.finding import AuditFinding
from dgkg.namespaces import DGO, RDF

__all__ = ["rank_order", "same_rank_twice"]


@dataclass(frozen=True)
class _Rank:
    iri: URIRef
    sentence: URIRef
    rank: int
    node: Node

    def many(self, predicate: URIRef) -> frozenset[URIRef]:
        return frozenset(v for v in self.node.get(predicate, ()) if isinstance(v, URIRef))


def _ranks(evidence: Evidence) -> list[_Rank]:
    return [
        _Rank(iri, graph.sentence, int(str(rank)), node)
        for graph in evidence.passages
        for iri, node in graph.nodes.items()
        if DGO.RankingResult in node.get(RDF.type, ())
        for rank in node.get(DGO.rank, ())
        if isinstance(rank, Literal)
    ]


def rank_order(evidence: Evidence) -> Iterable[AuditFinding]:
    """Who ranks higher has the larger value (every ranked indicator of the report is better when larger)."""
    say = evidence.speaker
    for a, b in combinations(_ranks(evidence), 2):
        if a.many(DGO.rankScope) != b.many(DGO.rankScope) or a.many(DGO.rankedBy) != b.many(DGO.rankedBy):
            continue
        if not a.many(DGO.industry) & b.many(DGO.industry) or a.many(DGO.refPeriod) != b.many(DGO.refPeriod):
            continue
        first, second = (
            evidence.quantities.by_iri.get(next(iter(r.many(DGO.rankedObservation)), r.iri)) for r in (a, b)
        )
        if first is None or second is None or a.many(DGO.rankedEntity) == b.many(DGO.rankedEntity):
            continue
        if first.interval is None or second.interval is None or a.rank == b.rank:
            continue
        higher, lower = (first, second) if a.rank < b.rank else (second, first)
        assert higher.interval is not None
        assert lower.interval is not None
        wrong = (
            higher.interval.high is not None
            and lower.interval.low is not None
            and (higher.interval.high < lower.interval.low)
        )
        ranks = sorted((a.rank, b.rank))
        compared = "<" if wrong else "≥"
        texts = []
        for lang in ("zh", "en"):
            place = ("第{}", "no. {}")[lang == "en"]
            texts.append(
                f"{place.format(ranks[0])} {say.name(higher, lang)} {say.printed(higher, lang)} {compared} "
                f"{place.format(ranks[1])} {say.name(lower, lang)} {say.printed(lower, lang)}"
            )
        yield evidence.finding("rank-order", "contradiction" if wrong else "holds", (higher, lower), *texts)


def same_rank_twice(evidence: Evidence) -> Iterable[AuditFinding]:
    """The same ranking told in two passages gives the same place."""
    told: dict[tuple[object, ...], list[_Rank]] = defaultdict(list)
    dimensions = (
        DGO.rankedEntity, DGO.rankedBy, DGO.rankScope, DGO.refPeriod, DGO.industry, DGO.population, DGO.inList
    )  # fmt: skip
    for rank in _ranks(evidence):
        told[tuple(rank.many(d) for d in dimensions)].append(rank)
    for ranks in told.values():
        for a, b in combinations(ranks, 2):
            if a.iri == b.iri and a.rank == b.rank:
                continue
            entity = next(iter(a.many(DGO.rankedEntity)), a.iri)
            indicator = next(iter(a.many(DGO.rankedBy)), a.iri)
            same = a.rank == b.rank
            texts = [
                f"{evidence.words.label(entity, lang)} · {evidence.words.label(indicator, lang)}: "
                f"{a.rank} {'=' if same else '≠'} {b.rank}"
                for lang in ("zh", "en")
            ]
            sentences = sorted({a.sentence, b.sentence}, key=evidence.words.library.sort_key)
            severity = "holds" if same else "contradiction"
            yield AuditFinding("same-rank-twice", severity, tuple(sentences), (a.iri, b.iri), texts[0], texts[1])
