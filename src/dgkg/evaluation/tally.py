"""What came of a file of questions, in numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dgkg.evaluation.judge import Outcome

__all__ = ["Tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The outcomes of one file."""

    outcomes: Sequence[Outcome]

    def rows(self) -> list[list[str | int]]:
        """Right and asked, by kind and language, then together: kind, language, right, asked, share."""
        kinds = sorted({o.case.kind for o in self.outcomes})
        rows = [
            _row(kind, lang, mine)
            for kind in kinds
            for lang in ("zh", "en")
            if (mine := [o for o in self.outcomes if (o.case.kind, o.case.lang) == (kind, lang)])
        ]
        answerable = [o for o in self.outcomes if o.case.is_answerable]
        rows += [_row("answerable", lang, [o for o in answerable if o.case.lang == lang]) for lang in ("zh", "en")]
        return [*rows, _row("answerable", "zh+en", answerable)]

    def lines(self) -> Iterator[str]:
        """Refusals, inventions, uncited clauses and times, a line each."""
        silent = [o for o in self.outcomes if not o.case.is_answerable]
        yield f"unanswerable refused: {_share(sum(o.is_right for o in silent), len(silent))}"
        yield f"answerable refused: {sum(self._was_refused(o) for o in self.outcomes)}"
        yield f"contradicted: {self._count(lambda o: o.contradicted)}"
        yield f"invented figures: {self._count(lambda o: o.invented)}"
        yield f"uncited clauses: {self._count(lambda o: o.bare)}"
        times = sorted(o.seconds * 1000 for o in self.outcomes)
        yield f"latency: p50 {_at(times, 0.5):.0f} ms, p95 {_at(times, 0.95):.0f} ms"

    def failures(self) -> Iterator[str]:
        """What was wrong with each answer that does not count, or that breaks a rule."""
        for o in self.outcomes:
            faults = {
                "missing": o.missing, "contradicted": o.contradicted, "not cited": o.uncited,
                "invented": o.invented, "without mark": o.bare,
            }  # fmt: skip
            if o.is_right and not (o.invented or o.bare):
                continue
            told = "; ".join(f"{what}: {' | '.join(found)}" for what, found in faults.items() if found)
            yield f"{o.case.id} [{o.case.kind}] {o.case.question}\n    {o.status}; {told}"

    @staticmethod
    def _was_refused(outcome: Outcome) -> bool:
        return outcome.case.is_answerable and outcome.status in {"not_in_source", "not_understood"}

    def _count(self, what: Callable[[Outcome], Sequence[str]]) -> int:
        return sum(len(what(o)) for o in self.outcomes)


def _row(kind: str, lang: str, outcomes: Iterable[Outcome]) -> list[str | int]:
    marks = [o.is_right for o in outcomes]
    return [kind, lang, sum(marks), len(marks), f"{sum(marks) / len(marks):.1%}" if marks else "–"]


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" + (f" ({part / whole:.1%})" if whole else "")


def _at(times: Sequence[float], share: float) -> float:
    """The time within which a share of the questions was answered (nearest rank)."""
    return times[max(0, math.ceil(share * len(times)) - 1)] if times else 0.0
