"""What a process learnt of a graph in order to answer questions, kept in a file for the next one.

To learn the words of a graph takes longer than to answer a question, and a command answers one. What is kept
belongs to just these files of the record, this code and this Python: whatever of them changes, it is learnt anew.
A kept file is data, never code: it can call only what is listed here, and one that is damaged is passed over.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rdflib
from rdflib import Literal, URIRef

from dgkg.ask.language.grammar import Grammar, read_grammar, take_grammar
from dgkg.errors import OutputError
from dgkg.namespaces import interned
from dgkg.pattern import take, translated
from dgkg.places import PACKAGE, write_whole

if TYPE_CHECKING:
    from dgkg.ask import Asker
    from dgkg.places import Record
    from dgkg.store import Store

__all__ = ["Kept"]

_STORE = "store"
_DIGEST = sha256().digest_size
# As many graphs as somebody works with side by side.
_FILES = 4
_OF_CODE = (".py", ".toml", ".rq")
# Everything that a kept file may make, and nothing else: none of it does more than hold what it is given.
_MADE = {
    "builtins": {"dict", "list", "set"},
    "collections": {"Counter", "defaultdict"},
    "datetime": {"date"},
    "decimal": {"Decimal"},
    "dgkg.ask.engine": {"Asker"},
    "dgkg.ask.items.index": {"Index", "Item", "Page"},
    "dgkg.ask.language.grammar": {"Grammar"},
    "dgkg.ask.language.lexicon": {"Lexicon", "Match"},
    "dgkg.ask.language.rewording": {"Reworded"},
    "dgkg.ask.library": {"Library", "_Header"},
    "dgkg.figure": {"Figure"},
    "dgkg.gazetteer": {"Gazetteer", "Name"},
    "dgkg.kept": {"_literal"},
    "dgkg.namespaces": {"interned"},
    "dgkg.ontology": {"Ontology"},
    "dgkg.passage_graph": {"PassageGraph", "_node"},
    "dgkg.query": {"Parameter", "Query"},
    "dgkg.source": {"Library", "Passage", "Section", "Source"},
    "dgkg.words": {"Words"},
}


class Kept:
    """The file that keeps what was learnt of one record.

    Args:
        folder: where such files lie; made when first written to.
        record: the files of the graph.

    Raises:
        DataError: the record cannot be read.
    """

    def __init__(self, folder: Path, record: Record) -> None:
        self._file = folder / f"words-{_fingerprint(record)}.kept"

    def read(self, store: Store) -> Asker | None:
        """What answers questions over a store of that record; nothing where none is kept, or what is does not serve."""
        try:
            data = self._file.read_bytes()
            if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
                return None
            found = _Reader(BytesIO(data[_DIGEST:]), store).load()
        except (OSError, pickle.UnpicklingError, AttributeError, EOFError, LookupError, TypeError, ValueError):
            return None
        from dgkg.ask import Asker

        match found:
            case dict() as expressions, Grammar() as grammar, Asker() as asker:
                take(expressions)
                take_grammar(grammar)
                return asker
        return None

    def write(self, asker: Asker) -> None:
        """Keep what was learnt, where the folder can be written; what was kept of other states before goes."""
        asker.prepare()
        data = BytesIO()
        with suppress(OutputError, OSError, pickle.PicklingError):
            _Writer(data, asker.store).dump((translated(), read_grammar(), asker))
            written = data.getvalue()
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._file, sha256(written).digest() + written)
            others = sorted(self._file.parent.glob("words-*.kept"), key=lambda f: f.stat().st_mtime, reverse=True)
            for old in others[_FILES:]:
                old.unlink()


class _Writer(pickle.Pickler):
    """Writes all but the store, which each process has of its own."""

    def __init__(self, file: BytesIO, store: Store) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._store = store

    def persistent_id(self, found: object) -> str | None:
        return _STORE if found is self._store else None

    def reducer_override(self, found: object) -> Any:
        if isinstance(found, URIRef):
            return interned, (str(found),)
        if isinstance(found, Literal):
            return _literal, (str(found), found.language, found.datatype)
        named: Any = found if hasattr(found, "__qualname__") else type(found)
        if named.__qualname__ not in _MADE.get(named.__module__, ()):
            # Better nothing than what the next process would refuse.
            raise pickle.PicklingError(f"{named.__module__}.{named.__qualname__}")
        # Python makes such an object again field by field, which takes many times as long.
        if is_dataclass(found) and not isinstance(found, type) and not hasattr(found, "__dict__"):
            return type(found), tuple(getattr(found, field.name) for field in fields(found))
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Reads what was written so, around the store of this process."""

    def __init__(self, file: BytesIO, store: Store) -> None:
        super().__init__(file)
        self._store = store

    def persistent_load(self, name: object) -> Store:
        if name != _STORE:
            raise pickle.UnpicklingError(name)
        return self._store

    def find_class(self, module: str, name: str) -> Any:
        if name not in _MADE.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _literal(text: str, lang: str | None, datatype: URIRef | None) -> Literal:
    # It was normalised when it was read.
    return Literal(text, lang=lang, datatype=datatype, normalize=False)


def _fingerprint(record: Record) -> str:
    """What tells a state of the record, of the code and of Python from all others."""
    told = sha256(f"{sys.version} {rdflib.__version__}".encode())
    for path in record.files():
        told.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    for name, stat in sorted(_code(str(PACKAGE))):
        told.update(f"{name}\0{stat.st_size} {stat.st_mtime_ns}\n".encode())
    return told.hexdigest()[:32]


def _code(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _code(entry.path)
            elif entry.name.endswith(_OF_CODE):
                yield entry.path, entry.stat()
