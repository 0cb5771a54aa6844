"""A graph on disk, in generations: each is built aside, whole, and then becomes the one that is read.

::

    DIR/current               the name of the generation that is read, and the digest of its digests
    DIR/generations/NAME/     store/ (RocksDB), record/ (the files it was built from), digests
    DIR/building              held by whoever builds or publishes

A generation never changes once it has its name, and ``current`` is replaced by one rename (POSIX
``rename``), so a reader sees the old generation or the new one, whole. Whoever is killed, or finds the
disk full, leaves the old one; what was begun is cleared away by the next build. The generation
before the current one stays for readers who have it open, and can be published again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from dgkg.errors import DataError, OutputError
from dgkg.places import Record, write_whole

__all__ = ["Generation", "building", "current", "damage_of", "is_built", "publish", "sound", "verify"]

_BEGUN = ".begun"
_CURRENT = "current"
_DIGESTS = "digests"
_AT_OPENING = 512 << 20
_NAMES = "names.sqlite"
_ALL = 1 << 60


@dataclass(frozen=True, slots=True)
class Generation:
    """One build: its folder, named by its content and never changed."""

    folder: Path

    @property
    def store(self) -> Path:
        """The engine's folder."""
        return self.folder / "store"

    @property
    def names(self) -> Path:
        """The index of its names."""
        return self.folder / _NAMES

    @property
    def record(self) -> Record | None:
        """The files that it was built from, where it was built from a record."""
        files = self.folder / "record"
        return Record(files / "ontology", files / "graph") if files.is_dir() else None


def is_built(place: Path | str | None) -> bool:
    """Whether a folder holds builds, as far as one may look into it."""
    try:
        return place is not None and (Path(place) / "generations").is_dir()
    except PermissionError:
        return False


def current(folder: Path) -> Generation:
    """The last generation that was built whole.

    Raises:
        DataError: there is none, or what names it is damaged.
    """
    return Generation(folder / "generations" / _pointer(folder)[0])


def verify(folder: Path) -> tuple[Generation, list[str]]:
    """Read every byte of the current generation again, and compare.

    Returns:
        The generation, and the files that are damaged, missing or too many; none if it is intact.

    Raises:
        DataError: there is no generation, or what names it is damaged.
    """
    name, told = _pointer(folder)
    generation = Generation(folder / "generations" / name)
    return generation, _damaged(generation, told, _ALL)


def damage_of(generation: Generation, *, names_only: bool = False) -> list[str]:
    """The files of a generation that are damaged, missing or too many, current or not; none if it is intact.

    Args:
        generation: whose every byte is read.
        names_only: whether only the index of names is read, which has no checksums of its own.
    """
    # A generation has the name of its content: that of its digests, which are of its files.
    try:
        told = _digest(generation.folder / _DIGESTS)
    except OSError:
        return [_DIGESTS]
    if not told.startswith(generation.folder.name):
        return [_DIGESTS]
    return _damaged(generation, told, 0 if names_only else _ALL)


def sound(folder: Path) -> Generation:
    """The current generation, once its files are found to be what was written.

    The engine may take all memory over a damaged block (an ``ORDER BY`` collects its errors for ever), so
    nothing damaged is opened. Of files above 512 MB together only the index of names, which has no checksums of
    its own, and the smallest are read through here; :func:`verify` reads all.

    Raises:
        DataError: there is no generation, or it is damaged.
    """
    name, told = _pointer(folder)
    generation = Generation(folder / "generations" / name)
    damaged = _damaged(generation, told, _AT_OPENING)
    if damaged and current(folder) == generation:
        raise DataError(
            f"{folder} 已损坏：{'、'.join(damaged)}。请重新运行 dgkg build {folder}",
            f"{folder} is damaged: {', '.join(damaged)}. Run dgkg build {folder} again",
            path=generation.folder,
        )
    # Two builds may have come between the name and the reading, and cleared it away.
    return sound(folder) if damaged else generation


def _damaged(generation: Generation, told: str, most: int) -> list[str]:
    """The files that are not what they were, of so many bytes as are to be read: the names, then the smallest."""
    try:
        text = (generation.folder / _DIGESTS).read_bytes()
    except OSError:
        return [_DIGESTS]
    if sha256(text).hexdigest() != told:
        return [_DIGESTS]
    noted = dict(line.split("  ", 1)[::-1] for line in text.decode().splitlines())
    try:
        sizes = {name: path.stat().st_size for name, path in _files(generation.folder)}
        differing = noted.keys() ^ sizes.keys()
        read = []
        for name in sorted(noted.keys() & sizes.keys(), key=lambda name: (name != _NAMES, sizes[name])):
            most -= sizes[name]
            if most >= 0 or name == _NAMES:
                read.append(name)
        # The largest first, so that nobody waits for the last one alone.
        read.reverse()
        with ThreadPoolExecutor() as pool:
            digests = pool.map(_digest, (generation.folder / name for name in read))
            differing |= {name for name, told in zip(read, digests, strict=True) if told != noted[name]}
    except OSError as error:
        return [str(error.filename or error)]
    return sorted(differing)


