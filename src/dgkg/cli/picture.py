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
    from dgkg.diagram import draw

    given = parameters(values)
    around = session.load().around(recipe, given)
    picture = draw(around, recipe, session.lang, given)
    path = picture.save(output)
    if around.unread:
        session.say(
            f"图谱太大：只画了前面的句子所说的，至少还有 {around.unread} 句未读。",
            f"The graph is too large: the first passages are drawn, {around.unread} more at least were not read.",
        )
    session.say(f"{picture.title}\n已写入 {path}", f"{picture.title}\nWritten to {path}")
