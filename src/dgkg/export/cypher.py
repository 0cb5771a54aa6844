"""Nodes and relationships for a property graph: the CSV that ``neo4j-admin`` imports.

::

    neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv --array-delimiter="|"

``:ID``, ``:LABEL``, ``:START_ID``, ``:END_ID`` and ``:TYPE`` are its header fields (Neo4j Operations
Manual, "Import"). No byte order mark: these files are for a database. A text that a spreadsheet
would run as a formula is made harmless all the same, should somebody open them.
"""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import URIRef

from dgkg.export.job import Job
from dgkg.facts import short
from dgkg.places import write_folder
from dgkg.table import write_table

__all__ = ["LOAD", "write_cypher"]

LOAD = (
    "neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv "
    '--array-delimiter="|" --multiline-fields=true'
)
_NODE = ("iri", "label_zh", "label_en", "type_zh", "type_en", "status")
_EDGE = ("relation", "label_zh", "label_en", "inverse_zh", "inverse_en", "status", "line")
_ARRAYS = ("sentences", "passages")
_README = f"""把此图谱载入空的 Neo4j 5 数据库（在本文件夹中运行）：
Load this graph into an empty Neo4j 5 database (run it in this folder):

    {LOAD}

然后例如 / then, for example:

    MATCH (f:Company)-[r:LOCATED_IN]->(p) RETURN f.label_zh, p.label_zh, r.sentences

每条关系的 sentences 是写下它的句子；status 不空的不是既成事实。
The property sentences of a relationship names the sentences that state it; one with a status is not simply a fact.
"""


def write_cypher(job: Job, path: Path) -> Path:
    """A folder with ``nodes.csv``, ``relationships.csv`` and a ``README.txt`` that says how to load them."""
    network = job.kg.network()
    nodes = [[node, data["type"], *(data[name] for name in _NODE)] for node, data in network.nodes(data=True)]
    edges = [
        [
            source,
            target,
            _type(data["relation"]),
            *(data[name] for name in _EDGE),
            *(_array(data[name]) for name in _ARRAYS),
        ]
        for source, target, data in network.edges(data=True)
    ]
    headings = [":START_ID", ":END_ID", ":TYPE", *_EDGE, *(f"{name}:string[]" for name in _ARRAYS)]
    files: dict[str, str | bytes] = {
        "nodes.csv": _csv(["id:ID", ":LABEL", *_NODE], nodes),
        "relationships.csv": _csv(headings, edges),
        "README.txt": _README,
    }
    return write_folder(path, files)


def _csv(headings: list[str], rows: list[list[str]]) -> str:
    return write_table(headings, rows, "csv").removeprefix("\ufeff")


def _type(relation: str) -> str:
    """``dgo:locatedIn`` is ``LOCATED_IN``, as Cypher writes its types."""
    local = re.split(r"[:/#]", short(URIRef(relation)))[-1].strip("<>")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local).upper()


def _array(values: str) -> str:
    return values.replace(",", "|")
