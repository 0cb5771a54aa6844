"""Answers of workers as they come in: of any size, one after the other, torn, too long, or awaited when all ends."""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from dgkg.errors import BusyError, LimitError, QueryError
from dgkg.guard import Limits, Pool, Request, walls
from dgkg.guard.incoming import Incoming
from dgkg.guard.request import HEADER, Answer
from dgkg.guard.slate import Slate, written_on
from dgkg.guard.ward import Ward
from dgkg.store import EmbeddedStore
from dgkg.store.spelling import Spellings, _holds

ROOM = 4 << 20
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ours, theirs


@pytest.fixture(params=["sealed", "as without seals"])
def slate(request, monkeypatch):
    if request.param != "sealed":
        monkeypatch.setattr("dgkg.guard.slate._sealed", lambda *_: None)
    with closing(Slate(ROOM)) as made:
        yield made


@pytest.fixture
def city():
    facts = " ".join(f"<x:firm{n}> <x:name> 'firm {n}' ." for n in range(600))
    return EmbeddedStore.from_text(f"<x:s> {{ {facts} }}")


def head(length: int, *, last: bytes = b"0") -> bytes:
    return HEADER.pack(b"s", last, length)


def blocks(slate: Slate) -> int:
    """Bytes of memory that a slate uses."""
    return os.fstat(slate.descriptor).st_blocks * 512


def test_answers_of_every_size_come_in_whole_whatever_the_pieces(pair, slate):
    ours, theirs = pair
    chance, incoming = random.Random(7), Incoming(slate)
    with written_on(os.dup(slate.descriptor)) as sheet:
        for size in (0, 1, 500, 4095, 4096, 4097, 300_000, 70, 3 << 20, ROOM, 9):
            body = chance.randbytes(size)
            sheet[:size] = body
            data = head(size)
            while not incoming.is_whole:
                step = chance.choice([1, 3, 6])
                theirs.sendall(data[:step])
                data = data[step:]
                assert incoming.take(ours)
            assert incoming.read(Request("ASK {}")) == Answer("solutions", "json", body)
            assert not incoming.is_whole


def test_an_answer_that_was_read_is_no_longer_the_worker_s_to_change(slate):
    with written_on(os.dup(slate.descriptor)) as sheet:
        sheet[:5] = b"right"
        found = slate.read(5)
        sheet[:5] = b"wrong"
    assert found == b"right"


def test_the_memory_of_a_large_answer_is_given_back_and_the_slate_serves_the_next(slate):
    with written_on(os.dup(slate.descriptor)) as sheet:
        sheet[: 3 << 20] = b"x" * (3 << 20)
        assert blocks(slate) >= 3 << 20
        assert slate.read(3 << 20) == b"x" * (3 << 20)
        assert blocks(slate) == 0
        sheet[:4] = b"next"
        assert slate.read(4) == b"next"


@pytest.mark.parametrize("length", [ROOM + 1, (1 << 32) - 1])
def test_an_answer_that_is_longer_than_it_may_be_is_none(pair, slate, length):
    ours, theirs = pair
    incoming = Incoming(slate)
    theirs.sendall(head(length))
    assert incoming.take(ours)
    assert incoming.read(Request("ASK {}")) is None


def test_a_slate_that_its_worker_would_cut_short_gives_none_and_no_fault(slate):
    if slate._sheet is not None:
        # What the server looks at cannot be cut off, by nobody.
        for size in (100, ROOM + 1):
            with pytest.raises(PermissionError):
                os.ftruncate(slate.descriptor, size)
        assert slate.read(5000) == bytes(5000)
        return
    os.ftruncate(slate.descriptor, 100)
    assert slate.read(5000) is None
    assert slate.read(100) == bytes(100)


def test_the_last_answer_of_a_worker_is_known_by_its_header(pair, slate):
    ours, theirs = pair
    incoming = Incoming(slate)
    theirs.sendall(head(0, last=b"1"))
    assert incoming.take(ours)
    assert incoming.is_last


def test_a_header_that_is_torn_is_none(pair, slate):
    ours, theirs = pair
    incoming = Incoming(slate)
    theirs.sendall(head(9)[:4])
    theirs.shutdown(socket.SHUT_WR)
    assert incoming.take(ours)
    assert not incoming.take(ours)
    assert not incoming.is_whole


def test_an_answer_that_is_not_there_yet_is_waited_for_elsewhere(pair, slate):
    with pytest.raises(BlockingIOError):
        Incoming(slate).take(pair[0])


# -- who waits for an answer takes it in -------------------------------------------------------

walled = pytest.mark.skipif(not walls.has_walls(), reason="this system cannot limit a process")


def ended(future: list[BaseException], call) -> threading.Thread:
    def run() -> None:
        try:
            call()
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is looked at
            future.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@walled
