"""How the tests go through the ``dgkg`` command: in this process, or as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner, Result

from dgkg.cli import main

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")


class _Door:
    """The entry point as click's runner wants it, so that our own error handling runs too."""

    name = "dgkg"

    def main(self, args, prog_name, **_extra):
        with mock.patch.object(sys, "argv", ["dgkg", *args]):
            main()


def dgkg(*words: object, lang: str | None = "en", graph: Path | None = None, stdin: str | None = None) -> Result:
    """Run ``dgkg`` in this process; whatever it was given, it must end in a sentence, never in a traceback."""
    options = [*(["--lang", lang] if lang else []), *(["--graph", str(graph)] if graph else [])]
    result = CliRunner().invoke(_Door(), [*options, *map(str, words)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    for told in (result.stdout, result.stderr):
        assert "Traceback" not in told, told
        assert "failed inside" not in told, told
    return result


def command(*words: str | bytes, options: tuple[str, ...] = ()) -> list[str | bytes]:
    """``python -m dgkg`` with arguments in UTF-8, whatever the locale of the tests (where arguments are bytes)."""
    plain = [sys.executable, *options, "-m", "dgkg", *words]
    return plain if sys.platform == "win32" else [encoded(word) for word in plain]


def encoded(word: str | bytes) -> bytes:
    """A word as UTF-8."""
    return word.encode("utf-8") if isinstance(word, str) else word


def process(*words: str | bytes, options: tuple[str, ...] = (), **settings) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m dgkg`` as a process in UTF-8 mode; output is bytes. ``env`` is added to the environment."""
    environment = {**os.environ, "PYTHONUTF8": "1", **settings.pop("env", {})}
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **settings}
    return subprocess.run(command(*words, options=options), env=environment, check=False, **settings)


def assert_complains(result: Result, code: int, zh: str, en: str) -> None:
    """An error: its exit code, nothing on standard output, and both languages on standard error."""
    assert result.exit_code == code, result.stderr
    for words in (zh, en):
        assert words in result.stderr, result.stderr
    assert not result.stdout


def missing(tool: str) -> None:
    """Skip for a missing tool; in CI, where everything is installed first, that is a failure."""
    (pytest.fail if os.environ.get("DGKG_EVERY_TEST") else pytest.skip)(f"not installed here: {tool}")
