"""Finding a thing and showing it, or what one sentence states: ``find``, ``show``."""

from __future__ import annotations

from pathlib import Path

import click

from dgkg.cli.output import emit, output_options
from dgkg.cli.session import Session, pass_session
from dgkg.errors import NotFoundError

__all__ = ["find", "show"]


@click.command()
@click.argument("text")
@output_options
@pass_session
def find(session: Session, text: str, form: str | None, output: Path | None) -> None:
    """Find things by name, alias, pinyin or near miss · 按名称查找

    \b
    dgkg find 松山湖
    dgkg find songshanhu
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg.facts import short

    kg = session.load()
    hits = kg.find(text)
    if not hits:
        raise NotFoundError(text)
    reasons = {
        "id": ("编号", "id"), "name": ("名称", "name"), "alias": ("别名", "alias"), "hidden": ("检索词", "search word"),
        "pinyin": ("拼音", "pinyin"), "initials": ("拼音首字母", "initials"), "prefix": ("开头", "beginning"),
        "part": ("包含", "part"), "typo": ("近似", "near miss"),
    }  # fmt: skip
    zh = session.lang == "zh"
    other = "en" if zh else "zh"
    cells = [
        [kg.words.label(h.iri, session.lang), kg.words.label(h.iri, other), kg.entity(h.iri).type_label(session.lang),
         short(h.iri), reasons[h.reason][not zh]]
        for h in hits
    ]  # fmt: skip
    headings = ["名称", "英文名", "类型", "编号", "匹配"] if zh else ["name", "Chinese", "type", "id", "match"]
    emit(headings, cells, form, output)


@click.command()
@click.argument("name")
@pass_session
def show(session: Session, name: str) -> None:
    """A thing with all its facts, or what one sentence states · 事物或句子

    \b
    dgkg show 利扬芯片
    dgkg show 2.1.2-p1-s4
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    if kg.words.library.passage(name):
        click.echo(kg.passage_text(name, session.lang))
    else:
        click.echo(kg[name].text(session.lang))
