"""The pages of the explorer by their logical paths; each is made by one function from a view and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dgkg.web.asked import Asked
from dgkg.web.page import Page
from dgkg.web.pages.about import about_page
from dgkg.web.pages.ask import ask_page
from dgkg.web.pages.compare import compare_page
from dgkg.web.pages.entity import entity_page
from dgkg.web.pages.explore import explore_page
from dgkg.web.pages.home import home_page
from dgkg.web.pages.indicator import indicator_page
from dgkg.web.pages.indicators import indicators_page
from dgkg.web.pages.passage import passage_page
from dgkg.web.pages.path import path_page
from dgkg.web.pages.picture import picture_page, pictures_page
from dgkg.web.pages.quality import quality_page
from dgkg.web.pages.question import question_page, questions_page
from dgkg.web.pages.schema import schema_page
from dgkg.web.pages.search import search_page
from dgkg.web.pages.source import contents_page, sources_page
from dgkg.web.pages.type_list import type_page, types_page
from dgkg.web.view import View

__all__ = ["PAGES", "Builder"]

Builder = Callable[[View, Asked], Page]

# A ``{name}`` takes one part of a path, ``{name:path}`` all the rest (a slug may hold an escaped slash).
PAGES: Mapping[str, Builder] = {
    "/": home_page,
    "/search": search_page,
    "/e/{kind}/{slug:path}": entity_page,
    "/d": pictures_page,
    "/d/{recipe}": picture_page,
    "/explore": explore_page,
    "/about": about_page,
    "/ask": ask_page,
    "/compare": compare_page,
    "/path": path_page,
    "/q": questions_page,
    "/q/{name}": question_page,
    "/quality": quality_page,
    "/schema": schema_page,
    "/source": sources_page,
    "/source/{doc}": contents_page,
    "/source/{doc}/{passage}": passage_page,
    "/stats": indicators_page,
    "/stats/{indicator:path}": indicator_page,
    "/t": types_page,
    "/t/{kind}": type_page,
}
