"""The command line: nouns and verbs that users know, one call of the library each.

Data goes to standard output, everything else to standard error; how a command ends stands
in :mod:`dgkg.cli.exit`. A module holds the commands of one noun; :mod:`dgkg.cli.root` lists
them all. Whatever is heavy is imported by the command that needs it.
"""

from __future__ import annotations

from dgkg.cli.exit import leave, speaks
from dgkg.cli.root import cli

__all__ = ["cli", "entry", "main"]


@speaks
def main() -> None:
    """The ``dgkg`` command, within a process that goes on after it."""
    cli(prog_name="dgkg")


def entry() -> None:
    """The entry point of the ``dgkg`` command: the same, and the process ends with it."""
    try:
        main()
    except SystemExit as end:
        leave(end)
