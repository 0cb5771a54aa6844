"""Which of several comes first by a quantity: 「哪个营收更高」, "which industry grew fastest".

Only like is held against like: figures of one quantity, unit, scope and period, that differ in
what they are of. A bound may leave the order open; then it is told by what is printed, and so
said. What is of a plan or a cap is no match for what is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from rdflib import URIRef

from dgkg.ask.items.fitting import fits
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.method import HIGHER
from dgkg.ask.language.question import DOUBTING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.figure import Figure
from dgkg.interval import Interval, interval_of
from dgkg.namespaces import DGO, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["Foremost", "compares", "foremost", "of_two"]

_LOWEST = pattern(
    r"最[慢低小少]|更[慢低小少弱]|谁[^，。；?？]{0,14}(?<!多)[少低慢小弱](?:一?[些点])?(?=[？?，。,；;]|$)|谁[^，。；?？]{0,6}(?<!多)[少低慢小]|落后|垫底|\b(?:slowest|slowly|lowest|smallest|least|fewest|fewer|lower|smaller|slower|less)\b"
)
_HIGHEST = pattern(
    rf"最[快大高多强猛]|{HIGHER}|谁[^，。；?？]{{0,6}}[多高大快]|孰高|领先|居首|"
    r"\b(?:fastest|rapidly|quickly|highest|most|largest|biggest|greatest|top|higher|bigger|larger|more|faster|greater|ahead|leads?|leading)\b"
)
_BEYOND = pattern(r"\b(?:[a-z]+er|more|less) than (?=[^\d,;?]{0,8}\d)")
# 「最高奖励多少」 asks for a cap, 「最多」 for a bound.
_ASKS_WHICH = pattern(
    r"哪|谁|还是|\bor\b|什么(?:产业|行业|企业|公司|城市|园区|领域)"
    r"|\b(?:which|who|whose|what (?:industry|sector|city|firm|company|park|segment))\b"
)
_ALIKE = (DGO.indicator, DGO.ofIndicator, DGO.population, DGO.accumulation)
_WHOSE = (DGO.subject, DGO.refArea, DGO.industry)
_EITHER = pattern(r"还是|\bor\b")
# What is compared, where a question says of what sort it is.
_WHICH = r"(?:哪[个些家几]?|什么|谁家|which (?:of the )?(?:\w+ )?|what (?:\w+ )?)"
_SORTS = {
    DGO.Company: pattern(
        rf"{_WHICH}(?:企业|公司|厂商|厂|家(?!.*(?:银行|园区))|firm|compan|enterprise|maker|manufacturer)"
    ),
    DGO.AdministrativeDivision: pattern(rf"{_WHICH}(?:城市|city|cities)"),
    DGO.Place: pattern(rf"{_WHICH}(?:园区|镇街?|街道|片区|集聚区|park|town|district|cluster|zone)"),
}
_NUMBER_OF = pattern(r"数量|家数|户数|个数|企业数|\b(?:number|count)\b")
_GROWTH = ID["indicator-growth-rate"]
_NEEDED, _MOST_TOLD, _SAID, _COUNTED = 2, 12, 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Foremost:
    """Figures that were held against each other, so many of them that come first before the others."""

    figures: tuple[Found, ...]
    leading: int
    is_lowest: bool
    is_certain: bool


def compares(question: Question) -> bool:
    """Whether a question asks which of several comes first."""
    # 「faster than 55 percent」 sets a bound, and holds nothing against anything else.
    text = _BEYOND.sub(" ", fold(question.text))
    return bool((_LOWEST.search(text) or _HIGHEST.search(text)) and _ASKS_WHICH.search(text))


def foremost(index: Index, question: Question, found: Sequence[Found]) -> list[Foremost]:
    """For each quantity that is compared, which thing comes first; empty where nothing like is told of two."""
    text = fold(question.text)
    lowest = bool(_LOWEST.search(text))
    if not compares(question):
        return []
    if (question.roles & DOUBTING and not _EITHER.search(text)) or question.of_kind("beyond", "elsewhere"):
        return []
    figures = [f for f in found if _is_level(f) and fits(index, question, f)]
    sort = next((cls for cls, words in _SORTS.items() if words.search(text)), None)
    if sort is not None:
        figures = [f for f in figures if _is_of_a(index, f, sort)]
    elif not question.places:
        # Where no place is named, the city is meant, and no part of it.
        figures = [f for f in figures if set(f.item.data.get(DGO.refArea, ())) <= question.city]
    # How fast something grew is no count of it.
    counts = [] if "growth" in question.roles else figures
    measures = [n for n, u in enumerate(question.units) if u.weight >= _SAID and _is_measure(n, u, figures, counts)]
    if "growth" in question.roles and len(measures) == 1 and _NUMBER_OF.search(text):
        # 「规上企业的数量和产值，哪个增长更快」: their number is one of two quantities.
        measures += [n for n, u in enumerate(question.units) if n not in measures and _is_whom(n, u, figures)]
    if "growth" in question.roles and len(measures) == _NEEDED and (pair := _grown(question, figures, measures)):
        return [_ordered(pair, lowest=lowest)]
    told = []
    compared: list[int | None] = [*measures]
    if not measures and "growth" in question.roles:
        compared = [None]
    for measure in compared:
        mine = [f for f in figures if _is_of(question, f, measure)]
        if (group := _group(question, mine, measures, sort)) is not None:
            told.append(_ordered(group, lowest=lowest))
    return told


def of_two(question: Question, pair: Sequence[Found]) -> Foremost:
    """Which of two figures comes first that a question sets against each other by its words."""
    return _ordered(pair, lowest=bool(_LOWEST.search(fold(question.text))))


def _is_comparative(unit: Unit) -> bool:
    """Whether a part of a question only says that things are compared."""
    return unit.kind == "word" and bool(_HIGHEST.search(unit.text) or _LOWEST.search(unit.text))


def _is_of_a(index: Index, f: Found, sort: URIRef) -> bool:
    """Whether a figure is of a thing of some class, and not of the city as a whole (but where cities are compared)."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    whose = {t for p in (DGO.subject, DGO.refArea) for t in f.item.data.get(p, ()) if isinstance(t, URIRef)}
    if sort != DGO.AdministrativeDivision:
        whose -= index.wider
    return any(is_a(types.get(t, ()), sort) for t in whose)


