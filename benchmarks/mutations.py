"""How many slips of the pen does the audit notice?

Takes a copy of what the graph states, changes one number that an arithmetic tie holds (a
digit, the unit, % for 百分点, a rank, a total), runs the audit, and counts the cases in which
something other than on the unchanged graph is found. Seeded: the same cases every time.

    python benchmarks/mutations.py [CASES]
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from rdflib import Literal, URIRef

import dgkg
from dgkg.audit import audit
from dgkg.facts import Node, PassageGraph
from dgkg.knowledge import KnowledgeGraph
from dgkg.namespaces import DGO, DGU, UNIT

SEED = 20241124
NUMBERS = (DGO.value, DGO.nominalValue, DGO.lowerBound, DGO.upperBound)


# The checks in which a number must fit others (not merely stay below a hundred or below a total).
EQUALITIES = {
    "growth-against-increase", "growth-of-group", "parts-against-total", "rank-order", "same-figure-twice",
    "same-rank-twice", "share-of-group", "share-of-whole", "shares-make-a-hundred", "part-within-total",
}  # fmt: skip


def tied_figures(kg: KnowledgeGraph, checks: set[str]) -> list[tuple[int, URIRef]]:
    """The figures and ranks that these checks of the audit look at, as (passage number, node)."""
    looked_at = {figure for f in kg.audit().findings if f.check in checks for figure in f.figures}
    return [
        (number, iri)
        for number, graph in enumerate(kg.passages)
        for iri, node in graph.nodes.items()
        if iri in looked_at or (DGO.rank in node and DGO.rankedObservation in node)
    ]


def renumbered(node: Node, change: Callable[[str], str]) -> Node:
    """The node with its number, and the number as printed, changed alike: a slip of the report's own."""
    text = str(next(iter(node.get(DGO.valueText, ())), ""))
    token = next((t for t in _tokens(text)), None)
    if token is None:
        return node
    factor = Decimal(change(token)) / Decimal(token) if Decimal(token) else Decimal(1)
    changed = dict(node)
    changed[DGO.valueText] = [Literal(text.replace(token, change(token), 1))]
    for predicate in NUMBERS:
        if predicate in node:
            changed[predicate] = [Literal(Decimal(str(v)) * factor) for v in node[predicate]]
    return changed


def _tokens(text: str) -> list[str]:
    import re

    return re.findall(r"\d+(?:\.\d+)?", text)


def digit(node: Node, rng: random.Random) -> Node:
    """One digit becomes another."""

    def change(token: str) -> str:
        places = [i for i, c in enumerate(token) if c.isdigit()]
        place = rng.choice(places)
        least = "1" if place == 0 and len(token) > 1 else "0"
        other = rng.choice([d for d in "0123456789" if d != token[place] and d >= least])
        found = token[:place] + other + token[place + 1 :]
        return found if Decimal(found) else "1" + found[1:]

    return renumbered(node, _once(change))


def unit(node: Node, rng: random.Random) -> Node:
    """亿 becomes 万, or 万 becomes 亿: the value changes by 10,000."""
    factor = Decimal(10) ** (4 if rng.random() < 0.5 else -4)  # noqa: PLR2004 - a coin
    changed = dict(node)
    for predicate in NUMBERS:
        if predicate in node:
            changed[predicate] = [Literal(Decimal(str(v)) * factor) for v in node[predicate]]
    text = str(next(iter(node.get(DGO.valueText, ())), ""))
    pairs = ("亿", "万亿") if factor > 1 else ("亿", "万")
    changed[DGO.valueText] = [Literal(text.replace(*pairs, 1))]
    return changed


def points(node: Node, _: random.Random) -> Node:
    """% becomes 百分点."""
    changed = dict(node)
    changed[DGO.unit] = [DGU.PERCENTAGE_POINT]
    return changed


def rank(node: Node, rng: random.Random) -> Node:
    """A place becomes another."""
    changed = dict(node)
    old = int(str(next(iter(node[DGO.rank]))))
    new = rng.choice([n for n in range(1, 6) if n != old])
    changed[DGO.rank] = [Literal(new)]
    for words in ("一二三四五", "12345"):
        if old <= len(words) and DGO.valueText in changed:
            texts = [str(t).replace(words[old - 1], words[new - 1], 1) for t in changed[DGO.valueText]]
            changed[DGO.valueText] = [Literal(text) for text in texts]
    return changed


