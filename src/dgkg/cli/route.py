"""How the report comes from one thing to another: ``trace``, ``path``."""

from __future__ import annotations

from pathlib import Path

import click

from dgkg.cli.exit import found
from dgkg.cli.output import emit, output_options
from dgkg.cli.session import Session, pass_session

__all__ = ["path", "trace"]


@click.command()
@click.argument("name")
@output_options
@pass_session
def trace(session: Session, name: str, form: str | None, output: Path | None) -> None:
    """From policy to industry to firm, every hop cited · 政策→产业→企业

    NAME is an industry, a policy or a firm · 产业、政策或企业

    \b
    dgkg trace 半导体及集成电路
    dgkg trace 利扬芯片
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    traced = kg.trace(name)
    notes = [c.text(session.lang) for c in kg.cite(sorted(traced.sentences()))]
    emit(traced.headings(session.lang), traced.cells(session.lang), form, output, notes)
    found(traced.hops)


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--hops", type=int, default=3, show_default=True, help="Longest route besides the shortest · 最多步数")
@click.option("--through-hubs", is_flag=True, help="Also through the city and the like · 可经过枢纽")
@click.option("--most", type=int, default=20, show_default=True, help="Routes to show · 最多显示几条")
@output_options
@pass_session
def path(
    session: Session,
    start: str,
    end: str,
    form: str | None,
    output: Path | None,
    *,
    hops: int,
    through_hubs: bool,
    most: int,
) -> None:
    """How the report comes from one thing to another, hop by hop · 两个事物之间的路线

    \b
    dgkg path 华为 OPPO
    dgkg path 高伟光学 安世半导体 --hops 4
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    paths = session.load().path(start, end, hops=hops, through_hubs=through_hubs)
    shown = paths.first(most)
    session.say(paths.looked_for("zh"), paths.looked_for("en"))
    if shown:
        notes = [c.text(session.lang) for c in shown.citations()]
        emit(shown.headings(session.lang), shown.cells(session.lang), form, output, notes)
    if len(shown) < len(paths):
        session.say(f"只列前 {len(shown)} 条；--most 可改。", f"The first {len(shown)} are shown; --most shows more.")
    found(paths.routes)
