"""A figure as a page shows it large: the number, of what, of whom, when, and the sentence it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from rdflib import URIRef

from dgkg.facts import Fact
from dgkg.namespaces import DGO, ID, RDF
from dgkg.web.view import View

__all__ = ["Number", "numbers_of"]


_AT_REPORT = ID["period-at-report"]


class Number(NamedTuple):
    """``shown`` has unit and qualifier; ``note`` the period, scope and what it is not (a cap, a target)."""

    shown: str
    what: str
    note: str
    place: str
    citation: str
    address: str | None
    is_doubted: bool
    line: str


def numbers_of(view: View, facts: Iterable[Fact], whose: URIRef | None = None, most: int | None = None) -> list[Number]:
    """The figures among some facts, or the first ones; of whom they are is not said again where that is ``whose``."""
    figures = (fact for fact in facts if fact.kind == "figure")
    return [_number(view, fact, whose) for fact in islice(figures, most)]


def _number(view: View, fact: Fact, whose: URIRef | None) -> Number:
    graph = view.shared.graphs[fact.sentence]
    node = graph.nodes[fact.node]
    words, label, lang = view.kg.words, view.kg.words.label, view.lang
    unsaid = {whose, _AT_REPORT}

    def names(*predicates: URIRef) -> list[str]:
        found = [
            label(t, lang) for p in predicates for t in node.get(p, ()) if isinstance(t, URIRef) and t not in unsaid
        ]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    unit = graph.first(fact.node, DGO.unit)
    symbol = words.ontology.word(unit, "symbol", view.lang) if isinstance(unit, URIRef) else ""
    of, what = names(DGO.ofIndicator), names(DGO.indicator)
    who = names(DGO.subject, DGO.refArea, DGO.industry)
    glue, joint = view.t("的", " of "), view.t("、", ", ")
    told = glue.join(
        filter(None, [joint.join(of), joint.join(what)] if view.zh else [joint.join(what), joint.join(of)])
    )
    told = " · ".join([*who, told]) if who else told
    types = set(node.get(RDF.type, ())) | set(words.gazetteer.types.get(fact.node, ()))
    kind = (
        view.t("上限", "cap")
        if DGO.Cap in types
        else view.t("目标，尚未实现", "target, not reached")
        if DGO.Target in types
        else ""
    )
    base = names(DGO.comparisonBasis) + names(DGO.comparisonPeriod)
    note = joint.join(filter(None, [*names(DGO.refPeriod), *names(DGO.population), *base, kind]))
    return Number(
        graph.figure(fact.node).display(view.lang, symbol or ""),
        told,
        note,
        words.label(fact.sentence, view.lang),
        words.citation_text(fact.sentence, view.lang),
        view.thing(fact.sentence),
        fact.node in view.shared.doubted,
        "dotted" if kind else "solid",
    )
