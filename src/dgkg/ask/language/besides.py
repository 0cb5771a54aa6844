"""What a question sets aside, because it is known already: 「除了DCMM三级，还入选过什么」, "what else besides it?"."""

from __future__ import annotations

from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["set_aside"]

_BESIDES = pattern(
    r"除(?:了|去|开)?(?P<zh>[^，,。？?]{1,40}?)(?:之外|以外|外|[，,]|(?=还|也|另|同时))"
    r"|\b(?:besides|apart from|aside from|other than|in addition to|except(?: for)?|next to)\b (?P<en>[^,?;]{2,80}?)"
    r"(?=,|\?|$| (?:what|which|who|whose|how)\b)"
)
_JOINT = pattern(r"和|与|及|、|以及|\band\b")


def set_aside(text: str) -> list[str]:
    """The things, as a text writes them, that it sets aside; empty where it sets nothing aside.

    >>> set_aside("慕思除了DCMM三级，还入选过啥"), set_aside("Besides the bureau and CAICT, whose name is on it?")
    (['dcmm三级'], ['the bureau', 'caict'])
    >>> set_aside("What did it win?")
    []
    """
    found = _BESIDES.search(fold(text))
    if found is None:
        return []
    return [part.strip() for part in _JOINT.split(found["zh"] or found["en"]) if part.strip()]
