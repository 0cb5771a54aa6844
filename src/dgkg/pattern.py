"""Regular expressions that are compiled when they are first used, or taken as another process has compiled them.

What reads questions has some five hundred of them, and one question uses half. To compile those takes longer than to
answer it, for Python translates an expression in Python. What it is translated to, some numbers, can be kept: see
:mod:`dgkg.kept`. Of the :mod:`re` module it takes names that are nobody's to rely on: where a Python has them otherwise
nothing is kept, and all is as slow as without.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, cast
from weakref import WeakSet

__all__ = ["Translated", "pattern", "take", "translated"]

Translated = Mapping[tuple[str, int], tuple[int, bytes, int, Mapping[str, int]]]
"""Expressions by their text and flags: all their flags, what the engine runs, the number of groups, and their names."""
_WORD = "I"


class _Pattern:
    """Stands for a compiled expression; each method of it is looked up once."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._flags = text, flags
        _made.add(self)

    @property
    def key(self) -> tuple[str, int]:
        """What it is known by."""
        return self.pattern, int(self._flags)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _known(self.key) or re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


_made: WeakSet[_Pattern] = WeakSet()
_taken: dict[tuple[str, int], tuple[int, bytes, int, Mapping[str, int]]] = {}


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """An expression as of :func:`re.compile`, which raises for a wrong one only when it is used."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


def take(found: Translated) -> None:
    """Use what a process of this very Python has translated for all expressions that are not compiled yet."""
    _taken.update(found)


def translated() -> Translated:
    """All expressions of this process, translated for the next; nothing where this Python does it in another way."""
    with suppress(ImportError, AttributeError, TypeError, ValueError, OverflowError):
        return dict(_translate())
    return {}


def _translate() -> Iterator[tuple[tuple[str, int], tuple[int, bytes, int, Mapping[str, int]]]]:
    for key in sorted(made.key for made in _made):
        yield key, _taken.get(key) or _code_of(*key)


def _code_of(text: str, flags: int) -> tuple[int, bytes, int, Mapping[str, int]]:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(text, flags)
    code = array(_WORD, _compiler._code(parsed, flags))  # noqa: SLF001
    return flags | parsed.state.flags, code.tobytes(), parsed.state.groups - 1, dict(parsed.state.groupdict)


def _known(key: tuple[str, int]) -> re.Pattern[str] | None:
    """An expression as it was translated before; Python's engine looks the numbers through before it runs them."""
    if key not in _taken:
        return None
    flags, code, groups, names = _taken[key]
    with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
        import _sre  # type: ignore[import-not-found]

        of_each: list[str | None] = [None] * (groups + 1)
        for name, group in names.items():
            of_each[group] = name
        words = array(_WORD)
        words.frombytes(code)
        return cast("re.Pattern[str]", _sre.compile(key[0], flags, words.tolist(), groups, names, tuple(of_each)))
    return None
