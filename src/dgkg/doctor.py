"""What is installed and where things lie, for a person with a problem."""

from __future__ import annotations

import locale
import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

from dgkg.errors import DgkgError
from dgkg.places import find_record

__all__ = ["examine"]

_PACKAGES = ("rdflib", "pyoxigraph", "oxrdflib", "networkx", "pandas", "pyvis", "pyshacl")
# What only some need: the extra that brings it, and what it is for.
_OPTIONAL = {
    "XlsxWriter": ("xlsx", "Excel", "Excel"),
    "mcp": ("mcp", "智能体", "agents"),
    "pyarrow": ("parquet", "Parquet", "Parquet"),
    "reasonable": ("reasoning", "推理", "reasoning"),
}


def examine(graph: Path | None, home: Path, attached: str, kept: str, lang: str) -> list[list[str]]:
    """Rows of what, ``✓`` / ``–`` / ``✗``, and a note."""
    zh = lang == "zh"
    rows = [["Python", "✓", f"{platform.python_version()}  {sys.executable}"]]
    rows.append(["locale", "✓", f"{locale.getpreferredencoding(do_setlocale=False)}  stdout {sys.stdout.encoding}"])
    for package in (*_PACKAGES, *_OPTIONAL):
        try:
            rows.append([package, "✓", metadata.version(package)])
        except metadata.PackageNotFoundError:
            rows.append([package, "–" if package in _OPTIONAL else "✗", _missing(package, zh=zh)])
    try:
        record = find_record(graph)
        count = len(record.files())
        rows.append(["图谱" if zh else "graph", "✓", f"{record.graph}  {count} {'个文件' if zh else 'files'}"])
    except DgkgError as error:
        rows.append(["图谱" if zh else "graph", "✗", error.message(lang)])
    rows.append(["原文" if zh else "source text", *_attached(home / attached, zh=zh)])
    rows.append(["词汇" if zh else "words", *_kept(home / kept, zh=zh)])
    browser = next((b for b in ("chromium", "google-chrome", "chrome", "msedge") if shutil.which(b)), None)
    missing = "未找到；只有浏览器测试需要" if zh else "not found; only the browser tests need one"
    rows.append(["Chromium", "✓" if browser else "–", browser or missing])
    return rows


def _missing(package: str, *, zh: bool) -> str:
    if package not in _OPTIONAL:
        return "pip install dgkg"
    extra, purpose_zh, purpose_en = _OPTIONAL[package]
    install = f"pip install 'dgkg[{extra}]'"
    return f"可选；{purpose_zh} 需要：{install}" if zh else f"optional; for {purpose_en}: {install}"


def _attached(copy: Path, *, zh: bool) -> tuple[str, str]:
    try:
        if copy.is_file():
            copy.open("rb").close()
            return "✓", str(copy)
    except OSError as error:
        return "✗", f"{copy}  {error.strerror}"
    return "–", "未附加；dgkg source attach 文件" if zh else "none; dgkg source attach FILE"


def _kept(folder: Path, *, zh: bool) -> tuple[str, str]:
    """What ``dgkg ask`` keeps for the next question."""
    try:
        size = sum(file.stat().st_size for file in folder.glob("*.kept"))
    except OSError as error:
        return "✗", f"{folder}  {error.strerror}"
    if not size:
        return "–", "尚未保存；第一次 dgkg ask 会保存" if zh else "none kept; the first dgkg ask keeps them"
    return "✓", f"{folder}  {size / 1e6:.1f} MB"
