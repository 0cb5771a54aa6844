"""Taking a question apart: its frame, its names with their slips, its parts, what its pronouns stand for."""

from __future__ import annotations

__all__: list[str] = []
