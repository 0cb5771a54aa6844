"""Words by which it is asked what is wrong with something: problems, difficulties, criticism.

>>> asks_what_is_wrong("信创联盟存在什么问题"), asks_what_is_wrong("数字贷要解决什么问题")
(True, False)
"""

from __future__ import annotations

from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["asks_what_is_wrong", "names_a_wrong"]

_NOUNS = "问题|困难|障碍|难题|难处|挑战|毛病|不足|缺陷|缺点|批评|非议|质疑|隐患"
_EN = (
    "problems?|troubles?|difficult(?:y|ies)|challenges?|obstacles?|drawbacks?|shortcomings?|defects?|criticisms?|flaws?"
)
_WRONGS = (
    rf"(?:存在|面临|遇到|碰到|遭到|受到|有|指出|提出|点出)(?:了|过)?[^，。？?]{{0,6}}(?:什么|哪些|何|啥)[^，。？?]{{0,3}}(?:{_NOUNS})"
    rf"|(?:哪些|什么|何种|啥)(?:{_NOUNS})|(?:难点|不足|缺点|{_NOUNS})(?:之处)?(?:是什么|有哪些|在哪里?)?[?？]?$|怎么不行"
    rf"|\b(?:what|which|any) (?:[a-z]+ )?(?:{_EN})\b|\bcritici[sz]\w*"
    r"|\bwhat (?:is|'s|was|went) wrong\b|\btroubles\b|\b(?:difficulties|challenges|constraints?|shortcomings?|gaps?) "
)
_WRONG = pattern(_WRONGS)
# What something is there to mend is what it is for.
_MENDED = pattern(
    r"解决|化解|治(?!理)|应对|针对|攻克|破解|突破|克服|回应|对付|缓解"
    r"|\b(?:sol[vs]|overcom|tackl|address|meant|aim|help|resolv|deal|cope|remed|intend|suppos|fix|reliev|ease|answer)\w*"
)
# A gap in numbers, or what a challenge is to others, is nothing wrong.
_ASKED = pattern(_WRONGS.replace("|gaps?", "").replace("|constraints?", ""))


def asks_what_is_wrong(text: str) -> bool:
    """Whether a text asks what is wrong with something, and not what mends it."""
    folded = fold(text)
    return bool(_ASKED.search(folded)) and not _MENDED.search(folded)


def names_a_wrong(text: str) -> bool:
    """The same, or a gap or constraint, which may also be one in numbers."""
    folded = fold(text)
    return bool(_WRONG.search(folded)) and not _MENDED.search(folded)
