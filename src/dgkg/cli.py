"""The command line: nouns and verbs that users know, one call of the library each.

Data goes to standard output, everything else to standard error. Exit codes: 0 found,
1 nothing found, 2 a call that cannot be meant, 3 data or files that cannot be read or
written.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgkg import __version__
from dgkg.errors import (
    AttachmentError,
    ConformanceError,
    DataError,
    DgkgError,
    NotFoundError,
    OutputError,
    UsageError,
)
from dgkg.places import find_record, user_folder, write_whole

if TYPE_CHECKING:
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["main"]

FOUND, NOTHING, USAGE, BROKEN = 0, 1, 2, 3
ATTACHED = "attached.txt"


class Session:
    """What the options before a command say: language, graph folder, the user's folder."""

    def __init__(self, lang: str, graph: Path | None, home: Path) -> None:
        self.lang = lang
        self.graph = graph
        self.home = home

    def say(self, zh: str, en: str) -> None:
        """A word to the person, not to the pipe."""
        click.echo(zh if self.lang == "zh" else en, err=True)

    def load(self) -> KnowledgeGraph:
        """The graph, with the user's copy of the source attached if there is one."""
        from dgkg.knowledge import load

        kg = load(self.graph)
        copy = self.home / ATTACHED
        try:
            if copy.is_file():
                kg.attach(copy.read_bytes())
        except AttachmentError:
            self.say(
                "附加的原文与当前图谱不符，已忽略；可用 dgkg source detach 移除。",
                "The attached text does not fit this graph and is ignored; dgkg source detach removes it.",
            )
        except OSError as error:
            reason = error.strerror or str(error)
            self.say(
                f"无法读取附加的原文 {copy}，已忽略：{reason}",
                f"The attached text {copy} cannot be read and is ignored: {reason}",
            )
        return kg


def default_language() -> str:
    """The language of the locale: Chinese for zh, English for all others."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The commands, for readers who may stop reading (``| head``): that is no error.

    click would leave with 1, which here means "nothing found".
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; once nobody reads, what is left to say goes nowhere."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.stdout, sys.stderr):
                os.dup2(nowhere, stream.fileno())
            sys.exit(FOUND)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.option("--lang", type=click.Choice(["zh", "en"]), envvar="DGKG_LANG", help="Language of the output · 输出语言")
@click.option("--graph", type=click.Path(path_type=Path), envvar="DGKG_GRAPH", help="A folder with graph/ · 图谱文件夹")
@click.version_option(__version__, prog_name="dgkg")
@click.pass_context
def cli(context: click.Context, lang: str | None, graph: Path | None) -> None:
    """A knowledge graph of Dongguan's digital economy; every fact leads to its sentence.

    东莞数字经济知识图谱：每条事实都能追溯到原文句子。
    """
    home = user_folder(os.environ.get("DGKG_HOME"))
    context.obj = Session(lang or default_language(), graph, home)


def output_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that prints a table."""
    function = click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file · 写入文件")(
        function
    )
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(["table", "csv", "tsv", "json", "jsonl", "md", "xlsx"]),
        help="table on a terminal, else tsv · 输出格式",
    )(function)


pass_session = click.make_pass_decorator(Session)


def emit(
    headings: Sequence[str],
    cells: Sequence[Sequence[Any]],
    form: str | None,
    output: Path | None,
    notes: Sequence[str] = (),
) -> None:
    """A table to the terminal, the pipe or a file; ``notes`` become a sheet or stay unsaid."""
    from dgkg.table import FORMATS, write_table, xlsx_table

    if output is not None and form is None:
        form = output.suffix.removeprefix(".").lower()
        if form not in {*FORMATS, "xlsx"}:
            raise UsageError(
                f"不认识后缀「{output.suffix}」；可用：.csv .tsv .json .jsonl .md .xlsx",
                f"Unknown suffix “{output.suffix}”; there are: .csv .tsv .json .jsonl .md .xlsx",
            )
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    if form == "xlsx":
        if output is None:
            raise UsageError("xlsx 需要 -o 文件名", "xlsx needs -o FILE")
        sheets = {"data": (headings, cells), "sources": (["source"], [[note] for note in notes])}
        write_whole(output, xlsx_table(sheets))
        return
    width = os.get_terminal_size().columns if output is None and sys.stdout.isatty() else 0
    text = write_table(headings, cells, form, width)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)


