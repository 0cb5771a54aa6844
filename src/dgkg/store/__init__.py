"""Stores: interchangeable ways to answer SPARQL over the record."""

from __future__ import annotations

from pathlib import Path

from dgkg.errors import DataError, UsageError
from dgkg.namespaces import DGO
from dgkg.places import Record
from dgkg.store.base import Result, Store, Table
from dgkg.store.embedded import EmbeddedStore, read_answer
from dgkg.trig import SUFFIXES

__all__ = ["RDF_SUFFIXES", "EmbeddedStore", "Result", "Store", "Table", "open_export", "open_store", "read_answer"]

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
    if store.query(f"ASK {{ <{DGO.Sentence}> a <http://www.w3.org/2002/07/owl#Class> }}"):
        return store
    if store.query(f"ASK {{ ?a ?p ?b FILTER STRSTARTS(STR(?p), '{DGO}') }}"):
        raise DataError(
            f"{path} 不完整：其中有 dgkg 的事实，却没有本体。请用 dgkg export 重新导出。",
            f"{path} is not whole: it has facts of dgkg but not the ontology. Export it again with dgkg export.",
            path=path,
        )
    raise DataError(
        f"{path} 不是 dgkg 的图谱：{len(store)} 条语句中没有一条用到它的本体。",
        f"{path} is no graph of dgkg: none of its {len(store)} statements uses the ontology.",
        path=path,
    )
