"""Indicators: all that the report gives figures of, by where it uses them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from dgkg.namespaces import DGO
from dgkg.quantity import Quantity
from dgkg.source import reading_key
from dgkg.table import Cell
from dgkg.web.address import slug_of
from dgkg.web.asked import Asked
from dgkg.web.page import Grid, Page
from dgkg.web.view import View
from dgkg.web.wording import Place, figure_text, place_of

__all__ = ["indicators_page"]

_LISTED = (
    ("章节", "section"), ("指标", "indicator"), ("单位", "unit"), ("最大的数字", "largest figure"),
    ("出处", "citation"), ("数字个数", "figures"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator in the list, with the largest of its figures."""

    address: str | None
    name: str
    unit: str
    shown: str
    place: Place
    number: int


def indicators_page(view: View, asked: Asked) -> Page:
    """``/stats``: every indicator that has figures, under the section that uses it most.

    Of a graph too large to be read whole: by how many figures it has.
    """
    if not view.shared.is_whole:
        return _counted(view)
    chapters = _indicators(view)

    def grid() -> Grid:
        rows: list[list[Cell]] = [
            [section, row.name, row.unit, row.shown, row.place.short, row.number]
            for _, sections in chapters
            for section, found in sections
            for row in found
        ]
        return Grid([view.t(*heading) for heading in _LISTED], rows)

    title = view.t("指标", "Indicators")
    return Page("indicators.html.jinja", title, lambda: {"chapters": chapters}, name="stats", grid=grid)


def _counted(view: View) -> Page:
    """Every indicator that has figures, most figures first."""
    measures = view.shared.measures
    rows = [
        (view.to.page(f"/stats/{slug_of(iri)}"), view.label(iri), measures[iri])
        for iri in sorted(measures, key=lambda iri: (-measures[iri], view.label(iri)))
    ]

    def grid() -> Grid:
        cells: list[list[Cell]] = [[name, number] for _, name, number in rows]
        return Grid([view.t("指标", "indicator"), view.t("数字个数", "figures")], cells)

    title = view.t("指标", "Indicators")
    return Page("indicators_counted.html.jinja", title, lambda: {"rows": rows}, name="stats", grid=grid)


def _indicators(view: View) -> list[tuple[str, list[tuple[str, list[Listed]]]]]:
    """Chapters of the report, of each its sections, of each its indicators."""
    library = view.kg.words.library
    figures: dict[URIRef, list[Quantity]] = defaultdict(list)
    for q in view.shared.quantities.all:
        if (indicator := q.one(DGO.indicator)) and q.sentence in library:
            figures[indicator].append(q)
    titles = {p.section.notation: p.section.title[view.lang] for p in library.passages()}
    chapters: dict[str, dict[str, list[Listed]]] = defaultdict(lambda: defaultdict(list))
    for indicator, found in figures.items():
        sections = Counter(library.cite(q.sentence).passage.section.notation for q in found)
        most = min(sections, key=lambda n: (-sections[n], reading_key(n)))
        part = ".".join(most.split(".")[:2])
        chapters[most.partition(".")[0]][part].append(_listed(view, indicator, found))
    return [
        (
            titles.get(chapter, chapter),
            [
                (titles.get(n, n), sorted(parts[n], key=lambda r: (-r.number, r.name)))
                for n in sorted(parts, key=reading_key)
            ],
        )
        for chapter, parts in sorted(chapters.items(), key=lambda item: reading_key(item[0]))
    ]


def _listed(view: View, indicator: URIRef, found: Sequence[Quantity]) -> Listed:
    largest = max(found, key=lambda q: (q.is_observed, q.interval.nominal if q.interval else Decimal(-1)))
    units = sorted({view.label(q.figure.unit) for q in found if q.figure.unit})
    return Listed(
        view.to.page(f"/stats/{slug_of(indicator)}"),
        view.label(indicator),
        view.t("、", ", ").join(units),
        figure_text(view, largest.figure),
        place_of(view, largest.sentence),
        len(found),
    )


def _most_first(rows: Sequence[Listed]) -> list[Listed]:
    return sorted(rows, key=lambda row: (-row.number, row.name))
