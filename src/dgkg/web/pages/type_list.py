"""Lists: all types, and all things of a type, to be sorted, narrowed down and taken away as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from dgkg.errors import NotFoundError
from dgkg.namespaces import DGO, RDF
from dgkg.web.address import kebab
from dgkg.web.asked import Asked
from dgkg.web.page import Grid, Page
from dgkg.web.view import View

__all__ = ["PER_PAGE", "type_page", "types_page"]

PER_PAGE = 200
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
        every = view.shared.lists[cls, view.lang] = sorted(_rows(view, cls), key=lambda row: row.key("name"))
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
            (view.thing(row.iri), row, [(view.thing(s), view.label(s)) for s in row.sentences[:3]]) for row in shown
        ],
        "columns": _used(rows),
        "sorts": {c: view.to.page(path, {"q": wanted, "sort": f"-{c}" if sort == c else c}) for c in _COLUMNS},
        "sort": sort,
        "query": wanted,
        "total": len(rows),
        "of": len(every),
        "whole": view.to.page(path),
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


def _rows(view: View, cls: URIRef) -> list[Row]:
    ontology = view.kg.words.ontology
    types = view.kg.words.gazetteer.types
    wanted = {kinds for kinds in set(types.values()) if ontology.is_a(kinds, cls)}
    return [_row(view, iri) for iri, kinds in types.items() if kinds in wanted]


def _row(view: View, iri: URIRef) -> Row:
    """The line of a thing, the same in the list of every class that it is of."""
    known = view.shared.rows
    row: Row | None = known.get((iri, view.lang))
    if row is None:
        found, joint = _told(view).get(iri, {}), view.t("、", ", ")
        row = known[iri, view.lang] = Row(
            iri,
            view.label(iri),
            view.other_label(iri),
            view.type_label(iri),
            joint.join(sorted(view.label(role) for role in found.get("role", ()))),
            joint.join(sorted(view.label(place) for place in found.get("place", ()))),
            tuple(sorted(found.get("sentence", ()), key=view.kg.words.library.sort_key)),
        )
    return row


def _told(view: View) -> Mapping[URIRef, Mapping[str, set[URIRef]]]:
    """Roles, places and sentences of every thing, from one walk over the passages; kept with the graph."""
    kept = view.shared.rosters
    if not kept:
        found: dict[URIRef, dict[str, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
        for sentence, graph in view.shared.graphs.items():
            for subject, node in graph.nodes.items():
                if subject != sentence:
                    found[subject]["sentence"].add(sentence)
                for predicate, values in node.items():
                    for value in values:
                        if isinstance(value, URIRef) and predicate != RDF.type:
                            found[value]["sentence"].add(sentence)
                found[subject]["place"].update(v for v in node.get(DGO.locatedIn, ()) if isinstance(v, URIRef))
                for member in node.get(DGO.member, ()):
                    if isinstance(member, URIRef):
                        found[member]["role"].update(v for v in node.get(DGO.role, ()) if isinstance(v, URIRef))
        kept.update(found)
    return kept


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
