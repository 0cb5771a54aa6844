"""Whether trouble is told where trouble is asked for: "what problems does the digital loan have?".

That a loan was launched, or what an alliance is for, tells nothing of what is wrong with either.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import DOUBTING, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.language.wrongs import asks_what_is_wrong
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["tells_trouble"]

_OTHERWISE = DOUBTING | {"number", "who", "date", "advice", "growth", "rank", "share"}
_SAID = pattern(
    r"问题|不足|缺|难|弱|压力|差距|制约|滞后|不高|减弱|受制|尚未|还没|还要|有待"
    r"|\b(?:problem|lack|difficult|short|weak|gap|behind|pressure|limit|not yet|needs? to|slow)\w*"
)


def tells_trouble(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether something is told to be wrong with what is named, where that is asked for."""
    named = [n for n, u in enumerate(question.units) if u.things and u.weight >= TELLING]
    # Which firms or fields have a problem is told by what they are.
    asks_more = question.roles & _OTHERWISE or question.wanted - {DGO.Challenge}
    # What more is said of it than a name is held to by the other rules.
    is_bare = len([u for u in question.units if u.weight >= TELLING]) == 1
    if not named or asks_more or not is_bare or not asks_what_is_wrong(question.text):
        return True

    def is_on_it(f: Found) -> bool:
        # What a loan is to mend is no trouble of the loan, though one passage tells of both.
        return any((f.own if question.units[n].kind == "entity" else f.covered)[n] >= COVERED for n in named)

    return any(_is_trouble(f) and is_on_it(f) for f in chosen)


def _is_trouble(f: Found) -> bool:
    said = " ".join(str(text) for text in f.item.data.get(DGO.assertion, ()))
    # A loan that is to overcome three problems is none of them.
    return f.item.kind == "statement" and (DGO.Challenge in f.item.wide or bool(_SAID.search(fold(said))))
