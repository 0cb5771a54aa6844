"""The one guarded way to run a query that somebody else wrote.

Untrusted SPARQL never runs in the process that serves: Oxigraph cannot be stopped once it has
begun, and a hundred bytes can keep its parser busy for ever. A query is looked at (``gate``),
run in a process that can reach nothing and may use only so much (``walls``, ``worker``), and
killed by its parent when its time is up (``pool``; ``alone`` for a single query). Where the store
is elsewhere, ``relay`` looks at a query in the same way and sends it there. Trusted questions of
the library run in process.
"""

from dgkg.guard.alone import run_alone
from dgkg.guard.limits import Limits
from dgkg.guard.pool import Pool
from dgkg.guard.request import Answer, Request
from dgkg.guard.runner import Runner

__all__ = ["Answer", "Limits", "Pool", "Request", "Runner", "run_alone"]
