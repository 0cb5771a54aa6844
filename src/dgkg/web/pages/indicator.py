"""Every figure of one indicator, with all that it takes to read it: scope, period, bound or target, citation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.comparable import select
from dgkg.diagram import recipes
from dgkg.errors import DgkgError, NotFoundError
from dgkg.facts import facts_by, short
from dgkg.namespaces import DGO, DGS, ID, RDF
from dgkg.quantity import Quantity
from dgkg.table import Cell
from dgkg.web.address import slug_of, thing_of
from dgkg.web.asked import Asked, Moved
from dgkg.web.page import Grid, Page
from dgkg.web.stated import Stated, state
from dgkg.web.view import View
from dgkg.web.wording import Place, figure_text, place_of, places_of

if TYPE_CHECKING:
    from dgkg.diagram import Diagram

__all__ = ["indicator_page"]

PER_PAGE = 100
_PREFIX = "indicator-"
_RECIPE = "indicator-bars"
# A change or a share is of another indicator, which stands in ofIndicator.
_SCOPE = (
    DGO.industry, DGO.population, DGO.comparisonBasis, DGO.comparisonPeriod, DGO.comparedWith, DGO.shareWhole,
)  # fmt: skip
_TIES = (DGO.ofIndicator, DGO.rankedBy)
_RELATED = {
    "figure": ("增长、占比与差额", "Growth, shares and differences"),
    "rank": ("排名", "Rankings"),
}
_COLUMNS = (
    ("主体", "subject"), ("所指指标", "of indicator"), ("时期", "period"), ("口径", "scope"), ("数值", "figure"),
    ("基本单位数值", "value in base units"), ("性质", "kind"), ("出处", "citation"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: of whom, of what, when, on which scope, as printed, as a number, what it is, where it stands.

    ``flags`` says what is odd about it in print.
    """

    whose: Sequence[tuple[str | None, str]]
    of: str
    period: str
    scope: str
    shown: str
    number: Decimal | None
    kind: str
    line: str
    flags: str
    is_doubted: bool
    places: Sequence[Place]


def indicator_page(view: View, asked: Asked) -> Page:
    """``/stats/<indicator>``; of a graph too large to be read whole ``?page=``, each with the next largest figures.

    Raises:
        NotFoundError: there is no such indicator, or no figure of it.
        Moved: it was asked for without its prefix.
    """
    slug = asked.parts["indicator"]
    iri = thing_of(slug)
    if iri is None or not _is_indicator(view, iri):
        if _is_indicator(view, ID[_PREFIX + slug]):
            raise Moved(f"/stats/{_PREFIX}{slug}")
        raise NotFoundError(slug[:100], (), "指标", "indicator")
    drawn = _drawn(view, iri)
    number = asked.number("page", 1)
    return Page(
        "indicator.html.jinja",
        view.label(iri),
        lambda: _body(view, iri, number, drawn),
        name=short(iri),
        grid=lambda: _grid(view, _page_of(view, iri, number)[0]),
        picture=(lambda: drawn) if drawn else None,
        about=(iri,),
    )


def _is_indicator(view: View, iri: URIRef) -> bool:
    words = view.kg.words
    return words.ontology.is_a(words.gazetteer.types.get(iri, ()), DGO.Indicator)


def _body(view: View, iri: URIRef, number: int, drawn: Diagram | None) -> Mapping[str, object]:
    rows, units, total = _page_of(view, iri, number)
    path = f"/stats/{slug_of(iri)}"
    return {
        "iri": iri,
        "rows": rows,
        "total": total,
        "previous": view.to.page(path, {"page": number - 1}) if number > 1 and len(rows) < total else None,
        "following": view.to.page(path, {"page": number + 1})
        if len(rows) < total and number * PER_PAGE < total
        else None,
        "has_of": any(row.of for row in rows),
        "units": view.t("、", ", ").join(sorted(units)),
        "entity": view.thing(iri),
        "other_name": view.other_label(iri),
        "picture": drawn.to_svg(view.thing) if drawn else "",
        "related": _related(view, iri),
        "path": path,
    }


