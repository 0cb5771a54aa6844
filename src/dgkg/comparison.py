"""Two sources side by side: two editions of a report, or the reports of two cities.

Figures are aligned by what they measure; period, scope and place decide what may then be
said of a pair. A bound is compared only where the intervals leave no doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.errors import UsageError
from dgkg.facts import PassageGraph
from dgkg.finding import Speaker
from dgkg.namespaces import DGO
from dgkg.quantity import Quantities, Quantity
from dgkg.words import Words

__all__ = ["KINDS", "Comparison", "Pair", "compare_sources"]

KINDS: Mapping[str, tuple[str, str]] = {
    "revised": ("修订（同期同口径数值不同）", "revised (same period and scope, another number)"),
    "up": ("上升", "up"),
    "down": ("下降", "down"),
    "undecided": ("无法判定（限定词或取整）", "undecided (hedges or rounding)"),
    "unchanged": ("未变", "unchanged"),
    "other scope": ("口径不同", "other scope"),
    "new": ("新出现", "new"),
    "dropped": ("不再出现", "dropped"),
}
# What two figures must share to be figures of one thing; period and population come after.
_SUBJECT = (
    DGO.indicator, DGO.ofIndicator, DGO.industry, DGO.accumulation, DGO.unit, DGO.comparisonBasis, DGO.shareWhole,
    DGO.comparedWith,
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A figure of the first source, of the second, or of both, and how they stand to each other."""

    kind: str
    first: Quantity | None
    second: Quantity | None


@dataclass(frozen=True)
class Comparison:
    """Every pair, those that say most first."""

    first: URIRef
    second: URIRef
    pairs: tuple[Pair, ...]
    words: Words

    def counts(self) -> dict[str, int]:
        """How many pairs of each kind."""
        counted = Counter(pair.kind for pair in self.pairs)
        return {kind: counted[kind] for kind in KINDS}

    def headings(self, lang: str = "zh") -> list[str]:
        """The columns of :meth:`cells`."""
        if lang == "zh":
            return ["关系", "指标", "前者", "前者时期", "前者出处", "后者", "后者时期", "后者出处"]
        return ["relation", "figure", "first", "period", "citation", "second", "period (second)", "citation (second)"]

    def cells(self, lang: str = "zh") -> list[list[str]]:
        """One row a pair, with both sentences."""
        say = Speaker(self.words)
        rows = []
        for pair in self.pairs:
            either = pair.first or pair.second
            assert either is not None
            row = [KINDS[pair.kind][lang == "en"], say.name(either, lang)]
            for quantity in (pair.first, pair.second):
                row += self._side(quantity, say, lang)
            rows.append(row)
        return rows

    def _side(self, quantity: Quantity | None, say: Speaker, lang: str) -> list[str]:
        if quantity is None:
            return ["报告未给出" if lang == "zh" else "not in the report", "", ""]
        names = [self.words.label(i, lang) for p in (DGO.refPeriod, DGO.population) for i in sorted(quantity.many(p))]
        cited = self.words.verbatim_citation(quantity.sentence, lang, (quantity.iri, *quantity.whose))
        return [say.printed(quantity, lang), ("，" if lang == "zh" else ", ").join(names), cited]

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return plain_table(self.headings(), self.cells())

    def _repr_html_(self) -> str:
        from dgkg.table import html_table

        return html_table(self.headings(), self.cells())


def compare_sources(passages: Sequence[PassageGraph], words: Words, first: str, second: str) -> Comparison:
    """Compare what two sources of one store say.

    Args:
        passages: of both sources.
        words: names and citations.
        first: the id of a source (``dongguan-2023``), the earlier edition or the one city.
        second: the other one.

    Raises:
        UsageError: there is no such source, or both are the same.
    """
    a, b = (_source(words, name) for name in (first, second))
    if a == b:
        raise UsageError(f"两个来源相同：{first}", f"Both sources are the same: {first}")
    sides = []
    for source in (a, b):
        own = [g for g in passages if words.library.source_of(words.library.cite(g.sentence).passage).iri == source]
        sides.append(Quantities(own).observed())
    pairs = _align(*(_by_subject(side) for side in sides))
    order = list(KINDS)

    def place(pair: Pair) -> tuple[object, ...]:
        either = pair.first or pair.second
        assert either is not None
        return order.index(pair.kind), words.library.sort_key(either.sentence), str(either.iri)

    return Comparison(a, b, tuple(sorted(pairs, key=place)), words)


def _source(words: Words, name: str) -> URIRef:
    known = {source.iri.rpartition("/")[2]: source.iri for source in words.library.sources}
    if name not in known:
        listed = ", ".join(sorted(known))
        raise UsageError(f"没有来源「{name}」；可用：{listed}", f"There is no source “{name}”; there are: {listed}")
    return known[name]


def _by_subject(quantities: Sequence[Quantity]) -> dict[tuple[object, ...], list[Quantity]]:
    """Figures by what they measure; the place that a report is mostly about counts as *the city*."""
    places = Counter(area for q in quantities for area in q.many(DGO.refArea))
    city = min(places, key=lambda p: (-places[p], str(p)), default=None)
    found: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        whose = frozenset("the city" if iri == city else iri for iri in quantity.whose)
        found[whose, *(quantity.many(p) for p in _SUBJECT)].append(quantity)
    return found


def _align(
    first: dict[tuple[object, ...], list[Quantity]], second: dict[tuple[object, ...], list[Quantity]]
) -> list[Pair]:
    pairs = []
    for key in first.keys() | second.keys():
        left, right = list(first.get(key, ())), list(second.get(key, ()))
        # The closest pairs first: same scope and period, same scope, anything else.
        for fits in (_same_scope_and_period, _same_scope, _anything):
            for a in list(left):
                b = next((q for q in right if fits(a, q)), None)
                if b is not None:
                    pairs.append(Pair(_relation(a, b), a, b))
                    left.remove(a)
                    right.remove(b)
        pairs += [Pair("dropped", a, None) for a in left] + [Pair("new", None, b) for b in right]
    return pairs


def _same_scope(a: Quantity, b: Quantity) -> bool:
    return a.many(DGO.population) == b.many(DGO.population)


def _same_scope_and_period(a: Quantity, b: Quantity) -> bool:
    return _same_scope(a, b) and a.many(DGO.refPeriod) == b.many(DGO.refPeriod)


def _anything(_: Quantity, __: Quantity) -> bool:
    return True


def _relation(a: Quantity, b: Quantity) -> str:
    assert a.interval is not None
    assert b.interval is not None
    if not _same_scope(a, b):
        return "other scope"
    same = a.figure.text == b.figure.text or (a.interval == b.interval)
    if _same_scope_and_period(a, b):
        return "unchanged" if same else "revised"
    if same:
        return "unchanged"
    if a.interval.high is not None and b.interval.low is not None and a.interval.high < b.interval.low:
        return "up"
    if a.interval.low is not None and b.interval.high is not None and a.interval.low > b.interval.high:
        return "down"
    return "undecided"
