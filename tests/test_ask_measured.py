"""How well the open questions are answered: what was reached may not be lost again.

The held-out third, the eighth, twenty-seventh, thirty-first, thirty-fifth, thirty-sixth, forty-first, forty-fourth, forty-sixth and forty-eighth
file, which nobody developed against, are not asked here; ``dgkg-eval --held-out`` does that, and tells totals only.
"""

from __future__ import annotations

import pytest

from dgkg.evaluation.case import as_case, read_lines
from dgkg.evaluation.judge import judge
from tests.conftest import ROOT

# Of each file the least share of the answerable ones that is right, and of the others that is refused.
FLOORS = {
    "": (0.9, 0.95), "-second": (0.9, 0.95), "-third": (0.9, 0.95), "-third-blind": (0.9, 0.95), "-fourth": (0.9, 0.95),
    "-fourth-blind": (0.9, 0.95), "-fifth": (0.9, 0.95), "-fifth-blind": (0.86, 0.95), "-sixth": (0.81, 0.95),
    "-sixth-blind": (0.66, 0.88), "-seventh": (0.92, 0.95), "-ninth": (0.0, 0.94), "-tenth": (0.9, 0.95),
    "-eleventh": (0.93, 0.94), "-twelfth": (0.87, 0.95), "-thirteenth": (0.93, 0.95), "-fourteenth": (0.95, 0.93),
    "-fifteenth": (0.93, 0.95), "-sixteenth": (0.89, 0.95), "-seventeenth": (0.86, 0.91), "-eighteenth": (0.91, 0.92),
    "-nineteenth": (0.9, 0.9), "-twentieth": (0.9, 0.95), "-twentyfirst": (0.88, 0.95), "-twentysecond": (0.9, 0.0),
    "-twentythird": (0.9, 0.9), "-twentyfourth": (0.88, 0.95),
    "-twentyfifth": (0.86, 0.95), "-twentysixth": (0.92, 0.95), "-twentyeighth": (0.85, 0.95),
    "-twentyninth": (0.95, 0.95), "-thirtieth": (0.97, 0.95), "-thirtysecond": (0.94, 0.97), "-thirtythird": (0.93, 0.97),
    "-thirtyfourth": (0.88, 0.95), "-thirtyseventh": (0.89, 0.95), "-thirtyeighth": (0.93, 0.88),
    "-thirtyninth": (0.9, 0.94), "-fortieth": (0.72, 0.85), "-fortysecond": (0.9, 0.95),
    "-fortythird": (0.95, 0.95), "-fortyfifth": (0.93, 0.95), "-fortyseventh": (0.88, 0.95),
    "-fortyninth": (0.95, 0.95), "-fiftieth": (0.95, 0.95),
}  # fmt: skip


@pytest.fixture(scope="module", params=FLOORS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def outcomes(name, kg):
    cases = map(as_case, read_lines(ROOT / "tests" / "questions" / f"ask{name}.jsonl"))
    return [judge(case, kg.ask(case.question), 0.0) for case in cases]


def test_as_many_are_right_as_were(name, outcomes):
    asked = [o for o in outcomes if o.case.is_answerable]
    wrong = [o.case.id for o in asked if not o.is_right]
    assert len(wrong) <= len(asked) * (1 - FLOORS[name][0]), wrong


def test_what_the_source_does_not_state_is_refused(name, outcomes):
    asked = [o for o in outcomes if not o.case.is_answerable]
    wrong = [o.case.id for o in asked if not o.is_right]
    assert len(wrong) <= len(asked) * (1 - FLOORS[name][1]), wrong


def test_no_number_is_invented_and_no_clause_goes_uncited(outcomes):
    assert [(o.case.id, o.invented, o.bare) for o in outcomes if o.invented or o.bare] == []
