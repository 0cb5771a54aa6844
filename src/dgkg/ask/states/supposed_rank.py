"""A place in a ranking that a question takes for granted and that is another one as it is stated.

「5G用户全省第三，到底有多少户」 asks for a number: the number is told, and that the place is the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import features
from dgkg.ask.states.standing import Claim, claimed, holds, is_among, leads, place_in
from dgkg.namespaces import DGO

__all__ = ["supposed"]

# What asks for a place, or for what has it, takes none for granted.
_OF_RANKS = {"yesno", "rank", "list", "who", "highest", "compare", "climb", "same"}
_ASKS = {"number", "count", "growth", "amount", "share"}
_SAID, _LESS = 0.6, 0.1


def supposed(index: Index, question: Question, found: Sequence[Found]) -> Claim | None:
    """The place that something does have, where a question for a figure of it takes another for granted."""
    place = place_in(question.text) or ((1, False) if leads(question.text) else None)
    if place is None or question.roles & _OF_RANKS or not question.roles & _ASKS:
        return None
    scopes = frozenset(t for u in question.of_kind("place") for t in u.things & question.wider - question.city)
    claim = claimed(index, replace(question, roles=question.roles | {"yesno"}), found)
    if claim is not None and claim.is_so is not None:
        return None if claim.is_so else replace(claim, in_full=True)
    whose = frozenset(t for u in question.places for t in u.things) or question.city
    ranks = [
        f for f in found
        if f.item.kind == "rank" and f.item.data.get(DGO.rank)
        and not whose.isdisjoint(f.item.data.get(DGO.rankedEntity, ())) and (not scopes or is_among(index, f, scopes))
    ]  # fmt: skip
    told = {f.key: _told(index, question, f) for f in ranks}
    most = max(told.values(), default=0.0)
    best = [f for f in ranks if told[f.key] > most - _LESS]
    if most < _SAID or any(holds(f, place) for f in ranks if told[f.key] >= _SAID * most):
        return None
    places = {str(n) for f in best for n in f.item.data.get(DGO.rank, ())}
    return Claim(is_so=False, by=best[0], in_full=True) if len(places) == 1 else None


def _told(index: Index, question: Question, f: Found) -> float:
    """How much of what is measured, by a question, a rank is of."""
    ranked_by = (t for t in f.item.data.get(DGO.rankedBy, ()) if isinstance(t, URIRef))
    by = frozenset().union(*(index.lexicon.features.get(t, frozenset()) for t in ranked_by))
    return sum(
        max(own, 1.0 if (words := features(u.text)) and words <= by else 0.0)
        for u, own in zip(question.units, f.own, strict=True)
        if u.kind == "concept" and u.weight >= TELLING and (own >= COVERED or features(u.text) & by)
    )
