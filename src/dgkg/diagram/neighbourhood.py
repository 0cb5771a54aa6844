"""What is around a thing: its neighbours in blocks, those two hops away, and the facts that join them.

Nothing is walked through a hub, for a hub joins everything to everything; and what there is
no room for is folded, never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from dgkg.diagram.layout import Block, fold
from dgkg.facts import short
from dgkg.namespaces import DGS
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FAR", "KINDS", "NEAR", "Fact", "Neighbourhood"]

# A thing with more neighbours than this joins everything to everything: it is not walked through.
HUB = 60
MOST_NEAR, MOST_FAR = 72, 72
NEAR, FAR = 1, 2
_KIND_OF = {
    "Company": "firm", "CompanyGroup": "firm", "Bank": "firm",
    "Place": "place", "AdministrativeDivision": "place", "FunctionalZone": "place",
    "IndustrialPark": "place", "ThemedTown": "place",
    "Industry": "industry", "Technology": "industry", "ProductType": "industry",
    "ApplicationField": "industry", "TalentGroup": "industry", "Topic": "industry",
    "EnterpriseType": "industry", "Concept": "industry",
    "PolicyDocument": "policy", "Plan": "policy", "Regulation": "policy", "Guide": "policy",
    "PolicyMeasure": "policy", "Report": "policy", "Standard": "policy",
    "Project": "project", "SupportProgramme": "project", "Activity": "project",
    "Recommendation": "plan", "PlannedAction": "plan", "Envisaged": "plan", "Challenge": "plan",
    "Claim": "plan",
}  # fmt: skip
# Sentences turned into nodes: where room is short, things that have names go first.
_TOLD = frozenset({"Activity", "Claim", "Challenge", "Recommendation", "PlannedAction"})
KINDS = {
    "firm": ("企业", "Firms"),
    "industry": ("产业、技术、产品与主题", "Industries, technologies, products, topics"),
    "place": ("地点与园区", "Places and parks"),
    "policy": ("政策与文件", "Policies and documents"),
    "project": ("项目与工作", "Projects and work"),
    "plan": ("论断、问题、计划与建议", "Judgements, challenges, plans, proposals"),
    "other": ("机构、平台与其他", "Bodies, platforms, others"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two things, in words, with its passages."""

    source: str
    target: str
    relation: str
    status: str
    line: str
    sentences: tuple[str, ...]
    passages: tuple[URIRef, ...]


