"""How far a thing is, in words: whether it is real yet, or which status the source gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgkg.ask.question import Question
from dgkg.ask.search import Found
from dgkg.ask.verdict import status_of
from dgkg.namespaces import DGS
from dgkg.words import Words

__all__ = ["progress"]

_DONE = {DGS.done, DGS.inService, DGS.issued}
_HOW_FAR = re.compile(
    r"如何|怎样|怎么样|哪一?步|什么阶段|什么状态|何种状态|进展|进度|什么程度"
    r"|\bhow (?:is|are|far|much progress)\b|\bwhat (?:is|was|are|were)\b"
    r"|\bwhat (?:stage|status)\b"
)
_WHETHER = re.compile(r"吗|[了]没|没有|是否|是不是|已经|还是|\b(?:already|yet)\b")
_OF_EACH = re.compile(r"分别|各(?:自|到|是|处)|\beach\b|\brespectively\b", re.IGNORECASE)


def progress(words: Words, lang: str, question: Question, chosen: Sequence[Found]) -> str:
    """Yes, no or the status of what a question names, with its passage; nothing where no status is told of it."""
    found = status_of(question, chosen)
    if not found or _OF_EACH.search(question.text):
        return ""
    status, label = found[0], words.label(found[0], lang)
    mark = words.label(found[1].page.sentence, lang)
    text = question.text.lower()
    asks_how = bool(_HOW_FAR.search(text)) and not _WHETHER.search(text)
    if asks_how and not question.of_kind("entity", "place"):
        # What was done for a field is not how far the field is.
        return ""
    if asks_how or status == DGS.underway:
        # 「进展如何」 is no question for yes or no.
        return f"报告所述状态：{label} [{mark}]。" if lang == "zh" else f"Its status in the report: {label} [{mark}]."
    if status in _DONE:
        return f"是，报告称其{label} [{mark}]。" if lang == "zh" else f"Yes: {label}, the report says [{mark}]."
    if lang == "zh":
        return f"没有。报告没有说已实现，所述状态为：{label} [{mark}]。"
    return f"No, not yet: in the report it has the status “{label}” [{mark}]."
