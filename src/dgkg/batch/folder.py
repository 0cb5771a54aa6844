"""The folder of N-Quads: written aside, and put in place once it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dgkg.batch.parts import REJECTED
from dgkg.errors import DataError, OutputError, UsageError
from dgkg.places import umask

__all__ = ["aside"]


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one, which takes its place at the end; at an error it goes and the old one stays.

    Raises:
        UsageError: the wanted folder holds something other than N-Quads written before.
        OutputError: it cannot be written, or the disk is full.
        DataError: an input cannot be read.
    """
    try:
        if folder.exists() and not _is_ours(folder):
            raise UsageError(
                f"{folder} 中有其他文件；请另选文件夹", f"{folder} holds other files; choose another folder"
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        around = Path(tempfile.mkdtemp(prefix=f".{folder.name[:50]}.", dir=folder.parent))
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error
    made, old = around / "new", around / "old"
    try:
        # mkdtemp makes private folders, and other machines of a cluster may write as somebody else.
        around.chmod(0o777 & ~umask())
        made.mkdir()
        yield made
        if folder.exists():
            folder.rename(old)
        made.rename(folder)
    except OSError as error:
        reason, where = error.strerror or str(error), error.filename
        # A full disk names no file, and all that is written lies here.
        if where is None or Path(where).is_relative_to(around) or Path(where) == folder:
            raise OutputError(folder, reason) from error
        raise DataError(f"无法读取 {where}：{reason}", f"Cannot read {where}: {reason}", path=Path(where)) from error
    finally:
        shutil.rmtree(around, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and all(
        path.name == REJECTED or (path.name.startswith("part-") and path.suffix == ".nq") for path in folder.iterdir()
    )
