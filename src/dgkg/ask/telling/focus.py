"""What of all that was gathered is to the point: the lines that answer, without their neighbours.

A passage tells of several things and is found for one. What it says of another thing, and what tells no part of the
question that is not told better, is left out here; whether there is an answer at all was decided before.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.items.fitting import is_of_all_members
from dgkg.ask.items.search import CHANGES, DATES, META, Found
from dgkg.ask.language.source_parts import asks_for_heading
from dgkg.ask.reading.anaphora import classes_in
from dgkg.ask.telling.bearing import FIGURES, IN_WORDS, WORKED_OUT, Bearing, dominated
from dgkg.ask.telling.beside_verdict import beside, is_plain_claim
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["focused"]

Items = list[Found]

# What is asked besides figures, dates and places.
_OPEN = frozenset({
    "list", "who", "where", "status", "date", "same", "relation", "compare", "advice", "state", "yesno", "not",
    "author", "highest",
})  # fmt: skip
# Where a figure is asked for, a second question that is none of a figure.
_ASKS_ELSE = pattern(
    r"哪|谁|什么|举|例|叫|\band what\b|\b(?:which|who|whom|where|when|why|names?|named|examples?)\b", re.IGNORECASE
)
# Several things may be asked for: no figure is told better by another.
_JOINED = pattern(r"[、，,；;。？?].|和|与|及|各|分别|又|\band\b|\beach\b|\brespectively\b", re.IGNORECASE)
# A place in a ranking, in words that are no role of their own.
_PLACED = pattern(r"rank|place|position|spot|index|league|[位名排第]", re.IGNORECASE)
_COUNTER = pattern(r"[多少几]+([家个条份项场座宗位名户台处款件次天年])")
_ELSE = pattern(r"还|另|其他|其它|别的|\b(?:else|others?|also|besides|beyond|apart)\b", re.IGNORECASE)
_PAIR = 2
_BODIES = (DGO.Organization, DGO.Event, DGO.Project, DGO.PolicyDocument)
_FIRMS = {DGO.Company, DGO.Organization, DGO.Bank, DGO.University}


def focused(bearing: Bearing, gathered: Gathered) -> Items:
    """The items of an answer that are to the point, in their order; all of them where a claim or a set decides."""
    items = list(gathered.items)
    if gathered.is_composed:
        return items
    if is_plain_claim(gathered):
        return beside(bearing, gathered)
    if gathered.verdict is not None or (gathered.claim is not None and "yesno" in gathered.question.roles):
        return items
    for rule in _RULES:
        items = rule(bearing, gathered, items) or items
    if gathered.claim is not None and gathered.claim.by not in items:
        # What a question takes for granted is put right by it.
        items = [gathered.claim.by, *items]
    return items


def _is_single(b: Bearing) -> bool:
    """Whether one thing is asked for, of one thing."""
    return not (_JOINED.search(b.question.text) or b.question.asks_several)


def _figures_only(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Where nothing but figures is asked for: those that tell most, and of the rest what they do not tell."""
    question, roles = b.question, b.question.roles
    if not roles & FIGURES or roles & _OPEN or question.asks_why or _ASKS_ELSE.search(question.text):
        return items
    figures = [f for f in items if f.is_number]
    if not figures or not _counts_so(question.text, figures):
        return items
    told, best, single = b.all_parts(figures), [b.main(f) for f in figures], _is_single(b)

    def is_lesser(f: Found) -> bool:
        if single:
            return not b.answers(f) and dominated(b.main(f), best)
        # However much is asked of a thing that is named: the same quantity of another one is not.
        beside = [g for g in figures if g.page is f.page and _quantity(g) == _quantity(f)]
        return not b.things(f) and any(b.things(g) and b.main(f) < b.main(g) for g in beside)

    return [f for f in items if b.stays(f) or (not is_lesser(f) if f.is_number else b.parts(f) - told)]


def _quantity(f: Found) -> tuple[object, ...]:
    """What an item is a figure of."""
    return tuple(f.item.data.get(DGO.indicator, ())), tuple(f.item.data.get(DGO.ofIndicator, ()))


