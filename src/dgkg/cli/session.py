"""What a person set before the command: language, graph folder, the folder of their own files."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgkg.errors import AttachmentError, UsageError

if TYPE_CHECKING:
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["ATTACHED", "KEPT", "Session", "default_language", "pass_session"]

ATTACHED = "attached.txt"
KEPT = "kept"


class Session:
    """What the options before a command say: language, graph folder, the user's folder."""

    def __init__(self, lang: str, graph: Path | str | None, home: Path, user: tuple[str, str] | None = None) -> None:
        self.lang = lang
        self.graph = graph
        self.home = home
        self.user = user

    @property
    def folder(self) -> Path | None:
        """The folder of the graph, for what works on its files.

        Raises:
            UsageError: the graph lies on a server.
        """
        if isinstance(self.graph, str):
            raise UsageError(
                f"此命令处理图谱的文件，而 {self.graph} 是端点。",
                f"This command works on the files of a graph, and {self.graph} is an endpoint.",
            )
        return self.graph

    def say(self, zh: str, en: str) -> None:
        """A word to the person, not to the pipe."""
        click.echo(zh if self.lang == "zh" else en, err=True)

    def load(self, *, is_server: bool = False, asks: bool = False) -> KnowledgeGraph:
        """The graph, with the user's copy of the source attached if there is one.

        Args:
            is_server: whether it is to be read for long, by others.
            asks: whether it is to be asked questions in words: what was learnt for them lies in the user's folder.
        """
        from dgkg.knowledge import load

        kg = load(self.graph, user=self.user)
        self._watch(is_server=is_server)
        context = click.get_current_context()
        context.call_on_close(kg.close)
        if asks:
            kg.recall(self.home / KEPT)
            if not is_server:
                # A server ends at once when it is told to.
                context.call_on_close(partial(kg.keep, self.home / KEPT))
        copy = self.home / ATTACHED
        try:
            if copy.is_file():
                kg.attach(copy.read_bytes())
        except AttachmentError:
            self.say(
                "附加的原文与当前图谱不符，已忽略；可用 dgkg source detach 移除。",
                "The attached text does not fit this graph and is ignored; dgkg source detach removes it.",
            )
        except OSError as error:
            reason = error.strerror or str(error)
            self.say(
                f"无法读取附加的原文 {copy}，已忽略：{reason}",
                f"The attached text {copy} cannot be read and is ignored: {reason}",
            )
        return kg

    def _watch(self, *, is_server: bool) -> None:
        from dgkg.store import is_built

        if not isinstance(self.graph, str) and self.graph and is_built(self.graph):
            from dgkg.cli.watch import watch

            watch(self.graph, self.say, is_server=is_server)


def default_language() -> str:
    """The language of the locale: Chinese for zh, English for all others."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def pass_session(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command its session, before its own arguments."""
    return click.make_pass_decorator(Session)(function)
