"""The first steps on a machine: ``demo``, ``doctor``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dgkg.cli.exit import BROKEN
from dgkg.cli.output import emit
from dgkg.cli.parameter import PATH
from dgkg.cli.session import ATTACHED, KEPT, Session, pass_session
from dgkg.errors import OutputError

__all__ = ["demo", "doctor"]


@click.command()
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("demo-output"),
    help="Folder for the pictures · 文件夹",
)
@pass_session
def demo(session: Session, output: Path) -> None:
    """A first walk: check, ask, trace, draw · 演示"""
    from dgkg.demo import run

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(output, error.strerror or str(error)) from error
    run(session.load(asks=True), session.lang, output, click.echo)


@click.command()
@pass_session
def doctor(session: Session) -> None:
    """What is installed and where things lie · 环境检查"""
    from dgkg.doctor import examine

    rows = examine(session.folder, session.home, ATTACHED, KEPT, session.lang)
    emit(["项目", "结果", "说明"] if session.lang == "zh" else ["what", "result", "note"], rows, "table", None)
    if any(row[1] == "✗" for row in rows):
        sys.exit(BROKEN)