def publish(folder: Path, name: str = "") -> Generation:
    """Make another generation the current one, once every byte of it is found to be what was written.

    Args:
        folder: where builds live.
        name: of the generation; nothing where there is only one other.

    Raises:
        DataError: there is no such generation, it is damaged, or somebody is building here.
        OutputError: the folder cannot be written; the current generation stays.
    """
    if not is_built(folder):
        _pointer(folder)
    try:
        with _alone(folder):
            wanted = _other(folder, name)
            damaged = damage_of(wanted)
            if damaged:
                raise DataError(
                    f"{wanted.folder.name} 已损坏：{'、'.join(damaged)}；当前的一代没有改变。",
                    f"{wanted.folder.name} is damaged: {', '.join(damaged)}; the current generation is as it was.",
                    path=wanted.folder,
                )
            _point(folder, wanted, _digest(wanted.folder / _DIGESTS))
            return wanted
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def _other(folder: Path, name: str) -> Generation:
    """The generation of a name, or the only one that is not current."""
    there = sorted(path for path in (folder / "generations").iterdir() if path.is_dir())
    whole = [path for path in there if not path.name.endswith(_BEGUN)]
    found = [path for path in whole if path.name == name or (not name and path.name != _named(folder))]
    if len(found) == 1:
        return Generation(found[0])
    known = ", ".join(path.name for path in whole) or "—"
    if name:
        zh, en = f"没有「{name}」这一代", f"has no generation {name}"
    elif found:
        zh, en = "有几代可选，请写出其名", "has several generations to choose from; name one"
    else:
        zh, en = "没有另一代；请先运行 dgkg build --aside", "has no other generation; build one with --aside first"
    raise DataError(f"{folder} {zh}；现有：{known}", f"{folder} {en}; there are: {known}", path=folder)


def _point(folder: Path, generation: Generation, told: str) -> None:
    """Make a generation the current one, by one rename."""
    write_whole(folder / _CURRENT, f"{generation.folder.name} {told}\n")
    _sync(folder)


@contextmanager
def building(folder: Path, *, published: bool = True) -> Iterator[Callable[[Callable[[Path], None]], Generation]]:
    """Hold a folder for building; what is given fills a generation and makes it the current one, if that is wanted.

    Raises:
        DataError: somebody else is building here, or the folder holds something else.
        OutputError: the folder cannot be written, or the disk is full; the last generation stays.
    """
    try:
        if folder.exists() and not is_built(folder) and any(folder.iterdir()):
            raise DataError(
                f"{folder} 不是 dgkg 的存储，也不是空文件夹；请另选一个。",
                f"{folder} is no store of dgkg and not empty; choose another folder.",
                path=folder,
            )
        (folder / "generations").mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            for begun in (folder / "generations").glob(f"*{_BEGUN}"):
                shutil.rmtree(begun)
            yield lambda fill: _generation(folder, fill, published=published)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def _generation(folder: Path, fill: Callable[[Path], None], *, published: bool) -> Generation:
    aside = folder / "generations" / f"{os.getpid()}{_BEGUN}"
    try:
        aside.mkdir()
        fill(aside)
        names, paths = zip(*sorted(_files(aside)), strict=True)
        with ThreadPoolExecutor() as pool:
            digests = "".join(f"{told}  {name}\n" for told, name in zip(pool.map(_digest, paths), names, strict=True))
        (aside / _DIGESTS).write_text(digests, encoding="utf-8")
        _settle(aside)
        told = sha256(digests.encode()).hexdigest()
        generation = Generation(folder / "generations" / told[:16])
        if generation.folder.exists():
            # Damaged, or the same bytes again: it goes aside by a rename, and is cleared away as what was begun is.
            generation.folder.rename(aside.with_name(f"{generation.folder.name}-{os.getpid()}{_BEGUN}"))
        aside.rename(generation.folder)
        _sync(generation.folder.parent)
    except BaseException:
        # A full disk is of no use to anybody with half a build on it.
        shutil.rmtree(aside, ignore_errors=True)
        raise
    before = _named(folder)
    if published:
        _point(folder, generation, told)
    for old in (folder / "generations").iterdir():
        if old.name not in {generation.folder.name, before}:
            shutil.rmtree(old, ignore_errors=True)
    return generation


def _pointer(folder: Path) -> tuple[str, str]:
    """The name of the current generation, and the digest of its digests.

    Raises:
        DataError: there is none, or it is damaged.
    """
    try:
        words = (folder / _CURRENT).read_text(encoding="utf-8").split()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DataError(
            f"{folder} 中没有完成的构建；请运行 dgkg build {folder}",
            f"{folder} holds no finished build; run dgkg build {folder}",
            path=folder,
        ) from error
    except (OSError, UnicodeDecodeError):
        words = []
    name, told = words if len(words) == len(("name", "digest")) else ("", "")
    if not name or not told.startswith(name) or not (folder / "generations" / name).is_dir():
        raise DataError(
            f"{folder}/current 已损坏：它指向的一代不存在。请重新运行 dgkg build {folder}",
            f"{folder}/current is damaged: the generation that it names is not there. Run dgkg build {folder} again",
            path=folder / _CURRENT,
        )
    return name, told


def _named(folder: Path) -> str:
    with suppress(DataError):
        return _pointer(folder)[0]
    return ""


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != _DIGESTS:
            yield name, path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _settle(folder: Path) -> None:
    """On the disk, and not only on its way there, before anything names it."""
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    # Windows opens no folders; there a rename is settled by the file system.
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else builds here meanwhile; the system lets go of a builder that is killed."""
    with (folder / "building").open("ab") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise DataError(
                f"另一个进程正在构建 {folder}；请等它结束。",
                f"Another process is building {folder}; wait until it is done.",
                path=folder,
            ) from error
        for begun in folder.glob(f".{_CURRENT}.*"):
            begun.unlink()
        yield


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
