"""How far a thing is, since when, at which rank, and by whose word."""

from __future__ import annotations

__all__: list[str] = []
