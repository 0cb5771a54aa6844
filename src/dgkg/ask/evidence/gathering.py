"""All that is told for a question: what answers it or its parts, what is composed, compared and worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.claims.claims import judged
from dgkg.ask.claims.quoted import numbers_explained
from dgkg.ask.evidence.chain import described, is_told, tells_the_rest
from dgkg.ask.evidence.choice import choose
from dgkg.ask.evidence.exact import exactly
from dgkg.ask.evidence.gathered import Gathered
from dgkg.ask.evidence.links import of_city_compared, of_same_list
from dgkg.ask.evidence.parts import beyond_each, of_each, of_parts
from dgkg.ask.evidence.reckoning import reckon
from dgkg.ask.fit.expected import two_compared
from dgkg.ask.fit.invented_names import names_what_is_unknown
from dgkg.ask.fit.listed import listed
from dgkg.ask.fit.members import (
    Members,
    asks_for_a_count,
    asks_who_is_named,
    counts_of,
    holders,
    in_role,
    named_bodies,
    of_class,
    of_report,
)
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, DATES, Found, coverage, search, unasked
from dgkg.ask.language.question import DOUBTING, HEAVY, Question
from dgkg.ask.reading.anaphora import asks_on, led_on
from dgkg.ask.reading.clauses import clauses_of
from dgkg.ask.reading.framing import names_nothing_but_growth
from dgkg.ask.sets.compose import beyond_bounds, in_both, query_of_bounds
from dgkg.ask.sets.conjunction import beyond_all, of_both_comparisons
from dgkg.ask.sets.documents import by_topic
from dgkg.ask.sets.honours import honoured, honours
from dgkg.ask.sets.part_sets import part_sets
from dgkg.ask.sets.portrait import portrait
from dgkg.ask.sets.problems import asks_for_problems, problems_of
from dgkg.ask.sets.two_sets import two_sets
from dgkg.ask.states.by_stage import of_class_by_stage
from dgkg.ask.states.lifecycle import dated, standings
from dgkg.ask.states.origin import asks_for_origin
from dgkg.ask.states.standing import claimed, first_to, is_of_scopes_alone, ranked_so, with_values
from dgkg.ask.states.supposed_rank import supposed
from dgkg.ask.sums.climb import years_of_climb
from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.foremost import Foremost, compares, foremost, of_two
from dgkg.ask.sums.pairing import Unlike, either, side_by_side

__all__ = ["Gathered", "complete", "gather"]

_MOST_DATES, _CLOSER = 2, 0.05
_MEASURED = {"number", "growth", "rank", "share", "yesno"}


def gather(index: Index, question: Question) -> Gathered:
    """What answers a question or a part of it, what is composed for it, and what decides it.

    Nothing is compared or worked out yet.
    """
    gathered = _gathered(index, question)
    if names_what_is_unknown(index, question):
        gathered = replace(gathered, items=[], silent=(), is_composed=True)
    sets = two_sets(index, question) or part_sets(index, question)
    if sets is not None:
        return replace(gathered, items=list(sets.by), silent=(), is_composed=True, sets=sets)
    if gathered.is_composed and not gathered.items:
        # All that there is was set aside, or nothing is known of what is named.
        return gathered
    if (told := _explained(index, gathered) or _of_described(index, gathered)) is not None:
        return told
    if not question.years and (standing := _with_standings(index, gathered)) is not None:
        return standing
    verdict = judged(index, question)
    if verdict is None:
        return _with_standings(index, gathered) or gathered
    # What decides a claim is told first, and answers it where nothing else does.
    decisive = (*verdict.by, *verdict.quoted)
    ahead = {f.key for f in (*decisive, *verdict.sizes)}
    # What makes a claim right, or where a body is instead, is all that there is to tell; what is wrong has a context.
    others = (
        [] if verdict.is_so in {"yes", "elsewhere", "up", "down"} else [f for f in gathered.items if f.key not in ahead]
    )
    items = [*decisive, *(f for f in verdict.sizes if f not in decisive), *others]
    return replace(gathered, items=items, silent=(), verdict=verdict)


def _explained(index: Index, gathered: Gathered) -> Gathered | None:
    """What answers a question for what some numbers are of, what is weak in a field, or who did things first."""
    question = gathered.question
    if explained := numbers_explained(index, question):
        return replace(gathered, items=explained, silent=(), is_composed=True)
    if (problems := problems_of(question, gathered.found)) or asks_for_problems(question):
        # 「差在哪」 asks for no difference.
        question = replace(question, roles=question.roles - {"difference", "compare", "highest"})
        return replace(gathered, question=question, items=problems, silent=(), is_composed=True)
    if firsts := first_to(index, question):
        pages, ahead = {f.page for f in firsts}, {f.key for f in firsts}
        beside = (f for f in gathered.items if f.page in pages and f.key not in ahead)
        return replace(gathered, items=[*firsts, *beside], silent=())
    return None


def _with_standings(index: Index, gathered: Gathered) -> Gathered | None:
    """The same with how far each thing is that is asked about; ``None`` where that is not asked, or not stated."""
    question = gathered.question
    told = standings(index, question, gathered.items)
    listed_so = of_class_by_stage(index, question) if not told else None
    if listed_so is not None and not listed_so:
        # None of them is stated to have come so far.
        return replace(gathered, items=[], silent=(), is_composed=True)
    told = told or listed_so or []
    if not told:
        return None
    ahead = {f.key: f for f in dated(index, question, told)}
    others = [f for f in gathered.items if f.key not in ahead]
    is_alone = len({s.status for s in told}) == 1 and len(told) > 1
    if listed_so is not None or is_alone:
        # Of one stage alone nothing is told of what is at another.
        things = {s.thing for s in told}
        others = [f for f in others if f.item.node in things or not things.isdisjoint(f.item.things)]
    items = [*ahead.values(), *others]
    is_composed = gathered.is_composed or listed_so is not None
    return replace(gathered, items=items, silent=(), standings=tuple(told), is_composed=is_composed)


def _of_described(index: Index, gathered: Gathered) -> Gathered | None:
    """What answers a question of a thing that it describes, where nothing answers all of it as it stands."""
    if gathered.items and gathered.is_composed:
        return None
    led = described(index, gathered.question, gathered.found)
    if led is None:
        return None
    if gathered.items and not (
        led.asks_by_name and (led.is_beyond or led.asks_more or not is_told(gathered.question, gathered.items))
    ):
        return None
    told = _gathered(index, led.question)
    if not told.items or not tells_the_rest(led, told.items):
        return None
    known = {f.key for f in told.items}
    saying = [unasked(led.question, f.page, f.item) for f in led.saying if f.key not in known]
    return replace(told, items=[*told.items, *saying], described=led.saying)


def _gathered(index: Index, question: Question) -> Gathered:
    question = led_on(index, question)
    found = search(index, _with_next_year(question))
    if (everyone := of_report(index, question)) is not None:
        return Gathered(question, found, list(everyone.naming), is_composed=True, members=everyone)
    items = choose(index, question, found)
    parts, silent = of_parts(index, question, items)
    if items and asks_on(question):
        # 「which of them」 is asked of those that answer the first question, and the whole may find others.
        apart, left = of_parts(index, question, [])
        items, parts, silent = ([], apart, left) if apart and not left else (items, parts, silent)
    if each := of_each(index, question):
        # Of each what it has of its own, before what is told of all of them in words.
        own = {f.key for f in each}
        items = [*each, *(f for f in items if f.key not in own and not f.is_number)]
    items += (f for f in of_same_list(index, question, items or parts) if f not in items)
    gathered = Gathered(question, found, [*items, *parts], tuple(silent) if parts and not items else ())
    return _composed(index, gathered) or gathered


def _composed(index: Index, gathered: Gathered) -> Gathered | None:
    """What no search finds but a set is: all of one thing, what meets several conditions, what lies beyond a bound."""
    question, found = gathered.question, gathered.found
    if (told := _all_of_one(index, question, found)) is not None:
        return replace(gathered, items=told, silent=(), is_composed=True)
    # 「“超过9000家”这个数的来源」 gives a number back, and sets no bound.
    if not asks_for_origin(question.text) and (within := beyond_bounds(question, found)):
        if question.asks_several or (len(within) == 1 and not question.roles & _MEASURED):
            # What lies beyond the bound is one of the things that are asked for, or only says which thing is meant.
            beyond = {f.key for f in within}
            more = gathered.items if question.asks_several else _in_words_beside(within[0], gathered.items)
            told = [*within, *(f for f in more if f.key not in beyond)]
            return replace(gathered, items=told, is_composed=True, within=within)
        query = query_of_bounds(question, within)
        return replace(gathered, items=within, query=query, is_composed=True, within=within)
    if ranked := ranked_so(index, question, found):
        told = with_values(index, question, ranked)
        return replace(gathered, items=told, silent=(), is_composed=True, within=ranked)
    # 「哪些是亚洲第一」: nothing but a rank in that place answers it.
    alone: list[Found] | None = [] if is_of_scopes_alone(question) else None
    topical = None if gathered.items else by_topic(index, question, found) or None
    items = alone if topical is None else topical
    return None if items is None else replace(gathered, items=items, silent=(), is_composed=True)


def _all_of_one(index: Index, question: Question, found: Sequence[Found]) -> list[Found] | None:
    """All that is told of one thing, all that has one role, all honours of one body, or what meets each condition.

    ``None`` where none of that is asked for; empty where all that there is was set aside.
    """
    if everything := portrait(index, question, found) or in_role(index, question):
        return everything
    held = honours(question, found)
    held = honoured(index, question) if held is None else held
    if held is not None:
        return held
    each = beyond_all(index, question) or of_both_comparisons(question, found)
    each = [] if question.roles & {"yesno", "number"} else each
    return each or beyond_each(index, question) or None


def _in_words_beside(figure: Found, items: Sequence[Found]) -> list[Found]:
    """What is told in words by the passage of a figure: 「破百亿元的战略基金投向什么领域」."""
    return [f for f in items if f.page is figure.page and not f.is_number]


def complete(index: Index, gathered: Gathered) -> Gathered:
    """The same with what is compared, claimed, counted and worked out of it."""
    question, found = gathered.question, gathered.found
    items = [*gathered.items, *of_city_compared(question, found, gathered.items)]
    if asks_for_a_count(question) and not asks_who_is_named(question) and not any(f.is_number for f in items):
        items = [*items, *counts_of(question, items)]
    if not gathered.is_composed:
        items = [*items, *_dated_otherwise(index, question, items)]
        both = in_both(index, question, found, items) if items else []
        # What was looked for on purpose stays so.
        as_told = {f.key: f for f in items}
        both = [as_told.get(f.key, f) for f in both]
        # 「哪些是A？它们中谁还是B」 asks for all of the first, too.
        own = {f.key for f in both}
        items = [*both, *(f for f in items if f.key not in own)] if both and asks_on(question) else both or items
    # Of two that are named and not told of both, nobody else comes first.
    first = [] if not items and two_compared(question) else _foremost(index, question, found)
    claim = claimed(index, question, found) or supposed(index, question, found)
    if claim is not None:
        ahead = {f.key: f for f in (claim.by, *claim.holding)}
        items = [*ahead.values(), *(f for f in items if f.key not in ahead)]
    items = _behind(question, first, items)
    # 「过了5000亿但没到万亿」 sets two bounds; what lies between them is a list.
    is_listed = gathered.is_composed and question.roles & {"list", "who"} and "number" not in question.roles
    reckoned = reckon(index, question, found, items, first) if not is_listed else None
    if isinstance(reckoned, Computed) and "average" in question.roles:
        # Averages were asked for, not what they are of.
        first = []
    unlike = reckoned if isinstance(reckoned, Unlike) else None
    computed = reckoned if isinstance(reckoned, Computed) else None
    if computed is not None:
        operands = {f.key: f for f in (*computed.operands, *(computed.then.operands if computed.then else ()))}
        items = [*operands.values(), *(f for f in items if f.key not in operands)]
    if computed is None and not gathered.is_composed and (pair := side_by_side(index, question)):
        beside = {f.key for f in pair}
        items = [*pair, *(f for f in items if f.key not in beside)]
    if computed is None and not gathered.is_composed and gathered.verdict is None:
        items = exactly(question, found, items)
    members = gathered.members or _members(index, question, items, gathered.within)
    if computed is not None and computed.sign == "months":
        # That both are issued says nothing of which was first.
        gathered = replace(gathered, standings=())
    return replace(gathered, items=items, first=first, claim=claim, computed=computed, members=members, unlike=unlike)


def _with_next_year(question: Question) -> Question:
    """A level that is worked out backwards rests on the figures of the year after; a climb ends where it is now."""
    if "climb" in question.roles and (years := years_of_climb(question)):
        return replace(question, years=years)
    if "base" not in question.roles:
        return question
    return replace(question, years=question.years | {year + 1 for year in question.years})


def _dated_otherwise(index: Index, question: Question, items: Sequence[Found]) -> list[Found]:
    """Where a year is doubted of a thing: when it was, whatever the year."""
    if not question.years or not question.roles & DOUBTING or question.of_kind("beyond", "elsewhere"):
        return []
    undated = replace(question, years=frozenset())
    found = search(index, undated)
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    known = {f.key for f in items}
    # What is not of that year at all is told of its own: the doubt is answered by the date.
    nodes = {f.item.node for f in items or choose(index, undated, found)}
    return [
        f for f in found
        if f.key not in known and (f.item.node in nodes or any(f.own[n] >= COVERED for n in named))
        and (
            f.item.relation in DATES
            or (f.item.relation is None and f.item.data.keys() & DATES)
            or (f.item.kind == "activity" and f.item.years)
        )
    ][:_MOST_DATES]  # fmt: skip


def _foremost(index: Index, question: Question, found: Sequence[Found]) -> list[Foremost]:
    """What comes first of what is compared, asked for once or in each part of a question."""
    if not compares(question):
        # Few questions compare; the parts of the others need not be searched for again.
        return []
    clauses = clauses_of(index, question)
    # 「Which grew faster, A or B?」: by itself its first clause asks of all that grew.
    clauses = [c for c in clauses if not names_nothing_but_growth(c)] if len(clauses) > 1 else clauses
    told = [each for clause in clauses for each in foremost(index, clause, search(index, clause))]
    whole = foremost(index, question, found)
    ordered = told if len(told) > len(whole) else whole
    pair = either(index, question)
    held = [f.own for each in ordered for f in each.figures if len(f.own) == len(question.units)]
    # What a question sets against each other by its words is not ordered by what tells less of it.
    is_closer = pair and coverage(question, [f.own for f in pair]) > coverage(question, held) + _CLOSER
    return [of_two(question, pair)] if is_closer else ordered


def _behind(question: Question, first: Sequence[Foremost], items: Sequence[Found]) -> list[Found]:
    """What was compared, then of all else only what tells of something that the question names."""
    compared = [f for each in first for f in each.figures]
    known = {f.key for f in compared}
    heavy = [n for n, u in enumerate(question.units) if u.things and u.weight >= HEAVY]

    def tells(f: Found) -> bool:
        return len(f.own) == len(question.units) and any(f.own[n] >= COVERED for n in heavy)

    return [*compared, *(f for f in items if f.key not in known and (not first or tells(f)))]


def _listed(index: Index, question: Question, items: Sequence[Found]) -> Members | None:
    """What a passage lists that is counted, where no number tells as much of the question as that passage does."""
    told = listed(index, question, [f for f in items if not f.is_number])
    if told is None:
        return None
    by = told.naming[0]
    whole = (f for f in items if f.is_number and len(f.covered) == len(question.units))
    best = max((coverage(question, [f.covered]) for f in whole), default=0.0)
    return told if not best or coverage(question, [by.covered]) > best + _CLOSER else None


def _members(index: Index, question: Question, items: Sequence[Found], within: Sequence[Found]) -> Members | None:
    """What is counted where no number answers: what lies beyond a bound, or is named by what is told."""
    if not items or not asks_for_a_count(question):
        return None
    if within:
        return holders(index, within)
    counted = of_class(index, question, items)
    counted = counted or _listed(index, question, items)
    if counted is None and asks_who_is_named(question):
        # 「点名几家」 counts names, whatever is counted beside them.
        named = [f for f in items if not f.is_number]
        return named_bodies(index, question, named) if named else None
    if counted is not None or any(f.is_number for f in items):
        return counted
    return named_bodies(index, question, items)
