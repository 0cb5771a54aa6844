"""The whole graph for other programs: ``export``."""

from __future__ import annotations

from pathlib import Path

import click

from dgkg.cli.session import Session, pass_session

__all__ = ["export"]


@click.command()
@click.option(
    "-f",
    "--format",
    "form",
    help="nq trig ttl jsonld graphml gexf csv xlsx parquet cypher dcat; else the suffix says it · 格式",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="A file; a folder for csv, parquet, cypher · 文件或文件夹",
)
@pass_session
def export(session: Session, form: str | None, output: Path) -> None:
    """Write the whole graph for another program · 导出

    \b
    dgkg export -o dongguan.nq               every statement with its sentence (also trig, jsonld; ttl)
    dgkg export -o dongguan.xlsx             one sheet a type, figures, relations, sources
    dgkg export -o dongguan.gexf             a network for Gephi (also graphml)
    dgkg export --format csv -o tables       the sheets as CSV, described by CSVW (also parquet)
    dgkg export --format cypher -o neo4j     nodes and relationships for neo4j-admin
    dgkg export --format dcat -o about.ttl   what the data set is: DCAT and VoID
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    path = session.load().export(output, form, session.lang)
    session.say(f"已写入 {path}", f"Written to {path}")
