"""Where the record and the user's own files lie, and how files are written whole.

The record (``ontology/`` and ``graph/``) lies inside the wheel, or at the root
of a checkout: an editable install sees only the latter.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dgkg.errors import DataError, OutputError

__all__ = ["PACKAGE", "Record", "find_record", "umask", "user_folder", "write_folder", "write_whole"]

# Numbers of the kernel: paths from the working folder, and RENAME_EXCHANGE.
_HERE, _EXCHANGE = -100, 2
PACKAGE = Path(__file__).resolve().parent
# What a file is to hold, or what writes it piece by piece.
Content = str | bytes | Callable[[BinaryIO], object]


@dataclass(frozen=True, slots=True)
class Record:
    """The two folders that hold the truth: the ontology and the graph."""

    ontology: Path
    graph: Path

    def files(self) -> list[Path]:
        """Every RDF file but the shapes, ontology first, in one order on every machine.

        Raises:
            DataError: a folder cannot be read.
        """
        found = [
            *(path for path in _files_in(self.ontology, ".ttl") if not path.stem.startswith("shapes")),
            *_files_in(self.graph, ".ttl", ".trig"),
        ]
        return sorted(found, key=lambda path: (path.is_relative_to(self.graph), path.as_posix()))


def find_record(folder: Path | str | None = None) -> Record:
    """The record in a folder, or the one that dgkg ships.

    Args:
        folder: holds ``graph/`` and perhaps ``ontology/`` (else the shipped one serves).

    Raises:
        DataError: the folder is missing, is no folder, cannot be read, or holds no graph.
    """
    shipped = next((root for root in (PACKAGE, PACKAGE.parent.parent) if (root / "graph").is_dir()), None)
    if folder is None:
        if shipped is None:
            raise DataError(
                "找不到随附的图谱数据：安装不完整，请重新安装 dgkg。",
                "The shipped graph is missing: the installation is incomplete; install dgkg again.",
            )
        return Record(shipped / "ontology", shipped / "graph")
    root = Path(folder)
    try:
        os.scandir(root).close()
        has_graph, has_ontology = (root / "graph").is_dir(), (root / "ontology").is_dir()
    except FileNotFoundError as error:
        raise DataError(
            f"文件夹不存在：{root}。请给出含有 graph/ 的文件夹。",
            f"There is no folder {root}. Give a folder that holds graph/.",
            path=root,
        ) from error
    except NotADirectoryError as error:
        raise DataError(
            f"{root} 不是文件夹，也不是 RDF 文件（.nq .trig .ttl .jsonld）。请给出含有 graph/ 的文件夹。",
            f"{root} is no folder, and no RDF file (.nq .trig .ttl .jsonld). Give a folder that holds graph/.",
            path=root,
        ) from error
    except OSError as error:
        raise _unreadable(root, error) from error
    if not has_graph and (root / "generations").is_dir():
        raise DataError(
            f"{root} 是 dgkg build 的结果，没有 graph/ 文件夹。请给出构建它的文件夹，"
            f"或先导出：dgkg --graph {root} export -o graph.nq",
            f"{root} is a build and holds no folder graph/. Give the folder that it was built from, or first write its "
            f"graph out: dgkg --graph {root} export -o graph.nq",
            path=root,
        )
    if not has_graph:
        raise DataError(f"{root} 中没有 graph/ 文件夹。", f"{root} holds no folder graph/.", path=root)
    ontology = root / "ontology" if has_ontology or shipped is None else shipped / "ontology"
    return Record(ontology, root / "graph")


def _files_in(folder: Path, *suffixes: str) -> Iterator[Path]:
    # Path.rglob passes over a folder that may not be read, and half the graph would load in silence.
    def refuse(error: OSError) -> None:
        raise _unreadable(Path(error.filename or folder), error) from error

    for parent, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(parent, name) for name in names if name.endswith(suffixes))


def _unreadable(folder: Path, error: OSError) -> DataError:
    reason = error.strerror or str(error)
    return DataError(f"无法读取文件夹 {folder}：{reason}", f"Cannot read the folder {folder}: {reason}", path=folder)


def user_folder(setting: str | None = None) -> Path:
    """The folder for the user's own files, such as an attached report.

    Args:
        setting: the folder that the user chose, if any (the doors read it from ``DGKG_HOME``).
    """
    if setting:
        return Path(setting)
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "dgkg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "dgkg"
    return Path.home() / ".local" / "share" / "dgkg"


def write_whole(path: Path | str, content: Content) -> Path:
    """Write a file so that it is either the old one or the new one, never half of each.

    The content goes to a neighbour first and is renamed over the target (atomic on POSIX and NTFS).

    Raises:
        OutputError: the file cannot be written; what was there is untouched.
    """
    return _write_all({Path(path): content})[0]


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write several files into a folder, which is made where it is missing; files of other names there stay.

    Where the system can exchange two folders at once (Linux, and no folders lie in it), whoever looks finds
    the old files or the new ones, never some of each. Elsewhere each file is whole, and none takes its place
    before all are written.

    Raises:
        OutputError: the folder cannot be made or a file in it cannot be written; what was there is untouched.
    """
    target = folder.resolve() if folder.is_symlink() else folder
    try:
        others = [path for path in target.iterdir() if path.name not in files] if target.exists() else []
        named = [target / name for name in files]
        if any(path.exists() and not path.is_file() for path in named) or not all(map(_is_plain, others)):
            _write_all({target / name: content for name, content in files.items()})
        else:
            _write_anew(target, files, others)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error
    return folder


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _write_anew(target: Path, files: Mapping[str, str | bytes], others: Sequence[Path]) -> None:
    """Write a folder beside another, with the files of that one that are to stay, and exchange the two."""
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:50]}."))
    try:
        aside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o777 & ~umask())
        for name, content in files.items():
            if (target / name).exists():
                (target / name).open("ab").close()
            with (aside / name).open("wb") as out:
                out.write(content.encode("utf-8") if isinstance(content, str) else content)
                out.flush()
                os.fsync(out.fileno())
        for path in others:
            os.link(path, aside / path.name)
        if not target.exists():
            aside.rename(target)
        elif _exchange(aside, target):
            # What came into the old folder meanwhile comes along.
            for path in aside.iterdir():
                if not (target / path.name).exists():
                    path.rename(target / path.name)
        else:
            _write_all({target / name: content for name, content in files.items()})
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places at once (``renameat2`` of Linux); whether that was possible."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _write_all(contents: Mapping[Path, Content]) -> list[Path]:
    """Write files so that all are old until all the new ones are there; gives where they lie."""
    aside: dict[Path, Path] = {}
    written = []
    target = Path()
    try:
        for path, content in contents.items():
            target = path
            # A link keeps being a link: the file it leads to is the one replaced.
            target = path.resolve() if path.is_symlink() else path
            if target.is_dir():
                raise OutputError(target, "是一个文件夹 / it is a folder")
            written.append(target)
            if target.exists() and not target.is_file():
                # A device or a pipe (/dev/null) takes what is written; it is never replaced.
                with target.open("wb") as out:
                    _fill(out, content)
            else:
                _write_aside(target, content, aside)
        for target, ready in aside.items():
            ready.replace(target)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error
    finally:
        for ready in aside.values():
            ready.unlink(missing_ok=True)
    return written


def _write_aside(target: Path, content: Content, aside: dict[Path, Path]) -> None:
    """Write what a file is to be beside it, and note where."""
    if target.exists():
        # A rename would pass over the protection of the file itself.
        target.open("ab").close()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
    aside[target] = Path(name)
    with os.fdopen(handle, "wb") as out:
        _fill(out, content)
        out.flush()
        os.fsync(out.fileno())
    # mkstemp makes private files; a result should be as readable as any other file.
    aside[target].chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask())


def _fill(out: BinaryIO, content: Content) -> None:
    if callable(content):
        content(out)
    else:
        out.write(content.encode("utf-8") if isinstance(content, str) else content)


def umask() -> int:
    """The permissions that new files of this process do not get."""
    current = os.umask(0o022)
    os.umask(current)
    return current
