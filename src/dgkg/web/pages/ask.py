"""A question in plain words: how it was read, the answer clause by clause, its rows, its query, and what to change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.ask import Answer
from dgkg.errors import DgkgError
from dgkg.facts import short
from dgkg.grounding import MARK
from dgkg.namespaces import DGO
from dgkg.web.answered import answered, answered_grid
from dgkg.web.asked import Asked
from dgkg.web.page import Page
from dgkg.web.slots import changed, slots_of
from dgkg.web.view import View
from dgkg.web.wording import Piece, linked, place_of

if TYPE_CHECKING:
    from dgkg.diagram import Diagram

__all__ = ["ask_page"]

MOST_ROWS = 60
_EXAMPLES = 8
_STATUSES = {
    "answered": ("已回答", "answered"),
    "partial": ("部分回答", "answered in part"),
    "ambiguous": ("有两种理解", "more than one reading"),
    "not_in_source": ("报告未说明", "not in the report"),
    "not_understood": ("没有看懂", "not understood"),
}
# What picture fits a thing of a class, and as what the thing goes into it.
_PICTURES = (
    (DGO.Indicator, "indicator-bars", "indicator"),
    (DGO.Industry, "policy-chain", "industry"),
    (DGO.Place, "cluster-cards", "place"),
    (DGO.PolicyDocument, "ego", "focus"),
    (DGO.Organization, "ego", "focus"),
)


def ask_page(view: View, asked: Asked) -> Page:
    """``/ask?q=``; ``from=`` and ``to=`` change a part of the question."""
    question = changed(asked.text("q"), asked.text("from"), asked.text("to"))
    if not question:
        return Page("ask.html.jinja", view.t("提问", "Ask"), lambda: {"question": "", "examples": _examples(view)})
    answer = view.kg.ask(question)
    drawn = _drawn(view, answer)
    return Page(
        "ask.html.jinja",
        question,
        partial(_body, view, question, answer, drawn),
        name="answer",
        grid=(lambda: answered_grid(view, answer.solutions)) if len(answer.solutions) else None,
        picture=(lambda: drawn[1]) if drawn else None,
        data=answer.to_dict,
    )


def _examples(view: View) -> list[tuple[str | None, str]]:
    """Questions that the library knows, one click from their answers."""
    return [(view.to.page("/ask", {"q": text}), text) for text in view.shared.examples(view.lang)[:_EXAMPLES]]


def _body(view: View, question: str, answer: Answer, drawn: tuple[str | None, Diagram] | None) -> Mapping[str, object]:
    rows = answer.solutions
    return {
        "question": question,
        "examples": _examples(view),
        "answer": answer,
        "status": _STATUSES[answer.status][not view.zh],
        "clauses": [_clause(view, answer, line) for line in answer.text.splitlines() if line.strip()],
        "citations": [(place_of(view, c.passage.iri), c.quote) for c in answer.citations],
        "slots": slots_of(view, question, answer),
        "table": answered(view, rows, view.t("这一回答所依据的行", "The rows that the answer rests on"), MOST_ROWS)
        if len(rows)
        else None,
        "number": len(rows),
        "sparql": answer.sparql,
        "editor": view.to.page("/sparql", {"query": answer.sparql}) if answer.sparql and _fits(answer.sparql) else None,
        "picture": drawn[1].to_svg(view.thing) if drawn else "",
        "picture_page": drawn[0] if drawn else None,
        "picture_title": drawn[1].title if drawn else "",
    }


def _fits(sparql: str) -> bool:
    """Whether a query can stand in an address."""
    return len(sparql) < 2000  # noqa: PLR2004


def _clause(view: View, answer: Answer, line: str) -> list[Piece]:
    """A clause with its names and marks as links."""
    things = [term for row in answer.solutions.table.rows for term in row if isinstance(term, URIRef)]
    # Passages of several sources may have one id: those that the answer cites are meant.
    cited = {c.passage.id: c.passage for c in answer.citations}
    pieces: list[Piece] = []
    at = 0
    for mark in MARK.finditer(line):
        pieces += linked(view, line[at : mark.start()], things)
        passage = cited.get(mark[1]) or view.kg.words.library.passage(mark[1])
        pieces.append(Piece(mark[0], view.thing(passage.iri) if passage else None))
        at = mark.end()
    return [*pieces, *linked(view, line[at:], things)]


def _drawn(view: View, answer: Answer) -> tuple[str | None, Diagram] | None:
    """The picture that fits the first named thing of a question that was answered, and its own page."""
    ontology, types = view.kg.words.ontology, view.kg.words.gazetteer.types
    for unit in answer.question.units if answer.question and answer.is_answer else ():
        for thing in sorted(unit.things):
            for cls, recipe, parameter in _PICTURES:
                if not ontology.is_a(types.get(thing, ()), cls):
                    continue
                values = {parameter: short(thing)}
                try:
                    near = view.shared.near(thing)
                    return view.to.page(f"/d/{recipe}", values), near.diagram(recipe, view.lang, **values)
                except DgkgError:
                    break
    return None
