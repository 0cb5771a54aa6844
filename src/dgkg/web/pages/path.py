"""The routes between two things, each hop with its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.diagram import recipes
from dgkg.errors import DgkgError, UsageError
from dgkg.facts import short
from dgkg.namespaces import DGO, ID, expand
from dgkg.web.asked import Asked
from dgkg.web.offer import names_of, written
from dgkg.web.page import Grid, Page
from dgkg.web.problem import Problem, problem_of
from dgkg.web.view import View
from dgkg.web.wording import Place, address_of, places_of

if TYPE_CHECKING:
    from dgkg.diagram import Diagram
    from dgkg.path import Link, Paths, Route

__all__ = ["path_page"]

_EXAMPLES = (("oppo", "artificial-intelligence"), ("leadyo", "songshan-lake"), ("huawei", "nancheng"))
_OFFERED = (DGO.Place, DGO.Company, DGO.CompanyGroup, DGO.Industry, DGO.PolicyDocument, DGO.Technology)
MOST_ROUTES = 12
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One thing stated on a hop, read in the direction in which it is stated; ends are address and name."""

    subject: tuple[str | None, str]
    words: str
    object: tuple[str | None, str]
    status: str
    line: str
    is_plan: bool
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Way:
    """A route for a page: its stations, and of each hop what is stated."""

    stations: Sequence[tuple[str | None, str]]
    hops: Sequence[Sequence[Step]]
    specificity: str
    is_plan: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form asks."""

    start: str
    end: str
    hops: int
    through_hubs: bool

    def query(self) -> dict[str, object]:
        """As parameters of an address."""
        hubs = {"hubs": "1"} if self.through_hubs else {}
        return {"from": self.start, "to": self.end, "hops": self.hops, **hubs}


def path_page(view: View, asked: Asked) -> Page:
    """``/path?from=&to=&hops=&hubs=``; without both, or where it cannot be answered, the form and why."""
    wanted = Wanted(asked.text("from"), asked.text("to"), 3, bool(asked.text("hubs")))
    title = view.t("两者之间的路线", "Routes between two things")
    if not (wanted.start or wanted.end):
        return Page("path.html.jinja", title, lambda: _form(view, wanted, None))
    try:
        wanted = Wanted(wanted.start, wanted.end, asked.number("hops", 3), wanted.through_hubs)
        found = _found(view, wanted)
    except DgkgError as error:
        problem = problem_of(view, error, partial(_again, view, wanted))
        return Page("path.html.jinja", title, lambda: _form(view, wanted, problem), status=problem.status)
    ends = [view.label(found.start), view.label(found.end)]
    shown = Wanted(written(view, found.start), written(view, found.end), wanted.hops, wanted.through_hubs)
    return Page(
        "path.html.jinja",
        view.t("从{}到{}", "From {} to {}").format(*ends),
        lambda: {**_form(view, shown, None), **_body(view, wanted, found)},
        name=f"path-{short(found.start)}-{short(found.end)}",
        grid=lambda: _grid(view, found),
        picture=partial(_picture, view, found) if "path" in recipes() and found.routes else None,
    )


def _found(view: View, wanted: Wanted) -> Paths:
    if not (wanted.start and wanted.end):
        raise UsageError("请给出起点和终点", "Name both ends")
    ends = view.kg.resolve(wanted.start, "any"), view.kg.resolve(wanted.end, "any")
    kg = view.shared.between(ends, wanted.hops)
    return kg.path(*ends, hops=wanted.hops, through_hubs=wanted.through_hubs)


def _again(view: View, wanted: Wanted, wrong: str, right: str) -> str | None:
    fixed = {name: right if value == wrong else value for name, value in wanted.query().items()}
    return view.to.page("/path", fixed)


def _form(view: View, wanted: Wanted, problem: Problem | None) -> Mapping[str, object]:
    types = view.kg.words.gazetteer.types
    examples = [
        (view.to.page("/path", {"from": a, "to": b}), f"{view.label(ID[a])} → {view.label(ID[b])}")
        for a, b in _EXAMPLES
        if ID[a] in types and ID[b] in types
    ]
    return {
        "wanted": wanted,
        "problem": problem,
        "examples": examples,
        "offered": {"things": names_of(view, *_OFFERED)},
        "longest": LONGEST,
        "is_part": not view.shared.is_whole,
        "found": None,
        "picture": "",
    }


def _body(view: View, wanted: Wanted, found: Paths) -> Mapping[str, object]:
    shown = found.first(MOST_ROUTES)
    return {
        "found": found,
        "ways": [_way(view, found, route) for route in shown],
        "left": len(found) - len(shown),
        "hubs": [(view.thing(iri), view.label(iri)) for iri in found.excluded],
        "through": view.to.page("/path", {**wanted.query(), "hubs": "1"}),
        "ends": [(view.thing(iri), view.label(iri)) for iri in (found.start, found.end)],
        "query": wanted.query(),
        "picture": _picture(view, found).to_svg(view.thing) if "path" in recipes() and found.routes else "",
    }


def _picture(view: View, found: Paths) -> Diagram:
    kg = view.shared.between((found.start, found.end), found.hops)
    return kg.diagram("path", view.lang, **{"from": short(found.start), "to": short(found.end)})


def _way(view: View, found: Paths, route: Route) -> Way:
    stations = [_end(view, node) for node in route.nodes]
    hops = [[_step(view, link) for link in hop] for _, hop in zip(pairwise(route.nodes), route.hops, strict=True)]
    return Way(stations, hops, f"{route.specificity:.2g}", route.is_plan)


def _step(view: View, link: Link) -> Step:
    words = view.kg.words
    return Step(
        _end(view, link.subject),
        link.words[view.lang],
        _end(view, link.object),
        words.label(link.status, view.lang) if link.status else "",
        (words.ontology.word(link.status, "lineStyle") if link.status else None) or "solid",
        link.is_plan,
        places_of(view, link.sentences),
    )


def _end(view: View, node: str) -> tuple[str | None, str]:
    iri: URIRef = expand(node) or ID[node]
    return address_of(view, iri), view.label(iri).rstrip("。.")


def _grid(view: View, found: Paths) -> Grid:
    return Grid(found.headings(view.lang), found.cells(view.lang), [c.text(view.lang) for c in found.citations()])
