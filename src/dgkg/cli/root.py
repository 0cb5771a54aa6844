"""The ``dgkg`` command itself: the options before a command, and which commands there are."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from dgkg import __version__
from dgkg.cli.ask import ask
from dgkg.cli.browse import explore, serve
from dgkg.cli.data import build, export, publish, push, quads, verify
from dgkg.cli.exit import FOUND
from dgkg.cli.lookup import find, show
from dgkg.cli.mcp import mcp
from dgkg.cli.measure import analyse, stats
from dgkg.cli.picture import diagram
from dgkg.cli.quality import audit, compare, ledger
from dgkg.cli.question import queries, query
from dgkg.cli.record import derive, fmt, reason, validate
from dgkg.cli.route import path, trace
from dgkg.cli.session import Session, default_language
from dgkg.cli.site import site
from dgkg.cli.source import source
from dgkg.cli.start import demo, doctor
from dgkg.places import user_folder

__all__ = ["cli"]

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class GraphPlace(click.ParamType[Path | str]):
    """Where a graph is: a folder, a file or the address of an endpoint."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The address as it is, anything else as a path."""
        del param, ctx
        from dgkg.store import is_address

        return str(value) if is_address(value) else Path(value)


GRAPH = GraphPlace()


class Commands(click.Group):
    """The commands, for readers who may stop reading (``| head``): that is no error.

    click would leave with 1, which here means "nothing found".
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; once nobody reads, what is left to say goes nowhere."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.stdout, sys.stderr):
                os.dup2(nowhere, stream.fileno())
            sys.exit(FOUND)


_LANG = click.Choice(["zh", "en"])
_LANG_HELP = "Language of the output · 输出语言"
_GRAPH_HELP = "A folder with graph/ or a build, a file, an endpoint · 图谱位置"


@click.group(cls=Commands, context_settings=CONTEXT)
@click.option("--lang", type=_LANG, envvar="DGKG_LANG", help=_LANG_HELP)
@click.option("--graph", type=GRAPH, envvar="DGKG_GRAPH", help=_GRAPH_HELP)
@click.option("--user", envvar="DGKG_USER", help="Of the endpoint; the password is in DGKG_PASSWORD · 端点用户名")
@click.version_option(__version__, prog_name="dgkg")
@click.pass_context
def cli(context: click.Context, lang: str | None, graph: Path | str | None, user: str | None) -> None:
    """A knowledge graph of Dongguan's digital economy; every fact leads to its sentence.

    东莞数字经济知识图谱：每条事实都能追溯到原文句子。
    """
    home = user_folder(os.environ.get("DGKG_HOME"))
    # A password on the command line could be read by everyone on the machine.
    secret = (user, os.environ.get("DGKG_PASSWORD", "")) if user else None
    context.obj = Session(lang or default_language(), graph, home, secret)


def _take(context: click.Context, param: click.Parameter, value: Any) -> None:
    """Put what was said behind a command where it would be, had it been said before it."""
    if value is not None and param.name:
        setattr(context.find_object(Session), param.name, value)


def _also_behind(command: click.Command) -> None:
    """Let a command, and those in it, take the language and the graph too: nobody minds which side of it they stand."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _also_behind(inner)
    taken = {option for param in command.params for option in param.opts}
    for name, kind, told in (("--lang", _LANG, _LANG_HELP), ("--graph", GRAPH, _GRAPH_HELP)):
        if name not in taken:
            command.params.append(click.Option([name], type=kind, expose_value=False, callback=_take, help=told))


for command in (
    ask,
    find,
    show,
    query,
    queries,
    trace,
    path,
    analyse,
    stats,
    diagram,
    ledger,
    audit,
    compare,
    derive,
    validate,
    reason,
    fmt,
    export,
    push,
    quads,
    build,
    publish,
    verify,
    source,
    explore,
    serve,
    mcp,
    site,
    demo,
    doctor,
):
    _also_behind(command)
    cli.add_command(command)
