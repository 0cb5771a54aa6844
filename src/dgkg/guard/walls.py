"""The walls around a process that runs a query: no network, no new files, no core dump, only so much memory and time.

Each wall is one of the system's own. Where a system lacks one the others stand: the network is
closed both by a name space of its own (Linux, where allowed) and by leaving no file descriptor
for a socket to take.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from dgkg.offspring import die_with_parent

__all__ = [
    "allow_seconds",
    "close_files",
    "computed",
    "end_with_parent",
    "has_walls",
    "limit_memory",
    "no_core",
    "no_network",
    "step_back",
    "step_up",
]

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def has_walls() -> bool:
    """Whether this system can hold a query at all: it must know how to fork and to limit."""
    return hasattr(os, "fork") and sys.platform != "win32"


def no_network() -> bool:
    """Leave the network by a name space with nothing in it; whether that was possible."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    # Without the right to a network of one's own, a user name space gives it.
    return bool(unshare(_NEW_NET) == 0 or unshare(_NEW_USER | _NEW_NET) == 0)


def no_core() -> None:
    """A crash leaves no file behind."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """Be killed when the parent dies, and be the first whom a machine without memory kills."""
    die_with_parent()
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def limit_memory(allowed: int) -> None:
    """Allow so many bytes of address space beyond those in use."""
    import resource

    used = 0
    with suppress(OSError, ValueError, IndexError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        used = int(pages) * resource.getpagesize()
    # Without /proc nobody knows what is in use; the interpreter and the engine map less than this.
    most = (used or 1 << 30) + allowed
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def close_files() -> None:
    """Allow no file descriptor beyond those open: neither a socket nor a file can be had from now on."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def allow_seconds(seconds: float, allowed: int = 0) -> int:
    """Let the system itself end this process once it has computed for so long, should nobody else.

    Args:
        seconds: so long from now.
        allowed: what was given for the query before; the system is told what is new only.
    """
    import resource

    most = int(time.process_time() + seconds) + 2
    if most != allowed:
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    return most


def computed(pid: int) -> float | None:
    """How many seconds another process has computed; ``None`` where that cannot be known."""
    if not sys.platform.startswith("linux") or not pid:
        return None
    try:
        # The CPU clock of a process, as the kernel numbers them (clock_getcpuclockid).
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return None


def step_up(pid: int) -> None:
    """Let a process compute as others do again, where that is allowed: it is to die, and even that takes time."""
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):
            os.sched_setscheduler(pid, os.SCHED_OTHER, os.sched_param(0))
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, 0)


def step_back(pid: int) -> None:
    """Let a process compute only when nobody else wants to."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, 19)
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):
            os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
