"""kill -9 in the middle of a command, a few times; ``benchmarks/faults.py`` does it two hundred times."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

import dgkg
from tests import servers
from tests.conftest import write_small_city
from tests.doors import command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
ROUNDS = 4
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


def test_an_export_that_is_killed_leaves_the_old_file_or_the_new_one_whole(tmp_path):
    city, target = write_small_city(tmp_path / "city"), tmp_path / "out.trig"
    words = command("--graph", str(city), "export", "-o", str(target))
    whole, new, old = lasting(words), target.read_bytes(), b"<urn:old> <urn:is> <urn:whole> .\n"
    chance = random.Random(1)
    for _ in range(ROUNDS):
        target.write_bytes(old)
        kill_in_the_middle(words, whole, chance)
        assert target.read_bytes() in {old, new}


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
