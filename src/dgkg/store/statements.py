"""All that a graph states, on its way out: spelt as in its files, or where those are gone as the engine keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dgkg.trig import in_order, merged, respelt, serialize, tags_in, write_nquads

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["Filed", "Kept", "Statements"]


class Statements(Protocol):
    """The statements of a whole graph."""

    def quads(self) -> list[Quad]:
        """Each once, sorted."""

    def tags(self) -> Mapping[str, str]:
        """Language tags as they are to be spelt, by their lower case; see :func:`dgkg.trig.tags_in`."""

    def write(self, out: BinaryIO) -> None:
        """Write them as N-Quads."""


class Filed:
    """Statements of RDF files, with the spelling that they have there."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files

    def quads(self) -> list[Quad]:
        """Each once, sorted."""
        return merged(self._files)

    def tags(self) -> Mapping[str, str]:
        """Language tags as the files spell them."""
        return tags_in(self._files)

    def write(self, out: BinaryIO) -> None:
        """Write them as N-Quads, sorted."""
        out.write(respelt(serialize(self.quads(), "nq").decode(), self.tags()).encode())


class Kept:
    """Statements that an engine holds, with its own spelling of values: ``1.5`` for ``1.50``, ``zh-cn`` for ``zh-CN``.

    Args:
        quads: all of them, to be gone through as often as wanted.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = quads

    def quads(self) -> list[Quad]:
        """Each once, sorted."""
        return in_order(self._quads)

    def tags(self) -> Mapping[str, str]:
        """None: the engine has forgotten them."""
        return {}

    def write(self, out: BinaryIO) -> None:
        """Write them as N-Quads one after the other, in the engine's order, however many there are."""
        write_nquads(self._quads, out)
