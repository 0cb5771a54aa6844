"""Whether items account for enough of a question to be its answer; else the source does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.fit.accumulation import tells_accumulation
from dgkg.ask.fit.bearer import names_bearer
from dgkg.ask.fit.counting import is_number_asked
from dgkg.ask.fit.demands import meets_demands
from dgkg.ask.fit.expected import tells_expected
from dgkg.ask.fit.listed import are_listed
from dgkg.ask.fit.members import are_counted, of_class
from dgkg.ask.fit.particulars import tells_attribute, tells_standing
from dgkg.ask.fit.products import is_of_the_product
from dgkg.ask.fit.sorts import tells_part, tells_sort
from dgkg.ask.fit.strange_words import is_explained, is_told_twice
from dgkg.ask.fit.subset import tells_subset
from dgkg.ask.fit.told_value import is_plan_for_years, tells_period, tells_value
from dgkg.ask.fit.troubles import tells_trouble
from dgkg.ask.items.fitting import names_another
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, DATES, Found, coverage
from dgkg.ask.language.question import DOUBTING, HEAVY, TELLING, Question, Unit
from dgkg.namespaces import DGO, DGS, DGU, ID, UNIT
from dgkg.pattern import pattern

__all__ = ["is_enough"]

_NAMED_SO = 0.85
_IN_WORDS = {"statement", "intention", "measure"}
_MOST = pattern(r"最|\bmost\b|\b(?!interest|test|latest)\w+est\b")
_DONE = pattern(
    r"了|过(?!程|渡)|已"
    r"|\bwhich (?:firms|companies|enterprises|businesses)"
    r" (?:\w+ed|went|bought|got|took|made|won|had|built|were|did|have)\b"
)
_MOSTLY = 0.55
# Where nothing is doubted: one of 1,322 unanswerable questions is answered that 0.45 refused, and six of 4,096 others.
_ENOUGH, _ENOUGH_OF_DOUBT, _ENOUGH_OF_SECTION, _BARELY = 0.36, 0.45, 0.2, 0.4
_UNKNOWN, _RELATION = 0.42, 0.2
# What something has to do with is told by whatever is said of it.
_ABOUT = {DGO.focusesOn, DGO.involves, DGO.concerns, DGO.appliesTo}
_TOGETHER = pattern(r"和|与|跟|、|相比|比|\band\b|\bvs\b|versus|compared?|than", re.IGNORECASE)
_UNFINISHED = {
    DGS.underway, DGS.signed, DGS.proposed, DGS.planned, DGS.sought, DGS.filed, DGS.drafted, DGS.applied,
}  # fmt: skip
# What is counted so is counted in no other way: 多少辆 asks for vehicles.
_COUNTER = pattern(r"(?<!哪)(?:多少|几)(?:度|吨)?([辆所吨亩岁栋趟艘电水油页])")


_FOR_YEARS = pattern(r"how many years|how long|\bterm of\b|几年|多少年|多久|期限")
_EITHER = pattern(r"还是|\bor\b")
_DEMANDS = (
    meets_demands, tells_attribute, tells_expected, tells_value, tells_sort, tells_part, tells_subset, names_bearer,
    tells_trouble, tells_accumulation, is_of_the_product,
)  # fmt: skip


def is_enough(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is chosen accounts for enough of a question to be its answer."""
    if _names_a_stranger(question, chosen):
        return False
    numeric = chosen[0].is_number
    for unit, best in zip(question.units, zip(*(f.covered for f in chosen), strict=True), strict=True):
        if _is_essential(index, unit, numeric=numeric) and max(best) < _BARELY:
            return False
    kinds = (
        _has_wanted(index, question, chosen) and _answers_kind(index, question, chosen) and _measures(question, chosen)
    )
    said = _relates(question, chosen) and _joined(index, question, chosen) and is_explained(index, question, chosen)
    if not (kinds and said and all(demand(index, question, chosen) for demand in _DEMANDS)):
        return False
    unknown = sum(u.weight for u in question.units if not u.is_known and u.kind == "word")
    if not numeric and is_told_twice(question, chosen):
        # In words that nobody has used before a question may still ask for what is stated.
        unknown, weight = 0.0, question.weight - unknown
        if coverage(question, [f.covered for f in chosen]) * question.weight >= _MOSTLY * weight:
            return True
    if unknown > _UNKNOWN * question.weight:
        return False
    # What is doubted is not answered by what only stands near it.
    enough = _ENOUGH_OF_SECTION if question.section else _ENOUGH_OF_DOUBT if question.doubts else _ENOUGH
    return coverage(question, [f.covered for f in chosen]) >= enough


