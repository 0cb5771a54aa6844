"""The figures that tell the sides of what a question puts together, each by its own words.

The sides are those of :mod:`dgkg.ask.language.sides`. What a side leaves out is said on another: its quantity, its
place. A side is told by a figure that tells all its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.items.fitting import GENERAL, fits, names_another
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found, covers, search
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.sides import Sides
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.reading import read_question
from dgkg.ask.sums.computed import number_of
from dgkg.namespaces import DGO, DGU, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["figures_of_side", "is_able", "told_by_sides"]

_TOLD, _IN_PART, _NEAR, _MOST = 0.25, 0.3, 0.25, 8
_GROWTH = ID["indicator-growth-rate"]
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_WHOSE = (DGO.refArea, DGO.subject)
_ALL = pattern(r"^(?:全部|所有|全体)|\b(?:all|every)\b(?! of )")
_KINDS = {DGO.population, DGO.industry}
_SET_AGAINST = {"times", "ratio", "difference"}
_NUMBER = pattern(r"[\d.]+")
_OF_YEARS = pattern(r"近[几两二三四五]年|\b(?:past|last|recent) (?:two |three |four |five |few )?years\b")
_OF_ALL = pattern(
    r"全[市省国球部]|东莞|总"
    r"|\b(?:city|dongguan|province|guangdong|national|country|total|all|world|whole|entire|(?:city|province|nation)-?wide)\b"
)


def told_by_sides(index: Index, question: Question, sides: Sides) -> list[list[Found]]:
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
    _share_places(index, sides, read)
    found = []
    for n, side in enumerate(read):
        others = [*([what] if what else []), *reversed(read[:n]), *read[n + 1 :]]
        each = figures_of_side(index, question, side, others, around, grows=grows)
        if not any(u.names_quantity for u in side.units) and any(_is_told_by(other, each) for other in others):
            # With the quantity of the other side it would be the other side's figure.
            each = figures_of_side(index, question, side, (), around, grows=grows)
        if sides.way == "difference" and (fields := _lent_fields(side, others)):
            # 「近三年新能源总投资减去2023年的投资」: what is taken off is of the same field.
            within = figures_of_side(index, question, replace(side, units=(*fields, *side.units)), (), (), grows=grows)
            each = [*within, *(f for f in each if f.key not in {g.key for g in within})]
        if not each and sides.way in {*_SET_AGAINST, "sum"}:
            # 「OPPO的算力是华为所报的几倍」: of what has no more than an aim, the aim is meant, and told as one.
            each = figures_of_side(index, question, side, others, around, grows=grows, is_aim=True)
        found.append(
            [
                f
                for f in each
                if sides.way in {"difference", "sum", "beside"}
                or (f.item.figure is None or f.item.figure.unit not in _RATES)
            ]
        )
    return found


def _share_places(index: Index, sides: Sides, read: list[Question]) -> None:
    """Put every side where one of them is that names a place, if the others name none: 「凤岗小镇的甲加乙」."""
    placed = [side.places for side in read if side.places]
    if len(placed) != 1:
        return
    for n, side in enumerate(read):
        if side.places or _OF_ALL.search(sides.texts[n]):
            continue
        here = replace(side, units=(*placed[0], *side.units))
        if sides.way == "beside" or figures_of_side(index, here, here, (), (), grows=sides.grows):
            read[n] = here


def _is_told_by(other: Question, figures: Sequence[Found]) -> bool:
    """Whether the first of some figures is of all that the other side names."""
    things = [u for u in other.units if u.things and u.weight >= _TOLD]
    return bool(things and figures) and all(
        covers(u, figures[0].item.things, frozenset(), frozenset()) >= COVERED for u in things
    )


def figures_of_side(
    index: Index,
    question: Question,
    side: Question,
    others: Sequence[Question],
    around: Sequence[Unit],
    *,
    grows: bool,
    is_aim: bool = False,
) -> list[Found]:
    """The figures that tell a side by its own words, else with the quantity that another side names."""
    # 「近三年的总投资」 is of no one year, whichever the other side is of.
    years = side.years or (frozenset() if _OF_YEARS.search(fold(side.text)) else question.years)
    has_quantity = any(u.names_quantity for u in side.units)
    own = tuple(u for u in side.units if u.kind != "schema")
    if not own and not side.names_city:
        # 「…的多少是它」: a side without words of its own is no side.
        return []
    ways = [own]
    if not has_quantity:
        lent = next((b for other in others if (b := _lent(own, other))), ())
        if lent:
            # "telecoms in Dongguan and in Shenzhen": a place alone is told by no figure of another field.
            is_bare = all(u.kind in {"place", "entity"} for u in own)
            ways = [(*own, *(u for u in lent if u not in own)), *([] if is_bare else ways)]
    for units in ways:
        # A place that stands apart is where both sides are; what else does may be said of one.
        for extra in (tuple(around), tuple(u for u in around if u.kind == "place")):
            asked = replace(side, units=(*(u for u in extra if u not in units), *units), years=years)
            if found := _telling(index, asked, DGO.Target if is_aim else DGO.Observation, grows=grows):
                return found
    return []


def _lent(own: Sequence[Unit], other: Question) -> tuple[Unit, ...]:
    """What a side takes over from another: its quantity, and all but its names where it has no words of its own."""
    is_bare = all(u.kind in {"place", "entity"} for u in own)
    return tuple(
        u for u in other.units
        if u.names_quantity or (is_bare and u.kind in {"concept", "word"} and not u.text[:1].isdigit())
    )  # fmt: skip


def _lent_fields(side: Question, others: Sequence[Question]) -> tuple[Unit, ...]:
    """The fields that another side names, for one that names nothing but a quantity that every field has."""
    named = [u for u in side.units if u.kind in {"entity", "place", "concept"} and not u.is_quantity]
    quantities = {t for u in side.units if u.is_quantity for t in u.things}
    if named or not quantities & GENERAL:
        return ()
    return next((fields for other in others if (fields := _fields(other))), ())


def _fields(side: Question) -> tuple[Unit, ...]:
    return tuple(u for u in side.units if u.kind == "concept" and not u.is_quantity and u.weight >= _TOLD)


def _telling(index: Index, side: Question, sort: URIRef, *, grows: bool) -> list[Found]:
    """The figures of a sort that tell every part of a side, of the city where no place is named, best first."""
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
        if (
            not _is_number_of(f, sort)
            or not fits(index, side, f)
            or (names_another(index, side, f) and not _names_its_quantity(side, f))
        ):
            continue
        if (_GROWTH in indicators) != grows or (indicators & CHANGES and not grows):
            continue
        areas = set(f.item.data.get(DGO.refArea, ()))
        if (
            areas
            and not side.places
            and not _names_its_quantity(side, f)
            and areas.isdisjoint({*side.city, *(t for u in side.units for t in u.things)})
        ):
            continue
        if all(_tells(index, side.units[n], f, n, in_part=told and len(asked) > 1) for n in asked):
            found.append(f)
    if _ALL.search(side.text):
        # 「all firms of the belt」 are told by no number of some kind of them that is not named.
        named = {t for u in side.units for t in u.things}
        found = [f for f in found if all(named & set(f.item.data[p]) for p in _KINDS if f.item.data.get(p))]
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


def _names_its_quantity(side: Question, f: Found) -> bool:
    """Whether a side names what a figure measures, by a name that not every field or body has (直播带货成交额)."""
    measured = set(f.item.data.get(DGO.indicator, ())) - GENERAL
    return any(u.things & measured and u.names_quantity for u in side.units)


def is_able(f: Found) -> bool:
    """Whether a figure is a number that is; a plan or a cap is none."""
    return _is_number_of(f, DGO.Observation)


def _is_number_of(f: Found, sort: URIRef) -> bool:
    figure = f.item.figure
    return figure is not None and number_of(figure) is not None and sort in f.item.data.get(RDF.type, ())
