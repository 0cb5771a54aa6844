"""What is composed of what is stated: of a class by conditions, of two lists, of one thing."""

from __future__ import annotations

__all__: list[str] = []
