"""The page of the endpoint: a form for a query, examples, and the answer as a table with citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dgkg.errors import QueryError
from dgkg.guard import Answer as Found
from dgkg.namespaces import DGO
from dgkg.query import catalogue
from dgkg.solutions import Solutions
from dgkg.store import read_result
from dgkg.web.answered import answered, answered_grid
from dgkg.web.asked import Asked
from dgkg.web.page import Page
from dgkg.web.static import STATIC
from dgkg.web.view import View

__all__ = ["Outcome", "sparql_page"]

MOST_ROWS = 300
# Fetched when a wheel is built, or by ``make assets``; a checkout may be without.
EDITOR = "yasgui.js"
# Questions that show, one after the other, what this graph can be asked.
_EXAMPLES = (
    "firms-in-place", "policy-industry-firm", "leaders", "rankings", "figure-series", "only-planned",
    "bounded-figures", "statements-of-sentence",
)  # fmt: skip
_FIRST = f"""PREFIX dgo: <{DGO}>
SELECT ?firm ?place ?sentence WHERE {{
  GRAPH ?sentence {{ ?firm dgo:locatedIn ?place }}
}}
ORDER BY ?place ?firm ?sentence
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A query, what was found or what was wrong with it, and the status that says so."""

    sparql: str
    found: Found | QueryError | None = None
    status: int = 200
    dataset: Sequence[tuple[str, str]] = ()
    """Parameters of the request that say which graphs are meant."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question of the library to begin with."""

    name: str
    address: str | None


def sparql_page(outcome: Outcome, view: View, _asked: Asked) -> Page:
    """``/sparql?query=``: SELECT and ASK, and a graph as a table of three columns."""
    solutions = None
    if isinstance(outcome.found, Found):
        solutions = Solutions.of(read_result(outcome.found.kind, outcome.found.body), view.kg.words, outcome.sparql)
    return Page(
        "sparql.html.jinja",
        "SPARQL",
        partial(_body, outcome, solutions, view),
        status=outcome.status,
        name="sparql",
        grid=partial(answered_grid, view, solutions) if solutions is not None else None,
    )


def _body(outcome: Outcome, solutions: Solutions | None, view: View) -> Mapping[str, object]:
    error = outcome.found if isinstance(outcome.found, QueryError) else None
    # What the tables are made from again; a query may be longer than an address can be.
    given = [("query", outcome.sparql), *outcome.dataset]
    return {
        "sparql": outcome.sparql or _FIRST,
        "answer": answered(view, solutions, view.t("查询结果", "Answer"), MOST_ROWS) if solutions else None,
        "number": None if solutions is None else len(solutions),
        "error": error.message(view.lang) if error else "",
        "tables": _TABLES if solutions is not None else (),
        "given": given,
        "examples": _examples(view),
        "has_editor": EDITOR in STATIC.contents,
    }


_TABLES = (("csv", "CSV"), ("xlsx", "Excel"))


def _examples(view: View) -> Sequence[Example]:
    known = {query.name: query for query in catalogue()}
    found = []
    for query in (known[name] for name in _EXAMPLES if name in known):
        text = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+")).strip()
        found.append(Example(query.summary[view.lang], view.to.page("/sparql", {"query": text})))
    return found
