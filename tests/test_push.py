"""The graph on a server of its own: whole, once, and going on after whatever went wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import dgkg
from dgkg.errors import EndpointError
from dgkg.store import Filed
from dgkg.store import push as pushing
from dgkg.store.push import Pushed, push
from dgkg.store.wire import Patience
from tests import servers
from tests.conftest import write_small_city
from tests.doors import assert_complains
from tests.doors import dgkg as run
from tests.servers import free_port, reply, scripted

QUICK = Patience(seconds=20, tries=2, longest_pause=0.05)
EVERY = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(params=[servers.oxigraph, servers.virtuoso], ids=["Oxigraph's server", "Virtuoso"])
def start(request):
    return request.param


def the_same(address: str, kg) -> bool:
    """Whether a server has every statement of every sentence, and nothing more."""
    far = dgkg.load(address)
    try:
        quads = [set(graph.store.query(EVERY).rows) for graph in (far, kg)]
        names = [graph.words.gazetteer.types for graph in (far, kg)]
        return quads[0] == quads[1] and names[0] == names[1]
    finally:
        far.close()


class Killed:
    """Counts the pieces, and kills the server after some."""

    def __init__(self, process, after: int) -> None:
        self.process, self.after, self.done = process, after, 0

    def __call__(self, done: int, _of: int) -> None:
        self.done = done
        if done == self.after:
            self.process.kill()


def test_a_push_to_a_server_that_dies_goes_on_where_it_stopped(start, kg, tmp_path):
    files, journal, port = Filed(kg.record.files()), tmp_path / "journal.json", free_port()
    folder = tmp_path / "server"
    with start(folder, port=port) as server:
        killed = Killed(server.process, after=100)
        with pytest.raises(EndpointError, match=r"Cannot reach|broke off"):
            push(files, server.store, journal, server.user, QUICK, killed)
        server.process.wait()
    assert killed.done == 100
    with start(folder, port=port) as server:
        pushed = push(files, server.store, journal, server.user, QUICK)
        assert the_same(server.query, kg)
    # Virtuoso may have lost what it had not yet written down; what is kept is not sent again.
    assert 0 <= pushed.resumed <= 100
    assert start is servers.virtuoso or pushed.resumed >= 80
    assert not journal.exists()


def test_a_server_that_lost_everything_gets_everything_again(kg, tmp_path):
    files, journal, port, folder = Filed(kg.record.files()), tmp_path / "journal.json", free_port(), tmp_path / "server"
    with servers.oxigraph(folder, port=port) as server:
        with pytest.raises(EndpointError):
            push(files, server.store, journal, None, QUICK, Killed(server.process, after=60))
        server.process.wait()
    shutil.rmtree(folder)
    with servers.oxigraph(folder, port=port) as server:
        assert push(files, server.store, journal, None, QUICK).resumed == 0
        assert the_same(server.query, kg)


def test_what_an_earlier_version_said_is_gone_after_the_next_push(tmp_path):
    def city(name: str, statements: str):
        return dgkg.load(write_small_city(tmp_path / name, statements=statements))

    told = "r:1.1-p1-s1 { id:jia-electronics dgo:locatedIn id:binjiang }"
    kept = f"{told} r:1.1-p1-s2 {{ id:yi-software dgo:locatedIn id:binjiang }}"
    before, after = city("before", kept), city("after", kept.replace("id:yi-software", "id:jia-electronics"))
    with servers.oxigraph(tmp_path / "server") as server:
        before.push(server.store, tmp_path / "journal.json")
        after.push(server.store, tmp_path / "journal.json")
        assert the_same(server.query, after)


def test_a_server_that_fell_back_to_an_earlier_version_gets_all_that_differs(tmp_path, monkeypatch):
    def city(name: str, statements: str):
        return dgkg.load(write_small_city(tmp_path / name, statements=statements))

    def stop_before_the_last(done: int, of: int) -> None:
        if done == of - 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(pushing, "_JOURNAL_EVERY", 1)
    told = (
        "r:1.1-p1-s1 {{ id:{} dgo:locatedIn id:binjiang }} r:1.1-p1-s2 {{ id:yi-software dgo:locatedIn id:binjiang }}"
    )
    before, after = city("before", told.format("yi-software")), city("after", told.format("jia-electronics"))
    journal = tmp_path / "journal.json"
    with servers.oxigraph(tmp_path / "server") as server:
        with pytest.raises(KeyboardInterrupt):
            after.push(server.store, journal, progress=stop_before_the_last)
        # As after a restart from an older copy: the last graph that was taken is the same in both versions.
        before.push(server.store, tmp_path / "other.json")
        after.push(server.store, journal)
        assert the_same(server.query, after)


def test_a_graph_too_big_for_one_request_goes_in_pieces(kg, tmp_path):
    with servers.oxigraph(tmp_path / "server") as server:
        pushed = kg.push(server.store, tmp_path / "journal.json")
        assert the_same(server.query, kg)
    graphs = {row[0] for row in kg.store.query(EVERY).rows}
    beside = len(kg.store.query("SELECT * WHERE { ?s ?p ?o MINUS { GRAPH ?g { ?s ?p ?o } } }").rows)
    # Only what stands in no graph is too big for one.
    in_pieces = -(-beside // pushing._PIECE)
    assert in_pieces > 1
    assert pushed == Pushed(len(graphs) + in_pieces, 0)


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        (401, "拒绝写入", "refuses: give a user who may write"),
        (413, "没有接受这部分数据（413", "did not take this part (413"),
        (503, "暂时无法服务（503）", "cannot serve now (503)"),
    ],
)
def test_a_server_that_does_not_take_it_is_a_sentence_in_both_languages(kg, tmp_path, status, zh, en):
    with scripted(reply("", 200), reply("no", status)) as (address, _), pytest.raises(EndpointError) as caught:
        push(Filed(kg.record.files()), address, tmp_path / "j.json", ("a", "b"), QUICK)
    assert zh in caught.value.zh
    assert en in caught.value.en


def test_the_command_pushes_with_a_user_whose_password_nobody_sees(tmp_path: Path, monkeypatch):
    city = write_small_city(tmp_path / "city")
    monkeypatch.setenv("DGKG_PASSWORD", "dba")
    with servers.virtuoso(tmp_path / "server") as server:
        result = run("push", "--endpoint", server.store, "--user", "dba", graph=city)
        assert result.exit_code == 0
        pushed = re.search(r"Pushed: (\d+) parts", result.stderr)
        # Progress runs from 0 to all of them, one line each.
        assert pushed
        assert result.stderr.count(f" / {pushed[1]}\n") == int(pushed[1]) + 1 > 1
        assert result.stdout == ""
        found = run("find", "甲电子", graph=server.query)
        assert "Jia Electronics" in found.stdout
        monkeypatch.setenv("DGKG_PASSWORD", "wrong")
        assert_complains(
            run("push", "--endpoint", server.store, "--user", "dba", graph=city), 3, "拒绝写入", "refuses: give a user"
        )
