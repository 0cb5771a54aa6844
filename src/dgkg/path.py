"""Routes between two things: how the report comes from one to the other, hop by hop.

A route is a walk over the network of what the passages state, in either direction; each hop
keeps the direction in which it is stated, its words, its passages and its status. Two things
on one route have no more to do with each other than its hops say.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.errors import UsageError
from dgkg.facts import short
from dgkg.highlight import Marked
from dgkg.namespaces import DGO, DGS, ID, SKOS, expand, interned
from dgkg.source import Citation
from dgkg.store import Store, Table
from dgkg.walks import distances, neighbours_of, walks_between
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Link", "Paths", "Route", "check_ends", "find_paths", "find_paths_in_part", "hubs_of"]

MOST_HOPS = 5
# Fewer neighbours than this make no hub, however small the graph around.
_HUB_AT_LEAST = 10
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that is stated between two neighbours of a route.

    ``subject`` and ``object`` stand as stated, whichever way the route walks; ``words`` holds
    the edge wording in both languages; ``status`` is a code of ``dgs:realization``, or ``None``.
    """

    subject: str
    object: str
    words: Mapping[str, str]
    status: URIRef | None
    is_plan: bool
    sentences: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A walk from the one thing to the other: ``nodes`` are ids, ``hops`` the links of each step.

    ``specificity`` lies in (0, 1]; see :func:`find_paths`. ``is_plan`` says that some hop is
    stated of a plan only, so that the route as a whole is no fact.
    """

    nodes: tuple[str, ...]
    hops: tuple[tuple[Link, ...], ...]
    specificity: float

    @property
    def is_plan(self) -> bool:
        """Whether some hop rests on plans alone."""
        return any(_is_plan(hop) for hop in self.hops)

    @property
    def sentences(self) -> frozenset[URIRef]:
        """Every passage that the route rests on."""
        return frozenset(s for hop in self.hops for link in hop for s in link.sentences)


@dataclass(frozen=True)
class Paths:
    """The routes between two things, most specific first, and what was left out.

    ``excluded`` are the hubs that no route was allowed to pass through; ``beyond`` is whether
    a route would exist if it were. ``is_part`` says that no more was read than routes of so many
    hops take, so that nothing is known of longer ones.
    """

    start: URIRef
    end: URIRef
    hops: int
    routes: tuple[Route, ...]
    excluded: tuple[URIRef, ...]
    beyond: bool
    words: Words
    names: Mapping[str, Mapping[str, str]]
    is_part: bool = False

    def __len__(self) -> int:
        return len(self.routes)

    def __iter__(self) -> Iterator[Route]:
        return iter(self.routes)

    def citations(self) -> list[Citation]:
        """The passages that the routes rest on, once each, in reading order."""
        return self.words.cite({s for route in self.routes for s in route.sentences})

    def first(self, most: int) -> Paths:
        """The most specific routes only."""
        return replace(self, routes=self.routes[: max(0, most)])

    def looked_for(self, lang: str = "zh") -> str:
        """What was looked for, and what was found, in one sentence."""
        zh = lang == "zh"
        ends = [self.words.label(iri, lang) for iri in (self.start, self.end)]
        hubs = ("、" if zh else ", ").join(self.words.label(iri, lang) for iri in self.excluded)
        found = len(self.routes)
        if self.is_part:
            return self._looked_for_in_part(ends, hubs, zh=zh)
        if zh:
            said = f"从「{ends[0]}」到「{ends[1]}」：{self.hops} 步以内的全部路线和最短路线，"
            said += f"共 {found} 条" if found else "一条也没有"
            said += f"；未经过枢纽：{hubs}" if hubs else ""
            return said + ("。经过枢纽则有路线（--through-hubs）。" if self.beyond else "。")
        said = f"From “{ends[0]}” to “{ends[1]}”: all routes of at most {self.hops} hops and the shortest: "
        said += f"{found} found" if found else "there is none"
        said += f"; not through these hubs: {hubs}" if hubs else ""
        return said + (". Through hubs there is one (--through-hubs)." if self.beyond else ".")

    def _looked_for_in_part(self, ends: Sequence[str], hubs: str, *, zh: bool) -> str:
        found = len(self.routes)
        if zh:
            said = f"从「{ends[0]}」到「{ends[1]}」：{self.hops} 步以内的全部路线，共 {found} 条"
            return said + (f"；未经过说到它的句子极多的：{hubs}" if hubs else "") + "。图谱太大，更长的路线未找。"
        said = f"From “{ends[0]}” to “{ends[1]}”: all routes of at most {self.hops} hops: {found} found"
        said += f"; not through what very many passages speak of: {hubs}" if hubs else ""
        return said + ". The graph is too large to look for longer ones."

    def headings(self, lang: str = "zh") -> list[str]:
        """The columns of :meth:`cells`."""
        if lang == "zh":
            return ["路线", "特指度", "步", "内容", "状态", "出处"]
        return ["route", "specificity", "hop", "what is stated", "status", "citation"]

    def cells(self, lang: str = "zh") -> list[list[str | int | float]]:
        """One row for each thing stated on a hop; an arrow keeps the direction of the statement."""
        over_plan = "经由计划" if lang == "zh" else "over a plan"
        rows: list[list[str | int | float]] = []
        for number, route in enumerate(self.routes, 1):
            name = f"{number}（{over_plan}）" if lang == "zh" else f"{number} ({over_plan})"
            rows += [
                [
                    name if route.is_plan else str(number),
                    float(f"{route.specificity:.2g}"),
                    step,
                    self._told(link, route.nodes[step - 1], lang),
                    self._status(link, lang),
                    self._cited(link, lang),
                ]
                for step, hop in enumerate(route.hops, 1)
                for link in hop
            ]
        return rows

    def _told(self, link: Link, near: str, lang: str) -> str:
        verb = link.words[lang]
        if link.subject == near:
            return f"{self.names[near][lang]} —{verb}→ {self.names[link.object][lang]}"
        return f"{self.names[near][lang]} ←{verb}— {self.names[link.subject][lang]}"

    def _cited(self, link: Link, lang: str) -> str:
        ends = [expand(node) or ID[node] for node in (link.subject, link.object)]
        cited = self.words.cite(link.sentences)
        return Marked.joined("; ", (self.words.verbatim_citation(c.passage.iri, lang, ends) for c in cited))

    def _status(self, link: Link, lang: str) -> str:
        if link.status is None:
            return "陈述" if lang == "zh" else "stated"
        label = self.words.label(link.status, lang)
        if not link.is_plan:
            return label
        return f"{label}（计划，非事实）" if lang == "zh" else f"{label} (a plan, not a fact)"

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return f"{self.looked_for()}\n{plain_table(self.headings(), self.cells())}"

    def _repr_html_(self) -> str:
        from dgkg.table import html_table

        return html_table(self.headings(), self.cells())


def find_paths(
    network: nx.MultiDiGraph[str],
    store: Store,
    words: Words,
    start: URIRef,
    end: URIRef,
    hops: int = 3,
    *,
    through_hubs: bool = False,
) -> Paths:
    """The shortest routes between two things, and all of at most so many hops.

    A route visits a thing once. Its **specificity** is the product of

    - for every thing on the way, 1 / log2 of its neighbours (at most 1): a thing that leads
      to two others only is a close tie, one that leads everywhere hardly tells the two apart
      (the weighting of Adamic and Adar, 2003, to base 2);
    - for every two hops that meet, 1/2 unless one passage states both: else it is the reader,
      not the report, who puts them together;
    - for every hop that rests on plans alone (``dgo:isIntention``), 1/2.

    So a direct fact has 1. The number ranks the routes of one pair; it is no probability and
    no strength of a relation, and numbers of different pairs do not compare.

    Args:
        network: of :func:`dgkg.network.build_network`.
        store: for the tree of concepts, which says what a top concept is.
        words: names and citations.
        start: where routes begin.
        end: where they arrive.
        hops: longest route that is listed besides the shortest, 1 to 5.
        through_hubs: whether routes may pass through what :func:`hubs_of` finds.

    Raises:
        UsageError: both ends are one thing, or ``hops`` is out of range.
    """
    check_ends(words, start, end, hops)
    ids = {data["iri"]: node for node, data in network.nodes(data=True)}
    ends = [ids.get(str(iri)) for iri in (start, end)]
    near = neighbours_of(network)
    iris = {node: interned(iri) for iri, node in ids.items()}
    degrees = {iris[node]: len(found) for node, found in near.items()}
    types = {iris[node]: DGO[data["type"]] for node, data in network.nodes(data=True)}
    hubs = [h for iri in hubs_of(degrees, types, store, words) if (h := ids[str(iri)]) not in ends]
    barred = frozenset() if through_hubs else frozenset(hubs)
    walks: list[tuple[str, ...]] = []
    beyond = False
    if ends[0] is not None and ends[1] is not None:
        walks = list(walks_between(near, ends[0], ends[1], hops, barred))
        beyond = not walks and bool(barred) and ends[0] in distances(near, ends[1], frozenset())
    routes, names = _routes(network, words, walks, near)
    excluded = tuple(URIRef(network.nodes[h]["iri"]) for h in hubs if h in barred)
    return Paths(start, end, hops, routes, excluded, beyond, words, names)


def find_paths_in_part(
    network: nx.MultiDiGraph[str], words: Words, start: URIRef, end: URIRef, hops: int, barred: Iterable[URIRef]
) -> Paths:
    """All routes of at most so many hops between two things, in a part of a network that has them all.

    Args:
        network: of every passage that speaks of what such a route may pass through.
        words: names and citations.
        start: where routes begin.
        end: where they arrive.
        hops: longest route, 1 to 5.
        barred: what routes do not pass through, as what is said of it was not read.

    Raises:
        UsageError: both ends are one thing, or ``hops`` is out of range.
    """
    check_ends(words, start, end, hops)
    near = neighbours_of(network)
    walks: list[tuple[str, ...]] = []
    if short(start) in near and short(end) in near:
        closed = frozenset(map(short, barred))
        walks = [w for w in walks_between(near, short(start), short(end), hops, closed) if len(w) <= hops + 1]
    routes, names = _routes(network, words, walks, near)
    excluded = tuple(sorted(iri for iri in barred if short(iri) in near))
    return Paths(start, end, hops, routes, excluded, False, words, names, is_part=True)


def check_ends(words: Words, start: URIRef, end: URIRef, hops: int) -> None:
    """Refuse what no route can be looked for between.

    Raises:
        UsageError: both ends are one thing, or ``hops`` is out of range.
    """
    if start == end:
        label = {lang: words.label(start, lang) for lang in ("zh", "en")}
        raise UsageError(
            f"起点与终点都是「{label['zh']}」；请给出两个不同的事物",
            f"Both ends are “{label['en']}”; name two different things",
        )
    if not 1 <= hops <= MOST_HOPS:
        raise UsageError(f"步数应为 1 到 {MOST_HOPS}，得到 {hops}", f"hops is 1 to {MOST_HOPS}, not {hops}")


def _routes(
    network: nx.MultiDiGraph[str], words: Words, walks: Iterable[tuple[str, ...]], near: Mapping[str, set[str]]
) -> tuple[tuple[Route, ...], Mapping[str, Mapping[str, str]]]:
    """Routes of walks, most specific first, and what the things on them are called."""
    routes = [_route(network, words, walk, near) for walk in walks]
    routes.sort(key=lambda r: (-r.specificity, len(r.hops), r.nodes))
    on_the_way = {node for route in routes for node in route.nodes}
    names = {n: {lang: network.nodes[n][f"label_{lang}"] for lang in ("zh", "en")} for n in on_the_way}
    return tuple(routes), names


def hubs_of(degrees: Mapping[URIRef, int], types: Mapping[URIRef, URIRef], store: Store, words: Words) -> list[URIRef]:
    """The things that lead everywhere, most neighbours first: passing through them says nothing.

    A place, a concept or a report is a hub if it has more neighbours than the mean of all nodes
    and three standard deviations; at the top of its tree (no broader concept, no larger
    place) one standard deviation is enough, and so it is for a report. Firms, clusters and policies are
    never hubs, and nothing with fewer than ten neighbours is.

    Args:
        degrees: of each node of the network, how many neighbours it has.
        types: of each node, the class that says most of it.
        store: tells what lies below what.
        words: the tree of classes.
    """
    if not degrees:
        return []
    mean, deviation = statistics.fmean(degrees.values()), statistics.pstdev(degrees.values())
    answer = store.query(f"SELECT DISTINCT ?a WHERE {{ ?a <{SKOS.broader}>|<{DGO.partOfPlace}> ?b }}")
    assert isinstance(answer, Table)
    lower = {row[0] for row in answer.rows}
    hubs = []
    for node, degree in degrees.items():
        if degree < _HUB_AT_LEAST:
            continue
        cls = [types[node]]
        is_report = words.ontology.is_a(cls, DGO.Report)
        if not is_report and not any(words.ontology.is_a(cls, kind) for kind in (DGO.Place, DGO.Concept)):
            continue
        is_top = is_report or node not in lower
        if degree > mean + (1 if is_top else 3) * deviation:
            hubs.append(node)
    return sorted(hubs, key=lambda node: (-degrees[node], short(node)))


def _route(network: nx.MultiDiGraph[str], words: Words, walk: tuple[str, ...], near: Mapping[str, set[str]]) -> Route:
    hops = tuple(tuple(_links(network, words, a, b)) for a, b in pairwise(walk))
    specificity = math.prod(1 / max(1.0, math.log2(len(near[node]))) for node in walk[1:-1])
    for one, other in pairwise(hops):
        specificity *= 1 if _passages(one) & _passages(other) else _HALF
    for hop in hops:
        specificity *= _HALF if _is_plan(hop) else 1
    return Route(walk, hops, specificity)


def _links(network: nx.MultiDiGraph[str], words: Words, a: str, b: str) -> Iterator[Link]:
    """All that is stated between two neighbours, facts first; one link for alike words and status."""
    told: dict[tuple[str, str, str, str, str], set[str]] = defaultdict(set)
    for subject, other in ((a, b), (b, a)):
        for data in (network.get_edge_data(subject, other) or {}).values():
            key = (data["status"], subject, other, data["label_zh"], data["label_en"])
            told[key] |= set(data["passages"].split(","))
    found = []
    for (status, subject, other, zh, en), passages in told.items():
        code = DGS[status] if status else None
        is_plan = code is not None and words.ontology.is_intention(code)
        cited = tuple(sorted(map(URIRef, passages), key=words.library.sort_key))
        found.append(Link(subject, other, {"zh": zh, "en": en}, code, is_plan, cited))
    yield from sorted(found, key=lambda link: (link.is_plan, link.subject != a, link.words["en"], str(link.status)))


def _is_plan(hop: Sequence[Link]) -> bool:
    return all(link.is_plan for link in hop)


def _passages(hop: Iterable[Link]) -> set[URIRef]:
    return {s for link in hop for s in link.sentences}
