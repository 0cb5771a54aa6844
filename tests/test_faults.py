"""kill -9 in the middle of a command, a few times; ``benchmarks/faults.py`` does it two hundred times."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import dgkg
from dgkg.store import verify
from tests import servers
from tests.conftest import write_small_city
from tests.doors import command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
ROUNDS = 4
_DISK = 16 << 20
EVERY = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"


def kill_in_the_middle(words, whole: float, chance: random.Random) -> None:
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0.3, 1.0) * whole)
    process.send_signal(signal.SIGKILL)
    process.wait()


def lasting(words) -> float:
    began = time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    return time.monotonic() - began


def contents(target: Path) -> dict[str, bytes]:
    """What a file is, or each file of a folder, but for what was left aside by who was killed."""
    files = [target] if target.is_file() else [path for path in target.iterdir() if not path.name.startswith(".")]
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize("form", ["trig", "xlsx", "csv", "cypher"])
def test_an_export_that_is_killed_leaves_the_old_files_or_the_new_ones_whole(tmp_path, form):
    city, target = write_small_city(tmp_path / "city"), tmp_path / "out"
    words = command("--graph", str(city), "export", "--format", form, "-o", str(target))
    whole, new = lasting(words), contents(target)
    chance = random.Random(form)
    for _ in range(ROUNDS):
        old = dict.fromkeys(new, b"old and whole")
        for path in [target] if target.is_file() else [target / name for name in new]:
            path.write_bytes(old[path.name])
        kill_in_the_middle(words, whole, chance)
        assert contents(target) in (old, new)


def test_a_publication_that_is_killed_leaves_one_of_both_builds_whole(tmp_path):
    city, store = write_small_city(tmp_path / "city"), tmp_path / "store"
    for more in ((), ("--aside",)):
        subprocess.run(command("--graph", str(city), "build", str(store), *more), check=True, capture_output=True)
    words = command("publish", str(store))
    whole, chance = lasting(words), random.Random(3)
    for _ in range(ROUNDS):
        kill_in_the_middle(words, whole, chance)
        assert verify(store)[1] == []
        found = dgkg.load(store)
        assert found["甲电子"].id
        found.close()


def test_a_push_that_is_killed_is_made_whole_by_the_next_one(kg, tmp_path):
    with servers.oxigraph(tmp_path / "server") as server:
        words = command("push", "--endpoint", server.store)
        whole, chance = lasting(words), random.Random(2)
        for _ in range(ROUNDS):
            kill_in_the_middle(words, whole, chance)
            subprocess.run(words, check=True, capture_output=True)
            far = dgkg.load(server.query)
            assert far.store.query(EVERY) == kg.store.query(EVERY)
            far.close()


# -- a disk without room ---------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 16 MB where one may be mounted, else a folder."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(folder)]
    is_mounted = (
        shutil.which("mount") is not None and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    )
    try:
        yield folder
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def filled(disk: Path, room: int) -> Iterator[Callable[[], None] | None]:
    """The disk with so much room left, or what keeps a command from writing larger files there."""
    free = shutil.disk_usage(disk).free
    if free > _DISK:
        import resource

        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return
    stuffing = disk / "stuffing"
    stuffing.write_bytes(b"x" * max(0, free - room))
    yield None
    stuffing.unlink()


@pytest.mark.parametrize("room", [0, 8192, 65_536])
@pytest.mark.parametrize(("form", "name"), [("nq", "out.nq"), ("csv", "tables")])
def test_a_full_disk_leaves_the_export_before_and_no_rubbish(tmp_path, form, name, room):
    city = write_small_city(tmp_path / "city")
    with small_disk(tmp_path / "disk") as disk:
        words = command("--lang", "en", "--graph", str(city), "export", "--format", form, "-o", str(disk / name))
        subprocess.run(words, check=True, capture_output=True)
        whole = contents(disk / name)
        with filled(disk, room) as limit:
            ran = subprocess.run(words, preexec_fn=limit, capture_output=True, check=False, encoding="utf-8")
        assert (ran.returncode, "Cannot write" in ran.stderr, "Traceback" in ran.stderr) == (3, True, False), ran.stderr
        assert contents(disk / name) == whole
        assert [path.name for path in disk.rglob(".*")] == []


@pytest.mark.parametrize("room", [0, 1, 4095, 4096, 65_536])
def test_a_full_disk_leaves_the_build_that_is_read_or_publishes_the_other_whole(tmp_path, room):
    city = write_small_city(tmp_path / "city")
    with small_disk(tmp_path / "disk") as disk:
        store = disk / "store"
        for more in ((), ("--aside",)):
            subprocess.run(command("--graph", str(city), "build", str(store), *more), check=True, capture_output=True)
        before = (store / "current").read_text()
        (store / ".current.left-by-one-who-was-killed").touch()
        with filled(disk, room) as limit:
            ran = subprocess.run(
                command("--lang", "en", "publish", str(store)),
                preexec_fn=limit,
                capture_output=True,
                check=False,
                encoding="utf-8",
            )
            assert verify(store)[1] == []
            found = dgkg.load(store)
            assert found["甲电子"].id
            found.close()
        assert "Traceback" not in ran.stderr
        assert (ran.returncode, (store / "current").read_text() == before) in {(0, False), (3, True)}, ran.stderr
        assert ran.returncode == 0 or "Cannot write" in ran.stderr
        assert ran.returncode == 0 or limit or "make room" in ran.stderr
        assert room or ran.returncode == 3
        assert [path.name for path in store.glob(".*")] == []


def test_a_push_whose_journal_finds_no_room_says_so_and_the_next_one_makes_it_whole(tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk") as disk, servers.oxigraph(tmp_path / "server") as server:
        monkeypatch.setenv("DGKG_HOME", str(disk))
        words = command("--lang", "en", "push", "--endpoint", server.store)
        with filled(disk, 0) as limit:
            ran = subprocess.run(words, preexec_fn=limit, capture_output=True, check=False, encoding="utf-8")
        assert (ran.returncode, "Cannot write" in ran.stderr, "Traceback" in ran.stderr) == (3, True, False), ran.stderr
        subprocess.run(words, check=True, capture_output=True)
        here, far = dgkg.load(), dgkg.load(server.query)
        assert far.store.query(EVERY) == here.store.query(EVERY)
        far.close()
