"""What a question claims, and whether what is stated bears it out."""

from __future__ import annotations

__all__: list[str] = []
