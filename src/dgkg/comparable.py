"""Whether figures belong in one sum or one table, or the reason why not.

They do only if they agree in everything but what they are of: unit, status (observed, aimed
at, capped, signed), indicator, period, scope (规上 …), stock or flow, basis and whole. Whatever
does not is refused, with what differs and where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from rdflib import URIRef

from dgkg.errors import MixedFiguresError, NothingToldError, UsageError
from dgkg.interval import Interval
from dgkg.namespaces import DGO, DGS, RDF, SKOS
from dgkg.quantity import Quantity
from dgkg.store import Store, Table
from dgkg.words import Words

__all__ = [
    "DIMENSIONS",
    "Figures",
    "dimension",
    "listed",
    "part_of",
    "require_alike",
    "require_apart",
    "require_values",
    "select",
    "spoken",
]

# A refusal names so many of what differs, not all.
_MOST_NAMED = 3
# What must agree: the id that an error carries, its name in both languages.
DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "unit": ("计量单位", "unit"),
    "status": ("状态", "status"),
    "of": ("所指指标", "indicator they are of"),
    "period": ("时期", "period"),
    "population": ("统计口径", "scope"),
    "accumulation": ("存量或流量", "stock or flow"),
    "basis": ("比较基准", "basis of comparison"),
    "whole": ("所占整体", "whole"),
}
_PREDICATES: Mapping[str, tuple[URIRef, ...]] = {
    "of": (DGO.ofIndicator,),
    "period": (DGO.refPeriod,),
    "population": (DGO.population,),
    "accumulation": (DGO.accumulation,),
    "basis": (DGO.comparisonBasis, DGO.comparisonPeriod, DGO.comparedWith),
    "whole": (DGO.shareWhole, DGO.shareOf),
}


@dataclass(frozen=True)
class Figures:
    """Figures of one indicator, as asked for, not yet known to belong together."""

    indicator: URIRef
    all: tuple[Quantity, ...]
    words: Words
    store: Store

    @cached_property
    def largest_first(self) -> list[tuple[Quantity, tuple[URIRef, ...]]]:
        """Each figure once, with every passage that prints it alike."""
        told: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
        for q in self.all:
            told[q.key, q.figure.value, q.figure.text if q.figure.value is None else ""].append(q)
        once = [(same[0], tuple(sorted({q.sentence for q in same}))) for same in told.values()]
        return sorted(once, key=lambda pair: (-_nominal(pair[0]), str(pair[0].iri)))

    def name(self, lang: str) -> str:
        """What the figures are of."""
        return self.words.label(self.indicator, lang)


def select(
    quantities: Iterable[Quantity], indicator: URIRef, words: Words, store: Store, **wanted: Iterable[URIRef]
) -> Figures:
    """The figures of an indicator, of whatever status, narrowed by what is wanted.

    Args:
        quantities: all there are.
        indicator: as in ``dgo:indicator``.
        words: names and citations.
        store: for what is part of what.
        **wanted: ``of`` (any of these places, bodies or wholes), ``industry``, ``period``,
            ``population``: a figure stays if it has one of each.

    Raises:
        NothingToldError: no figure is left; the filters are named.
    """
    reads: Mapping[str, Callable[[Quantity], frozenset[URIRef]]] = {
        "of": lambda q: q.whose | q.many(DGO.shareWhole),
        "industry": lambda q: q.many(DGO.industry),
        "period": lambda q: q.many(DGO.refPeriod),
        "population": lambda q: q.many(DGO.population),
    }
    asked = {name: frozenset(values) for name, values in wanted.items() if values}
    kept = tuple(
        q
        for q in quantities
        if q.one(DGO.indicator) == indicator and all(reads[name](q) & values for name, values in asked.items())
    )
    if not kept:
        zh, en = (
            sep.join(f"{name}={words.label(v, lang)}" for name, values in asked.items() for v in sorted(values))
            for lang, sep in (("zh", "，"), ("en", ", "))
        )
        label = {lang: words.label(indicator, lang) for lang in ("zh", "en")}
        raise NothingToldError(
            f"报告没有这样的「{label['zh']}」数字{f'（{zh}）' if zh else ''}",
            f"The report has no such figure of “{label['en']}”{f' ({en})' if en else ''}",
        )
    return Figures(indicator, kept, words, store)


# -- what is refused -------------------------------------------------------------------------


def dimension(q: Quantity, name: str) -> frozenset[URIRef]:
    """What a figure has in one of :data:`DIMENSIONS`."""
    if name == "unit":
        return frozenset({q.figure.unit} if q.figure.unit else ())
    if name == "status":
        kinds = {t for t in q.node.get(RDF.type, ()) if t in {DGO.Observation, DGO.Target, DGO.Cap}}
        # What is done is observed; the code adds nothing.
        return frozenset(t for t in kinds if isinstance(t, URIRef)) | (q.many(DGO.realization) - {DGS.done})
    found = frozenset(v for predicate in _PREDICATES[name] for v in q.many(predicate))
    # 规上 is a scope; 「整机企业」 only says whose part it is, as the field does.
    return frozenset(v for v in found if v.startswith(str(DGS))) if name == "population" else found


def part_of(q: Quantity) -> tuple[frozenset[URIRef], frozenset[URIRef]]:
    """What a figure is of: its places or bodies, and its fields or kinds."""
    kinds = frozenset(v for v in q.many(DGO.population) if not v.startswith(str(DGS)))
    return q.whose, q.many(DGO.industry) or kinds


def require_alike(figures: Figures, act: tuple[str, str]) -> None:
    """Refuse figures that differ in anything but what they are of, or in two such ways at once."""
    quantities = [q for q, _ in figures.largest_first]
    differing = [n for n in DIMENSIONS if len({dimension(q, n) for q in quantities}) > 1]
    if differing:
        _refuse(figures, act, differing)
    places, fields = ({part_of(q)[side] for q in quantities} for side in (0, 1))
    if len(places) > 1 and len(fields) > 1:
        _refuse_scope(figures, act)
    by_part: dict[object, list[Quantity]] = defaultdict(list)
    for q in quantities:
        by_part[part_of(q)].append(q)
    twice = next((same for same in by_part.values() if len(same) > 1), None)
    if twice:
        zh, en = (
            "；".join(spoken(q, figures, "zh") for q in twice),
            "; ".join(spoken(q, figures, "en") for q in twice),
        )
        raise MixedFiguresError(
            f"{act[0]}「{figures.name('zh')}」：同一事物有不同的数字：{zh}。请用 period= 或 population= 限定。",
            f"“{figures.name('en')}” {act[1]}: one thing has different figures: {en}. "
            "Narrow with period= or population=.",
            ["figure"],
        )


def _refuse(figures: Figures, act: tuple[str, str], differing: Sequence[str]) -> None:
    told = []
    for lang in ("zh", "en"):
        parts = []
        for name in differing:
            values: dict[frozenset[URIRef], Quantity] = {}
            for q, _ in figures.largest_first:
                values.setdefault(dimension(q, name), q)
            said = [f"{listed(v, figures.words, lang)} ({spoken(q, figures, lang)})" for v, q in values.items()]
            if len(said) > _MOST_NAMED:
                more = len(said) - _MOST_NAMED
                said = [*said[:_MOST_NAMED], f"另 {more} 种" if lang == "zh" else f"{more} more"]
            heading = DIMENSIONS[name][lang == "en"]
            parts.append(
                f"{heading}不同：{'；'.join(said)}" if lang == "zh" else f"different {heading}: {'; '.join(said)}"
            )
        told.append(("。" if lang == "zh" else ". ").join(parts))
    raise MixedFiguresError(
        f"{act[0]}「{figures.name('zh')}」：{told[0]}。请用 of=、industry=、period= 或 population= 限定。",
        f"“{figures.name('en')}” {act[1]}: {told[1]}. Narrow with of=, industry=, period= or population=.",
        differing,
    )


def _refuse_scope(figures: Figures, act: tuple[str, str]) -> None:
    zh, en = (
        sep.join(spoken(q, figures, lang) for q, _ in figures.largest_first)
        for lang, sep in (("zh", "；"), ("en", "; "))
    )
    raise MixedFiguresError(
        f"{act[0]}「{figures.name('zh')}」：范围不同，既非同一地点或主体，又非同一产业：{zh}。"
        "请用 of= 或 industry= 限定。",
        f"“{figures.name('en')}” {act[1]}: the scopes differ, in whom they are of and in the industry: {en}. "
        "Narrow with of= or industry=.",
        ["scope"],
    )


def require_values(figures: Figures, act: tuple[str, str]) -> list[tuple[Quantity, tuple[URIRef, ...], Interval]]:
    """Refuse bounds and figures in words: 超3万 is no number to reckon with."""
    found = []
    for q, sentences in figures.largest_first:
        if q.figure.value is None or q.interval is None:
            raise UsageError(
                f"{act[0]}「{figures.name('zh')}」：{spoken(q, figures, 'zh')} 只是界限或文字，不是数值",
                f"“{figures.name('en')}” {act[1]}: {spoken(q, figures, 'en')} is a bound or words, not a value",
            )
        found.append((q, sentences, q.interval))
    return found


def require_apart(figures: Figures, act: tuple[str, str]) -> None:
    """Refuse a whole beside its part: it would be counted twice."""
    tree = f"<{SKOS.broader}>|<{DGO.partOfPlace}>|<{DGO.subOrganizationOf}>|(^<{DGO.member}>/<{DGO.memberOf}>)"
    answer = figures.store.query(f"SELECT DISTINCT ?a ?b WHERE {{ ?a {tree} ?b }}")
    assert isinstance(answer, Table)
    above: dict[object, set[object]] = defaultdict(set)
    for low, high in answer.rows:
        above[low].add(high)
    for part, _ in figures.largest_first:
        for whole, _ in figures.largest_first:
            if part is not whole and (part.one(DGO.partOfTotal) == whole.iri or _within(part, whole, above)):
                raise MixedFiguresError(
                    f"{act[0]}「{figures.name('zh')}」：{spoken(part, figures, 'zh')} 包含于 "
                    f"{spoken(whole, figures, 'zh')}，会重复计算",
                    f"“{figures.name('en')}” {act[1]}: {spoken(part, figures, 'en')} is part of "
                    f"{spoken(whole, figures, 'en')} and would be counted twice",
                    ["overlap"],
                )


def _within(part: Quantity, whole: Quantity, above: Mapping[object, set[object]]) -> bool:
    def reaches(low: frozenset[URIRef], high: frozenset[URIRef]) -> bool:
        seen: set[object] = set(low)
        todo: list[object] = list(low)
        while todo:
            for other in above.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return bool(seen & high)

    (place, kind), (larger, wider) = part_of(part), part_of(whole)
    same_place, same_field = place == larger, kind == wider
    inside = same_place or reaches(place, larger)
    # A figure of a place without a field is of all its fields.
    covered = same_field or not wider or reaches(kind, wider)
    return inside and covered and not (same_place and same_field)


# -- in words --------------------------------------------------------------------------------


def listed(values: frozenset[URIRef], words: Words, lang: str) -> str:
    """The names of things, or a dash for none."""
    return ("、" if lang == "zh" else ", ").join(sorted(words.label(v, lang) for v in values)) or "—"


def spoken(q: Quantity, figures: Figures, lang: str) -> str:
    """A figure in words: whose, how much, where it stands."""
    place, kind = part_of(q)
    whose = listed(place | kind, figures.words, lang)
    return f"{whose} {q.figure.display(lang)} [{q.sentence.rpartition('/')[2]}]"


def _nominal(q: Quantity) -> Decimal:
    return q.interval.nominal if q.interval else Decimal(-1)
