"""How much there is and what follows from it: ``analyse``, ``stats``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dgkg.cli.exit import found
from dgkg.cli.output import emit, output_options
from dgkg.cli.parameter import parameters
from dgkg.cli.session import Session, pass_session

__all__ = ["analyse", "stats"]


@click.command()
@click.argument("measure", required=False)
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--all", "every", is_flag=True, help="coverage, gaps: also what is none · 也列出没有缺口的")
@output_options
@pass_session
def analyse(
    session: Session,
    measure: str | None,
    values: tuple[str, ...],
    form: str | None,
    output: Path | None,
    *,
    every: bool,
) -> None:
    """Measure the network, the gaps or the figures of the report; without MEASURE, which there are · 分析

    \b
    dgkg analyse centrality without=东莞市
    dgkg analyse coverage
    dgkg analyse concentration indicator=产值占比
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg.analysis import MEASURES

    lang = session.lang
    if measure is None:
        known = [
            [name, kind.summary[lang], " ".join(f"{p}=…" for p in kind.parameters)] for name, kind in MEASURES.items()
        ]
        emit(["分析", "内容", "参数"] if lang == "zh" else ["measure", "what", "parameters"], known, form, output)
        return
    measured = session.load().analysis.measure(measure, parameters(values), every=every)
    session.say(measured.counted["zh"], measured.counted["en"])
    notes = [measured.counted[lang], *(c.text(lang) for c in measured.citations())]
    emit(measured.headings(lang), measured.cells(lang), form, output, notes)
    found(measured.rows)


@click.command()
@output_options
@pass_session
def stats(session: Session, form: str | None, output: Path | None) -> None:
    """How much the graph holds, class by class, and what is open · 统计"""
    from dgkg.coverage import coverage

    kg = session.load()
    zh = session.lang == "zh"
    cells: list[list[Any]] = [[label[not zh], number] for label, number in coverage(kg).rows()]
    cells += [[kg.words.ontology.plural(cls, session.lang), number] for cls, number in kg.type_counts().items()]
    emit(["统计项", "数量"] if zh else ["what", "number"], cells, form, output)
