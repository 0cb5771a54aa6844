"""The guard under attack; benchmarks/attack.py does the same by the hundred and takes the time."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pyoxigraph as ox
import pytest

from dgkg.errors import LimitError, QueryError, RefusedError
from dgkg.guard import Limits, Pool, Request, walls
from dgkg.guard.gate import check
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from hostility import FAMILIES, disguises, hostile, trap

pytestmark = pytest.mark.skipif(not walls.has_walls(), reason="this system cannot limit a process")


@pytest.fixture(scope="module")
def pool(kg):
    made = Pool(kg.store.dump, Limits(seconds=0.4, memory=128 << 20))
    yield made
    made.close()


def test_no_hostile_query_kills_the_store_or_keeps_an_honest_one_from_its_answer(pool):
    honest = Request("ASK { ?s ?p ?o }")
    pool.answer(honest)
    nursery = pool.nursery

    def attack(numbered):
        number, (family, sparql) = numbered
        try:
            pool.answer(Request(sparql), client=f"hostile {number % 4}")
        except LimitError as error:
            return family, error.limit
        except QueryError as error:
            return family, type(error).__name__
        return family, "answered"

    with ThreadPoolExecutor(4) as clients:
        ends = list(clients.map(attack, enumerate(hostile(3 * len(FAMILIES)))))
    assert {family for family, _ in ends} == set(FAMILIES)
    assert sum(end == "seconds" for _, end in ends) > len(FAMILIES)
    assert pool.answer(honest).body.endswith(b"true}")
    assert pool.nursery == nursery


def test_no_disguise_leads_out_of_the_house(pool):
    with trap() as (address, caught):
        for sparql in disguises(1500, address):
            with suppress(QueryError):
                pool.answer(Request(sparql))
    assert caught == []


def test_what_the_gate_lets_pass_calls_nobody_even_without_walls():
    store, refused, passed = ox.Store(), 0, 0
    with trap() as (address, caught):
        for sparql in disguises(3000, address, seed=2):
            try:
                check(sparql, Limits(), lambda _: False)
            except RefusedError:
                refused += 1
                continue
            passed += 1
            with suppress(SyntaxError, OSError, ValueError, RuntimeError):
                list(store.query(sparql))
            assert caught == [], sparql
    assert refused > passed > 0


def test_behind_the_walls_even_a_plain_service_reaches_nobody():
    with trap() as (address, caught):
        call = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
        for wall in (walls.no_network, walls.close_files):
            read, write = os.pipe()
            pid = os.fork()
            if not pid:
                wall()
                try:
                    list(ox.Store().query(call))
                except BaseException:  # noqa: BLE001 - a panic of the engine is no Exception
                    os.write(write, b"could not")
                finally:
                    os._exit(0)
            os.close(write)
            told = os.read(read, 100)
            os.close(read)
            os.waitpid(pid, 0)
            if wall is walls.close_files:
                assert told == b"could not"
                assert caught == []
        with suppress(OSError, RuntimeError, ValueError):
            list(ox.Store().query(call))
        assert caught, "the trap itself does not work"