class Neighbourhood:
    """A thing and what is around it.

    Args:
        network: of things and relations.
        words: names.
        focus: the thing.
        lang: ``zh`` or ``en``.
    """

    def __init__(self, network: nx.MultiDiGraph[str], words: Words, focus: URIRef, lang: str) -> None:
        self.network = network
        self.words = words
        self.iri = focus
        self.focus = short(focus)
        self.lang = lang
        self.zh = lang == "zh"
        self.blocks = self.gather(self.around(self.focus), MOST_NEAR)
        self.near = [n for block in self.blocks for n in block.shown]
        self.far_blocks = self.gather(self.beyond(), MOST_FAR)
        self.hops = {self.focus: 0}
        for distance, blocks in ((NEAR, self.blocks), (FAR, self.far_blocks)):
            self.hops.update({n: distance for block in blocks for n in (*block.shown, *block.rest)})

    def around(self, node: str) -> set[str]:
        """What a relation joins to a thing, either way."""
        if node not in self.network:
            return set()
        return (set(self.network.successors(node)) | set(self.network.predecessors(node))) - {node}

    def beyond(self) -> set[str]:
        """What is two hops away, none through a hub, none through what is folded."""
        known = {self.focus, *self.around(self.focus)}
        return {
            further
            for node in self.near
            if self.network.degree(node) <= HUB
            for further in self.around(node)
            if further not in known
        }

    def gather(self, nodes: set[str], most: int) -> list[Block]:
        """Nodes in blocks by side and kind; what is named and often told comes first, then by relation."""
        groups: dict[tuple[int, str], list[str]] = defaultdict(list)
        for node in sorted(nodes, key=self.weight):
            groups[self.side(node), self.kind(node)].append(node)
        order = list(KINDS)
        blocks = fold(dict(sorted(groups.items(), key=lambda g: (g[0][0], order.index(g[0][1])))), most)
        return [Block(b.side, b.kind, tuple(sorted(b.shown, key=self.relation_order)), b.rest) for b in blocks]

    def weight(self, node: str) -> tuple[object, ...]:
        """Sorts first what has a name and is told in many passages."""
        told = {s for edge in self.edges_of(node) for s in str(edge["sentences"]).split(",")}
        return self.data(node).get("type") in _TOLD, -len(told), node

    def relation_order(self, node: str) -> tuple[object, ...]:
        """Sorts together what the same relation joins to the focus."""
        edges = [*self.edges_between(self.focus, node), *self.edges_between(node, self.focus)]
        return sorted({str(edge[f"label_{self.lang}"]) for edge in edges}), node

    def side(self, node: str) -> int:
        """Right of the focus what it leads to; what is further off, on the side of what leads there."""
        if node not in self.around(self.focus):
            inner = min(n for n in self.around(node) if n in self.near)
            return self.side(inner)
        leads, comes = len(self.edges_between(self.focus, node)), len(self.edges_between(node, self.focus))
        return 1 if leads >= comes else -1

    def edges_between(self, source: str, target: str) -> list[dict[str, Any]]:
        """The relations from one thing to another."""
        return list((self.network.get_edge_data(source, target) or {}).values())

    def edges_of(self, node: str) -> list[dict[str, Any]]:
        """The relations from and to a thing."""
        return [e for _, _, e in self.network.in_edges(node, data=True)] + [
            e for _, _, e in self.network.out_edges(node, data=True)
        ]

    # -- names -----------------------------------------------------------------------------

    def data(self, node: str) -> dict[str, str]:
        """What the network knows of a thing; nothing where no relation joins it to anything."""
        found: dict[str, str] = self.network.nodes[node] if node in self.network else {}
        return found

    def name(self, node: str) -> str:
        """What a thing is called, in full; the network cuts what is long."""
        iri = self.iri if node == self.focus else URIRef(self.data(node)["iri"])
        return self.words.label(iri, self.lang).strip().rstrip("。.")

    def type(self, node: str) -> str:
        """The class of a thing, in words."""
        return self.data(node).get(f"type_{self.lang}", "")

    def kind(self, node: str) -> str:
        """The kind by which a thing is drawn."""
        return _KIND_OF.get(str(self.data(node).get("type", "")), "other")

    # -- facts -----------------------------------------------------------------------------

    @cached_property
    def facts(self) -> list[Fact]:
        """Every relation between what is shown or folded; of what is two hops away, only towards the focus."""
        if self.focus not in self.network:
            return []
        found = []
        for source, target, key in sorted(self.network.subgraph(self.hops).edges(keys=True)):
            if self.hops[source] == self.hops[target] == FAR:
                continue
            edge = self.network.edges[source, target, key]
            status = str(edge["status"])
            found.append(
                Fact(
                    source,
                    target,
                    str(edge[f"label_{self.lang}"]),
                    self.words.label(DGS[status], self.lang) if status else "",
                    str(edge["line"]),
                    tuple(str(edge["sentences"]).split(",")),
                    tuple(map(URIRef, str(edge["passages"]).split(","))),
                )
            )
        return sorted(found, key=lambda f: (self.focus not in {f.source, f.target}, self.hops[f.source] == FAR))

    @cached_property
    def relations(self) -> dict[str, tuple[str, ...]]:
        """What joins each neighbour to the focus."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for fact in self.facts:
            if self.focus in {fact.source, fact.target}:
                found[fact.target if fact.source == self.focus else fact.source][fact.relation] = None
        return {node: tuple(relations) for node, relations in found.items()}

    @cached_property
    def runs(self) -> list[tuple[Block, tuple[str, ...]]]:
        """In each block, the neighbours that stand together because the same relation joins them."""
        return [
            (block, tuple(run))
            for block in self.blocks
            for _, run in groupby(block.shown, key=lambda node: sorted(self.relations.get(node, ())))
        ]
