"""How well questions are answered: files of questions with what their answers must hold.

``dgkg-eval FILE…`` or ``python -m dgkg.evaluation`` asks and counts; what counts stands in
``tests/questions/README.md``.
"""

from dgkg.evaluation.case import Case
from dgkg.evaluation.judge import Outcome, judge
from dgkg.evaluation.run import evaluate, read_cases
from dgkg.evaluation.tally import Tally

__all__ = ["Case", "Outcome", "Tally", "evaluate", "judge", "read_cases"]
