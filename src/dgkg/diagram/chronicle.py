"""Policies and their dates: drafted, issued, due to be issued, and the period that each covers.

A date is kept as precisely as the report writes it: a year stays a year. A document without a
date is listed as such, never put where it might belong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.namespaces import DGO, DGS, RDF
from dgkg.passage_graph import PassageGraph
from dgkg.store import Store, Table
from dgkg.words import Words

__all__ = ["Dated", "Event", "Span", "chronicle", "period_spans"]

# What a date is of, and how it is drawn: what is only due is no fact.
_EVENTS = ((DGO.draftDate, "drafted"), (DGO.issueDate, "issued"), (DGO.plannedDate, "planned"))
# Of several statuses the one that is furthest.
_STATUSES = (DGS.issued, DGS.inService, DGS.done, DGS.underway, DGS.drafted)


@dataclass(frozen=True, slots=True)
class Span:
    """A time from a first to a last day, as ``YYYY-MM-DD``."""

    start: str
    end: str

    @classmethod
    def of(cls, date: str) -> Span:
        """The days of a year, a month or a day.

        >>> Span.of("2024-02")
        Span(start='2024-02-01', end='2024-02-31')
        """
        # Days are only compared with each other, as texts: every month may have 31.
        return cls((date + "-01-01")[:10], (date + "-12-31")[:10] if len(date) == len("2024") else (date + "-31")[:10])


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated: ``drafted``, ``issued``, ``planned`` or ``covers``, with the date as written.

    ``period`` is set for what covers one; ``span`` is its time, ``None`` where the period has no days.
    """

    what: str
    date: str
    span: Span | None
    sentences: tuple[URIRef, ...]
    period: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A policy with its events by time; ``sentences`` are all passages that name it."""

    policy: URIRef
    status: URIRef | None
    events: tuple[Event, ...]
    sentences: tuple[URIRef, ...]
    stated: tuple[URIRef, ...]

    def has(self, what: str) -> bool:
        """Whether there is an event of a kind."""
        return any(event.what == what for event in self.events)


def chronicle(
    graphs: Sequence[PassageGraph], words: Words, spans: Mapping[URIRef, Span], among: Iterable[URIRef] | None = None
) -> list[Dated]:
    """The policies that the passages name, by their first date; those without any come last.

    Args:
        graphs: what passages state.
        words: classes, and the order of passages.
        spans: of periods, as :func:`period_spans` gives them.
        among: only these policies.
    """
    told: dict[URIRef, dict[tuple[str, str, URIRef | None], set[URIRef]]] = defaultdict(lambda: defaultdict(set))
    named: dict[URIRef, set[URIRef]] = defaultdict(set)
    states: dict[URIRef, dict[URIRef, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
    for graph in graphs:
        for node, said in graph.nodes.items():
            for value in (node, *(v for values in said.values() for v in values)):
                if isinstance(value, URIRef) and _is_policy(value, words):
                    named[value].add(graph.sentence)
            plans = DGO.PlannedAction in said.get(RDF.type, ())
            for policy in said.get(DGO.concerns, ()) if plans else (node,):
                if isinstance(policy, URIRef) and _is_policy(policy, words):
                    for key in _keys(said):
                        told[policy][key].add(graph.sentence)
            for state in said.get(DGO.realization, ()):
                if isinstance(state, URIRef):
                    states[node][state].add(graph.sentence)
    wanted = set(named) if among is None else set(among) & set(named)
    found = [_dated(policy, told[policy], states[policy], named[policy], words, spans) for policy in wanted]
    return sorted(found, key=lambda d: (not d.events, d.events[0].span.start if d.events and d.events[0].span else "",
                                        d.policy))  # fmt: skip


def period_spans(store: Store) -> dict[URIRef, Span]:
    """The days of every period that has a first and a last one."""
    answer = store.query(f"SELECT ?p ?a ?b WHERE {{ ?p <{DGO.startDate}> ?a ; <{DGO.endDate}> ?b }} ORDER BY ?p ?a ?b")
    assert isinstance(answer, Table)
    return {p: Span(str(a), str(b)) for p, a, b in answer.rows if isinstance(p, URIRef)}


def _is_policy(thing: URIRef, words: Words) -> bool:
    return words.ontology.is_a(words.gazetteer.types.get(thing, ()), DGO.PolicyDocument)


def _keys(said: Mapping[URIRef, Sequence[object]]) -> list[tuple[str, str, URIRef | None]]:
    found: list[tuple[str, str, URIRef | None]] = []
    for relation, what in _EVENTS:
        found += [(what, str(date), None) for date in said.get(relation, ())]
    found += [("covers", "", p) for p in said.get(DGO.coversPeriod, ()) if isinstance(p, URIRef)]
    return found


def _dated(
    policy: URIRef,
    told: Mapping[tuple[str, str, URIRef | None], Iterable[URIRef]],
    states: Mapping[URIRef, Iterable[URIRef]],
    named: Iterable[URIRef],
    words: Words,
    spans: Mapping[URIRef, Span],
) -> Dated:
    def in_order(passages: Iterable[URIRef]) -> tuple[URIRef, ...]:
        return tuple(sorted(passages, key=words.library.sort_key))

    events = [
        Event(what, date, spans.get(period) if period is not None else Span.of(date), in_order(passages), period)
        for (what, date, period), passages in told.items()
    ]
    order = [what for _, what in _EVENTS]
    events.sort(
        key=lambda e: (
            e.what == "covers",
            e.span.start if e.span else "",
            order.index(e.what) if e.what in order else 9,
        )
    )
    status = next((s for s in _STATUSES if s in states), min(states, default=None))
    stated = in_order(states[status]) if status is not None else ()
    return Dated(policy, status, tuple(events), in_order(named), stated)
