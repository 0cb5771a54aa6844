"""The explorer on a port: where it listens, for whom it answers, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager, suppress

import pytest

from dgkg.cli import browse
from dgkg.errors import UsageError
from dgkg.web import serving
from dgkg.web.serving import LOOPBACK, PORT, Listening
from tests.conftest import ROOT, write_small_city
from tests.doors import assert_complains, command, dgkg
from tests.exploring import at_a_port

# Answers of this machine only: no proxy of the environment may come between.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("serving") / "city")


@contextmanager
def running(*words):
    """A ``dgkg`` process that serves, and the address that it printed; ended by its own id."""
    process = subprocess.Popen(
        command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def get(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    with _DIRECT.open(request, timeout=30) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_a_served_page_is_there_once_its_address_is_printed_and_ctrl_c_ends_it_cleanly(city):
    with running("--lang", "en", "--graph", str(city), "explore", "甲电子", "--no-browser", "--port", "0") as (
        process,
        address,
    ):
        assert address.startswith("http://127.0.0.1:")
        assert address.endswith("/e/company/jia-electronics?lang=en")
        status, page = get(address)
        assert status == 200
        assert "Jia Electronics" in page
        process.send_signal(signal.SIGINT)
        told, complained = process.communicate(timeout=30)
    assert (process.returncode, told) == (0, "")
    assert complained == "Ctrl-C ends it.\n"


def test_it_answers_this_machine_and_no_foreign_name(city):
    with running("--graph", str(city), "serve", "--port", "0") as (_, address):
        assert "?" not in address
        port = address.rstrip("/").rpartition(":")[2]
        assert get(f"http://localhost:{port}/search?q=x")[0] == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(f"{address}search?q=x", Host="evil.example")
        assert refused.value.code == 400
        assert str(ROOT) not in refused.value.read().decode()


def test_a_port_that_is_taken_is_passed_over_unless_it_was_asked_for():
    with socket.create_server((LOOPBACK, 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(UsageError, match=str(taken)):
            Listening(LOOPBACK, taken)
    try:
        first = Listening()
    except UsageError:
        pytest.skip("no port of this machine is free")
    second = Listening()
    with first.socket, second.socket:
        assert second.port not in {first.port, PORT}
        assert second.port > 0


@pytest.mark.parametrize(
    ("host", "address", "is_open"),
    [
        ("127.0.0.1", "http://127.0.0.1:", False),
        ("::1", "http://[::1]:", False),
        ("0.0.0.0", "http://127.0.0.1:", True),
    ],
)
def test_the_address_is_one_that_a_browser_on_this_machine_can_open(host, address, is_open):
    try:
        listening = Listening(host, 0)
    except UsageError:
        pytest.skip(f"this machine has no address {host}")
    with listening.socket:
        assert listening.address == f"{address}{listening.port}/"
        assert listening.is_open == is_open
        assert all(":" not in name or name.startswith("[") for name in listening.hosts)


@pytest.mark.parametrize(
    ("words", "opened"), [(["explore"], True), (["explore", "--no-browser"], False), (["serve"], False)]
)
def test_only_explore_opens_a_browser_and_only_if_it_may(city, monkeypatch, words, opened):
    seen = []

    def started(_kg, listening, _lang, ready, **_more):
        with listening.socket:
            ready()

    class Thread:
        def __init__(self, target, args, **_more):
            seen.extend(args)

        def start(self):
            pass

    monkeypatch.setattr(serving, "serve", started)
    monkeypatch.setattr(browse.threading, "Thread", Thread)
    result = dgkg(*words, "--port", "0", lang=None, graph=city)
    assert result.exit_code == 0
    assert seen == ([result.stdout.strip()] if opened else [])


def test_a_name_that_nothing_has_opens_nothing(city):
    assert_complains(dgkg("explore", "没有这个", "--no-browser", graph=city), 1, "找不到", "No thing is called")


def test_an_address_of_another_machine_is_refused_in_a_sentence(city):
    refused = dgkg("serve", "--host", "203.0.113.77", "--port", "0", graph=city)
    assert_complains(refused, 2, "无法在", "Cannot serve")


# -- clients that keep a connection and do nothing with it ----------------------------------------


def closed_after(conversation, seconds):
    """Whether the other side closes a connection within so many seconds."""
    conversation.settimeout(seconds)
    try:
        while conversation.recv(1 << 16):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


# More than the system takes for a client who does not read.
LARGE = 64 << 20


@pytest.fixture
def hasty(monkeypatch):
    """The address of a server that waits a moment only, and answers more than a socket holds."""
    from starlette.responses import Response

    from dgkg.web.connection import TimelyProtocol

    monkeypatch.setattr(TimelyProtocol, "head", 0.4)
    monkeypatch.setattr(TimelyProtocol, "reading", 0.4)
    with at_a_port(Response(b"x" * (LARGE)), http=TimelyProtocol) as address:
        yield LOOPBACK, int(address.rpartition(":")[2])


def test_a_head_that_trickles_is_not_waited_for(hasty):
    for begin in (b"", b"GET / HTTP/1.1\r\nHo"):
        with socket.create_connection(hasty) as client:
            client.sendall(begin)
            assert closed_after(client, 10)


def test_an_answer_that_nobody_reads_is_given_up(hasty):
    with socket.create_connection(hasty) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        threading.Event().wait(1.5)
        client.settimeout(10)
        got = 0
        with suppress(ConnectionError):
            while piece := client.recv(1 << 20):
                got += len(piece)
        assert 0 < got < LARGE


def test_who_asks_in_time_is_answered_again_and_again(hasty):
    with socket.create_connection(hasty) as client:
        for _ in range(3):
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            got = 0
            while got < LARGE:
                got += len(client.recv(1 << 20))
            threading.Event().wait(0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="queries of others are run where a process can be limited")
def test_the_query_of_who_has_gone_does_not_keep_the_next_one_waiting(city):
    product = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6)) + " }"
    with running("--graph", str(city), "serve", "--port", "0") as (_, address):
        place = urllib.parse.urlsplit(address)
        sparql = f"{place.scheme}://{place.netloc}/sparql?query="
        assert get(f"{sparql}ASK%7B%7D", Accept="text/csv")[0] == 200
        with socket.create_connection((place.hostname, place.port)) as gone:
            gone.sendall(
                f"GET /sparql?query={urllib.parse.quote(product)} HTTP/1.1\r\nHost: {place.netloc}\r\n"
                "Accept: text/csv\r\n\r\n".encode()
            )
            time.sleep(0.5)
        began = time.monotonic()
        assert get(f"{sparql}ASK%7B%7D", Accept="text/csv")[0] == 200
        # Well before the limit of ten seconds, which would free it otherwise.
        assert time.monotonic() - began < 5
