"""The figures that a question puts together by its own words (:mod:`dgkg.ask.sides`), if they belong together.

Each side must be told by one figure: all that its words name, and the quantity, which may be
named on another side. A sum is of one quantity, or of bodies that are counted side by side; a
share is of a part and its whole; only what has one unit has a difference or a multiple. What is
asked to be added or averaged and is not alike is reported as such: why there is no answer is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product

from rdflib import URIRef

from dgkg.ask.amounts import MONEY, TIMES
from dgkg.ask.computed import Computed, number_of, value_of
from dgkg.ask.fitting import fits, names_another
from dgkg.ask.index import Index
from dgkg.ask.operands import agree, is_part
from dgkg.ask.question import Question, Unit
from dgkg.ask.reading import read_question
from dgkg.ask.search import CHANGES, COVERED, WIDE, Found, covers, search
from dgkg.ask.sides import Sides, beside_in, sides_of, wholes_in
from dgkg.ask.tokens import fold
from dgkg.namespaces import DGO, DGU, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["Unlike", "put_together", "share_of_whole", "side_by_side"]

_TOLD, _IN_PART, _NEAR, _MOST, _OF_BOUND = 0.25, 0.3, 0.25, 8, 0.1
_GROWTH = ID["indicator-growth-rate"]
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_WHOSE = (DGO.refArea, DGO.subject)
_TIES = (DGO.partOfTotal, DGO.shareOf, DGO.part)
_OF_ALL = pattern(r"全[市省国球部]|东莞|总|\b(?:city|dongguan|province|guangdong|national|country|total|all|world)\b")
# One of several that a word picks out is no side by itself.
_PICKED = pattern(r"最[快慢高低大小多少]|\b(?:fastest|slowest|highest|lowest|largest|smallest|most|least)\b")
_MEASURE_WORD = pattern(r"[\d.多余万亿千百十]+(?P<word>[^\d.多余万亿千百十]{1,2})")
_NUMBER = pattern(r"[\d.]+")
# What only says how a number is to be told.
_HOW = pattern(
    r"^(?:bodies|institutions|entities|organi[sz]ations|units)$|percent|points?$|round|decimal|fraction|小数|保留|取整|大约|derived|比例|建成|成率|figures|using|outg|outpac|exceed"
)
# What anything is counted by.
_ANY = {"个", "项", ""}


@dataclass(frozen=True, slots=True)
class Unlike:
    """Figures that a question puts together though they are of different things, and how."""

    way: str
    figures: tuple[Found, ...]


def put_together(index: Index, question: Question) -> Computed | Unlike | None:
    """What a question puts together by its words; what is unlike as such; nothing where a side is not stated."""
    if question.of_kind("elsewhere", "beyond"):
        return None
    unlike: Unlike | None = None
    known: dict[tuple[URIRef, URIRef, URIRef | None], Found] | None = None
    ties: set[tuple[object, object]] = set()
    # A list is added up whole, not its last two.
    for sides in sorted(sides_of(question.text), key=lambda s: -len(s.texts)):
        if any(_PICKED.search(text) for text in sides.texts) or not question.roles & _asked_by(sides.way):
            continue
        if sides.way == "sum" and "share" in question.roles and not wholes_in(question.text):
            # "add up to in share": what is asked for is no level.
            continue
        found = _told_by(index, question, sides)
        if not all(found):
            continue
        if known is None:
            known = {f.key: f for f in search(index, question)}
            ties = _ties(known.values())
        figures = [[known[f.key] for f in each if f.key in known] for each in found]
        result = _best(index, question, sides.way, figures, ties)
        if isinstance(result, Computed) and result.is_known and _leaves_nothing(index, question, result.operands):
            return result
        if isinstance(result, Unlike):
            unlike = unlike or result
    return unlike


def side_by_side(index: Index, question: Question) -> list[Found]:
    """The figures of two things that a question wants told side by side, where each is told by its own words."""
    if question.of_kind("elsewhere", "beyond") or question.doubts:
        return []
    for sides in beside_in(question.text):
        each = _told_by(index, question, sides)
        if not all(each):
            continue
        known = {f.key: f for f in search(index, question)}
        pairs = [
            (f, g) for f, g in product(*each)
            if f.item.node != g.item.node and _unit(f) == _unit(g) and f.item.years == g.item.years
        ]  # fmt: skip
        pairs = [p for p in pairs if all(f.key in known for f in p)]
        if pairs:
            best = max(pairs, key=lambda p: sum(f.score for f in p) + _alike(*p))
            told = [known[f.key] for f in best]
            if _leaves_nothing(index, question, told):
                return told
    return []


def _ties(found: Iterable[Found]) -> set[tuple[object, object]]:
    """Parts with their wholes, by the shares that the source states: 东莞 ships a fifth of what the world does."""
    return {
        (part, whole)
        for f in found for part in f.item.data.get(DGO.part, ()) for whole in f.item.data.get(DGO.shareOf, ())
    }  # fmt: skip


def share_of_whole(index: Index, question: Question, added: Computed) -> Computed | None:
    """The share of a sum in a whole that the question names: 「…合计多少，占463.4亿元的多少」."""
    for text in wholes_in(question.text):
        whole = read_question(index, text, question.lang)
        for f in _figures_of_whole(index, question, whole, added):
            total = next((g for g in search(index, question) if g.key == f.key), f)
            if len(total.own) == len(question.units):
                rate = added.value / value_of(total) * 100
                return Computed("+÷", rate, UNIT.PERCENT, (*added.operands, total), is_of_parts=True)
    return None


def _figures_of_whole(index: Index, question: Question, whole: Question, added: Computed) -> list[Found]:
    """The figures of a whole of the quantity that was added up: by its number where it is named by one."""
    told = _figures_of(index, question, whole, (), (), grows=False)
    if any(len(n) > 1 for n in whole.numbers):
        # 「the city's 46.34 bn」: what it is of is told by what was added up.
        told = [f for f in (told or search(index, question)) if f.item.numbers & whole.numbers and _is_able(f)]
    else:
        told = [f for f in told if set(f.item.data.get(DGO.refArea, ())) & question.city]
    return [
        f for f in told
        if _unit(f) == added.unit
        and all(agree(f, g, DGO.indicator) and value_of(f) > added.value for g in added.operands)
    ]  # fmt: skip


def _leaves_nothing(index: Index, question: Question, operands: Sequence[Found]) -> bool:
    """Whether each part of a question is told by some operand: 「一共多少员工」 is not told by numbers of firms."""
    for n, unit in enumerate(question.units):
        is_aside = unit.kind == "schema" or unit.text[:1].isdigit() or unit.things & question.wider
        if unit.weight < _TOLD or is_aside or _HOW.search(unit.text):
            continue
        members = frozenset().union(*(index.members.get(t, frozenset()) for t in unit.things))
        if members and all(members & set(f.item.data.get(DGO.subject, ())) for f in operands):
            # Each is of one that belongs to what is named: the centres of the enabling system.
            continue
        best = max((f.own if unit.things else f.covered)[n] for f in operands)
        if best < (_IN_PART if unit.things else COVERED):
            return False
    return True


def _asked_by(way: str) -> frozenset[str]:
    """What a question asks for that puts things together in some way."""
    return {
        "sum": frozenset({"sum", "number", "count", "share", "ratio"}),
        "difference": frozenset({"difference", "compare", "number", "growth"}),
        "times": frozenset({"times", "ratio", "number"}),
        "built": frozenset({"share", "ratio", "number", "base", "status"}),
    }.get(way, frozenset({"share", "ratio", "number", "base"}))


def _told_by(index: Index, question: Question, sides: Sides) -> list[list[Found]]:
    """For each side the figures that tell all its words, best first."""
    read = [read_question(index, text, question.lang) for text in sides.texts]
    what = read_question(index, sides.what, question.lang) if sides.what else None
    said = fold("".join((*sides.texts, sides.what)))
    # What stands apart from the sides is said of both: 「凤岗小镇里，甲比乙多几家」.
    around = tuple(u for u in question.units if u.text not in said and u.kind in {"entity", "place", "concept"})
    around = tuple(u for u in around if u.weight >= _TOLD and not u.things & question.wider)
    grows = sides.grows or any("growth" in side.roles for side in read)
    if sides.way == "share" and not read[0].places:
        # 「规上占松山湖846家的多少」: the part is where its whole is.
        read[0] = replace(read[0], units=(*read[1].places, *read[0].units))
    elif sides.way == "share" and not read[1].places and not _OF_ALL.search(sides.texts[1]):
        # 「南城的23家占入驻企业的多少」: and the whole is where its part is.
        here = replace(read[1], units=(*read[0].places, *read[1].units))
        if _figures_of(index, question, here, (), (), grows=False):
            read[1] = here
    found = []
    for n, side in enumerate(read):
        others = [*([what] if what else []), *reversed(read[:n]), *read[n + 1 :]]
        each = _figures_of(index, question, side, others, around, grows=grows)
        if not any(u.names_quantity for u in side.units) and any(_is_told_by(other, each) for other in others):
            # With the quantity of the other side it would be the other side's figure.
            each = _figures_of(index, question, side, (), around, grows=grows)
        found.append([f for f in each if sides.way in {"difference", "sum", "beside"} or _unit(f) not in _RATES])
    return found


def _is_told_by(other: Question, figures: Sequence[Found]) -> bool:
    """Whether the first of some figures is of all that the other side names."""
    things = [u for u in other.units if u.things and u.weight >= _TOLD]
    return bool(things and figures) and all(
        covers(u, figures[0].item.things, frozenset(), frozenset()) >= COVERED for u in things
    )


def _figures_of(
    index: Index, question: Question, side: Question, others: Sequence[Question], around: Sequence[Unit], *, grows: bool
) -> list[Found]:
    """The figures that tell a side by its own words, else with the quantity that another side names."""
    years = side.years or question.years
    has_quantity = any(u.names_quantity for u in side.units)
    own = tuple(u for u in side.units if u.kind != "schema")
    if not own and not side.names_city:
        # 「…的多少是它」: a side without words of its own is no side.
        return []
    ways = [own]
    if not has_quantity:
        lent = next((b for other in others if (b := _lent(own, other))), ())
        if lent:
            ways.insert(0, (*own, *(u for u in lent if u not in own)))
    for units in ways:
        for extra in ((), tuple(around)) if not around else (tuple(around), ()):
            asked = replace(side, units=(*(u for u in extra if u not in units), *units), years=years)
            if found := _telling(index, asked, grows=grows):
                return found
    return []


def _lent(own: Sequence[Unit], other: Question) -> tuple[Unit, ...]:
    """What a side takes over from another: its quantity, and all but its names where it has no words of its own."""
    is_bare = all(u.kind in {"place", "entity"} for u in own)
    return tuple(
        u for u in other.units
        if u.names_quantity or (is_bare and u.kind in {"concept", "word"} and not u.text[:1].isdigit())
    )  # fmt: skip


def _telling(index: Index, side: Question, *, grows: bool) -> list[Found]:
    """The figures that tell every part of a side, of the city where no place is named, best first."""
    asked = [
        n for n, u in enumerate(side.units)
        if u.weight >= _TOLD and not _NUMBER.fullmatch(u.text) and not (u.kind == "place" and u.things & side.city)
    ]  # fmt: skip
    if not asked:
        return []
    told = any(u.names_quantity or u.kind == "place" for u in side.units)
    found: list[Found] = []
    for f in search(index, side):
        indicators = set(f.item.data.get(DGO.indicator, ()))
        if not _is_able(f) or not fits(index, side, f) or names_another(index, side, f):
            continue
        if (_GROWTH in indicators) != grows or (indicators & CHANGES and not grows):
            continue
        areas = set(f.item.data.get(DGO.refArea, ()))
        if areas and not side.places and areas.isdisjoint({*side.city, *(t for u in side.units for t in u.things)}):
            continue
        if all(_tells(index, side.units[n], f, n, in_part=told and len(asked) > 1) for n in asked):
            found.append(f)
    return [f for f in found if f.score >= found[0].score - _NEAR][:_MOST]


def _tells(index: Index, unit: Unit, f: Found, n: int, *, in_part: bool) -> bool:
    if unit.kind == "place" and unit.things & index.wider:
        # What the nation or the province has is told by a figure of it.
        return any(unit.things & set(f.item.data.get(p, ())) for p in _WHOSE)
    if unit.kind in {"entity", "place"}:
        return f.own[n] >= WIDE
    if unit.kind == "word":
        return f.covered[n] >= COVERED
    if unit.is_quantity:
        return f.own[n] >= COVERED
    # 「规上软信企业」: whose quantity it is may be said in other words.
    return f.own[n] >= (_IN_PART if in_part else COVERED)


def _is_able(f: Found) -> bool:
    """Whether a figure is a number that is; a plan or a cap is none."""
    figure = f.item.figure
    types = f.item.data.get(RDF.type, ())
    return figure is not None and number_of(figure) is not None and DGO.Observation in types


def _best(
    index: Index,
    question: Question,
    way: str,
    figures: Sequence[Sequence[Found]],
    ties: set[tuple[object, object]],
) -> Computed | Unlike | None:
    """The combination of one figure of each side that belongs together best; else what is unlike."""
    best: tuple[float, tuple[Found, ...]] | None = None
    for chosen in product(*figures):
        if len({f.item.node for f in chosen}) < len(chosen) or not _belong(index, question, way, chosen, ties):
            continue
        # Of a bound and an exact figure of one quantity the exact one is meant.
        bounds = sum(f.item.figure is not None and f.item.figure.value is None for f in chosen)
        score = sum(f.score for f in chosen) + sum(_alike(f, chosen[0]) for f in chosen[1:]) - _OF_BOUND * bounds
        if best is None or score > best[0]:
            best = score, chosen
    if best is not None:
        return _computed(way, best[1])
    first = tuple(each[0] for each in figures if each)
    if way == "sum" and len(first) == len(figures) and len({f.item.node for f in first}) == len(first):
        return Unlike(way, first)
    return None


def _alike(f: Found, g: Found) -> float:
    alike = 0.3 * agree(f, g, DGO.indicator, DGO.ofIndicator) + 0.2 * agree(f, g, DGO.refPeriod)
    return alike + 0.1 * (f.page is g.page) + 0.1 * agree(f, g, DGO.population)


def _belong(
    index: Index, question: Question, way: str, figures: Sequence[Found], ties: set[tuple[object, object]]
) -> bool:
    """Whether figures can be put together in some way."""
    first, *others = figures
    units = {_unit(f) for f in figures}
    dated = [f.item.years for f in figures if f.item.years]
    if len(units) > 1 or any(years.isdisjoint(dated[0]) for years in dated):
        return False
    if way == "difference":
        return all(_are_comparable(f, first) for f in others)
    if units & _RATES:
        return False
    if way == "sum":
        return all(_can_be_added(f, g) for f, g in combinations(figures, 2))
    if way == "times":
        return all(_are_comparable(f, first) for f in others)
    return _is_share(index, question, way, first, others[0], ties)


def _is_share(
    index: Index, question: Question, way: str, first: Found, whole: Found, ties: set[tuple[object, object]]
) -> bool:
    """Whether one figure is of a part of the other, as stated, by what both are of, or asked to be held against it."""
    if way == "ratio" and agree(first, whole, DGO.indicator):
        return True
    is_stated = (first.item.node, whole.item.node) in ties
    is_beside = first.page is whole.page and any(
        set(first.item.data.get(p, ())) & set(whole.item.data.get(p, ())) for p in _WHOSE
    )
    if way == "built" or (agree(first, whole, DGO.indicator) and not agree(first, whole, DGO.population)):
        is_stated = is_stated or is_beside
    return value_of(first) < value_of(whole) and (is_stated or is_part(index, question, first, whole))


def _are_comparable(f: Found, g: Found) -> bool:
    """Whether two figures of one unit are of one quantity, or are amounts of money, or stand together."""
    if agree(f, g, DGO.indicator):
        return True
    if _unit(f) in MONEY:
        return True
    return f.page is g.page and (_unit(f) != UNIT.NUM or _word_of((f,)) == _word_of((g,)))


def _can_be_added(f: Found, g: Found) -> bool:
    """Whether two figures are of one quantity of two things, or count bodies that are named side by side."""
    if any(g.item.node in f.item.data.get(p, ()) or f.item.node in g.item.data.get(p, ()) for p in _TIES):
        return False
    if agree(f, g, DGO.indicator):
        return not agree(f, g, *_WHOSE, DGO.industry, DGO.population)
    word = _word_of((f, g))
    return f.page is g.page and _unit(f) == UNIT.NUM and word not in _ANY and agree(f, g, DGO.refArea)


def _word_of(figures: Iterable[Found]) -> str:
    """The measure word that counts have in common: 家."""
    words = {found["word"] if (found := _MEASURE_WORD.search(f.item.figure.text)) else ""
             for f in figures if f.item.figure}  # fmt: skip
    return words.pop() if len(words) == 1 else ""


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None


def _computed(way: str, figures: tuple[Found, ...]) -> Computed:
    unit = _unit(figures[0])
    if way == "sum":
        return Computed("+", sum(map(value_of, figures), Decimal(0)), unit, figures, is_of_parts=True)
    if way == "difference":
        high, low = sorted(figures, key=value_of, reverse=True)
        points = DGU.PERCENTAGE_POINT if unit == UNIT.PERCENT else unit
        return Computed("−", value_of(high) - value_of(low), points, (high, low), is_of_parts=True)
    one, other = figures
    if way == "times":
        return Computed("÷", value_of(one) / value_of(other), TIMES, figures, is_of_parts=True)
    return Computed("÷", value_of(one) / value_of(other) * 100, UNIT.PERCENT, figures, is_of_parts=True)
