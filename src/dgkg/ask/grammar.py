"""The small words of questions: what they ask for, and what says nothing.

They stand in ``grammar.toml``, both languages side by side. Names of things, indicators and
relations are no grammar: they are labels in ``graph/`` and ``ontology/``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["Grammar", "read_grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Phrases by the role they play, and words that play none."""

    roles: Mapping[str, tuple[str, ...]]
    filler: frozenset[str]


def read_grammar() -> Grammar:
    """The grammar that ships with the package."""
    text = files("dgkg.ask").joinpath("grammar.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    roles = {role: (*words.get("zh", ()), *words.get("en", ())) for role, words in told["roles"].items()}
    return Grammar(roles, frozenset(f"{told['filler']['zh']} {told['filler']['en']}".split()))
