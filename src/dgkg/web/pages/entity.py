"""The page of a thing: what it is, its numbers, its picture, and every fact with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dgkg.entity import Entity
from dgkg.errors import NotFoundError
from dgkg.facts import Fact, grouped, short
from dgkg.namespaces import DGO
from dgkg.web.address import thing_of
from dgkg.web.asked import Asked, Moved
from dgkg.web.number import numbers_of
from dgkg.web.page import Grid, Page
from dgkg.web.portrait import portrait
from dgkg.web.view import View

if TYPE_CHECKING:
    from dgkg.diagram import Diagram

__all__ = ["entity_page"]

# Beyond so many facts a page shows the first of each group, fewer where there are many groups, and all on request.
MOST_FACTS = 60
FIRST_OF_GROUP = 8
MOST_FIRST = 40
MOST_NUMBERS = 6
_SUFFIX = ".all"


def entity_page(view: View, asked: Asked) -> Page:
    """``/e/<type>/<slug>``; ``….all`` shows every fact where the page itself shows the first of each group.

    Raises:
        NotFoundError: there is no such thing.
        Moved: it is of another type, or a passage.
    """
    slug = asked.parts["slug"]
    iri, every = thing_of(slug), False
    if iri not in view.kg.words.gazetteer and slug.endswith(_SUFFIX):
        iri, every = thing_of(slug.removesuffix(_SUFFIX)), True
    if iri is None or iri not in view.kg.words.gazetteer:
        raise NotFoundError(slug[:100])
    if asked.parts["kind"] != view.shared.paths.kind(iri):
        raise Moved(view.shared.paths.thing(iri))
    thing = view.shared.entity(iri)
    facts = view.shared.facts(iri, view.lang)
    every = every or len(facts) <= MOST_FACTS
    draws = _has_picture(view, thing)
    return Page(
        portrait,
        view.label(iri),
        partial(_body, view, thing, facts, every=every, draws=draws),
        name=thing.id.replace(":", "-"),
        grid=partial(_grid, view, facts),
        picture=partial(_picture, view, thing) if draws else None,
        about=(iri,),
    )


def _body(view: View, thing: Entity, facts: Sequence[Fact], *, every: bool, draws: bool) -> Mapping[str, object]:
    groups, by_title = [], grouped(facts, view.kg.words, view.lang)
    first = max(1, min(FIRST_OF_GROUP, MOST_FIRST // max(1, len(by_title))))
    for title, found in by_title.items():
        shown = found if every else found[:first]
        groups.append((title, [view.item(fact) for fact in shown], len(found) - len(shown)))
    figures = {fact.node for fact in facts if fact.kind == "figure"}
    findings = {f for node in figures for f in view.shared.doubted.get(node, ())}
    path = view.shared.paths.thing(thing.iri)
    return {
        "other_name": view.other_label(thing.iri),
        "kind": (view.to.page(f"/t/{view.shared.paths.kind(thing.iri)}"), thing.type_label(view.lang)),
        "note": thing.note(view.lang),
        "aliases": thing.aliases(),
        "identifiers": [(view.label(scheme), value) for scheme, value in thing.identifiers],
        "look_alikes": [(view.thing(i), view.label(i), view.type_label(i)) for i in thing.look_alikes],
        "numbers": numbers_of(view, facts, thing.iri, MOST_NUMBERS),
        "picture": _picture(view, thing).to_svg(view.thing) if draws else "",
        "groups": groups,
        "number_of_facts": len(facts),
        "unread": view.shared.unread(thing.iri),
        "warnings": sorted({f.text(view.lang) for f in findings}),
        "every": view.to.page(f"{path}{_SUFFIX}"),
        "path": path,
    }


def _has_picture(view: View, thing: Entity) -> bool:
    """Whether there is more to draw than the thing itself: a figure or a role is told by its facts alone."""
    network, node = view.shared.near(thing.iri).network(own=False), short(thing.iri)
    if _is_industry(view, thing) and view.shared.is_whole:
        return True
    return node in network and bool(network.succ[node] or network.pred[node])


def _is_industry(view: View, thing: Entity) -> bool:
    return view.kg.words.ontology.is_a(view.kg.words.gazetteer.types[thing.iri], DGO.Industry)


def _picture(view: View, thing: Entity) -> Diagram:
    """An industry has its policies and firms to show, everything else what is around it."""
    near = view.shared.near(thing.iri)
    if _is_industry(view, thing) and view.shared.is_whole:
        return near.diagram("policy-chain", view.lang, industry=thing.iri)
    return near.diagram("ego", view.lang, focus=thing.iri)


def _grid(view: View, facts: Sequence[Fact]) -> Grid:
    cells = [
        [title, told.text, told.status, told.place]
        for title, found in grouped(facts, view.kg.words, view.lang).items()
        for told in map(view.told, found)
    ]
    headings = [
        view.t("关系", "relation"),
        view.t("事实", "fact"),
        view.t("状态", "status"),
        view.t("出处", "citation"),
    ]
    sources = [c.text(view.lang) for c in view.cite({fact.sentence for fact in facts})]
    return Grid(headings, cells, sources)
