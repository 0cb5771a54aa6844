"""Whether a question asks how something has changed since a year that it names: 「比2022年增长多少」, "up on 2022".

Such a change is stated of the year in which it came about, not of the one that it is held against.
"""

from __future__ import annotations

from dgkg.pattern import pattern

__all__ = ["changed_since"]

_SINCE = pattern(
    # A clause that begins so is held to what stands before it.
    r"(?<=[^\s，,。；;：:？?])(?:比|较|相比|相较于?|对比|同|与)20\d\d年(?:同期)?(?:的?水平)?(?:相比)?[，,]?(?:大约|约)?(?:同比)?"
    r"(?:净?增|涨|上升|提高|高|多|扩大|攀升|上涨)"
    r"|\b(?:gr[eo]w\w*|r[io]se\w*|increas\w+|higher|larger|bigger|up|gain\w*|expand\w*|climb\w*|jump\w*|more)\b"
    r"[^?]{0,60}?\b(?:than|on|over|from|compared (?:with|to)|against|versus|relative to) (?:in )?20\d\d\b"
)
# Places in a ranking are told of each year.
_PLACES = pattern(r"排名|名次|位次|几[名位]|\b(?:rank\w*|places?|positions?|spots?)\b")


def changed_since(text: str) -> bool:
    """Whether a folded text asks for a change since a year.

    >>> changed_since("集成电路产量比2022年增长多少"), changed_since("竞争力排名比2022年上升几位")
    (True, False)
    >>> changed_since("how much did it grow over 2022"), changed_since("the output of 2022")
    (True, False)
    """
    return bool(_SINCE.search(text)) and not _PLACES.search(text)
