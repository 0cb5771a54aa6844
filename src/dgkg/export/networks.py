"""Things and relations for programs that draw networks: GraphML and GEXF.

Gephi shows what both call ``label``, filters by the other attributes and, in GEXF, takes
colour, size and line from the ``viz`` module (GEXF 1.2 primer §6). No positions are given: a
layout is the reader's choice.
"""

from __future__ import annotations

import io
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from dgkg.export.job import Job
from dgkg.namespaces import DGO
from dgkg.places import write_whole

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_gexf", "write_graphml"]

# The borders of the pictures (diagram/svg.py): they keep apart for the colour-blind, and on white.
_COLOURS = (
    (DGO.Intention, "#5b6068"),
    (DGO.Envisaged, "#5b6068"),
    (DGO.PolicyDocument, "#8c4379"),
    (DGO.PolicyMeasure, "#8c4379"),
    (DGO.Place, "#4b4ba3"),
    (DGO.Organization, "#8f5f00"),
    (DGO.Concept, "#0b5c95"),
    (DGO.Project, "#2b6f46"),
    (DGO.Activity, "#2b6f46"),
    (DGO.SupportProgramme, "#2b6f46"),
)
_OTHER = "#8a8f98"
# XML 1.0 §2.2 has no place for these, escaped or not.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_graphml(job: Job, path: Path) -> Path:
    """GraphML; the colour stands in ``r``, ``g``, ``b``, where Gephi looks for it."""
    import networkx as nx

    network = _labelled(job)
    for _, data in network.nodes(data=True):
        data.update(data.pop("colour"))
    buffer = io.BytesIO()
    # The writer for lxml would be chosen where that is installed, and spells the same graph otherwise.
    nx.write_graphml_xml(network, buffer, encoding="utf-8", edge_id_from_attribute="id")
    return write_whole(path, buffer.getvalue())


def write_gexf(job: Job, path: Path) -> Path:
    """GEXF 1.2 with colours by type, sizes by the number of relations, lines by status."""
    import networkx as nx

    network = _labelled(job)
    for node, data in network.nodes(data=True):
        data["viz"] = {
            "color": {**data.pop("colour"), "a": 1.0},
            "size": round(4 + 3 * math.sqrt(network.degree(node)), 1),
        }
    for _, _, data in network.edges(data=True):
        data["viz"] = {"shape": data["line"]}
    text = "\n".join(nx.generate_gexf(network, encoding="utf-8")) + "\n"
    # networkx writes today's date: the same graph would be another file tomorrow.
    return write_whole(
        path, '<?xml version="1.0" encoding="utf-8"?>\n' + re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    )


def _labelled(job: Job) -> nx.MultiDiGraph[str]:
    """The network with one label a node and an edge, a number for every edge, and a colour by type."""
    network = job.kg.network()
    for _, data in network.nodes(data=True):
        _clean(data)
        data["label"] = data[f"label_{job.lang}"]
        data["colour"] = _colour(job, URIRef(DGO[data["type"]]))
    for number, (_, _, data) in enumerate(network.edges(data=True), 1):
        _clean(data)
        # Two relations between the same two things are two edges: ids keep readers from merging them.
        data.update(id=f"e{number}", label=data[f"label_{job.lang}"])
    return network


def _colour(job: Job, cls: URIRef) -> dict[str, int]:
    colour = next((c for above, c in _COLOURS if job.kg.words.ontology.is_a([cls], above)), _OTHER)
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}


def _clean(data: dict[str, Any]) -> None:
    data.update({k: _FORBIDDEN.sub("\ufffd", v) for k, v in data.items() if isinstance(v, str)})
