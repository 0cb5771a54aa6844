"""Whether figures may be put together for a question: only those that it names, and only such as belong together.

Two figures that happen to stand near the words of a question have a quotient, too, and it would be
a number that nobody stated of anything. So each part of the question is to be told by one of the
operands itself, no operand is of a thing that the question does not name, and a share is of a whole
that it is a part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from rdflib import URIRef

from dgkg.ask.items.fitting import GENERAL
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, WIDE, Found
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import features, fold
from dgkg.namespaces import DGO, DGS, UNIT
from dgkg.pattern import pattern

__all__ = [
    "OF_ANY_FIELD",
    "agree",
    "are_named",
    "is_below",
    "is_part",
    "is_stated_part",
    "is_untold_part",
    "tell_all",
    "words_in_name",
]

# Below this a part of a question says too little to be asked about.
_TOLD, _IN_PART = 0.25, 0.3
_WHOSE = (DGO.refArea, DGO.subject)
_NUMBER = pattern(r"[\d一二三四五六七八九十百千万亿两几零]+")
_TIES = (DGO.partOfTotal, DGO.shareOf, DGO.part)
_CHANGE_OF = (DGO.growthOf, DGO.differenceOf)
_PAIR = 2
# What every field may be called tells none: the telecoms sector, 软件产业.
OF_ANY_FIELD = features("industry sector 产业 行业")


def tell_all(index: Index, question: Question, operands: Sequence[Found]) -> bool:
    """Whether each part of a question that says something is told by an operand itself.

    Of figures that stand side by side, of one thing in one passage, or of one quantity of two places
    that are both named, it need only be told by their passage, and in part: they belong together
    whatever words are used of them.
    """
    if all(f.item.numbers & question.numbers for f in operands):
        # 「852加347」 names them by what they are.
        return True
    divides = question.roles & {"share", "ratio"} and "times" not in question.roles
    if not divides and _are_twins(question, operands):
        return _tell_in_part(question, operands)
    is_tied = len(operands) == _PAIR and _is_change_of(*operands)
    of_share = bool(question.roles & {"share", "ratio"})
    asked = [
        n for n, u in enumerate(question.units)
        if u.kind != "schema" and not _NUMBER.fullmatch(u.text)
        and (u.weight >= _TOLD or (of_share and u.kind == "place" and not _is_rank(question, u)))
    ]  # fmt: skip
    if not asked:
        # 「how many had gone digital」: light words, but there are no others.
        asked = [n for n, u in enumerate(question.units) if u.kind != "schema" and not _NUMBER.fullmatch(u.text)]
    return bool(asked) and all(
        _is_told(index, question, n, operands) or (is_tied and _is_said_of_both(question, n, operands)) for n in asked
    )


def _is_said_of_both(question: Question, n: int, operands: Sequence[Found]) -> bool:
    """Whether a part is told by the passage of a level and its change, which are of one thing, and in part by them."""
    unit = question.units[n]
    if unit.kind in {"entity", "place"}:
        return False
    return all(f.covered[n] >= COVERED and f.own[n] > 0 and f.own[n] != WIDE for f in operands)


def _are_twins(question: Question, operands: Sequence[Found]) -> bool:
    """Whether figures stand side by side, or are of one quantity of things that are each named."""
    first, *others = operands
    if not others or any(f.item.figure is None for f in operands):
        return False
    of_one = _WHOSE if "average" in question.roles else (DGO.unit, *_WHOSE)
    beside = all(f.page is first.page and agree(f, first, *of_one) for f in others)
    alike = all(agree(f, first, DGO.unit, DGO.indicator, DGO.population, DGO.refPeriod) for f in others)
    if beside and all(agree(f, first, DGO.refPeriod) for f in others):
        # 「人工智能与软件开发相差多少」 names the whole and a part; another part is not meant.
        return not alike or all(_tells_apart(question, f, g) for f, g in combinations(operands, 2))
    places = [
        n for n, u in enumerate(question.units) if u.kind in {"entity", "place"} and not u.things & question.wider
    ]
    each = [{n for n in places if f.own[n] >= COVERED} for f in operands]
    return alike and all(each) and len(set().union(*each)) == len(places) and all(
        a.isdisjoint(b) for a, b in combinations(each, 2)
    )  # fmt: skip


def _is_change_of(f: Found, g: Found) -> bool:
    """Whether one figure is the growth of the other, or by how much it changed."""
    return any(a.item.node in b.item.data.get(p, ()) for a, b in ((f, g), (g, f)) for p in _CHANGE_OF)


def _tell_in_part(question: Question, operands: Sequence[Found]) -> bool:
    """Whether the things and quantities of a question are told by operands, or by their passage in part."""
    asked = [
        n for n, u in enumerate(question.units)
        if u.kind not in {"schema", "word"} and u.weight >= _TOLD and not u.things & question.wider
    ]  # fmt: skip

    def is_told(n: int) -> bool:
        least = 1.0 if question.units[n].kind in {"entity", "place"} else _IN_PART
        return max(f.own[n] for f in operands) >= least or max(f.covered[n] for f in operands) >= COVERED

    return bool(asked) and all(map(is_told, asked))


def _is_told(index: Index, question: Question, n: int, operands: Sequence[Found]) -> bool:
    unit, best = question.units[n], max(f.own[n] for f in operands)
    if unit.kind == "word":
        return max(f.covered[n] for f in operands) >= COVERED
    if unit.kind == "place" and unit.things & index.wider and not unit.things & index.city:
        # Whose share of the nation is asked for wants a figure of the nation.
        return any(unit.things & _values(f, *_WHOSE) for f in operands)
    if best == WIDE and "sum" in question.roles and all(f.own[n] == WIDE for f in operands):
        # Parts that are added up are each told of less than the whole that is named.
        return True
    if best == WIDE and not unit.is_quantity:
        # What is told of a part of it is not told of it, unless that part is named as well.
        return any(is_below(index, other, unit) and max(f.own[m] for f in operands) == 1.0
                   for m, other in enumerate(question.units))  # fmt: skip
    return best >= (1.0 if unit.kind in {"entity", "place"} else COVERED)


def are_named(index: Index, question: Question, operands: Sequence[Found]) -> bool:
    """Whether no operand is of a place, a body or a field that the question does not name; the city need not be."""
    asked = {t for u in question.units for t in u.things}
    if "cap" in question.roles and len(operands) > 1:
        # Caps are of measures, which no question names but by what they give and to whom.
        return _tells_apart(question, *operands[:2])

    def is_asked(thing: URIRef) -> bool:
        return not asked.isdisjoint({thing, *index.broader.get(thing, ())})

    def is_spoken(field: URIRef) -> bool:
        # 「AI软件」 speaks of no other field of AI than that.
        said = (
            features(u.text) for u in question.units if not any(field in index.broader.get(t, ()) for t in u.things)
        )
        return any(index.lexicon.features.get(field, frozenset()) & words - OF_ANY_FIELD for words in said)

    # Quantities that only one body has (赋能企业数) name it.
    shared = set.intersection(*(_values(f, *_WHOSE) for f in operands))
    for f in operands:
        whose = _values(f, *_WHOSE)
        if whose & shared and not _values(f, DGO.indicator) & GENERAL:
            continue
        if whose and not any(t in index.city or is_asked(t) for t in whose):
            return False
        # What has a name of its own (服务外包合同金额) needs no field; revenue is always that of one.
        fields = _values(f, DGO.industry) if _values(f, DGO.indicator) & GENERAL else set()
        if fields and not any(is_asked(t) or is_spoken(t) for t in fields) and whose <= index.city:
            return False
    return True


def is_part(index: Index, question: Question, part: Found, whole: Found) -> bool:
    """Whether one figure is of a part of what the other is of, or both are of places that are to be compared."""
    if any(whole.item.node in part.item.data.get(p, ()) or part.item.node in whole.item.data.get(p, ()) for p in _TIES):
        return True
    if not agree(part, whole, DGO.indicator):
        # Of two quantities only those of one thing, side by side: racks in use and racks designed.
        is_beside = part.page is whole.page and agree(part, whole, *_WHOSE)
        related = _is_within(index, part, whole, DGO.industry) or _is_within(index, whole, part, DGO.industry)
        if _values(part, DGO.unit) == {UNIT.NUM}:
            # Data centres are no part of the racks in them.
            related = agree(part, whole, DGO.industry)
        return is_beside and related and _are_two(question, part, whole)
    totals = {t for f in (part, whole) for t in f.item.data.get(DGO.accumulation, ())}
    if {DGS.newInPeriod, DGS.cumulative} <= totals and agree(part, whole, *_WHOSE, DGO.industry):
        return True
    dimensions = (DGO.refArea, DGO.subject, DGO.industry, DGO.population)
    if all(_is_within(index, part, whole, d) for d in dimensions):
        return not agree(part, whole, *dimensions)
    # 「松山湖相当于北京的百分之几」: no part of it, but that is what is asked.
    is_of_city = _values(part, DGO.refArea) <= index.city
    apart = _tells_apart(question, part, whole) or is_of_city
    # 「what share of the world's phones」: the whole is of a place around the city that the question names.
    is_around = is_of_city and any(u.things & question.wider & _values(whole, DGO.refArea) for u in question.units)
    asks = "ratio" in question.roles or ("share" in question.roles and is_around)
    return asks and agree(part, whole, DGO.industry, DGO.population) and apart


def words_in_name(index: Index, question: Question, f: Found) -> int:
    """How many words of a question are in the name of a quantity as they stand: 「设计机架」, "built"."""
    names = (index.words.label(i, question.lang) for i in f.item.data.get(DGO.indicator, ()) if isinstance(i, URIRef))
    name = fold(" ".join(names))
    return sum((u.kind == "word" or u.names_quantity) and u.weight >= _TOLD and u.text in name for u in question.units)


def is_stated_part(part: Found, whole: Found) -> bool:
    """Whether a figure is stated to be a part of another."""
    return whole.item.node in part.item.data.get(DGO.partOfTotal, ())


def is_untold_part(f: Found, figures: Iterable[Found]) -> bool:
    """Whether a figure is a part of one that tells all that it tells: "executed" is of all that was, not offshore."""
    return any(is_stated_part(f, g) and all(a <= b for a, b in zip(f.own, g.own, strict=True)) for g in figures)


def is_below(index: Index, unit: Unit, other: Unit) -> bool:
    """Whether what one part of a question names lies within what another names."""
    return unit is not other and any(not other.things.isdisjoint(index.broader.get(t, ())) for t in unit.things)


def _values(f: Found, *predicates: URIRef) -> set[URIRef]:
    return {t for p in predicates for t in f.item.data.get(p, ()) if isinstance(t, URIRef)}


def agree(f: Found, g: Found, *predicates: URIRef) -> bool:
    """Whether two items have the same values of some relations."""
    return all(_values(f, p) == _values(g, p) for p in predicates)


def _is_within(index: Index, part: Found, whole: Found, predicate: URIRef) -> bool:
    """Whether a figure is of the same, or of something below it; a whole that says nothing is of everything."""
    inner, outer = _values(part, predicate), _values(whole, predicate)
    return not outer or (bool(inner) and all(not outer.isdisjoint({t, *index.broader.get(t, ())}) for t in inner))


def _is_rank(question: Question, unit: Unit) -> bool:
    """Whether a place only says among whom something is first: 「全省第一的…」."""
    return bool(re.search(re.escape(unit.text) + r"(?:第|排|首|领先)", question.text))


def _are_two(question: Question, f: Found, g: Found) -> bool:
    """Whether a question names both of two quantities of one thing, and something of one that is not of the other."""
    asked = [
        n for n, u in enumerate(question.units)
        if u.kind not in {"schema", "place"} and (u.weight >= _TOLD or u.names_quantity)
    ]  # fmt: skip
    named = all(any(x.own[n] >= COVERED for n in asked) for x in (f, g))
    return named and any(f.own[n] != g.own[n] for n in asked)


def _tells_apart(question: Question, f: Found, g: Found) -> bool:
    """Whether each of two figures is of a part of the question that the other is not of."""
    asked = [n for n, u in enumerate(question.units) if u.kind != "schema"]
    return any(f.own[n] > g.own[n] for n in asked) and any(g.own[n] > f.own[n] for n in asked)
