"""Which of the items found are the answer, and whether they are one at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.evidence.beyond import of_bound
from dgkg.ask.evidence.completion import goes_on, purposes, reasons, remedies, rest_of_passage, runners_up
from dgkg.ask.evidence.links import (
    NEAR,
    bridge,
    each_named,
    of_compared,
    of_links,
    of_named_class,
    of_numbers,
    of_one_plan,
    of_same_subject,
    of_section,
    of_siblings,
    of_time,
    of_wanted_class,
)
from dgkg.ask.evidence.remainder import remainder
from dgkg.ask.fit.sufficiency import is_enough
from dgkg.ask.items.fitting import fits
from dgkg.ask.items.index import Index, Page
from dgkg.ask.items.search import CHANGES, COVERED, META, Found, unasked
from dgkg.ask.language.question import DOUBTING, HEAVY, TELLING, Question, Unit
from dgkg.ask.reading.anaphora import asks_on
from dgkg.ask.states.origin import origins
from dgkg.namespaces import DGO, DGS, UNIT
from dgkg.pattern import pattern

__all__ = ["choose", "one_of_each"]

_NEAR_OF_MANY, _NEAR_OF_LIST, _TIED, _TELLS = 0.6, 0.45, 0.93, 0.22
_SEVERAL = {"sum", "difference", "ratio", "average", "compare", "highest", "list", "base", "yesno"}
_BEHIND, _AHEAD, _OTHER, _OTHER_WORD = 0.3, 0.2, 0.25, 0.5
_MOST_PAGES, _MOST_TOLD, _MOST_BRIDGES, _MOST_OF_EACH = 6, 20, 3, 4
_WHICH = pattern(r"[二三四五六七八九十2-9] ?(?:个|大|条|方面|点|项)|是什么|what are", re.IGNORECASE)
_HEADING = pattern(r"/\d\.\d-h$")


def choose(index: Index, question: Question, found: Sequence[Found]) -> list[Found]:
    """The items to tell, best passage first; empty where the source does not answer."""
    # What is of a kind that was not asked for and accounts for nothing else scores less than nothing.
    fitting = [f for f in found if f.score > 0 and fits(index, question, f)]
    if not fitting:
        return []
    if headings := _headings(question, fitting):
        return headings
    best = fitting[0]
    pages = [best.page]
    for f in fitting:
        if f.page not in pages and f.score >= _TIED * best.score and len(pages) < _MOST_PAGES:
            pages.append(f.page)
    chosen = _of_pages(question, pages, fitting)
    for _ in range(_MOST_BRIDGES):
        more = bridge(index, question, found, chosen)
        if not more:
            break
        chosen += more
    chosen += of_same_subject(question, found, chosen)
    chosen += each_named(question, fitting, chosen)
    chosen += of_compared(question, fitting, chosen)
    chosen += of_numbers(question, fitting, chosen)
    chosen += of_wanted_class(index, question, found, chosen)
    chosen += of_named_class(index, question, found, chosen)
    chosen += of_section(question, found, chosen)
    chosen += of_links(index, question, found, chosen)
    chosen += of_siblings(index, question, chosen)
    chosen += _right_ones(question, found, chosen)
    chosen = _of_right_quantity(question, chosen)
    chosen = _of_accumulation(question, _without_lesser(question, chosen))
    chosen = _without_strangers(index, question, _without_other_places(question, chosen))[:_MOST_TOLD]
    chosen += of_time(question, fitting, chosen)
    said_by = {f.key: f for f in origins(index, question, chosen)}
    if not is_enough(index, question, [*chosen, *said_by.values()]):
        return []
    chosen = [f for f in chosen if f.key not in said_by]
    chosen += [unasked(question, f.page, f.item) for f in said_by.values()]
    bounded = of_bound(index, question, found, chosen)
    chosen = [*(f for f in chosen if f.key not in {g.key for g in bounded}), *bounded]
    chosen += of_one_plan(question, found, chosen)
    chosen += rest_of_passage(question, found, chosen)
    chosen += goes_on(index, question, chosen)
    chosen += reasons(question, found, chosen)
    chosen += purposes(question, chosen)
    chosen += remedies(index, question, found, chosen)
    more = runners_up(index, question, found, chosen)
    return [*_with_remainder(chosen, remainder(question, found, chosen)), *more]


def _with_remainder(chosen: Sequence[Found], rest: Sequence[Found]) -> list[Found]:
    """The rest of the first passage beside what was chosen of it, before what others say."""
    besides = {f.key for f in rest}
    kept = [f for f in chosen if f.key not in besides]
    here = [f for f in kept if f.page is chosen[0].page]
    return [*here, *rest, *(f for f in kept if f.page is not chosen[0].page)] if rest else list(chosen)


def _headings(question: Question, fitting: Sequence[Found]) -> list[Found]:
    """For problems or advice as such, or of a part of the source: what its headings state."""
    kinds = {t for u in question.of_kind("schema") for t in u.things} & {DGO.Challenge, DGO.Recommendation}
    if not kinds or not ("list" in question.roles or _WHICH.search(question.text)):
        return []
    others = [u for u in question.units if not u.things & kinds and u.is_known]
    if not question.section and any(u.weight >= (_OTHER if u.kind != "word" else _OTHER_WORD) for u in others):
        return []
    heads = [f for f in fitting if _HEADING.search(f.page.sentence) and f.item.kind in {"statement", "intention"}]
    told = [f for f in heads if kinds & f.item.wide]
    return sorted(told, key=lambda f: f.page.sentence)


def _right_ones(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where something is doubted of a thing: that of which it is said."""
    if not question.roles & DOUBTING:
        return []
    known = {f.key for f in chosen}
    more = [*_rivals(question, found, chosen), *_of_what_is_named(question, found, chosen)]
    for n, unit in enumerate(question.units):
        if (
            unit.kind == "concept"
            and unit.weight >= HEAVY
            and not any(f.own[n] >= COVERED and _is_of_it(question, f) for f in chosen)
        ):
            more += [f for f in found if f.own[n] >= COVERED and f.key not in known][:_MOST_OF_EACH]
    return more


