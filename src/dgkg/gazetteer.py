"""Names and what they name: exact, by alias, by pinyin, by near miss.

A name found in several things is never guessed at; a name found in none comes back with
what is nearest. Look-ups fold width, case, quotation marks and white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein
from rdflib import URIRef

from dgkg.errors import AmbiguousNameError, NotFoundError
from dgkg.namespaces import ID, compact, expand

__all__ = ["Gazetteer", "Hit", "Name", "best_first", "fold", "keep_best", "slips_in", "spelled"]

# How a hit was made, best first.
REASONS = ("id", "name", "alias", "hidden", "pinyin", "initials", "prefix", "part", "typo")
_NEAREST = 5


def fold(text: str) -> str:
    """The form in which names are compared.

    >>> fold("《5G 全连接工厂建设指南》") == fold("５Ｇ全连接工厂建设指南")
    True
    """
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", text).casefold())


_PASSED_OVER = re.compile(r"[\s《》〈〉“”‘’\"'「」·・]")


class Name(NamedTuple):
    """A name of a thing; ``kind`` is ``pref``, ``alt`` or ``hidden``."""

    iri: URIRef
    text: str
    lang: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found by a text, the name that matched, and how (one of :data:`REASONS`)."""

    iri: URIRef
    matched: str
    reason: str
    distance: int = 0


