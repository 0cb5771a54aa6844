"""A plan that is called after what it is for: 「终端集群的三年行动方案」 is the plan, and not the cluster.

The name of a cluster, a park or a platform within the name of a document leads the search astray: when the plan was
issued is asked, and what the report says of the cluster is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.language.question import Unit
from dgkg.ask.language.tokens import features
from dgkg.namespaces import DGO

__all__ = ["with_plans"]

_WEIGHT, _ALIKE = 0.93, 0.8


def with_plans(index: Index, text: str, units: Iterable[Unit]) -> list[Unit]:
    """The parts of a question with the document in the place of what it is called after, where there is only one."""
    parts = list(units)
    for kind in [u for u in parts if _names_documents(index, u)]:
        for whose in [u for u in parts if u.kind in {"entity", "concept"} and not _is_document(index, u)]:
            written = _written(text, whose.text, kind.text)
            within = [u for u in parts if u is not kind and u.text in written]
            if not written or (whose.kind == "concept" and len(within) == 1):
                # 「半导体政策」 may be more than one.
                continue
            plans = _called_after(index, within, kind)
            if len(plans) == 1:
                rest = [u for u in parts if u is not kind and u not in within]
                weight = max(_WEIGHT, sum(u.weight for u in (kind, *within)))
                return [Unit(written, weight, "entity", frozenset(plans)), *rest]
    return parts


def _names_documents(index: Index, unit: Unit) -> bool:
    """Whether a part of a question names a class of documents: 行动方案, plan."""
    is_a = index.words.ontology.is_a
    return unit.kind == "schema" and any(is_a({t}, DGO.PolicyDocument) for t in unit.things)


def _is_document(index: Index, unit: Unit) -> bool:
    types = index.words.gazetteer.types
    return any(index.words.ontology.is_a(types.get(t, ()), DGO.PolicyDocument) for t in unit.things)


def _written(text: str, whose: str, kind: str) -> str:
    """The words in which a text names a document after something; empty where they stand apart."""
    one, other = re.escape(whose), re.escape(kind)
    found = re.search(
        rf"{one}的?(?:(?![和与及或])[\u3400-\u9fff\d]){{0,8}}{other}"
        rf"|\b{one}s?(?:\s+(?!and\b|or\b)[\w'-]+){{0,3}}\s+{other}\b"
        rf"|\b{other} (?:for|on|of|about)\s+(?:[\w'-]+\s+){{0,4}}{one}\b",
        text,
    )
    return found[0] if found else ""


def _called_after(index: Index, within: Sequence[Unit], kind: Unit) -> list[URIRef]:
    """The documents of a class whose names have nearly all words of other names."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    classes = {t for t in kind.things if is_a({t}, DGO.PolicyDocument)}
    documents = [t for t in types if any(is_a(types[t], cls) for cls in classes)]
    named = [name for u in within if u.kind == "entity" for t in u.things for name in index.lexicon.names.get(t, ())]
    ways = [frozenset().union(*(features(u.text) for u in within)), *map(features, named)]

    def has(document: URIRef, words: frozenset[str]) -> bool:
        return len(words & index.lexicon.features.get(document, frozenset())) >= _ALIKE * len(words)

    return [t for t in documents if any(len(words) > 1 and has(t, words) for words in ways)]
