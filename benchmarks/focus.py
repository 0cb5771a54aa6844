"""How much to the point answers are: how long, whether the first line answers, how many lines nobody asked for.

    python benchmarks/focus.py FILE… [--sentences SENTENCES] [--each]

Of the answerable questions that are answered: the lines of an answer; whether the first line holds a value that
is wanted or, where none is named, cites a wanted passage; and of all lines those that do neither, and those that
hold no wanted value where one is named. With ``--each`` a line for every question, the longest answers first.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import dgkg
from dgkg.evaluation.case import Case
from dgkg.evaluation.judge import holds
from dgkg.evaluation.run import read_cases, read_texts
from dgkg.grounding import MARK


@dataclass(frozen=True, slots=True)
class Focus:
    """Of one answer: which of its lines hold a wanted value, and which cite a wanted passage."""

    case: Case
    holding: Sequence[bool]
    citing: Sequence[bool]

    @property
    def leads(self) -> bool:
        """Whether the first line answers."""
        return self.holding[0] if self.case.values else self.citing[0]

    @property
    def idle(self) -> int:
        """How many lines neither hold what is wanted nor cite it."""
        return sum(not (held or cited) for held, cited in zip(self.holding, self.citing, strict=True))

    @property
    def empty(self) -> int:
        """How many lines hold no wanted value, where any is named."""
        return sum(not held for held in self.holding) if self.case.values else 0


def focus(case: Case, text: str) -> Focus:
    """An answer held against what is wanted, line by line."""
    lines = text.splitlines()
    values = [value for group in case.values for value in group]
    wanted = {sentence for group in case.sentences for sentence in group}
    return Focus(
        case,
        [any(holds(line, value) for value in values) for line in lines],
        [not wanted.isdisjoint(MARK.findall(line)) for line in lines],
    )


def report(told: Sequence[Focus]) -> Iterable[str]:
    """The measures, a line each."""
    lengths = [len(f.holding) for f in told]
    lines = sum(lengths)
    valued = sum(len(f.holding) for f in told if f.case.values)
    yield f"answers: {len(told)}, lines: {lines}"
    yield f"lines of an answer: median {statistics.median(lengths):g}, mean {lines / len(told):.2f}"
    long = [sum(length > most for length in lengths) for most in (5, 12, 20)]
    yield f"longer than 5: {long[0]}, 12: {long[1]}, 20: {long[2]}"
    yield f"first line answers: {sum(f.leads for f in told) / len(told):.1%}"
    yield f"lines without a wanted value or passage: {sum(f.idle for f in told) / lines:.1%}"
    yield f"lines without a wanted value: {sum(f.empty for f in told) / valued:.1%}"


def main() -> None:
    """Ask, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--sentences", type=Path)
    parser.add_argument("--each", action="store_true")
    given = parser.parse_args()
    kg = dgkg.load()
    texts = read_texts(given.sentences) if given.sentences else {}
    told = []
    for case in (case for file in given.files for case in read_cases(file, kg, texts)):
        answer = kg.ask(case.question) if case.is_answerable else None
        if answer is not None and answer.is_answer and answer.text:
            told.append(focus(case, answer.text))
    print("\n".join(report(told)))
    for f in sorted(told, key=lambda f: -len(f.holding)) if given.each else ():
        print(f"{f.case.id}\t{len(f.holding)}\t{'first' if f.leads else ''}\t{f.idle}")


if __name__ == "__main__":
    main()