class Gazetteer:
    """Every name of every thing.

    Args:
        names: in any order.
        types: the classes of each thing, for choosing among things of one kind.
    """

    def __init__(self, names: Iterable[Name], types: Mapping[URIRef, frozenset[URIRef]]) -> None:
        self._names = sorted(set(names), key=lambda n: (str(n.iri), n.kind, n.lang, n.text))
        self.types: Mapping[URIRef, frozenset[URIRef]] = types
        self._preferred: dict[tuple[URIRef, str], str] = {}
        self._of: dict[URIRef, list[Name]] = defaultdict(list)
        for name in self._names:
            self._of[name.iri].append(name)
            if name.kind == "pref":
                self._preferred[name.iri, name.lang] = name.text

    @cached_property
    def _by_text(self) -> dict[str, dict[str, set[URIRef]]]:
        """The things that each folded name names, by the kind of the name."""
        found: dict[str, dict[str, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
        for name in self._names:
            found[fold(name.text)][name.kind].add(name.iri)
        return found

    @cached_property
    def _by_slug(self) -> dict[str, set[URIRef]]:
        found: dict[str, set[URIRef]] = defaultdict(set)
        for iri in self.types:
            found[iri.rpartition("/")[2].casefold()].add(iri)
        return found

    def __getstate__(self) -> dict[str, object]:
        # Names are looked up by these alone where somebody types one.
        return {name: value for name, value in self.__dict__.items() if name not in {"_by_text", "_by_slug", "_pinyin"}}

    def __contains__(self, iri: object) -> bool:
        return iri in self.types

    def label(self, iri: URIRef, lang: str) -> str:
        """The preferred name in a language, falling back zh → en → short IRI."""
        for language in (lang, "zh", "en"):
            if found := self._preferred.get((iri, language)):
                return found
        return compact(iri)

    def of_class(self, cls: URIRef) -> list[URIRef]:
        """The things that are said to be of just this class, by IRI."""
        return sorted(iri for iri, types in self.types.items() if cls in types)

    def names(self, iri: URIRef) -> list[Name]:
        """All names of a thing, preferred ones first."""
        order = {"pref": 0, "alt": 1, "hidden": 2}
        return sorted(self._names_of(iri), key=lambda n: (order[n.kind], n.lang != "zh", n.text))

    def _names_of(self, iri: URIRef) -> Iterable[Name]:
        return self._of.get(iri, ())

    def _named(self, key: str, kind: str) -> Iterable[URIRef]:
        """The things that have a folded name of a kind."""
        return self._by_text.get(key, {}).get(kind, ())

    def _slugged(self, slug: str) -> Iterable[URIRef]:
        """The things whose IRIs end so."""
        return self._by_slug.get(slug, ())

    def lookup(self, text: str, among: Callable[[URIRef], bool] | None = None) -> URIRef:
        """The one thing that a text names.

        Args:
            text: a name, an alias, an id (``id:huawei`` or ``huawei``), an IRI or pinyin.
            among: says which things count.

        Raises:
            NotFoundError: nothing has the name; carries the nearest labels.
            AmbiguousNameError: several things have it; carries the choices.
        """
        # What is named exactly outranks what is spelled so; only the latter needs the pinyin of every name.
        for search in (self._exact, self.find):
            hits = [hit for hit in search(text) if among is None or among(hit.iri)]
            sure = [hit for hit in hits if REASONS.index(hit.reason) <= REASONS.index("initials")]
            if sure:
                break
        if not sure:
            nearest = list(dict.fromkeys(self.label(hit.iri, "zh") for hit in hits))[:_NEAREST]
            raise NotFoundError(text, nearest)
        best = [hit for hit in sure if hit.reason == sure[0].reason]
        # A class of a code list has the name of the industry it classifies: who says it means the latter.
        best = [hit for hit in best if hit.iri.startswith(str(ID))] or best
        if len(best) > 1:
            raise AmbiguousNameError(text, [(compact(hit.iri), self.label(hit.iri, "zh")) for hit in best])
        return best[0].iri

    def find(self, text: str) -> list[Hit]:
        """Everything that a text could mean, best first; exact names before near misses."""
        key = fold(text)
        hits = {hit.iri: hit for hit in self._exact(text)}

        def add(iris: Iterable[URIRef], matched: str, reason: str, distance: int = 0) -> None:
            for iri in iris:
                keep_best(hits, Hit(iri, matched, reason, distance))

        if not key:
            return []
        if key.isascii():
            full, initials = self._pinyin
            spelled = key.replace("-", "")
            add(full.get(spelled, ()), text, "pinyin")
            if len(spelled) > 1:
                add(initials.get(spelled, ()), text, "initials")
        add_near(self._by_text, key, add)
        return best_first(hits.values())

    def spellings(self) -> dict[URIRef, set[str]]:
        """How the Chinese names of each thing are spelled in pinyin, in full and by initials."""
        found: dict[URIRef, set[str]] = defaultdict(set)
        for spelled in self._pinyin:
            for text, iris in spelled.items():
                for iri in iris:
                    found[iri].add(text)
        return dict(found)

    def _exact(self, text: str) -> list[Hit]:
        """What has the text for an IRI, a name or an id, best first."""
        key = fold(text)
        if not key:
            return []
        hits: dict[URIRef, Hit] = {}

        def add(iris: Iterable[URIRef], reason: str) -> None:
            for iri in iris:
                hits.setdefault(iri, Hit(iri, text, reason))

        iri = expand(text.strip())
        if iri is not None and iri in self.types:
            add([iri], "id")
        for kind, reason in (("pref", "name"), ("alt", "alias"), ("hidden", "hidden")):
            add(self._named(key, kind), reason)
        add(self._slugged(text.strip().casefold()), "id")
        return best_first(hits.values())

    @cached_property
    def _pinyin(self) -> tuple[dict[str, set[URIRef]], dict[str, set[URIRef]]]:
        full: dict[str, set[URIRef]] = defaultdict(set)
        initials: dict[str, set[URIRef]] = defaultdict(set)
        for name in self._names:
            whole, letters = spelled(name.text) if name.lang == "zh" else (None, None)
            if whole is not None and letters is not None:
                full[whole].add(name.iri)
                initials[letters].add(name.iri)
        return dict(full), dict(initials)


def spelled(text: str) -> tuple[str, str] | tuple[None, None]:
    """A Chinese name in pinyin, in full and by initials; nothing for what has no Chinese in it.

    >>> spelled("松山湖"), spelled("OPPO全球算力")[1]
    (('songshanhu', 'ssh'), 'oppoqqsl')
    """
    if not re.search(r"[\u3400-\u9fff]", text):
        return None, None
    plain = fold(text)
    syllables = [syllable for part in _PARTS.findall(plain) for syllable in _syllables(part)]
    # Latin words come back whole and stay whole.
    return "".join(syllables), "".join(part if part in plain else part[0] for part in syllables)


# What is pure ASCII is never spelled.
_PARTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


def _syllables(part: str) -> tuple[str, ...]:
    return (part,) if part.isascii() else _pinyin_of(part)


@lru_cache(maxsize=1 << 16)
def _pinyin_of(part: str) -> tuple[str, ...]:
    """The pinyin of a part of a name: names share their parts, which take longer to spell than to look up."""
    # Costs a quarter of a second to import: only for a query in Latin letters.
    from pypinyin.seg.simpleseg import seg

    return tuple(syllable for phrase in seg(part) for syllable in _pinyin_of_phrase(phrase))


@lru_cache(maxsize=1 << 16)
def _pinyin_of_phrase(phrase: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin([phrase]))


def slips_in(key: str) -> int:
    """How many slips of the finger a folded text of this length is forgiven."""
    return 0 if len(key) < 2 else 1 if len(key) < 6 else 2  # noqa: PLR2004 - one slip in a short name


def keep_best(hits: dict[URIRef, Hit], hit: Hit) -> None:
    """Of the names by which a thing is found, the one that fits best."""
    hits[hit.iri] = min(hits.get(hit.iri, hit), hit, key=_rank)


def best_first(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in the order in which they are shown."""
    return sorted(hits, key=_rank)


def _rank(hit: Hit) -> tuple[object, ...]:
    return REASONS.index(hit.reason), hit.distance, len(hit.matched), hit.iri


def add_near(by_text: dict[str, dict[str, set[URIRef]]], key: str, add: object) -> None:
    """Names that begin with the key, contain it, or differ by a slip of the finger."""
    assert callable(add)
    slips = slips_in(key)
    for text, kinds in by_text.items():
        iris = set().union(*kinds.values())
        if text.startswith(key):
            add(iris, text, "prefix", len(text) - len(key))
        elif key in text:
            add(iris, text, "part", len(text) - len(key))
        elif slips and abs(len(text) - len(key)) <= slips:
            distance = DamerauLevenshtein.distance(text, key, score_cutoff=slips)
            if distance <= slips and distance < len(key):
                add(iris, text, "typo", distance)
