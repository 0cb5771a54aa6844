"""A page before anybody chose its form: HTML, and whatever else the same data can be.

Templates escape every value; none of them holds a script or a style of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from rdflib import URIRef

from dgkg.table import Cell
from dgkg.web import markup
from dgkg.web.view import View

if TYPE_CHECKING:
    from dgkg.diagram import Diagram

__all__ = ["Grid", "Page", "Writer", "load_pages", "render"]

Writer = Callable[["Page", View, Mapping[str, Any]], str]
"""Writes the middle of a page from what its body gives."""

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

    ``template`` and ``body`` make the HTML; a page of which there are tens of thousands has a function in place
    of a template, which writes its middle several times as fast. Its other forms are ``picture`` (svg, png, pptx),
    ``whole`` (one HTML file that needs no other), ``grid`` (csv, xlsx), ``bib`` (BibTeX), ``data``
    (json) and ``about`` (ttl, jsonld: the things that the page describes), all computed only when
    asked for; ``name`` is the file name of a download without its suffix.
    """

    template: str | Writer
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
    frame = _frame(view)
    head, across = f"{frame.start}<title>{markup.escaped(page.title)} · dgkg</title>\n{frame.style}", _across(view)
    if callable(page.template):
        middle = page.template(page, view, page.body())
        return f'{head}{frame.opening}{frame.sections}{across}\n<main id="main">\n{middle}{frame.foot}\n'
    given = {"page": page, "view": view, "t": view.t, "to": view.to, "lang": view.lang, "frame": frame}
    template = _templates(view.lang).get_template(page.template)
    return template.render(**given, head=Markup(head), across=Markup(across), **page.body(), **more) + "\n"  # noqa: S704


def _across(view: View) -> str:
    """The end of the header: where the same page is in the other language, if it is."""
    elsewhere = view.to.in_language(view.t("en", "zh"))
    lang, hreflang, name = ("en", "en", "English") if view.zh else ("zh-CN", "zh", "中文")
    link = f'<a href="{markup.escaped(elsewhere)}" lang="{lang}" hreflang="{hreflang}" class="lang">{name}</a>'
    return f"{link if elsewhere else ''}</nav>\n</header>"


@dataclass(frozen=True, slots=True)
class _Frame:
    """The head and the foot of a page as HTML, in pieces: between them stands what each page has of its own."""

    start: str
    style: str
    opening: str
    sections: str
    foot: str


def _frame(view: View) -> _Frame:
    """What all pages have around them that stand where this one does."""
    known = view.shared.frames
    found = known.get(view.to.standing)
    if found is None:
        found = known[view.to.standing] = _framed(view)
    assert isinstance(found, _Frame)
    return found


def _framed(view: View) -> _Frame:
    to, write = view.to, cast("Any", _templates(view.lang).get_template("frame.html.jinja").module)
    main, more = (
        [(address, view.t(zh, en)) for path, zh, en in links if (address := to.page(path))]
        for links in (_SECTIONS, _FURTHER)
    )
    return _Frame(
        write.start(),
        write.style(to.static("dgkg.css")),
        write.opening(to.static("dgkg.js"), to.page("/"), to.search),
        write.sections(main),
        write.foot(more, to.data, to.page("/about#keys")),
    )


def load_pages(names: Iterable[str] | None = None) -> None:
    """Read and compile every template, or some, so that no reader waits for it."""
    known = names or [e.name for e in (files("dgkg.web") / "templates").iterdir() if e.name.endswith(".jinja")]
    for name in known:
        for lang in ("zh", "en"):
            _templates(lang).get_template(name)


class _Tongue(NodeTransformer):
    """Puts the words of one language into a template when it is compiled: ``t('查找', 'Find')`` is a text then."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - jinja2 looks for this name
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "t":
            zh, en = node.args
            return zh if self.lang == "zh" else en
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802
        return nodes.Const(self.lang, lineno=node.lineno) if (node.name, node.ctx) == ("lang", "load") else node


class _Templates(jinja2.Environment):
    """Templates in one language."""

    def __init__(self, lang: str, **options: Any) -> None:
        super().__init__(**options)
        self.lang = lang

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows, as one dictionary: a chain of two would be copied key by key for each page."""
        return {**self.globals, **(d or {})}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        # A name of the module that is made of a template, looked up when it runs: ours is three times as fast.
        made = super()._generate(source, name, filename, defer_init)
        return f"{made}\nfrom dgkg.web.markup import escaped as escape\n"

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        _Tongue(self.lang).visit(parsed)
        return parsed


@lru_cache
def _templates(lang: str) -> jinja2.Environment:
    found = _Templates(
        lang,
        loader=jinja2.FunctionLoader(_read),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["svg"] = _svg
    found.globals |= {name: getattr(markup, name) for name in markup.__all__}
    return found


def _read(name: str) -> str:
    return (files("dgkg.web") / "templates" / name).read_text(encoding="utf-8")


def _svg(drawing: str) -> Markup:
    """A picture that :mod:`dgkg.diagram` drew, which has escaped every text in it."""
    return Markup(drawing)  # noqa: S704
