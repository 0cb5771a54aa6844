"""What else belongs to an answer: what the things that were found lead to, and parts still open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.fit.asked_value import asks_how_long
from dgkg.ask.fit.told_value import is_of_time
from dgkg.ask.items.fitting import fits
from dgkg.ask.items.index import Index, Page
from dgkg.ask.items.search import CHANGES, COVERED, META, Found, unasked
from dgkg.ask.language.question import DOUBTING, HEAVY, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = [
    "NEAR",
    "bridge",
    "each_named",
    "of_city_compared",
    "of_compared",
    "of_links",
    "of_named_class",
    "of_numbers",
    "of_one_plan",
    "of_same_list",
    "of_same_subject",
    "of_section",
    "of_siblings",
    "of_time",
    "of_wanted_class",
]

NEAR = 0.74
_ELSE = pattern(r"还|另|其他|其它|别的|\b(?:else|other|others|also|besides)\b", re.IGNORECASE)
# On the same list, in the same group.
_BESIDE = pattern(
    r"同(?:一)?(?:张|份|个|项)?(?:榜|批|组|列|档|奖|名单|梯队|类)|一起(?:入选|上榜|获|进|被列)|并列(?:的|入)"
    r"|\b(?:alongside|same (?:list|group|award|honou?r|batch|category|role))\b",
    re.IGNORECASE,
)
_HEADED = frozenset({DGO.Challenge, DGO.Recommendation})
_KINDS_OF = pattern(
    r"[二三四五六两2-6] ?(?:类|种|方面|点|个)"
    r"|\b(?:two|three|four|five|six) (?:kinds|types|sorts|areas|ways|reasons|aspects)\b"
)
# 「哪三类环节」, "in which three kinds of links".
_SO_MANY = pattern(
    r"哪(?:几|[两二三四五六七八九十])(?:大?类|种|个|大|项|方面|点|条|步|块)"
    r"|\b(?:which|what) (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
)
_COUNTER = pattern(r"[多少几]+([家个条份项场座宗位名户台处款件次天年])")
_WORTH, _WORTH_OF_CLASS, _RARE, _ALIKE = 0.22, 0.12, 0.5, 0.9
_SUBJECT, _LEVEL, _FEW, _MOST_OF_SUBJECT, _MOST_LINKS, _MOST_LEADING, _MOST_ALIKE = 0.85, 0.6, 3, 8, 6, 8, 20
_STATED = {"statement", "intention"}
_KINDS = frozenset({DGO.Award, DGO.Recognition, DGO.Project, DGO.RankedList, DGO.SupportProgramme, DGO.makes})


def _open(question: Question, chosen: Sequence[Found]) -> list[int]:
    """The parts of a question, by number, that nothing chosen accounts for."""
    best = [max(column) for column in zip(*(f.covered for f in chosen), strict=True)]
    return [n for n, (u, c) in enumerate(zip(question.units, best, strict=True)) if c < COVERED and u.weight >= _WORTH]


def bridge(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Items that account for what is still open, of a thing that what is chosen leads to."""
    missing = _open(question, chosen)
    if not missing:
        return []
    known = {f.key for f in chosen}
    links = _links(index, question, chosen)
    told = [
        n for n, u in enumerate(question.units)
        if n not in missing and u.kind in {"entity", "place", "concept"} and u.weight > TELLING
    ]  # fmt: skip

    def gain(f: Found) -> float:
        return sum(question.units[n].weight for n in missing if f.own[n] >= COVERED)

    def reached(f: Found) -> bool:
        beside = any(f.own[n] >= COVERED for n in told) and fits(index, question, f)
        return beside or not f.item.things.isdisjoint(links)

    able = [f for f in found if gain(f) > 0 and f.key not in known and reached(f)]
    if not able:
        return []
    best = max(able, key=lambda f: (round(gain(f), 6), f.score))
    return [f for f in able if gain(f) >= _ALIKE * gain(best) and f.score >= NEAR * best.score][:_MOST_LINKS]


