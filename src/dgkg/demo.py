"""A first walk through the graph that ends by itself: check, ask, trace, draw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dgkg.knowledge import KnowledgeGraph
from dgkg.table import plain_table

__all__ = ["run"]

PLACES = ("松山湖", "南城")
INDUSTRY = "半导体及集成电路"
FOCUS = "松山湖"
QUESTION = {"zh": "松山湖的软件业务收入增长了多少？", "en": "How fast did software revenue in Songshan Lake grow?"}


def run(kg: KnowledgeGraph, lang: str, folder: Path, say: Callable[[str], object]) -> None:
    """Say and write what the graph can do.

    Args:
        kg: the graph.
        lang: ``zh`` or ``en``.
        folder: exists; takes two pictures.
        say: prints a line.
    """
    zh = lang == "zh"
    report = kg.validate()
    for finding in report.findings:
        say(finding.text(lang))
    say(report.summary()[not zh])
    for place in PLACES:
        _firms(kg, place, lang, say)
    say(f"\n■ {'用一句话提问：' if zh else 'Asked in plain words: '}{QUESTION[lang]}\n")
    say(kg.ask(QUESTION[lang], lang).text)
    traced = kg.trace(INDUSTRY)
    name = kg.words.label(traced.industry, lang)
    say(f"\n■ {'政策 → 产业 → 企业：' if zh else 'Policy → industry → firms: '}{name}\n")
    say(plain_table(traced.headings(lang), traced.cells(lang)))
    chain = kg.diagram("policy-chain", lang, industry=INDUSTRY).save(folder / "policy-chain.svg")
    walk = kg.diagram("ego", lang, focus=FOCUS).save(folder / "songshan-lake.html")
    opened = "（用浏览器打开）" if zh else "  (open it in a browser)"
    say(f"\n■ {'两幅图' if zh else 'Two pictures'}\n  {chain}\n  {walk}{opened}")
    say(_further(zh=zh))


def _firms(kg: KnowledgeGraph, place: str, lang: str, say: Callable[[str], object]) -> None:
    zh = lang == "zh"
    name = kg[place].label(lang)
    say(f"\n■ {f'{name}有哪些企业' if zh else f'Which firms sit in {name}'}\n")
    firms = kg.query("firms-in-place", place=place)
    if len(firms):
        say(plain_table(firms.headings(lang), firms.cells(lang)))
        return
    say("报告没有点名这里的企业，只给出数字：" if zh else "The report names no firm here; it gives figures only:")
    for fact in kg[place].facts(lang):
        if fact.kind == "figure":
            citation = kg.cite(fact.sentence)[0]
            say(f"  · {fact.text}  [{citation.passage.id}]")
            if quote := kg.words.quotation(fact.sentence, fact.rests_on):
                say(f"      {quote}")


def _further(*, zh: bool) -> str:
    lines = (
        ("dgkg find 华为", "查找事物", "find a thing"),
        ("dgkg show 利扬芯片", "一个事物的全部事实与出处", "a thing with all its facts and citations"),
        ("dgkg show 2.1.2-p1-s4", "一个句子陈述了什么", "what one sentence states"),
        ("dgkg ask 哪些政策支持半导体，最高补助多少？", "用自己的话提问", "ask in your own words")
        if zh
        else ("dgkg ask 'Which industry grew fastest?'", "用自己的话提问", "ask in your own words"),
        ("dgkg queries", "能问的问题", "the questions of the library"),
        ("dgkg query only-planned", "哪些还只是计划", "what is only planned"),
        ("dgkg trace 智能移动终端", "追溯另一个产业", "trace another industry"),
        ("dgkg diagram ego focus=OPPO -o oppo.html", "画另一幅图", "draw another picture"),
        ("dgkg export -o dongguan.nq", "导出", "take the graph with you"),
        (
            "dgkg source attach <file>",
            "附加你自己的报告文本，引文即显示原句",
            "attach your own copy of the report: citations show its words",
        ),
    )
    head = "\n■ 接下来" if zh else "\n■ How to go on"
    return "\n".join([head, *(f"  {command:<44} {a if zh else b}" for command, a, b in lines)])
