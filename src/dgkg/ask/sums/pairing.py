"""The figures that a question puts together by its own words (:mod:`dgkg.ask.language.sides`), if they belong together.

Each side must be told by one figure: all that its words name, and the quantity, which may be
named on another side. A sum is of one quantity, or of bodies that are counted side by side; a
share is of a part and its whole; only what has one unit has a difference or a multiple. What is
asked to be added or averaged and is not alike is reported as such: why there is no answer is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations, product

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.amounts import MONEY, TIMES
from dgkg.ask.language.question import Question
from dgkg.ask.language.sides import Sides, beside_in, either_in, sides_of, wholes_in
from dgkg.ask.language.tokens import features, fold
from dgkg.ask.reading.reading import read_question
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.operands import OF_ANY_FIELD, agree, are_named, is_part, is_stated_part, is_untold_part
from dgkg.ask.sums.side_figures import figures_of_side, is_able, told_by_sides
from dgkg.namespaces import DGO, DGS, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["Unlike", "are_comparable", "either", "put_together", "rest_in_whole", "share_of_whole", "side_by_side"]

_TOLD, _IN_PART, _OF_BOUND, _OF_PART, _UNNAMED, _OF_LESS, _PAIR = 0.25, 0.3, 0.1, 0.2, 0.1, 0.3, 2
_OF_UNTOLD_PART = _OF_OTHERS = 0.4
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_WHOSE = (DGO.refArea, DGO.subject)
_TIES = (DGO.partOfTotal, DGO.shareOf, DGO.part)
# One of several that a word picks out is no side by itself.
_PICKED = pattern(r"最[快慢高低大小多少]|\b(?:fastest|slowest|highest|lowest|largest|smallest|most|least)\b")
_MEASURE_WORD = pattern(r"[\d.多余万亿千百十]+(?P<word>[^\d.多余万亿千百十]{1,2})")
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
        found = told_by_sides(index, question, sides)
        if not all(found):
            continue
        if known is None:
            known = {f.key: f for f in search(index, question)}
            ties = _ties(known.values())
        figures = [[known[f.key] for f in each if f.key in known] for each in found]
        behind = [{f.key: each[0].score - f.score for f in each} for each in found]
        result = _best(index, question, sides.way, figures, ties, behind)
        if isinstance(result, Computed) and result.is_known and _leaves_nothing(index, question, result.operands):
            return result
        if isinstance(result, Unlike):
            unlike = unlike or result
    return unlike


def side_by_side(index: Index, question: Question) -> list[Found]:
    """The figures of two things that a question wants told side by side, where each is told by its own words."""
    return _pair_told(index, question, beside_in(question.text))


def either(index: Index, question: Question) -> list[Found]:
    """The figures of the two things of which a question asks which is ahead, in one unit and of one time."""
    told = _pair_told(index, question, either_in(question.text))
    return told if told and are_comparable(*told) else []


def _pair_told(index: Index, question: Question, ways: Iterable[Sides]) -> list[Found]:
    if question.of_kind("elsewhere", "beyond") or question.doubts:
        return []
    for sides in ways:
        each = told_by_sides(index, question, sides)
        if not all(each):
            continue
        known = {f.key: f for f in search(index, question)}
        pairs = [
            (known[f.key], known[g.key]) for f, g in product(*each)
            if f.item.node != g.item.node and _unit(f) == _unit(g) and f.item.years == g.item.years
            and f.key in known and g.key in known
        ]  # fmt: skip
        pairs.sort(key=lambda p: -(p[0].score + p[1].score + _alike(p[0], p[1])))
        told = list(pairs[0]) if pairs else []
        if told and _leaves_nothing(index, question, told):
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


def rest_in_whole(left: Computed) -> Computed | None:
    """What is left of a whole as a share of it, where one count or amount was taken off another: 「没建成的占几成」."""
    whole = left.operands[0]
    if left.sign != "−" or left.is_climb or _unit(whole) in _RATES or len(left.operands) != _PAIR or left.value <= 0:
        return None
    rate = left.value / value_of(whole) * 100
    return Computed("−÷", rate, UNIT.PERCENT, left.operands, is_of_parts=True)


def _figures_of_whole(index: Index, question: Question, whole: Question, added: Computed) -> list[Found]:
    """The figures of a whole of the quantity that was added up: by its number where it is named by one."""
    told = figures_of_side(index, question, whole, (), (), grows=False)
    if any(len(n) > 1 for n in whole.numbers):
        # 「the city's 46.34 bn」: what it is of is told by what was added up.
        told = [f for f in (told or search(index, question)) if f.item.numbers & whole.numbers and is_able(f)]
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
        "less": frozenset({"difference", "sum", "number"}),
        "times": frozenset({"times", "ratio", "number"}),
        "built": frozenset({"share", "ratio", "number", "base", "status"}),
    }.get(way, frozenset({"share", "ratio", "number", "base"}))


def _best(
    index: Index,
    question: Question,
    way: str,
    figures: Sequence[Sequence[Found]],
    ties: set[tuple[object, object]],
    behind: Sequence[Mapping[tuple[URIRef, URIRef, URIRef | None], float]],
) -> Computed | Unlike | None:
    """The combination of one figure of each side that belongs together best; else what is unlike.

    ``behind`` says of each side how far its figures tell it less well than the best of them does.
    """
    best: tuple[float, tuple[Found, ...]] | None = None
    for chosen in product(*figures):
        if len({f.item.node for f in chosen}) < len(chosen) or not _belong(index, question, way, chosen, ties):
            continue
        # Of a bound and an exact figure of one quantity the exact one is meant.
        bounds = sum(f.item.figure is not None and f.item.figure.value is None for f in chosen)
        score = sum(f.score for f in chosen) + sum(_alike(f, chosen[0]) for f in chosen[1:]) - _OF_BOUND * bounds
        # Two that are set against each other are seldom a whole and its part.
        score -= _OF_PART * any(way != "less" and is_stated_part(f, g) for f, g in permutations(chosen, 2))
        # "AI revenue as a multiple of software revenue": not of the software within AI if other is told as well.
        score -= _OF_OTHERS * any(
            way != "less"
            and is_stated_part(f, g)
            and any(not less[h.key] and h is not g and not is_stated_part(h, g) for h in side)
            for (f, side, less), g in product(zip(chosen, figures, behind, strict=True), chosen)
        )
        # 「人工智能产业的营收」 is that of all of it, not of a part of which the words tell no more.
        untold = (_is_untold_part(index, question, f, side) for f, side in zip(chosen, figures, strict=True))
        score -= _OF_UNTOLD_PART * sum(untold)
        # "software revenue" is that of all software, not of the part of another field.
        score -= _UNNAMED * sum(_is_of_unnamed_part(index, question, f) for f in chosen)
        score -= sum(less[f.key] for less, f in zip(behind, chosen, strict=True))
        # Who asks how many times takes the first for the larger.
        score -= _OF_LESS * (way == "times" and value_of(chosen[0]) < value_of(chosen[1]))
        if best is None or score > best[0]:
            best = score, chosen
    if best is not None:
        return _computed(way, best[1])
    first = tuple(each[0] for each in figures if each)
    if way == "sum" and len(first) == len(figures) and len({f.item.node for f in first}) == len(first):
        return Unlike(way, first)
    return None


def _is_of_unnamed_part(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of a field that makes a part of a total, and the question names neither field."""
    fields = {t for t in f.item.data.get(DGO.industry, ()) if isinstance(t, URIRef)}
    fields = fields.union(*(index.broader.get(t, ()) for t in fields))
    return bool(fields and f.item.data.get(DGO.partOfTotal)) and not any(u.things & fields for u in question.units)