def _of_what_is_named(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where a number is doubted of a thing: the figure of the very quantity that is named, however common its name."""
    named = [n for n, u in enumerate(question.units) if u.kind in {"entity", "place"}]
    quantities = {t for u in question.units if u.names_quantity for t in u.things}
    if not question.numbers or not named or not quantities:
        return []
    known = {f.key for f in chosen}
    return [
        f for f in found
        if f.key not in known and quantities & set(f.item.data.get(DGO.indicator, ()))
        and all(f.own[n] >= COVERED for n in named)
    ][:1]  # fmt: skip


def _rivals(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Beside a figure that is told only for its number, the one that the words mean."""

    def said(f: Found) -> float:
        return sum(u.weight * c for u, c in zip(question.units, f.own, strict=True) if not u.text[:1].isdigit())

    told = [f for f in chosen if f.item.figure is not None]
    if not question.numbers or not told or not any(question.numbers & f.item.numbers for f in told):
        return []
    best = max(map(said, told))
    asked = {t for u in question.units for t in u.things}

    def is_meant(f: Found) -> bool:
        return bool(asked & set(f.item.data.get(DGO.indicator, ())))

    fair = not any(map(is_meant, told))
    others = [
        f for f in found
        if f.item.figure is not None and (said(f) > best + _BEHIND or (fair and is_meant(f) and said(f) >= best))
    ]  # fmt: skip
    return [max(others, key=said)] if others else []


def _is_of_it(question: Question, f: Found) -> bool:
    """Whether an item itself names a thing that is asked about."""
    named = [c for u, c in zip(question.units, f.own, strict=True) if u.kind in {"entity", "place"}]
    return not named or max(named) >= COVERED


def _without_lesser(question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Where one number is meant, those that account for less of the question go."""
    figures = [f for f in chosen if f.item.figure is not None]
    # 「涨了多少」 asks for one growth rate, not for a difference.
    roles = question.roles - {"difference", "base"} if "growth" in question.roles else question.roles
    if len(figures) <= 1 or question.has_parts or question.numbers or roles & _SEVERAL:
        return list(chosen)
    best = figures[0]

    def is_less(f: Found) -> bool:
        pairs = list(zip(question.units, f.own, best.own, strict=True))
        behind = any(b - c >= _BEHIND and u.weight >= _TELLS for u, c, b in pairs)
        return behind and not any(c - b >= _BEHIND and u.weight >= _TELLS for u, c, b in pairs)

    return [f for f in chosen if f.item.figure is None or not is_less(f)]


def _of_accumulation(question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Where new ones are asked for, the running total goes, and the other way round."""
    asked = question.roles & {"new", "cumulative"}
    if len(asked) != 1 or question.has_parts:
        return list(chosen)
    wanted, other = (DGS.newInPeriod, DGS.cumulative) if "new" in asked else (DGS.cumulative, DGS.newInPeriod)
    if not any(wanted in f.item.data.get(DGO.accumulation, ()) for f in chosen):
        return list(chosen)
    return [f for f in chosen if other not in f.item.data.get(DGO.accumulation, ())]


def _of_pages(question: Question, pages: Sequence[Page], found: Sequence[Found]) -> list[Found]:
    chosen: list[Found] = []
    doubted = bool(question.numbers) and "yesno" in question.roles
    for page in pages:
        mine = [f for f in found if f.page is page]
        near = _NEAR_OF_MANY if question.has_parts or (page is pages[0] and doubted) else NEAR
        # A list is in the passage as a whole; its figures are not.
        listed = _NEAR_OF_LIST if page is pages[0] and "list" in question.roles else near
        chosen += [
            f for f in mine
            if f.score >= (near if f.is_number or f.item.relation in META else listed) * mine[0].score
        ]  # fmt: skip
    return chosen


def one_of_each(unit: Unit, found: Sequence[Found]) -> list[Found]:
    """For a name of several things: the best items on each, if every one of them has any."""
    groups = []
    for thing in sorted(unit.things):
        mine = [f for f in found if thing in f.item.things]
        if not mine:
            return []
        best = max(mine, key=lambda f: f.score)
        groups.append([f for f in mine if f.page is best.page and f.score >= NEAR * best.score][:_MOST_OF_EACH])
    return [f for group in groups for f in group]


def _of_right_quantity(question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Where a quantity is named and given, figures of other quantities go."""
    asked = {t for u in question.units for t in u.things if u.is_quantity and u.weight >= TELLING}
    several = "rank" in question.roles and len([u for u in question.of_kind("concept") if u.weight >= HEAVY]) > 1
    if not asked or question.has_parts or question.numbers or several:
        return list(chosen)

    def of(f: Found) -> set[object]:
        return {
            *f.item.data.get(DGO.ofIndicator, ()),
            *f.item.data.get(DGO.indicator, ()),
            *f.item.data.get(DGO.rankedBy, ()),
            *(f.item.things if CHANGES & set(f.item.data.get(DGO.indicator, ())) else ()),
        }

    kept = [f for f in chosen if f.is_number and asked & of(f)]
    if not kept:
        return list(chosen)
    # 「how many sales events」: what is sold is named, the events are counted.
    counts = _counts_of_all(question, chosen) if "count" in question.roles else []
    heavy = [n for n, u in enumerate(question.units) if u.weight >= HEAVY and u.kind != "elsewhere"]

    def is_of_all(f: Found) -> bool:
        return len(heavy) > 1 and all(f.own[n] >= COVERED for n in heavy)

    def says_all(f: Found) -> bool:
        # 「离岸执行金额」 is a quantity of its own, though 「执行金额」 is named.
        return f.item.figure is not None and f.item.figure.unit != UNIT.PERCENT and is_of_all(f)

    things = [n for n in heavy if not question.units[n].is_quantity]
    if any(max(f.own[n] for f in kept) < COVERED <= max(f.own[n] for f in chosen if f.is_number) for n in things):
        # The thing that is named has no such figure of its own, but another.
        return list(chosen)
    others = [f for f in chosen if f.is_number and not asked & of(f)]
    if "growth" in question.roles and (narrower := _changes_of_more(heavy, kept, others)):
        # 「离岸执行金额的增速」: of a quantity that has both in its name.
        return [f for f in chosen if not f.is_number or f in narrower]
    if "growth" not in question.roles and any(map(says_all, others)) and not any(map(is_of_all, kept)):
        return [f for f in chosen if not f.is_number or says_all(f)]
    return [f for f in chosen if not f.is_number or f in kept or f in counts]


def _counts_of_all(question: Question, chosen: Sequence[Found]) -> list[Found]:
    """The counts that tell every telling part of a question themselves."""
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING]
    return [
        f for f in chosen
        if f.item.figure is not None and f.item.figure.unit == UNIT.NUM and all(f.own[n] >= COVERED for n in telling)
    ]  # fmt: skip


def _changes_of_more(heavy: Sequence[int], kept: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """The changes among some figures that tell more of a question's telling parts than those of the named quantity."""

    def said(f: Found) -> float:
        return sum(f.own[n] for n in heavy)

    def changes(figures: Sequence[Found]) -> list[Found]:
        return [f for f in figures if CHANGES & set(f.item.data.get(DGO.indicator, ()))]

    best = max(map(said, changes(kept)), default=0.0)
    return [f for f in changes(others) if said(f) > best + _AHEAD and all(f.own[n] >= COVERED for n in heavy)][:1]


def _without_other_places(question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Beside a figure of the city, the same figure of a place that nobody asked for is no answer."""
    asked = {t for u in question.units for t in u.things}

    def areas(f: Found) -> set[object]:
        return set(f.item.data.get(DGO.refArea, ()))

    ours = {t for f in chosen if areas(f) & question.city for t in f.item.data.get(DGO.indicator, ())}
    if question.roles & {"share", "ratio", "compare"} or question.places:
        return list(chosen)
    return [
        f for f in chosen
        if f.item.figure is None or not areas(f) or areas(f) & question.city or areas(f) & asked
        or not ours & set(f.item.data.get(DGO.indicator, ()))
    ]  # fmt: skip


def _without_strangers(index: Index, question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Where a second condition holds for some of the bodies found, those for which it does not hold go."""
    if not question.roles & {"who", "list"} or asks_on(question):
        return list(chosen)
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    asked = {t for u in question.units for t in u.things}

    def bodies(f: Found) -> set[URIRef]:
        return {t for t in f.item.things - asked if t in types and is_a(types[t], DGO.Organization)}

    open_units = [n for n, u in enumerate(question.units) if u.weight >= _TELLS and u.kind != "schema"]
    sets = [set().union(*(bodies(f) for f in chosen if f.own[n] >= COVERED)) for n in open_units]
    sets = [s for s in sets if s]
    both = set.intersection(*sets) if sets else set()
    if len(sets) <= 1 or not both or all(s == both for s in sets):
        return list(chosen)
    return [f for f in chosen if not bodies(f) or bodies(f) & both]