def _page_of(view: View, iri: URIRef, number: int) -> tuple[list[Row], set[str], int]:
    """The figures of a page, the units of these, and how many there are in all; where all are read, all at once."""
    if view.shared.is_whole:
        rows, measured = _rows(view, iri), view.shared.quantities.measuring([iri])
        return (
            rows,
            {view.label(u) for q in measured if q.one(DGO.indicator) == iri and (u := q.figure.unit)},
            len(rows),
        )
    found = view.shared.measured_by(iri, (number - 1) * PER_PAGE, PER_PAGE)
    units = {view.label(u) for q in found if (u := q.figure.unit)}
    return [_row(view, q, (q.sentence,)) for q in found], units, view.shared.measures.get(iri, 0)


def _rows(view: View, iri: URIRef) -> list[Row]:
    """Every figure once, largest first; what is only aimed at or capped comes last."""
    try:
        figures = select(view.shared.quantities.measuring([iri]), iri, view.kg.words, view.kg.store)
    except NotFoundError:
        return []
    rows = [_row(view, q, sentences) for q, sentences in figures.largest_first]
    return sorted(rows, key=lambda row: row.line != "solid")


def _row(view: View, q: Quantity, sentences: Sequence[URIRef]) -> Row:
    joint = view.t("、", ", ")

    def names(*predicates: URIRef) -> str:
        return joint.join(dict.fromkeys(view.label(i) for p in predicates for i in sorted(q.many(p))))

    types = q.node.get(RDF.type, ())
    if DGO.Target in types:
        kind, line = view.t("目标，尚未实现", "target, not reached"), "dotted"
    elif DGO.Cap in types:
        kind, line = view.t("上限", "cap"), "dashed"
    else:
        kind, line = _certainty(view, q), "solid"
    accumulation = q.one(DGO.accumulation)
    scope = [names(*_SCOPE)] + ([view.label(accumulation)] if accumulation in {DGS.newInPeriod, DGS.cumulative} else [])
    period = q.one(DGO.refPeriod)
    return Row(
        [(view.thing(i), view.label(i)) for i in sorted(q.whose)],
        names(DGO.ofIndicator),
        view.label(period) if period else "",
        joint.join(filter(None, scope)),
        figure_text(view, q.figure),
        q.figure.value,
        kind,
        line,
        names(DGO.qualityFlag),
        q.iri in view.shared.doubted,
        places_of(view, sentences),
    )


def _certainty(view: View, q: Quantity) -> str:
    """Whether a figure is exact, hedged or a bound, with the word that makes it so."""
    if q.figure.qualifier is None:
        return view.t("确数", "exact")
    hedge = view.label(q.figure.qualifier)
    if q.figure.value is not None:
        return view.t(f"约数（{hedge}）", f"hedged ({hedge})")
    return view.t(f"界限（{hedge}）", f"bound ({hedge})") if q.interval else view.t("文字", "words only")


def _related(view: View, iri: URIRef) -> list[tuple[str, list[tuple[Stated, Place]]]]:
    """Growth, shares and differences of the indicator, and places in lists by it, in reading order."""
    found: dict[str, list[tuple[Stated, Place]]] = defaultdict(list)
    for graph in view.shared.naming(iri):
        nodes = [n for n, node in graph.nodes.items() if any(iri in node.get(tie, ()) for tie in _TIES)]
        if not nodes:
            continue
        for fact in facts_by(view.shared.teller(graph.sentence, view.lang)):
            if fact.node in nodes and fact.kind in _RELATED:
                found[view.t(*_RELATED[fact.kind])].append((state(view, fact), place_of(view, graph.sentence)))
    return list(found.items())


def _drawn(view: View, iri: URIRef) -> Diagram | None:
    """Bars of the indicator, if it has figures that can be drawn so."""
    if _RECIPE not in recipes():
        return None
    if view.shared.unread(iri):
        # Bars of the first figures would look like those of all.
        return None
    try:
        return view.shared.near(iri).diagram(_RECIPE, view.lang, indicator=short(iri))
    except DgkgError:
        return None


def _grid(view: View, rows: Sequence[Row]) -> Grid:
    joint = view.t("、", ", ")
    cells: list[list[Cell]] = [
        [
            joint.join(name for _, name in row.whose),
            row.of,
            row.period,
            row.scope,
            row.shown,
            row.number,
            row.kind,
            "; ".join(place.short for place in row.places),
        ]
        for row in rows
    ]
    sources = list(dict.fromkeys(place.citation for row in rows for place in row.places))
    return Grid([view.t(*heading) for heading in _COLUMNS], cells, sources)
