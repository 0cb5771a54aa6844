"""Stores: interchangeable ways to answer SPARQL over the record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dgkg.errors import UsageError
from dgkg.places import Record
from dgkg.store.base import Result, Store, Table
from dgkg.store.build import build, open_build
from dgkg.store.counts import COUNTS
from dgkg.store.embedded import EmbeddedStore, read_result
from dgkg.store.foreign import refuse_foreign
from dgkg.store.generations import Generation, current, damage_of, is_built, publish, verify
from dgkg.store.naming import NO_THINGS
from dgkg.store.policy_counts import MOST_NEAREST, held_for
from dgkg.store.spelling import Held
from dgkg.store.statements import Filed, Statements
from dgkg.store.wire import Patience
from dgkg.trig import SUFFIXES

if TYPE_CHECKING:
    from dgkg.store.endpoint import EndpointStore

__all__ = [
    "COUNTS",
    "MOST_NEAREST",
    "NO_THINGS",
    "RDF_SUFFIXES",
    "EmbeddedStore",
    "Filed",
    "Generation",
    "Held",
    "Patience",
    "Result",
    "Statements",
    "Store",
    "Table",
    "build",
    "current",
    "damage_of",
    "held_for",
    "is_address",
    "is_built",
    "open_build",
    "open_endpoint",
    "open_export",
    "open_store",
    "publish",
    "rdf_files",
    "read_result",
    "verify",
]

RDF_SUFFIXES = SUFFIXES


def open_store(record: Record) -> EmbeddedStore:
    """The embedded store of a record.

    Raises:
        DataError: a file of the record cannot be read or parsed.
    """
    return EmbeddedStore.from_files(record.files())


def open_export(path: Path) -> EmbeddedStore:
    """The embedded store of a graph that was exported as RDF.

    Raises:
        UsageError: the file's form is a view that cannot be read back.
        DataError: it cannot be read or parsed (with file and line), or is not a graph of dgkg.
    """
    if path.suffix not in SUFFIXES:
        known = " ".join(SUFFIXES)
        raise UsageError(
            f"{path} 无法读回：只有 RDF 导出不丢失内容；可用：{known}",
            f"{path} cannot be read back: only RDF exports keep everything; there are: {known}",
        )
    store = EmbeddedStore.from_files([path])
    refuse_foreign(store, str(path), path)
    return store


def rdf_files(places: Iterable[Path]) -> list[Path]:
    """The RDF files that are named, or lie as N-Quads in folders that are.

    Raises:
        UsageError: one is no RDF file, or a folder holds no N-Quads.
    """
    found: list[Path] = []
    for place in places:
        held = sorted(place.glob("*.nq")) if place.is_dir() else [place]
        if not held or (place.suffix not in SUFFIXES and not place.is_dir()):
            known = " ".join(SUFFIXES)
            raise UsageError(
                f"{place} 不是 RDF 文件，也不是有 .nq 文件的文件夹；可用：{known}",
                f"{place} is no RDF file and no folder of .nq files; there are: {known}",
            )
        found += held
    return found


def open_endpoint(address: str, user: tuple[str, str] | None = None, patience: Patience | None = None) -> EndpointStore:
    """A SPARQL 1.1 endpoint that holds a graph of dgkg.

    Raises:
        EndpointError: nobody answers there, or what answers speaks no SPARQL.
        DataError: it holds no graph of dgkg.
    """
    from dgkg.store.endpoint import EndpointStore

    store = EndpointStore(address, user, patience)
    try:
        refuse_foreign(store, address)
    except BaseException:
        store.close()
        raise
    return store


def is_address(place: object) -> bool:
    """Whether a place is an address of the web and no path."""
    return isinstance(place, str) and place.lower().startswith(("http://", "https://"))
