"""``dgkg-eval``: how well the questions of a file are answered."""

from __future__ import annotations

from pathlib import Path

import click

from dgkg.cli.exit import speaks
from dgkg.errors import UsageError

__all__ = ["main"]

_HELD = "held-out"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--graph", type=click.Path(path_type=Path), envvar="DGKG_GRAPH", help="A folder with graph/ · 图谱文件夹")
@click.option("--sentences", type=click.Path(path_type=Path), help="Passages as JSON lines (id, text) · 分句文件")
@click.option("--report", type=click.Path(path_type=Path), help="Your copy of the report, instead · 报告文本")
@click.option("--held-out", is_flag=True, help="Only totals by kind, never a question · 只给总数")
@click.option("--failures", is_flag=True, help="What was wrong with each answer · 列出未通过的问题")
def command(
    files: tuple[Path, ...],
    graph: Path | None,
    sentences: Path | None,
    report: Path | None,
    *,
    held_out: bool,
    failures: bool,
) -> None:
    """Ask the questions of FILES and judge the answers by the rules of tests/questions/README.md · 评测

    Competency questions name the sentence to be cited by how it starts: give --sentences or --report.
    """
    from dgkg.evaluation.run import evaluate, read_cases, read_texts
    from dgkg.knowledge import load
    from dgkg.table import plain_table

    if failures and (held_out or any(_HELD in file.name for file in files)):
        raise UsageError(
            "留出的问题不可查看：--failures 只用于公开文件。",
            "Held-out questions stay unread: --failures is for open files only.",
        )
    kg = load(graph)
    texts = read_texts(sentences) if sentences else {}
    if report is not None:
        kg.attach(report.read_bytes())
        quotes = kg.words.library.quotes
        texts = {p.id: quotes[p.iri] for p in kg.words.library.passages() if p.iri in quotes}
    # The words of the graph are learnt once, before the clock runs.
    kg.ask("")
    for file in files:
        tally = evaluate(read_cases(file, kg, texts), kg.ask)
        click.echo(f"■ {file.name}: {len(tally.outcomes)}\n")
        click.echo(plain_table(["kind", "lang", "right", "asked", "share"], tally.rows()))
        click.echo("\n" + "\n".join(tally.lines()) + "\n")
        for failure in tally.failures() if failures else ():
            click.echo(failure)


@speaks
def main() -> None:
    """The entry point of the ``dgkg-eval`` command."""
    command(prog_name="dgkg-eval")
