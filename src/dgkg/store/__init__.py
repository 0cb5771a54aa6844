"""Stores: interchangeable ways to answer SPARQL over the record."""

from __future__ import annotations

from dgkg.places import Record
from dgkg.store.base import Result, Store, Table
from dgkg.store.embedded import EmbeddedStore

__all__ = ["EmbeddedStore", "Result", "Store", "Table", "open_store"]


def open_store(record: Record) -> EmbeddedStore:
    """The embedded store of a record.

    Raises:
        DataError: a file of the record cannot be read or parsed.
    """
    return EmbeddedStore.from_files(record.files())
