"""The explorer as a folder of files: opened by a double click, searched without a server, mailed as one zip.

The pages are those of the server, made by the same functions and templates; only addresses
differ (:mod:`dgkg.web.relative`). The folder is written aside and swapped in when it is whole.
Same graph, same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from dgkg.errors import DgkgError, NotFoundError, OutputError, UsageError
from dgkg.knowledge import KnowledgeGraph
from dgkg.web.asked import Asked, Moved
from dgkg.web.leaves import Leaf, leaves_of
from dgkg.web.names import names_script
from dgkg.web.page import Page, load_pages, render
from dgkg.web.pages import PAGES
from dgkg.web.parcel import Parcel, write_zip
from dgkg.web.portions import portions_of
from dgkg.web.relative import Relative, file_of
from dgkg.web.shares import share_out, uncollected, workers_for
from dgkg.web.static import STATIC
from dgkg.web.view import Explored, View

__all__ = ["MARK", "Written", "write_site"]

LANGUAGES = ("zh", "en")
_Part = Callable[[Parcel], None]
# A folder that holds this file is ours to replace.
MARK = "dgkg-site.txt"
_MARKED = "A site written by dgkg; `dgkg site` replaces this folder whole.\n"
_STATIC = ("dgkg.css", "dgkg.js", "find.js", "door.js")
_SEARCH, _DATA = "/search", "/data"
# Below this many pages a second process costs more than it saves.
_WORTH_IT = 750
# The templates of which every process needs most.
_COMMON = ("base", "frame", "cited", "answered", "chapter", "indicator", "question", "type")
# Pages that ask the store alone, and need nothing of what all others share.
_EARLY = frozenset({"/q", "/q/{name}", "/schema", "/d"})
_SPOOL = ".packed"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the folder, the zip, and how many pages in each language."""

    folder: Path
    zip: Path
    pages: int


@dataclass(frozen=True, slots=True)
class _Export:
    """A form of the whole graph, what is told of it in both languages, and the package that it needs, if any.

    ``is_early`` is one that the store gives by itself.
    """

    form: str
    told: tuple[str, str]
    package: str = ""
    is_early: bool = False

    @property
    def file(self) -> str:
        """Where it stands in the site."""
        return f"data/dgkg.{self.form}"


_EXPORTS = (
    _Export(
        "xlsx",
        ("Excel：每类一张表，含数字、关系与出处", "Excel: a table for each type, with figures, relations, sources"),
        "xlsxwriter",
    ),
    _Export("ttl", ("Turtle：事实，不含句子", "Turtle: the facts, without sentences"), is_early=True),
    _Export(
        "nq",
        ("N-Quads：每句一个命名图，不丢失任何内容", "N-Quads: a named graph for each sentence, nothing lost"),
        is_early=True,
    ),
    _Export("gexf", ("GEXF：供 Gephi 等网络分析软件", "GEXF: for Gephi and other network programs")),
)


@dataclass(frozen=True)
class _Site:
    """What every process needs to write its share: the files of all pages, and where they go."""

    shared: Explored
    leaves: Sequence[Leaf]
    files: Mapping[str, str]
    folder: Path
    exports: Sequence[_Export]

    def view(self, lang: str, path: str) -> View:
        return View(self.shared, lang, Relative(lang, path, self.files))


def write_site(kg: KnowledgeGraph, out: Path, *, source: bool = False) -> Written:
    """Write the explorer into a folder, and beside it the same as a zip.

    Args:
        kg: the graph.
        out: the folder; it is missing, empty, or a site written before, which is replaced.
        source: whether the words of an attached copy may be in it; else there is no word of it.

    Raises:
        UsageError: ``source`` without an attached copy, or the folder holds something else.
        OutputError: a file cannot be written; what was there is untouched.
    """
    if source and not kg.words.library.is_attached:
        raise UsageError(
            "没有附加原文，无法写入原文。先运行：dgkg source attach 文件",
            "No copy of the source is attached, so its words cannot be included. First: dgkg source attach FILE",
        )
    if not source and kg.words.library.is_attached:
        # The same store with names of its own, to which nothing is attached.
        kg = KnowledgeGraph(kg.store, kg.record)
    target = Path(out).absolute()
    archive = target.with_name(f"{target.name}.zip")
    _refuse_what_is_not_ours(target, archive)
    try:
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:50]}."))
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error
    made, packed = aside / "site", aside / "site.zip"
    try:
        with uncollected():
            site = _write(kg, made, aside, target.name)
            write_zip(packed, sorted(aside.glob(f"*{_SPOOL}")))
        _swap(made, target, aside / "old")
        packed.replace(archive)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Written(target, archive, len(site.files))


