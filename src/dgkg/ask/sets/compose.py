"""Queries composed of what a question names: a class, what its members must have, must not have, or be above.

Three forms that no search for the best passage answers: figures of an indicator beyond a bound
(「软件业务收入过万亿的城市」), members of a group of which something is not said (「三大手机里谁没有…」),
and bodies of which two things are said in different passages. What they give is told item by
item, as everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import DOUBTING, TELLING, Question
from dgkg.ask.language.tokens import features, fold
from dgkg.namespaces import DGO, RDF
from dgkg.pattern import pattern
from dgkg.terms import to_sparql

__all__ = [
    "NEGATION", "Without", "asks_for_cities", "beyond_bounds", "denies", "in_both", "not_said", "query_of_bounds",
]  # fmt: skip

NEGATION = pattern(
    r"\b(?:do|does|did|is|are|was|were|have|has|had)(?: not|n't)\b|\bnot\b|\bwithout\b|\bnever\b|"
    r"没有被|没有|没|并未|未|不在|不是|不属于|不做|不|非"
)
# 有没有 asks whether, and 没有… of a thing that is not there yet is a status.
_DENIAL = pattern(
    r"\b(?:do|does|did|is|are|was|were|have|has|had)(?: not|n't)\b|\b(?:have|has|had|with) no\b"
    r"|\bwithout\b|(?<!有)没有(?!实现|完成|建成|落地)"
)
_CITIES = pattern(r"(?:哪个|哪些|哪几个)城市|城市(?:都|各|分别)?(?:有|是)(?:哪|谁)|\bwhich (?:\w+ )?(?:city|cities)\b")
_TIER = pattern(r"[这那一两三几]一?[档组级]|梯队|档次|\b(?:tier|bracket|band|bucket|group)\b")
# 「那个过百亿的基金投哪几个方向」 asks for something else of what lies beyond a bound.
_ASPECTS = pattern(r"哪[几些]?个?(?:方向|方面|领域|用途)|\bwhich (?:fields|areas|directions|purposes)\b|\bwhat for\b")
_LISTING = {"list", "who"}
_WEIGHT, _MOST, _MOST_EACH = 0.3, 30, 3
# So much of anything that cities are held against one another by is money.
_SUM = 10**8
_BODIES = (
    DGO.Company, DGO.CompanyGroup, DGO.Bank, DGO.University, DGO.ResearchInstitute, DGO.PolicyDocument, DGO.Project,
    DGO.FinancialProduct, DGO.Organization,
)  # fmt: skip
# 「智能制造或融合示范」: what is said of one or of the other.
_EITHER = pattern(r"或|\bor\b")
# What a body has, so that its class alone is a condition.
_HELD = frozenset({DGO.Project, DGO.Recognition, DGO.Award, DGO.RankedList})
_MEASURES = (DGO.indicator, DGO.ofIndicator)
_FIRMS = (DGO.Company, DGO.CompanyGroup, DGO.Bank)


@dataclass(frozen=True, slots=True)
class Without:
    """Members of a group of which something is not said, with the passages that name them and those that say it."""

    members: tuple[URIRef, ...]
    naming: tuple[Found, ...]
    saying: tuple[Found, ...]


def beyond_bounds(question: Question, found: Sequence[Found], *, is_one_of_several: bool = False) -> list[Found]:
    """The figures of what is named that lie where a question asks; empty where it sets no bound, or none does.

    ``is_one_of_several``: another bound stands beside it, and 「没过5000亿」 takes in 超2000亿, however far it goes.
    """
    bounds = bounds_in(question.text)
    if is_one_of_several:
        bounds = [bound.unless_above for bound in bounds]
    # 「年产值过百亿的那家造什么」 asks for something else of what lies beyond the bound.
    relates = any(t[len(DGO)].islower() for u in question.of_kind("schema") for t in u.things if t.startswith(DGO))
    asks = question.roles & (_LISTING | {"count"}) or not (
        relates or question.roles & {"number", "yesno", "date", "growth", "where"}
    )
    if not bounds or not asks or question.roles & DOUBTING or _ASPECTS.search(fold(question.text)):
        return []
    figures = [
        f for f in found
        if f.item.figure is not None and (DGO.Cap in f.item.data.get(RDF.type, ())) == ("cap" in question.roles)
    ]  # fmt: skip
    measured = frozenset(t for u in question.units for t in u.things if "/indicator-" in t)
    if "growth" in question.roles:
        figures = [f for f in figures if set(f.item.data.get(DGO.indicator, ())) & CHANGES]
        measured -= CHANGES
    if measured:
        named = [f for f in figures if any(measured & set(f.item.data.get(p, ())) for p in _MEASURES)]
        figures = named or (figures if question.roles & {"growth", "cap"} else [])
    elif not question.roles & {"cap", "growth"}:
        # 「digital industries worth over 200 billion」: a field whose size is told in money.
        fields = frozenset(t for u in question.of_kind("concept") for t in u.things)
        worth = any(b.is_money or b.value >= _SUM for b in bounds) and asks_for_cities(fold(question.text))
        figures = [f for f in figures if worth and fields & set(f.item.data.get(DGO.industry, ()))]
    admitted = [f for f in figures if f.item.figure and all(b.admits(f.item.figure) for b in bounds)]
    if _TIER.search(question.text.lower()):
        # 「过五千亿这一档」 is one group of several, not all that lies above.
        admitted = [f for f in figures if f.item.figure and f.item.figure.nominal in {b.value for b in bounds}]
    return _about_the_rest(question, admitted)


def _about_the_rest(question: Question, admitted: Sequence[Found]) -> list[Found]:
    """Those of the figures that are also of the other things that a question names."""
    for n, unit in enumerate(question.units):
        is_measure = any("/indicator-" in t for t in unit.things) or "#" in next(iter(unit.things), "")
        if unit.kind in {"entity", "place", "concept"} and unit.weight >= TELLING and not is_measure:
            narrower = [f for f in admitted if f.covered[n] >= COVERED]
            admitted = narrower or ([] if unit.kind != "concept" else admitted)
    return list(admitted)[:_MOST]


def query_of_bounds(question: Question, chosen: Sequence[Found]) -> str:
    """The query that gives the figures beyond the bounds of a question, with all that is stated of each."""
    measured = sorted({t for f in chosen for t in f.item.data.get(DGO.indicator, ()) if isinstance(t, URIRef)})
    areas = sorted({t for f in chosen for t in f.item.data.get(DGO.refArea, ()) if isinstance(t, URIRef)})
    tests = " && ".join(f"({bound.to_sparql()})" for bound in bounds_in(question.text))
    where = f"VALUES ?area {{ {' '.join(map(to_sparql, areas))} }}\n  " if areas else ""
    return (
        "SELECT DISTINCT ?node ?relation ?value ?sentence WHERE {\n"
        f"  VALUES ?indicator {{ {' '.join(map(to_sparql, measured))} }}\n  {where}"
        "GRAPH ?sentence {\n"
        f"    ?node dgo:indicator ?indicator {'; dgo:refArea ?area ' if areas else ''}; ?relation ?value .\n"
        "    OPTIONAL { ?node dgo:value ?exact } OPTIONAL { ?node dgo:nominalValue ?nominal }\n"
        "  }\n"
        f"  FILTER ({tests})\n}} ORDER BY ?sentence ?node ?relation ?value"
    )


def not_said(index: Index, question: Question, found: Sequence[Found]) -> Without | None:
    """Which members of what is named before a negation are not in what is named after it."""
    folded = fold(question.text)
    negation = NEGATION.search(folded)
    if negation is None or not question.roles & _LISTING or bounds_in(question.text):
        return None
    before, after = folded[: negation.start()], folded[negation.end() :]
    wanted = _wanted(index, question)
    telling = [n for n, u in enumerate(question.units) if _constrains(index, u.kind, u.things, u.weight)]
    denied = [n for n in telling if question.units[n].text in after and question.units[n].text not in before]
    given = [n for n in telling if n not in denied]
    if not denied or not given:
        return None
    group, naming = _bodies_with_all(index, question, found, given, wanted)
    others, saying = _bodies_with_all(index, question, found, denied, wanted)
    others |= {t for n in denied for t in question.units[n].things}
    left = sorted(group - others)
    if not left or len(left) == len(group) > _MOST:
        return None
    told = [f for f in naming if not f.item.things.isdisjoint(left) and f.item.things.isdisjoint(group - set(left))]
    told = told or [f for f in naming if not f.item.things.isdisjoint(left)]
    return Without(tuple(left), tuple(_few_each(left, told)), tuple(saying[:_MOST_EACH]))


def asks_for_cities(text: str) -> bool:
    """Whether a folded question asks which cities."""
    return bool(_CITIES.search(text))


def denies(question: Question) -> bool:
    """Whether a question asks for what something is not said of: no list of what it is said of answers it."""
    folded = fold(question.text)
    asks = question.roles & _LISTING and not question.roles & (DOUBTING | {"difference", "sum", "share", "ratio"})
    return bool(asks and _DENIAL.search(folded)) and not bounds_in(question.text)


def in_both(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where bodies are asked for of which two things are said in different passages: what is said of those."""
    folded = fold(question.text)
    if not question.roles & _LISTING or NEGATION.search(folded) or _EITHER.search(folded) or question.has_parts:
        return []
    wanted = _wanted(index, question)
    telling = [
        n for n, u in enumerate(question.units)
        if (_constrains(index, u.kind, u.things, u.weight) or (u.kind == "schema" and u.things & _HELD))
        and not (u.is_quantity and "number" in question.roles)
    ]  # fmt: skip
    if len(telling) <= 1:
        return []
    sets = [_bodies_with_all(index, question, found, [n], wanted) for n in telling]
    if any(not bodies for bodies, _ in sets):
        return []
    both = frozenset.intersection(*(frozenset(bodies) for bodies, _ in sets))
    if not both or all(bodies == both for bodies, _ in sets):
        return []
    told: list[Found] = []
    for _, items in sets:
        told += _few_each(sorted(both), [f for f in items if not f.item.things.isdisjoint(both)])
    # A passage on all that is asked needs no second one: whom it names of one part is not left out.
    known = {f.key for f in chosen}
    whole = [
        f for f in found
        if f.key in known and any(f.own[n] >= 1 for n in telling) and all(f.covered[n] >= COVERED for n in telling)
    ]  # fmt: skip
    told = [*whole, *told]
    strangers = frozenset().union(*(bodies for bodies, _ in sets)) - both
    strangers -= frozenset().union(*(f.item.things for f in whole))
    kept = [f for f in (*chosen, *told) if f.item.things.isdisjoint(strangers) or not f.item.things.isdisjoint(both)]
    return list({f.key: f for f in (*told, *kept)}.values())[:_MOST]


