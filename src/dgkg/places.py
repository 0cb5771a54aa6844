"""Where the record and the user's own files lie, and how files are written whole.

The record (``ontology/`` and ``graph/``) lies inside the wheel, or at the root
of a checkout: an editable install sees only the latter.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dgkg.errors import DataError, OutputError

__all__ = ["Record", "find_record", "umask", "user_folder", "write_folder", "write_whole"]

PACKAGE = Path(__file__).resolve().parent


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
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DataError(
            f"文件夹不存在：{root}。请给出含有 graph/ 的文件夹。",
            f"There is no folder {root}. Give a folder that holds graph/.",
            path=root,
        ) from error
    except OSError as error:
        raise _unreadable(root, error) from error
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


def write_whole(path: Path | str, content: str | bytes) -> Path:
    """Write a file so that it is either the old one or the new one, never half of each.

    The content goes to a neighbour first and is renamed over the target (atomic on POSIX and NTFS).

    Raises:
        OutputError: the file cannot be written; what was there is untouched.
    """
    return _write_all({Path(path): content})[0]


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write several files into a folder, which is made where it is missing; each file is whole.

    All of them lie beside their targets, whole, before the first one takes its place. Files of other names
    that lie there stay.

    Raises:
        OutputError: the folder cannot be made or a file in it cannot be written; what was there is untouched.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error
    _write_all({folder / name: content for name, content in files.items()})
    return folder


def _write_all(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files so that all are old until all the new ones are there; gives where they lie."""
    aside: dict[Path, Path] = {}
    written = []
    target = Path()
    try:
        for path, content in contents.items():
            # A link keeps being a link: the file it leads to is the one replaced.
            target = path.resolve() if path.is_symlink() else path
            if target.is_dir():
                raise OutputError(target, "是一个文件夹 / it is a folder")
            data = content.encode("utf-8") if isinstance(content, str) else content
            written.append(target)
            if target.exists() and not target.is_file():
                # A device or a pipe (/dev/null) takes what is written; it is never replaced.
                target.write_bytes(data)
            else:
                _write_aside(target, data, aside)
        for target, ready in aside.items():
            ready.replace(target)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error)) from error
    finally:
        for ready in aside.values():
            ready.unlink(missing_ok=True)
    return written


def _write_aside(target: Path, data: bytes, aside: dict[Path, Path]) -> None:
    """Write what a file is to be beside it, and note where."""
    if target.exists():
        # A rename would pass over the protection of the file itself.
        target.open("ab").close()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
    aside[target] = Path(name)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    # mkstemp makes private files; a result should be as readable as any other file.
    aside[target].chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask())


def umask() -> int:
    """The permissions that new files of this process do not get."""
    current = os.umask(0o022)
    os.umask(current)
    return current
