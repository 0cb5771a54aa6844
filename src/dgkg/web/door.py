"""From a request to an answer: language, page, form; and what to say when there is none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rdflib import URIRef

from dgkg.errors import AmbiguousNameError, DgkgError, NotFoundError
from dgkg.namespaces import expand
from dgkg.web.address import Served
from dgkg.web.asked import Asked, Moved
from dgkg.web.forms import as_form
from dgkg.web.kept import Answer
from dgkg.web.negotiation import MEDIA_TYPES, preferred_form, preferred_language
from dgkg.web.page import Page, render
from dgkg.web.pages import Builder
from dgkg.web.static import STATIC
from dgkg.web.view import Explored, View

__all__ = ["Door", "Wish", "plain"]

OK, CHOICES, MOVED, BAD, NOT_FOUND, NOT_ACCEPTABLE = 200, 300, 308, 400, 404, 406
_VARY = {"Vary": "Accept, Accept-Language, Accept-Encoding"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a request decides the answer; equal wishes have equal answers."""

    path: str
    parts: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    form: str
    accept: str
    language: str


class Door:
    """Makes the answers of one explorer.

    Args:
        shared: the graph.
        lang: for readers who ask for no language.
        absent: paths of pages that this explorer has not.
    """

    def __init__(self, shared: Explored, lang: str, absent: Collection[str] = ()) -> None:
        self._shared = shared
        self._lang = lang
        self._absent = frozenset(absent)

    def answer(self, wish: Wish, builder: Builder) -> Answer:
        """The page in the form and language that are wished for, or why there is none."""
        view = self.view(wish)
        try:
            page = builder(view, Asked(dict(wish.parts), dict(wish.values)))
            return _formed(page, view, wish)
        except Moved as moved:
            return Answer(MOVED, b"", {"Location": view.to.page(moved.path) or "/"})
        except DgkgError as error:
            return _told(view, wish, error)

    def view(self, wish: Wish) -> View:
        """The reader's view: language by ``lang=``, else by ``Accept-Language``."""
        values = dict(wish.values)
        chosen = values.get("lang", "") in {"zh", "en"}
        lang = values["lang"] if chosen else preferred_language(wish.language, self._lang)
        return View(
            self._shared, lang, Served(lang, wish.path, values, STATIC.versions, chosen=chosen, absent=self._absent)
        )


def plain(status: int, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """A short answer in plain text."""
    kind = {"Content-Type": "text/plain; charset=utf-8"}
    return Answer(status, f"{message}\n".encode(), {**kind, **(headers or {})})


def _formed(page: Page, view: View, wish: Wish) -> Answer:
    forms = ["html", *page.forms()]
    asked = wish.form or dict(wish.values).get("format", "")
    form = asked or preferred_form(wish.accept, forms)
    if form is None or form not in forms:
        known = ", ".join(forms)
        status = NOT_FOUND if asked else NOT_ACCEPTABLE
        return plain(status, f"此页可用的格式：{known} / This page can be had as: {known}", _VARY)
    headers = {"Content-Type": MEDIA_TYPES[form], **_VARY}
    if form == "html" and not (wish.form and page.whole):
        return Answer(page.status, render(page, view).encode(), headers)
    how = "inline" if form == "svg" else "attachment"
    headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(page.name)}.{form}"
    return Answer(page.status, as_form(page, view, form), headers)


def _told(view: View, wish: Wish, error: DgkgError) -> Answer:
    """What cannot be done: a page with a search box for people, one line for programs."""
    not_found = isinstance(error, NotFoundError)
    status = NOT_FOUND if not_found else CHOICES if isinstance(error, AmbiguousNameError) else BAD
    if wish.form or preferred_form(wish.accept, ["html"]) is None:
        return plain(status, str(error), _VARY)
    choices = error.choices if isinstance(error, AmbiguousNameError) else ()
    body: dict[str, object] = {
        "message": error.message(view.lang),
        "choices": [(view.thing(iri), label) for name, label in choices if isinstance(iri := expand(name), URIRef)],
    }
    title = view.t("找不到", "Not found") if not_found else view.t("无法回答", "This cannot be answered")
    page = Page("error.html.jinja", title, lambda: body, status)
    return Answer(status, render(page, view).encode(), {"Content-Type": MEDIA_TYPES["html"], **_VARY})
