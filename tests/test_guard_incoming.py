"""Answers of workers as they come in: in pieces of any size, one after the other, torn or too large."""

from __future__ import annotations

import random
import socket

import pytest

from dgkg.guard import Request
from dgkg.guard.incoming import Incoming
from dgkg.guard.request import HEADER, Answer
from dgkg.store.spelling import Spellings


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ours, theirs


def sent(body: bytes, *, last: bytes = b"0") -> bytes:
    return HEADER.pack(b"s", last, len(body)) + body


def test_answers_of_every_size_come_in_whole_whatever_the_pieces(pair):
    ours, theirs = pair
    chance, incoming = random.Random(7), Incoming()
    for size in (0, 1, 500, (1 << 14) - 6, (1 << 14) - 5, 1 << 14, 300_000, 70, 3 << 20, 9):
        body, place = chance.randbytes(size), 0
        data = sent(body)
        while not incoming.is_whole:
            if place < len(data):
                place += theirs.send(data[place : place + chance.choice([1, 3, 7_000, 50_000])])
            assert incoming.take(ours, 1 << 22)
        assert incoming.read(Request("ASK {}")) == Answer("solutions", "json", body)
        assert not incoming.is_whole


def test_the_last_answer_of_a_worker_is_known_by_its_header(pair):
    ours, theirs = pair
    incoming = Incoming()
    theirs.sendall(sent(b"x", last=b"1"))
    assert incoming.take(ours, 100)
    assert incoming.is_last


def test_a_torn_answer_is_none_and_nothing_is_taken_of_one_that_is_too_large(pair):
    ours, theirs = pair
    torn, large = Incoming(), Incoming()
    theirs.sendall(sent(b"x" * 100_000)[:50_000])
    theirs.shutdown(socket.SHUT_WR)
    while torn.take(ours, 1 << 20):
        assert not torn.is_whole
    assert not torn.is_whole
    one, other = socket.socketpair()
    with one, other:
        other.sendall(sent(b"x" * 100_000))
        assert large.take(one, 50_000)
        assert not large.take(one, 50_000)


def test_an_answer_that_is_not_there_yet_is_waited_for_elsewhere(pair):
    with pytest.raises(BlockingIOError):
        Incoming().take(pair[0], 100)


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
