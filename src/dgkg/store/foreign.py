"""Whether what a store holds is a whole graph of dgkg: facts, and the ontology that says what they mean."""

from __future__ import annotations

from pathlib import Path

from dgkg.errors import DataError
from dgkg.namespaces import DGO
from dgkg.store.base import Store, Table

__all__ = ["refuse_foreign"]


def refuse_foreign(store: Store, where: str, path: Path | None = None) -> None:
    """Nothing, where a store holds a whole graph of dgkg.

    Args:
        store: to be asked.
        where: what it holds came from, in words.
        path: the same as a path, where it is one.

    Raises:
        DataError: it does not.
    """
    if store.query(f"ASK {{ <{DGO.Sentence}> a <http://www.w3.org/2002/07/owl#Class> }}"):
        return
    if store.query(f"ASK {{ ?a ?p ?b FILTER STRSTARTS(STR(?p), '{DGO}') }}"):
        raise DataError(
            f"{where} 不完整：其中有 dgkg 的事实，却没有本体。请用 dgkg export 重新导出。",
            f"{where} is not whole: it has facts of dgkg but not the ontology. Export it again with dgkg export.",
            path=path,
        )
    counted = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b }")
    assert isinstance(counted, Table)
    number = counted.rows[0][0]
    raise DataError(
        f"{where} 不是 dgkg 的图谱：{number} 条语句中没有一条用到它的本体。"
        "请给出 dgkg export、quads 或 push 写出的图谱。",
        f"{where} is no graph of dgkg: none of its {number} statements uses the ontology. "
        "Give one that dgkg export, dgkg quads or dgkg push wrote.",
        path=path,
    )
