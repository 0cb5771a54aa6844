"""The network of firms, industries, places and policies, cut out of the network of things.

It is a graph of **what one report says**, not of the economy: whom it names, and beside whom.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.namespaces import DGO, DGS
from dgkg.store import Store, Table
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["KINDS", "tie_network"]

KINDS: Mapping[str, tuple[tuple[URIRef, ...], str, str]] = {
    "firm": ((DGO.Company, DGO.CompanyGroup), "企业", "firm"),
    "industry": ((DGO.Industry,), "产业", "industry"),
    "place": ((DGO.Place,), "地点", "place"),
    "policy": ((DGO.PolicyDocument,), "政策", "policy"),
}


def tie_network(
    network: nx.MultiDiGraph[str], store: Store, words: Words, without: Collection[URIRef] = ()
) -> nx.Graph[str]:
    """The network of firms, industries, places and policies, cut out of the network of things.

    - A node is a thing of one of :data:`KINDS` that has a tie left; all others go, and so do
      plans, work, judgements and whatever else stands between.
    - A cluster or chain counts as its industry, a policy's measure as its policy, as in the
      library's questions: a member of a chain is tied to the industry of the chain.
    - A tie is anything that a passage states between two nodes as a fact, whatever the
      relation and its direction; what is stated of a plan (``dgo:isIntention``) is no tie.
    - The tree of industries is the ontology's and not the report's: it makes no ties.

    Args:
        network: of :func:`dgkg.network.build_network`.
        store: for what industry a cluster or chain is of.
        words: for the classes.
        without: things left out, such as the city that the whole report is about.

    Returns:
        An undirected simple graph in order of ids: nodes with ``kind`` and ``iri``, edges with
        ``passages`` (frozenset of IRIs) and ``weight`` (how many passages state the tie). The
        graph's ``untied`` is how many things of these kinds no tie reached.
    """
    import networkx as nx

    left_out = {str(iri) for iri in without}
    kinds: dict[str, str] = {}
    for node, data in network.nodes(data=True):
        kind = _kind(DGO[data["type"]], words)
        if kind and data["iri"] not in left_out:
            kinds[node] = kind
    stands_for = _stand_ins(network, store, kinds)
    told: dict[tuple[str, str], set[URIRef]] = {}
    for a, b, data in network.edges(data=True):
        if data["status"] and words.ontology.is_intention(DGS[data["status"]]):
            continue
        for one, other in product(stands_for.get(a, ()), stands_for.get(b, ())):
            if one != other:
                pair = (one, other) if one < other else (other, one)
                told.setdefault(pair, set()).update(map(URIRef, data["passages"].split(",")))
    ties: nx.Graph[str] = nx.Graph()
    for node in sorted({node for pair in told for node in pair}):
        ties.add_node(node, kind=kinds[node], iri=network.nodes[node]["iri"])
    for (one, other), passages in sorted(told.items()):
        ties.add_edge(one, other, passages=frozenset(passages), weight=len(passages))
    ties.graph["untied"] = len(kinds) - len(ties)
    return ties


def _kind(cls: URIRef, words: Words) -> str | None:
    return next(
        (kind for kind, (classes, _, _) in KINDS.items() if any(words.ontology.is_a([cls], c) for c in classes)), None
    )


def _stand_ins(network: nx.MultiDiGraph[str], store: Store, kinds: Mapping[str, str]) -> dict[str, list[str]]:
    """For which nodes a node's ties count: itself, or the industry of a cluster, or the policy of a measure."""
    found: dict[str, list[str]] = {node: [node] for node in kinds}
    ids = {data["iri"]: node for node, data in network.nodes(data=True)}
    answer = store.query(
        f"SELECT DISTINCT ?part ?whole WHERE {{ {{ ?part <{DGO.chainOf}>|<{DGO.clusterIndustry}> ?whole }} "
        f"UNION {{ ?whole <{DGO.hasMeasure}> ?part }} }} ORDER BY ?part ?whole"
    )
    assert isinstance(answer, Table)
    for part, whole in answer.rows:
        node, standing = ids.get(str(part)), ids.get(str(whole))
        if node is not None and standing in kinds and node not in kinds:
            assert standing is not None
            found.setdefault(node, []).append(standing)
    return found
