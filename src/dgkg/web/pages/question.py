"""The questions of the library: all of them by tag, and each with its form, its answer and its SPARQL."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rdflib import URIRef

from dgkg.errors import DgkgError
from dgkg.namespaces import DGO, DGS, SKOS, expand
from dgkg.query import Parameter, Query, find_query
from dgkg.solutions import Solutions
from dgkg.terms import to_sparql
from dgkg.web.answered import answered, answered_grid
from dgkg.web.asked import Asked
from dgkg.web.offer import names_of
from dgkg.web.page import Grid, Page
from dgkg.web.problem import Problem, problem_of
from dgkg.web.tags import TAGS
from dgkg.web.view import View

__all__ = ["question_page", "questions_page"]

MOST_ROWS = 300
# A tag with fewer questions gets no heading of its own.
FEWEST = 3
# Parameters of the address that are of the explorer, never of the question.
_OURS = {"lang", "format"}
_SEPARATOR = re.compile(r"[;；]")
_OFFERED = (DGO.Place, DGO.Company, DGO.CompanyGroup, DGO.Industry, DGO.PolicyDocument)
# An address that is longer is refused by the door; escaped Chinese takes nine characters each.
_LONGEST_ADDRESS = 7000


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in the form: what the answer rests on, and the id of the list of names to choose from."""

    name: str
    label: str
    value: str
    offered: str
    names: Sequence[str]


def questions_page(view: View, asked: Asked) -> Page:
    """``/q?tag=``: every question under its first tag, or those with one tag."""
    tag = asked.text("tag")
    chosen = [q for q in view.kg.queries if tag in {"", *q.tags}]
    groups: dict[str, list[Query]] = defaultdict(list)
    for query in chosen:
        groups[tag or query.tags[0]].append(query)
    counts = Counter(t for q in view.kg.queries for t in q.tags)
    lonely = [q for found in groups.values() if len(found) < FEWEST for q in found] if len(groups) > 1 else []
    shown = {name: found for name, found in groups.items() if len(found) >= FEWEST or not lonely}
    ordered = sorted(shown.items(), key=lambda item: (-len(item[1]), item[0]))
    named = [(_tag(view, name), found) for name, found in ordered] + [(view.t("其他", "Others"), lonely)] * bool(lonely)
    body: dict[str, object] = {
        "groups": [(title, [_listed(view, q) for q in found]) for title, found in named],
        "tags": [(view.to.page("/q", {"tag": name}), _tag(view, name), n) for name, n in counts.most_common()],
        "tag": _tag(view, tag) if tag else "",
        "number": len(chosen),
        "everything": view.to.page("/q"),
    }

    def grid() -> Grid:
        headings = [view.t("编号", "id"), "中文", "English", view.t("标签", "tags")]
        return Grid(headings, [[q.name, q.summary["zh"], q.summary["en"], ", ".join(q.tags)] for q in chosen])

    return Page("questions.html.jinja", view.t("问题目录", "Questions"), lambda: body, name="questions", grid=grid)


def question_page(view: View, asked: Asked) -> Page:
    """``/q/<name>?parameter=…``: several values are separated by semicolons.

    Raises:
        NotFoundError: the library has no such question.
    """
    query = find_query(asked.parts["name"][:100])
    given = {name: asked.text(name) for name in asked.values if name not in _OURS and asked.text(name)}
    spoken = {"lang": view.lang} if any(p.name == "lang" for p in query.parameters) else {}
    try:
        solutions = view.shared.answered(query, {**{name: _split(value) for name, value in given.items()}, **spoken})
    except DgkgError as error:
        problem = problem_of(view, error, partial(_again, view, query, given))
        body = partial(_body, view, query, given, None, problem)
        return Page("question.html.jinja", query.summary[view.lang], body, status=problem.status)
    return Page(
        "question.html.jinja",
        query.summary[view.lang],
        partial(_body, view, query, given, solutions, None),
        name=query.name,
        grid=lambda: answered_grid(view, solutions),
    )


def _split(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


def _tag(view: View, name: str) -> str:
    return TAGS[name][not view.zh] if name in TAGS else name


def _listed(view: View, query: Query) -> tuple[str | None, str, str, str]:
    other = "en" if view.zh else "zh"
    return view.to.page(f"/q/{query.name}"), query.summary[view.lang], query.summary[other], query.name


def _again(view: View, query: Query, given: Mapping[str, str], wrong: str, right: str) -> str | None:
    fixed = {name: ";".join(right if one == wrong else one for one in _split(value)) for name, value in given.items()}
    return view.to.page(f"/q/{query.name}", fixed)


def _body(
    view: View, query: Query, given: Mapping[str, str], solutions: Solutions | None, problem: Problem | None
) -> Mapping[str, object]:
    sparql = _sparql(solutions.sparql if solutions else query.text)
    # A site of files has no form.
    asks = view.to.page("/search") is not None
    fields = [_field(view, p, given) for p in query.parameters if asks and p.name != "lang"]
    editor = view.to.page("/sparql", {"query": sparql})
    return {
        "query": query,
        "given": given,
        "other_name": query.summary["en" if view.zh else "zh"],
        "tags": [(view.to.page("/q", {"tag": name}), _tag(view, name)) for name in query.tags],
        "fields": fields,
        "asked": solutions.asked(view.lang) if solutions is not None else "",
        "answer": answered(view, solutions, query.summary[view.lang], MOST_ROWS) if solutions else None,
        "number": len(solutions) if solutions is not None else 0,
        "problem": problem,
        "sparql": sparql,
        "editor": editor if editor and len(editor) < _LONGEST_ADDRESS else None,
        "path": f"/q/{query.name}",
    }


def _sparql(text: str) -> str:
    """The query without the header that makes it a question of the library."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()


def _field(view: View, parameter: Parameter, given: Mapping[str, str]) -> Field:
    default = [expand(value) or value.strip('"') for value in parameter.default.split()]
    value = "; ".join(view.label(one) if isinstance(one, URIRef) else one for one in default)
    label = parameter.label.get(view.lang, parameter.name)
    names = [] if parameter.is_literal else _names(view, parameter, default)
    return Field(
        parameter.name, label, given.get(parameter.name, value), f"names-{parameter.name}" if names else "", names
    )


def _names(view: View, parameter: Parameter, default: Sequence[str]) -> list[str]:
    """What may be meant: the codes of one list, the things of a class, or the kinds most asked for."""
    codes = [iri for iri in default if isinstance(iri, URIRef) and iri.startswith(str(DGS))]
    if codes:
        listed = f"<{SKOS.inScheme}> ?list"
        found = view.kg.sparql(f"SELECT DISTINCT ?code WHERE {{ {to_sparql(codes[0])} {listed} . ?code {listed} }}")
        return sorted(view.label(row["code"]) for row in found if isinstance(row["code"], URIRef))
    if parameter.kind == "any":
        types = view.kg.words.gazetteer.types
        own = [cls for iri in default if isinstance(iri, URIRef) for cls in types.get(iri, ())]
        return names_of(view, *_OFFERED, *own)
    cls = expand(parameter.kind)
    return names_of(view, cls) if cls else []
