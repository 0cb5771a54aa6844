"""All that is told for a question: what is chosen, what goes with it, and whether it decides."""

from __future__ import annotations

__all__: list[str] = []
