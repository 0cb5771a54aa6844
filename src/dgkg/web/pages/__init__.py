"""The pages of the explorer by their logical paths; each is made by one function from a view and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import cast

from dgkg.web.asked import Asked
from dgkg.web.page import Page
from dgkg.web.view import View

__all__ = ["PAGES", "Builder"]

Builder = Callable[[View, Asked], Page]


@dataclass(frozen=True)
class _Builder:
    """A function of a module of this folder, imported when it is first asked: the first page waits for no other."""

    module: str
    name: str

    @cached_property
    def _build(self) -> Builder:
        return cast("Builder", getattr(import_module(f"dgkg.web.pages.{self.module}"), self.name))

    def __call__(self, view: View, asked: Asked) -> Page:
        return self._build(view, asked)


# A ``{name}`` takes one part of a path, ``{name:path}`` all the rest (a slug may hold an escaped slash).
PAGES: Mapping[str, Builder] = {
    "/": _Builder("home", "home_page"),
    "/search": _Builder("search", "search_page"),
    "/e/{kind}/{slug:path}": _Builder("entity", "entity_page"),
    "/d": _Builder("picture", "pictures_page"),
    "/d/{recipe}": _Builder("picture", "picture_page"),
    "/explore": _Builder("explore", "explore_page"),
    "/about": _Builder("about", "about_page"),
    "/ask": _Builder("ask", "ask_page"),
    "/compare": _Builder("compare", "compare_page"),
    "/path": _Builder("path", "path_page"),
    "/q": _Builder("question", "questions_page"),
    "/q/{name}": _Builder("question", "question_page"),
    "/quality": _Builder("quality", "quality_page"),
    "/schema": _Builder("schema", "schema_page"),
    "/source": _Builder("source", "sources_page"),
    "/source/{doc}": _Builder("source", "contents_page"),
    "/source/{doc}/{passage}": _Builder("passage", "passage_page"),
    "/stats": _Builder("indicators", "indicators_page"),
    "/stats/{indicator:path}": _Builder("indicator", "indicator_page"),
    "/t": _Builder("type_list", "types_page"),
    "/t/{kind}": _Builder("type_list", "type_page"),
}