def found(rows: Sequence[object]) -> None:
    """Exit code 1 when there is nothing."""
    if not rows:
        sys.exit(NOTHING)


@cli.command()
@click.argument("text")
@output_options
@pass_session
def find(session: Session, text: str, form: str | None, output: Path | None) -> None:
    """Find things by name, alias, pinyin or near miss · 按名称查找

    \b
    dgkg find 松山湖
    dgkg find songshanhu
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg.facts import short

    kg = session.load()
    hits = kg.find(text)
    if not hits:
        raise NotFoundError(text)
    reasons = {
        "id": ("编号", "id"), "name": ("名称", "name"), "alias": ("别名", "alias"), "hidden": ("检索词", "search word"),
        "pinyin": ("拼音", "pinyin"), "initials": ("拼音首字母", "initials"), "prefix": ("开头", "beginning"),
        "part": ("包含", "part"), "typo": ("近似", "near miss"),
    }  # fmt: skip
    zh = session.lang == "zh"
    other = "en" if zh else "zh"
    cells = [
        [kg.words.label(h.iri, session.lang), kg.words.label(h.iri, other), kg.entity(h.iri).type_label(session.lang),
         short(h.iri), reasons[h.reason][not zh]]
        for h in hits
    ]  # fmt: skip
    headings = ["名称", "英文名", "类型", "编号", "匹配"] if zh else ["name", "Chinese", "type", "id", "match"]
    emit(headings, cells, form, output)


@cli.command()
@click.argument("name")
@pass_session
def show(session: Session, name: str) -> None:
    """A thing with all its facts, or what one sentence states · 事物或句子

    \b
    dgkg show 利扬芯片
    dgkg show 2.1.2-p1-s4
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    if kg.words.library.passage(name):
        click.echo(kg.passage_text(name, session.lang))
    else:
        click.echo(kg[name].text(session.lang))


@cli.command()
@click.argument("query")
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@output_options
@pass_session
def query(session: Session, query: str, values: tuple[str, ...], form: str | None, output: Path | None) -> None:
    """Run a library question, a .rq file, - (standard input) or SPARQL text · 查询

    \b
    dgkg query firms-in-place place=松山湖
    dgkg query my.rq
    dgkg query 'SELECT ?s WHERE { GRAPH ?s { ?x ?p ?o } } LIMIT 3'
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    solutions = kg.ask_query(query, _parameters(values), session.lang, sys.stdin)
    notes = [c.text(session.lang) for c in solutions.citations()]
    emit(solutions.headings(session.lang), solutions.cells(session.lang), form, output, notes)
    if not len(solutions) and (slips := kg.unknown_terms(solutions.sparql)):
        listed = ", ".join(slips)
        raise UsageError(
            f"没有结果：本体中没有 {listed}。请核对拼写（见 ontology/dgkg.ttl）。",
            f"Nothing found: the ontology has no {listed}. Check the spelling (see ontology/dgkg.ttl).",
        )
    if not len(solutions):
        asked = solutions.asked(session.lang)
        session.say(
            "没有结果：报告未说明。" + (f"所问：{asked}" if asked else ""),
            "Nothing found: the report does not say." + (f" Asked: {asked}" if asked else ""),
        )
    found(solutions)


@cli.command()
@click.option("--tag", help="Only questions with this tag · 按标签")
@output_options
@pass_session
def queries(session: Session, tag: str | None, form: str | None, output: Path | None) -> None:
    """The questions of the library · 查询目录"""
    from dgkg.query import catalogue

    known = [q for q in catalogue() if tag is None or tag in q.tags]
    if not known:
        tags = sorted({t for q in catalogue() for t in q.tags})
        session.say(f"没有标签「{tag}」；有：{', '.join(tags)}", f"No tag “{tag}”; there are: {', '.join(tags)}")
    cells = [
        [
            q.name,
            q.summary[session.lang],
            " ".join(f"{p.name}={p.default}" for p in q.parameters),
            ", ".join(q.tags),
        ]
        for q in known
    ]
    zh = session.lang == "zh"
    emit(
        ["查询", "问题", "参数", "标签"] if zh else ["query", "question", "parameters", "tags"],
        cells,
        form,
        output,
    )
    found(known)


@cli.command()
@click.argument("name")
@output_options
@pass_session
def trace(session: Session, name: str, form: str | None, output: Path | None) -> None:
    """From policy to industry to firm, every hop cited · 政策→产业→企业

    NAME is an industry, a policy or a firm · 产业、政策或企业

    \b
    dgkg trace 半导体及集成电路
    dgkg trace 利扬芯片
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    kg = session.load()
    traced = kg.trace(name)
    notes = [c.text(session.lang) for c in kg.cite(sorted(traced.sentences()))]
    emit(traced.headings(session.lang), traced.cells(session.lang), form, output, notes)
    found(traced.hops)


