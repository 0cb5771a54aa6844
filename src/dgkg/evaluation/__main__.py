"""``python -m dgkg.evaluation`` is ``dgkg-eval``."""

from dgkg.evaluation.command import main

main()
