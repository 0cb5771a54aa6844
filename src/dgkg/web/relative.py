"""Addresses of the explorer as files in folders: relative, safe on every system, opened by a double click."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from hashlib import sha256
from urllib.parse import urlencode

__all__ = ["Relative", "file_of", "logical", "safe_name"]

# Windows has no files of these names, whatever follows the dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_LONGEST = 60
# What a page says by itself is no page of its own.
_GIVEN = {"sort": "name"}


def safe_name(text: str) -> str:
    """A file name for a part of an address: small letters, digits, ``-._``; different for different parts.

    >>> safe_name("huawei")
    'huawei'
    >>> safe_name("con"), safe_name("Huawei")
    ('con-1143da2b', 'huawei-df853f86')
    """
    plain = _UNSAFE.sub("-", text.lower()).strip("-. ")[:_LONGEST].rstrip("-. ")
    if plain and plain == text and not _RESERVED.fullmatch(plain):
        return plain
    return f"{plain.replace('.', '-') or 'page'}-{sha256(text.encode()).hexdigest()[:8]}"


def logical(path: str, parameters: Mapping[str, object] | None = None) -> str:
    """A logical path with what distinguishes its page, in one order."""
    given = {
        name: value
        for name, value in sorted((parameters or {}).items())
        if value not in {None, ""} and _GIVEN.get(name) != value
    }
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def file_of(path: str, form: str = "html") -> str:
    """The file of a logical path, seen from the folder of its language.

    >>> file_of("/e/functional-zone/songshan-lake"), file_of("/"), file_of("/t/company?page=2")
    ('e/functional-zone/songshan-lake.html', 'index.html', 't/company-page-2.html')
    """
    head, _, asked = path.partition("?")
    parts = [safe_name(part) for part in head.strip("/").split("/") if part]
    if asked:
        parts[-1] += "-" + safe_name(asked.replace("=", "-"))
    return "/".join(parts or ["index"]) + f".{form}"


class Relative:
    """Addresses as seen from one file of a site.

    Args:
        lang: of the page.
        path: its logical path.
        files: the file of every logical path that the site has, seen from the folder of a language.
    """

    has_forms = False

    def __init__(self, lang: str, path: str, files: Mapping[str, str]) -> None:
        self.lang = lang
        self._here = files[path]
        self._files = files
        self._up = "../" * self._here.count("/")

    @property
    def standing(self) -> Hashable:
        """The language, and how deep the file lies."""
        return self.lang, self._up

    @property
    def search(self) -> str:
        """Where names are looked up: in a list that the site carries along."""
        return f"{self._up}search.html"

    @property
    def data(self) -> str | None:
        """Where the whole graph can be had as files."""
        return self.page("/data")

    def page(self, path: str, parameters: Mapping[str, object] | None = None) -> str | None:
        """The address of a page, or ``None`` where the site has none."""
        head, mark, anchor = path.partition("#")
        found = self._files.get(logical(head, parameters) if parameters else head)
        return None if found is None else self._up + found + mark + anchor

    def static(self, name: str) -> str:
        """The address of a style sheet or a script."""
        return f"{self._up}../static/{name}"

    def in_language(self, lang: str) -> str:
        """This very page in another language."""
        return f"{self._up}../{lang}/{self._here}"
