"""The suites of the W3C through our doors: the same tests by the guard itself and over HTTP.

The suites are no part of the project. ``DGKG_SUITES`` names the folder that holds them
(``rdf-tests/``) with the runner that reads their manifests (``w3c_suites.py``); beside a checkout
it is ``../shared/suites``.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest

from dgkg.errors import LimitError, QueryError, RefusedError
from dgkg.guard import Limits, Pool, Request, run_alone
from dgkg.store import EmbeddedStore, Held
from dgkg.store.spelling import spellings_of
from dgkg.web import create_app
from tests.conftest import SHARED
from tests.exploring import at_a_port

__all__ = ["OUTCOME", "approved", "find_runner", "guarded", "over_http"]

LIMITS = Limits(seconds=10)
# The forms of the suites that a store of ours loads, and under which suffix.
_READ = {".nt": ".nq", ".nq": ".nq", ".trig": ".trig"}
OUTCOME = {"pass": True, "lenient": True, "fail": False, "error": False}


def find_runner():
    """The runner with the suites, or the test is skipped with the reason."""
    folder = Path(os.environ.get("DGKG_SUITES") or SHARED / "suites")
    if not (folder / "w3c_suites.py").is_file() or not (folder / "rdf-tests").is_dir():
        pytest.skip("the W3C suites are not part of the project: DGKG_SUITES names no folder with them")
    if importlib.util.find_spec("httpx") is None:
        # The runner imports it by name; its client is ours.
        sys.modules.setdefault("httpx", httpx2)
    spec = importlib.util.spec_from_file_location("w3c_suites", folder / "w3c_suites.py")
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    runner.ROOT = str(folder / "rdf-tests")
    return runner


def approved(runner, group):
    """The tests of a group that the W3C has not withdrawn."""
    for test in runner.read_manifest(runner.GROUPS[group]):
        status = test.g.one(test.node, runner.DAWGT + "approval")
        if status is None or not status.value.endswith(("Withdrawn", "Deprecated", "Rejected")):
            yield test


class Filled:
    """A store filled by the runner, which knows how its values were written as a store of ours does."""

    def reset(self):
        self.s, self.quads = ox.Store(), []

    def load(self, iri, graph=None, base=None):
        self.runner.Pyox.load(self, iri, graph, base)
        form = self.runner.FMT[self.runner.ext(iri)]
        self.quads += ox.parse(self.runner.text(iri).encode(), form, base_iri=base or iri)

    def held(self):
        return Held(self.s.dump(format=ox.RdfFormat.N_QUADS), spellings_of(self.quads))


class Loading:
    """Reads files as a store of ours does."""

    def parse(self, data, e, base):
        """What a store of ours reads from such a file; RDF/XML, which it reads from nobody, by the engine."""
        if e not in _READ:
            return self.runner.Pyox.parse(self, data, e, base)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"test{_READ[e]}"
            # A file on a disk has no address that its relative ones could be read by.
            told = f"@base <{base}> .\n".encode() if e == ".trig" else b""
            file.write_bytes(told + data)
            store = EmbeddedStore.from_files([file])
        return list(ox.parse(store.dump(), ox.RdfFormat.N_QUADS))


def guarded(runner):
    """An engine of the runner that is our guard."""

    class Guarded(Filled, Loading, runner.Pyox):
        name = "guard"

        def _run(self, query, base, **more):
            return run_alone(self.s, Request(query, base=base, union=False, **more), LIMITS, self.held().spellings)

        def query(self, query, base):
            answer = self._run(query, base)
            if answer.kind == "graph":
                return "graph", list(ox.parse(answer.body, format=ox.RdfFormat.N_TRIPLES))
            found = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
            if isinstance(found, ox.QueryBoolean):
                return "ask", bool(found)
            names = [variable.value for variable in found.variables]
            return "select", (names, [{n: runner.term(row[n]) for n in names} for row in found]), False

        def csv(self, query, base):
            return self._run(query, base, solutions="csv").body

        def check_query(self, query, base):
            self.reset()
            try:
                self._run(query, base)
            except (RefusedError, LimitError):
                pass
            except QueryError as error:
                if error.line is not None:
                    raise SyntaxError(str(error)) from error

    engine = Guarded(None)
    engine.runner = runner
    return engine


class Changing:
    """Runs queries as the server does, over whatever the store of an engine holds at the time."""

    def __init__(self, engine):
        self.limits = LIMITS
        self._engine, self._held, self._pool = engine, None, None

    def submit(self, request, client=""):
        held = self._engine.held()
        if held != self._held:
            self.close()
            self._held, self._pool = held, Pool(lambda: held, LIMITS)
        return self._pool.submit(request, client)

    def close(self):
        if self._pool is not None:
            self._pool.close()


@contextmanager
def over_http(runner, kg):
    """An engine of the runner that is our server at a port; its store is filled from within, for nobody can write to it."""

    class OverHttp(Filled, runner.Http):
        dump = runner.Pyox.dump

        def __init__(self):
            self.q = self.u = "/sparql"
            self.gs = "/graph-store"
            self.runner = runner
            self.reset()

    engine = OverHttp()
    changing = Changing(engine)
    with (
        closing(changing),
        at_a_port(create_app(kg, runner=changing, union=False)) as address,
        httpx2.Client(base_url=address, timeout=60, trust_env=False) as engine.c,
    ):
        yield engine
