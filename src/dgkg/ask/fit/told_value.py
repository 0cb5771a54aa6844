"""Whether the very value that a question asks for is among what was found: an item of its own says it.

What a passage tells beside it does not count: a figure of another thing, who is named where the others are asked for,
the year where a day is, what is planned where it is asked when it was done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from rdflib import URIRef

from dgkg.ask.fit.asked_value import AskedValue, Kind, asked_values
from dgkg.ask.fit.item_words import wording
from dgkg.ask.fit.listed import are_listed
from dgkg.ask.fit.members import are_counted, of_class
from dgkg.ask.fit.rest_of_list import tells_rest
from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import COVERED, DATES, Found
from dgkg.ask.language.asked_words import EVENTS, ROLES
from dgkg.ask.language.question import HEAVY, TELLING, Question, Unit
from dgkg.ask.language.tokens import features, fold, stem
from dgkg.namespaces import DGO, DGS, RDF, UNIT
from dgkg.pattern import pattern

__all__ = [
    "is_of_time",
    "is_plan_for_years",
    "is_within",
    "stands_in_words",
    "tells_period",
    "tells_value",
    "tells_whole",
]

_LISTED = {"membership", "recognition", "rank"}
_PLANNED = {DGS.planned, DGS.proposed, DGS.sought, DGS.explored, DGS.drafted, DGS.filed, DGS.applied}
_TIME = pattern(r"[天年月周]|小时|分钟|day|year|month|hour")
_IS_FOR_YEARS = pattern(r"[一二三四五六七八九十两\d](?:年|个月)(?:行动|规划|计划|方案)")
_UNITS_OF_TIME = ("DAY", "YR", "MO", "HR", "WK", "MIN")
_WHOLE = {Kind.REST, Kind.EACH, Kind.RANK, Kind.YEAR_BEFORE, Kind.DAY, Kind.MONTH}
_JOINED = pattern(r"[\s、，,和与及跟以\"“”《》「」（）()]*(?:and)?[\s、，,和与及跟以\"“”《》「」（）()]*")
_MONEY = {UNIT.CCY_CNY, UNIT.CCY_USD}
_FEW, _TEN, _PAIR, _SOME, _NAMED_SO = 3, 10, 2, 0.34, 0.7
_OF = (DGO.subject, DGO.refArea, DGO.rankedEntity, DGO.industry, DGO.product, DGO.indicator, DGO.ofIndicator)
_FIRM = pattern(
    r"企业|公司|家|户|主体|机构|单位|firm|compan|enterpris|business|startup|start-up|maker|manufactur|outfit|venture|player|tenant|entit|^bod(?:y|ies)$"
)
# Measure words that count anything, and no measure word.
_COUNTS_ANYTHING = {"", "家", "个", "项", "名", "位", "条", "种", "类", "次", "件"}
_OTHER_MEASURE = pattern(r"[家条项份场]|方面")
_PRODUCT = {DGO.ProductType, DGO.Industry}
_PLACING = {DGO.locatedIn, DGO.proposedPlace, DGO.partOfPlace}
_LISTED_AT = pattern(r"上架|挂牌|上市|孵化|\bincubated\b|\b(?:listed|traded|on offer|on sale)\b")
# A plan ends with the years that it covers.
_DATED = {"issue": {DGO.issueDate}, "expiry": {DGO.coversPeriod}}
_AHEAD = pattern(
    r"计划|预计|将|打算|拟|准备|争取"
    r"|\b(?:will|plan\w*|expected|expects?|due|to be|intend\w*|hop(?:es?|ing)|aim\w*|mean|meant|going to|supposed)\b"
)
_RELATIONS = {
    "supplier": {DGO.supplies, DGO.provider, DGS.supplier},
    "customer": {DGO.supplies, DGO.beneficiary, DGO.affects},
    "builder": {DGO.projectOwner, DGO.intendedActor, DGO.operator},
    "manager": {DGO.operator, DGO.projectOwner, DGO.organizer},
    "writer": {DGS.drafter},
}
_HONOURED = pattern(r"入选|上榜|名单|获评|获奖|\b(?:selected|shortlist\w*|winners?|list)\b")
_SCOPED = (DGO.comparedWith, DGO.concerns)
_STANDING = pattern(r"前列|第一梯队|一线|\b(?:foremost|forefront|front rank|first tier)\b")
_YEAR = pattern(r"20\d\d")
_DAY = pattern(r"20\d\d-\d\d-\d\d$")
_MONTH = pattern(r"20\d\d-\d\d(?:-\d\d)?$")


def tells_value(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether each value that a question asks for is told by one of the items chosen."""
    asked: dict[Kind, list[AskedValue]] = defaultdict(list)
    for value in asked_values(question):
        asked[value.kind].append(value)
    # Of several that are counted some may be missing: the rest is told.
    return all(any(_RULES[kind](index, question, value, chosen) for value in values) for kind, values in asked.items())


