"""Words of a question that mean something whatever the graph holds, and the names that the graph gives."""

from __future__ import annotations

__all__: list[str] = []