def _names_a_stranger(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a question is of what the source never tells: it is not answered by what is said of others."""
    beyond = [n for n, u in enumerate(question.units) if u.kind == "beyond"]
    if beyond and (chosen[0].is_number or not _says_all_beyond(question, beyond, chosen)):
        return True
    if question.of_kind("elsewhere") and not _is_joined_with_a_known_place(question):
        return True
    names = [n for n, u in enumerate(question.units) if u in question.names]
    return "yesno" in question.roles and any(max(f.covered[n] for f in chosen) < COVERED for n in names)


def _says_all_beyond(question: Question, beyond: Sequence[int], chosen: Sequence[Found]) -> bool:
    """Whether one item says words that such a source seldom has, of all else that is named: what firms spend."""
    named = [n for n, u in enumerate(question.units) if u.things and u.weight >= HEAVY]
    return any(
        all(f.own[n] >= _NAMED_SO for n in beyond) and all(f.covered[n] >= COVERED for n in named) for f in chosen
    )


def _is_joined_with_a_known_place(question: Question) -> bool:
    """Whether beside the place that the source does not tell of another is asked about."""
    return bool((question.places or question.names_city) and _TOGETHER.search(question.text))


def _is_essential(index: Index, unit: Unit, *, numeric: bool) -> bool:
    """Whether an answer that leaves a part out is none."""
    if unit.kind in {"entity", "place"}:
        return not unit.things & index.wider
    return unit.kind == "concept" and numeric and unit.weight >= TELLING


def _measures(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether each quantity asked for is given as such, not only its growth or rank."""
    if question.numbers and question.roles & DOUBTING:
        # 「own brands made up 74.6% of exports, right?」: whatever has that number decides it.
        return True
    in_years = [f for f in chosen if f.item.figure is not None and f.item.figure.unit == UNIT.YR]
    if in_years and _FOR_YEARS.search(question.text.lower()):
        # For how long output fell is not told by the output.
        return True
    loose = question.roles & {"growth", "rank", "share", "difference", "ratio", "base", "highest"}
    if loose or (question.roles & {"list", "who", "date", "status", "yesno"} and "number" not in question.roles):
        return True
    changes = {t for u in question.units if u.weight >= HEAVY for t in u.things & CHANGES}
    if any(changes & set(f.item.data.get(DGO.indicator, ())) for f in chosen):
        # 「产值的降幅收窄」: the change is what is measured.
        return True
    given = []
    for n, unit in enumerate(question.units):
        if unit.weight >= HEAVY and unit.is_quantity:
            saying = [f for f in chosen if f.own[n] >= COVERED]
            levels = [
                f for f in saying
                if unit.things & set(f.item.data.get(DGO.indicator, ())) or _says_all(question, f)
            ]  # fmt: skip
            told = [
                f for f in saying if f.item.figure is None and (f.item.kind != "rank" or "number" not in question.roles)
            ]
            given.append(bool(levels or (told and chosen[0].item.figure is None)))
    # Of several quantities some may be missing: the rest is told.
    return not given or any(given)


def _says_all(question: Question, f: Found) -> bool:
    """Whether a level is of every telling part: 「离岸执行金额」 where 「执行金额」 and 「离岸」 are named."""
    heavy = [n for n, u in enumerate(question.units) if u.weight >= HEAVY]
    is_level = f.item.figure is not None and f.item.figure.unit not in {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
    return (
        len(heavy) > 1
        and is_level
        and all(f.own[n] >= (_NAMED_SO if question.units[n].is_quantity else COVERED) for n in heavy)
    )


def _answers_kind(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a number, or a date, is there where one was asked for."""
    counter = _COUNTER.search(question.text)
    if counter and not any(f.item.figure is not None and counter[1] in f.item.figure.text for f in chosen):
        return False
    counts = "number" in question.roles and not question.roles & {"list", "who", "yesno", "status"}
    if (
        counts
        and not any(is_number_asked(index, question, f) for f in chosen)
        and not of_class(index, question, chosen)
        and not (_FOR_YEARS.search(question.text.lower()) and tells_period(question, chosen))
        and not are_counted(index, question, chosen)
        and not are_listed(index, question, chosen)
    ):
        return False
    wants = "average" in question.roles or (question.roles & {"growth", "share"} and counts)
    if wants and not any(f.is_number for f in chosen):
        return False
    if not question.roles & (DOUBTING | {"list", "difference", "ratio", "base", "highest"}) and not question.has_parts:
        if "growth" in question.roles and chosen[0].item.figure is not None and not any(_is_change(f) for f in chosen):
            return False
        if "rank" in question.roles and not any(
            f.item.kind in {"rank", "recognition", "figure"} or tells_standing(question, f) for f in chosen
        ):
            return False
    is_for_years = question.asks_how_long and is_plan_for_years(index, question, chosen)
    return "date" not in question.roles or is_for_years or _has_date(question, chosen)


def _has_date(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether it is told when; of what is to be finished, when it was."""
    dated = [f for f in chosen if _is_dated(question, f)]
    return bool(dated) and not ("status" in question.roles and all(_is_to_come(f) for f in dated))


def _is_change(f: Found) -> bool:
    return bool(CHANGES & set(f.item.data.get(DGO.indicator, ())))


def _has_wanted(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a member of the class that was asked for is among what is told."""
    wanted = {DGO.Organization if cls == DGO.Company else cls for cls in question.wanted}
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    things = {t for f in chosen for t in f.item.things if t in types}
    if DGO.Company in question.wanted:
        things = {t for t in things if not is_a(types[t], DGO.GovernmentBody)}
    # Who gets a subsidy, or is to be chosen, may be told as a kind of firm, where no names are asked for.
    asked = {t for u in question.units for t in u.things}
    # Who has done something is told by no plan.
    in_words = _IN_WORDS - {"intention"} if _DONE.search(question.text.lower()) else _IN_WORDS
    kinds = {t for f in chosen if f.item.kind in in_words for t in f.item.things if t not in asked}
    kinds |= {t for f in chosen for t in f.item.data.get(DGO.beneficiary, ()) if isinstance(t, URIRef)}
    of_a_kind = (
        question.wanted == {DGO.Company}
        and not _MOST.search(question.text.lower())
        and any(DGO.EnterpriseType in types.get(t, ()) for t in kinds)
    )
    return not wanted or of_a_kind or any(is_a(types[t], cls) for t in things for cls in wanted)


def _relates(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a relation that is asked for by name is told, and one between two things of both."""
    if question.roles & (DOUBTING | {"number"}):
        return True
    relations = [
        n
        for n, u in enumerate(question.units)
        if u.kind == "schema" and u.weight >= _RELATION and _is_property(u) and not u.things & _ABOUT
    ]
    rest = [u for n, u in enumerate(question.units) if n not in relations and u.weight >= _RELATION]
    bare = all(u.kind in {"entity", "place"} for u in rest)
    if relations and bare and all(max(f.covered[n] for f in chosen) < COVERED for n in relations):
        return False
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    if "relation" not in question.roles or len(named) < 2:  # noqa: PLR2004 - a relation has two ends
        return True
    return any(sum(f.own[n] >= COVERED for n in named) > 1 for f in chosen)


def _is_property(unit: Unit) -> bool:
    return all(t.startswith(str(DGO)) and t[len(DGO)].islower() for t in unit.things)


def _is_dated(question: Question, f: Found) -> bool:
    """Whether an item says when; a role that somebody had in a year, or a figure of something else, does not."""
    if f.item.kind == "membership":
        return False
    if f.item.kind == "rank" and not question.numbers.isdisjoint(f.item.numbers):
        # 「第18名是哪一年」
        return bool(f.item.years)
    if f.is_number:
        if f.item.years and question.numbers & f.item.numbers:
            # 「As of when had 8,500-odd firms done so」 names the figure by its number.
            return True
        asked = [c for u, c in zip(question.units, f.own, strict=True) if u.kind == "concept" and u.weight >= TELLING]
        return bool(f.item.years) and bool(asked) and max(asked) >= COVERED
    return bool(f.item.years or f.item.data.keys() & DATES)


def _is_to_come(f: Found) -> bool:
    """Whether something is not finished yet, so that its date is not when it was."""
    status = {s for s in f.item.data.get(DGO.realization, ()) if isinstance(s, URIRef)}
    told = f.page.graph.first(f.item.node, DGO.realization)
    return bool((status | {told}) & _UNFINISHED)


def _joined(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is asked of a thing is said of that thing, or of one that it leads to."""
    entities = [n for n, u in enumerate(question.units) if u.kind in {"entity", "place"} and not u.things & index.wider]
    if not entities or question.has_parts or question.roles & (DOUBTING | {"date"}):
        return True
    near = [f for f in chosen if any(f.own[n] >= COVERED for n in entities)]
    reach = frozenset(t for f in near for t in f.item.things)
    if not chosen[0].is_number and any(_tells_two(question, f) for f in near):
        # 「手机产业」 where the passage says 终端: the rest of what is asked leaves no doubt.
        return True
    if _EITHER.search(question.text) and any(
        u.kind == "concept" and u.weight >= HEAVY and any(f.own[n] >= COVERED for f in near)
        for n, u in enumerate(question.units)
    ):
        # Of two that are offered one is told.
        return True
    for n, unit in enumerate(question.units):
        if unit.kind == "concept" and unit.weight >= HEAVY and not unit.things <= _UNFINISHED:
            saying = [f for f in chosen if f.own[n] >= COVERED]
            if not saying and chosen[0].is_number and _is_quantity(index, unit):
                return False
            if any(f.covered[n] >= COVERED and not f.is_number for f in near):
                # The passage on the thing tells of it too.
                continue
            if saying and not any(
                f in near
                or _is_told_beside(f, near)
                or f.item.node in reach
                or _share(f, near)
                or _is_beside(index, question, f, entities)
                or _meets(index, f, reach)
                for f in saying
            ):
                return False
    return True


def _tells_two(question: Question, f: Found) -> bool:
    """Whether one item tells of two weighty things of a question."""
    return sum(u.weight >= HEAVY and c >= 1 for u, c in zip(question.units, f.own, strict=True)) > 1


def _is_told_beside(f: Found, near: Sequence[Found]) -> bool:
    """Whether what is stated in words stands in a passage that states something of the thing asked about."""
    return f.item.kind in {"statement", "intention", "activity"} and any(g.page is f.page for g in near)


def _meets(index: Index, f: Found, reach: frozenset[URIRef]) -> bool:
    """Whether an item names a body that what is asked about leads to."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    return any(t in types and is_a(types[t], DGO.Organization) for t in f.item.things & reach)


def _is_beside(index: Index, question: Question, f: Found, entities: Sequence[int]) -> bool:
    """Whether a figure that names no other thing stands in a passage on the thing asked about."""
    return (
        f.item.figure is not None
        and any(f.covered[n] >= COVERED for n in entities)
        and not names_another(index, question, f)
    )


def _is_quantity(index: Index, unit: Unit) -> bool:
    """Whether a part of a question names what is measured, or what it is about."""
    types = {cls for t in unit.things for cls in index.words.gazetteer.types.get(t, ())}
    return bool(types & {DGO.Indicator, DGO.Topic})


def _share(f: Found, near: Sequence[Found]) -> bool:
    """Whether an item is of the subject of one of the others."""
    mine = {t for t in f.item.things if str(t).startswith(str(ID)) and t in f.page.things}
    return any(g.item.node in mine or f.item.node in g.item.things for g in near)
