"""Pictures: the list of recipes, and each recipe with its parameters as a form.

The address holds everything that a picture depends on, so it can be kept and sent; a recipe
that was given nothing draws its example.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dgkg.diagram import Diagram, Recipe, recipes
from dgkg.diagram.wording import capital
from dgkg.errors import AmbiguousNameError, DgkgError, NotFoundError
from dgkg.web.asked import Asked
from dgkg.web.fields import example_of, fields_of, offered
from dgkg.web.page import Grid, Page
from dgkg.web.view import View

__all__ = ["picture_page", "pictures_page"]


def pictures_page(view: View, asked: Asked) -> Page:
    """``/d``: every recipe, what it shows, and its example."""
    shown = [
        (view.to.page(f"/d/{recipe.name}"), recipe, _summary(view, recipe), _example(view, recipe))
        for recipe in recipes().values()
    ]
    body: dict[str, object] = {"recipes": [row for row in shown if row[0]]}
    return Page("pictures.html.jinja", view.t("图", "Pictures"), lambda: body)


def picture_page(view: View, asked: Asked) -> Page:
    """``/d/<recipe>?…``: the picture, its form, its files, and the same as a table.

    Raises:
        NotFoundError: there is no such recipe.
    """
    recipe = recipes().get(asked.parts["recipe"])
    if recipe is None:
        raise NotFoundError(asked.parts["recipe"][:100], sorted(recipes()), "图样", "recipe")
    given = {p.name: value for p in recipe.parameters if (value := asked.text(p.name))}
    values = given or _example(view, recipe)
    try:
        return _drawn(view, recipe, given, values)
    except DgkgError as error:
        return _refused(view, recipe, values, error)


def _summary(view: View, recipe: Recipe) -> str:
    return capital(recipe.summary[not view.zh])


def _example(view: View, recipe: Recipe) -> dict[str, str]:
    """What makes a good picture, in the reader's language: of alternatives the first."""
    required = [p for p in recipe.parameters if p.is_required]
    return {p.name: example_of(view, p) for p in (required[:1] if recipe.one_of else required)}


def _drawn(view: View, recipe: Recipe, given: Mapping[str, str], values: Mapping[str, str]) -> Page:
    drawn = view.kg.diagram(recipe.name, view.lang, **values)
    # Alternatives begin empty: one that is filled in already would stand beside the reader's own.
    shown = given if recipe.one_of else values
    return Page(
        "picture.html.jinja",
        drawn.title,
        partial(_body, view, recipe, shown, values, drawn),
        name=recipe.name,
        picture=(lambda: drawn) if drawn.scene else None,
        whole=lambda: drawn.html,
        grid=lambda: _grid(view, drawn),
    )


def _refused(view: View, recipe: Recipe, values: Mapping[str, str], error: DgkgError) -> Page:
    """The form again, and beside it why there is no picture; who asks for a file gets the reason alone."""

    def none() -> Diagram:
        raise error

    status = 404 if isinstance(error, NotFoundError) else 300 if isinstance(error, AmbiguousNameError) else 400
    body = partial(_body, view, recipe, values, values, None, error)
    title = _summary(view, recipe)
    return Page("picture.html.jinja", title, body, status, picture=none, whole=lambda: none().html)


def _body(
    view: View,
    recipe: Recipe,
    shown: Mapping[str, str],
    values: Mapping[str, str],
    drawn: Diagram | None,
    error: DgkgError | None = None,
) -> Mapping[str, object]:
    path = f"/d/{recipe.name}"
    # A site of files has no form.
    action = (view.to.page(path) or "").partition("?")[0] if view.to.page("/search") else ""
    fields = fields_of(view, recipe, shown) if action else []
    focus = values.get("focus", "")
    return {
        "recipe": recipe,
        "summary": _summary(view, recipe),
        "path": path,
        "action": action,
        "fields": fields,
        "offered": offered(view, fields),
        "values": values,
        "error": error.message(view.lang) if error else "",
        "choices": _choices(view, path, values, error),
        "svg": drawn.to_svg(view.thing) if drawn else "",
        "table": drawn.table if drawn else None,
        "table_id": drawn.table_id if drawn else "table",
        "rows": [] if drawn is None else _rows(view, drawn),
        "canvas": view.to.page("/explore", {"focus": focus}) if focus and not error else None,
        "all": view.to.page("/d"),
        "unread": 0 if drawn is None else view.kg.around(recipe.name, values).unread,
    }


def _choices(view: View, path: str, values: Mapping[str, str], error: DgkgError | None) -> list[tuple[str | None, str]]:
    """This very picture of each thing that an ambiguous name could mean."""
    if not isinstance(error, AmbiguousNameError):
        return []
    return [
        (view.to.page(path, {n: name if v == error.name else v for n, v in values.items()}), f"{label} ({name})")
        for name, label in error.choices
    ]


def _rows(view: View, drawn: Diagram) -> list[tuple[tuple[str, ...], list[tuple[str | None, str]]]]:
    """The table's rows: the cells but the last, and where the citations of the last lead."""
    return [
        (cells[:-1], [(view.thing(s), view.label(s)) for s in sentences])
        for cells, sentences in zip(drawn.table.cells, drawn.table.sentences, strict=True)
    ]


def _grid(view: View, drawn: Diagram) -> Grid:
    return Grid(drawn.table.headings, drawn.table.cells, [c.text(view.lang) for c in drawn.citations])
