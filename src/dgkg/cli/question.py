"""Questions of the library, of a file or in SPARQL: ``query``, ``queries``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgkg.cli.exit import found
from dgkg.cli.output import emit, output_options
from dgkg.cli.parameter import parameters
from dgkg.cli.session import Session, pass_session
from dgkg.errors import UsageError

if TYPE_CHECKING:
    from dgkg.guard import Limits
    from dgkg.knowledge import KnowledgeGraph
    from dgkg.solutions import Solutions

__all__ = ["queries", "query"]

MOST_OFFERED = 8


@click.command()
@click.argument("query")
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Time limit · 时限（秒）")
@output_options
@pass_session
def query(
    session: Session, query: str, values: tuple[str, ...], seconds: float, form: str | None, output: Path | None
) -> None:
    """Run a library question, a .rq file, - (standard input) or SPARQL text · 查询

    \b
    dgkg query firms-in-place place=松山湖
    dgkg query my.rq
    dgkg query 'SELECT ?s WHERE { GRAPH ?s { ?x ?p ?o } } LIMIT 3'
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    solutions = kg.ask_query(query, parameters(values), session.lang, sys.stdin, _limits(seconds))
    if solutions.assumed:
        _say_assumed(session, solutions)
    notes = [c.text(session.lang) for c in solutions.citations()]
    emit(solutions.headings(session.lang), solutions.cells(session.lang), form, output, notes)
    if not len(solutions) and (slips := kg.unknown_terms(solutions.sparql)):
        listed = ", ".join(slips)
        raise UsageError(
            f"没有结果：本体中没有 {listed}。请核对拼写（见 ontology/dgkg.ttl）。",
            f"Nothing found: the ontology has no {listed}. Check the spelling (see ontology/dgkg.ttl).",
        )
    if not len(solutions):
        asked = solutions.asked(session.lang)
        session.say(
            "没有结果：报告未说明。" + (f"所问：{asked}" if asked else ""),
            "Nothing found: the report does not say." + (f" Asked: {asked}" if asked else ""),
        )
        _offer_figures(session, kg, solutions)
    found(solutions)


@click.command()
@click.option("--tag", help="Only questions with this tag · 按标签")
@output_options
@pass_session
def queries(session: Session, tag: str | None, form: str | None, output: Path | None) -> None:
    """The questions of the library · 查询目录"""
    from dgkg.query import catalogue

    known = [q for q in catalogue() if tag is None or tag in q.tags]
    if not known:
        tags = sorted({t for q in catalogue() for t in q.tags})
        session.say(f"没有标签「{tag}」；有：{', '.join(tags)}", f"No tag “{tag}”; there are: {', '.join(tags)}")
    cells = [
        [
            q.name,
            q.summary[session.lang],
            " ".join(p.example for p in q.parameters),
            ", ".join(q.tags),
        ]
        for q in known
    ]
    zh = session.lang == "zh"
    emit(
        ["查询", "问题", "参数", "标签"] if zh else ["query", "question", "parameters", "tags"],
        cells,
        form,
        output,
    )
    found(known)


def _limits(seconds: float) -> Limits | None:
    """What a person's own query may have on their own machine; none where nothing can be limited."""
    from dgkg.guard import Limits
    from dgkg.guard.walls import has_walls

    if not has_walls():
        return None
    return Limits(seconds=seconds, memory=2 << 30, rows=1_000_000, answer=256 << 20)


def _say_assumed(session: Session, solutions: Solutions) -> None:
    """An answer about something that nobody asked for is worth a word."""
    from rdflib import URIRef

    label = solutions.words.label
    told = {
        lang: "; ".join(
            f"{name}={'、'.join(label(t, lang) if isinstance(t, URIRef) else str(t) for t in solutions.values[name])}"
            for name in solutions.assumed
        )
        for lang in ("zh", "en")
    }
    session.say(f"未给出的参数用默认值：{told['zh']}", f"Not given, so the default is used: {told['en']}")


def _offer_figures(session: Session, kg: KnowledgeGraph, solutions: Solutions) -> None:
    """Where a question about a thing has no answer: the figures that the report does give of it."""
    from rdflib import URIRef

    for term in (t for terms in solutions.values.values() for t in terms if isinstance(t, URIRef)):
        thing = kg.entity(term)
        figures = [fact for fact in thing.facts(session.lang) if fact.kind == "figure"]
        if figures:
            name = thing.label(session.lang)
            session.say(
                f"报告给出了「{name}」的下列数字（全部：dgkg show {thing.id}）：",
                f"The report does give these figures of “{name}” (everything: dgkg show {thing.id}):",
            )
        for fact in figures[:MOST_OFFERED]:
            line = f"  · {fact.text}  [{kg.words.label(fact.sentence, session.lang)}]"
            session.say(line, line)
