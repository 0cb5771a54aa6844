"""The small words of questions: what they ask for, and what says nothing.

They stand in ``grammar.toml``, both languages side by side. Names of things, indicators and
relations are no grammar: they are labels in ``graph/`` and ``ontology/``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from dgkg.ask.language.tokens import features, phrase
from dgkg.pattern import pattern

__all__ = ["Grammar", "forms_of", "read_grammar", "take_grammar"]

_LISTS = ("filler", "common", "elsewhere", "beyond", "strangers")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Phrases by the role they play, and words that play none.

    ``common`` words say little; ``elsewhere`` are other places, ``beyond`` what such a report never tells,
    ``strangers`` well-known bodies; ``scope`` are phrases by what they claim a number to be of, ``stage`` by how far
    they say that a thing is. ``alike`` gives the features of an everyday word those of the words that stand for it,
    ``trade`` a word of names (or two) the one that stands for it, and ``unsaid`` are those that tell no names apart.
    """

    roles: Mapping[str, tuple[str, ...]]
    filler: frozenset[str]
    common: frozenset[str]
    elsewhere: frozenset[str]
    beyond: frozenset[str]
    strangers: frozenset[str]
    scope: Mapping[str, tuple[str, ...]]
    stage: Mapping[str, tuple[str, ...]]
    alike: Mapping[str, frozenset[str]]
    trade: Mapping[tuple[str, ...], str]
    unsaid: frozenset[str]


_read: list[Grammar] = []


def read_grammar() -> Grammar:
    """The grammar that ships with the package, read once."""
    if not _read:
        _read.append(_parsed())
    return _read[0]


def take_grammar(read: Grammar) -> None:
    """Use what another process has read, where this one has not."""
    if not _read:
        _read.append(read)


def _parsed() -> Grammar:
    import tomllib

    text = files("dgkg.ask.language").joinpath("grammar.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    words = {name: _words(told[name]) for name in _LISTS}
    return Grammar(
        _phrases(told["roles"]),
        scope=_phrases(told["scope"]),
        stage=_phrases(told["stage"]),
        alike=_alike(told["alike"]),
        trade=_trade(told["trade"]["en"]),
        unsaid=frozenset(part for word in told["unsaid"]["en"].split() for part in phrase(word)),
        **words,
    )


def _phrases(told: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """Phrases of both languages by what they say."""
    return {name: (*words.get("zh", ()), *words.get("en", ())) for name, words in told.items()}


def _words(told: Mapping[str, str]) -> frozenset[str]:
    """The words of a list in both languages; an underscore stands for the space within a phrase."""
    return frozenset(word.replace("_", " ") for word in f"{told['zh']} {told['en']}".split())


def _alike(told: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """What finds each word of some lines, by what finds the other words of its lines."""
    found: dict[str, frozenset[str]] = {}
    for line in f"{told['zh']}\n{told['en']}".split("\n"):
        # A word of more than two characters is found by each of its pairs: it may stand for others, not they for it.
        short = frozenset(feature for word in line.split() if len(of := features(word)) == 1 for feature in of)
        for feature in short:
            found[feature] = found.get(feature, frozenset()) | short
    return found


def _trade(lines: str) -> dict[tuple[str, ...], str]:
    """The first word of each line, by the stems of every word of it."""
    return {
        phrase(word.replace("_", " ")): phrase(line.split()[0])[0]
        for line in lines.strip().split("\n") for word in line.split()
    }  # fmt: skip


def forms_of(phrases: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    """What finds any of some phrases in a folded text, by what they say; English ones as whole words."""
    return {
        name: pattern("|".join(rf"\b{re.escape(p)}\b" if p.isascii() else re.escape(p) for p in listed))
        for name, listed in phrases.items()
    }
