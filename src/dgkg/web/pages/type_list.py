"""Lists: all types, and all things of a type, to be sorted, narrowed down and taken away as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from dgkg.errors import NotFoundError
from dgkg.web.address import kebab
from dgkg.web.asked import Asked
from dgkg.web.page import Grid, Page
from dgkg.web.view import View

__all__ = ["PER_PAGE", "Row", "type_page", "types_page"]

PER_PAGE, MOST_CITED = 200, 3
_COLUMNS = ("name", "other", "role", "place", "type", "sentences")


@dataclass(frozen=True, slots=True)
class Row:
    """A thing of the list, with its roles, its places and the sentences that speak of it."""

    iri: URIRef
    name: str
    other: str
    type: str
    role: str
    place: str
    sentences: tuple[URIRef, ...]

    def key(self, column: str) -> tuple[object, ...]:
        """What a column sorts by; an empty cell comes last."""
        value = getattr(self, column)
        return (not value, -len(value) if column == "sentences" else value, self.name)

    def holds(self, text: str) -> bool:
        """Whether a text stands in one of its cells, in capitals or not."""
        cells = (self.name, self.other, self.role, self.place, self.type)
        return any(text.strip().casefold() in cell.casefold() for cell in cells)


def types_page(view: View, asked: Asked) -> Page:
    """``/t``: every class that has things, with their number."""
    members = view.shared.members
    rows = sorted(
        ((view.kg.words.ontology.plural(cls, view.lang), cls, len(things)) for cls, things in members.items()),
        key=lambda row: (-row[2], row[0]),
    )
    types = [(view.to.page(f"/t/{kebab(cls.rpartition('#')[2])}"), name, number) for name, cls, number in rows]
    title = view.t("全部类型", "All types")

    def grid() -> Grid:
        return Grid([view.t("类型", "type"), view.t("数量", "number")], [[name, number] for _, name, number in types])

    return Page("types.html.jinja", title, lambda: {"types": types}, name="types", grid=grid)


def type_page(view: View, asked: Asked) -> Page:
    """``/t/<type>?q=&sort=&page=``: the things of a class and of those below it.

    Raises:
        NotFoundError: there is no such class.
    """
    cls = view.shared.paths.cls(asked.parts["kind"])
    if cls is None:
        raise NotFoundError(asked.parts["kind"][:100], (), "类型", "type")
    wanted, sort = asked.text("q"), asked.text("sort", "name")
    column = sort.removeprefix("-")
    column = column if column in _COLUMNS else "name"
    every = view.shared.lists.get((cls, view.lang))
    if every is None:
        # By name, as most lists are read; a long one has many pages.
        things = view.shared.things_of(cls)
        every = view.shared.lists[cls, view.lang] = sorted(_rows(view, things), key=lambda row: row.key("name"))
        view.shared.columns[cls, view.lang] = _used(every)
    if wanted.strip() and not view.shared.is_whole:
        # The things that are read are the first ones; those looked for may be others.
        every = _rows(view, _called(view, cls, wanted))
    rows = [row for row in every if row.holds(wanted)] if wanted.strip() else list(every)
    if sort != "name":
        rows.sort(key=lambda row: row.key(column), reverse=sort.startswith("-"))
    number = asked.number("page", 1)
    path = f"/t/{asked.parts['kind']}"
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    body: dict[str, object] = {
        "cls": cls,
        "kind": asked.parts["kind"],
        "definition": view.kg.words.ontology.word(cls, "definition", view.lang) or "",
        "rows": [
            (view.thing(row.iri), row, [(view.thing(s), view.label(s)) for s in row.sentences[:MOST_CITED]])
            for row in shown
        ],
        "columns": view.shared.columns[cls, view.lang] if len(rows) == len(every) else _used(rows),
        "sorts": {c: view.to.page(path, {"q": wanted, "sort": f"-{c}" if sort == c else c}) for c in _COLUMNS},
        "sort": sort,
        "query": wanted,
        "total": len(rows),
        "of": len(every) if view.shared.is_whole else view.shared.number_of(cls),
        "whole": view.to.page(path) if view.shared.is_whole else None,
        "previous": view.to.page(path, {"q": wanted, "sort": sort, "page": number - 1}) if number > 1 else None,
        "following": view.to.page(path, {"q": wanted, "sort": sort, "page": number + 1})
        if number * PER_PAGE < len(rows)
        else None,
        "asked": "?" + urlencode({"q": wanted, "sort": sort, "lang": view.lang}),
        "path": path,
    }
    title = view.kg.words.ontology.plural(cls, view.lang)
    return Page("type.html.jinja", title, lambda: body, name=asked.parts["kind"], grid=lambda: _grid(view, rows))


def _used(rows: Sequence[Row]) -> list[str]:
    """The columns in which some row has something."""
    return [column for column in _COLUMNS if column in {"name", "sentences"} or any(getattr(r, column) for r in rows)]


def _called(view: View, cls: URIRef, text: str) -> list[URIRef]:
    """The things of a class that a text finds."""
    types, is_a = view.kg.words.gazetteer.types, view.kg.words.ontology.is_a
    return [hit.iri for hit in view.kg.find(text) if is_a(types[hit.iri], cls)]


def _rows(view: View, things: Sequence[URIRef]) -> list[Row]:
    told = view.shared.told_of(things)
    if not view.shared.is_whole:
        return [_row(view, iri, told.get(iri, {})) for iri in things]
    # The line of a thing is the same in the list of every class that it is of.
    known, lang = view.shared.rows, view.lang
    for iri in things:
        if (iri, lang) not in known:
            known[iri, lang] = _row(view, iri, told.get(iri, {}))
    return [known[iri, lang] for iri in things]


def _row(view: View, iri: URIRef, told: Mapping[str, Collection[URIRef]]) -> Row:
    joint, passages = view.t("、", ", "), told.get("sentence", ())
    return Row(
        iri,
        view.label(iri),
        view.other_label(iri),
        view.type_label(iri),
        joint.join(sorted(view.label(role) for role in told.get("role", ()))),
        joint.join(sorted(view.label(place) for place in told.get("place", ()))),
        # Of a large graph they are in order already.
        tuple(sorted(passages, key=view.kg.words.library.sort_key) if view.shared.is_whole else passages),
    )


def _grid(view: View, rows: Sequence[Row]) -> Grid:
    headings = [
        view.t("名称", "name"), view.t("英文名", "Chinese name"), view.t("类型", "type"), view.t("角色", "role"),
        view.t("地点", "place"), view.t("出处", "citation"),
    ]  # fmt: skip
    joint = "; "
    cells = [
        [row.name, row.other, row.type, row.role, row.place, joint.join(view.label(s) for s in row.sentences)]
        for row in rows
    ]
    sources = [c.text(view.lang) for c in view.cite({s for row in rows for s in row.sentences})]
    return Grid(headings, cells, sources)
