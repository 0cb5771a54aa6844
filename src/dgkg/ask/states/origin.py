"""What a figure or a ranking is from: who published it, in which report, and what an estimate rests on.

It stands beside the figure or in a footnote to it, and says nothing of what the figure is of: it is told because it is
asked for, and tells of the question all that its figure does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.items.index import Index, Item, Page
from dgkg.ask.items.search import META, Found, unasked
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_for_origin", "has_its_origin", "origins"]

_SOURCE = pattern(r"来源|出处|哪来的|怎么来的|依据|\b(?:come from|comes from|source of|based on)\b", re.IGNORECASE)
# How a figure was estimated is told by its note.
_ESTIMATED = pattern(
    r"(?:根据|依据|凭|用|按照?|靠|怎么|如何|哪)[^，。？?]{0,8}(?:测算|估算|推算|算出|估出)"
    r"|\b(?:estimat|calculat|comput|deriv)\w*\b[^?]{0,40}\b(?:from|on|with|by|how)\b"
    r"|\b(?:how|on what|from what|by what|which)\b[^?]{0,60}\b(?:estimat|calculat|comput|deriv)\w*",
    re.IGNORECASE,
)
# Words of any kind that ask for it.
_ASKED = pattern(
    r"来源|出处|出自|源自|来自哪|哪[来儿]的|依据|哪个系统|谁说的|(?:怎么|如何)(?:得来|得出|来|算|测算|统计|推算)"
    r"|谁家?(?:发布|公布|出|排|评|统计|测算|估算|编|做|算)的?|(?:发布|公布|评|排)(?:方|者|单位|机构)"
    r"|(?:哪[家些几两个]|什么)[^，。？?]{0,6}(?:机构|单位|部门)[^，。？?]{0,4}(?:发布|公布|评|排|统计|测算|编)"
    r"|哪[份篇部][^，。？?]{0,8}报告|(?:根据|依照|按照?)(?:什么|哪|谁)"
    r"|\bhow (?:was|were|is|are|did) .*"
    r"\b(?:arrived at|obtained|estimat\w*|calculat\w*|comput\w*|work\w* out|deriv\w*|got)\b"
    r"|\b(?:come|comes|came|taken|drawn|derived|sourced) from\b|\bsources?\b|\bbased? (?:it )?on\b"
    r"|\baccording to (?:whom|what|which)\b|\bby (?:whom|what body)\b"
    r"|\b(?:publish|compil|releas|issu|rank|estimat|calculat|work)\w*\b.*\bby (?:whom|what|which)\b"
    r"|\bwho(?:se)? (?:\w+ )?(?:publish|compil|releas|issu|rank|produc|estimat|calculat|put|draw|drew)\w*"
    r"|\bwhose (?:\w+ )?(?:ranking|list|figure|estimate|data)\b"
    r"|\b(?:which|what) (?:\w+ )?(?:report|study|publication|source|system|basis|bodies|body|institutions?)\b"
    r"|\bon (?:what|which) (?:\w+ )?(?:basis|source|data|system)\b"
    r"|\bwhere (?:does|do|did|is|are|was) .*\b(?:from|appear\w*|published)\b",
    re.IGNORECASE,
)
# Words that ask for nothing else.
_ONLY = pattern(
    r"(?:数据|数字|数|名次|排名|说法)[^，。？?]{0,6}(?:来源|出处|出自)|(?:来源|出处)(?:是|在|于|为)|谁(?:统计|测算|估算)"
    r"|\b(?:source|origin)s? of (?:this|that|the|these|those)\b"
    r"|\b(?:figures?|numbers?|estimates?|data) (?:come|comes|came|taken|drawn) from\b"
)
_TELLING = {DGO.listPublisher, DGO.listedIn, DGO.issuer, DGO.basedOn}
_BODIES = {DGO.organizer}


def asks_for_origin(text: str) -> bool:
    """Whether a text asks where something is from."""
    return bool(_ASKED.search(text))


def origins(index: Index, question: Question, chosen: Sequence[Found]) -> list[Found]:
    """What tells where the figures that were chosen are from, if that is asked for."""
    if not chosen or not asks_for_origin(question.text):
        return []
    numbers = [f for f in chosen if f.is_number]
    said = _beside(question, numbers)
    if _SOURCE.search(question.text) or _ESTIMATED.search(question.text):
        about = str(chosen[0].page.sentence)
        notes = [page for page in index.pages if index.noted.get(page.sentence) == about]
        said += [unasked(question, page, item) for page in notes for item in page.items if item.relation not in META]
    of = numbers[0] if numbers else chosen[0]
    return [replace(f, own=of.own, covered=of.covered) for f in said]


def has_its_origin(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What a figure is from is told by what it is based on or published by, not by the figure."""
    if not _ONLY.search(fold(question.text)) or not chosen[0].is_number or question.doubts:
        return True
    telling = _TELLING | _BODIES
    return any(f.item.relation in telling or f.item.data.keys() & telling for f in chosen)


def _beside(question: Question, numbers: Sequence[Found]) -> list[Found]:
    """What the passages of some figures tell of the lists and reports that these stand in, and what they rest on."""
    pages: list[Page] = list(dict.fromkeys(f.page for f in numbers))
    lists = {t for f in numbers for t in f.item.data.get(DGO.inList, ())}
    reports = {
        t for page in pages for item in page.items if item.node in lists for t in item.data.get(DGO.listedIn, ())
    }  # fmt: skip

    def tells(item: Item) -> bool:
        is_of_it = item.relation is None or item.node in lists | reports
        return is_of_it and bool(_TELLING & ({item.relation} if item.relation else item.data.keys()))

    return [unasked(question, page, item) for page in pages for item in page.items if tells(item)]
