"""The files of the record and what follows from them: ``derive``, ``validate``, ``reason``, ``fmt``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dgkg.cli.exit import BROKEN
from dgkg.cli.parameter import PATH
from dgkg.cli.session import Session, pass_session
from dgkg.errors import UsageError
from dgkg.places import find_record, write_whole

__all__ = ["derive", "fmt", "reason", "validate"]


@click.command()
@click.option("--check", is_flag=True, help="Only say whether they are up to date · 只检查")
@pass_session
def derive(session: Session, *, check: bool) -> None:
    """Compute the derived figures anew, a file a rule · 重新推算"""
    record = find_record(session.folder)
    stale = 0
    for name, text in session.load().derived().items():
        path = record.graph / "derived" / name
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        stale += 1
        session.say(str(path), str(path))
        if not check:
            write_whole(path, text)
    if check and stale:
        session.say("推算结果已过时；运行 dgkg derive", "Derived figures are out of date; run dgkg derive")
        sys.exit(BROKEN)


@click.command()
@click.argument("file", required=False, type=PATH)
@pass_session
def validate(session: Session, file: Path | None) -> None:
    """Whether the graph, or one that was exported as RDF, keeps its own rules · 校验

    \b
    dgkg validate
    dgkg validate dongguan.nq
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    if file is None:
        kg = session.load()
    else:
        from dgkg.knowledge import KnowledgeGraph
        from dgkg.store import open_export

        kg = KnowledgeGraph(open_export(file))
        if not kg.passages:
            session.say(
                "此文件没有句子的图：只能校验陈述，无从引证。",
                "This file has no graphs of sentences: nothing can be cited.",
            )
    if sys.stderr.isatty():
        session.say("正在校验……", "Validating …")
    report = kg.validate()
    for finding in report.findings:
        click.echo(finding.text(session.lang))
    session.say(*report.summary())
    if report.findings:
        sys.exit(BROKEN)


@click.command()
@click.option("-o", "--output", type=PATH, help="A .nq file for what follows · 写入文件")
@pass_session
def reason(session: Session, output: Path | None) -> None:
    """What follows by OWL 2 RL, and does anything contradict it? · 推理与一致性

    \b
    dgkg reason
    dgkg reason -o inferred.nq
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    if output is not None and output.suffix != ".nq":
        raise UsageError(
            f"推理结果写作 .nq，不是「{output.suffix}」", f"What follows is written as .nq, not “{output.suffix}”"
        )
    kg = session.load()
    closure = kg.closure()
    for contradiction in closure.contradictions:
        click.echo(contradiction.text(kg.words, session.lang))
    if output is not None:
        write_whole(output, closure.nquads())
    session.say(
        f"陈述 {closure.stated:,} 条，推出 {len(closure.inferred):,} 条，矛盾 {len(closure.contradictions)} 处",
        f"{closure.stated:,} triples stated, {len(closure.inferred):,} more follow, "
        f"{len(closure.contradictions)} contradictions",
    )
    if closure.contradictions:
        sys.exit(BROKEN)


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@click.option("--check", is_flag=True, help="Only say which files are not canonical · 只检查")
@pass_session
def fmt(session: Session, files: tuple[Path, ...], *, check: bool) -> None:
    """Put Turtle and TriG files into canonical form · 规范格式"""
    from dgkg.trig import canonical, parse, respelt, tags_in

    changed = 0
    for path in files or find_record(session.folder).files():
        if path.suffix not in {".ttl", ".trig"}:
            raise UsageError(f"{path} 不是 .ttl 或 .trig", f"{path} is neither .ttl nor .trig")
        text = respelt(canonical(parse(path)), tags_in([path]))
        if path.read_bytes() != text.encode():
            changed += 1
            session.say(str(path), str(path))
            if not check:
                write_whole(path, text)
    if check and changed:
        session.say(f"{changed} 个文件不是规范格式；运行 dgkg fmt", f"{changed} files are not canonical; run dgkg fmt")
        sys.exit(BROKEN)
