"""Free exploration: a thing on a canvas, and what is around it brought in step by step.

The canvas is an extra: without its script the page shows the picture of the thing and the
table of its neighbours, each a link to go on by.
"""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import URIRef

from dgkg.diagram import recipes
from dgkg.diagram.explore import walk_around
from dgkg.diagram.walk import Walk
from dgkg.errors import AmbiguousNameError, DgkgError, NotFoundError
from dgkg.namespaces import compact
from dgkg.web.asked import Asked
from dgkg.web.fields import example_of, fields_of, offered
from dgkg.web.page import Grid, Page
from dgkg.web.view import View

__all__ = ["explore_page"]

_PATH = "/explore"


def explore_page(view: View, asked: Asked) -> Page:
    """``/explore?focus=``: a name, an id or an IRI; without one, the recipe's example."""
    recipe = recipes()["explore"]
    name = asked.text("focus") or example_of(view, recipe.parameters[0])
    try:
        focus = view.kg[name].iri
    except DgkgError as error:
        return _refused(view, name, error)
    near = view.shared.near(focus)
    walk = walk_around(near, focus, view.lang, view.thing)
    ego = near.diagram("ego", view.lang, focus=compact(focus))
    return Page(
        "explore.html.jinja",
        walk.title,
        lambda: {**_form(view, name), **_body(view, walk, focus), "svg": ego.to_svg(view.thing)},
        name=f"explore-{focus.rpartition('/')[2]}",
        picture=(lambda: ego) if ego.scene else None,
        whole=lambda: walk_around(near, focus, view.lang).diagram().html,
        grid=lambda: Grid(walk.table.headings, walk.table.cells, [c.text(view.lang) for c in walk.citations]),
        data=lambda: walk.data,
    )


def _refused(view: View, name: str, error: DgkgError) -> Page:
    status = 404 if isinstance(error, NotFoundError) else 300 if isinstance(error, AmbiguousNameError) else 400
    choices = [(i, f"{label} ({i})") for i, label in error.choices] if isinstance(error, AmbiguousNameError) else []
    choices += [(near, near) for near in error.nearest] if isinstance(error, NotFoundError) else []
    found = [(view.to.page(_PATH, {"focus": focus}), label) for focus, label in choices]
    body = {"walk": None, "error": error.message(view.lang), "choices": found}
    return Page("explore.html.jinja", view.t("探索", "Explore"), lambda: {**_form(view, name), **body}, status)


def _form(view: View, name: str) -> Mapping[str, object]:
    fields = fields_of(view, recipes()["explore"], {"focus": name})
    return {"action": _PATH, "fields": fields, "offered": offered(view, fields), "path": _PATH}


def _body(view: View, walk: Walk, focus: URIRef) -> Mapping[str, object]:
    around = {
        str(node["about"]): str(node["name"])
        for node in [*walk.data["nodes"], *walk.data["hidden"]]
        if node["hops"] == 1 and "about" in node
    }
    return {
        "walk": walk,
        "error": "",
        "choices": [],
        "values": {"focus": compact(focus)},
        "part": walk.part(view.to.page(f"{_PATH}.json") or "", view.to.page(_PATH) or ""),
        "thing": view.thing(focus),
        "around": [(view.to.page(_PATH, {"focus": about}), label) for about, label in around.items()],
        "rows": [
            (cells[:-1], [(view.thing(s), view.label(s)) for s in sentences])
            for cells, sentences in zip(walk.table.cells, walk.table.sentences, strict=True)
        ],
    }
