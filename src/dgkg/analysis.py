"""Measures of a graph, by name: its shape, its gaps, its figures.

``kg.analysis.centrality().to_frame()`` and ``dgkg analyse centrality`` are the same. What each
measure means for a graph of what **one report says**, and what it must not be read as, is
told where it is computed: :mod:`dgkg.structure`, :mod:`dgkg.gap`, :mod:`dgkg.concentration`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from rdflib import URIRef

from dgkg import comparable, gap, structure, ties
from dgkg import concentration as figures_of
from dgkg.errors import NotFoundError, UsageError
from dgkg.facts import PassageGraph
from dgkg.measure import Measure
from dgkg.namespaces import DGO
from dgkg.quantity import Quantities
from dgkg.store import Store
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MEASURES", "Analysis", "Kind"]

Names = str | Sequence[str]


class Analysed(Protocol):
    """What an analysis needs of a knowledge graph."""

    store: Store
    words: Words

    @property
    def passages(self) -> list[PassageGraph]: ...
    def network(self) -> nx.MultiDiGraph[str]: ...
    def resolve(self, name: str, cls: str) -> URIRef: ...


class Analysis:
    """The measures of one graph; each gives a :class:`dgkg.measure.Measure`.

    ``without`` names things to leave out of the network, such as the city, which the whole
    report is about. ``indicator``, ``of``, ``industry``, ``period`` and ``population`` are
    names, ids or lists of them.
    """

    def __init__(self, kg: Analysed) -> None:
        self._kg = kg

    # -- the network -------------------------------------------------------------------

    def ties(self, without: Names = ()) -> nx.Graph[str]:
        """The network of firms, industries, places and policies; see :func:`dgkg.ties.tie_network`."""
        kg = self._kg
        return ties.tie_network(kg.network(), kg.store, kg.words, self._resolved(without, "any"))

    def centrality(self, without: Names = ()) -> Measure:
        """Who is named beside many; see :func:`dgkg.structure.centrality`."""
        return structure.centrality(self.ties(without), self._kg.words)

    def communities(self, without: Names = ()) -> Measure:
        """What is told together; see :func:`dgkg.structure.communities`."""
        return structure.communities(self.ties(without), self._kg.words)

    def bridges(self, without: Names = ()) -> Measure:
        """Ties that a single statement makes; see :func:`dgkg.structure.bridges`."""
        return structure.bridges(self.ties(without), self._kg.words)

    def articulation(self, without: Names = ()) -> Measure:
        """Things that hold the others together; see :func:`dgkg.structure.articulation_points`."""
        return structure.articulation_points(self.ties(without), self._kg.words)

    def cores(self, without: Names = ()) -> Measure:
        """What is told crosswise; see :func:`dgkg.structure.cores`."""
        return structure.cores(self.ties(without), self._kg.words)

    # -- gaps --------------------------------------------------------------------------

    def coverage(self, *, every: bool = False) -> Measure:
        """Firms without policy and policies without firm; see :func:`dgkg.gap.policy_coverage`."""
        return gap.policy_coverage(self._kg.store, self._kg.words, every=every)

    def gaps(self, *, every: bool = False) -> Measure:
        """Segments without a named firm; see :func:`dgkg.gap.chain_gaps`."""
        return gap.chain_gaps(self._kg.store, self._kg.words, every=every)

    # -- figures -----------------------------------------------------------------------

    def concentration(self, indicator: str, **wanted: Names) -> Measure:
        """Shares and HHI; see :func:`dgkg.concentration.concentration`."""
        return figures_of.concentration(self.figures(indicator, **wanted))

    def compare(self, indicator: str, **wanted: Names) -> Measure:
        """Figures side by side; see :func:`dgkg.concentration.compare`."""
        return figures_of.compare(self.figures(indicator, **wanted))

    def total(self, indicator: str, **wanted: Names) -> Measure:
        """The sum of figures; see :func:`dgkg.concentration.total`."""
        return figures_of.total(self.figures(indicator, **wanted))

    def figures(self, indicator: str, **wanted: Names) -> comparable.Figures:
        """The figures of an indicator, narrowed; see :func:`dgkg.comparable.select`.

        Raises:
            NotFoundError: no such indicator or thing.
            NothingToldError: no figure is left.
            UsageError: an unknown filter.
        """
        for name in wanted:
            if name not in _FILTERS:
                raise UsageError(
                    f"没有条件「{name}」；可用：{'、'.join(_FILTERS)}",
                    f"No filter “{name}”; there are: {', '.join(_FILTERS)}",
                )
        found = {name: self._resolved(values, _FILTERS[name]) for name, values in wanted.items()}
        kind = self._kg.resolve(indicator, "dgo:Indicator")
        return comparable.select(self._quantities.all, kind, self._kg.words, self._kg.store, **found)

    @cached_property
    def _quantities(self) -> Quantities:
        return Quantities(self._kg.passages)

    def _resolved(self, names: Names, cls: str) -> list[URIRef]:
        given = [names] if isinstance(names, str) else names
        if cls == _CODE:
            return [self._code(name) or self._kg.resolve(name, "any") for name in given]
        return [self._kg.resolve(name, cls) for name in given]

    def _code(self, name: str) -> URIRef | None:
        """A scope by its label or code; scopes are words of a code list, no things."""
        spoken = {v for q in self._quantities.all for v in q.many(DGO.population)}
        return next(
            (v for v in sorted(spoken)
             if name in {v, v.rpartition("/")[2], self._kg.words.label(v, "zh"), self._kg.words.label(v, "en")}),
            None,
        )  # fmt: skip

    # -- by name -----------------------------------------------------------------------

    def measure(self, name: str, values: Mapping[str, str] | None = None, *, every: bool = False) -> Measure:
        """A measure by its name, with parameters as a user types them.

        Args:
            name: one of :data:`MEASURES`.
            values: parameters; several names are divided by 、 or a comma.
            every: for gaps, also what is none.

        Raises:
            NotFoundError: no such measure; carries the names of all.
            UsageError: not its parameters.
        """
        if name not in MEASURES:
            raise NotFoundError(name, list(MEASURES), "分析", "measure")
        kind, given = MEASURES[name], dict(values or {})
        for parameter in given:
            if parameter not in kind.parameters:
                known = ", ".join(kind.parameters) or "—"
                raise UsageError(
                    f"{name}：没有参数「{parameter}」；可用参数：{known}",
                    f"{name}: no parameter “{parameter}”; it has: {known}",
                )
        if "indicator" in kind.parameters and "indicator" not in given:
            raise UsageError(f"{name}：请给出 indicator=指标", f"{name}: say indicator=NAME")
        if every and not kind.has_every:
            raise UsageError(f"{name}：没有 --all", f"{name}: has no --all")
        read: dict[str, object] = {k: v if k == "indicator" else _divided(v) for k, v in given.items()}
        return kind.run(self, **read, **({"every": True} if every else {}))


def _divided(text: str) -> list[str]:
    return [part.strip() for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]


_CODE = "code"
_FILTERS = {"of": "any", "industry": "any", "period": "dgo:Period", "population": _CODE}


@dataclass(frozen=True, slots=True)
class Kind:
    """A measure that can be asked for by name: what it gives, its parameters."""

    run: Callable[..., Measure]
    summary: Mapping[str, str]
    parameters: tuple[str, ...] = ()
    has_every: bool = False


def _kinds(rows: Iterable[tuple[str, Callable[..., Measure], str, str, tuple[str, ...], bool]]) -> dict[str, Kind]:
    return {name: Kind(run, {"zh": zh, "en": en}, parameters, every) for name, run, zh, en, parameters, every in rows}


_NET = ("without",)
_FIGURES = ("indicator", *_FILTERS)
MEASURES: Mapping[str, Kind] = _kinds((
    ("centrality", Analysis.centrality, "关联数、中介度、PageRank", "ties, betweenness, PageRank", _NET, False),
    ("communities", Analysis.communities, "报告放在一起讲的事物", "what the report tells together", _NET, False),
    ("bridges", Analysis.bridges, "只靠一处陈述的关联", "ties that one statement makes", _NET, False),
    ("articulation", Analysis.articulation, "去掉后网络断开的事物", "what holds the network together", _NET, False),
    ("cores", Analysis.cores, "k 核", "k-core", _NET, False),
    ("coverage", Analysis.coverage, "有企业无政策、有政策无企业", "firms without policy, and the reverse", (), True),
    ("gaps", Analysis.gaps, "未点名企业的产业链环节", "segments without a named firm", (), True),
    ("concentration", Analysis.concentration, "份额与 HHI", "shares and HHI", _FIGURES, False),
    ("compare", Analysis.compare, "同口径数字对比", "figures side by side", _FIGURES, False),
    ("total", Analysis.total, "同口径数字相加", "the sum of figures", _FIGURES, False),
))  # fmt: skip
