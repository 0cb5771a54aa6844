"""SPARQL that somebody else wrote: what is refused, what is stopped, and who waits."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

import dgkg
from dgkg.errors import BusyError, LimitError, QueryError, RefusedError
from dgkg.guard import Limits, Pool, Request, run_alone
from dgkg.guard.fate import died
from dgkg.guard.line import Job, Line
from dgkg.guard.walls import has_walls
from dgkg.store import EmbeddedStore, read_result
from dgkg.store.spelling import Spellings
from tests.conftest import write_small_city

pytestmark = pytest.mark.skipif(not has_walls(), reason="this system cannot limit a process")

LIMITS = Limits(seconds=2.0, memory=256 << 20, rows=1000, answer=1 << 20)
FIRMS = "SELECT ?firm ?sentence { GRAPH ?sentence { ?firm <x:locatedIn> <x:lake> } } ORDER BY ?firm"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

DOUBLINGS = " ".join(f"BIND(CONCAT({','.join(['?' + c] * 10)}) AS ?{chr(ord(c) + 1)})" for c in "abcdef")
DOUBLING = f'SELECT (STRLEN(?g) AS ?n) {{ BIND("{"x" * 1000}" AS ?a) {DOUBLINGS} }}'


def city() -> EmbeddedStore:
    firms = " ".join(f"<x:firm{n}> <x:locatedIn> <x:lake> ; <x:name> 'firm {n}' ." for n in range(600))
    return EmbeddedStore.from_text(f"<x:lake> <x:name> 'Lake' . <x:s1> {{ {firms} }} <x:s2> {{ <x:a> <x:p> 1.50 }}")


@pytest.fixture(scope="module")
def pool():
    made = Pool(city().dump, LIMITS)
    yield made
    made.close()


def workers_of(pool):
    """The processes that the nursery has forked."""
    nursery = pool._mother.pid
    return [int(pid) for pid in Path(f"/proc/{nursery}/task/{nursery}/children").read_text().split()]


def test_an_answer_of_a_worker_is_that_of_the_store(pool):
    store = city()
    for sparql in [
        FIRMS + " LIMIT 5",
        "ASK { <x:a> <x:p> 1.5 }",
        "CONSTRUCT WHERE { <x:a> ?p ?o }",
        "SELECT * { ?s ?p 1.5 }",
    ]:
        answer = pool.answer(Request(sparql))
        assert read_result(answer.kind, answer.body) == store.query(sparql)


@pytest.mark.parametrize(
    ("form", "begins"),
    [("xml", b"<?xml"), ("csv", b"firm,sentence\r\n"), ("tsv", b"?firm\t?sentence\n"), ("json", b'{"head"')],
)
def test_solutions_come_in_every_form(pool, form, begins):
    assert pool.answer(Request(FIRMS + " LIMIT 2", solutions=form)).body.startswith(begins)


@pytest.mark.parametrize(
    ("sparql", "what"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("ASK { ?s ?p trueSERVICE<http://127.0.0.1:9/>{} }", "SERVICE"),
        ("PREFIX s: <x:> ASK { \\u0053ervice silent s:x { } }", "SERVICE"),
        ("PREFIX SERVICEs: <x:> ASK { SERVICEs:x{ } }", "SERVICE"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "UPDATE"),
        ("LOAD <http://127.0.0.1:9/>", "UPDATE"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "FROM"),
        ("PREFIX h: <http://127.0.0.1:9/> SELECT * FROM NAMED h:x { ?s ?p ?o }", "FROM"),
        ("PREFIX h: <http://127.0.0.1:9/> SELECT * FROMh:x { ?s ?p ?o }", "FROM"),
        ("PREFIX h: <http://127.0.0.1:9/> SELECT * FROM NAMEDh:x { ?s ?p ?o }", "FROM"),
    ],
)
def test_what_writes_or_reaches_outside_is_refused(pool, sparql, what):
    with pytest.raises(RefusedError) as refused:
        pool.answer(Request(sparql))
    assert refused.value.what == what


def test_names_that_look_like_a_service_are_no_service(pool):
    text = "PREFIX o: <x:> SELECT ?SERVICE { ?SERVICE o:services 'SERVICE <x:y> {}' . GRAPH o:publicServices { ?s ?p ?o } }"
    assert pool.answer(Request(text)).kind == "solutions"


def test_a_slip_of_the_pen_has_line_and_column(pool):
    with pytest.raises(QueryError) as wrong:
        pool.answer(Request("SELECT *\nWHERE { ?s ?p }"))
    assert (wrong.value.line, wrong.value.column) == (2, 16)


@pytest.mark.parametrize(
    ("sparql", "limit"),
    [
        (PRODUCT, "seconds"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "answer"),
        ("SELECT ?a { ?a ?b ?c }", "rows"),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "rows"),
        ("SELECT * { " + "{" * 40 + "}" * 40 + " }", "depth"),
        ("SELECT * { ?s ?p " + "1 , " * 600 + "2 }", "patterns"),
        ("#" * 70_000, "size"),
        ("ASK { ?a " + "<x:p>/" * 70 + "<x:p> ?b }", "path"),
    ],
)
def test_what_asks_for_too_much_is_an_error_that_names_the_limit(pool, sparql, limit):
    with pytest.raises(LimitError) as stopped:
        pool.answer(Request(sparql), client=limit)
    assert stopped.value.limit == limit
    assert limit in stopped.value.en
    assert limit in stopped.value.zh
    assert pool.answer(Request("ASK {}"), client="next").kind == "boolean"


def test_what_needs_more_memory_than_it_may_have_is_stopped_by_that():
    with pytest.raises(LimitError) as stopped:
        run_alone(city().engine, Request(DOUBLING), Limits(seconds=120, memory=128 << 20))
    assert stopped.value.limit == "memory"
    assert "128 MB" in stopped.value.en


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_counted_whatever_stands_in_them(form):
    texts = ["},{", '"}},{"', "<result>", "a\r\nb", "a\nb", '"', ""]
    rows = " ".join(f"({json.dumps(text)})" for text in texts)
    sparql = f"SELECT ?x {{ VALUES (?x) {{ {rows} }} }}"
    store = EmbeddedStore().engine
    assert run_alone(store, Request(sparql, solutions=form), Limits(rows=len(texts))).body
    with pytest.raises(LimitError, match="rows"):
        run_alone(store, Request(sparql, solutions=form), Limits(rows=len(texts) - 1))


def test_a_dataset_is_that_of_the_request_then_that_of_the_query_then_everything(pool):
    def count(sparql, **more):
        answer = pool.answer(Request(sparql, **more))
        return len(read_result(answer.kind, answer.body))

    assert count("SELECT * { <x:a> ?p ?o }") == 1
    assert count("SELECT * { <x:a> ?p ?o }", union=False) == 0
    assert count("SELECT * FROM <x:s1> { <x:a> ?p ?o }") == 0
    assert count("SELECT * FROM <x:s1> { <x:a> ?p ?o }", default=["x:s2"]) == 1
    assert count("SELECT * { ?s ?p ?o }", named=["x:s2"]) == 0
    assert count("SELECT * { GRAPH ?g { ?s ?p ?o } }", named=["x:s2"]) == 1
    assert count("SELECT * { ?s ?p ?o }", default=["x:elsewhere"]) == 0


def test_a_worker_has_neither_network_nor_files_nor_cores(pool):
    pool.answer(Request("ASK {}"))
    if not Path("/proc/self").is_dir():
        pytest.skip("this system has no /proc to look into")
    limits = Path(f"/proc/{workers_of(pool)[0]}/limits").read_text()
    rows = {line[:25].strip(): line[26:].split()[:2] for line in limits.splitlines()[1:]}
    assert rows["Max open files"] == ["0", "0"]
    assert rows["Max core file size"] == ["0", "0"]
    assert rows["Max address space"][0] != "unlimited"
    if pool._mother.is_isolated:
        net = [Path(f"/proc/{pid}/ns/net").readlink() for pid in ("self", workers_of(pool)[0])]
        assert net[0] != net[1]


def test_a_worker_that_is_killed_from_outside_costs_one_answer(pool):
    if not Path("/proc/self").is_dir():
        pytest.skip("this system has no /proc to look into")
    pool.answer(Request("ASK {}"))
    waiting = pool.submit(Request(PRODUCT), client="x")
    for pid in workers_of(pool):
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(QueryError):
        waiting.result(timeout=5)
    assert pool.answer(Request("ASK {}"), client="y").kind == "boolean"


def test_the_store_is_there_again_when_its_process_dies():
    with_one = Pool(city().dump, LIMITS)
    try:
        with_one.answer(Request("ASK {}"))
        os.kill(with_one._mother.pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        came_back = False
        while not came_back and time.monotonic() < deadline:
            with suppress(BusyError):
                came_back = with_one.answer(Request("ASK {}")).body.endswith(b"true}")
        assert came_back
    finally:
        with_one.close()


def test_short_queries_do_not_wait_for_long_ones():
    small = Pool(city().dump, Limits(seconds=30), fast=1, slow=2)
    try:
        small.answer(Request("ASK {}"))
        long = [small.submit(Request(PRODUCT), client=f"hostile {n}") for n in range(2)]
        answers = [small.answer(Request("ASK {}"), client="honest") for _ in range(50)]
        assert len(answers) == 50
        assert not any(future.done() for future in long)
    finally:
        small.close()
    for future in long:
        with pytest.raises(QueryError):
            future.result(timeout=5)


def test_nobody_waits_for_ever_nor_in_an_endless_line():
    small = Pool(city().dump, Limits(seconds=2), fast=1, slow=1, most=1, patience=0.3)
    try:
        small.answer(Request("ASK {}"))
        first = small.submit(Request(PRODUCT), client="one")
        second = small.submit(Request("ASK {}"), client="one")
        with pytest.raises(BusyError):
            small.submit(Request("ASK {}"), client="one")
        with pytest.raises(BusyError):
            second.result(timeout=5)
        with pytest.raises(LimitError):
            first.result(timeout=5)
    finally:
        small.close()


def test_a_query_for_which_nobody_waits_makes_way_for_the_next():
    with closing(Pool(city().dump, Limits(seconds=60), fast=1, slow=1)) as small:
        small.answer(Request("ASK {}"))
        left = small.submit(Request(PRODUCT), client="one")
        waiting = small.submit(Request(PRODUCT), client="one")
        time.sleep(0.3)
        assert left.cancel()
        assert waiting.cancel()
        assert small.submit(Request("ASK {}"), client="one").result(timeout=10).kind == "boolean"


def job(client):
    return Job(Request("ASK {}"), client, time.monotonic())


def test_a_client_has_one_query_running_and_who_was_killed_goes_to_the_slow_lane():
    line = Line(fast=2, slow=2, most=10)
    mine, mine_too, yours, third = job("me"), job("me"), job("you"), job("third")
    for one in (mine, mine_too, yours, third):
        line.add(one)
    assert list(line.next_jobs()) == [mine, yours]
    line.end(mine, killed=True)
    assert list(line.next_jobs()) == [mine_too, third]
    assert (mine_too.is_slow, third.is_slow) == (True, False)
    line.add(other := job("other"))
    line.end(mine_too, killed=False)
    line.end(yours, killed=True)
    line.add(again := job("you"))
    assert list(line.next_jobs()) == [other, again]
    assert again.is_slow


def test_one_query_alone_is_held_in_the_same_way():
    store = city().engine
    assert run_alone(store, Request("ASK { <x:a> ?p 1.5 }"), LIMITS).body == b'{"head":{},"boolean":true}'
    with pytest.raises(LimitError) as stopped:
        run_alone(store, Request(PRODUCT), LIMITS)
    assert stopped.value.limit == "seconds"
    with pytest.raises(RefusedError):
        run_alone(store, Request("DROP ALL"), LIMITS)


def test_many_threads_get_each_their_own_answer(pool):
    found = {}

    def ask(n):
        answer = pool.answer(Request(f"SELECT ?s {{ ?s <x:name> 'firm {n}' }}", solutions="csv"), client=str(n))
        found[n] = answer.body

    threads = [threading.Thread(target=ask, args=[n]) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: f"s\r\nx:firm{n}\r\n".encode() for n in range(40)}


def test_a_graph_runs_guarded_what_it_is_told_to(small_city):
    text = "SELECT * { GRAPH ?sentence { ?firm dgo:locatedIn ?place } }"
    guarded = small_city.sparql(text, guarded=True)
    assert guarded.variables == ("sentence", "firm", "place")
    assert sorted(guarded.table.rows) == sorted(small_city.sparql(text).table.rows)
    assert [str(c) for c in guarded.citations()] == [str(c) for c in small_city.sparql(text).citations()]
    with pytest.raises(QueryError) as wrong:
        small_city.sparql("SELECT * { ?firm dgo:locatedIn }", guarded=True)
    assert wrong.value.line == 1
    small_city.close()


# -- a store on disk ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    from dgkg.places import find_record
    from dgkg.store import build

    folder = tmp_path_factory.mktemp("disk") / "built"
    build(folder, find_record(write_small_city(tmp_path_factory.mktemp("files") / "city")))
    kg = dgkg.load(folder)
    yield kg
    kg.close()


def test_workers_open_a_store_on_disk_themselves(on_disk):
    assert isinstance(on_disk.store.handed_over().quads, Path)
    found = on_disk.sparql("SELECT ?firm { GRAPH ?s { ?firm dgo:locatedIn id:jiangwan-park } }", guarded=True)
    assert [str(row["firm"]).rpartition("/")[2] for row in found] == ["jia-electronics"]
    with pytest.raises(RefusedError):
        on_disk.sparql("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", guarded=True)


def test_what_takes_too_long_on_disk_is_stopped(on_disk):
    with closing(Pool(on_disk.store.handed_over, Limits(seconds=0.5))) as pool:
        with pytest.raises(LimitError) as stopped:
            pool.answer(Request(PRODUCT))
        assert stopped.value.limit == "seconds"
        assert pool.answer(Request("ASK {}")).kind == "boolean"


# -- what goes wrong around the workers --------------------------------------------------------


def test_a_query_that_fills_the_way_to_its_worker_arrives_whole():
    text = "ASK { ?s ?p ?o } # " + "长" * 60_000
    with closing(Pool(city().dump, Limits(seconds=3))) as pool:
        for _ in range(20):
            assert pool.answer(Request(text)).kind == "boolean"


def test_without_a_descriptor_left_a_query_is_told_to_come_again_and_the_next_is_answered(monkeypatch):
    with closing(Pool(city().dump, LIMITS)) as pool:
        pool.answer(Request("ASK {}"))
        fork, failed = pool._fork, []

        def none_left(mother):
            if not failed:
                failed.append(1)
                raise OSError(24, "Too many open files")
            return fork(mother)

        with pool._lock:
            pool._idle, idle = [], pool._idle
            monkeypatch.setattr(pool, "_fork", none_left)
        try:
            with pytest.raises(BusyError):
                pool.answer(Request("ASK {}"))
        finally:
            with pool._lock:
                pool._idle += idle
        assert failed
        assert pool.answer(Request("ASK {}")).kind == "boolean"


def test_a_nursery_that_dies_at_its_birth_is_told_and_not_born_without_pause():
    births = []

    def broken():
        births.append(1)
        return b"this is no N-Quads\n"

    with closing(Pool(broken, LIMITS)) as pool:
        with pytest.raises(BusyError, match="cannot be started"):
            pool.answer(Request("ASK {}"))
        assert 3 <= len(births) <= 5


def test_who_has_no_name_stands_in_nobodys_way():
    with closing(Pool(city().dump, Limits(seconds=0.5))) as pool:
        slow = pool.submit(Request(PRODUCT))
        assert pool.answer(Request("ASK {}")).kind == "boolean"
        assert not slow.done()
        with pytest.raises(LimitError):
            slow.result()


def test_a_worker_ended_from_outside_is_not_told_as_memory():
    assert "SIGKILL" in died("ASK {}", signal.SIGKILL, LIMITS).en
    assert died("ASK {}", signal.SIGABRT, LIMITS).limit == "memory"
    assert f"{LIMITS.seconds:g} s" in died("ASK {}", signal.SIGXCPU, LIMITS).en


# -- how values are written --------------------------------------------------------------------


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Values as two files write them: ``2.0`` also as ``2.00``."""
    one, other = (tmp_path_factory.mktemp("files") / name for name in ("one.ttl", "other.trig"))
    one.write_text(
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n<x:a> <x:p> 1.50 , '1.0E6'^^xsd:double , '-3'^^xsd:int , 2.0 ."
    )
    other.write_text("<x:g> { <x:b> <x:p> 2.00 , true . <x:a> <x:q> '1.50' }")
    with closing(Pool(EmbeddedStore.from_files([one, other]).handed_over, LIMITS)) as pool:
        yield pool


