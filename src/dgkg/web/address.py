"""Where a page stands: the address of things, passages, pictures and files.

Pages are made without knowing whether they are served or written to a folder; they ask an
:class:`Addresses` for every link. Logical paths are those of the explorer
(``/e/company-group/huawei``); everything in them is ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, urlencode

from rdflib import URIRef

from dgkg.facts import short
from dgkg.namespaces import DGO, compact, expand
from dgkg.words import Words

__all__ = ["Addresses", "Paths", "Served", "kebab", "slug_of", "thing_of"]

_KEBAB = re.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
# What stands in an address as it is (RFC 3986 §2.3).
_UNRESERVED = re.compile("[A-Za-z0-9._~-]*")


class Addresses(Protocol):
    """Gives the address of a logical path, as seen from the page that is being made."""

    lang: str

    @property
    def has_forms(self) -> bool:
        """Whether pages can be had in other forms than HTML: tables, pictures, data."""

    @property
    def standing(self) -> Hashable:
        """What the addresses of pages without parameters hang on: where it is equal, they are."""

    @property
    def search(self) -> str:
        """Where the search box of every page leads; ``q`` is added."""

    @property
    def data(self) -> str | None:
        """Where the whole graph can be had as files, if it can."""

    def page(self, path: str, parameters: Mapping[str, object] | None = None) -> str | None:
        """The address of a page, or ``None`` where there is none (a static site has no search)."""

    def static(self, name: str) -> str:
        """The address of a style sheet, a script or another file of the explorer."""

    def in_language(self, lang: str) -> str | None:
        """This very page in another language."""


class Paths:
    """The logical paths of things and passages.

    Args:
        words: knows the types of things and where passages stand.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[URIRef, str] = {}

    def thing(self, iri: URIRef) -> str:
        """``/e/functional-zone/songshan-lake``; a passage has its own place in its source."""
        if iri not in self._known:
            self._known[iri] = self._path(iri)
        return self._known[iri]

    def _path(self, iri: URIRef) -> str:
        if iri in self._words.library:
            source, _, name = str(iri).rpartition("/")
            return f"/source/{_quoted(source.rpartition('/')[2])}/{_quoted(name)}"
        if iri.startswith(str(DGO)):
            return f"/schema#{quote(iri.rpartition('#')[2])}"
        return f"/e/{self.kind(iri)}/{slug_of(iri)}"

    def kind(self, iri: URIRef) -> str:
        """The type of a thing as it stands in addresses: ``functional-zone``."""
        cls = self._words.ontology.most_specific(self._words.gazetteer.types.get(iri, ()))
        return kebab(cls.rpartition("#")[2]) if cls else "thing"

    def cls(self, kind: str) -> URIRef | None:
        """The class that a type in an address names, or ``None``."""
        if not _KEBAB.fullmatch(kind):
            return None
        found = URIRef(str(DGO) + "".join(part[:1].upper() + part[1:] for part in kind.split("-")))
        return found if self._words.ontology.word(found, "label") is not None else None


@lru_cache(1024)
def kebab(name: str) -> str:
    """A class name as an address has it.

    >>> kebab("FunctionalZone")
    'functional-zone'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def slug_of(iri: URIRef) -> str:
    """What stands for a thing in an address; :func:`thing_of` reads it back.

    >>> slug_of(URIRef("https://w3id.org/dgkg/id/huawei"))
    'huawei'
    >>> slug_of(URIRef("http://example.org/a b"))
    'http%3A%2F%2Fexample.org%2Fa%20b'
    """
    name = compact(iri)
    return _quoted(short(iri) if not name.startswith("<") else str(iri))


def _quoted(text: str) -> str:
    """A part of an address; nearly all are such already, and to see that takes a tenth of the time."""
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="")


# A page is made in one language after the other.
@lru_cache(1024)
def thing_of(slug: str) -> URIRef | None:
    """The thing that a slug stands for, if it could be one; slugs come out of a path unquoted.

    >>> thing_of("huawei")
    rdflib.term.URIRef('https://w3id.org/dgkg/id/huawei')
    """
    return expand(slug) or expand(f"id:{slug}")


class Served:
    """Addresses of the explorer as a server gives it out; the language stays if the reader chose it."""

    def __init__(
        self,
        lang: str,
        path: str,
        parameters: Mapping[str, str],
        versions: Mapping[str, str],
        *,
        chosen: bool,
        absent: Collection[str] = (),
    ) -> None:
        self.lang = lang
        self._here = path
        self._parameters = {name: value for name, value in parameters.items() if name != "lang"}
        self._versions = versions
        self._chosen = {"lang": lang} if chosen else {}
        self._absent = frozenset(absent)

    search = "/search"
    data = None
    has_forms = True

    @property
    def standing(self) -> Hashable:
        """The language, whether the reader chose it, and what this server has not."""
        return self.lang, bool(self._chosen), self._absent

    def page(self, path: str, parameters: Mapping[str, object] | None = None) -> str | None:
        """The address of a page, with the reader's language; ``None`` where this server has no such page."""
        head, mark, anchor = path.partition("#")
        if head in self._absent:
            return None
        if not parameters and not self._chosen:
            return path
        given = {name: value for name, value in (parameters or {}).items() if value not in {None, ""}}
        asked = urlencode({**given, **self._chosen}, doseq=True)
        return head + (f"?{asked}" if asked else "") + mark + anchor

    def static(self, name: str) -> str:
        """The address of a file, which changes with its content so that it can be kept for ever."""
        return f"/static/{name}?v={self._versions.get(name, '0')}"

    def in_language(self, lang: str) -> str:
        """This very page in another language."""
        return quote(self._here) + "?" + urlencode({**self._parameters, "lang": lang})