def _counts_so(text: str, figures: Items) -> bool:
    """Whether what is counted in a measure word (多少名) is printed with it; else it may be told in words."""
    counter = _COUNTER.search(text)
    return counter is None or any(f.item.figure and counter[1] in f.item.figure.text for f in figures)


def _not_elsewhere(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Figures without those of a place that nobody named, where others tell more."""
    if not b.question.roles & (FIGURES | WORKED_OUT) or b.question.doubts:
        return items

    def is_elsewhere(f: Found) -> bool:
        places = {t for p in (DGO.refArea, DGO.subject) for t in f.item.data.get(p, ()) if b.is_a(t, DGO.Place)}
        named = places & (b.asked | b.around)
        return bool(places) and not named and not is_of_all_members(b.index, b.question, f)

    here = [b.main(f) for f in items if f.is_number and not is_elsewhere(f)]
    return [
        f for f in items
        if b.stays(f) or not f.is_number or not is_elsewhere(f) or not dominated(b.main(f), here)
    ]  # fmt: skip


def _worked_out(b: Bearing, gathered: Gathered, items: Items) -> Items:
    """Beside what was worked out: its operands, their growth, and what tells more than they do."""
    roles = b.question.roles
    if (
        gathered.computed is None
        or roles & (_OPEN - {"compare", "highest", "not"})
        or _ASKS_ELSE.search(b.question.text)
    ):
        return items
    operands = [f for f in items if b.is_operand(f)]
    measured = {t for f in operands for p in (DGO.indicator, DGO.ofIndicator) for t in f.item.data.get(p, ())}
    is_all_told = b.all_parts(items) <= b.all_parts(operands)

    def is_beside(f: Found) -> bool:
        indicators = set(f.item.data.get(DGO.indicator, ()))
        if (indicators & CHANGES and measured & set(f.item.data.get(DGO.ofIndicator, ()))) or (
            "share" in roles and b.is_share(f)
        ):
            return True
        if all(b.parts(f) > b.parts(one) for one in operands):
            return True
        return not is_all_told and (not f.is_number or b.answers(f) or bool(measured & indicators))

    return [f for f in items if b.stays(f) or is_beside(f)]


def _held_against(b: Bearing, gathered: Gathered, items: Items) -> Items:
    """What was compared and its ranks, where that tells every part."""
    if not gathered.first or b.question.roles & {"sum", "difference", "ratio"}:
        return items
    compared = [f for f in items if b.is_operand(f)]
    if not b.all_parts(items) <= b.all_parts(compared):
        return items
    return [f for f in items if b.is_operand(f) or f.item.kind == "rank"]


def _linked(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Where a thing is all that a question names: what names it, or a thing that is named beside it."""
    aside = {"list", "who", "advice", "where", "compare", "highest", "relation"}
    if not b.named or b.named != b.telling or b.question.doubts or b.question.roles & (FIGURES | aside):
        return items

    def ends(f: Found) -> set[object]:
        known = b.index.words.gazetteer.types
        return {f.item.node} | {
            t for t in b.ends(f)
            if t in known and t not in b.index.wider and not b.is_a(t, DGO.Concept) and not b.is_a(t, DGO.Period)
        }  # fmt: skip

    naming = [f for f in items if b.parts(f) & b.named]
    links = b.asked.union(*map(ends, naming))
    return [f for f in items if f in naming or b.stays(f) or ends(f) & links] if naming else items


def _no_headings(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """What headings say is left out where it says no more than the text."""
    if b.question.section or "advice" in b.question.roles or asks_for_heading(b.question.text):
        return items
    text = [b.main(f) for f in items if not f.page.sentence.endswith("-h")]
    return [
        f for f in items
        if b.stays(f) or not f.page.sentence.endswith("-h") or not any(b.main(f) <= parts for parts in text)
    ]  # fmt: skip


def _dated_only(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Where it is asked when: what has a date, and what tells a part that this does not.

    Where figures are asked for beside it, those too.
    """
    roles = b.question.roles
    if "date" not in roles or roles & (_OPEN - {"date"}):
        return items
    dated = [f for f in items if b.is_dated(f) or (f.item.kind == "activity" and f.item.years)]
    # 「那组数字统计到哪年哪月」 is told by the period of a figure.
    dated = dated or [f for f in items if f.is_number and f.item.years]
    facts = [b.main(f) for f in dated if f.item.kind not in IN_WORDS]
    dated = [f for f in dated if f.item.kind not in IN_WORDS or not dominated(b.main(f), facts)]
    figures = [f for f in items if f.is_number] if roles & FIGURES else []
    if not dated or bool(figures) != bool(roles & FIGURES):
        return items
    told = b.all_parts([*dated, *figures])
    is_told = b.named and b.named <= told

    def adds(f: Found) -> bool:
        return not is_told and bool(b.parts(f) - told)

    return [f for f in items if f in dated or f in figures or b.stays(f) or adds(f)]


def _of_the_named(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """What is asked of a firm, project, event or policy is not told by what others of its kind have."""
    roles = b.question.roles
    if b.question.doubts or roles & {"compare", "highest", "relation"} or b.question.wanted & _FIRMS:
        return items
    things = {t for n in b.named for t in b.question.units[n].things}
    # Who held an event is a body, and may be told of any body.
    kinds = [c for c in _BODIES if any(b.is_a(t, c) for t in things) and not ("who" in roles and c == _BODIES[0])]

    def is_of_another(f: Found) -> bool:
        if b.parts(f) & b.named or f.item.kind in IN_WORDS:
            return False
        if any(b.question.units[n].kind != "schema" for n in b.main(f)):
            return False
        return any(b.is_a(t, c) for c in kinds for t in f.item.things - b.asked)

    return [f for f in items if b.stays(f) or not is_of_another(f)]


def _nothing_twice(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Bare relations are left out that nobody asked for and that name nothing new; where a thing is, how far it is."""
    roles = b.question.roles
    told = [f for f in items if f.item.kind != "edge"]
    named = {t for f in told for t in (f.item.node, *b.ends(f))}
    known = named | b.asked | b.index.wider

    def is_asked(f: Found) -> bool:
        relation = f.item.relation
        if relation in b.asked or (relation in DATES and roles & {"date", "yesno", "status", "state"}):
            return True
        if relation == DGO.realization:
            return bool(roles & {"status", "state", "yesno", "date"}) or f.item.node not in named
        bodies = "who" in roles and any(b.is_a(t, DGO.Organization) for t in b.ends(f) - {f.item.node})
        return bodies or (relation == DGO.locatedIn and "where" in roles)

    def is_new(f: Found) -> bool:
        if f.item.relation == DGO.realization:
            return False
        return not (told and b.ends(f) - {f.item.node} <= known and f.item.node in named | b.asked)

    return [f for f in items if f.item.kind != "edge" or b.stays(f) or is_asked(f) or is_new(f)]


def _no_figures(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Where no figure is asked for: none that tells less than something else does."""
    roles = b.question.roles
    if (
        b.question.has_parts
        or b.question.doubts
        or not roles & _OPEN
        or roles & (FIGURES | WORKED_OUT | {"compare", "highest"})
    ):
        return items
    every = [b.main(f) for f in items]

    def stays(f: Found) -> bool:
        # 「2000亿元这一档有哪些城市」: which thing a number is of is told by its figure.
        return b.stays(f) or f.item.figure is None or bool(b.question.numbers & f.item.numbers)

    kept = [f for f in items if stays(f) or not dominated(b.main(f), every)]
    if not roles & {"who", "where", "date", "list"}:
        return kept
    others = [b.main(f) for f in kept if not f.is_number and f.item.kind != "edge"]
    # Who was first is told by a rank.
    return [f for f in kept if stays(f) or not any(b.main(f) <= parts for parts in others)]


def _best_in_words(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Of what is told in words what tells most, where neither a list nor a name nor advice is asked for."""
    if b.question.has_parts or b.question.doubts or b.question.roles & {"list", "who", "advice"}:
        return items
    # What is told for something else than its words leaves out nothing that has them.
    best = [b.main(f) for f in items if f.item.kind in IN_WORDS and not b.stays(f)]
    return [f for f in items if b.stays(f) or f.item.kind not in IN_WORDS or not dominated(b.main(f), best)]


def _asked_sort_of_figure(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Beside a level no place in a ranking and no growth of the same, where neither is asked for."""
    question, roles = b.question, b.question.roles
    if not roles & (FIGURES | WORKED_OUT) or question.doubts or _PLACED.search(question.text):
        return items

    def is_change(f: Found) -> bool:
        return bool(CHANGES & set(f.item.data.get(DGO.indicator, ())))

    levels = [b.main(f) for f in items if f.item.figure is not None and not is_change(f)]
    changes = roles & {"growth", "difference", "base", "climb", "compare", "highest"} or any(
        u.things & CHANGES for u in question.units
    )
    places = roles & {"rank", "highest", "climb", "list", "who", "compare", "where"}

    def is_asked(f: Found) -> bool:
        if b.answers(f) or not any(b.main(f) <= parts for parts in levels):
            return True
        return bool(places) if f.item.kind == "rank" else bool(changes) or not is_change(f)

    return [f for f in items if b.stays(f) or not f.is_number or is_asked(f)]


def _no_programme_notes(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """What only says where a list or a programme belongs is left out, if it is not asked for."""
    return [f for f in items if b.stays(f) or f.item.relation not in META or f.item.relation in b.asked]


def _no_wishes(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Who did something is told by what is, not by what is proposed beside it."""
    question = b.question
    if not ("who" in question.roles or question.wanted) or question.roles & {"advice", "status", "state"}:
        return items
    if question.doubts or question.has_parts:
        return items
    facts = [b.main(f) for f in items if b.is_of_kind(f) and f.item.kind != "intention"]
    return [
        f for f in items
        if b.stays(f) or f.item.kind != "intention" or not any(b.main(f) <= parts for parts in facts)
    ]  # fmt: skip


def _no_lesser_relations(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """Of bare relations those that tell less than something else, where no list is asked for that they may be."""
    question = b.question
    aside = {"list", "date", "who", "where"} if question.doubts else {"list"}
    if question.roles & aside or not (question.doubts or _is_single(b)):
        return items
    every = [b.main(f) for f in items]
    known = {t for f in items if f.item.kind != "edge" for t in b.ends(f)} | b.asked | b.index.wider

    def stays(f: Found) -> bool:
        if b.stays(f) or f.item.kind != "edge" or f.item.relation in b.asked or f.item.relation in DATES:
            return True
        # What names several new things may be the list.
        return b.is_of_kind(f) or (not question.doubts and len(b.ends(f) - known) > _PAIR)

    return [f for f in items if stays(f) or not dominated(b.main(f), every)]


def _no_lesser_passages(b: Bearing, _gathered: Gathered, items: Items) -> Items:
    """What other passages tell of one question, where the first tells more."""
    question = b.question
    several = question.roles & {"list", "compare", "highest"} or question.has_parts or _ELSE.search(question.text)
    # 「那家公司」 is found by one passage and asked of another.
    if question.doubts or question.asks_why or several or classes_in(question.text):
        return items
    first = items[0].page
    best = [b.parts(f) for f in items if f.page is first]

    def stays(f: Found) -> bool:
        is_asked = b.answers(f) or b.is_of_kind(f) or bool(question.numbers & f.item.numbers)
        return f.page is first or b.stays(f) or is_asked

    return [f for f in items if stays(f) or not dominated(b.parts(f), best)]


_RULES: tuple[Callable[[Bearing, Gathered, Items], Items], ...] = (
    _figures_only, _not_elsewhere, _worked_out, _held_against, _linked, _no_headings, _dated_only, _of_the_named,
    _nothing_twice, _no_figures, _best_in_words, _asked_sort_of_figure, _no_programme_notes,
    _no_wishes, _no_lesser_relations, _no_lesser_passages,
)  # fmt: skip
