"""A page before anybody chose its form: HTML, and whatever else the same data can be.

Templates escape every value; none of them holds a script or a style of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup
from rdflib import URIRef

from dgkg.table import Cell
from dgkg.web.view import View

if TYPE_CHECKING:
    from dgkg.diagram import Diagram

__all__ = ["Grid", "Page", "load_pages", "render"]


_SECTIONS = (
    ("/ask", "提问", "Ask"),
    ("/t", "类型", "Types"),
    ("/q", "问题", "Questions"),
    ("/d", "图", "Pictures"),
    ("/source", "原文", "Source"),
    ("/quality", "核查", "Quality"),
    ("/sparql", "SPARQL", "SPARQL"),
    ("/about", "关于", "About"),
)
_FURTHER = (
    ("/stats", "指标", "Indicators"),
    ("/compare", "两两对照", "Compare"),
    ("/path", "路线", "Routes"),
    ("/schema", "类与关系", "Schema"),
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for download: headings, cells, and the citations that go on a sheet of their own."""

    headings: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    sources: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """What a page holds.

    ``template`` and ``body`` make the HTML. Its other forms are ``picture`` (svg, png, pptx),
    ``whole`` (one HTML file that needs no other), ``grid`` (csv, xlsx), ``bib`` (BibTeX), ``data``
    (json) and ``about`` (ttl, jsonld: the things that the page describes), all computed only when
    asked for; ``name`` is the file name of a download without its suffix.
    """

    template: str
    title: str
    body: Callable[[], Mapping[str, object]] = dict
    status: int = 200
    name: str = "dgkg"
    grid: Callable[[], Grid] | None = None
    picture: Callable[[], Diagram] | None = None
    about: Sequence[URIRef] = ()
    whole: Callable[[], str] | None = None
    bib: Callable[[], str] | None = None
    data: Callable[[], object] | None = None

    def forms(self) -> list[str]:
        """The suffixes that this page can be had as, besides HTML."""
        found = ["svg", "png", "pptx"] if self.picture else []
        found += ["html"] if self.whole else []
        found += ["csv", "xlsx"] if self.grid else []
        found += ["bib"] if self.bib else []
        found += ["json"] if self.data else []
        return found + (["ttl", "jsonld"] if self.about else [])


def render(page: Page, view: View, **more: object) -> str:
    """A page as HTML."""
    template = _templates().get_template(page.template)
    given = {"page": page, "view": view, "t": view.t, "to": view.to, "lang": view.lang, **_navigation(view)}
    return template.render(**given, **page.body(), **more) + "\n"


def _navigation(view: View) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The links at the head and at the foot of every page: addresses and names."""
    known = view.shared.navigation
    if view.to.standing not in known:
        known[view.to.standing] = {
            name: [(address, view.t(zh, en)) for path, zh, en in links if (address := view.to.page(path))]
            for name, links in (("main_links", _SECTIONS), ("more_links", _FURTHER))
        }
    return known[view.to.standing]


def load_pages() -> None:
    """Read and compile every template, so that no reader waits for it."""
    for entry in (files("dgkg.web") / "templates").iterdir():
        if entry.name.endswith(".jinja"):
            _templates().get_template(entry.name)


@lru_cache
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(_read),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["svg"] = _svg
    return found


def _read(name: str) -> str:
    return (files("dgkg.web") / "templates" / name).read_text(encoding="utf-8")


def _svg(drawing: str) -> Markup:
    """A picture that :mod:`dgkg.diagram` drew, which has escaped every text in it."""
    return Markup(drawing)  # noqa: S704