@pytest.mark.parametrize(
    ("sparql", "found"),
    [
        ("SELECT ?o { <x:a> <x:p> ?o }", {"1.50", "1.0E6", "-3", "2"}),
        ("SELECT * { ?s <x:q> ?o }", {"x:a,1.50"}),
        ("SELECT ?o { ?s <x:p> ?o FILTER(?o = 1.5) }", {"1.50"}),
        ("SELECT ?n { <x:a> <x:p> ?o FILTER(?o = 1.5) BIND(?o AS ?n) }", {"1.5"}),
        ("SELECT (SUM(?o) AS ?n) { <x:a> <x:p> ?o FILTER(?o = 1.5) }", {"1.5"}),
        ("SELECT ?n { VALUES ?n { -3 } }", {"-3"}),
    ],
)
def test_a_value_comes_back_as_the_data_write_it_where_they_do_in_one_way(written, sparql, found):
    rows = written.answer(Request(sparql, solutions="csv")).body.decode().splitlines()[1:]
    assert set(rows) == found


@pytest.mark.parametrize("marked", [True, False])
def test_solutions_in_tsv_say_what_those_in_json_say(tmp_path, monkeypatch, marked):
    path = tmp_path / "values.ttl"
    texts = ["", "a\tb\nc\r", '"', "\\", "长\u2028", "007", "true", "_:b", "<x:a>", "\x7f"]
    said = " , ".join(f"{json.dumps(text)} , {json.dumps(text)}@zh , {json.dumps(text)}^^<x:d>" for text in texts)
    path.write_text(
        f"<x:a> <x:p> {said} , <x:长> , 1.5 , 7.0 , -3 , 1e6 , true , 'x'^^<http://www.w3.org/2001/XMLSchema#int> ."
    )
    store = EmbeddedStore.from_files([path])
    assert store.handed_over().spellings.marks
    if not marked:
        monkeypatch.setattr("dgkg.store.spelling._FEW_MARKS", 0)
    for sparql in [
        "SELECT * { ?s ?p ?o } ORDER BY ?o",
        "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?o <x:q> ?none } FILTER(?o = 7) }",
        "SELECT * { FILTER(false) }",
        "SELECT * {}",
        "ASK { ?s ?p 1.5 }",
    ]:
        told = {
            form: run_alone(store.engine, Request(sparql, form), LIMITS, store.handed_over().spellings)
            for form in ("json", "tsv")
        }
        assert read_result(told["tsv"].kind, told["tsv"].body, "tsv") == read_result(
            told["json"].kind, told["json"].body
        )
    seven = run_alone(
        store.engine, Request("SELECT ?o { ?s ?p ?o FILTER(?o = 7) }", "tsv"), LIMITS, store.handed_over().spellings
    )
    assert str(read_result(seven.kind, seven.body, "tsv").rows[0][0]) == "7.0"