@cli.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--hops", type=int, default=3, show_default=True, help="Longest route besides the shortest · 最多步数")
@click.option("--through-hubs", is_flag=True, help="Also through the city and the like · 可经过枢纽")
@click.option("--most", type=int, default=20, show_default=True, help="Routes to show · 最多显示几条")
@output_options
@pass_session
def path(
    session: Session,
    start: str,
    end: str,
    form: str | None,
    output: Path | None,
    *,
    hops: int,
    through_hubs: bool,
    most: int,
) -> None:
    """How the report comes from one thing to another, hop by hop · 两个事物之间的路线

    \b
    dgkg path 华为 OPPO
    dgkg path 高伟光学 安世半导体 --hops 4
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    paths = session.load().path(start, end, hops=hops, through_hubs=through_hubs)
    shown = paths.first(most)
    session.say(paths.looked_for("zh"), paths.looked_for("en"))
    if shown:
        notes = [c.text(session.lang) for c in shown.citations()]
        emit(shown.headings(session.lang), shown.cells(session.lang), form, output, notes)
    if len(shown) < len(paths):
        session.say(f"只列前 {len(shown)} 条；--most 可改。", f"The first {len(shown)} are shown; --most shows more.")
    found(paths.routes)


@cli.command()
@click.argument("measure", required=False)
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--all", "every", is_flag=True, help="coverage, gaps: also what is none · 也列出没有缺口的")
@output_options
@pass_session
def analyse(
    session: Session,
    measure: str | None,
    values: tuple[str, ...],
    form: str | None,
    output: Path | None,
    *,
    every: bool,
) -> None:
    """Measure the network, the gaps or the figures of the report; without MEASURE, which there are · 分析

    \b
    dgkg analyse centrality without=东莞市
    dgkg analyse coverage
    dgkg analyse concentration indicator=产值占比
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    from dgkg.analysis import MEASURES

    lang = session.lang
    if measure is None:
        known = [
            [name, kind.summary[lang], " ".join(f"{p}=…" for p in kind.parameters)] for name, kind in MEASURES.items()
        ]
        emit(["分析", "内容", "参数"] if lang == "zh" else ["measure", "what", "parameters"], known, form, output)
        return
    measured = session.load().analysis.measure(measure, _parameters(values), every=every)
    session.say(measured.counted["zh"], measured.counted["en"])
    notes = [measured.counted[lang], *(c.text(lang) for c in measured.citations())]
    emit(measured.headings(lang), measured.cells(lang), form, output, notes)
    found(measured.rows)


