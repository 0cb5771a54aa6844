"""The questions within a question: 「哪些突破5000亿元，哪些突破2000亿元」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.items.index import Index, years_in
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import HEAVY, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.reading import read_question
from dgkg.pattern import pattern

__all__ = ["clauses_of", "is_open_ended", "one_each", "says_little"]

_CLAUSE = pattern(
    r"[，；;。？?！!]|,(?!\d)|(?<=[a-z]{3})\.(?=\s+[A-Z])|、(?=[^、，,]{0,6}(?:多少|几|何时|哪|谁|什么|怎么|如何))"
    r"|(?:,| and| but)(?= (?:(?:in|by|at|on|for|with|from|of|about|to|roughly) ){0,2}"
    r"(?:how|what|which|who|when|where)\b)",
    re.IGNORECASE,
)
# What a part of a question begins with only to say what the next is about.
_TOPIC = pattern(r"(?:里|中|当中|里头|方面|之中|其中|的话)$|^among\b[^?]*$", re.IGNORECASE)
# What asks for a body or a thing, at the beginning of a question, or after a place or 「and」.
_WHOSE = pattern(r"(?:.{0,4}?)(?P<asks>哪[家个座]|谁|\bwhich\b|\bwho\b)")
_PAIRED = pattern(
    r"(?P<one>.+的(?P<kind>企业|公司|机构|单位|项目|园区|城市|银行|平台|政策|文件))[和与及、](?P<other>.+的(?P=kind))"
    r"(?:分别|各自?)(?P<asks>.+)"
)
# What stands for itself in the clause that has it: the sort of value is known there.
_BY_ROLE = frozenset({"growth", "share", "rank", "date", "where", "status", "difference", "sum", "ratio", "yesno"})
_ASKS = pattern(r"哪|谁|什么|啥|几|多少|怎|如何|\b(?:how|what|which|who|whom)\b", re.IGNORECASE)
# Something is asked of each of several that are named.
_EACH = pattern(r"各自|各有|各(?=[^个类种项位条家界方\s])|分别|\b(?:each|respectively)\b")
_THEIRS = pattern(r"\b(?:their|its)\b|它们?的|其(?=[\u3400-\u9fff]{2})", re.IGNORECASE)
_ASKING = {"number", "difference", "growth", "share", "rank", "list", "who"}
_MEASURED = {"number", "growth", "share", "rank", "cap", "amount", "count", "compare", "yesno", "same", "difference"}
_COMMON, _SEVERAL = 0.25, 2


def clauses_of(index: Index, question: Question) -> list[Question]:
    """The questions within a question, each with the things and years that the whole is about."""
    texts = [text for text in _CLAUSE.split(question.text) if text.strip()]
    texts = _with_topics(index, [part for text in texts for part in _paired(text)], question)
    if len(texts) <= 1:
        return []
    folded = fold(question.text)
    found: list[Question] = []
    before, before_it = "", False
    for text in texts:
        # What is named before stands for what a clause leaves out, not what is named after it.
        start = max(folded.find(fold(text).strip()), 0)
        about = tuple(u for u in question.of_kind("entity", "place") if folded.find(u.text) <= start)
        clause = read_question(index, text, question.lang)
        if _are_parallel(before, text) and any(u.weight >= HEAVY for u in clause.units):
            # 「which was first to pass X and which was first to do Y」: the second is not asked of X.
            about = tuple(u for u in about if u.kind == "place")
        before = text
        if not clause.of_kind("concept") and (bounds_in(text) or (clause.years and clause.roles & _ASKING)):
            # 「哪些突破5000亿元，哪些突破2000亿元」: of the same quantity.
            about += tuple(u for u in question.units if u.names_quantity and folded.find(u.text) < start)
        # "which threshold did their digital industrialisation pass": a quantity, however common its name.
        of_those = before_it and _THEIRS.search(text) and any(u.names_quantity for u in clause.units)
        before_it = True
        if (
            not any(u.weight > _COMMON for u in clause.units)
            and not of_those
            and not (about and (clause.units or clause.years) and clause.roles & _ASKING)
        ):
            continue
        if not any(u.things for u in clause.units) and clause.roles & {"number", "amount", "count"}:
            # 「集成电路单算出口，金额是多少」: what is named before is what the amount is of.
            about += tuple(u for u in question.of_kind("concept") if folded.find(u.text) < start and u not in about)
        if not clause.of_kind("entity", "place"):
            clause = replace(clause, units=(*(u for u in about if u not in clause.units), *clause.units))
        # 「满意率多少？比2022年高几点」: a year that comes after is not that of what stands before.
        years = clause.years or years_in(folded[:start])
        found.append(replace(clause, years=years, names_city=question.names_city))
    return found


def is_open_ended(index: Index, question: Question) -> bool:
    """Whether a last clause asks on in words that name nothing: 「点名的是哪两个？」, "and what did it enter?"."""
    texts = [text for text in _CLAUSE.split(question.text) if text.strip()]
    asking = [text for text in texts if _ASKS.search(text)]
    for text in asking[1:]:
        clause = read_question(index, text, question.lang)
        if not clause.roles & _BY_ROLE and not clause.years and not any(u.weight > _COMMON for u in clause.units):
            return True
    return False


def one_each(question: Question) -> list[Question]:
    """Where something other than figures is asked of each of several that are named: the question of each alone."""
    named = [u for u in question.of_kind("entity", "place") if u.weight >= HEAVY and not u.things & question.wider]
    if len(named) < _SEVERAL or question.roles & _MEASURED or not _EACH.search(fold(question.text)):
        return []
    return [replace(question, units=tuple(u for u in question.units if u is mine or u not in named)) for mine in named]


def says_little(question: Question, clause: Question) -> bool:
    """Whether a clause has but one word, and that no telling one: it does not say of what it is."""
    own = [u for u in clause.units if not u.things & question.wider]
    return len(own) <= 1 and not any(u.weight >= TELLING or u.kind not in {"schema", "word"} for u in own)


def _are_parallel(one: str, other: str) -> bool:
    """Whether two questions begin with the same word that asks for a body: which … and which …, 哪家…，哪家…."""
    first, second = _WHOSE.search(fold(one)), _WHOSE.match(fold(other).strip())
    return first is not None and second is not None and first["asks"] == second["asks"]


def _paired(text: str) -> list[str]:
    """「首家…的企业和首家…的企业分别是谁」 as two questions; any other text as it is."""
    found = _PAIRED.fullmatch(text.strip())
    return [found["one"] + found["asks"], found["other"] + found["asks"]] if found else [text]


def _with_topics(index: Index, texts: Sequence[str], question: Question) -> list[str]:
    """The parts of a question, each with the topic that stands before it: 「智能工厂里，松山湖占了几家」."""
    merged: list[str] = []
    topic = ""
    for text in texts:
        whole = f"{topic}，{text}" if topic else text
        topic = ""
        if (
            text is not texts[-1]
            and _TOPIC.search(text.strip())
            and any(u.weight >= HEAVY for u in read_question(index, text, question.lang).units)
        ):
            topic = whole
        else:
            merged.append(whole)
    return merged
