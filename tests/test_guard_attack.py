"""The guard under attack; benchmarks/attack.py does the same by the hundred and takes the time."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pyoxigraph as ox
import pytest

from dgkg.errors import LimitError, QueryError, RefusedError
from dgkg.guard import Limits, Pool, Request, gate, walls
from dgkg.guard.gate import check
from dgkg.query import catalogue
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from hostility import FAMILIES, disguises, hostile, trap

pytestmark = pytest.mark.skipif(not walls.has_walls(), reason="this system cannot limit a process")

PROLOGUES = (
    "", "#\n", "base<x:>", "BASE <x:y>\nprefix:<x:>", "PREFIX a.b-c : <x:>#c\r", "PREFIXa:<x:>", "PREFIX a:b <x:> ",
    "PREFIX a: <x y>", "INSERT ", "PREFIX \u00e9: <x:> ", "\u2028", "\ufeff", "x ", "{", "_",
)  # fmt: skip


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


def test_a_query_that_is_seen_at_a_glance_to_be_plain_is_judged_as_by_its_tokens(monkeypatch):
    def judged(sparql):
        try:
            return check(sparql, Limits(), lambda _: False)
        except QueryError as error:
            return type(error), getattr(error, "limit", ""), getattr(error, "what", "")

    glance, seen = gate._form_of_plain, 0
    ours = [query.text for query in catalogue()]
    # Cut anywhere, a text begins in many ways.
    cut = [text[n:] for text in ours[::7] for n in range(0, len(text), 11)]
    prologues = [f"{before}{form} {{}}" for before in PROLOGUES for form in ("ask", "SELECT*", "Describe<x:a>", "DROP")]
    for sparql in [*ours, *cut, *prologues, *disguises(1500, "x"), *(text for _, text in hostile(320))]:
        seen += bool(len(sparql) <= Limits().size and glance(sparql, Limits()))
        at_a_glance = judged(sparql)
        with monkeypatch.context() as patch:
            patch.setattr(gate, "_form_of_plain", lambda *_: "")
            assert judged(sparql) == at_a_glance, sparql
    assert seen > 300


def called_behind(wall, call):
    """Whether a wall says that it stands, and what became of a call behind it."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        stands = wall()
        os.write(write, b"stands," if stands is not False else b"none,")
        try:
            list(ox.Store().query(call))
        except BaseException:  # noqa: BLE001 - a panic of the engine is no Exception
            os.write(write, b"could not")
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        stands, _, what = told.read().decode().partition(",")
    os.waitpid(pid, 0)
    return stands == "stands", what


@pytest.mark.parametrize("wall", [walls.no_network, walls.close_files])
def test_behind_a_wall_that_stands_even_a_plain_service_reaches_nobody(wall):
    with trap() as (address, caught):
        stands, what = called_behind(wall, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    if wall is walls.close_files or stands:
        assert caught == []
    if wall is walls.no_network and not stands:
        # Where the system forbids a network namespace, the other wall is the one that counts.
        assert caught
    if wall is walls.close_files:
        assert what == "could not"


def test_without_walls_the_trap_works():
    with trap() as (address, caught), suppress(OSError, RuntimeError, ValueError):
        list(ox.Store().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
    assert caught