def test_a_value_that_looks_like_a_piece_of_anything_is_no_mark():
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert Spellings({("-3", integer): ("-3", integer.replace("integer", "int"))}).marks == ()
    decimal = integer.replace("integer", "decimal")
    assert Spellings({("7", decimal): ("7.0", decimal)}).marks == (f'"7"^^<{decimal}>'.encode(),)
    assert Spellings({(str(n), decimal): (f"{n}.0", decimal) for n in range(9)}).marks == ()


def test_a_value_has_its_own_datatype_and_what_is_computed_has_the_engine_s(written):
    def datatypes(sparql):
        rows = json.loads(written.answer(Request(sparql)).body)["results"]["bindings"]
        return {term["datatype"].rpartition("#")[2] for row in rows for term in row.values()}

    assert datatypes("SELECT ?o { <x:a> <x:p> ?o FILTER(?o < 0) }") == {"int"}
    assert datatypes("SELECT (-3 AS ?o) {}") == {"integer"}


def test_only_prefixes_that_a_text_could_mean_go_to_a_worker(written):
    pairs = (("x", "x:"), ("other", "y:"))
    assert json.loads(Request("ASK { ?s x:p ?o }", prefixes=pairs).to_bytes())[6] == [["x", "x:"]]
    assert len(json.loads(Request("ASK { ?s x\\u003Ap ?o }", prefixes=pairs).to_bytes())[6]) == 2
    assert written.answer(Request("ASK { ?s x:p ?o }", prefixes=pairs)).body.endswith(b"true}")