def of_same_subject(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """What else the best passage says of a thing whose relations are told; other figures like one that is doubted."""
    best = chosen[0]
    nodes = {
        f.item.node for f in chosen if f.page is best.page and f.item.relation and f.score >= _SUBJECT * best.score
    }
    known = {f.key for f in chosen}
    more = [
        f for f in found
        if f.page is best.page and f.item.node in nodes and f.key not in known
        and f.item.relation not in META
    ]  # fmt: skip
    doubted = [f for f in chosen if f.item.figure is not None and question.numbers & f.item.numbers]
    for one in doubted[:1]:
        like, fields = set(one.item.data.get(DGO.indicator, ())), set(one.item.data.get(DGO.industry, ()))
        more += [
            f for f in found[:_MOST_ALIKE]
            if f.item.figure is not None and like & set(f.item.data.get(DGO.indicator, ()))
            and fields & set(f.item.data.get(DGO.industry, ())) and f.key not in known
        ][:_FEW]  # fmt: skip
    return more[:_MOST_OF_SUBJECT]


def each_named(question: Question, fitting: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """For each thing and each quantity that is named, what is said of it, where the best passages do not."""
    best = [max(column) for column in zip(*(f.own for f in chosen), strict=True)]
    named = [n for n, u in enumerate(question.units) if u.kind in {"entity", "place"}]
    more: list[Found] = []
    for number in sorted(question.numbers) if len(question.numbers) > 1 else ():
        more += [f for f in fitting if number in f.item.numbers and f.item.figure is not None][:1]
    for n, unit in enumerate(question.units):
        if n in named and len(named) > 1 and best[n] < COVERED:
            mine = [f for f in fitting if f.own[n] >= COVERED]
            more += [f for f in mine if f.page is mine[0].page][:_FEW]
        elif unit.kind == "concept" and unit.weight >= HEAVY and best[n] < COVERED and not unit.is_quantity:
            near = [f for f in fitting if f.score >= _LEVEL * chosen[0].score]
            mine = [f for f in near if f.own[n] >= COVERED] or [f for f in near if f.covered[n] >= COVERED]
            more += [f for f in mine if f.page is mine[0].page][:_FEW]
        elif unit.weight >= HEAVY and unit.is_quantity:
            if any(unit.things & set(f.item.data.get(DGO.indicator, ())) for f in chosen):
                continue
            levels = [f for f in fitting if unit.things & set(f.item.data.get(DGO.indicator, ()))]
            levels = [f for f in levels if f.score >= _LEVEL * chosen[0].score]
            more += levels[:1]
    known = {f.key for f in chosen}
    return [f for f in more if f.key not in known]


def of_compared(question: Question, fitting: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Of things that are compared the figures of each, alike to one that is told."""
    named = [
        n for n, u in enumerate(question.units)
        if u.kind in {"entity", "place", "concept"} and u.weight >= TELLING and not u.is_quantity
    ]  # fmt: skip
    if len(named) < 2 or not question.roles & {"compare", "highest", "difference"}:  # noqa: PLR2004 - two are compared
        return []
    told = [f for f in (*chosen, *fitting) if f.item.figure is not None and any(f.own[n] >= COVERED for n in named)]
    if "growth" in question.roles:
        told = [f for f in told if CHANGES & set(f.item.data.get(DGO.indicator, ()))]
    measured = {t for u in question.units if u.is_quantity and u.weight >= TELLING for t in u.things}
    # Of the quantity that is named, where there is any.
    told = [f for f in told if measured & set(f.item.data.get(DGO.indicator, ()))] or told
    if not told:
        return []
    like = set(told[0].item.data.get(DGO.indicator, ()))
    known = {f.key for f in chosen}
    more = []
    for n in named:
        mine = [f for f in told if f.own[n] >= COVERED and like & set(f.item.data.get(DGO.indicator, ()))]
        if mine and not any(f.key in known for f in mine):
            more.append(mine[0])
    return more


def of_city_compared(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where others are compared with the city: its own figure of what is told of them, in the same passage."""
    others = [f for f in chosen if f.item.figure is not None and question.city.isdisjoint(_areas(f)) and _areas(f)]
    if "compare" not in question.roles or not question.names_city or not others:
        return []
    like = {t for f in others for t in f.item.data.get(DGO.indicator, ())}
    pages, known = {f.page.sentence for f in others}, {f.key for f in chosen}
    return [
        f for f in found
        if f.key not in known and f.page.sentence in pages and f.item.figure is not None
        and not question.city.isdisjoint(_areas(f)) and like & set(f.item.data.get(DGO.indicator, ()))
    ]  # fmt: skip


def _areas(f: Found) -> set[object]:
    return set(f.item.data.get(DGO.refArea, ()))


def of_siblings(index: Index, question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Where it is asked who else: what is said alike of what the thing that is named belongs to."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    asks = _ELSE.search(question.text) or _BESIDE.search(question.text)
    if not named or not asks or question.roles & {"number", "date", "status", "yesno"}:
        return []
    asked = frozenset(t for n in named for t in question.units[n].things)
    known = {f.key for f in chosen}
    more: list[Found] = []
    for f in chosen[:_MOST_LEADING]:
        if not any(f.own[n] >= COVERED for n in named) or f.item.figure is not None:
            continue
        links = _links(index, question, [f]) - asked
        more += [
            g for page in index.pages for g in _as_found(question, page, f)
            if g.key not in known and g.item.things & links and not g.item.things & asked
        ]  # fmt: skip
    return list({f.key: f for f in more}.values())[:_MOST_LINKS]


def of_same_list(index: Index, question: Question, told: Sequence[Found]) -> list[Found]:
    """Where it is asked who is on the same list, or in the same group: what is said alike of others there."""
    return of_siblings(index, question, told) if _BESIDE.search(question.text) else []


def of_one_plan(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where so many kinds are asked for: what else is part of the same recommendation and tells the same of each."""
    heavy = [n for n, u in enumerate(question.units) if u.kind == "concept" and u.weight >= HEAVY]
    if "list" not in question.roles or not heavy or not _SO_MANY.search(fold(question.text)):
        return []
    known = {f.key for f in chosen}
    plans = [f for f in chosen if f.item.kind == "intention" and all(f.own[n] >= COVERED for n in heavy)]
    wholes = {t for f in plans for t in (f.item.node, *f.item.data.get(DGO.partOfIntention, ()))}
    return [
        f for f in found
        if f.key not in known and wholes & set(f.item.data.get(DGO.partOfIntention, ()))
        and all(f.own[n] >= COVERED for n in heavy)
    ]  # fmt: skip


def _as_found(question: Question, page: Page, like: Found) -> list[Found]:
    """The items of a passage that are of the kind and relation of one that was found."""
    return [
        unasked(question, page, item)
        for item in page.items
        if item.relation == like.item.relation and item.kind == like.item.kind
    ]


def of_links(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """What else of the kind asked for (honours, projects, ranks) is said of the bodies that were found."""
    classes = [n for n, u in enumerate(question.units) if u.things & _KINDS]
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    concepts = [n for n, u in enumerate(question.units) if u.kind == "concept" and not u.is_quantity]
    named = named or sorted(concepts, key=lambda n: -question.units[n].weight)[:1]
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    # What is said of a thing that is named leads on, not all that its passage tells.
    on_it = [f for f in chosen if any(f.own[n] >= COVERED for n in named)] or chosen
    links = _links(index, question, on_it)
    if named:
        links = frozenset(t for t in links if is_a(types[t], DGO.Organization)) or links
    known = {f.key for f in chosen}
    if not classes or not 0 < len(links) <= _MOST_LINKS:
        return []
    return [
        f for f in found
        if not f.item.things.isdisjoint(links) and any(f.own[n] >= COVERED for n in classes)
        and f.key not in known and f.item.kind != "mention"
    ][:_MOST_LINKS]  # fmt: skip


def _links(index: Index, question: Question, chosen: Sequence[Found]) -> frozenset[URIRef]:
    """Things that what is chosen leads to: named by few passages, and no concepts."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    asked = frozenset(t for u in question.units for t in u.things)

    def leads_on(thing: URIRef) -> bool:
        if thing not in types or thing in asked or is_a(types[thing], DGO.Period):
            return False
        rare = not is_a(types[thing], DGO.Concept) and index.rarity(frozenset({thing})) > _RARE
        return rare or is_a(types[thing], DGO.Organization)

    return frozenset(t for f in chosen[:_MOST_LEADING] for t in f.item.things if leads_on(t))


def of_wanted_class(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Members of the class that was asked for, where none is told yet: from the passages told, else from the best."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    asked = frozenset(t for u in question.units for t in u.things) | index.city
    wanted = {DGO.Organization if cls == DGO.Company else cls for cls in question.wanted}
    if "who" in question.roles and not question.roles & DOUBTING:
        wanted = wanted or {DGO.Organization}

    folded = fold(question.text)

    def is_in_a_name(thing: URIRef) -> bool:
        # 百度 of 「百度大湾区…中心」 is named, too.
        return any(fold(name) in folded for name in index.lexicon.names.get(thing, ()) if len(name) > 1)

    def has_one(f: Found) -> bool:
        return any(
            t in types and is_a(types[t], cls) and not is_in_a_name(t)
            for t in f.item.things - asked for cls in wanted
        )  # fmt: skip

    if not wanted or any(has_one(f) for f in chosen):
        return []
    pages = [f.page for f in chosen]
    having = [f for f in found if has_one(f)]
    here = [f for f in having if f.page in pages]
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING and u.kind != "schema"]
    # A firm that a passage happens to name need not have done what is asked; a university or bank is told by its class.
    is_narrow = telling and DGO.Organization not in wanted
    there = [f for f in having if is_narrow and all(f.own[n] >= COVERED for n in telling)]
    return (here or [f for f in there if f.page is there[0].page])[:_FEW]


def of_named_class(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where it is asked which of a class something belongs to (什么试点): what the passages told name of it."""
    folded = fold(question.text)
    classes = {
        t for u in question.of_kind("schema") for t in u.things
        if t.startswith(str(DGO)) and t[len(DGO)].isupper() and _which(u.text).search(folded)
    } - _HEADED  # fmt: skip
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    asked = frozenset(t for u in question.units for t in u.things)

    def has_one(f: Found) -> bool:
        return any(is_a(types.get(t, ()), cls) for t in f.item.things - asked for cls in classes)

    if not classes or "number" in question.roles or any(map(has_one, chosen)):
        return []
    pages, known = [f.page for f in chosen], {f.key for f in chosen}
    return [f for f in found if f.page in pages and f.key not in known and has_one(f)][:_FEW]


def _which(word: str) -> re.Pattern[str]:
    """What asks which of a class, by its word."""
    return re.compile(
        rf"(?:哪[一个项种类份]{{0,2}}|什么|何种){re.escape(word)}|\b(?:which|what) (?:[\w-]+ )?{re.escape(word)}"
    )


def of_section(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where a heading states the problem or the advice that is listed: what the passages under it state."""
    kinds = _HEADED.intersection(t for u in question.of_kind("schema") for t in u.things)
    if not kinds and _KINDS_OF.search(question.text):
        # 「缺哪三类人才」: the heading states that they lack, the passages under it which.
        kinds = chosen[0].item.wide & _HEADED
    if not kinds or "list" not in question.roles or not chosen[0].page.sentence.endswith("-h"):
        return []
    under = chosen[0].page.sentence.removesuffix("h")
    known = {f.key for f in chosen}
    return [
        f for f in found
        if f.page.sentence.startswith(under) and kinds & f.item.wide and f.item.kind in _STATED and f.key not in known
    ][:_MOST_OF_SUBJECT]  # fmt: skip


def of_time(question: Question, fitting: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where it is asked how long something is, beside what else is asked: the time that the passages told give it."""
    if not asks_how_long(fold(question.text)) or "date" in question.roles or any(map(is_of_time, chosen)):
        return []
    pages = [f.page for f in chosen]
    telling = [n for n, u in enumerate(question.units) if u.things and u.weight >= TELLING]
    return [f for f in fitting if f.page in pages and is_of_time(f) and any(f.own[n] >= COVERED for n in telling)][:1]


def of_numbers(question: Question, fitting: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """The figures of the passages that are told, where a number was asked for and none is told yet."""
    if "number" not in question.roles or any(f.item.figure is not None for f in chosen):
        return []
    pages = [f.page for f in chosen]
    figures = [f for f in fitting if f.item.figure is not None and f.page in pages]
    counted = _COUNTER.search(question.text)
    if counted:
        # 「多少次」 asks for what is counted so.
        figures.sort(key=lambda f: f.item.figure is None or counted[1] not in f.item.figure.text)
    return figures[:_FEW]
