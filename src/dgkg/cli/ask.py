"""Questions as people ask them: ``ask``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

import click

from dgkg.cli.exit import found
from dgkg.cli.session import Session, pass_session

if TYPE_CHECKING:
    from dgkg.ask import Answer
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["ask"]

_LEAVING = frozenset({"exit", "quit", "bye", "退出", "再见"})


@click.command()
@click.argument("question", required=False)
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text or json · 输出格式"
)
@click.option("--llm", metavar="URL", help="A model's OpenAI-compatible address; off by default · 模型地址")
@click.option("--model", default="", help="With --llm: its name · 模型名称")
@pass_session
def ask(session: Session, question: str | None, form: str, llm: str | None, model: str) -> None:
    """Answer a question in Chinese or English, every clause cited · 提问

    Without a question: a conversation, in which a follow-up may leave out what was said before. With --llm a
    model may propose a query where the graph has no whole answer; DGKG_LLM_KEY holds its key.

    \b
    dgkg ask 松山湖有哪些企业？
    dgkg ask 'Which policies support semiconductors, and up to how much?'
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    import dgkg.knowledge  # noqa: F401 - before the two go on side by side

    # What reads questions is imported while the store reads its files, which it does outside of Python.
    Thread(target=import_module, args=["dgkg.ask"], daemon=True).start()
    with _no_collection():
        kg = session.load(asks=True)
        answered = _adviser(session, kg, llm, model) if llm else kg.ask
        if question is not None:
            answer = answered(question)
            click.echo(told(answer, form))
            found([answer] if answer.is_answer else [])
            return
    if sys.stdin.isatty():
        session.say(
            "请提问；可接着问「那南城呢？」。空行或 exit 结束。",
            "Ask; “and in Nancheng?” follows up. An empty line or exit ends.",
        )
    before: Answer | None = None
    for line in iter(_next_line, ""):
        if line.casefold() in _LEAVING:
            return
        answer = answered(line, context=before)
        click.echo(told(answer, form))
        before = answer if answer.is_answer else before


@contextmanager
def _no_collection() -> Iterator[None]:
    """Look for no garbage: what is read for one question is all kept until it is answered."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _adviser(session: Session, kg: KnowledgeGraph, url: str, name: str) -> Callable[..., Answer]:
    """Asks with a model's advice, and says why that was not taken."""
    from dgkg.llm import Advised, Model

    model = Model(url, name, os.environ.get("DGKG_LLM_KEY", ""))
    advised = Advised(kg, model)

    def answered(question: str, context: Answer | None = None) -> Answer:
        answer = advised.ask(question, context=context)
        if (why := advised.discarded) is not None:
            session.say(f"未采用模型的建议。{why.zh}", f"The model's advice is not taken. {why.en}")
        return answer

    return answered


def _next_line() -> str:
    if sys.stdin.isatty():
        click.echo("? ", nl=False, err=True)
    return sys.stdin.readline().strip()


def told(answer: Answer, form: str) -> str:
    """An answer as text, with how the question was read and what is cited; or its fields as JSON."""
    if form == "json":
        return answer.to_json()
    parts = [answer.text]
    if answer.citations:
        parts.append("\n".join(c.text(answer.lang) + (f"\n    {c.quote}" if c.quote else "") for c in answer.citations))
    if answer.reading:
        parts.append(answer.reading)
    return "\n\n".join(parts)
