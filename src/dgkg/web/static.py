"""The explorer's own files, and those of packages that its pages load: style, scripts, licences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from importlib.resources import files

from dgkg.diagram.page import read_asset
from dgkg.diagram.walk import vis_network
from dgkg.web.kept import Answer

__all__ = ["STATIC", "Static"]

_KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


class Static:
    """Files by name, each with a version that changes with its content."""

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """Every file."""
        folder = files("dgkg.web") / "static"
        own = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
        # The canvas of pictures and of pages is one; vis-network lies in the package of pyvis.
        canvas = {name: read_asset(name).encode() for name in ("walk.css", "walk.js")}
        return own | canvas | {"vis-network.js": vis_network().encode()}

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """A short digest of every file."""
        return {name: sha256(content).hexdigest()[:12] for name, content in self.contents.items()}

    def answer(self, name: str) -> Answer | None:
        """A file, to be kept for ever under its version; ``None`` where there is none."""
        if name not in self.contents:
            return None
        kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        headers = {"Content-Type": kind, "Cache-Control": "public, max-age=31536000, immutable"}
        return Answer(200, self.contents[name], headers)


STATIC = Static()
