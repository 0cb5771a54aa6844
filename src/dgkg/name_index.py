"""Every name of a large graph in a file beside its store: found at once, never read whole.

``dgkg build`` writes it with SQLite, once; readers open it and look up what they are asked for.
Names stand in order of their length, so that the first rows found are the best ones. The file never
changes, and has no checksums of its own: one that was written to since it was opened gives nothing more.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from rdflib import URIRef

from dgkg.errors import DataError
from dgkg.gazetteer import Gazetteer, Hit, Name, best_first, fold, keep_best, slips_in, spelled

__all__ = ["IndexedGazetteer", "NameIndex", "write_index"]

Named = tuple[str, str, str, str]
"""An IRI, a name of it, the language and the kind of that name; see :class:`dgkg.gazetteer.Name`."""
# Of each way of finding, so many names; a person reads no more.
MOST = 200
# Of the names that share a piece with a text, so many: of a rare piece that is all there are.
_CANDIDATES = 500
# One name in so many is looked at to tell which grams are common; so many of the rarest are asked for.
_EVERY, _RAREST = 32, 3
_THREE, _WITH_TOLD = 3, 3
_KEPT = 65536
_TABLES = """
CREATE TABLE things (iri TEXT PRIMARY KEY, slug TEXT, types TEXT) WITHOUT ROWID;
CREATE TABLE given (iri TEXT, text TEXT, lang TEXT, kind TEXT, folded TEXT, is_thing INTEGER);
CREATE TABLE names (
  id INTEGER PRIMARY KEY, iri TEXT, text TEXT, lang TEXT, kind TEXT, folded TEXT, full TEXT, initials TEXT
);
CREATE TABLE codes (iri TEXT, text TEXT, lang TEXT, kind TEXT);
CREATE TABLE lengths (length INTEGER PRIMARY KEY, first INTEGER, last INTEGER);
CREATE TABLE told (relation TEXT, iri TEXT, times INTEGER, PRIMARY KEY (relation, iri)) WITHOUT ROWID;
CREATE TABLE common (gram TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE grams USING fts5 (held, content='', detail=none, tokenize=ascii);
"""
_INDEXES = """
DROP TABLE given;
INSERT INTO lengths SELECT length(folded), min(id), max(id) FROM names GROUP BY length(folded);
CREATE INDEX names_iri ON names (iri);
CREATE INDEX names_folded ON names (folded);
CREATE INDEX names_full ON names (full) WHERE full IS NOT NULL;
CREATE INDEX names_initials ON names (initials) WHERE initials IS NOT NULL;
CREATE INDEX codes_iri ON codes (iri);
CREATE INDEX things_slug ON things (slug);
CREATE INDEX things_types ON things (types);
PRAGMA user_version = 3;
ANALYZE;
"""


def write_index(
    path: Path,
    names: Iterable[Named],
    types: Mapping[str, str],
    told: Iterable[tuple[str, str, int]] = (),
    beside: Callable[[sqlite3.Connection], None] = lambda _: None,
) -> None:
    """Write the index of a graph's names.

    Args:
        path: a file that is not there yet.
        names: of things, and of codes and words of the ontology, which are looked up but never found.
        types: the classes of each thing, in order, with a space between.
        told: by which relation passages lead to which thing, and how often, of relations that are to be known so.
        beside: writes what else is to stand in the file; see :func:`dgkg.word_index.write_words`.

    Raises:
        OSError: the file cannot be written, or the disk is full.
    """
    base = sqlite3.connect(path)
    try:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_TABLES)
        things = ((iri, iri.rpartition("/")[2].casefold(), types[iri]) for iri in sorted(types))
        base.executemany("INSERT INTO things VALUES (?, ?, ?)", things)
        base.executemany("INSERT INTO told VALUES (?, ?, ?)", told)
        given = ((iri, text, lang, kind, fold(text), iri in types) for iri, text, lang, kind in names)
        base.executemany("INSERT INTO given VALUES (?, ?, ?, ?, ?, ?)", given)
        base.execute("INSERT INTO codes SELECT DISTINCT iri, text, lang, kind FROM given WHERE NOT is_thing")
        base.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _rows(base))
        every = base.execute("SELECT id, folded FROM names ORDER BY id")
        common = Counter[str]()
        base.executemany("INSERT INTO grams (rowid, held) VALUES (?, ?)", _held(every, common))
        base.executemany("INSERT INTO common VALUES (?, ?)", common.items())
        beside(base)
        base.executescript(_INDEXES)
        base.commit()
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    finally:
        base.close()


def _rows(base: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    sorted_names = base.execute(
        "SELECT iri, text, lang, kind, folded FROM given WHERE is_thing ORDER BY length(folded), iri, kind, lang, text"
    )
    # Equal ones are neighbours: SQLite's own DISTINCT would sort all a second time.
    for number, (iri, text, lang, kind, folded) in enumerate(map(itemgetter(0), groupby(sorted_names)), 1):
        full, initials = spelled(text) if lang == "zh" else (None, None)
        yield number, iri, text, lang, kind, folded, full, initials


class _Points(dict[str, str]):
    """Characters as words of an alphabet that every tokenizer keeps whole, each made once."""

    def __missing__(self, character: str) -> str:
        point = self[character] = f"{ord(character):x}"
        return point


_POINTS = _Points()


def _grams(text: str) -> str:
    """Single characters and neighbours, two and three together, as such words."""
    points = list(map(_POINTS.__getitem__, text))
    threes = zip(points, points[1:], points[2:], strict=False)
    return " ".join(dict.fromkeys([*points, *map("g".join, pairwise(points)), *map("g".join, threes)]))


def _held(names: Iterable[tuple[int, str]], common: Counter[str]) -> Iterator[tuple[int, str]]:
    """The grams of each name; of some names they are counted, which tells the common ones."""
    for number, text in names:
        grams = _grams(text)
        if number % _EVERY == 1:
            common.update(grams.split())
        yield number, grams


class NameIndex(Mapping[URIRef, frozenset[URIRef]]):
    """The index of one graph, for reading; as a mapping, the classes of each thing.

    Args:
        path: the file that :func:`write_index` wrote.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        try:
            # Threads share it, and Python 3.12 hands one prepared statement to all of them: one reads at a time.
            self._one = threading.Lock()
            self._path, self._descriptor = path, os.open(path, os.O_RDONLY)
            self._let_go = weakref.finalize(self, os.close, self._descriptor)
            self._as_opened = self._written()
            self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._size = int(self._base.execute("SELECT count(*) FROM things").fetchone()[0])
            # An index of before has no grams of three characters, or has them and none counted.
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            self._longest = _THREE if version else _THREE - 1
            self._has_counts, self._has_told = version > 1, version >= _WITH_TOLD
            beside = self._base.execute("SELECT count(*) FROM sqlite_master WHERE name = 'passages'").fetchone()[0]
            self.has_words = bool(beside)
            """Whether it also holds the words of passages; see :mod:`dgkg.word_index`."""
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
        self._types = lru_cache(_KEPT)(self._read_types)
        self.of = lru_cache(_KEPT)(self._of)
        self._coded = lru_cache(_KEPT)(self._read_codes)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """The rows of a statement.

        Raises:
            DataError: the file is damaged, or was written to since it was opened.
        """
        with self._one:
            try:
                found = self._base.execute(sql, values).fetchall()
            except sqlite3.ProgrammingError:
                raise
            except sqlite3.DatabaseError as error:
                raise self._damaged(str(error), str(error)) from error
            # Looked at afterwards: what was read before is what was built.
            if self._written() != self._as_opened:
                raise self._damaged("打开以后被改写", "it was written to since it was opened")
            return found

    def _written(self) -> tuple[int, int]:
        """When the very file that is open was last written to, and its size, whatever else has its name by now."""
        told = os.fstat(self._descriptor)
        return told.st_mtime_ns, told.st_size

    def _damaged(self, zh: str, en: str) -> DataError:
        return DataError(
            f"名称索引 {self._path} 无法读取，多半已损坏：{zh}。请用 dgkg verify 查验，再用 dgkg build 重建。",
            f"The index of names {self._path} cannot be read and most likely is damaged: {en}. "
            "Run dgkg verify, and dgkg build again.",
            path=self._path,
        )

    def holding(self, text: str) -> str:
        """What the grams of a name that contains a text must hold: the longest ones, and of many the rarest."""
        points, size = list(map(_POINTS.__getitem__, text)), min(len(text), self._longest)
        grams = dict.fromkeys("g".join(points[at : at + size]) for at in range(len(points) - size + 1))
        if not self._has_counts:
            return " AND ".join(grams)
        # To go through the long list of a common one takes longer than to look at the few names that it would spare.
        return " AND ".join(nsmallest(_RAREST, grams, key=lambda gram: self._common.get(gram, 0)))

    @cached_property
    def _common(self) -> Mapping[str, int]:
        return dict(self.rows("SELECT gram, times FROM common"))

    def told(self, relation: URIRef) -> Mapping[URIRef, int] | None:
        """The things that passages lead to by a relation, and how often; ``None`` where nobody counted them."""
        if not self._has_told:
            return None
        rows = self.rows("SELECT iri, times FROM told WHERE relation = ?", str(relation))
        return {URIRef(iri): times for iri, times in rows}

    def close(self) -> None:
        """Close the file."""
        self._base.close()
        self._let_go()

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[URIRef]:
        return (URIRef(iri) for (iri,) in self.rows("SELECT iri FROM things ORDER BY iri"))

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and self._types(str(iri)) is not None

    def __getitem__(self, iri: URIRef) -> frozenset[URIRef]:
        found = self._types(str(iri))
        if found is None:
            raise KeyError(iri)
        return found

    def _read_types(self, iri: str) -> frozenset[URIRef] | None:
        found = self.rows("SELECT types FROM things WHERE iri = ?", iri)
        return frozenset(map(URIRef, found[0][0].split())) if found else None

    def _of(self, iri: str) -> tuple[Name, ...]:
        found = self.rows("SELECT iri, text, lang, kind FROM names WHERE iri = ? ORDER BY kind, lang, text", iri)
        return tuple(Name(URIRef(i), text, lang, kind) for i, text, lang, kind in found)

    def _read_codes(self, iri: str) -> Mapping[str, str]:
        found = self.rows("SELECT lang, text FROM codes WHERE iri = ? AND kind = 'pref' ORDER BY text", iri)
        return dict(found)

    def preferred(self, iri: URIRef, lang: str) -> str | None:
        """The preferred name of a thing or a code in just this language."""
        names = {name.lang: name.text for name in self.of(str(iri)) if name.kind == "pref"}
        return names.get(lang) or self._coded(str(iri)).get(lang)


class IndexedGazetteer(Gazetteer):
    """A gazetteer that looks names up in an index and holds none.

    It finds what one in memory finds, but at most :data:`MOST` things in each way but the exact ones, and near
    misses among the first few hundred names of alike length that share a piece with the text, of each piece.
    """

    def __init__(self, index: NameIndex) -> None:
        super().__init__((), {})
        self.types = index
        self._index = index
        # The index never changes, and a question names the same things again and again.
        self._read_named = lru_cache(_KEPT)(self._names_so)
        self._read_slug = lru_cache(_KEPT)(self._ending_so)

    def label(self, iri: URIRef, lang: str) -> str:
        """The preferred name; see :meth:`Gazetteer.label`."""
        found = (self._index.preferred(iri, language) for language in (lang, "zh", "en"))
        return next(filter(None, found), None) or super().label(iri, lang)

    def of_class(self, cls: URIRef) -> list[URIRef]:
        """The things that are said to be of just this class, by IRI."""
        every = (types for (types,) in self._index.rows("SELECT DISTINCT types FROM things"))
        written = [types for types in every if str(cls) in types.split()]
        found = (self._index.rows("SELECT iri FROM things WHERE types = ?", types) for types in written)
        return sorted(URIRef(iri) for rows in found for (iri,) in rows)

    def _names_of(self, iri: URIRef) -> Iterable[Name]:
        return self._index.of(str(iri))

    def _named(self, key: str, kind: str) -> Iterable[URIRef]:
        return self._read_named(key).get(kind, ())

    def _names_so(self, key: str) -> Mapping[str, list[URIRef]]:
        found: dict[str, list[URIRef]] = {}
        for iri, kind in self._index.rows("SELECT DISTINCT iri, kind FROM names WHERE folded = ?", key):
            found.setdefault(kind, []).append(URIRef(iri))
        return found

    def _slugged(self, slug: str) -> Iterable[URIRef]:
        return self._read_slug(slug)

    def _ending_so(self, slug: str) -> list[URIRef]:
        return [URIRef(iri) for (iri,) in self._index.rows("SELECT iri FROM things WHERE slug = ?", slug)]

    def find(self, text: str) -> list[Hit]:
        """Everything that a text could mean, best first; see :meth:`Gazetteer.find`."""
        key = fold(text)
        if not key:
            return []
        hits = {hit.iri: hit for hit in self._exact(text)}

        def add(iri: str, matched: str, reason: str, distance: int = 0) -> None:
            keep_best(hits, Hit(URIRef(iri), matched, reason, distance))

        if key.isascii():
            letters = key.replace("-", "")
            for (iri,) in self._index.rows("SELECT iri FROM names WHERE full = ? LIMIT ?", letters, MOST):
                add(iri, text, "pinyin")
            if len(letters) > 1:
                for (iri,) in self._index.rows("SELECT iri FROM names WHERE initials = ? LIMIT ?", letters, MOST):
                    add(iri, text, "initials")
        near: dict[str, list[tuple[str, str, int]]] = {"prefix": [], "part": [], "typo": []}
        for iri, folded in self._containing(key):
            near["prefix" if folded.startswith(key) else "part"].append((iri, folded, len(folded) - len(key)))
        near["typo"] = list(self._misspelled(key))
        for reason, found in near.items():
            for iri, folded, distance in found:
                add(iri, folded, reason, distance)
        return best_first(hits.values())

    def _containing(self, key: str) -> Iterator[tuple[str, ...]]:
        # A name that begins with the text is worth more than a short one that contains it.
        begins = "SELECT iri, folded FROM names WHERE folded >= ? AND folded < ? LIMIT ?"
        yield from self._index.rows(begins, key, key + "\U0010ffff", MOST)
        within = (
            "SELECT iri, folded FROM grams JOIN names ON names.id = grams.rowid "
            "WHERE grams MATCH ? AND instr(folded, ?) ORDER BY grams.rowid LIMIT ?"
        )
        yield from self._index.rows(within, self._index.holding(key), key, MOST)

    def _misspelled(self, key: str) -> Iterator[tuple[str, str, int]]:
        slips = slips_in(key)
        if not slips:
            return
        # A slip spoils at most two pieces (where two characters at a seam change places): one more stays whole.
        pieces = _pieces(key, 2 * slips + 1)
        about = "SELECT min(first), max(last) FROM lengths WHERE length BETWEEN ? AND ?"
        first, last = self._index.rows(about, len(key) - slips, len(key) + slips)[0]
        # Each piece by itself: all together would be the names with the commonest one.
        ask = (
            "SELECT names.id, iri, folded FROM grams JOIN names ON names.id = grams.rowid WHERE grams MATCH ? "
            "AND grams.rowid BETWEEN ? AND ? ORDER BY grams.rowid LIMIT ?"
        )
        alike = {
            number: (iri, folded)
            for piece in pieces
            for number, iri, folded in self._index.rows(ask, self._index.holding(piece), first, last, _CANDIDATES)
        }
        names = {number: folded for number, (_, folded) in alike.items()}
        for folded, distance, number in process.extract_iter(
            key, names, scorer=DamerauLevenshtein.distance, score_cutoff=slips
        ):
            if key not in folded and distance < len(key):
                yield alike[number][0], folded, int(distance)

    def spellings(self) -> dict[URIRef, set[str]]:
        """How the Chinese names are spelled; see :meth:`Gazetteer.spellings`."""
        found: dict[URIRef, set[str]] = {}
        for iri, *spelled_so in self._index.rows("SELECT iri, full, initials FROM names WHERE full IS NOT NULL"):
            found.setdefault(URIRef(iri), set()).update(spelled_so)
        return found


def _pieces(text: str, number: int) -> list[str]:
    """A text cut into so many pieces, as alike in length as can be; fewer where it is shorter."""
    cuts = [round(len(text) * n / number) for n in range(number + 1)]
    return [text[a:b] for a, b in pairwise(cuts) if b > a]
