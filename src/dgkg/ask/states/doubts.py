"""Whether figures are consistent, as the audit found it: 「9000家约占70%，与近1.4万家一致吗」.

The audit has done the sums (:mod:`dgkg.audit`); here only those of its findings are picked out
that are about the figures of an answer, or all that are odd where the question names none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, unasked
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.finding import SEVERITIES, AuditFinding
from dgkg.pattern import pattern

__all__ = ["asks_about_odd_figures", "doubts_consistency", "findings_on", "items_of"]

_CONSISTENT = pattern(
    r"正常|一致|吻合|矛盾|对得上|对不上|合理|靠谱|可信|出入|自洽|说得通|冲突|存疑|疑点|蹊跷|打架|算得对|能不能对上"
    r"|一样的?说法|说法[^，。？?]{0,4}(?:一样|相同|不同|不一)|前后不一"
    r"|\b(?:(?:dis)?agree[sd]?|square|normal|consisten\w*|inconsisten\w*|match(?:es)?|contradict\w*|plausib\w*|implausib\w*|credib\w*|reliab\w*"
    r"|add(?:s)? up|tall(?:y|ies)|reconcil\w*|conflict\w*|doubtful|suspicious|at odds|make sense|makes sense|odd)\b"
)
_FIGURES = pattern(r"数据|数字|数值|指标|\b(?:figures?|numbers?|data|statistics)\b")
_ORDER = list(SEVERITIES)
_HOLDS = "holds"
_MOST, _TOGETHER = 2, 2


def doubts_consistency(question: Question) -> bool:
    """Whether a question asks if figures are right in themselves, or fit each other."""
    return bool(_CONSISTENT.search(fold(question.text)))


def asks_about_odd_figures(question: Question) -> bool:
    """Whether it asks which figures of the whole source are odd, naming none."""
    names = any(u.weight >= TELLING and u.kind != "word" for u in question.units)
    return not names and doubts_consistency(question) and bool(_FIGURES.search(fold(question.text)))


def findings_on(findings: Iterable[AuditFinding], chosen: Sequence[Found]) -> list[AuditFinding]:
    """What the audit found of the figures of an answer, worst first; that all is well only where it joins two."""
    told = {f.item.node for f in chosen}
    first = {f.item.node: n for n, f in reversed(list(enumerate(chosen)))}

    def shared(finding: AuditFinding) -> set[URIRef]:
        return told.intersection(finding.figures)

    about = [f for f in findings if len(shared(f)) >= (_TOGETHER if f.severity == _HOLDS else 1)]
    about.sort(key=lambda f: (_ORDER.index(f.severity), -len(shared(f)), min(first[node] for node in shared(f))))
    return [f for f in about if f.severity == about[0].severity][:_MOST]


def items_of(index: Index, question: Question, findings: Sequence[AuditFinding]) -> list[Found]:
    """The figures that findings rest on, as what is told."""
    nodes = {node for finding in findings for node in finding.figures}
    return [
        unasked(question, page, item)
        for page in index.pages for item in page.items if item.node in nodes and item.relation is None
    ]  # fmt: skip
