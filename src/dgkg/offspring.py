"""Processes forked from this one that must not outlive it."""

from __future__ import annotations

import ctypes
import sys

__all__ = ["die_with_parent", "forks_safely"]

_END_WITH_PARENT, _KILL = 1, 9


def forks_safely() -> bool:
    """Whether a process may be forked here and be ended with its parent: on Linux alone."""
    return sys.platform.startswith("linux")


def die_with_parent() -> None:
    """Be killed by the system when the parent dies, however it does (prctl(2), ``PR_SET_PDEATHSIG``)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, _KILL)
