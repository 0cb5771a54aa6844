"""``python -m dgkg`` is ``dgkg``."""

from dgkg.cli import main

main()
