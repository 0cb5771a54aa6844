"""The whole graph elsewhere: ``export``, ``push``; ``build`` on disk, ``publish``, ``verify``; ``quads`` of many."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

import click

from dgkg.cli.parameter import PATH
from dgkg.cli.session import Session, pass_session
from dgkg.errors import DataError
from dgkg.places import find_record

__all__ = ["build", "export", "publish", "push", "quads", "verify"]


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
    type=PATH,
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
    as_folder = path.is_dir()
    session.say(f"已写入 {path}{'（文件夹）' * as_folder}", f"Written to {path}{' (a folder)' * as_folder}")


@click.command()
@click.option("--endpoint", required=True, help="Of the Graph Store, such as http://localhost:7878/store · 图存储地址")
@click.option("--user", envvar="DGKG_USER", help="Who may write; the password is in DGKG_PASSWORD · 用户名")
@pass_session
def push(session: Session, endpoint: str, user: str | None) -> None:
    """Load the graph into a remote store, going on where an interrupted push stopped · 推送到远程存储

    \b
    dgkg push --endpoint http://localhost:7878/store                              Oxigraph
    dgkg push --endpoint http://localhost:8890/sparql-graph-crud-auth --user dba  Virtuoso
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    secret = (user, os.environ.get("DGKG_PASSWORD", "")) if user else session.user
    journal = session.home / "push" / f"{sha256(endpoint.encode()).hexdigest()[:16]}.json"
    counter = Progress()
    done = kg.push(endpoint, journal, user=secret, progress=counter)
    counter.end()
    if done.resumed:
        session.say(
            f"上次已送达 {done.resumed} 部分，这次接着送完。",
            f"{done.resumed} parts were there already; went on from them.",
        )
    session.say(f"已推送：{done.pieces} 部分", f"Pushed: {done.pieces} parts")


@click.command()
@click.argument("inputs", nargs=-1, type=PATH)
@click.option("-o", "--out", type=PATH, required=True, help="A folder for the files · 输出文件夹")
@click.option("--parts", type=click.IntRange(1, 99_999), default=16, show_default=True, help="How many files · 文件数")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes · 进程数")
@pass_session
def quads(session: Session, inputs: tuple[Path, ...], out: Path, parts: int, jobs: int) -> None:
    """N-Quads of many sources and large tables, for build · 汇集多个来源与大表

    INPUTS are folders that hold graph/, one a city, RDF files, and mappings (.toml) that say what the
    rows of a table state; without a folder the record is read. A row that leads to no sentence is
    rejected, and stands in rejected.csv with the reason. On a Spark cluster: python -m dgkg.batch.spark

    \b
    dgkg quads -o quads                                  the record
    dgkg quads cities/* roster.toml -o quads --jobs 4    many cities, and a table
    dgkg build store quads                               what was made, as a store
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg.batch import planned, write_quads

    counter = Progress()
    written = write_quads(planned(inputs, session.folder), out, parts, jobs, counter)
    counter.end()
    session.say(f"已写入 {out}：{written.quads} 条陈述", f"Written to {out}: {written.quads} statements")
    written.refuse_rejected()


@click.command()
@click.argument("folder", type=PATH)
@click.argument("files", nargs=-1, type=PATH)
@click.option("--aside", is_flag=True, help="Readers go on with the last one until dgkg publish · 只构建，不发布")
@pass_session
def build(session: Session, folder: Path, files: tuple[Path, ...], *, aside: bool) -> None:
    """Build the graph on disk, for data that outgrows memory · 在磁盘上构建

    The new build is made aside and takes the place of the old one at once, when it is whole;
    FILES (.nq, .trig, .ttl, or folders of .nq) are built from instead of the record.

    \b
    dgkg build store                    the record
    dgkg build store province.nq        any graph with the ontology in it
    dgkg build store quads              what dgkg quads made of many sources and tables
    dgkg --graph store query policies   reads the last build
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg import store

    found = store.rdf_files(files)
    counter = Progress()
    record = None if files else find_record(session.folder)
    made = store.build(folder, record, found, counter, published=not aside)
    counter.end()
    session.say(f"已构建 {folder}（{made.folder.name}）", f"Built {folder} ({made.folder.name})")


@click.command()
@click.argument("folder", type=PATH)
@click.argument("generation", default="")
@pass_session
def publish(session: Session, folder: Path, generation: str) -> None:
    """Make another build the one that is read: one built aside, or the one before · 发布另一代

    \b
    dgkg build store --aside     readers go on with the build before
    dgkg publish store           from now on they read the new one; once more: the old one again
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg import store

    made = store.publish(folder, generation)
    session.say(f"已发布 {folder}（{made.folder.name}）", f"Published {folder} ({made.folder.name})")


@click.command()
@click.argument("folder", type=PATH)
@pass_session
def verify(session: Session, folder: Path) -> None:
    """Read every byte of a build again and compare digests · 校验存储"""
    from dgkg import store

    generation, damaged = store.verify(folder)
    if damaged:
        raise DataError(
            f"{folder} 已损坏：{'、'.join(damaged)}。请重新运行 dgkg build {folder}",
            f"{folder} is damaged: {', '.join(damaged)}. Run dgkg build {folder} again",
            path=generation.folder,
        )
    session.say(f"{folder} 完好（{generation.folder.name}）", f"{folder} is intact ({generation.folder.name})")


class Progress:
    """How far a long command is, on standard error: one line that changes at a terminal, else a line now and then."""

    def __init__(self) -> None:
        self._shown = -1

    def __call__(self, done: int, of: int) -> None:
        """Show it, at most once for each per cent, or for each tenth where nobody watches."""
        watched = sys.stderr.isatty()
        step = done * (100 if watched else 10) // max(of, 1)
        if step == self._shown:
            return
        self._shown = step
        text = f"{done} / {of}"
        click.echo(f"\r{text}" if watched else text, err=True, nl=not watched)

    def end(self) -> None:
        """Leave the line."""
        if sys.stderr.isatty():
            click.echo(err=True)
