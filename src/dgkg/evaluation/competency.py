"""Competency questions as cases: each asked in both languages, its answer given in Chinese only.

What of an answer is a name or a figure is looked for in the language of the question; what is
neither (a judgement in prose) is judged by the sentence that is cited.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dgkg.evaluation.case import Case
from dgkg.evaluation.judge import squeeze
from dgkg.figure import POWERS, amount
from dgkg.namespaces import UNIT

if TYPE_CHECKING:
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["Competency"]

_NAMES = "SELECT ?thing ?name WHERE { ?thing skos:prefLabel|skos:altLabel ?name }"
_PARTS = re.compile(r"[，、；：:;（）()“”《》]+")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*(万亿|千万|百万|[百千万亿])?\s*多?(%|美元|元|个百分点)?")


class Competency:
    """Turns rows into cases with the names of a graph and the words of the report.

    Args:
        kg: knows what things are called in both languages.
        texts: the words of each passage by its id, to find the one that is to be cited; where there are
            none, no citation is asked for.
    """

    def __init__(self, kg: KnowledgeGraph, texts: Mapping[str, str]) -> None:
        self.kg = kg
        self._texts = {name: _bare(text) for name, text in texts.items()}

    def cases(self, row: Mapping[str, Any]) -> Iterator[Case]:
        """A row as it is asked in Chinese and in English."""
        unanswerable = row["kind"] == "unanswerable"
        start = _bare(row["evidence_sentence_start"])
        wanted = tuple(n for n, text in self._texts.items() if start and text.startswith(start))
        for lang in ("zh", "en"):
            yield Case(
                f"{row['id']}-{lang}", lang, row[lang], row["kind"], "not_in_source" if unanswerable else "answered",
                () if unanswerable else tuple(self._values(row["answer"])), (),
                (wanted,) if wanted and not unanswerable else (),
            )  # fmt: skip

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """What else the thing is called that has a name."""
        by_thing: dict[object, set[str]] = defaultdict(set)
        for row in self.kg.sparql(_NAMES):
            by_thing[row["thing"]].add(str(row["name"]))
        found: dict[str, set[str]] = defaultdict(set)
        for names in by_thing.values():
            for name in names:
                found[squeeze(name)] |= names
        return {name: frozenset(others) for name, others in found.items()}

    def _values(self, entries: list[str]) -> Iterator[tuple[str, ...]]:
        for entry in entries:
            whole = self._names.get(squeeze(entry.strip("《》“”")))
            for part in [] if whole else _PARTS.split(entry):
                if names := self._names.get(squeeze(part)):
                    yield tuple(sorted(names))
                else:
                    yield from map(_month, _MONTH.findall(part))
                    yield from (_written(found) for found in _FIGURE.finditer(_MONTH.sub(" ", part)))
            if whole:
                yield tuple(sorted(whole))


def _month(number: str) -> tuple[str, ...]:
    """How a month may be written: 1月, January."""
    name = month_name[int(number)]
    return (f"{int(number)}月", f"-{int(number):02d}", name, f"{name[:3]} ")


def _written(found: re.Match[str]) -> tuple[str, ...]:
    """How a figure may be written: as it is, in plain digits, and as English writes it."""
    number = Decimal(found[1]) * Decimal(10) ** POWERS.get(found[2] or "", 0)
    ways = {found[1] + (found[2] or ""), amount(number, None)}
    for unit in (UNIT.CCY_CNY, UNIT.CCY_USD):
        # "55.53 bn", whatever currency stands before it.
        ways.add(amount(number, unit).partition(" ")[2])
    return tuple(sorted(ways))


def _bare(text: str) -> str:
    return re.sub(r"[\s*]", "", text)
