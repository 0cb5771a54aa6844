"""The shape of the network of firms, industries, places and policies.

Everything here measures **what one report says**, not the economy: a thing has many ties
because the report names it often and beside many others. The report's authors chose whom to
name; a firm that they left out is no small firm, and a tie that is missing was not denied.
So no number of this module is a size, an importance, an influence or a market position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.measure import Measure, MeasureRow
from dgkg.ties import KINDS
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["articulation_points", "bridges", "centrality", "communities", "cores"]

# Any number: Louvain's order of visits must only be the same every time.
_SEED = 2023
_DAMPING = 0.85


# -- measures --------------------------------------------------------------------------------


def centrality(ties: nx.Graph[str], words: Words) -> Measure:
    """Who is named beside many others, and who stands between them.

    ``ties`` counts neighbours and ``mentions`` the passages behind the ties; ``betweenness``
    is the part of all shortest routes that pass through the thing (Freeman 1977, from 0 to
    1); ``pagerank`` is high for what is tied to much-tied things (Page and Brin 1998, damping
    0.85, weighted by passages; all together make 1).

    In this graph a high number means that the report tells much of the thing, or tells it as
    the only link between two subjects. It must not be read as economic weight: an industry
    with one firm named may be larger than one with ten.
    """
    import networkx as nx

    between = nx.betweenness_centrality(ties)
    rank = _pagerank(ties)
    order = sorted(ties, key=lambda n: (-rank[n], n))
    rows = [
        MeasureRow((*_who(ties, n), ties.degree(n), len(_cited(ties, n)), between[n], rank[n]), _cited(ties, n))
        for n in order
    ]
    columns = (
        *_WHO, ("ties", "关联数", "ties"), ("mentions", "句数", "passages"), ("betweenness", "中介度", "betweenness"),
        ("pagerank", "PageRank", "PageRank"),
    )  # fmt: skip
    return Measure("centrality", _counted(ties), columns, rows, words)


def communities(ties: nx.Graph[str], words: Words) -> Measure:
    """Groups with more ties inside than across (Louvain, Blondel et al. 2008; weighted by passages).

    The seed and the order of nodes are fixed, so that one graph always has one answer.
    ``within`` is how many of the thing's ties stay in its group.

    In this graph a group is a subject that the report tells together, mostly one of its
    sections. It must not be read as a cluster of the economy, nor as firms that deal with
    each other; and a border between two groups is often no sharper than the chapters'.
    """
    import networkx as nx

    # Numbers, not ids: the order of a set of texts changes from run to run.
    names = sorted(ties)
    number = {name: place for place, name in enumerate(names)}
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(range(len(names)))
    for a, b, data in sorted(ties.edges(data=True), key=lambda edge: edge[:2]):
        ordered.add_edge(number[a], number[b], weight=data["weight"])
    found = nx.community.louvain_communities(ordered, seed=_SEED) if len(ordered) else []
    groups = sorted((sorted(names[n] for n in group) for group in found), key=lambda g: (-len(g), g))
    rows = []
    for place, group in enumerate(groups, 1):
        members = set(group)
        for node in sorted(group, key=lambda n: (-ties.degree(n), n)):
            inside = [n for n in ties[node] if n in members]
            cells = (place, len(group), *_who(ties, node), len(inside), ties.degree(node))
            rows.append(MeasureRow(cells, _cited(ties, node)))
    columns = (
        ("community", "社群", "community"), ("size", "成员数", "size"), *_WHO, ("within", "群内关联", "ties within"),
        ("ties", "关联数", "ties"),
    )  # fmt: skip
    modularity = nx.community.modularity(ties, [set(group) for group in groups]) if ties.number_of_edges() else 0.0
    counted = _counted(
        ties, f"；分为 {len(groups)} 个社群，模块度 {modularity:.2f}",
        f"; {len(groups)} communities, modularity {modularity:.2f}",
    )  # fmt: skip
    return Measure("communities", counted, columns, rows, words)


def bridges(ties: nx.Graph[str], words: Words) -> Measure:
    """Ties without which their two ends would not hang together (Tarjan 1974).

    ``cut_off`` is how many things the smaller side has. In this graph a bridge is a link that
    a single statement makes: delete the passages of the row, and the report no longer leads
    from the one side to the other. It must not be read as a bottleneck of a supply chain;
    most bridges only mean that the report names a thing once.
    """
    import networkx as nx

    rows = []
    for edge in nx.bridges(ties):
        one, other = edge[0], edge[1]
        rest = nx.restricted_view(ties, [], [(one, other)])
        side = nx.node_connected_component(rest, one)
        other_side = nx.node_connected_component(rest, other)
        near, far = (other, one) if len(side) < len(other_side) else (one, other)
        cells = (*_who(ties, far), *_who(ties, near), min(len(side), len(other_side)))
        rows.append(MeasureRow(cells, _in_order(ties.edges[one, other]["passages"], words)))
    rows.sort(key=lambda row: (-row.cells[4], str(row.cells[0])))  # type: ignore[operator]
    columns = (
        ("thing", "被割开的一端", "the side cut off"), ("kind", "类别", "kind"),
        ("other", "另一端", "the other side"), ("other_kind", "另一端类别", "its kind"),
        ("cut_off", "割开事物数", "things cut off"),
    )  # fmt: skip
    return Measure("bridges", _counted(ties, f"；桥 {len(rows)} 条", f"; {len(rows)} bridges"), columns, rows, words)


def articulation_points(ties: nx.Graph[str], words: Words) -> Measure:
    """Things without which the network falls into more parts (Hopcroft and Tarjan 1973).

    ``parts`` is into how many pieces the thing's own piece falls, ``cut_off`` how many things
    lie outside the largest of them. In this graph such a thing is the only subject under
    which the report tells of the others. It must not be read as a firm or place on which the
    others depend.
    """
    import networkx as nx

    rows = []
    for node in nx.articulation_points(ties):
        around = nx.node_connected_component(ties, node) - {node}
        parts = sorted(map(len, nx.connected_components(ties.subgraph(around))), reverse=True)
        cells = (*_who(ties, node), len(parts), sum(parts[1:]))
        rows.append(MeasureRow(cells, _cited(ties, node)))
    rows.sort(key=lambda row: (-row.cells[3], str(row.cells[0])))  # type: ignore[operator]
    columns = (*_WHO, ("parts", "分成几块", "parts"), ("cut_off", "割开事物数", "things cut off"))
    counted = _counted(ties, f"；割点 {len(rows)} 个", f"; {len(rows)} articulation points")
    return Measure("articulation", counted, columns, rows, words)


def cores(ties: nx.Graph[str], words: Words) -> Measure:
    """The innermost core that each thing belongs to (k-core, Seidman 1983).

    Everything in core k has at least k ties to others of the core. In this graph a high core
    is what the report tells crosswise: firms, industries, places and policies that it names
    with each other again and again. It must not be read as the core of the economy or of a
    chain (核心企业 is a role of its own); core 1 only means named once.
    """
    import networkx as nx

    core = nx.core_number(ties)
    sizes = Counter(core.values())
    rows = [
        MeasureRow((*_who(ties, n), core[n], ties.degree(n)), _cited(ties, n))
        for n in sorted(ties, key=lambda n: (-core[n], -ties.degree(n), n))
    ]
    columns = (*_WHO, ("core", "核", "core"), ("ties", "关联数", "ties"))
    shells = [f"{k}: {sizes[k]}" for k in sorted(sizes, reverse=True)]
    counted = _counted(ties, f"；各核事物数 {'，'.join(shells)}", f"; things by core {', '.join(shells)}")
    return Measure("cores", counted, columns, rows, words)


# -- shared ----------------------------------------------------------------------------------

_WHO = (("thing", "事物", "thing"), ("kind", "类别", "kind"))


def _who(ties: nx.Graph[str], node: str) -> tuple[URIRef, dict[str, str]]:
    _, zh, en = KINDS[ties.nodes[node]["kind"]]
    return URIRef(ties.nodes[node]["iri"]), {"zh": zh, "en": en}


def _cited(ties: nx.Graph[str], node: str) -> tuple[URIRef, ...]:
    return tuple(sorted({s for _, _, data in ties.edges(node, data=True) for s in data["passages"]}))


def _in_order(passages: Collection[URIRef], words: Words) -> tuple[URIRef, ...]:
    return tuple(sorted(passages, key=words.library.sort_key))


def _counted(ties: nx.Graph[str], zh: str = "", en: str = "") -> dict[str, str]:
    """What the network holds, and what it is a network of."""
    import networkx as nx

    number = Counter(data["kind"] for _, data in ties.nodes(data=True))
    parts = nx.number_connected_components(ties) if len(ties) else 0
    edges, untied = ties.number_of_edges(), ties.graph.get("untied", 0)
    listed_zh = "、".join(f"{label} {number[kind]}" for kind, (_, label, _) in KINDS.items())
    listed_en = ", ".join(f"{label} {number[kind]}" for kind, (_, _, label) in KINDS.items())
    return {
        "zh": f"报告所述事实的网络（不是经济本身）：{listed_zh}；关联 {edges} 条，连通块 {parts} 个{zh}"
        f"；另有 {untied} 个此类事物没有这种关联，未列入。",
        "en": f"Network of what the report states as fact (not of the economy): {listed_en}; {edges} ties, "
        f"{parts} components{en}; {untied} more things of these kinds have no such tie and are left out.",
    }


def _pagerank(ties: nx.Graph[str]) -> dict[str, float]:
    """PageRank by power iteration; networkx has its own, which needs scipy."""
    size = len(ties)
    rank = dict.fromkeys(ties, 1 / size) if size else {}
    strength = dict(_strengths(ties))
    for _ in range(200):
        new = dict.fromkeys(ties, (1 - _DAMPING) / size) if size else {}
        for node in ties:
            for other, data in ties[node].items():
                new[other] += _DAMPING * rank[node] * data["weight"] / strength[node]
        moved = sum(abs(new[node] - rank[node]) for node in ties)
        rank = new
        if moved < 1e-12 * max(1, size):
            break
    return rank


def _strengths(ties: nx.Graph[str]) -> Iterator[tuple[str, int]]:
    for node in ties:
        yield node, sum(data["weight"] for data in ties[node].values())
