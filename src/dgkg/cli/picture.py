"""Pictures to files: ``diagram``."""

from __future__ import annotations

from pathlib import Path

import click

from dgkg.cli.parameter import PATH, parameters
from dgkg.cli.session import Session, pass_session

__all__ = ["diagram"]


@click.command()
@click.argument("recipe")
@click.argument("values", nargs=-1, metavar="PARAMETER=VALUE")
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    help="A file: .svg .html .png .pptx; its table: .csv .xlsx · 文件",
)
@pass_session
def diagram(session: Session, recipe: str, values: tuple[str, ...], output: Path) -> None:
    """Draw a picture of one of the recipes · 关系图

    \b
    dgkg diagram policy-chain industry=智能移动终端 -o chain.svg
    dgkg diagram trace focus=利扬芯片 -o trace.pptx         editable on a slide
    dgkg diagram ego focus=松山湖 -o walk.html              a canvas to walk about in
    also: cluster-cards, timeline, indicator-bars indicator=…, path from=… to=…
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    picture = session.load().diagram(recipe, session.lang, **parameters(values))
    path = picture.save(output)
    session.say(f"{picture.title}\n已写入 {path}", f"{picture.title}\nWritten to {path}")