def _is_measure(n: int, unit: Unit, figures: Sequence[Found], counts: Sequence[Found]) -> bool:
    """Whether a part of a question names a quantity, or whom a count is of (规上企业)."""
    return any(
        not unit.things.isdisjoint(f.item.data.get(p, ())) for f in figures for p in (DGO.indicator, DGO.ofIndicator)
    ) or (unit.kind == "concept" and any(_is_count_of(n, f) for f in counts))


def _is_whom(n: int, unit: Unit, figures: Sequence[Found]) -> bool:
    """Whether a part of a question names those whose number grew: 规上企业."""
    return unit.kind == "concept" and not unit.is_quantity and any(_is_growth_in_number(n, unit, f) for f in figures)


def _is_growth_in_number(n: int, unit: Unit, f: Found) -> bool:
    counted = any(str(t).endswith("-count") for t in f.item.data.get(DGO.ofIndicator, ()))
    return counted and f.own[n] >= _COUNTED and unit.things.isdisjoint(f.item.data.get(DGO.industry, ()))


def _is_count_of(n: int, f: Found) -> bool:
    """Whether a figure counts what a part of a question names."""
    return f.item.figure is not None and f.item.figure.unit == UNIT.NUM and f.own[n] >= _COUNTED


def _is_level(f: Found) -> bool:
    return (
        f.item.figure is not None
        and DGO.Observation in f.item.data.get(RDF.type, ())
        and _interval(f.item.figure) is not None
    )


def _is_of(question: Question, f: Found, measure: int | None) -> bool:
    """Whether a figure is of a quantity, or of its growth where growth is asked for."""
    indicators = set(f.item.data.get(DGO.indicator, ()))
    if "growth" in question.roles:
        if _GROWTH not in indicators or measure is None:
            return _GROWTH in indicators
        unit = question.units[measure]
        named = not unit.things.isdisjoint(f.item.data.get(DGO.ofIndicator, ()))
        return named or (not unit.is_quantity and _is_growth_in_number(measure, unit, f))
    if indicators & CHANGES or measure is None:
        return False
    named = not question.units[measure].things.isdisjoint(indicators)
    return named or (not question.units[measure].is_quantity and _is_count_of(measure, f))


def _grown(question: Question, figures: Sequence[Found], measures: Sequence[int]) -> list[Found]:
    """Of two quantities how much each grew, where nothing else is named."""
    each = [[f for f in figures if _is_of(question, f, n)] for n in measures]
    pairs = [(f, g) for f, g in product(*each) if f is not g and f.item.years == g.item.years]
    if not pairs:
        return []
    # Of several figures of one name those of one field belong together.
    first, second = max(pairs, key=lambda p: (_are_of_one_field(*p), p[0].score + p[1].score))
    rest = [
        n for n, u in enumerate(question.units)
        if n not in measures and u.weight >= _SAID and u.kind != "schema" and not u.things & question.wider
        and not _is_comparative(u)
    ]  # fmt: skip
    return [first, second] if all(max(f.covered[n] for f in (first, second)) >= COVERED for n in rest) else []


