"""A thing and what is around it: a canvas to walk about in, drawn by vis-network.

pyvis holds nodes, edges and options; the page is ours (pyvis 0.3.2 writes one that loads
style sheets from the network and does not escape labels). Left stands what leads to the
focus, right what it leads to, in blocks by kind (:mod:`dgkg.diagram.layout`), inside a block
by relation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from rdflib import URIRef

from dgkg.diagram.layout import Block, arrange, column_count, column_starts
from dgkg.diagram.look import FONTS, look_of
from dgkg.diagram.neighbourhood import FAR, KINDS, NEAR, Fact, Neighbourhood
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.diagram.scene import Lead
from dgkg.diagram.svg import outline
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.diagram.walk import Walk
from dgkg.diagram.wording import capital, count, links, month, place
from dgkg.facts import short
from dgkg.highlight import pieces
from dgkg.namespaces import DGS, compact

__all__ = ["RECIPE", "walk_around"]

SIZE = 14.0
LINE_HEIGHT = 18.0
ROOM = 180.0
LABEL_SIZE, LABEL_ROOM = 11.5, 108.0
CAPTION = 18.0
MOST_LINES = 3
_HEADINGS = (["从", "关系", "到", "状态"], ["From", "Relation", "To", "Status"])
_DASHES = {"solid": False, "dashed": [6, 4], "dotted": [2, 5]}


def draw_explore(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The page of a thing and its neighbours."""
    return walk_around(kg, kg[values["focus"]].iri, lang).diagram()


def walk_around(kg: Drawable, focus: URIRef, lang: str, lead: Lead | None = None) -> Walk:
    """A thing and its neighbours, for a page of one's own.

    Args:
        kg: the graph.
        focus: the thing.
        lang: ``zh`` or ``en``.
        lead: gives the addresses of things and passages, where they have pages.
    """
    return _Walk(Neighbourhood(kg.network(own=False), kg.words, URIRef(focus), lang), lead).walk()


RECIPE = Recipe(
    "explore",
    ("一个事物及其周边，可搜索、筛选、点击", "a thing and what is around it, to search, filter and click"),
    (Parameter("focus", "thing", "松山湖"),),
    draw_explore,
)


