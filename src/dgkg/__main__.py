"""``python -m dgkg`` is ``dgkg``."""

from dgkg.cli import entry

entry()
