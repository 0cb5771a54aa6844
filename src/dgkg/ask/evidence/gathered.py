"""What is told for a question, with all that it was found by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.fit.members import Members
from dgkg.ask.items.search import Found
from dgkg.ask.language.question import Question
from dgkg.ask.sets.two_sets import TwoSets
from dgkg.ask.states.lifecycle import Standing
from dgkg.ask.states.standing import Claim
from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.foremost import Foremost
from dgkg.ask.sums.pairing import Unlike

__all__ = ["Gathered"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is told for a question.

    ``found`` is all that says anything of it, ``items`` what is told; ``silent`` are the questions within it that have
    no answer. ``query`` is the SPARQL that items were composed by, if they were, and ``within`` what it is to count.
    ``described`` is what a thing was found by that the question does not name.
    """

    question: Question
    found: Sequence[Found]
    items: list[Found]
    silent: tuple[str, ...] = ()
    query: str = ""
    is_composed: bool = False
    within: Sequence[Found] = ()
    first: Sequence[Foremost] = ()
    claim: Claim | None = None
    verdict: Verdict | None = None
    standings: tuple[Standing, ...] = ()
    sets: TwoSets | None = None
    computed: Computed | None = None
    unlike: Unlike | None = None
    members: Members | None = field(default=None)
    described: Sequence[Found] = ()
