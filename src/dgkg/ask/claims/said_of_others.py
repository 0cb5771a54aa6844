"""A claim that is stated of something else: all else of it is said, and in the place of what it names another stands.

「算力谷以南城和凤岗为核心」 is said of 滨海湾 and 松山湖. That the source says it of others is no proof, so there is
no "no": it is told that the source does not say so, and what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg.ask.claims.borne_out import AMONG, Claimed, Told
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.question import TELLING, Unit
from dgkg.namespaces import DGO, RDF, SKOS
from dgkg.pattern import pattern

__all__ = ["said_of_others"]

_STATED = {"statement", "activity", "intention", "measure", "edge", "membership"}
_APART = {RDF.type, DGO.realization, DGO.enumeration, DGO.mentions, DGO.indicator, DGO.role}
_OF_SEVERAL = pattern(
    r"\bchapters?\b|\bsections?\b|\bparts? of\b|\bboth\b|章|小节|第[一二三四五六七八九十\d]+节|部分|既|同时"
)
_NAMED, _ENOUGH, _PAIR, _MOST = 0.3, 0.7, 2, 40


def said_of_others(index: Index, claim: Claimed) -> Verdict | None:
    """``unsaid``, and the item that says all else of a claim; ``None`` where none does, or more may be stated."""
    if _OF_SEVERAL.search(claim.text):
        # A part of the source is no thing that it is said of, and what is said of both may stand in two passages.
        return None
    core = claim.core
    named = [
        u for u in core.of_kind("entity", "place", "concept")
        if u.weight >= _NAMED and not u.things & core.wider and not u.is_quantity
    ]  # fmt: skip
    words = [u for u in core.units if u.kind == "word" and u.weight >= TELLING]
    strange = [u for u in words if not u.is_known]
    if len(named) + len(strange) < _PAIR or (strange and not AMONG.search(claim.text)):
        return None
    told = [(f, Told(index, f)) for f in search(index, core)[:_MOST] if f.item.kind in _STATED]
    best: tuple[float, Found, list[Unit]] | None = None
    for f, said in told:
        missing = [u for u in (*named, *strange) if not said.has(u)]
        rest = [u for u in (*named, *words) if u not in missing]
        weight = sum(u.weight for u in rest)
        if (
            missing and not all(u in missing for u in named) and weight >= _ENOUGH and all(said.has(u) for u in rest)
            and all(_has_rival(index, u, f, named) for u in missing) and (best is None or weight > best[0])
        ):  # fmt: skip
            best = (weight, f, missing)
    if best is None:
        return None
    _, f, missing = best
    rest = [u for u in named if u not in missing]
    # What is said of both elsewhere, or by one passage, may be what is claimed.
    if any(all(s.has(u) for u in rest) and any(s.has(u) for u in missing) for _, s in told):
        return None
    is_of_it = f.item.kind == "edge" and any(f.item.node in u.things for u in rest)
    both = (
        page for page in index.pages
        if all(u.things & page.things for u in rest) and any(u.things & page.things for u in missing)
    )  # fmt: skip
    if not is_of_it and any(both):
        return None
    return Verdict("unsaid", (f, *_where_it_is(told, f, missing, rest)))


def _where_it_is(
    told: Sequence[tuple[Found, Told]], f: Found, missing: Sequence[Unit], rest: Sequence[Unit]
) -> list[Found]:
    """What tells of that which the source has elsewhere: 「机器视觉质检」 is a use of 5G, and not in warehouses."""
    return [
        g for g, said in told
        if g.key != f.key and all(said.has(u) for u in missing) and any(said.has(u) for u in rest)
    ][:1]  # fmt: skip


def _has_rival(index: Index, unit: Unit, f: Found, named: Sequence[Unit]) -> bool:
    """Whether something of the sort of what is named stands in its place; of what nothing knows, a list."""
    values = {p: [t for t in ts if isinstance(t, URIRef)] for p, ts in f.item.data.items() if p not in _APART}
    if not unit.things:
        return any(len(ts) >= _PAIR for ts in values.values())
    asked = {t for u in named for t in u.things}
    near = asked.union(index.wider, *(index.broader.get(t, ()) for t in asked))
    roles, sorts, above = index.places_of(unit.things), _sorts(index, unit.things), _above(index, unit.things)
    is_concept = unit.kind == "concept"
    return any(
        ((is_concept and p in roles) or sorts & _sorts(index, {t}) or above & _above(index, {t}))
        and t not in near and near.isdisjoint(index.broader.get(t, set()) - index.wider)
        for p, ts in values.items() for t in ts
    )  # fmt: skip


def _sorts(index: Index, things: Iterable[URIRef]) -> set[URIRef]:
    return {c for t in things for c in index.words.gazetteer.types.get(t, ())} - {SKOS.Concept, DGO.Envisaged}


def _above(index: Index, things: Iterable[URIRef]) -> set[URIRef]:
    return {b for t in things for b in index.broader.get(t, ())} - index.wider
