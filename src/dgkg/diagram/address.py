"""Addresses that a picture may lead to."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_harmless"]


# Pages lead to the same places again and again.
@lru_cache(65536)
def is_harmless(address: str) -> bool:
    """Whether an address is of the web or relative: no scheme that would run, no white space to hide one."""
    if re.search(r"[\s\x00-\x1f\\]", address):
        return False
    return bool(re.match(r"https?://", address)) or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", address)
