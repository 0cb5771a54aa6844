"""The graph as a network of things: networkx nodes with types, edges with sentences.

A membership, an honour or a place in a list becomes one edge; plans, challenges and work
stay nodes of their own, so that a plan never shortens to an edge between things; figures
are no part of the network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from rdflib import Literal, URIRef

from dgkg.facts import PassageGraph, short
from dgkg.namespaces import DGO, DGS, RDF, SKOS
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build_network", "degrees_in", "ego"]

_LINES = {"solid": 0, "dashed": 1, "dotted": 2}
_LABEL_LENGTH = 28
# Made once: rdflib builds and checks an IRI anew at every ``DGO.x``.
_NO_EDGES = frozenset({RDF.type, DGO.realization, DGO.enumeration, DGO.qualityFlag, DGO.refPeriod, DGO.during})
_NO_NODES = (DGO.Figure, DGO.RankingResult, DGO.Membership, DGO.Period)
_FIGURE, _MEMBERSHIP, _RECOGNITION, _RANKING = DGO.Figure, DGO.Membership, DGO.Recognition, DGO.RankingResult
_TYPE, _REALIZATION = RDF.type, DGO.realization


class _Edge(NamedTuple):
    source: URIRef
    relation: URIRef
    target: URIRef
    status: URIRef | None
    note: str


def build_network(graphs: Iterable[PassageGraph], words: Words) -> nx.MultiDiGraph[str]:
    """The network of what some passages state.

    Returns:
        Nodes are ids (``huawei``) with ``iri``, ``label_zh``, ``label_en``, ``type``,
        ``type_zh``, ``type_en``, ``status`` (code or ``""``). Edges have ``relation`` (IRI),
        ``label_zh``, ``label_en``, ``inverse_zh``, ``inverse_en``, ``status``, ``line``
        (``solid``, ``dashed``, ``dotted``), ``sentences`` (passage ids, comma-separated) and
        ``passages`` (their IRIs, as the same id may stand in two sources).
    """
    import networkx as nx

    told: dict[_Edge, set[URIRef]] = defaultdict(set)
    statements: dict[URIRef, dict[str, str]] = {}
    states: dict[URIRef, URIRef] = {}
    types: dict[URIRef, URIRef] = {}
    for graph in graphs:
        reader = _Reader(graph, words)
        for edge in reader.edges():
            told[edge].add(graph.sentence)
        statements.update(reader.statements())
        states.update(reader.states())
        types.update(reader.types())
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for edge in sorted(told, key=lambda edge: tuple(str(part or "") for part in edge)):
        for node in (edge.source, edge.target):
            if short(node) not in network:
                _add_node(network, node, words, statements, states, types)
        sentences = sorted(told[edge], key=words.library.sort_key)
        status = edge.status or _weakest(states.get(edge.source), states.get(edge.target), words)
        network.add_edge(
            short(edge.source),
            short(edge.target),
            key=f"{short(edge.relation)} {edge.note}".strip(),
            relation=str(edge.relation),
            **_wording(edge, words),
            status=status.rpartition("/")[2] if status else "",
            line=(words.ontology.word(status, "lineStyle") if status else None) or "solid",
            sentences=",".join(s.rpartition("/")[2] for s in sentences),
            passages=",".join(sentences),
        )
    return network


def degrees_in(graphs: Iterable[PassageGraph], words: Words) -> tuple[Mapping[URIRef, int], Mapping[URIRef, URIRef]]:
    """How many neighbours each node of the network would have, and what it is, without building the network.

    Returns:
        Of each node the number of other nodes that an edge joins it to, and its most specific class.
    """
    near: dict[URIRef, set[URIRef]] = {}
    types: dict[URIRef, URIRef] = {}
    for graph in graphs:
        reader = _Reader(graph, words)
        for edge in reader.edges():
            for node, other in ((edge.source, edge.target), (edge.target, edge.source)):
                near.setdefault(node, set()).add(other)
        types.update(reader.types())
    degrees = {node: len(found - {node}) for node, found in near.items()}
    return degrees, {node: _class_of(node, words, types) for node in near}


def ego(network: nx.MultiDiGraph[str], focus: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """The part of a network within so many hops of a node, edges among neighbours included.

    Raises:
        KeyError: the node is not in the network.
    """
    import networkx as nx

    if focus not in network:
        raise KeyError(focus)
    near = nx.single_source_shortest_path_length(network.to_undirected(as_view=True), focus, cutoff=hops)
    part: nx.MultiDiGraph[str] = network.subgraph(near).copy()
    return part


class _Reader:
    """Reads the edges out of one passage's graph."""

    def __init__(self, graph: PassageGraph, words: Words) -> None:
        self.graph = graph
        self.words = words
        self._types: dict[URIRef, frozenset[URIRef]] = {}

    def is_a(self, node: URIRef, *classes: URIRef) -> bool:
        own = self._types.get(node)
        if own is None:
            stated = self.graph.nodes.get(node, {}).get(_TYPE, ())
            own = frozenset([t for t in stated if isinstance(t, URIRef)])
            # As a set that does not change: the ontology remembers what it said of those.
            own = self._types[node] = own or self.words.gazetteer.types.get(node, own)
        is_a = self.words.ontology.is_a
        return any(is_a(own, cls) for cls in classes)

    def edges(self) -> Iterable[_Edge]:
        itself = {self.graph.sentence}
        for node in self.graph.nodes:
            if node in itself or self.is_a(node, _FIGURE):
                continue
            if self.is_a(node, _MEMBERSHIP):
                yield from self._between(node, DGO.member, DGO.memberOf, DGO.role)
            elif self.is_a(node, _RECOGNITION):
                yield from self._between(node, DGO.recipient, DGO.honour, DGO.selectionStage)
            elif self.is_a(node, _RANKING):
                yield from self._between(node, DGO.rankedEntity, DGO.inList, DGO.rank)
            else:
                yield from self._own(node)

    def _between(self, node: URIRef, start: URIRef, end: URIRef, note: URIRef) -> Iterable[_Edge]:
        values = self.graph.nodes[node]
        marks = values.get(note, ())
        status = self.graph.first(node, _REALIZATION)
        for source in values.get(start, ()):
            for target in values.get(end, ()):
                if isinstance(source, URIRef) and isinstance(target, URIRef):
                    # Two roles in one membership (整机代工, 代表性企业) are two edges.
                    for mark in marks or ("",):
                        yield _Edge(source, end, target, status if isinstance(status, URIRef) else None, str(mark))

    def _own(self, node: URIRef) -> Iterable[_Edge]:
        status = self.graph.first(node, _REALIZATION)
        for relation, values in self.graph.nodes[node].items():
            if relation in _NO_EDGES:
                continue
            for value in values:
                if isinstance(value, URIRef) and not self.is_a(value, *_NO_NODES):
                    yield _Edge(node, relation, value, status if isinstance(status, URIRef) else None, "")

    def statements(self) -> Iterable[tuple[URIRef, dict[str, str]]]:
        for node, values in self.graph.nodes.items():
            texts = values.get(SKOS.prefLabel) or values.get(DGO.assertion) or ()
            found = {t.language or "": str(t) for t in texts if isinstance(t, Literal)}
            if not found and self.is_a(node, _RECOGNITION):
                # An honour that is the result of some work is called by what was received.
                honours = [h for h in values.get(DGO.honour, ()) if isinstance(h, URIRef)]
                found = {lang: " / ".join(self.words.label(h, lang) for h in honours) for lang in ("zh", "en")}
            if found:
                yield node, found

    def states(self) -> Iterable[tuple[URIRef, URIRef]]:
        for node in self.graph.nodes:
            status = self.graph.first(node, _REALIZATION)
            if isinstance(status, URIRef):
                yield node, status

    def types(self) -> Iterable[tuple[URIRef, URIRef]]:
        for node, values in self.graph.nodes.items():
            found = self.words.ontology.most_specific([t for t in values.get(_TYPE, ()) if isinstance(t, URIRef)])
            if found:
                yield node, found