@pytest.mark.parametrize("limit", ["answer", "rows"])
def test_an_answer_up_to_its_limit_comes_whole_and_one_beyond_it_is_an_error(city, limit):
    asked = Request("SELECT ?n { ?firm <x:name> ?n } ORDER BY ?n")
    with closing(Pool(city.dump, Limits())) as pool:
        body = pool.answer(asked).body
    size = {"answer": len(body), "rows": 600}[limit]
    with closing(Pool(city.dump, Limits(**{limit: size}))) as pool:
        assert pool.answer(asked).body == body
    with closing(Pool(city.dump, Limits(**{limit: size - 1}))) as pool:
        with pytest.raises(LimitError) as stopped:
            pool.answer(asked)
        assert stopped.value.limit == limit
        assert pool.answer(Request("ASK {}")).body.endswith(b"true}")


@walled
def test_who_waits_in_its_own_thread_is_told_at_the_deadline_all_the_same(city):
    with closing(Pool(city.dump, Limits(seconds=0.5))) as pool:
        pool.answer(Request("ASK {}"))
        time.sleep(0.5)
        began = time.monotonic()
        with pytest.raises(LimitError) as stopped:
            pool.answer(Request(PRODUCT))
        assert stopped.value.limit == "seconds"
        assert time.monotonic() - began < 0.5 + 0.5
        assert pool.answer(Request("ASK {}")).kind == "boolean"


@walled
def test_who_waits_in_its_own_thread_is_told_when_the_pool_closes_or_its_nursery_dies(city):
    for how in ("close", "die"):
        told: list[BaseException] = []
        with closing(Pool(city.dump, Limits(seconds=30))) as pool:
            pool.answer(Request("ASK {}"))
            waiting = ended(told, lambda pool=pool: pool.answer(Request(PRODUCT)))
            while not pool._at_work:
                time.sleep(0.01)
            if how == "close":
                pool.close()
            else:
                os.kill(pool.nursery, signal.SIGKILL)
            waiting.join(10)
        assert not waiting.is_alive()
        assert isinstance(told[0], BusyError)


@walled
def test_a_query_whose_waiting_is_broken_off_makes_way_at_once(city, monkeypatch):
    with closing(Pool(city.dump, Limits(seconds=60), fast=1, slow=1)) as pool:
        pool.answer(Request("ASK {}"))

        def interrupted(_ward):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Ward, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt):
                pool.answer(Request(PRODUCT), client="one")
        assert not pool._at_work
        assert pool.answer(Request("ASK {}"), client="one").kind == "boolean"


@walled
def test_no_descriptor_and_no_worker_is_lost_whoever_waits(city):
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("this system has no /proc to look into")
    with closing(Pool(city.dump, Limits(seconds=0.2, answer=8 << 20))) as pool:
        pool.answer(Request("ASK {}"))
        time.sleep(0.5)
        # Workers that were made for a crowd stay; each has two sockets and a slate, with what is looked at.
        before = len(list(descriptors.iterdir())) - 4 * len(pool._idle)
        for number in range(4):
            with pytest.raises(LimitError):
                pool.answer(Request(PRODUCT), client=f"hard {number}")
            with pytest.raises(QueryError):
                pool.answer(Request("SELECT {"))
            threads = [ended([], lambda: pool.answer(Request("SELECT * { ?s ?p ?o }"))) for _ in range(8)]
            for thread in threads:
                thread.join()
        time.sleep(0.5)
        assert len(list(descriptors.iterdir())) - 4 * len(pool._idle) == before
        assert pool._line.is_empty
        assert len(pool._idle) > pool._line.free


def test_a_datatype_is_found_wherever_it_stands_and_however_many_look_like_it():
    chance, kind = random.Random(3), b'","datatype":"x:aX"'
    pieces = [kind, kind[1:], kind[:-1], b"X", b"x:a", b'"', b"XXX", "长".encode(), b"X" * 60]
    for _ in range(3000):
        body = b"".join(chance.choices(pieces[chance.randrange(2) :], k=chance.randrange(12)))
        assert _holds(body, kind) == (kind in body), body
        assert _holds(body, b"x:a") == (b"x:a" in body), body


def test_values_with_a_spelling_of_their_own_are_looked_for_by_datatype_first():
    decimal, date = (f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("decimal", "date"))
    spellings = Spellings({("1.5", decimal): ("1.50", decimal)})
    told = '{"type":"literal","value":"%s","datatype":"%s"}'
    assert spellings.may_be_in((told % ("1.5", decimal)).encode())
    assert not spellings.may_be_in((told % ("2.5", decimal)).encode())
    assert not spellings.may_be_in((told % ("1.5", date)).encode())
    assert Spellings({(str(n), decimal): (f"{n}.0", decimal) for n in range(600)}).may_be_in(
        (told % ("7", decimal)).encode()
    )