def swap(node: Node, _: random.Random) -> Node:
    """Two neighbouring digits change places."""

    def change(token: str) -> str:
        for i in range(len(token) - 1):
            a, b = token[i], token[i + 1]
            if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
                return token[:i] + b + a + token[i + 2 :]
        return str(int(Decimal(token)) + 1)

    return renumbered(node, _once(change))


def _once(change: Callable[[str], str]) -> Callable[[str], str]:
    """The same answer each time, for the value and the text must change alike."""
    known: dict[str, str] = {}

    def remembered(token: str) -> str:
        if token not in known:
            known[token] = change(token)
        return known[token]

    return remembered


def cases(kg: KnowledgeGraph, number: int) -> list[tuple[str, int, URIRef]]:
    """So many mutations, each the kind, the passage and the node."""
    rng = random.Random(SEED)
    targets = tied_figures(kg, EQUALITIES)
    found = []
    while len(found) < number:
        place, iri = rng.choice(targets)
        node = kg.passages[place].nodes[iri]
        kinds = ["rank"] if DGO.rank in node else ["digit", "swap", "unit", "points"]
        kind = rng.choice(kinds)
        if kind == "points" and UNIT.PERCENT not in node.get(DGO.unit, ()):
            continue
        if kind == "unit" and not {UNIT.CCY_CNY, UNIT.CCY_USD} & set(node.get(DGO.unit, ())):
            continue
        found.append((kind, place, iri))
    return found


MUTATIONS = {"digit": digit, "swap": swap, "unit": unit, "points": points, "rank": rank}


def run(number: int = 200, *, printed_too: bool) -> dict[str, tuple[int, int]]:
    """Found and tried, by kind of mutation.

    ``printed_too`` changes the figure as printed along with the value: the report itself slips, and only
    arithmetic can tell. Otherwise the graph slips and the printed figure stands against it.

    A case counts as found when a finding that is not *holds* appears that the unchanged graph
    does not have, or a tie that held there no longer does.
    """
    kg = dgkg.load()
    rng = random.Random(SEED + 1)
    before = kg.audit()
    alarms = {(f.check, f.figures, f.severity) for f in before.findings if f.severity != "holds"}
    held = {(f.check, f.figures) for f in before.findings if f.severity == "holds"}
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for kind, place, iri in cases(kg, number):
        graph = kg.passages[place]
        node = dict(MUTATIONS[kind](graph.nodes[iri], rng))
        if not printed_too and DGO.valueText in node:
            node[DGO.valueText] = graph.nodes[iri][DGO.valueText]
        passages = list(kg.passages)
        passages[place] = PassageGraph(graph.sentence, {**graph.nodes, iri: node})
        after = audit(kg.store, kg.words, passages)
        new = {(f.check, f.figures, f.severity) for f in after.findings if f.severity != "holds"} - alarms
        lost = held - {(f.check, f.figures) for f in after.findings if f.severity == "holds"}
        tried[kind] += 1
        noticed[kind] += bool(new) or bool(lost)
    return {kind: (noticed[kind], tried[kind]) for kind in MUTATIONS if tried[kind]}


def main() -> None:
    """Print the table."""
    kg = dgkg.load()
    alarms = [f for f in kg.audit().findings if f.severity in {"contradiction", "doubt"}]
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for printed_too, title in ((False, "the graph slips"), (True, "the report slips (value and wording alike)")):
        print(title)
        result = run(number, printed_too=printed_too)
        for kind, (noticed, tried) in result.items():
            print(f"  {kind:8} {noticed:4} of {tried:4}")
        noticed, tried = (sum(column) for column in zip(*result.values(), strict=True))
        print(f"  {'all':8} {noticed:4} of {tried:4}  ({noticed / tried:.0%})")
    print(f"alarms on the unchanged graph: {len(alarms)}, each of which is a real oddity of the report")


if __name__ == "__main__":
    main()
