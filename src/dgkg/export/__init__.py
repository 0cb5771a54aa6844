"""The whole graph as files that other programs take: a table of formats, a module a family.

::

    rdf           nq trig ttl     every statement, spelt as in its files; nq and trig keep the sentences
    jsonld        jsonld          the same, for people who read JSON
    networks      graphml gexf    things and relations, for Gephi, yEd, Cytoscape, networkx
    spreadsheets  csv xlsx        tables; csv is a folder that carries its own CSVW description
    parquet       parquet         the same tables, typed, a folder
    cypher        cypher          nodes and relationships for neo4j-admin, a folder
    description   dcat            what the data set is: DCAT and VoID, as Turtle

Only RDF comes back without loss; the others are views. The same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dgkg.errors import UsageError
from dgkg.export.cypher import write_cypher
from dgkg.export.description import write_description
from dgkg.export.job import Exportable, Job, Writer
from dgkg.export.jsonld import write_jsonld
from dgkg.export.networks import write_gexf, write_graphml
from dgkg.export.parquet import write_parquet
from dgkg.export.rdf import write_nquads, write_trig, write_turtle
from dgkg.export.spreadsheets import write_csv, write_xlsx
from dgkg.store import Statements

__all__ = ["FOLDERS", "FORMATS", "export"]

FORMATS: Mapping[str, Writer] = {
    "nq": write_nquads,
    "trig": write_trig,
    "ttl": write_turtle,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "cypher": write_cypher,
    "dcat": write_description,
}
# Formats of several files, written into a folder.
FOLDERS = frozenset({"csv", "parquet", "cypher"})


def export(kg: Exportable, statements: Statements, path: Path, form: str | None = None, lang: str = "zh") -> Path:
    """Write the graph.

    Args:
        kg: for the forms that show things and figures.
        statements: all there are, for the forms that are RDF.
        path: a file; for ``csv``, ``parquet`` and ``cypher`` a folder.
        form: one of :data:`FORMATS`; else the suffix says it, and a path without one is a folder of CSV.
        lang: of labels and headings where the form has room for one language only.

    Raises:
        UsageError: an unknown format, or one whose extra is not installed.
        OutputError: the file cannot be written.
    """
    name = (form or path.suffix.removeprefix(".") or "csv").lower()
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"未知导出格式「{name}」；可用：{known}", f"Unknown export format “{name}”; there are: {known}"
        )
    return FORMATS[name](Job(kg, statements, lang), path)
