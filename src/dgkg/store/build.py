"""A graph from its files to disk: loaded in bulk, compacted, and put in place of the one before."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from dgkg.errors import DataError
from dgkg.name_index import NameIndex
from dgkg.places import Record
from dgkg.store.embedded import EmbeddedStore
from dgkg.store.foreign import refuse_foreign
from dgkg.store.generations import Generation, building, sound

__all__ = ["build", "open_build"]


def build(
    folder: Path,
    record: Record | None,
    files: Sequence[Path] = (),
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    *,
    published: bool = True,
) -> Generation:
    """Build a store on disk; see :mod:`dgkg.store.generations` for what happens to the one before.

    Args:
        folder: where builds live.
        record: what to build from; its files go along, so that exports keep their spelling.
        files: RDF files to build from where there is no record, however large.
        progress: told how many files are loaded, of how many.
        published: whether it is the one to be read from now on; else :func:`dgkg.store.publish` makes it so.

    Raises:
        DataError: a file cannot be read or parsed, what is in the files is no whole graph of dgkg, or somebody else
            is building here.
        OutputError: the folder cannot be written, or the disk is full.
    """

    def fill(aside: Path) -> None:
        if record:
            shutil.copytree(record.ontology, aside / "record" / "ontology")
            shutil.copytree(record.graph, aside / "record" / "graph")

        def check(made: EmbeddedStore) -> None:
            if not record:
                # Readers go on with the build before, and not with one that answers nothing.
                refuse_foreign(made, "、".join(map(str, files[:3])) + "…" * (len(files) > 3), files[0])  # noqa: PLR2004

        names = Generation(aside).names
        EmbeddedStore.write_folder(aside / "store", record.files() if record else files, progress, names, check)

    with building(folder, published=published) as make:
        return make(fill)


def open_build(folder: Path) -> tuple[EmbeddedStore, Record | None]:
    """The last generation of a folder, for reading, with the record that it was built from.

    Raises:
        DataError: there is none, or it is damaged.
    """
    generation = sound(folder)
    try:
        index = NameIndex(generation.names) if generation.names.exists() else None
        record = generation.record
        return EmbeddedStore.from_folder(generation.store, index, record.files() if record else ()), record
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).rstrip(". ")
        raise DataError(
            f"{folder} 中的存储无法打开，可能已损坏（dgkg verify 可查），或由另一版本的 dgkg 构建；"
            f"请重新运行 dgkg build {folder}：{reason}",
            f"The store in {folder} cannot be opened: {reason}. It is damaged, as dgkg verify would tell, or another "
            f"version of dgkg built it; run dgkg build {folder} again",
            path=folder,
        ) from error