@cli.command()
@click.argument("recipe")
@click.argument("values", nargs=-1, metavar="PARAMETER=VALUE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="A .svg or .html file · 文件")
@pass_session
def diagram(session: Session, recipe: str, values: tuple[str, ...], output: Path) -> None:
    """Draw a picture: policy-chain industry=…, ego focus=… · 关系图

    \b
    dgkg diagram policy-chain industry=智能移动终端 -o chain.svg
    dgkg diagram ego focus=松山湖 -o walk.html
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    picture = session.load().diagram(recipe, session.lang, **_parameters(values))
    path = picture.save(output)
    session.say(f"{picture.title}\n已写入 {path}", f"{picture.title}\nWritten to {path}")


@cli.command()
@output_options
@pass_session
def stats(session: Session, form: str | None, output: Path | None) -> None:
    """How much the graph holds, class by class, and what is open · 统计"""
    from dgkg.coverage import coverage

    kg = session.load()
    zh = session.lang == "zh"
    cells: list[list[Any]] = [[label[not zh], number] for label, number in coverage(kg).rows()]
    cells += [[kg.words.ontology.plural(cls, session.lang), number] for cls, number in kg.type_counts().items()]
    emit(["统计项", "数量"] if zh else ["what", "number"], cells, form, output)


@cli.command()
@click.option("--all", "every", is_flag=True, help="Also what is covered and explained · 全部数字")
@output_options
@pass_session
def ledger(session: Session, form: str | None, output: Path | None, *, every: bool) -> None:
    """Is every number of the attached report in the graph? · 数字核对"""
    entries = session.load().ledger()
    zh = session.lang == "zh"
    states = {
        "covered": ("已入图", "covered"),
        "explained": ("已说明", "explained"),
        "open": ("未处理", "open"),
    }
    shown = [e for e in entries if every or e.state == "open"]
    cells = [[e.passage, e.number, e.context, states[e.state][not zh], e.by] for e in shown]
    headings = ["句子", "数字", "上下文", "状态", "依据"] if zh else ["sentence", "number", "context", "state", "by"]
    if shown:
        emit(headings, cells, form, output)
    counts = {state: sum(e.state == state for e in entries) for state in states}
    session.say(
        "；".join(f"{states[s][0]} {n}" for s, n in counts.items()),
        "; ".join(f"{states[s][1]} {n}" for s, n in counts.items()),
    )
    if counts["open"]:
        sys.exit(BROKEN)


@cli.command()
@click.option("--all", "every", is_flag=True, help="Also what holds · 也列出成立的")
@output_options
@pass_session
def audit(session: Session, form: str | None, output: Path | None, *, every: bool) -> None:
    """Does the report agree with itself? · 核查报告的算术与状态"""
    from dgkg.finding import SEVERITIES

    kg = session.load()
    found = kg.audit()
    notes = [c.text(session.lang) for c in kg.cite(sorted({s for f in found.findings for s in f.sentences}))]
    emit(found.headings(session.lang), found.cells(session.lang, every=every), form, output, notes)
    zh = session.lang == "zh"
    counts = [f"{SEVERITIES[severity][not zh]} {number}" for severity, number in found.counts().items()]
    session.say("；".join(counts), "; ".join(counts))


@cli.command()
@click.argument("first")
@click.argument("second")
@output_options
@pass_session
def compare(session: Session, first: str, second: str, form: str | None, output: Path | None) -> None:
    """Two sources of one graph, figure by figure · 比较两个来源"""
    compared = session.load().compare(first, second)
    emit(compared.headings(session.lang), compared.cells(session.lang), form, output)
    found(compared.pairs)


@cli.command()
@click.option("--check", is_flag=True, help="Only say whether they are up to date · 只检查")
@pass_session
def derive(session: Session, *, check: bool) -> None:
    """Compute the derived figures anew, a file a rule · 重新推算"""
    record = find_record(session.graph)
    stale = 0
    for name, text in session.load().derived().items():
        path = record.graph / "derived" / name
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        stale += 1
        session.say(str(path), str(path))
        if not check:
            write_whole(path, text)
    if check and stale:
        session.say("推算结果已过时；运行 dgkg derive", "Derived figures are out of date; run dgkg derive")
        sys.exit(BROKEN)


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@pass_session
def validate(session: Session, file: Path | None) -> None:
    """Whether the graph, or one that was exported as RDF, keeps its own rules · 校验

    \b
    dgkg validate
    dgkg validate dongguan.nq
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    if file is None:
        kg = session.load()
    else:
        from dgkg.knowledge import KnowledgeGraph
        from dgkg.store import open_export

        kg = KnowledgeGraph(open_export(file))
        if not kg.passages:
            session.say(
                "此文件没有句子的图：只能校验陈述，无从引证。",
                "This file has no graphs of sentences: nothing can be cited.",
            )
    if sys.stderr.isatty():
        session.say("正在校验……", "Validating …")
    report = kg.validate()
    for finding in report.findings:
        click.echo(finding.text(session.lang))
    session.say(*report.summary())
    if report.findings:
        sys.exit(BROKEN)


@cli.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A .nq file for what follows · 写入文件")
@pass_session
def reason(session: Session, output: Path | None) -> None:
    """What follows by OWL 2 RL, and does anything contradict it? · 推理与一致性

    \b
    dgkg reason
    dgkg reason -o inferred.nq
    """  # noqa: D301 - click keeps the lines after a backspace as they are
    if output is not None and output.suffix != ".nq":
        raise UsageError(
            f"推理结果写作 .nq，不是「{output.suffix}」", f"What follows is written as .nq, not “{output.suffix}”"
        )
    kg = session.load()
    closure = kg.closure()
    for contradiction in closure.contradictions:
        click.echo(contradiction.text(kg.words, session.lang))
    if output is not None:
        write_whole(output, closure.nquads())
    session.say(
        f"陈述 {closure.stated:,} 条，推出 {len(closure.inferred):,} 条，矛盾 {len(closure.contradictions)} 处",
        f"{closure.stated:,} triples stated, {len(closure.inferred):,} more follow, "
        f"{len(closure.contradictions)} contradictions",
    )
    if closure.contradictions:
        sys.exit(BROKEN)


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only say which files are not canonical · 只检查")
@pass_session
def fmt(session: Session, files: tuple[Path, ...], *, check: bool) -> None:
    """Put Turtle and TriG files into canonical form · 规范格式"""
    from dgkg.trig import canonical, parse

    changed = 0
    for path in files or find_record(session.graph).files():
        if path.suffix not in {".ttl", ".trig"}:
            raise UsageError(f"{path} 不是 .ttl 或 .trig", f"{path} is neither .ttl nor .trig")
        text = canonical(parse(path))
        if path.read_bytes() != text.encode():
            changed += 1
            session.say(str(path), str(path))
            if not check:
                write_whole(path, text)
    if check and changed:
        session.say(f"{changed} 个文件不是规范格式；运行 dgkg fmt", f"{changed} files are not canonical; run dgkg fmt")
        sys.exit(BROKEN)


@cli.command()
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


@cli.group(invoke_without_command=True)
@click.pass_context
def source(context: click.Context) -> None:
    """Sections and sentences; attach your own copy of the report · 来源与原文"""
    if context.invoked_subcommand is None:
        context.invoke(source_list)


@source.command("list")
@output_options
@pass_session
def source_list(session: Session, form: str | None = None, output: Path | None = None) -> None:
    """Every passage with its gloss, or its words where a copy is attached · 句子目录"""
    kg = session.load()
    zh = session.lang == "zh"
    cells = []
    for passage in kg.words.library.passages():
        citation = kg.words.library.cite(passage.iri)
        cells.append([passage.id, passage.section.printed, citation.quote or passage.gloss[session.lang]])
    emit(["编号", "章节", "内容"] if zh else ["id", "section", "content"], cells, form, output)


@source.command()
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def attach(session: Session, file: Path) -> None:
    """Attach your copy of the report: citations then show its words · 附加原文"""
    from dgkg.knowledge import load

    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"无法读取 {file}：{reason}", f"Cannot read {file}: {reason}", path=file) from error
    number = load(session.graph).attach(data)
    try:
        session.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(session.home, error.strerror or str(error)) from error
    path = write_whole(session.home / ATTACHED, data)
    session.say(
        f"已附加 {number} 段原文，存于 {path}。此后引文显示原句。",
        f"{number} passages attached, kept in {path}. Citations show their words from now on.",
    )


