"""How a command ends: its exit code, and errors as sentences in both languages.

Exit codes: 0 found, 1 nothing found, 2 a call that cannot be meant, 3 data or files that
cannot be read or written.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from typing import NoReturn

import click

from dgkg.errors import AttachmentError, ConformanceError, DataError, DgkgError, NotFoundError, OutputError

__all__ = ["BROKEN", "FOUND", "NOTHING", "found", "leave", "speaks"]

FOUND, NOTHING, USAGE, BROKEN = 0, 1, 2, 3


def found(rows: Sequence[object]) -> None:
    """Exit code 1 when there is nothing."""
    if not rows:
        sys.exit(NOTHING)


def exit_code(error: DgkgError) -> int:
    """The exit code of an error."""
    if isinstance(error, NotFoundError):
        return NOTHING
    if isinstance(error, (DataError, AttachmentError, OutputError)):
        return BROKEN
    return USAGE


def speaks(function: Callable[[], None]) -> Callable[[], None]:
    """Errors become sentences on standard error, in both languages, and an exit code."""

    @wraps(function)
    def run() -> None:
        _forgive_characters()
        try:
            _to_the_end(function)
        except BrokenPipeError:
            give_up_output()
            sys.exit(FOUND)
        except DgkgError as error:
            click.echo(str(error), err=True)
            if isinstance(error, ConformanceError):
                for finding in error.findings:
                    click.echo(f"  {finding}", err=True)
            sys.exit(exit_code(error))
        except OSError as error:
            # No file of ours: most often standard output, with a full disk behind the redirection.
            reason, where = error.strerror or str(error), error.filename
            zh = f"无法读写 {where}：{reason}" if where else f"无法输出：{reason}"
            en = f"Cannot read or write {where}: {reason}" if where else f"Cannot write the output: {reason}"
            click.echo(f"{zh} / {en}", err=True)
            give_up_output()
            sys.exit(BROKEN)
        except Exception as error:
            # Whatever went wrong, a person reads a sentence; who mends dgkg asks for the traceback.
            if os.environ.get("DGKG_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"
            click.echo(
                f"dgkg 内部出错：{what}。请反馈；设 DGKG_DEBUG=1 可见细节。 / "
                f"dgkg failed inside: {what}. Please report it; DGKG_DEBUG=1 shows where.",
                err=True,
            )
            sys.exit(BROKEN)

    return run


def leave(end: SystemExit) -> NoReturn:
    """End the process without taking apart all that it holds, which takes a fifth of a second after a question.

    What is registered for the end is done; where another thread is at work the process ends as ever, after it.
    """
    is_alone = all(thread.daemon or thread is threading.main_thread() for thread in threading.enumerate())
    if not is_alone or not isinstance(end.code, int | None):
        raise end
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    atexit._run_exitfuncs()  # noqa: SLF001 - Python does just this
    os._exit(end.code or FOUND)


def _forgive_characters() -> None:
    """A console that lacks a character shows a mark instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _to_the_end(function: Callable[[], None]) -> None:
    """Run, and write out the last of the output: a full disk or a reader who has gone shows only then."""
    try:
        function()
    finally:
        sys.stdout.flush()


def give_up_output() -> None:
    """Nothing more can be written: what is still buffered goes nowhere, instead of failing again at exit."""
    # Where standard output is no file (a test, a notebook) nothing is left to fail.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
