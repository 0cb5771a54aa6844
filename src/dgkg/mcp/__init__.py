"""The graph for language-model agents: a server of the Model Context Protocol, read only.

Every result holds its citations and says of each row whether it is a fact or a plan; sizes are
bounded; errors are sentences in both languages. ``dgkg mcp`` runs it (extra ``dgkg[mcp]``).
"""

from __future__ import annotations

__all__: list[str] = []
