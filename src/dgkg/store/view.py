"""An rdflib Dataset over the embedded store: the same quads, nothing copied, reading only.

The record is files and the store a cache: a statement added here would be nowhere tomorrow,
and every answer until then would rest on it. So writing is refused, and whoever wants to
write asks for a copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from dgkg.errors import UsageError
from dgkg.namespaces import PREFIXES
from dgkg.terms import TermReader

__all__ = ["copy_of", "view_of"]


class _ReadingStore(OxigraphStore):
    """Oxigraph for rdflib, without the ways to change it."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise UsageError(
            "此 Dataset 直接读取 dgkg 的存储，只读；要改动请用 kg.to_rdflib(copy=True)，正式改动请写入 graph/ 的文件。",
            "This Dataset reads dgkg's own store and cannot change it; kg.to_rdflib(copy=True) gives one that can be "
            "changed, and lasting changes belong in the files of graph/.",
        )

    add = addN = remove = update = remove_graph = destroy = open = _refuse  # noqa: N815 - rdflib's names

    def add_graph(self, graph: Graph) -> None:
        # ``dataset.graph(name)`` asks for this before it reads: a graph without statements changes nothing.
        del graph


def view_of(store: Any) -> Dataset:
    """The Dataset over an Oxigraph store; its default graph is the union of all, as in ``kg.sparql``."""
    return _bound(Dataset(store=_ReadingStore(store=store), default_union=True))


def copy_of(quads: Iterable[Any]) -> Dataset:
    """A plain Dataset in memory with some Oxigraph quads; what is done to it stays in it."""
    dataset = _bound(Dataset(default_union=True))
    read = TermReader()
    graphs: dict[str, Graph] = {}
    for quad in quads:
        # Oxigraph's default graph has no name.
        name = getattr(quad.graph_name, "value", str(DATASET_DEFAULT_GRAPH_ID))
        if name not in graphs:
            graphs[name] = dataset.get_context(URIRef(name))
        dataset.store.add((read(quad.subject), read(quad.predicate), read(quad.object)), graphs[name])
    return dataset


def _bound(dataset: Dataset) -> Dataset:
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset
