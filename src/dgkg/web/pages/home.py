"""The start page: one search box, questions to begin with, the numbers of the report, and what is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rdflib import URIRef

from dgkg.facts import Fact
from dgkg.namespaces import DGO, UNIT
from dgkg.terms import Term
from dgkg.web.asked import Asked
from dgkg.web.number import Number, numbers_of
from dgkg.web.page import Page
from dgkg.web.view import View

__all__ = ["home_page"]

MOST_NUMBERS, MOST_SOURCES = 6, 12


def home_page(view: View, asked: Asked) -> Page:
    """``/``."""
    body: dict[str, object] = {
        "tiles": _tiles(view),
        "numbers": _headlines(view) if view.shared.is_whole else [],
        "sources": [
            (view.to.page(f"/source/{s.iri.rpartition('/')[2]}"), s.title[view.lang], s.issued)
            for s in view.kg.words.library.sources[:MOST_SOURCES]
        ],
        "further": max(0, len(view.kg.words.library.sources) - MOST_SOURCES),
        "picture": view.kg.diagram("cluster-cards", view.lang).to_svg(view.thing) if view.shared.is_whole else "",
    }
    return Page(
        "home.html.jinja", view.t("东莞数字经济知识图谱", "Dongguan's digital economy as a graph"), lambda: body
    )


def _tiles(view: View) -> list[tuple[str | None, str]]:
    """Questions to begin with, each one click from its answer."""
    found: list[tuple[str, Mapping[str, object], str]] = [
        (
            "/t/organization",
            {"q": "", "sort": "role"},
            view.t("点名的企业和机构：角色与地点", "Named firms and bodies: roles and places"),
        ),
        ("/q/only-planned", {}, view.t("哪些还只是计划", "What is only planned")),
        (
            "/q/challenges-and-answers",
            {},
            view.t("问题与回应它们的建议", "Challenges and the recommendations that answer them"),
        ),
        ("/q/policies", {}, view.t("报告点名的政策", "The policies that the report names")),
        (
            "/compare",
            {"a": "songshan-lake", "b": "nancheng"},
            view.t("比较松山湖与南城", "Compare Songshan Lake and Nancheng"),
        ),
        ("/quality", {}, view.t("报告的数字对得上吗", "Do the report's numbers add up")),
    ]
    return [(address, text) for path, values, text in found if (address := view.to.page(path, values))]


def _headlines(view: View) -> list[Number]:
    """The largest sums of money that the report states as observed, of the place that most of its figures are of.

    Sums of other places stand there for comparison only, and are often larger.
    """
    of = Counter[Term]()
    ranked: list[tuple[float, URIRef, URIRef, set[Term]]] = []
    for sentence, graph in view.shared.graphs.items():
        for iri, node in graph.nodes.items():
            if DGO.Observation not in view.kg.words.gazetteer.types.get(iri, ()):
                continue
            areas = set(node.get(DGO.refArea, ()))
            of.update(areas)
            value = graph.first(iri, DGO.value) or graph.first(iri, DGO.lowerBound)
            if value is not None and UNIT.CCY_CNY in node.get(DGO.unit, ()):
                ranked.append((float(str(value)), iri, sentence, areas))
    about = min(of, key=lambda area: (-of[area], area), default=None)
    own = sorted((row for row in ranked if about in row[3]), key=lambda row: (-row[0], row[1]))
    facts = [Fact("figure", DGO.Observation, "", sentence, iri) for _, iri, sentence, _ in own[:MOST_NUMBERS]]
    return numbers_of(view, facts)