def _add_node(
    network: nx.MultiDiGraph[str],
    node: URIRef,
    words: Words,
    statements: dict[URIRef, dict[str, str]],
    states: dict[URIRef, URIRef],
    types: dict[URIRef, URIRef],
) -> None:
    cls = _class_of(node, words, types)
    status = states.get(node)
    text = statements.get(node, {})
    network.add_node(
        short(node),
        iri=str(node),
        label_zh=_cut(text.get("zh") or words.label(node, "zh")),
        label_en=_cut(text.get("en") or words.label(node, "en")),
        type=cls.rpartition("#")[2],
        type_zh=words.label(cls, "zh"),
        type_en=words.label(cls, "en"),
        status=status.rpartition("/")[2] if status else "",
    )


def _class_of(node: URIRef, words: Words, types: Mapping[URIRef, URIRef]) -> URIRef:
    """What a node is: as its passage says, else as the registry does."""
    return types.get(node) or words.ontology.most_specific(words.gazetteer.types.get(node, ())) or DGO.Concept


def _wording(edge: _Edge, words: Words) -> dict[str, str]:
    note = URIRef(edge.note) if edge.note.startswith("http") else None
    found = {}
    for lang in ("zh", "en"):
        if note is not None and edge.relation == DGO.memberOf:
            # A role names the edge better than 「属于」 does.
            forward = backward = words.label(note, lang)
        else:
            # From the one who received it, an honour is not what is conferred but what is received.
            received = edge.relation == DGO.honour
            relation = DGO.recipient if received else edge.relation
            forward = words.ontology.edge(relation, lang, inverse=received)
            backward = words.ontology.edge(relation, lang, inverse=not received)
            if note is not None:
                forward += f"（{words.label(note, lang)}）" if lang == "zh" else f" ({words.label(note, lang)})"
            elif edge.note:
                place = f"第{edge.note}名" if lang == "zh" else f"no. {edge.note}"
                forward = backward = place
        found[f"label_{lang}"] = forward
        found[f"inverse_{lang}"] = backward
    return found


def _weakest(source: URIRef | None, target: URIRef | None, words: Words) -> URIRef | None:
    """Of two ends' statuses, the one that is least a fact: an edge is no surer than its ends."""
    known = [s for s in (source, target) if s is not None and s != DGS.done]

    def weight(status: URIRef) -> int:
        return _LINES.get(words.ontology.word(status, "lineStyle") or "solid", 0)

    return max(known, key=lambda s: (weight(s), s), default=None)


def _cut(text: str) -> str:
    return text if len(text) <= 3 * _LABEL_LENGTH else text[: 3 * _LABEL_LENGTH - 1] + "…"
