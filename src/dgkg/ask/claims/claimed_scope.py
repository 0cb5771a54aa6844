"""Of what a stated number is, held against what a claim says that it is of.

「24.4亿美元是全年的合同金额吗」 has the right number and the wrong time: it is that of ten months. So it is
with what is new and what is cumulative, with firms above designated size and all firms, with growth and
share, with a cap and what was paid, with the city and the province. Only what both say decides; what is
left out denies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rdflib import URIRef

from dgkg.ask.claims.claimed_figures import GROWTH, core_of, most_telling, tells
from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import CHANGES, COVERED, NO_COUNTS, Found, search, unasked
from dgkg.ask.language.claimed_amounts import ClaimedAmount
from dgkg.ask.language.grammar import forms_of, read_grammar
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.spans import Span, span_in, span_of_names, without_span
from dgkg.ask.language.tokens import fold
from dgkg.interval import interval_of
from dgkg.namespaces import DGO, DGS, RDF
from dgkg.pattern import pattern

__all__ = [
    "Misattribution",
    "Scope",
    "counts_of_sets",
    "is_of_part_of_year",
    "is_of_scope",
    "misattributed",
    "scope_alone",
    "scope_in",
]

_REAL = {None, DGS.done, DGS.inService, DGS.issued, DGS.underway}
_SHARE = pattern(r"-(?:share|proportion|coverage|dependence|penetration)\b")
# What a question calls a number whose time or scope it asks about.
_OF_A_NUMBER = pattern(
    r"口径(?:的)?(?:数据?|数字)?|的?(?:统计)?数据|的?数字|的?统计数"
    r"|\b(?:an? )?(?:figures?|numbers?|statistics?|data)\b(?: only)?"
)
# A number that is blanked, and of which something is said.
_ATTRIBUTES = pattern(r"^(?:(?:is|are|was|were) (?:the |that )?)?\s{2,}")
_AS_GOOD, _NAMED = 0.8, 0.3


@dataclass(frozen=True, slots=True)
class Scope:
    """What a claim says that a number is of: a time, and words such as ``new``, ``all``, ``share``."""

    span: Span | None
    words: frozenset[str]
    # The claim without these words, for what else it names.
    rest: str
    # 「915万是全省用户数吗」 asks of what the number is; 「全省有915万」 may be so as well.
    attributes: bool = False

    def __bool__(self) -> bool:
        return self.span is not None or bool(self.words)


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """What says of what a number is."""
    return forms_of(read_grammar().scope)


def scope_in(text: str) -> Scope:
    """What a folded claim says that its number is of; the number itself may have been blanked.

    >>> sorted(scope_in("is usd 2.44 billion the full-year 2023 contract value").words)
    []
    >>> sorted(scope_in("6407家是2023年新增的企业").words), scope_in("24.4亿美元是全年的").span.is_whole_year
    (['new'], True)
    """
    span = span_in(text)
    rest = without_span(text)
    words = set()
    for name, form in _forms().items():
        if form.search(rest):
            words.add(name)
            rest = form.sub(" ", rest)
    return Scope(span, frozenset(words), rest, bool(_ATTRIBUTES.match(text)))


@dataclass(frozen=True, slots=True)
class Misattribution:
    """The figure that has the number of a claim, and the property by which it is of something else.

    ``figures`` may have a second one, of what is claimed. ``is_open`` is true of a later or earlier date: what was so
    then neither tells nor denies what was so at the date that is claimed.
    """

    figures: tuple[Found, ...]
    property: URIRef
    is_open: bool = False


def misattributed(index: Index, question: Question, scope: Scope, amount: ClaimedAmount) -> Misattribution | None:
    """What a claim gets wrong of the number that it states; ``None`` where nothing shows that it does."""
    if amount.side not in {"exact", "about", "above"}:
        return None
    apart = [(f, _differs(index, question, scope, f)) for f in _with_number(index, question, scope, amount)]
    if not apart or any(property_ is None for _, property_ in apart):
        return None
    f, property_ = apart[0]
    assert property_ is not None
    own = span_of(index, f)
    is_open = property_ == DGO.refPeriod and own is not None and own.kind == "until"
    others: list[Found] = []
    if property_ == DGO.population:
        others = _parts_and_whole(index, question, f)
    elif property_ == DGO.accumulation:
        is_total = "cumulative" in scope.words or DGS.newInPeriod in f.item.data.get(DGO.accumulation, ())
        others = _of_accumulation(index, question, f, DGS.cumulative if is_total else DGS.newInPeriod)
    elif property_ == DGO.refPeriod:
        others = _of_the_time(index, question, scope, f)
    others = [o for o in others if o.key != f.key]
    return Misattribution((f, *others[:1]), property_, is_open=is_open)


def scope_alone(index: Index, question: Question, scope: Scope) -> Misattribution | tuple[Found, ...] | None:
    """Whether the number of what is named is of the time or scope that is claimed, where the number is not given.

    「服务外包合同金额是全年口径吗」: what it gets wrong, else the figure that is so; ``None`` where nothing decides.
    """
    above = _names_above_scale(index, question)
    if not (scope or above) or not _OF_A_NUMBER.search(fold(question.text)):
        return None
    core = replace(core_of(index, question, _OF_A_NUMBER.sub(" ", scope.rest)), years=frozenset())
    core = replace(core, units=tuple(u for u in core.units if DGS.aboveScale not in u.things))
    figures = [
        f for f in search(index, core)
        if f.item.figure is not None and not set(f.item.data.get(DGO.indicator, ())) & CHANGES and tells(index, core, f)
    ]  # fmt: skip
    figures = most_telling(index, core, figures)
    apart = {_differs(index, question, scope, f) for f in figures}
    if len(apart) != 1:
        return None
    property_ = apart.pop()
    if property_ is not None:
        return Misattribution((figures[0],), property_)
    is_so = all(
        is_of_scope(index, scope, f) and (not above or DGS.aboveScale in f.item.data.get(DGO.population, ()))
        for f in figures
    )
    return (figures[0],) if is_so else None


def _with_number(index: Index, question: Question, scope: Scope, amount: ClaimedAmount) -> list[Found]:
    """The figures that have a claimed number and tell of what else the claim names, best first."""
    core = replace(core_of(index, question, scope.rest), years=frozenset())
    said = [n for n, u in enumerate(core.units) if u.weight >= TELLING and not u.things & core.wider]
    figures = []
    for f in search(index, core):
        figure = f.item.figure
        known = interval_of(figure) if figure is not None else None
        if figure is None or known is None or known.nominal != amount.value or not amount.is_measured_like(figure):
            continue
        if all(max(f.own[n], f.covered[n]) >= COVERED for n in said if core.units[n].kind in {"entity", "place"}):
            figures.append(f)
    weight = sum(core.units[n].weight for n in said)

    def told(f: Found) -> float:
        return sum(core.units[n].weight * f.covered[n] for n in said)

    most = max(map(told, figures), default=0.0)
    if weight and most < COVERED * weight:
        return []
    return sorted((f for f in figures if told(f) >= _AS_GOOD * most), key=lambda f: -told(f))


def _differs(index: Index, question: Question, scope: Scope, f: Found) -> URIRef | None:
    """By which property a figure is of something else than a claim says; ``None`` where nothing shows that it is."""
    data = f.item.data
    indicators = set(data.get(DGO.indicator, ()))
    is_change = bool(indicators & CHANGES)
    accumulated = set(data.get(DGO.accumulation, ())) if not is_change else set()
    is_real = f.page.graph.first(f.item.node, DGO.realization) in _REAL
    says = scope.words
    shown = (
        (RDF.type, "paid" in says and DGO.Cap in data.get(RDF.type, ())),
        (DGO.indicator, bool(says & {"actual", "paid"}) and not is_real),
        (DGO.indicator, "share" in says and "growth" not in says and is_change),
        (DGO.indicator, "growth" in says and "share" not in says and _is_share(indicators)),
        (DGO.accumulation, "new" in says and bool(accumulated & {DGS.cumulative, DGS.stock})),
        (DGO.accumulation, "cumulative" in says and DGS.newInPeriod in accumulated),
        (DGO.refPeriod, scope.span is not None and _is_of_another_time(index, scope.span, f)),
        (DGO.accumulation, not is_change and _is_of_all_time(index, scope, f)),
        (DGO.population, _is_of_others(index, question, scope, f)),
        (DGO.refArea, scope.attributes and _is_of_city_only(question, f)),
    )
    return next((property_ for property_, is_so in shown if is_so), None)


def _is_share(indicators: Iterable[object]) -> bool:
    return any(_SHARE.search(str(i)) for i in indicators) and not set(indicators) & CHANGES


def _is_of_another_time(index: Index, span: Span, f: Found) -> bool:
    own = span_of(index, f)
    return own is not None and bool(span.differs_from(own))


def _is_of_all_time(index: Index, scope: Scope, f: Found) -> bool:
    """Whether a figure is of all the time up to then, where a claim is of a year, or a part of it, alone."""
    if scope.span is None or scope.span.kind != "range" or "cumulative" in scope.words:
        return False
    return span_of(index, f) is not None and DGS.cumulative in f.item.data.get(DGO.accumulation, ())


def span_of(index: Index, f: Found) -> Span | None:
    """The time that a figure is of, by the names of its period."""
    periods = [t for t in f.item.data.get(DGO.refPeriod, ()) if isinstance(t, URIRef)]
    return next((s for t in periods if (s := span_of_names(index.lexicon.names.get(t, ()))) is not None), None)


def _names_above_scale(index: Index, question: Question) -> bool:
    """Whether a question speaks of firms above designated size."""
    text = fold(question.text)
    is_named = any(fold(name) in text for name in index.lexicon.names.get(DGS.aboveScale, ()))
    return is_named or any(DGS.aboveScale in u.things for u in question.units)


def _is_of_others(index: Index, question: Question, scope: Scope, f: Found) -> bool:
    """Whether a figure is of firms above designated size where all are claimed, or the other way round."""
    populations = set(f.item.data.get(DGO.population, ()))
    if _names_above_scale(index, question):
        return not populations and bool(_parts_and_whole(index, question, f))
    named = any(u.things & populations for u in question.units)
    return "all" in scope.words and DGS.aboveScale in populations and not named


def _is_of_city_only(question: Question, f: Found) -> bool:
    """Whether a figure is of the city, where a claim is of what it lies in and does not name the city."""
    if question.names_city or question.city & {t for u in question.units for t in u.things}:
        return False
    around = {t for u in question.of_kind("place") for t in u.things & (question.wider - question.city)}
    areas = {t for t in f.item.data.get(DGO.refArea, ()) if isinstance(t, URIRef)}
    others = [u for u in question.of_kind("place", "entity") if u.weight >= _NAMED and not u.things & question.wider]
    return bool(around) and bool(areas) and areas <= question.city and not others and f.item.kind == "figure"


def _parts_and_whole(index: Index, question: Question, f: Found) -> list[Found]:
    """The whole that a figure is stated to be a part of, or its part above designated size, in the same passage."""
    is_some = DGS.aboveScale in f.item.data.get(DGO.population, ())
    wholes = set(f.item.data.get(DGO.partOfTotal, ()))
    page = index.page[f.page.sentence]
    return [
        unasked(question, page, item) for item in page.items
        if (item.node in wholes if is_some else _is_part_above_scale(item, f))
    ]  # fmt: skip


def _of_accumulation(index: Index, question: Question, f: Found, wanted: URIRef) -> list[Found]:
    """What the same passage states of the same bodies that is new, or cumulative: of 1454 firms, 84 more."""
    same = (DGO.refArea, DGO.industry, DGO.population, DGO.subject)
    measured = set(f.item.data.get(DGO.indicator, ()))
    return [
        unasked(question, index.page[f.page.sentence], item) for item in index.page[f.page.sentence].items
        if item.figure is not None and wanted in item.data.get(DGO.accumulation, ())
        and measured & {t for p in (DGO.indicator, DGO.ofIndicator) for t in item.data.get(p, ())}
        and all(set(item.data.get(p, ())) == set(f.item.data.get(p, ())) for p in same)
    ]  # fmt: skip


def _of_the_time(index: Index, question: Question, scope: Scope, f: Found) -> list[Found]:
    """What is stated of the same quantity and field of the year, or the years, that a claim is of."""
    if scope.span is None or f.item.figure is None:
        return []
    span, years = scope.span, question.years or frozenset({index.year})
    same = (DGO.indicator, DGO.industry, DGO.refArea, DGO.unit)

    def is_of_it(other: Found) -> bool:
        if span.is_whole_year:
            return other.item.years == years
        own = span_of(index, other)
        return own is not None and own.kind == span.kind and span.differs_from(own) is False

    return [
        unasked(question, page, item) for page in index.pages for item in page.items
        if item.figure is not None and item.data.get(DGO.subject) and is_of_it(unasked(question, page, item))
        and all(set(item.data.get(p, ())) == set(f.item.data.get(p, ())) for p in same)
    ]  # fmt: skip


def counts_of_sets(index: Index, question: Question, figures: Sequence[Found]) -> list[Found]:
    """How many the sets have that some amounts are of: 102个项目 of a total investment, 43家 of a revenue."""
    told: dict[object, Found] = {}
    for f in figures:
        of_set = {p: set(f.item.data.get(p, ())) for p in (DGO.subject, DGO.population, DGO.refArea, DGO.industry)}
        if (
            f.item.figure is None
            or f.item.figure.unit not in NO_COUNTS
            or not (of_set[DGO.subject] | of_set[DGO.population])
        ):
            continue
        for item in index.page[f.page.sentence].items:
            is_count = item.figure is not None and item.figure.unit not in NO_COUNTS
            if is_count and all(set(item.data.get(p, ())) == things for p, things in of_set.items()):
                told[item.node] = unasked(question, index.page[f.page.sentence], item)
    return list(told.values())


def _is_part_above_scale(item: Item, f: Found) -> bool:
    is_part = f.item.node in item.data.get(DGO.partOfTotal, ())
    return is_part and DGS.aboveScale in item.data.get(DGO.population, ())


def is_of_scope(index: Index, scope: Scope, f: Found) -> bool:
    """Whether a figure is stated to be of all that a claim says of it."""
    accumulated = set(f.item.data.get(DGO.accumulation, ()))
    indicators = set(f.item.data.get(DGO.indicator, ()))
    own = span_of(index, f)
    if scope.span is not None and (own is None or scope.span.differs_from(own) is not False):
        return False
    fits = {
        "new": DGS.newInPeriod in accumulated,
        "cumulative": DGS.cumulative in accumulated,
        "growth": bool(indicators & GROWTH),
        "share": _is_share(indicators),
    }
    return all(fits.get(word, False) for word in scope.words)


def is_of_part_of_year(index: Index, f: Found) -> bool:
    """Whether a figure is of some months of a year only: a claim of the year is left open by it."""
    own = span_of(index, f)
    return own is not None and own.kind == "range" and not own.is_whole_year
