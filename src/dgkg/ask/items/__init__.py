"""What is stated, item by item, and the search for the items that fit a question best."""

from __future__ import annotations

__all__: list[str] = []