class _Walk:
    def __init__(self, around: Neighbourhood, lead: Lead | None = None) -> None:
        self.neighbourhood = around
        self.lead = lead
        self.words = around.words
        self.lang = around.lang
        self.zh = around.zh
        self.focus = around.focus
        self.blocks, self.far_blocks = around.blocks, around.far_blocks
        self.hops = around.hops
        self.facts = around.facts
        self.name = around.name
        self._lines: dict[str, list[str]] = {}

    def lines(self, node: str) -> list[str]:
        # Asked for again with every look at the height of a column.
        if node not in self._lines:
            self._lines[node] = self.lines_of(node)
        return self._lines[node]

    def lines_of(self, node: str) -> list[str]:
        if node in self.folds:
            more = len(self.folds[node].rest)
            return [f"另有 {more} 项" if self.zh else f"{more} more"]
        return fit(self.name(node), ROOM, SIZE, MOST_LINES)

    def height(self, node: str) -> float:
        return LINE_HEIGHT * len(self.lines(node)) + LINE_HEIGHT

    @cached_property
    def folds(self) -> dict[str, Block]:
        """What stands for folded things; those two hops away have names of their own."""
        found = {block.fold: block for block in self.blocks if block.rest}
        return found | {self.far_fold(block): block for block in self.far_blocks if block.rest}

    @staticmethod
    def far_fold(block: Block) -> str:
        return f"far-{block.fold}"

    def text(self, fact: Fact) -> str:
        return f"{self.name(fact.source)} —{fact.relation}→ {self.name(fact.target)}"

    @cached_property
    def citations(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        for sentence in sorted({s for fact in self.facts for s in fact.sentences}):
            passage = self.words.library.passage(sentence)
            if passage is not None:
                citation = self.words.library.cite(passage.iri)
                gloss = passage.gloss.get(self.lang, "")
                found[sentence] = {
                    "text": place(citation, self.words, self.lang),
                    "gloss": gloss,
                    "quote": self.quote(passage.iri),
                    **self.address(passage.iri),
                }
        return found

    def quote(self, passage: URIRef) -> list[tuple[str, list[str]]]:
        """The words of an attached passage, piece by piece, each with the ids of what it names."""
        words = self.words.library.quotes.get(passage, "")
        spans = self.words.highlighter.spans_of(passage) if words else []
        return [(text, [short(iri) for iri in span.things] if span else []) for text, span in pieces(words, spans)]

    # -- the page --------------------------------------------------------------------------

    def walk(self) -> Walk:
        net = self.build()
        title, subtitle = self.titles()
        data = {
            "lang": self.lang,
            "focus": self.focus,
            "title": title,
            "subtitle": subtitle,
            "fonts": FONTS.replace("'", ""),
            "nodes": [self.node_record(node) for node in net.nodes],
            "hidden": [self.folded(n) | {"in": fold} for fold, block in self.folds.items() for n in block.rest],
            "lines": [{"vis": edge, **self.drawn[edge["id"]]} for edge in net.edges],
            "facts": [
                {"from": f.source, "to": f.target, "text": self.text(f), "relation": f.relation,
                 "status": f.status, "line": f.line, "sentences": f.sentences}
                for f in self.facts
            ],
            "citations": self.citations,
            "legend": [{"kind": item["kind"], "label": item["label"], "tint": item["tint"], "border": item["border"],
                        "shape": item["shape"]} for item in self.legend()],
        }  # fmt: skip
        cited = tuple(self.words.cite(self.sentences()))
        return Walk(title, subtitle, self.lang, data, self.legend(), self.listing(), cited)

    def listing(self) -> Listing:
        """The facts about what is next to the focus."""
        near = [f for f in self.facts if FAR not in {self.hops[f.source], self.hops[f.target]}]
        rows = [([self.name(f.source), f.relation, self.name(f.target), f.status], f.passages) for f in near]
        return Listing.of(self.words, self.lang, _HEADINGS[not self.zh], rows)

    def sentences(self) -> set[URIRef]:
        return {s for fact in self.facts for s in fact.passages}

    def titles(self) -> tuple[str, str]:
        near = self.neighbourhood.around(self.focus)
        own = [f for f in self.facts if self.focus in {f.source, f.target} and f.source != f.target]
        settled = {n for f in own if f.line == "solid" for n in (f.source, f.target)}
        found = links(len(near), len(near - settled), self.lang)
        sentences = {s for f in own for s in f.sentences}
        name = self.name(self.focus)
        sources = self.words.library.sources
        dated = [(s.title[self.lang], month(s.issued, self.lang)) for s in sources]
        cited = [f"《{title}》，{date}" if self.zh else f"{title}, {date}" for title, date in dated]
        if self.zh:
            return (
                f"{name}：{found}",
                f"直接相连的事实出自 {len(sentences)} 句；与产业、政策相连不表示获得资金。来源：{'；'.join(cited)}",
            )
        return (
            f"{capital(name)}: {found}",
            (
                f"These facts rest on {count(len(sentences), 'sentence', 'sentences')}; a line to an industry or "
                "policy does not mean funds received. "
                f"Source: {'; '.join(cited)}"
            ),
        )

    def build(self) -> Any:
        from pyvis.network import Network

        net = Network(directed=True, cdn_resources="in_line", notebook=False)
        net.toggle_physics(False)
        for node, (x, y) in self.places().items():
            title = "" if node in self.folds else f"{self.name(node)} · {self.neighbourhood.type(node)}"
            net.add_node(node, label="\n".join(self.lines(node)), title=title or None, x=x, y=y)
        self.drawn: dict[str, dict[str, Any]] = {}
        for line in self.drawn_lines():
            vis = line.pop("vis")
            self.drawn[vis["id"]] = line
            net.add_edge(vis["from"], vis["to"], **{k: v for k, v in vis.items() if k not in {"from", "to"}})
        return net

    def places(self) -> dict[str, tuple[float, float]]:
        far = [Block(b.side, b.kind, (*b.shown, self.far_fold(b)) if b.rest else b.shown) for b in self.far_blocks]
        before = {side: column_count(self.blocks, side, self.height) for side in (-1, 1)}
        near = arrange(self.blocks, self.height, lambda node: CAPTION if node in self.captions else 0.0)
        return {self.focus: (0.0, 0.0)} | near | arrange(far, self.height, before=before)

    def drawn_lines(self) -> list[dict[str, Any]]:
        """One line for what joins two shown things with one status, whatever it is called.

        A relation is named once for each run of neighbours that it joins to the focus.
        """
        shown = {self.focus, *self.neighbourhood.near, *(n for b in self.far_blocks for n in b.shown)}
        pairs: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number, fact in enumerate(self.facts):
            if {fact.source, fact.target} <= shown and fact.source != fact.target:
                pairs[fact.source, fact.target, fact.line].append(number)
        named = self.named()
        lines = []
        for number, ((source, target, line), facts) in enumerate(sorted(pairs.items())):
            relations = list(dict.fromkeys(self.facts[f].relation for f in facts))
            full = self.joined(relations)
            if text_width(full, LABEL_SIZE) > LABEL_ROOM:
                full = "\n".join(line for name in relations for line in wrap(name, LABEL_ROOM, LABEL_SIZE))
            vis: dict[str, Any] = {
                "id": f"e{number}",
                "from": source,
                "to": target,
                "label": full if self.focus in {source, target} and named & {source, target} else "",
                "dashes": _DASHES[line],
            }
            aside = self.hops[source] == self.hops[target]
            lines.append({"vis": vis, "label": full, "facts": facts, "aside": aside})
        for fold_node, block in self.folds.items():
            if block in self.blocks:
                ends = (
                    {"from": fold_node, "to": self.focus} if block.side < 0 else {"from": self.focus, "to": fold_node}
                )
                vis = {"id": f"to {fold_node}", **ends, "label": "", "dashes": False}
                lines.append({"vis": vis, "label": "", "facts": [], "aside": False})
        return lines

    def joined(self, relations: Iterable[str]) -> str:
        return ("、" if self.zh else ", ").join(relations)

    @cached_property
    def crowded(self) -> set[int]:
        """The sides with several columns: lines pass behind things there, and cannot carry words."""
        return {side for side in (-1, 1) if column_count(self.blocks, side, self.height) > 1}

    def named(self) -> set[str]:
        """The neighbours whose line carries the relation's name: the middle one of each run."""
        return {run[(len(run) - 1) // 2] for block, run in self.neighbourhood.runs if block.side not in self.crowded}

    @cached_property
    def captions(self) -> dict[str, str]:
        """On a crowded side the relation is written above the first of each run, and again in a new column."""
        first = [run[0] for block, run in self.neighbourhood.runs if block.side in self.crowded]
        first += [node for side in sorted(self.crowded) for node in column_starts(self.blocks, side, self.height)]
        return {
            node: fit(self.joined(self.neighbourhood.relations[node]), 2 * LABEL_ROOM, LABEL_SIZE, 1)[0]
            for node in first
            if node in self.neighbourhood.relations and node not in self.folds
        }

    def thing_record(self, node: str) -> dict[str, Any]:
        names = [n.text for n in self.words.gazetteer.names(URIRef(str(self.neighbourhood.data(node).get("iri", ""))))]
        iri = self.neighbourhood.iri if node == self.focus else URIRef(str(self.neighbourhood.data(node)["iri"]))
        return {
            "id": node,
            "about": compact(iri),
            "name": self.name(node),
            "type": self.neighbourhood.type(node),
            "kind": self.neighbourhood.kind(node),
            "hops": self.hops[node],
            "find": " ".join([self.name(node), node, *names]).lower(),
        } | self.address(iri)

    def address(self, iri: URIRef) -> dict[str, str]:
        """Where a thing or a passage has a page, if it has one."""
        found = self.lead(iri) if self.lead else None
        return {"address": found} if found else {}

    def node_record(self, vis: dict[str, Any]) -> dict[str, Any]:
        """A node as vis-network takes it, and what the page tells of it."""
        node = str(vis["id"])
        place = {key: vis[key] for key in ("id", "label", "title", "x", "y") if vis.get(key) is not None}
        block = self.folds.get(node)
        if block:
            look = look_of(block.kind)
            record: dict[str, Any] = {
                "id": node, "name": self.lines(node)[0], "type": KINDS[block.kind][not self.zh], "kind": block.kind,
                "hops": NEAR if block in self.blocks else FAR, "find": "", "fold": list(block.rest),
            }  # fmt: skip
            record |= {"shape": look.shape, "tint": "#ffffff", "border": look.border, "dashes": []}
        else:
            record = self.thing_record(node) | self.drawn_as(node)
        if node in self.captions:
            record["caption"] = self.captions[node]
        return record | {"vis": place}

    def folded(self, node: str) -> dict[str, Any]:
        """A thing that has no place yet, with all that is needed to draw it once it is asked for."""
        return self.thing_record(node) | self.drawn_as(node) | {"label": "\n".join(self.lines(node))}

    def drawn_as(self, node: str) -> dict[str, Any]:
        """The outline of a thing, by its kind and status."""
        look = look_of(self.neighbourhood.kind(node))
        state = str(self.neighbourhood.data(node).get("status", ""))
        line = (self.words.ontology.word(DGS[state], "lineStyle") if state else None) or "solid"
        return {"shape": look.shape, "tint": look.tint, "border": look.border, "dashes": _DASHES[line] or []}

    def legend(self) -> list[dict[str, Any]]:
        near, all_of = (
            Counter(map(self.neighbourhood.kind, self.neighbourhood.around(self.focus))),
            Counter(map(self.neighbourhood.kind, self.hops)),
        )
        all_of.subtract([self.neighbourhood.kind(self.focus)])
        found = []
        for kind, label in KINDS.items():
            if all_of[kind] > 0 or kind == self.neighbourhood.kind(self.focus):
                look = look_of(kind)
                found.append(
                    {
                        "kind": kind, "label": label[not self.zh], "near": near[kind], "all": all_of[kind],
                        "shape": look.shape, "tint": look.tint, "border": look.border,
                        "swatch": outline(look, 1, 1, 24, 14),
                    }
                )  # fmt: skip
        return found
