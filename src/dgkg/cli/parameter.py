"""The ``name=value`` arguments of a command."""

from __future__ import annotations

from collections.abc import Iterable

from dgkg.errors import UsageError

__all__ = ["parameters"]


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