def tells_whole(index: Index, question: Question, told: Sequence[Found]) -> bool:
    """Whether all that is told, also for its parts, has what the whole of a question asks for: the rest of a list."""
    whole = [value for value in asked_values(question) if value.kind in _WHOLE]
    return all(_RULES[value.kind](index, question, value, told) for value in whole)


def _tells_place(_index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """A place in a ranking is told exactly, and in the ranking of the city, province or nation that is named."""
    if asked.given != "exact" and any(_stands(f, asked.head) for f in chosen):
        return True
    ranks = [f for f in chosen if f.item.kind == "rank"]
    exact = [f for f in ranks if f.item.data.get(DGO.rank) or _is_among(f, _FEW if asked.given == "exact" else _TEN)]
    # A grade or an honour says where something stands; how much of it there is does not.
    told_otherwise = not ranks and not asked.given and any(_is_grade(f) or _is_stage(f, question) for f in chosen)
    return told_otherwise or any(is_within(f, asked.head) for f in exact)


def _is_grade(f: Found) -> bool:
    return f.item.kind == "recognition" or (f.item.figure is not None and f.item.figure.unit == UNIT.UNITLESS)


def _is_stage(f: Found, question: Question) -> bool:
    """Whether a status of the thing that is named says where it stands."""
    named = {t for u in question.of_kind("entity") for t in u.things}
    of_it = {f.item.node, *f.item.data.get(DGO.result, ()), *f.item.data.get(DGO.proposes, ())}
    return DGO.realization in f.item.data and not named.isdisjoint(of_it)


def _stands(f: Found, scope: str) -> bool:
    """Whether an item says in words how a thing stands within a scope: 「全国一线」."""
    return stands_in_words(f) and any(scope in str(t) for p in _SCOPED for t in f.item.data.get(p, ()))


def stands_in_words(f: Found) -> bool:
    """Whether an item says in words how a thing stands among others: 「处在全国前列」."""
    said = fold(" ".join(str(text) for text in f.item.data.get(DGO.assertion, ())))
    return f.item.kind == "statement" and (DGO.comparedWith in f.item.data or bool(_STANDING.search(said)))


def _tells_year_before(index: Index, _question: Question, _asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """A place of the year before is told by a ranking of another year than most of what is reported."""
    ranks = [f for f in chosen if f.item.kind == "rank"]
    return not ranks or any(f.item.years - {index.year} for f in ranks)


def is_within(f: Found, scope: str) -> bool:
    """Whether a rank is one within a scope (``china``), as far as both are named."""
    told = f.item.data.get(DGO.rankScope, ())
    return not scope or not told or any(scope in str(t) for t in told)


def _is_among(f: Found, first: int) -> bool:
    """Whether it is told that something is among so few that hardly a place is kept back: 「前三」."""
    return any(int(str(n)) <= first for n in f.item.data.get(DGO.withinTop, ()))


def _dates(f: Found) -> set[str]:
    """The days, months and years that an item itself tells."""
    told = [str(v) for p in DATES for v in f.item.data.get(p, ())]
    told += [str(v) for v in f.item.data.get(DGO.refPeriod, ())]
    # 「近年来」 is no date.
    return {date for t in told if _YEAR.search(date := t.rpartition("period-")[2])}


def _tells_day(_index: Index, _question: Question, _asked: AskedValue, chosen: Sequence[Found]) -> bool:
    return any(_DAY.search(date) for f in chosen for date in _dates(f))


def _tells_month(_index: Index, _question: Question, _asked: AskedValue, chosen: Sequence[Found]) -> bool:
    return any(_MONTH.search(date) for f in chosen for date in _dates(f))


def _tells_event(index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """The date told is that of the very event, and of what has happened where nobody asks for plans."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    dated = [f for f in chosen if _dates(f) and (not named or any(f.own[n] >= COVERED for n in named))]
    saying = EVENTS[asked.head]
    relations = _DATED.get(asked.head, set())
    if any(f.item.relation in relations for f in chosen):
        return True
    if asked.head == "founding" and named:
        # An honour of a body is dated, too: what it came of is not.
        things = {t for n in named for t in question.units[n].things}
        return any(
            (f.item.node in things and f.item.relation in DATES)
            or not things.isdisjoint(f.item.data.get(DGO.result, ()))
            for f in dated
        )
    if asked.head == "issue" and _HONOURED.search(fold(question.text)):
        # What was selected is announced by the list.
        telling = [n for n, u in enumerate(question.units) if u.weight >= HEAVY and not u.things & question.wider]
        honours = [f for f in dated if f.item.kind in {"recognition", "rank"}]
        if telling and any(all(f.own[n] >= COVERED for n in telling) for f in honours):
            return True
    told = [f for f in dated if saying.search(wording(index, f.item))]
    if asked.head == "completion":
        # What is done has been completed, in whatever words.
        told += [f for f in dated if DGS.done in f.item.data.get(DGO.realization, ()) and f not in told]
    return any(map(_is_done, told)) or bool(told and _AHEAD.search(fold(question.text)))


def _is_done(f: Found) -> bool:
    status = {*f.item.data.get(DGO.realization, ()), f.page.graph.first(f.item.node, DGO.realization)}
    return f.item.kind != "intention" and not status & _PLANNED and DGO.plannedDate not in f.item.data


def _tells_where(index: Index, question: Question, _asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """A place is told of the thing itself, or of what is its own: 「OPPO的算力」 lies somewhere."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    known = {t for u in question.units for t in u.things}
    # 「在哪里上架」, "where was it incubated": with a body, not in a place.
    kinds = (DGO.Place, DGO.Organization) if _LISTED_AT.search(fold(question.text)) else (DGO.Place,)

    def is_told(f: Found) -> bool:
        places = {t for t in f.item.things - known if any(is_a(types.get(t, ()), kind) for kind in kinds)}
        stands = f.item.relation in _PLACING or not f.item.data.keys().isdisjoint(_PLACING)
        told = f.covered if stands else f.own
        on_it = not named or any(told[n] >= COVERED for n in named)
        return on_it and bool(places if stands else places - index.wider)

    return any(map(is_told, chosen))


def _tells_role(index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """A body that is not named yet is told in the role that is asked for."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    known = {t for u in question.units for t in u.things} | index.wider | index.closed_groups
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    saying, relations = ROLES[asked.head], _RELATIONS.get(asked.head, set())
    # 「for which firms」 is told by a kind of them.
    kinds = (DGO.Organization, DGO.EnterpriseType) if asked.head == "customer" else (DGO.Organization,)

    def is_told(f: Found) -> bool:
        bodies = {t for t in f.item.things - known if any(is_a(types.get(t, ()), kind) for kind in kinds)}
        has_role = relations & {*f.item.data, *f.item.data.get(DGO.role, ()), f.item.relation}
        # Who runs what a figure is of is told beside it.
        has_role |= {g.relation for g in f.page.items if g.relation in relations and g.node in f.item.things}
        on_it = not named or any(f.own[n] >= COVERED for n in named)
        return on_it and bool(bodies or f.item.figure) and bool(has_role or saying.search(wording(index, f.item)))

    return any(map(is_told, chosen))


def _tells_each(index: Index, question: Question, _asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """Of several things that are listed a figure is told of one at least, not only of all together."""
    listed = _listed(question)
    if len(listed) < _PAIR or not question.roles & {"number", "cap", "amount", "share", "growth"}:
        return True
    figures = [f for f in chosen if f.is_number]
    groups = {*index.members, *index.closed_groups}

    def is_of_one(f: Found, unit: Unit) -> bool:
        whose = {t for p in _OF for t in f.item.data.get(p, ())}
        # Of what is its own: 「OPPO的算力」; but what is told of a group is told of no single member.
        return not unit.things.isdisjoint(whose if whose & groups else whose | f.item.things | f.item.wide)

    return any(is_of_one(f, u) for f in figures for u in listed)


def _listed(question: Question) -> list[Unit]:
    """The things of a question that stand beside one another: 「A、B和C」."""
    text = fold(question.text)
    named = [u for u in question.units if u.kind in {"entity", "place"} and not u.things & question.wider]
    named.sort(key=lambda u: text.find(u.text))
    beside = [
        (a, b) for a, b in pairwise(named)
        if _JOINED.fullmatch(text[text.find(a.text) + len(a.text) : text.find(b.text)])
    ]  # fmt: skip
    return list(dict.fromkeys(u for pair in beside for u in pair))


def _with_alike(index: Index, words: frozenset[str]) -> frozenset[str]:
    """The features of a word that nothing says, or those of the words that stand for it."""
    strange = {w for w in words if index.word_rarity(w) is None}
    alike = frozenset().union(*(index.lexicon.alike.get(w, frozenset()) for w in strange))
    known = frozenset(w for w in alike if index.word_rarity(w) is not None)
    return known or words


def _ends_in(unit: Unit, head: str) -> bool:
    """Whether a name that begins with the word that asks (「多少算力」) ends in what is counted."""
    return head > "\u3400" and unit.text.endswith(head)


def _tells_count(index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """What is counted is told by the figure itself: by its indicator, its population or how it is printed."""
    counts = (of_class, are_counted, are_listed)
    if any(count(index, question, chosen) for count in counts):
        return True
    lexicon = index.lexicon
    head = asked.head if lexicon.knows(stem(asked.head)) else lexicon.nearest_word(stem(asked.head)) or asked.head
    wanted, is_of_firms = _with_alike(index, features(head)), bool(_FIRM.search(asked.head))
    types = index.words.gazetteer.types
    named = [u for u in question.units if u.text and (u.text in head or head in u.text.split() or _ends_in(u, head))]
    things = {t for u in named for t in u.things}
    # Products are not counted by the firms that make them, or the measures that are taken for them.
    is_product = bool(things) and not is_of_firms and all(_PRODUCT & types.get(t, frozenset()) for t in things)

    def is_of_it(item: Item) -> bool:
        printed = item.figure.text if item.figure is not None else ""
        if is_product and _OTHER_MEASURE.search(printed):
            return False
        if is_of_firms and printed and _FIRM.search(printed + wording(index, item)):
            return True
        if asked.given not in _COUNTS_ANYTHING and asked.given in printed:
            return True
        return not things.isdisjoint(item.wide) or len(wanted & (item.words | features(printed))) >= min(
            1, _SOME * len(wanted)
        )

    # What else the passage states is told where several things are asked.
    beside = chosen[0].page.items if chosen and question.asks_several else ()
    items = [*(f.item for f in chosen), *beside]
    return any(is_of_it(item) for item in items if item.figure is not None or item.kind in _LISTED)


def _tells_amount(index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """A figure is told, of money where a sum is asked for, and of the whole where no field or body is named."""
    figures = [f for f in chosen if f.item.figure is not None]
    if asked.head == "money":
        figures = [f for f in figures if f.item.figure and f.item.figure.unit in _MONEY]
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING and not u.things & question.wider]
    told_so = [n for n in telling if question.units[n].is_quantity and any(f.own[n] >= 1 for f in figures)]
    if told_so:
        # 「what contract value … while newly serving …」: another quantity that is named is not the one asked for.
        telling = [n for n in telling if n in told_so or not question.units[n].is_quantity]
    if telling:
        # What says most is said of the figure itself: the sales of a fair are not those of a livestream.
        most = max(telling, key=lambda n: question.units[n].weight)
        is_thing = question.units[most].kind in {"entity", "place"}
        figures = [f for f in figures if f.own[most] >= COVERED or (is_thing and f.covered[most] >= COVERED)]
    if question.numbers or question.places or question.of_kind("entity"):
        return bool(figures)
    told = frozenset().union(*(features(u.text) for u in question.units))
    things = {t for u in question.units for t in u.things}

    def is_narrower(f: Found) -> bool:
        fields = {t for p in (DGO.industry, DGO.product) for t in f.item.data.get(p, ()) if isinstance(t, URIRef)}
        named = (t for t in fields if not things.isdisjoint({t, *index.broader.get(t, ())}))
        words = frozenset().union(*(index.lexicon.features.get(t, frozenset()) for t in fields))
        # 「the investment of the Ganfeng project」 names what it is of by a word.
        of_more = sum(f.own[n] >= COVERED for n in telling) > 1
        return bool(fields) and not of_more and not any(named) and told.isdisjoint(words)

    return any(not is_narrower(f) for f in figures)


def _tells_cap(_index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """An upper limit is told, of the thing that is named and of what it is to be had for."""
    things = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    had_for = [
        n for n, u in enumerate(question.units)
        if u.kind in {"word", "concept"} and u.weight >= TELLING and u.text in asked.head and not u.is_quantity
    ]  # fmt: skip
    caps = [f for f in chosen if DGO.Cap in f.item.data.get(RDF.type, ())]
    # Talent in integrated circuits is told by more than integrated circuits.
    return any(all(f.own[n] >= COVERED for n in things) and all(f.own[n] >= _NAMED_SO for n in had_for) for f in caps)


def is_of_time(f: Found) -> bool:
    """Whether a figure is one of days, months or years."""
    figure = f.item.figure
    return figure is not None and str(figure.unit).endswith(_UNITS_OF_TIME)


def tells_period(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether the years are told that a document that is named covers: 「规划期为2022—2025年」."""
    named = {t for u in question.of_kind("entity") for t in u.things}
    return any(f.item.relation == DGO.coversPeriod and f.item.node in named for f in chosen)


def is_plan_for_years(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether it is told for which years a plan is that is named, or it has their number in its name."""
    named = {t for u in question.of_kind("entity") for t in u.things}
    # 「三年行动方案」; from 2023 to 2025 are three years.
    return any(
        f.item.node in named
        and (f.item.data.get(DGO.coversPeriod) or _IS_FOR_YEARS.search(fold(index.words.label(f.item.node, "zh"))))
        for f in chosen
    )


def _tells_duration(index: Index, question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """How long something takes or lasts is told by a figure of time, of the event that is named: 「成立满几年」."""
    told = [f for f in chosen if f.item.figure is not None]
    if asked.head == "founding":
        told = [f for f in told if EVENTS[asked.head].search(wording(index, f.item))]
    if is_plan_for_years(index, question, chosen):
        return True
    if asked.head != "founding" and tells_period(question, chosen):
        return True
    figures = [f.item.figure for f in told if f.item.figure is not None]
    return any(_TIME.search(figure.text) or str(figure.unit).endswith(_UNITS_OF_TIME) for figure in figures)


_RULES: Mapping[Kind, Callable[[Index, Question, AskedValue, Sequence[Found]], bool]] = {
    Kind.REST: tells_rest,
    Kind.RANK: _tells_place,
    Kind.DAY: _tells_day,
    Kind.MONTH: _tells_month,
    Kind.EVENT: _tells_event,
    Kind.WHERE: _tells_where,
    Kind.ROLE: _tells_role,
    Kind.EACH: _tells_each,
    Kind.COUNT: _tells_count,
    Kind.AMOUNT: _tells_amount,
    Kind.CAP: _tells_cap,
    Kind.DURATION: _tells_duration,
    Kind.YEAR_BEFORE: _tells_year_before,
}
