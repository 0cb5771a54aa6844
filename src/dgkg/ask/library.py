"""Questions of the library, known by the words in their headers: a new ``.rq`` teaches a new question.

A question fits where its words are those of a header but for the name of a thing, which may be
any other of the kind that the parameter takes. Such an answer is told row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask.lexicon import Lexicon
from dgkg.ask.tokens import Token, tokenize
from dgkg.ask.wording import one_clause
from dgkg.namespaces import expand
from dgkg.query import Parameter, Query, catalogue
from dgkg.questions import Questions
from dgkg.solutions import SENTENCE, Solutions
from dgkg.words import Words

__all__ = ["Library", "told"]

_SLOT = "◇"
# How much is enough is a matter of the query, not of who asks.
_THRESHOLDS = {"integer", "decimal"}
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class _Known:
    """A question by its words; ``slot`` is the parameter whose name may be another."""

    query: Query
    slot: Parameter | None


class Library:
    """The questions of the library by their words.

    Args:
        words: the names of things, and their kinds.
        lexicon: finds names in a text.
    """

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._known: dict[tuple[str, ...], list[_Known]] = defaultdict(list)
        for query in catalogue():
            if f"?{SENTENCE}" in query.text:
                for text in (text for texts in query.questions.values() for text in texts):
                    self._learn(query, tokenize(text))

    def _learn(self, query: Query, tokens: Sequence[Token]) -> None:
        """A question that names what a parameter takes is one of whatever else the parameter takes.

        One that names nothing is known as it stands only where the query asks for nothing to be named:
        else its answer would be that of the parameter's default, of which nobody spoke.
        """
        stems = tuple(token.stem for token in tokens)
        named = [p for p in query.parameters if p.name != "lang" and p.kind not in _THRESHOLDS]
        if not named:
            self._known[stems].append(_Known(query, None))
            return
        for match in self._lexicon.matches(tokens):
            for parameter in named:
                if any(self._takes(parameter, thing) for thing in match.things):
                    key = (*stems[: match.start], _SLOT, *stems[match.end :])
                    self._known[key].append(_Known(query, parameter))

    def answer(self, tokens: Sequence[Token], lang: str, questions: Questions) -> Solutions | None:
        """The rows of the question that a text is, if it is one and there are any."""
        stems = tuple(token.stem for token in tokens)
        spoken = {"lang": lang}
        for known in self._known.get(stems, ()):
            if found := self._run(known.query, spoken, questions):
                return found
        for match in self._lexicon.matches(tokens):
            key = (*stems[: match.start], _SLOT, *stems[match.end :])
            for known in self._known.get(key, ()):
                for thing in sorted(match.things):
                    if known.slot and self._takes(known.slot, thing):
                        found = self._run(known.query, {**spoken, known.slot.name: thing}, questions)
                        if found:
                            return found
        return None

    def _takes(self, parameter: Parameter, thing: URIRef) -> bool:
        cls = expand(parameter.kind)
        types = self._words.gazetteer.types.get(thing, frozenset())
        if parameter.is_literal or thing not in self._words.gazetteer:
            return False
        return parameter.kind == "any" or (cls is not None and self._words.ontology.is_a(types, cls))

    @staticmethod
    def _run(query: Query, values: dict[str, str | URIRef], questions: Questions) -> Solutions | None:
        known = {parameter.name for parameter in query.parameters}
        found = questions.ask(query, {name: value for name, value in values.items() if name in known})
        return found if len(found) and SENTENCE in found.variables else None


def told(solutions: Solutions, lang: str) -> str:
    """Rows in words, one clause each, with the marks of their passages."""
    zh = lang == "zh"
    place = solutions.variables.index(SENTENCE)
    heads = [head for n, head in enumerate(solutions.headings(lang)) if n != place]
    rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row, cells in zip(solutions.table.rows[:MOST_ROWS], solutions.cells(lang), strict=False):
        mark = f"[{str(row[place]).rpartition('/')[2]}]"
        clause = tuple("" if cell is None else str(cell) for n, cell in enumerate(cells) if n != place)
        if mark not in rows[clause]:
            rows[clause].append(mark)
    lines = []
    for clause, marks in rows.items():
        named = [f"{head}{'：' if zh else ': '}{cell}" for head, cell in zip(heads, clause, strict=True) if cell]
        lines.append(one_clause(("，" if zh else ", ").join(named)) + " " + " ".join(marks) + ("。" if zh else "."))
    return "\n".join(lines)