def _is_of_another_field(index: Index, question: Question, figures: Sequence[Found]) -> bool:
    """Whether one of two amounts of different passages is of what a question does not name.

    「比近三年总投资少多少」 takes nothing off the investment in chips.
    """
    if figures[0].page is figures[1].page or _unit(figures[0]) not in MONEY:
        return False
    return not are_named(index, question, figures) or any(_is_of_unnamed_field(index, question, f) for f in figures)


def _is_of_unnamed_field(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of a field that a question neither names nor speaks of, nor names its quantity."""
    fields = {t for t in f.item.data.get(DGO.industry, ()) if isinstance(t, URIRef)}
    asked = {t for u in question.units for t in u.things}
    if not fields or asked & set(f.item.data.get(DGO.indicator, ())) or asked & fields:
        return False
    said = frozenset().union(*(features(u.text) for u in question.units)) - OF_ANY_FIELD
    spoken = any(index.lexicon.features.get(t, frozenset()) & said for t in fields)
    return not spoken and not any(asked & set(index.broader.get(t, ())) for t in fields)


def _is_untold_part(index: Index, question: Question, f: Found, side: Sequence[Found]) -> bool:
    """Whether a figure is a part of another that tells the same side as well, and is not called by its own name."""
    text = fold(question.text)
    names = (name for t in f.item.data.get(DGO.industry, ()) for name in index.lexicon.names.get(t, ()))  # type: ignore[call-overload]
    if any(fold(name).rpartition(" ")[0] in text for name in names if name.count(" ") > 1):
        # "AI software" is short for the development of it.
        return False
    return is_untold_part(f, side)


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
    if way == "difference" or (way == "times" and not units & _RATES):
        is_apart = _is_of_another_field(index, question, figures)
        return not is_apart and all(are_comparable(f, first) for f in others)
    if units & _RATES:
        return False
    if way == "sum":
        return all(_can_be_added(f, g) for f, g in combinations(figures, 2))
    if way == "less":
        return all(is_stated_part(f, first) for f in others)
    return _is_share(index, question, way, first, others[0], ties)


def _is_share(
    index: Index, question: Question, way: str, first: Found, whole: Found, ties: set[tuple[object, object]]
) -> bool:
    """Whether one figure is of a part of the other, as stated, by what both are of, or asked to be held against it."""
    apart = all(f.item.data.get(DGO.refArea) for f in (first, whole)) and not agree(first, whole, DGO.refArea)
    if way == "share" and first.own == whole.own:
        # Nothing that is named tells the part from the whole: of its firms some are above scale, but no AI firms.
        return False
    is_of_places = way == "share" and apart and len(question.places) > 1
    if (way == "ratio" or is_of_places) and agree(first, whole, DGO.indicator):
        return True
    is_stated = (first.item.node, whole.item.node) in ties
    is_beside = first.page is whole.page and any(
        set(first.item.data.get(p, ())) & set(whole.item.data.get(p, ())) for p in _WHOSE
    )
    if way == "built" or (agree(first, whole, DGO.indicator) and not agree(first, whole, DGO.population)):
        is_stated = is_stated or is_beside
    return value_of(first) < value_of(whole) and (is_stated or is_part(index, question, first, whole))


def are_comparable(f: Found, g: Found) -> bool:
    """Whether two figures of one unit are of one quantity, or are amounts of money, or stand together."""
    if agree(f, g, DGO.indicator):
        return True
    if _unit(f) in MONEY:
        return True
    if _unit(f) == UNIT.NUM and agree(f, g, DGO.refArea, DGO.subject) and _word_of((f, g)) not in _ANY:
        # Users of two kinds, of one place.
        return True
    return f.page is g.page and (_unit(f) != UNIT.NUM or _word_of((f,)) == _word_of((g,)))


def _can_be_added(f: Found, g: Found) -> bool:
    """Whether two figures are of one quantity of two things, or count bodies that are named side by side."""
    if any(g.item.node in f.item.data.get(p, ()) or f.item.node in g.item.data.get(p, ()) for p in _TIES):
        return False
    if len({DGS.aboveScale in x.item.data.get(DGO.population, ()) for x in (f, g)}) > 1 and f.page is not g.page:
        # Firms above designated size and all firms are not added up: some may be counted twice.
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
    if way == "less":
        rest = value_of(figures[0]) - sum(map(value_of, figures[1:]), Decimal(0))
        return Computed("−", rest, unit, figures, is_of_parts=True)
    one, other = figures
    if way == "times" or (way == "ratio" and value_of(one) > value_of(other)):
        return Computed("÷", value_of(one) / value_of(other), TIMES, figures, is_of_parts=True)
    return Computed("÷", value_of(one) / value_of(other) * 100, UNIT.PERCENT, figures, is_of_parts=True)
