"""What to call nodes that have no name: a figure, a rank, a membership, an honour.

Such a node only carries a statement. In a table it is called by the little that tells it from
its neighbours (what is measured and how much, who is what of whom), never by its id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from rdflib import Literal, URIRef

from dgkg.figure import Figure, amount
from dgkg.namespaces import DGO, UNIT
from dgkg.store import Store, Table
from dgkg.terms import Term, to_sparql

__all__ = ["NodeLabels"]

_READ = (
    DGO.indicator, DGO.ofIndicator, DGO.valueText, DGO.unit, DGO.value, DGO.nominalValue, DGO.valueQualifier,
    DGO.computedValue, DGO.rankedEntity, DGO.rank, DGO.withinTop, DGO.member, DGO.memberOf, DGO.role,
    DGO.recipient, DGO.honour,
)  # fmt: skip
_KEPT, _MOST = 1 << 16, 200
_HUNDRED_MILLIONS = {UNIT.CCY_CNY: "亿元", UNIT.CCY_USD: "亿美元"}


class NodeLabels:
    """Labels of nodes without a name, in both languages.

    Args:
        store: what the passages state.
        name: what to call a thing in a language.
        symbol: what stands for a unit in a language, or ``None``.
        one_by_one: read each node when it is asked for, as a graph needs that is too large to be read whole.
    """

    def __init__(
        self,
        store: Store,
        name: Callable[[URIRef, str], str],
        symbol: Callable[[URIRef, str], str | None],
        *,
        one_by_one: bool = False,
    ) -> None:
        self._store = store
        self._name = name
        self._symbol = symbol
        self._node = lru_cache(_KEPT)(self._read_node) if one_by_one else lambda iri: self._nodes.get(iri, {})
        self._printed = self._find_printed if one_by_one else lambda text: self._by_text.get(text, [])

    @cached_property
    def _nodes(self) -> Mapping[URIRef, Mapping[URIRef, Term]]:
        wanted = " ".join(to_sparql(p) for p in _READ)
        nodes: dict[URIRef, dict[URIRef, Term]] = defaultdict(dict)
        for node, predicate, value in self._rows(
            f"?n ?p ?o WHERE {{ VALUES ?p {{ {wanted} }} GRAPH ?g {{ ?n ?p ?o }} }}"
        ):
            if isinstance(node, URIRef) and isinstance(predicate, URIRef) and value is not None:
                nodes[node].setdefault(predicate, value)
        return nodes

    @cached_property
    def _by_text(self) -> Mapping[str, list[URIRef]]:
        found: dict[str, list[URIRef]] = defaultdict(list)
        for iri, node in self._nodes.items():
            if DGO.valueText in node:
                found[str(node[DGO.valueText])].append(iri)
        return found

    def _read_node(self, iri: URIRef) -> Mapping[URIRef, Term]:
        node: dict[URIRef, Term] = {}
        for predicate, value in self._rows(f"?p ?o WHERE {{ GRAPH ?g {{ {to_sparql(iri)} ?p ?o }} }}"):
            if predicate in _READ and isinstance(predicate, URIRef) and value is not None:
                node.setdefault(predicate, value)
        return node

    def _find_printed(self, text: str) -> list[URIRef]:
        said = f"{to_sparql(DGO.valueText)} {to_sparql(Literal(text))}"
        rows = self._rows(f"?n WHERE {{ GRAPH ?g {{ ?n {said} }} }}", f"LIMIT {_MOST + 1}")
        # What is printed so everywhere is not looked through: it stays as it is printed.
        return [iri for (iri,) in rows if isinstance(iri, URIRef)] if len(rows) <= _MOST else []

    def _rows(self, asked: str, most: str = "") -> list[tuple[Term | None, ...]]:
        columns = asked.partition(" WHERE")[0]
        answer = self._store.query(f"SELECT {asked} ORDER BY {columns} {most}")
        assert isinstance(answer, Table)
        return answer.rows

    def label(self, iri: URIRef, lang: str) -> str | None:
        """What to call a node; ``None`` for one that states nothing of these kinds."""
        node = self._node(iri)
        if DGO.rankedEntity in node:
            return self._rank(node, lang)
        if DGO.valueText in node or DGO.computedValue in node:
            return self._figure(iri, node, lang)
        for who, what, role in ((DGO.member, DGO.memberOf, DGO.role), (DGO.recipient, DGO.honour, DGO.honour)):
            if who in node:
                return self._tie(node, who, what, role, lang)
        return None

    def in_english(self, printed: str) -> str | None:
        """A figure that is printed so, converted for English; ``None`` where figures printed so differ."""
        nodes = [(iri, self._node(iri)) for iri in self._printed(printed)]
        shown = {self._place(n, "en") if DGO.rankedEntity in n else self._shown(iri, n, "en") for iri, n in nodes}
        return shown.pop() if len(shown) == 1 else None

    def _figure(self, iri: URIRef, node: Mapping[URIRef, Term], lang: str) -> str:
        shown = self._shown(iri, node, lang)
        what, of = (self._of(node, predicate, lang) for predicate in (DGO.indicator, DGO.ofIndicator))
        if not what:
            return shown
        if lang == "zh":
            return f"{of}的{what}：{shown}" if of else f"{what}：{shown}"
        return f"{what} of {of}: {shown}" if of else f"{what}: {shown}"

    def _shown(self, iri: URIRef, node: Mapping[URIRef, Term], lang: str) -> str:
        unit, qualifier = (t if isinstance(t := node.get(p), URIRef) else None for p in (DGO.unit, DGO.valueQualifier))
        value, nominal = (
            Decimal(str(t)) if isinstance(t := node.get(p), Literal) else None for p in (DGO.value, DGO.nominalValue)
        )
        symbol = (self._symbol(unit, lang) if unit else None) or ""
        if (text := node.get(DGO.valueText)) is None:
            # A derived figure is printed nowhere.
            number = Decimal(str(node[DGO.computedValue]))
            if lang == "zh" and unit in _HUNDRED_MILLIONS:
                return f"{amount(number / 10**8, None)}{_HUNDRED_MILLIONS[unit]}"
            return amount(number, unit, symbol)
        return Figure(iri, str(text), unit, value, nominal=nominal, qualifier=qualifier).display(lang, symbol)

    def _rank(self, node: Mapping[URIRef, Term], lang: str) -> str:
        who, place = self._of(node, DGO.rankedEntity, lang), self._place(node, lang)
        return f"{who}：{place}" if lang == "zh" else f"{who}: {place}"

    @staticmethod
    def _place(node: Mapping[URIRef, Term], lang: str) -> str:
        rank, top = node.get(DGO.rank), node.get(DGO.withinTop)
        if lang == "zh":
            return f"第{rank}" if rank else f"前{top}" if top else str(node.get(DGO.valueText, "上榜"))
        return f"no. {rank}" if rank else f"within the top {top}" if top else "ranked"

    def _tie(self, node: Mapping[URIRef, Term], who: URIRef, what: URIRef, role: URIRef, lang: str) -> str:
        member, whole, part = (self._of(node, predicate, lang) for predicate in (who, what, role))
        if part in {"", whole}:
            return f"{member}：{whole}" if lang == "zh" else f"{member}: {whole}"
        return f"{member}：{part}（{whole}）" if lang == "zh" else f"{member}: {part} ({whole})"

    def _of(self, node: Mapping[URIRef, Term], predicate: URIRef, lang: str) -> str:
        value = node.get(predicate)
        return self._name(value, lang) if isinstance(value, URIRef) else ""
