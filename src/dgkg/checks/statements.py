"""What is said to be done against what is said to be planned, and the document's own numbering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import URIRef

from dgkg.checks.evidence import Evidence
from dgkg.finding import AuditFinding
from dgkg.namespaces import DGO, RDF

__all__ = ["missing_section", "status_conflict"]

_NUMERALS = "〇一二三四五六七八九十"


def status_conflict(evidence: Evidence) -> Iterable[AuditFinding]:
    """A thing that one passage tells as being done is still in preparation in another."""
    running = _told(evidence, DGO.Activity, DGO.involves)
    planned = _told(evidence, DGO.PlannedAction, DGO.proposes)
    for thing in sorted(running.keys() & planned.keys()):
        if running[thing] & planned[thing]:
            continue  # one passage tells a start and what is to come of it
        sentences = sorted(running[thing] | planned[thing], key=evidence.words.library.sort_key)
        name = [evidence.words.label(thing, lang) for lang in ("zh", "en")]
        ids = [", ".join(s.rpartition("/")[2] for s in sorted(side[thing])) for side in (running, planned)]
        yield AuditFinding(
            "status-conflict", "contradiction", tuple(sentences), (thing,),
            f"{name[0]}：{ids[0]} 说已在进行，{ids[1]} 说仍在筹备",
            f"{name[1]}: {ids[0]} tells it as being done, {ids[1]} as still in preparation",
        )  # fmt: skip


def _told(evidence: Evidence, cls: URIRef, relation: URIRef) -> dict[URIRef, set[URIRef]]:
    """The things of a relation from nodes of a class, with the passages; sections that recommend do not count."""
    found: dict[URIRef, set[URIRef]] = defaultdict(set)
    for graph in evidence.passages:
        if evidence.words.library.cite(graph.sentence).passage.section.is_intention:
            continue  # to recommend more of what runs is no contradiction
        for node in graph.nodes.values():
            if cls in node.get(RDF.type, ()):
                for thing in node.get(relation, ()):
                    if isinstance(thing, URIRef):
                        found[thing].add(graph.sentence)
    return found


def missing_section(evidence: Evidence) -> Iterable[AuditFinding]:
    """Numbers of sections run on without a gap."""
    children: dict[str, dict[int, URIRef]] = defaultdict(dict)
    for passage in evidence.listed:
        above, _, number = passage.section.notation.rpartition(".")
        source = str(passage.iri).rpartition("/")[0]
        if passage.kind == "Heading" and passage.id.endswith("-h"):
            children[f"{source} {above}"][int(number)] = passage.iri
    for numbers in children.values():
        for missing in sorted(set(range(1, max(numbers) + 1)) - set(numbers)):
            around = [numbers[n] for n in (missing - 1, missing + 1) if n in numbers]
            chapter = _NUMERALS[missing] if missing < len(_NUMERALS) else str(missing)
            before, after = (_NUMERALS[n] if n < len(_NUMERALS) else str(n) for n in (missing - 1, missing + 1))
            yield AuditFinding(
                "missing-section", "note", tuple(around), (),
                f"编号由{before}跳到{after}，没有第{chapter}部分（文本为节选）",
                f"the numbering goes from {missing - 1} to {missing + 1}: part {missing} is missing "
                "(the text is an excerpt)",
            )  # fmt: skip
