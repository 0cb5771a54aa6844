"""The command line: nouns and verbs that users know, one call of the library each.

Data goes to standard output, everything else to standard error; how a command ends stands
in :mod:`dgkg.cli.exit`. A module holds the commands of one noun; :mod:`dgkg.cli.root` lists
them all. Whatever is heavy is imported by the command that needs it.
"""

from __future__ import annotations

from dgkg.cli.exit import speaks
from dgkg.cli.root import cli

__all__ = ["cli", "main"]


@speaks
def main() -> None:
    """The entry point of the ``dgkg`` command."""
    cli(prog_name="dgkg")
