"""What every writer is given: the graph, the files behind it, the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dgkg.facts import PassageGraph
from dgkg.store import Statements, Store
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Exportable", "Job", "Writer"]


class Exportable(Protocol):
    """What an export needs of a knowledge graph."""

    store: Store
    words: Words

    @property
    def passages(self) -> list[PassageGraph]:
        """What each passage states."""

    def network(self) -> nx.MultiDiGraph[str]:
        """Things and relations, to be changed freely."""


@dataclass(frozen=True, slots=True)
class Job:
    """One export.

    ``statements`` are for the forms that are RDF; ``lang`` (``zh`` or ``en``) chooses the words
    where a form has room for one language only, such as a label in Gephi or a heading in Excel.
    """

    kg: Exportable
    statements: Statements
    lang: str = "zh"


# Writes a form to a path and gives back where it went.
Writer = Callable[[Job, Path], Path]
