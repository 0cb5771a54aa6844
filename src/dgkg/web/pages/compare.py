"""Two things of a kind side by side; an empty cell says that the report does not say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from rdflib import URIRef

from dgkg.errors import DgkgError, UsageError
from dgkg.facts import short
from dgkg.namespaces import DGO, ID
from dgkg.web.abreast import FactRow, FigureRow, fact_rows, figure_rows
from dgkg.web.asked import Asked
from dgkg.web.offer import names_of, written
from dgkg.web.page import Grid, Page
from dgkg.web.problem import Problem, problem_of
from dgkg.web.view import View

__all__ = ["compare_page"]

# Pairs to begin with, where the graph has them.
_EXAMPLES = (("songshan-lake", "nancheng"), ("huawei", "oppo"), ("semiconductors-and-ic", "software-it-services"))
_OFFERED = (DGO.Place, DGO.Company, DGO.CompanyGroup, DGO.Industry, DGO.PolicyDocument)
# A cell says so much; the page of the thing says all.
MOST = 10


def compare_page(view: View, asked: Asked) -> Page:
    """``/compare?a=&b=``; without both, or with two that cannot be compared, the form and why."""
    names = asked.text("a"), asked.text("b")
    title = view.t("两两对照", "Side by side")
    if not any(names):
        return Page("compare.html.jinja", title, lambda: _form(view, names, None))
    try:
        pair = _pair(view, names)
    except DgkgError as error:
        problem = problem_of(view, error, partial(_again, view, names))
        return Page("compare.html.jinja", title, lambda: _form(view, names, problem), status=problem.status)
    title = view.t("{}与{}", "{} and {}").format(*map(view.label, pair))
    return Page(
        "compare.html.jinja",
        title,
        lambda: {**_form(view, (written(view, pair[0]), written(view, pair[1])), None), **_body(view, pair)},
        name="-".join(map(short, pair)),
        grid=lambda: _grid(view, pair),
        about=pair,
    )


def _pair(view: View, names: tuple[str, str]) -> tuple[URIRef, URIRef]:
    """The two things.

    Raises:
        DgkgError: one is missing or unknown, both are one, or they are of different kinds.
    """
    if not all(names):
        raise UsageError("请给出两个事物", "Name two things")
    gazetteer, ontology = view.kg.words.gazetteer, view.kg.words.ontology
    first, second = (gazetteer.lookup(name) for name in names)
    label = {lang: [view.kg.words.label(iri, lang) for iri in (first, second)] for lang in ("zh", "en")}
    if first == second:
        raise UsageError(
            f"两个都是「{label['zh'][0]}」；请给出两个不同的事物",
            f"Both are “{label['en'][0]}”; name two different things",
        )
    above = [
        {cls for t in gazetteer.types[iri] for cls in ontology.ancestors(t) if cls.startswith(str(DGO))}
        for iri in (first, second)
    ]
    if not above[0] & above[1]:
        kind = {lang: [view.kg.entity(iri).type_label(lang) for iri in (first, second)] for lang in ("zh", "en")}
        raise UsageError(
            f"「{label['zh'][0]}」是{kind['zh'][0]}，「{label['zh'][1]}」是{kind['zh'][1]}；只能对照同类的两个事物",
            f"“{label['en'][0]}” is of the kind “{kind['en'][0]}”, “{label['en'][1]}” of the kind "
            f"“{kind['en'][1]}”; only two things of a kind can be compared",
        )
    return first, second


def _again(view: View, names: tuple[str, str], wrong: str, right: str) -> str | None:
    fixed = [right if name == wrong else name for name in names]
    return view.to.page("/compare", {"a": fixed[0], "b": fixed[1]})


def _form(view: View, names: tuple[str, str], problem: Problem | None) -> Mapping[str, object]:
    types = view.kg.words.gazetteer.types
    examples = [
        (view.to.page("/compare", {"a": a, "b": b}), view.t("、", ", ").join([view.label(ID[a]), view.label(ID[b])]))
        for a, b in _EXAMPLES
        if ID[a] in types and ID[b] in types
    ]
    return {
        "names": names,
        "problem": problem,
        "examples": examples,
        "offered": {"things": names_of(view, *_OFFERED)},
        "pair": (),
        "unread": (),
    }


def _rows(view: View, pair: tuple[URIRef, URIRef]) -> tuple[list[FigureRow], list[FactRow]]:
    facts = [view.shared.facts(iri, view.lang) for iri in pair]
    return figure_rows(view, *pair), fact_rows(view, *facts)


def _body(view: View, pair: tuple[URIRef, URIRef]) -> Mapping[str, object]:
    figures, facts = _rows(view, pair)
    return {
        "pair": [(view.thing(iri), view.label(iri), view.type_label(iri)) for iri in pair],
        "figures": figures,
        "facts": facts,
        "both": sum(all(row.cells) for row in figures),
        "unread": [(view.label(iri), left) for iri in pair if (left := view.shared.unread(iri))],
        "silent": _silent(view, pair),
        "most": MOST,
        "query": {"a": short(pair[0]), "b": short(pair[1])},
    }


def _silent(view: View, pair: tuple[URIRef, URIRef]) -> str:
    """What an empty cell says: that the report is silent is known only where all of it was read."""
    if any(map(view.shared.unread, pair)):
        return view.t("已读部分未给出", "not in what was read")
    return view.t("报告未给出", "not in the report")


def _grid(view: View, pair: tuple[URIRef, URIRef]) -> Grid:
    figures, facts = _rows(view, pair)
    none = _silent(view, pair)
    cells: list[list[str]] = []
    for figure in figures:
        row = [view.t("数字", "figure"), figure.what, figure.scope]
        for side in figure.cells:
            row.append("; ".join(cell.shown for cell in side) or none)
            row.append("; ".join(place.short for cell in side for place in cell.places))
        cells.append(row)
    for fact in facts:
        row = [fact.title, "", ""]
        for said in fact.cells:
            row.append("; ".join("".join(p.text for p in one.stated.pieces) for one in said) or none)
            row.append("; ".join(dict.fromkeys(place.short for one in said for place in one.places)))
        cells.append(row)
    cited = view.t("出处", "citation")
    headings = [view.t("类别", "kind"), view.t("指标", "indicator"), view.t("口径", "scope")]
    headings += [text for iri in pair for text in (view.label(iri), f"{cited} ({view.label(iri)})")]
    places = {p.citation: None for f in figures for side in f.cells for cell in side for p in cell.places}
    places |= {p.citation: None for f in facts for said in f.cells for one in said for p in one.places}
    return Grid(headings, cells, list(places))
