"""The one guarded way to run a query that somebody else wrote.

Untrusted SPARQL never runs in the process that serves: Oxigraph cannot be stopped once it has
begun, and a hundred bytes can keep its parser busy for ever. A query is looked at (``gate``),
run in a process that can reach nothing and may use only so much (``walls``, ``worker``), and
killed by its parent when its time is up (``pool``; ``alone`` for a single query). Trusted
questions of the library run in process.
"""

from dgkg.guard.alone import run_alone
from dgkg.guard.limits import Limits
from dgkg.guard.pool import Pool
from dgkg.guard.request import Answer, Request

__all__ = ["Answer", "Limits", "Pool", "Request", "run_alone"]