def _refuse_what_is_not_ours(target: Path, archive: Path) -> None:
    other = target if target.exists() and not _is_ours(target) else None
    if archive.exists() and not _is_our_zip(archive):
        other = other or archive
    if other:
        raise UsageError(
            f"{other} 已存在，且不是 dgkg 写的站点；请换一个文件夹。",
            f"{other} is there already and is no site written by dgkg; choose another folder.",
        )


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _is_our_zip(archive: Path) -> bool:
    try:
        with zipfile.ZipFile(archive) as packed:
            return any(name.endswith(f"/{MARK}") and name.count("/") == 1 for name in packed.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _write(kg: KnowledgeGraph, folder: Path, spools: Path, name: str) -> _Site:
    """Every file, into a folder of its own; what is packed of them, under a name, for the zip stands beside it."""
    shared = Explored(kg.whole())
    scout = View(shared, "zh", Relative("zh", "/", {"/": "index.html"}))
    # So far by one process alone. No thread may be left when others are forked.
    with ThreadPoolExecutor(1) as beside:
        shared.kg.read_ahead(beside)
        leaves = leaves_of(scout)
        files = {leaf.path: file_of(leaf.path) for leaf in leaves} | {_SEARCH: "search.html"}
    # A graph that has no files is not given away as files.
    exports = _exports() if kg.record else ()
    if exports:
        files[_DATA] = "data.html"
    # Every page has a search box, none of the others a form: they ask for /search to know.
    site = _Site(shared, leaves, {path: file for path, file in files.items() if path != _SEARCH}, folder, exports)
    _folders(folder, files)
    _share(site, spools, name)
    return site


def _exports() -> list[_Export]:
    """The forms in which the whole graph is given, but for those for which a package is missing."""
    return [export for export in _EXPORTS if not export.package or find_spec(export.package)]


def _folders(folder: Path, files: Mapping[str, str]) -> None:
    inside = {f"{lang}/{file.rpartition('/')[0]}" for lang in LANGUAGES for file in files.values()}
    for name in sorted({*inside, "static", *(("data",) if _DATA in files else ())}):
        (folder / name).mkdir(parents=True, exist_ok=True)


def _share(site: _Site, spools: Path, name: str) -> None:
    """Every file; where the system can, by several processes that share what is computed.

    What pages share is computed in one process: a second of its own for ten thousand things. Meanwhile the others make
    what needs nothing of it.
    """

    def work(number: int, parts: Iterator[_Part]) -> None:
        with Parcel(site.folder, spools / f"{number}{_SPOOL}", name) as parcel:
            for part in parts:
                part(parcel)

    def prepare() -> list[_Part]:
        site.shared.prepare()
        # Who counts what passages state tells them all: here, and not again in every process.
        _ = site.shared.stated
        load_pages(f"{name}.html.jinja" for name in _COMMON)
        return list(_parts(site, is_early=False))

    early: list[_Part] = [partial(_own, site), *_parts(site, is_early=True)]
    share_out(early, work, workers_for(len(site.leaves), _WORTH_IT), prepare)


def _parts(site: _Site, *, is_early: bool) -> Iterator[_Part]:
    """What takes longest first; then pages, many at a time."""
    yield from (partial(_export, site, export) for export in site.exports if export.is_early == is_early)
    leaves = [leaf for leaf in site.leaves if (leaf.pattern in _EARLY) == is_early]
    yield from (partial(_pages, site, pages) for pages in portions_of(leaves, site.shared.naming))


def _export(site: _Site, export: _Export, parcel: Parcel) -> None:
    """The whole graph in one form."""
    site.shared.kg.export(site.folder / export.file)
    parcel.take(export.file)


def _own(site: _Site, parcel: Parcel) -> None:
    """What only a site has: its front door, its search, its data, its scripts."""
    for name in _STATIC:
        parcel.put(f"static/{name}", STATIC.contents[name])
    files = {**site.files, _SEARCH: "search.html"}
    parcel.put("static/names.js", names_script(site.shared, files).encode())
    parcel.put(MARK, _MARKED.encode())
    parcel.put("index.html", _DOOR.encode())
    for lang in LANGUAGES:
        view = View(site.shared, lang, Relative(lang, _SEARCH, files))
        find = Page("find.html.jinja", view.t("搜索", "Search"))
        parcel.put(f"{lang}/{files[_SEARCH]}", render(find, view).encode())
        if site.exports:
            view = site.view(lang, _DATA)
            listed = [(f"../{e.file}", e.form.upper(), view.t(*e.told)) for e in site.exports]
            page = Page("data.html.jinja", view.t("全部数据", "All data"), lambda listed=listed: {"exports": listed})  # type: ignore[misc]
            parcel.put(f"{lang}/{files[_DATA]}", render(page, view).encode())


def _pages(site: _Site, leaves: Sequence[Leaf], parcel: Parcel) -> None:
    """Some pages, each in every language: what does not hang on the language is computed once."""
    for leaf in leaves:
        for lang in LANGUAGES:
            parcel.put(f"{lang}/{site.files[leaf.path]}", _page(site, lang, leaf).encode())


def _page(site: _Site, lang: str, leaf: Leaf) -> str:
    view = site.view(lang, leaf.path)
    try:
        return render(PAGES[leaf.pattern](view, Asked(leaf.parts, leaf.values)), view)
    except Moved as moved:
        return _LEAD.format(address=view.to.page(moved.path) or view.to.page("/"))
    except DgkgError as error:
        title = view.t("找不到", "Not found") if isinstance(error, NotFoundError) else view.t("无法回答", "No answer")
        body: dict[str, object] = {"message": error.message(lang), "choices": []}
        return render(Page("error.html.jinja", title, lambda: body), view)


# -- the end ------------------------------------------------------------------------------------


def _swap(made: Path, target: Path, old: Path) -> None:
    """Put the new folder where the old one was, and the old one aside."""
    if target.exists():
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


_HEAD = (
    '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n'
)
_DOOR = (
    _HEAD + "<title>dgkg</title>\n"
    '<script src="static/door.js"></script>\n'
    # Where no script runs, Chinese, the language of the first source.
    '<noscript><meta http-equiv="refresh" content="0; url=zh/index.html"></noscript>\n</head>\n<body>\n'
    '<p><a href="zh/index.html">中文</a> · <a href="en/index.html" lang="en">English</a></p>\n</body>\n</html>\n'
)
_LEAD = (
    _HEAD + '<title>→</title>\n<meta http-equiv="refresh" content="0; url={address}">\n</head>\n'
    '<body>\n<p><a href="{address}">→</a></p>\n</body>\n</html>\n'
)
