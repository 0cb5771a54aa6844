"""Whether what was found is an answer at all: of the very thing, of the sort and with the value that is asked for."""

from __future__ import annotations

__all__: list[str] = []
