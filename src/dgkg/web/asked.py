"""What a reader asked of a page, free of any server: the parts of the path and the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dgkg.errors import UsageError

__all__ = ["Asked", "Moved"]

LONGEST = 400
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """``parts`` come from the path, ``values`` from the query; a missing one is empty."""

    parts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text.

        Raises:
            UsageError: longer than anything of that kind could be.
        """
        found = self.values.get(name, default).strip()
        if len(found) > LONGEST:
            raise UsageError(f"参数 {name} 过长（至多 {LONGEST} 字）", f"{name} is too long (at most {LONGEST})")
        return found or default

    def number(self, name: str, default: int) -> int:
        """A parameter as a whole number from 1.

        Raises:
            UsageError: it is none.
        """
        found = self.text(name)
        if not found:
            return default
        if not (found.isascii() and found.isdecimal() and 0 < len(found) <= len(str(MOST)) and 1 <= int(found) <= MOST):
            raise UsageError(f"参数 {name} 应为正整数", f"{name} is a whole number from 1")
        return int(found)


class Moved(Exception):  # noqa: N818 - it is no error
    """The page stands elsewhere: the logical path of its place."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
