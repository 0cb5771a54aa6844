"""SPARQL 1.1 and RDF 1.1 as their makers test them; docs/conformance.md says why each failure is one."""

from __future__ import annotations

import re

import pytest

from dgkg.guard.walls import has_walls
from tests.conftest import ROOT
from tests.w3c import OUTCOME, approved, find_runner, guarded, over_http

pytestmark = pytest.mark.skipif(not has_walls(), reason="this system cannot limit a process")
QUERY, RESULTS, PROTOCOL = "sparql11-query", "sparql11-results", "protocol"


@pytest.fixture(scope="module")
def runner():
    return find_runner()


@pytest.fixture(scope="module")
def served(runner, kg):
    with over_http(runner, kg) as engine:
        yield engine


@pytest.fixture(scope="module")
def known():
    """The failures that docs/conformance.md gives a reason for."""
    return set(
        re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8"), re.MULTILINE)
    )


def verdicts(runner, engine, group):
    found = {}
    for test in approved(runner, group):
        verdict, _ = runner._one(engine, test)
        if verdict in OUTCOME:
            found[test.id.rsplit("/", 2)[-2] + "/" + test.id.rpartition("#")[2]] = OUTCOME[verdict]
    return found


@pytest.mark.parametrize("group", [QUERY, RESULTS])
def test_queries_have_the_same_verdicts_by_the_guard_and_over_http(runner, served, known, group):
    by_guard, by_http = (verdicts(runner, engine, group) for engine in (guarded(runner), served))
    assert by_guard == by_http
    assert {name for name, passed in by_guard.items() if not passed} == {name for name in known if name in by_guard}
    assert sum(by_guard.values()) >= {QUERY: 328, RESULTS: 10}[group]


def test_the_protocol_holds_for_all_reading_and_every_update_is_refused(runner, served):
    writing = {"update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs"}
    writing |= {"update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri"}
    failed = {name.partition("/")[2] for name, passed in verdicts(runner, served, PROTOCOL).items() if not passed}
    assert failed == writing


def test_every_update_of_the_suite_is_403_and_changes_nothing(runner, served):
    engine, tried = served, 0
    for test in approved(runner, "sparql11-update"):
        node = test.g.one(test.node, runner.MF + "action")
        request = test.g.one(node, runner.UT + "request") or node
        if not str(getattr(request, "value", "")).endswith(".ru"):
            continue
        engine.reset()
        for data in test.g.all(node, runner.UT + "data"):
            engine.load(data.value)
        before = engine.dump()
        update = runner.text(request.value)
        by_form = engine.c.post("/sparql", data={"update": update})
        direct = engine.c.post(
            "/sparql", content=update.encode(), headers={"Content-Type": "application/sparql-update"}
        )
        as_query = engine.c.get("/sparql", params={"query": update}, headers={"Accept": "*/*"})
        assert (by_form.status_code, direct.status_code) == (403, 403), test.id
        assert as_query.status_code in {400, 403, 414}, (test.id, as_query.text)
        assert engine.dump() == before, test.id
        tried += 1
    assert tried > 100


@pytest.mark.parametrize("group", ["ntriples11", "nquads11", "trig11", "rdfxml11"])
def test_rdf_is_read_as_its_tests_say(runner, known, group):
    found = verdicts(runner, guarded(runner), group)
    assert found
    assert {name for name, passed in found.items() if not passed} == {name for name in known if name in found}