@source.command()
@pass_session
def detach(session: Session) -> None:
    """Forget the attached copy · 移除原文"""
    copy = session.home / ATTACHED
    if not copy.is_file():
        session.say("没有附加的原文。", "No text is attached.")
        sys.exit(NOTHING)
    copy.unlink()
    session.say("已移除。", "Removed.")


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("demo-output"),
    help="Folder for the pictures · 文件夹",
)
@pass_session
def demo(session: Session, output: Path) -> None:
    """A first walk: check, ask, trace, draw · 演示"""
    from dgkg.demo import run

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(output, error.strerror or str(error)) from error
    run(session.load(), session.lang, output, click.echo)


@cli.command()
@pass_session
def doctor(session: Session) -> None:
    """What is installed and where things lie · 环境检查"""
    from dgkg.doctor import examine

    rows = examine(session.graph, session.home, ATTACHED, session.lang)
    emit(["项目", "结果", "说明"] if session.lang == "zh" else ["what", "result", "note"], rows, "table", None)
    if any(row[1] == "✗" for row in rows):
        sys.exit(BROKEN)


def _parameters(values: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals:
            raise UsageError(
                f"参数应写作 名称=值，得到「{value}」", f"Parameters are written name=value, not “{value}”"
            )
        found[name] = text
    return found


def exit_code(error: DgkgError) -> int:
    """The exit code of an error."""
    if isinstance(error, NotFoundError):
        return NOTHING
    if isinstance(error, (DataError, AttachmentError, OutputError)):
        return BROKEN
    return USAGE


def _speaks(function: Callable[[], None]) -> Callable[[], None]:
    """Errors become sentences on standard error, in both languages, and an exit code."""

    @wraps(function)
    def run() -> None:
        _forgive_characters()
        try:
            _to_the_end(function)
        except BrokenPipeError:
            _give_up_output()
            sys.exit(FOUND)
        except DgkgError as error:
            click.echo(str(error), err=True)
            if isinstance(error, ConformanceError):
                for finding in error.findings:
                    click.echo(f"  {finding}", err=True)
            sys.exit(exit_code(error))
        except OSError as error:
            # No file of ours: most often standard output, with a full disk behind the redirection.
            reason, where = error.strerror or str(error), error.filename
            zh = f"无法读写 {where}：{reason}" if where else f"无法输出：{reason}"
            en = f"Cannot read or write {where}: {reason}" if where else f"Cannot write the output: {reason}"
            click.echo(f"{zh} / {en}", err=True)
            _give_up_output()
            sys.exit(BROKEN)
        except Exception as error:
            # Whatever went wrong, a person reads a sentence; who mends dgkg asks for the traceback.
            if os.environ.get("DGKG_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"
            click.echo(
                f"dgkg 内部出错：{what}。请反馈；设 DGKG_DEBUG=1 可见细节。 / "
                f"dgkg failed inside: {what}. Please report it; DGKG_DEBUG=1 shows where.",
                err=True,
            )
            sys.exit(BROKEN)

    return run


def _forgive_characters() -> None:
    """A console that lacks a character shows a mark instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _to_the_end(function: Callable[[], None]) -> None:
    """Run, and write out the last of the output: a full disk or a reader who has gone shows only then."""
    try:
        function()
    finally:
        sys.stdout.flush()


def _give_up_output() -> None:
    """Nothing more can be written: what is still buffered goes nowhere, instead of failing again at exit."""
    # Where standard output is no file (a test, a notebook) nothing is left to fail.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@_speaks
def main() -> None:
    """The entry point of the ``dgkg`` command."""
    cli(prog_name="dgkg")
