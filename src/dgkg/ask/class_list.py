"""A question for everything of a class, asked of a large graph: how many there are, and the first of them."""

from __future__ import annotations

from itertools import islice

from rdflib import URIRef

from dgkg.ask.answer import Answer
from dgkg.ask.items.ground import Ground
from dgkg.ask.language.question import Question
from dgkg.questions import Questions
from dgkg.terms import to_sparql

__all__ = ["list_class"]

_SHOWN, _MOST_TRIED = 20, 100
_ASKS_FOR_ALL = frozenset({"list", "who", "count", "number"})


def list_class(ground: Ground, question: Question) -> Answer | None:
    """The answer to a question that names a class and nothing else; ``None`` to any other question.

    Args:
        ground: knows how many there are, without counting them anew.
        question: what is asked.
    """
    cls = _class_asked_for(ground, question)
    if cls is None:
        return None
    first = islice(ground.members_of(cls), _MOST_TRIED)
    told = ((thing, passages[0]) for thing in first if (passages := ground.occurrences.passages(thing)))
    shown = list(islice(told, _SHOWN))
    if not shown:
        return None
    solutions = Questions(ground.store, ground.words).run(_query(ground, cls, shown))
    number, lang = ground.number_of_class(cls), question.lang
    is_all = number == len(shown)
    lines = [f"{ground.words.label(thing, lang)} [{passage.rpartition('/')[2]}]" for thing, passage in shown]
    text = "\n".join([_head(ground, cls, number, 0 if is_all else len(shown), lang), *lines])
    citations = tuple(ground.words.cite(passage for _, passage in shown))
    reading = ground.words.ontology.plural(cls, lang)
    status = "answered" if is_all else "partial"
    return Answer(status, text, solutions, citations, solutions.sparql, reading, lang, question)


def _class_asked_for(ground: Ground, question: Question) -> URIRef | None:
    narrowed = question.years or question.numbers or question.section or question.names_city or question.names_source
    if narrowed or len(question.units) != 1 or not question.roles or question.roles - _ASKS_FOR_ALL:
        return None
    found = [thing for thing in question.units[0].things if thing not in ground.names]
    classes = {thing: number for thing in found if (number := ground.number_of_class(thing))}
    return max(classes, key=lambda cls: (classes[cls], cls), default=None)


def _head(ground: Ground, cls: URIRef, number: int, shown: int, lang: str) -> str:
    if lang == "zh":
        some = f"，这里列出{shown}个" if shown else ""
        return f"图谱中属于「{ground.words.label(cls, 'zh')}」的共{number}个{some}："
    some = f"; {shown} of them are" if shown else ""
    return f"{ground.words.ontology.plural(cls, 'en')} in the graph: {number}{some}:"


def _query(ground: Ground, cls: URIRef, shown: list[tuple[URIRef, URIRef]]) -> str:
    """The query that gives how many there are, and what is shown, each with a passage that speaks of it."""
    classes = " ".join(to_sparql(below) for below in ground.classes_below(cls))
    pairs = " ".join(f"({to_sparql(thing)} {to_sparql(passage)})" for thing, passage in shown)
    return (
        "SELECT ?thing ?count ?sentence WHERE {\n"
        f"  {{ SELECT (COUNT(DISTINCT ?any) AS ?count) WHERE {{ VALUES ?class {{ {classes} }} ?any a ?class }} }}\n"
        f"  VALUES (?thing ?sentence) {{ {pairs} }}\n"
        "} ORDER BY ?thing ?sentence"
    )