def _are_of_one_field(f: Found, g: Found) -> bool:
    return set(f.item.data.get(DGO.industry, ())) == set(g.item.data.get(DGO.industry, ()))


def _group(
    question: Question, figures: Sequence[Found], measures: Sequence[int], sort: URIRef | None
) -> list[Found] | None:
    """The figures that are alike in all but what they are of, and tell all that a question names."""
    # Cities are compared by one field, and no two fields of one city.
    alike, whose = (_ALIKE, _WHOSE) if sort is None else ((*_ALIKE, DGO.industry), _WHOSE[:2])
    if not measures:
        # 「服务外包四个指标哪个增长最快」: contracted and executed values of one field are two that grew.
        whose = (*whose, DGO.ofIndicator)
    groups: dict[tuple[object, ...], list[Found]] = defaultdict(list)
    for f in figures:
        # Rates of growth as such are held against each other, whatever it is that grew.
        groups[_key(f, alike) if measures else (f.item.years,)].append(f)
    named = [
        n for n, u in enumerate(question.units)
        if n not in measures and u.weight >= _SAID and u.kind != "schema" and not (u.things & question.wider)
        and not u.text[:1].isdigit() and not _is_comparative(u)
    ]  # fmt: skip
    best: tuple[float, list[Found]] | None = None
    for group in groups.values():
        apart = _matched(question, _without_wholes(_one_each(group, whose)), named)
        if len(apart) < _NEEDED:
            continue
        score = sum(f.score for f in apart[:_NEEDED])
        if best is None or score > best[0]:
            best = score, apart
    return best[1] if best else None


def _matched(question: Question, group: Sequence[Found], named: Sequence[int]) -> list[Found]:
    """Of a group the figures of what is named: where two things are, those of one of them only."""

    def is_said(n: int, f: Found) -> bool:
        return (f.own if question.units[n].things else f.covered)[n] >= COVERED

    if not all(any(is_said(n, f) for f in group) for n in named):
        return []
    # What only some are of tells them apart; what all are of does not.
    telling = [n for n in named if not all(is_said(n, f) for f in group)]
    if len(telling) < _NEEDED:
        return [f for f in group if all(is_said(n, f) for n in named)]
    of_one = [f for f in group if sum(is_said(n, f) for n in telling) == 1]
    return of_one if all(any(is_said(n, f) for f in of_one) for n in telling) else []


def _key(f: Found, alike: Sequence[URIRef] = _ALIKE) -> tuple[object, ...]:
    figure = f.item.figure
    return (figure.unit if figure else None, f.item.years, *(frozenset(f.item.data.get(p, ())) for p in alike))


def _one_each(group: Iterable[Found], whose: Sequence[URIRef]) -> list[Found]:
    """Of each thing the figure that tells most, best first."""
    kept: dict[tuple[object, ...], Found] = {}
    for f in sorted(group, key=lambda f: -f.score):
        kept.setdefault(tuple(frozenset(f.item.data.get(p, ())) for p in whose), f)
    return list(kept.values())


def _without_wholes(group: Sequence[Found]) -> list[Found]:
    """Without the figures of which others of the group are parts."""
    wholes = {t for f in group for p in (DGO.partOfTotal, DGO.shareOf) for t in f.item.data.get(p, ())}
    return [f for f in group if f.item.node not in wholes]


def _ordered(group: Sequence[Found], *, lowest: bool) -> Foremost:
    figures = sorted(group, key=lambda f: _nominal(f).nominal, reverse=not lowest)[:_MOST_TOLD]
    first = _nominal(figures[0])
    edges = [(first, _nominal(f)) if not lowest else (_nominal(f), first) for f in figures[1:]]
    certain = len({_key(f) for f in figures}) == 1 and all(
        a.low is not None and b.high is not None and a.low >= b.high for a, b in edges
    )
    leading = sum(_nominal(f).nominal == first.nominal for f in figures)
    return Foremost(tuple(figures), leading, lowest, certain)


def _nominal(f: Found) -> Interval:
    assert f.item.figure is not None
    known = _interval(f.item.figure)
    assert known is not None
    return known


def _interval(figure: Figure) -> Interval | None:
    known = interval_of(figure)
    if known is not None:
        return known
    return Interval(figure.value, figure.value, figure.value) if figure.value is not None else None
