"""Verdicts in words: yes or no first, then what is stated of that very thing, with its passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rdflib import URIRef

from dgkg.ask.claims.claimed_relations import MEMBERS
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.search import Found
from dgkg.ask.language.question import Question
from dgkg.ask.sets.two_sets import TwoSets
from dgkg.namespaces import DGO, DGS, RDF
from dgkg.pattern import pattern
from dgkg.words import Words

__all__ = ["told_apart", "told_quoted", "told_sets", "told_verdict"]

_PAIR = 2
_BEGINNINGS = {
    ("yes", "zh"): "是", ("yes", "en"): "Yes", ("no", "zh"): "不是，报告所述为", ("no", "en"): "No; the report says",
    ("up", "zh"): "上升", ("up", "en"): "Up", ("down", "zh"): "下降", ("down", "en"): "Down",
    ("wished", "zh"): "没有。报告没有说已实现，所述为",
    ("wished", "en"): "No: the report does not say that it is real yet; it says",
    ("unsaid", "zh"): "报告没有这样说；所说的是", ("unsaid", "en"): "The report does not say so; it says",
    ("open", "zh"): "不能断定，报告只说", ("open", "en"): "That is left open; the report only says",
}  # fmt: skip
_HAS = pattern(r"有没有|有无|[还也]有.*[吗么]")


def told_verdict(words: Words, question: Question, verdict: Verdict, clauses: Sequence[str], marks: str) -> str:
    """A verdict with the ``clauses`` that decide it, as one sentence; ``marks`` are those of their passages."""
    zh = question.lang == "zh"
    if verdict.is_so == "unnamed":
        return _unnamed(words, question, verdict, marks)
    if verdict.is_so == "elsewhere":
        return _elsewhere(words, question, clauses)
    said = ("；" if zh else "; ").join(clause.rstrip(".。") for clause in clauses) + ("。" if zh else ".")
    if verdict.by_property is not None:
        return _of_something_else(words, question, verdict, verdict.by_property) + said
    scope = ("（仅就报告所述的范围）" if zh else " (as far as it is stated)") if verdict.is_narrower else ""
    begins = _BEGINNINGS[verdict.is_so, question.lang]
    if verdict.is_so == "yes" and verdict.by[0].item.kind == "intention":
        begins += "，报告这样建议或计划" if zh else ", as a proposal or plan"
    if zh and verdict.is_so == "no" and _HAS.search(question.text):
        # 「还有别的城市吗」 is denied as it is asked.
        begins = begins.replace("不是", "没有")
    return f"{begins}{scope}{'：' if zh else ': '}{said}"


def told_quoted(question: Question, clauses: Sequence[str], *, is_stated: bool = True) -> str:
    """What the number of a claim is of, where nothing decides the claim; ``clauses`` state it.

    ``is_stated`` is false where nothing else that the claim is about is stated.
    """
    zh = question.lang == "zh"
    said = ("；" if zh else "; ").join(clause.rstrip(".。") for clause in dict.fromkeys(clauses))
    if zh:
        return f"{'' if is_stated else '报告没有这样说；'}报告中的这个数字是：{said}。"
    return f"{'That' if is_stated else 'The report does not say so; that'} number, as the report states it: {said}."


def _of_something_else(words: Words, question: Question, verdict: Verdict, property_: URIRef) -> str:
    """That a number is right and is not of what is claimed, but of this: 「不是，这是2023年1—10月的数：」."""
    lang, zh = question.lang, question.lang == "zh"
    if property_ == RDF.type:
        return "不是，这是上限，不是实际数：" if zh else "No; it is a cap, not what was really paid: "
    things = [t for t in verdict.by[0].item.data.get(property_, ()) if isinstance(t, URIRef)]
    if property_ == DGO.population and not things:
        return "不是，这是不分规模的数：" if zh else "No; that figure is of all, whatever their size: "
    name = ("、" if zh else ", ").join(words.label(t, lang) for t in things)
    if zh:
        kind = {DGO.indicator: "", DGO.accumulation: "数"}.get(property_, "的数")
        return f"不是，这{'只' if property_ == DGO.population else ''}是{name}{kind}："
    before = {DGO.refPeriod: "for ", DGO.population: "only of those ", DGO.refArea: "of ", DGO.indicator: "a "}
    # 「as of March 2024」, "the last three years".
    if DGS.stock in things:
        name = f"a {name}"
    led = "" if name.startswith(("as of", "at ", "since")) else before.get(property_, "")
    return f"No; that figure is {led}{name}: "


def _unnamed(words: Words, question: Question, verdict: Verdict, marks: str) -> str:
    """Who is on a list, where somebody else is claimed to be."""
    lang, zh = question.lang, question.lang == "zh"
    between = "、" if zh else ", "
    things = dict.fromkeys(t for f in verdict.by for p in MEMBERS for t in f.item.data.get(p, ()))
    names = between.join(words.label(t, lang) for t in things if isinstance(t, URIRef))
    said = {t for f in verdict.by for t in f.item.things}
    whom = [u for u in question.of_kind("entity", "place") if said.isdisjoint(u.things | question.wider)]
    missing = between.join(dict.fromkeys(words.label(t, lang) for u in whom for t in sorted(u.things)[:1]))
    if zh:
        return f"报告点名的是{names}，没有点名{missing} {marks}。"
    return f"The report names {names}; it does not name {missing} {marks}."


def _elsewhere(words: Words, question: Question, clauses: Sequence[str]) -> str:
    """Where a body is stated to be, where it is claimed to be in another place: of that nothing is said."""
    lang, zh = question.lang, question.lang == "zh"
    (body, *_), (place, *_) = (
        [words.label(t, lang) for u in question.of_kind(kind) for t in sorted(u.things - question.wider)]
        for kind in ("entity", "place")
    )
    said = ("；" if zh else "; ").join(clause.rstrip(".。") for clause in clauses)
    if zh:
        return f"报告没有说{body}在{place}；所说的是：{said}。"
    return f"The report does not say that {body} is in {place}; it says: {said}."


def told_apart(
    words: Words, question: Question, chosen: Sequence[Found], marks_of: Callable[[Iterable[Found]], str]
) -> str:
    """Whether two names are of one thing; nothing where only one is named."""
    lang, zh = question.lang, question.lang == "zh"
    things = list(dict.fromkeys(t for u in question.of_kind("entity", "place") for t in sorted(u.things)))
    if len(things) < _PAIR:
        return ""
    labels = [words.label(t, lang) for t in things]
    named = [f for f in chosen if any(t in f.item.things for t in things)] or list(chosen)
    marks = marks_of(named)
    if zh:
        return f"不是一回事：报告分别提到{'与'.join(labels)}，未说明二者相同 {marks}。"
    return f"No: the report names {' and '.join(labels)} apart and does not say that they are the same {marks}."


def told_sets(words: Words, lang: str, sets: TwoSets) -> str:
    """What two sets have in common, what is of like name, and what only one of them has."""
    zh = lang == "zh"
    between, colon = ("、", "：") if zh else (", ", ": ")
    first, second = (f"[{words.label(f.page.sentence, lang)}]" for f in sets.by)
    both = first if first == second else first + second

    def labels(things: Iterable[URIRef]) -> str:
        return between.join(words.label(t, lang) for t in things)

    pairs = between.join(f"{words.label(a, lang)}/{words.label(b, lang)}" for a, b in sets.alike)
    parts = [
        ("两边都有" if zh else "in both", labels(sets.both), both),
        ("名称相近" if zh else "of like name", pairs, both),
        (f"只在“{sets.names[0]}”" if zh else f"only in “{sets.names[0]}”", labels(sets.only[0]), first),
        (f"只在“{sets.names[1]}”" if zh else f"only in “{sets.names[1]}”", labels(sets.only[1]), second),
    ]
    line = ("；" if zh else "; ").join(f"{name}{colon}{things} {marks}" for name, things, marks in parts if things)
    return f"{line}。" if zh else f"{line[0].upper()}{line[1:]}."
