"""The passages of the source, and the user's own copy of it: ``source list``, ``attach``, ``detach``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dgkg.cli.exit import NOTHING
from dgkg.cli.output import emit, output_options
from dgkg.cli.parameter import PATH
from dgkg.cli.session import ATTACHED, Session, pass_session
from dgkg.errors import DataError, OutputError
from dgkg.places import write_whole

__all__ = ["source"]


@click.group(invoke_without_command=True)
@click.pass_context
def source(context: click.Context) -> None:
    """Sections and sentences; attach your own copy of the report · 来源与原文"""
    if context.invoked_subcommand is None:
        context.invoke(source_list)


@source.command("list")
@output_options
@pass_session
def source_list(session: Session, form: str | None = None, output: Path | None = None) -> None:
    """Every passage with its gloss, or its words where a copy is attached · 句子目录"""
    kg = session.load()
    zh = session.lang == "zh"
    cells = []
    for passage in kg.words.library.passages():
        citation = kg.words.library.cite(passage.iri)
        cells.append([passage.id, passage.section.printed, citation.quote or passage.gloss[session.lang]])
    emit(["编号", "章节", "内容"] if zh else ["id", "section", "content"], cells, form, output)


@source.command()
@click.argument("file", type=PATH)
@pass_session
def attach(session: Session, file: Path) -> None:
    """Attach your copy of the report: citations then show its words · 附加原文

    What a fact rests on is marked in them: 『463.4亿元』; in notebooks and pages, highlighted.
    引文中，事实所依据的名称和数字以『』标出；在笔记本和网页中高亮显示。
    """
    from dgkg.knowledge import load

    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"无法读取 {file}：{reason}", f"Cannot read {file}: {reason}", path=file) from error
    number = load(session.graph, user=session.user).attach(data)
    try:
        session.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(session.home, error.strerror or str(error)) from error
    path = write_whole(session.home / ATTACHED, data)
    session.say(
        f"已附加 {number} 段原文，存于 {path}。此后引文显示原句。",
        f"{number} passages attached, kept in {path}. Citations show their words from now on.",
    )


@source.command()
@pass_session
def detach(session: Session) -> None:
    """Forget the attached copy · 移除原文"""
    copy = session.home / ATTACHED
    if not copy.is_file():
        session.say("没有附加的原文。", "No text is attached.")
        sys.exit(NOTHING)
    copy.unlink()
    session.say("已移除。", "Removed.")
