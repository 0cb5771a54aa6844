"""The words of an answer: what comes first, what is left out, and the marks of the passages."""

from __future__ import annotations

__all__: list[str] = []
