"""A thing and what is around it: a canvas to walk about in, drawn by vis-network.

pyvis holds nodes, edges and options; the page is ours (pyvis 0.3.2 writes one that loads
style sheets from the network and does not escape labels). Coordinates are computed here, so
it opens settled and the same every time: neighbours stand in blocks by type, left what
leads to the focus, right what it leads to, and a new neighbour moves only its own block.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from dgkg.diagram.page import read_asset, render_page, safe_json
from dgkg.diagram.svg import FONTS, look_of
from dgkg.diagram.text import text_width, wrap
from dgkg.facts import short
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["draw_ego"]

SIZE = 14.0
ROOM = 180.0
COLUMN = 330.0
ROW_GAP = 14.0
BLOCK_GAP = 36.0
TALLEST = 900.0
# A thing with more neighbours than this joins everything to everything: it is not walked through.
HUB = 60
MOST_AT_TWO_HOPS = 240
FAR = 2
_KINDS = {
    "Company": "firm", "CompanyGroup": "firm", "Bank": "firm",
    "Place": "place", "AdministrativeDivision": "place", "FunctionalZone": "place",
    "IndustrialPark": "place", "ThemedTown": "place",
    "Industry": "industry", "Technology": "industry", "ProductType": "industry",
    "ApplicationField": "industry", "TalentGroup": "industry", "Topic": "industry",
    "EnterpriseType": "industry", "Concept": "industry",
    "PolicyDocument": "policy", "Plan": "policy", "Regulation": "policy", "Guide": "policy",
    "PolicyMeasure": "policy", "Report": "policy", "Standard": "policy",
    "Project": "project", "SupportProgramme": "project", "Activity": "project",
    "Recommendation": "plan", "PlannedAction": "plan", "Envisaged": "plan", "Challenge": "plan",
    "Claim": "plan",
}  # fmt: skip
_LEGEND = {
    "firm": ("企业", "Firms"),
    "industry": ("产业、技术、产品与主题", "Industries, technologies, products, topics"),
    "place": ("地点与园区", "Places and parks"),
    "policy": ("政策与文件", "Policies and documents"),
    "project": ("项目与工作", "Projects and work"),
    "plan": ("论断、问题、计划与建议", "Judgements, challenges, plans, proposals"),
    "other": ("机构、平台与其他", "Bodies, platforms, others"),
}
_HEADINGS = (["从", "关系", "到", "状态", "出处"], ["From", "Relation", "To", "Status", "Citation"])
_LINES = (
    ("solid", "", ("已完成、在用或已印发", "done, in service or issued")),
    ("dashed", "6 4", ("推进中、已签约或已申报", "under way, signed or filed")),
    ("dotted", "1.5 4", ("计划、建议、争取或探索", "planned, proposed, sought or explored")),
)
_DASHES = {"solid": False, "dashed": [6, 4], "dotted": [2, 5]}
_VIS_SHAPES = {"box": "box", "round": "box", "pill": "ellipse"}
_LEGEND_PATHS = {
    "box": "M1 1 L25 1 L25 15 L1 15 Z",
    "round": "M5 1 L21 1 Q25 1 25 5 L25 11 Q25 15 21 15 L5 15 Q1 15 1 11 L1 5 Q1 1 5 1 Z",
    "pill": "M8 1 L18 1 A7 7 0 0 1 18 15 L8 15 A7 7 0 0 1 8 1 Z",
    "cut": "M6 1 L20 1 L25 6 L25 10 L20 15 L6 15 L1 10 L1 6 Z",
    "tag": "M1 1 L19 1 L25 8 L19 15 L1 15 Z",
    "bevel": "M7 1 L25 1 L19 15 L1 15 Z",
}


def draw_ego(network: nx.MultiDiGraph[str], words: Words, focus: URIRef, lang: str) -> tuple[str, str]:
    """The page of a thing and its neighbours.

    Returns:
        Its title and the HTML.
    """
    return _Walk(network, words, short(focus), lang).draw()


@lru_cache
def vis_network() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)


class _Walk:
    def __init__(self, network: nx.MultiDiGraph[str], words: Words, focus: str, lang: str) -> None:
        self.network = network
        self.words = words
        self.focus = focus
        self.lang = lang
        self.zh = lang == "zh"
        self.hops = self.reach()

    def reach(self) -> dict[str, int]:
        """Nodes by distance from the focus, at most two, none through a hub."""
        if self.focus not in self.network:
            return {self.focus: 0}
        found = {self.focus: 0}
        near = sorted(self.around(self.focus))
        found.update(dict.fromkeys(near, 1))
        room = MOST_AT_TWO_HOPS
        for node in near:
            if self.network.degree(node) > HUB:
                continue
            for further in sorted(self.around(node)):
                if further not in found and room > 0:
                    found[further] = FAR
                    room -= 1
        return found

    def around(self, node: str) -> set[str]:
        return (set(self.network.successors(node)) | set(self.network.predecessors(node))) - {node}

    # -- names -----------------------------------------------------------------------------

    def data(self, node: str) -> dict[str, str]:
        found: dict[str, str] = self.network.nodes[node] if node in self.network else {}
        return found

    def name(self, node: str) -> str:
        return str(self.data(node).get(f"label_{self.lang}", node))

    def kind(self, node: str) -> str:
        return _KINDS.get(str(self.data(node).get("type", "")), "other")

    # -- layout ----------------------------------------------------------------------------

    def layout(self) -> dict[str, tuple[float, float]]:
        """Blocks by type, stacked in columns on the side that the edges point to."""
        sides: dict[int, dict[str, list[str]]] = {-1: defaultdict(list), 1: defaultdict(list)}
        for node, distance in self.hops.items():
            if distance == 1:
                sides[self.side(node)][self.kind(node)].append(node)
        places = {self.focus: (0.0, 0.0)}
        edge = {-1: 0.0, 1: 0.0}
        for side, blocks in sides.items():
            columns = self.stack(blocks)
            for number, column in enumerate(columns, 1):
                places.update(self.place(column, side * number * COLUMN))
            edge[side] = len(columns) * COLUMN
        further: dict[int, dict[str, list[str]]] = {-1: defaultdict(list), 1: defaultdict(list)}
        for node, distance in self.hops.items():
            if distance == FAR:
                inner = min(n for n in self.around(node) if self.hops.get(n) == 1)
                side = -1 if places[inner][0] < 0 else 1
                further[side][self.kind(node)].append(node)
        for side, blocks in further.items():
            for number, column in enumerate(self.stack(blocks), 1):
                places.update(self.place(column, side * (edge[side] + number * COLUMN)))
        return places

    def side(self, node: str) -> int:
        leads = self.network.number_of_edges(self.focus, node)
        comes = self.network.number_of_edges(node, self.focus)
        return 1 if leads >= comes else -1

    def stack(self, blocks: dict[str, list[str]]) -> list[list[list[str]]]:
        """Blocks in columns no taller than the screen is likely to be."""
        columns: list[list[list[str]]] = []
        height = TALLEST + 1
        for kind in _LEGEND:
            names = sorted(blocks.get(kind, []))
            while names:
                if height + BLOCK_GAP >= TALLEST:
                    columns.append([])
                    height = 0.0
                taken: list[str] = []
                while names and (not taken or height + self.height(names[0]) <= TALLEST):
                    height += self.height(names[0]) + ROW_GAP
                    taken.append(names.pop(0))
                height += BLOCK_GAP
                columns[-1].append(taken)
        return columns

    def place(self, column: list[list[str]], x: float) -> dict[str, tuple[float, float]]:
        total = sum(self.height(n) + ROW_GAP for block in column for n in block) + BLOCK_GAP * (len(column) - 1)
        y = -total / 2
        places = {}
        for block in column:
            for node in block:
                height = self.height(node)
                places[node] = (round(x, 1), round(y + height / 2, 1))
                y += height + ROW_GAP
            y += BLOCK_GAP
        return places

    def height(self, node: str) -> float:
        return 18.0 * len(self.lines(node)) + 18

    def lines(self, node: str) -> list[str]:
        name = self.name(node)
        while text_width(name, SIZE) > 3 * ROOM:
            name = name[:-2] + "…"
        return wrap(name, ROOM, SIZE)

    # -- the page --------------------------------------------------------------------------

    def draw(self) -> tuple[str, str]:
        net, records = self.build()
        title, subtitle = self.titles(records)
        data = {
            "lang": self.lang,
            "focus": self.focus,
            "fonts": FONTS.replace("'", ""),
            "nodes": [self.node_record(n) for n in net.nodes],
            "edges": records,
            "citations": self.citations(records),
        }
        page = render_page(
            "walk.html.jinja",
            self.lang,
            scripts=[vis_network(), read_asset("walk.js")],
            title=title,
            subtitle=subtitle,
            legend=self.legend(),
            lines=[{"dash": dash, "label": label[not self.zh]} for _, dash, label in _LINES],
            headings=_HEADINGS[not self.zh],
            cells=[
                [
                    self.name(r["vis"]["from"]), r["relation"], self.name(r["vis"]["to"]), r["status"],
                    "; ".join(r["sentences"]),
                ]
                for r in records
                if FAR not in {self.hops[r["vis"]["from"]], self.hops[r["vis"]["to"]]}
            ],
            data=safe_json(data),
        )  # fmt: skip
        return title, page

    def titles(self, records: list[dict[str, Any]]) -> tuple[str, str]:
        near = sum(1 for distance in self.hops.values() if distance == 1)
        sentences = {s for r in records for s in self.of(r, "sentences")}
        sources = "；".join(f"《{s.title['zh']}》{s.issued}" for s in self.words.library.sources)
        sources_en = "; ".join(f"{s.title['en']}, {s.issued}" for s in self.words.library.sources)
        if self.zh:
            return (
                f"{self.name(self.focus)}：报告把它与 {near} 个事物直接相连",
                f"每条连线都有出处，共 {len(sentences)} 句；与某产业、政策相连不代表获得资助。来源：{sources}",
            )
        return (
            f"{self.name(self.focus)}: the report links it directly with {near} things",
            (
                f"Every line has its citation ({len(sentences)} sentences); a line to an industry or policy does not "
                f"mean funds received. Source: {sources_en}"
            ),
        )

    @staticmethod
    def of(record: dict[str, Any], key: str) -> list[str]:
        found = record[key]
        assert isinstance(found, list)
        return found

    def build(self) -> tuple[Any, list[dict[str, Any]]]:
        from pyvis.network import Network

        net = Network(directed=True, cdn_resources="in_line", notebook=False)
        net.toggle_physics(False)
        places = self.layout()
        for node in sorted(places):
            look = look_of(self.kind(node))
            state = str(self.data(node).get("status", ""))
            line = self.words.ontology.word(URIRef(f"https://w3id.org/dgkg/scheme/{state}"), "lineStyle") or "solid"
            x, y = places[node]
            net.add_node(
                node,
                label="\n".join(self.lines(node)),
                title=f"{self.name(node)} · {self.data(node).get(f'type_{self.lang}', '')}",
                shape=_VIS_SHAPES.get(look.shape, "box"),
                outline=look.shape,
                x=x,
                y=y,
                color={"background": look.tint, "border": look.border,
                       "highlight": {"background": look.tint, "border": look.border},
                       "hover": {"background": look.tint, "border": look.border}},
                shapeProperties={"borderDashes": _DASHES[line], "borderRadius": 0 if look.shape == "box" else 8},
            )  # fmt: skip
        records = list(self.edges())
        for record in records:
            vis = record["vis"]
            assert isinstance(vis, dict)
            net.add_edge(vis["from"], vis["to"], **{k: v for k, v in vis.items() if k not in {"from", "to"}})
        self.vis_nodes = {n["id"]: n for n in net.nodes}
        return net, records

    def edges(self) -> Iterable[dict[str, Any]]:
        inside = self.network.subgraph(set(self.hops)) if self.focus in self.network else self.network.subgraph(())
        named: set[tuple[str, str]] = set()
        for number, (source, target, key) in enumerate(sorted(inside.edges(keys=True))):
            edge = inside.edges[source, target, key]
            relation = str(edge[f"label_{self.lang}"])
            # A relation is named once for each block that it joins to the focus, not once a line.
            far = target if source == self.focus else source
            group = (relation, self.kind(far) + ("<" if target == self.focus else ">"))
            shown = self.focus in {source, target} and group not in named
            if shown:
                named.add(group)
            status = str(edge["status"])
            label = self.words.label(URIRef(f"https://w3id.org/dgkg/scheme/{status}"), self.lang) if status else ""
            arrow = f" —{relation}→ "
            yield {
                "vis": {
                    "id": f"e{number}",
                    "from": source,
                    "to": target,
                    "label": relation if shown else "",
                    "title": f"{self.name(source)}{arrow}{self.name(target)}",
                    "dashes": _DASHES[str(edge["line"])],
                },
                "text": f"{self.name(source)}{arrow}{self.name(target)}",
                "relation": relation,
                "status": label,
                "sentences": str(edge["sentences"]).split(","),
            }

    def node_record(self, node: dict[str, Any]) -> dict[str, Any]:
        name = str(node["id"])
        names = [n.text for n in self.words.gazetteer.names(URIRef(str(self.data(name).get("iri", ""))))]
        return {
            "id": name,
            "name": self.name(name),
            "type": self.data(name).get(f"type_{self.lang}", ""),
            "kind": self.kind(name),
            "hops": self.hops[name],
            "find": " ".join([self.name(name), name, *names]).lower(),
            "vis": node,
        }

    def legend(self) -> list[dict[str, Any]]:
        counts: dict[str, int] = defaultdict(int)
        for node in self.hops:
            counts[self.kind(node)] += 1
        return [
            {
                "kind": kind,
                "label": label[not self.zh],
                "count": counts[kind],
                "tint": look_of(kind).tint,
                "border": look_of(kind).border,
                "path": _LEGEND_PATHS[look_of(kind).shape],
            }
            for kind, label in _LEGEND.items()
            if counts[kind]
        ]

    def citations(self, records: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
        found = {}
        for sentence in sorted({s for r in records for s in self.of(r, "sentences")}):
            passage = self.words.library.passage(sentence)
            if passage is None:
                continue
            citation = self.words.library.cite(passage.iri)
            found[sentence] = {
                "text": citation.text(self.lang),
                "gloss": passage.gloss.get(self.lang, ""),
                "quote": citation.quote or "",
            }
        return found