def _constrains(index: Index, kind: str, things: frozenset[URIRef], weight: float) -> bool:
    """Whether a part of a question says what the things asked for must have to do with."""
    return kind in {"entity", "place", "concept"} and weight >= _WEIGHT and not things & index.wider and not any(
        index.is_unit(t) for t in things
    )  # fmt: skip


def _wanted(index: Index, question: Question) -> tuple[URIRef, ...]:
    """The classes whose members are asked for: those that are named, else bodies of any kind."""
    if index.lexicon.features[DGO.Company] & features(question.text):
        return _FIRMS
    if _CITIES.search(fold(question.text)):
        return (DGO.AdministrativeDivision,)
    named = {t for u in question.of_kind("schema") for t in u.things if t in _BODIES}
    return tuple(sorted(named)) or (DGO.Organization,)


def _bodies_with_all(
    index: Index, question: Question, found: Sequence[Found], parts: Iterable[int], wanted: Sequence[URIRef]
) -> tuple[set[URIRef], list[Found]]:
    """Bodies of which each of some parts of a question is stated, and the items that state it."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    both: set[URIRef] | None = None
    items: list[Found] = []
    for n in parts:
        named = question.units[n].things
        stating = [f for f in found if f.own[n] >= COVERED and f.item.kind not in {"intention", "mention"}]
        bodies = {
            t for f in stating for t in f.item.things - named
            if t in types and any(is_a(types[t], cls) for cls in wanted)
        }  # fmt: skip
        both = bodies if both is None else both & bodies
        items += stating
    bodies = both or set()
    return bodies, [f for f in items if not f.item.things.isdisjoint(bodies)]


def _few_each(bodies: Sequence[URIRef], items: Sequence[Found]) -> list[Found]:
    """For each body the items that say most of it."""
    told: dict[tuple[URIRef, URIRef, URIRef | None], Found] = {}
    for body in bodies:
        for f in [f for f in items if body in f.item.things][:_MOST_EACH]:
            told.setdefault(f.key, f)
    return list(told.values())
