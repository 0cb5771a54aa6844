"""A knowledge graph of a city's digital economy in which every fact leads to its sentence.

>>> import dgkg
>>> kg = dgkg.load()
>>> kg["松山湖"].label("en")
'Songshan Lake'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "AmbiguousNameError",
    "Answer",
    "AttachmentError",
    "BusyError",
    "Citation",
    "ConformanceError",
    "DataError",
    "DgkgError",
    "EndpointError",
    "Entity",
    "KnowledgeGraph",
    "LimitError",
    "MixedFiguresError",
    "NotFoundError",
    "NothingToldError",
    "OutputError",
    "QueryError",
    "RefusedError",
    "Solutions",
    "TooLargeError",
    "UsageError",
    "load",
]

if TYPE_CHECKING:
    from dgkg.ask import Answer
    from dgkg.entity import Entity
    from dgkg.errors import (
        AmbiguousNameError,
        AttachmentError,
        BusyError,
        ConformanceError,
        DataError,
        DgkgError,
        EndpointError,
        LimitError,
        MixedFiguresError,
        NotFoundError,
        NothingToldError,
        OutputError,
        QueryError,
        RefusedError,
        TooLargeError,
        UsageError,
    )
    from dgkg.knowledge import KnowledgeGraph, load
    from dgkg.solutions import Solutions
    from dgkg.source import Citation

_HOMES = {
    "Answer": "ask",
    "Citation": "source",
    "Entity": "entity",
    "KnowledgeGraph": "knowledge",
    "Solutions": "solutions",
    "load": "knowledge",
}


def __getattr__(name: str) -> Any:
    # Names are fetched when first used: ``import dgkg`` alone costs no rdflib.
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"dgkg.{_HOMES.get(name, 'errors')}"), name)
