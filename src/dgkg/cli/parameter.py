"""The arguments of a command: paths, and ``name=value``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from dgkg.errors import UsageError

__all__ = ["PATH", "parameters"]


class _Path(click.Path):
    """A path that is written out: an empty one, as of an unset variable, would be the working folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path.

        Raises:
            UsageError: it is empty.
        """
        if value == "":
            raise UsageError("路径为空；当前文件夹写作 .", "A path is empty; the working folder is written .")
        return super().convert(value, param, ctx)


PATH = _Path(path_type=Path)


def parameters(values: Iterable[str]) -> dict[str, str]:
    """The values by name; anything without an equals sign is a usage error."""
    found: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals:
            raise UsageError(
                f"参数应写作 名称=值，得到「{value}」", f"Parameters are written name=value, not “{value}”"
            )
        found[name] = text
    return found
