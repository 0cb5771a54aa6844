"""Does the report agree with itself, with the graph and with another source: ``ledger``, ``audit``, ``compare``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dgkg.cli.exit import BROKEN, found
from dgkg.cli.output import emit, output_options
from dgkg.cli.session import Session, pass_session
from dgkg.errors import UsageError

__all__ = ["audit", "compare", "ledger"]


@click.command()
@click.option("--all", "every", is_flag=True, help="Also what is covered and explained · 全部数字")
@output_options
@pass_session
def ledger(session: Session, form: str | None, output: Path | None, *, every: bool) -> None:
    """Is every number of the attached report in the graph? · 数字核对"""
    entries = session.load().ledger()
    zh = session.lang == "zh"
    states = {
        "covered": ("已入图", "covered"),
        "explained": ("已说明", "explained"),
        "open": ("未处理", "open"),
    }
    shown = [e for e in entries if every or e.state == "open"]
    cells = [[e.passage, e.number, e.context, states[e.state][not zh], e.by] for e in shown]
    headings = ["句子", "数字", "上下文", "状态", "依据"] if zh else ["sentence", "number", "context", "state", "by"]
    if shown:
        emit(headings, cells, form, output)
    counts = {state: sum(e.state == state for e in entries) for state in states}
    session.say(
        "；".join(f"{states[s][0]} {n}" for s, n in counts.items()),
        "; ".join(f"{states[s][1]} {n}" for s, n in counts.items()),
    )
    if counts["open"]:
        sys.exit(BROKEN)


@click.command()
@click.option("--all", "every", is_flag=True, help="Also what holds · 也列出成立的")
@click.option("--source", default="", metavar="ID", help="Only this source, such as dongguan-2023 · 只核查这一来源")
@output_options
@pass_session
def audit(session: Session, form: str | None, output: Path | None, *, every: bool, source: str) -> None:
    """Does the report agree with itself? · 核查报告的算术与状态

    Of more than 5,000 things on disk each source is held against itself, and --all needs --source ·
    很大的图谱逐个来源核查
    """
    from dgkg.finding import SEVERITIES

    kg = session.load()
    if every and not source and not kg.is_whole:
        raise UsageError(
            "图谱太大，成立的只计数、不逐条列出；请用 --source 指定一个来源",
            "In so large a graph what holds is counted, not listed; name one source by --source",
        )
    found = kg.audit(source)
    notes = [c.text(session.lang) for c in kg.cite(sorted({s for f in found.findings for s in f.sentences}))]
    emit(found.headings(session.lang), found.cells(session.lang, every=every), form, output, notes)
    zh = session.lang == "zh"
    counts = [f"{SEVERITIES[severity][not zh]} {number}" for severity, number in found.counts().items()]
    session.say("；".join(counts), "; ".join(counts))


@click.command()
@click.argument("first")
@click.argument("second")
@output_options
@pass_session
def compare(session: Session, first: str, second: str, form: str | None, output: Path | None) -> None:
    """Two sources of one graph, figure by figure · 比较两个来源"""
    compared = session.load().compare(first, second)
    emit(compared.headings(session.lang), compared.cells(session.lang), form, output)
    found(compared.pairs)
