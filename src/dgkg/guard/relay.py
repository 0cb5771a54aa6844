"""SPARQL that somebody else wrote, passed on to a store elsewhere: read here first, bounded here all the same.

A text that goes on is SPARQL 1.1 and nothing more: it has been read by our own parser behind the
walls of a worker (over an empty store), calls no service, writes nothing, has none of an engine's
own pragmas and functions, and names no graph that the store there does not have. What comes back is
taken in up to a byte cap, read whole, counted and written anew, so that a torn answer is an error.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from traceback import clear_frames

from rdflib import URIRef

from dgkg.errors import DataError, EndpointError, LimitError, QueryError, RefusedError, UsageError
from dgkg.guard.fate import PENALTY, busy, out_of_time
from dgkg.guard.gate import check_size
from dgkg.guard.limits import Limits
from dgkg.guard.line import Job, Line
from dgkg.guard.patterned import patterns_apart
from dgkg.guard.pool import Pool
from dgkg.guard.request import Answer, Request
from dgkg.guard.worker import written
from dgkg.sparql import dataset_of, tokens, with_columns
from dgkg.store.endpoint import EndpointStore
from dgkg.store.wire import Patience
from dgkg.terms import to_sparql

__all__ = ["Relay"]

_STOPPED = frozenset({"seconds", "memory", "depth"})


class Relay:
    """Runs queries at another endpoint; to those who ask it is as a :class:`~dgkg.guard.pool.Pool`.

    Args:
        store: where they are run.
        limits: what one query may have.
        fast: how many run at a time.
        slow: how many of clients whose query was stopped a moment ago.
        most: how many may wait.
        patience: how many seconds they wait.
    """

    def __init__(
        self,
        store: EndpointStore,
        limits: Limits | None = None,
        *,
        fast: int = 8,
        slow: int = 3,
        most: int = 256,
        patience: float = 10.0,
    ) -> None:
        self.limits = limits or Limits()
        self._far = store.patient(Patience(self.limits.seconds, tries=1, most=self.limits.answer))
        self._reader = Pool(lambda: b"", self.limits)
        self._line, self._patience = Line(fast, slow, most), patience
        self._lock = threading.Lock()
        self._unnamed = 0
        self._is_closed = False
        # One thread looks after a query and its deadline, another waits for the answer from afar.
        self._keepers = ThreadPoolExecutor(fast + slow, "dgkg-relay")
        self._askers = ThreadPoolExecutor(fast + slow, "dgkg-far")

    def start(self) -> None:
        """Make the workers that read texts, in the background."""
        self._reader.start()

    def submit(self, request: Request, client: str = "") -> Future[Answer]:
        """Have a query run; see :meth:`dgkg.guard.pool.Pool.submit`."""
        check_size(request.sparql, self.limits)
        with self._lock:
            if self._is_closed:
                raise UsageError("已关闭。", "It is closed.")
            if self._line.is_full:
                raise busy(request.sparql)
            self._unnamed += 1
            job = Job(request, client or f"unnamed {self._unnamed}", time.monotonic())
            self._line.add(job)
            tired = self._hand_out()
        _tell(tired)
        return job.future

    def answer(self, request: Request, client: str = "") -> Answer:
        """Run a query and wait for its answer; raises as :meth:`submit` and its future do."""
        return self.submit(request, client).result()

    def close(self) -> None:
        """Take no more; whoever waits is told to come again."""
        with self._lock:
            self._is_closed = True
            waiting = self._line.tired(-1)
        _tell(waiting)
        self._keepers.shutdown()
        self._askers.shutdown(wait=False, cancel_futures=True)
        self._reader.close()
        self._far.close()

    # -- under the lock ----------------------------------------------------------------

    def _hand_out(self) -> list[Job]:
        """Start those whose turn it is; gives those who have waited too long."""
        for job in self._line.next_jobs():
            self._keepers.submit(self._see_through, job)
        return self._line.tired(self._patience)

    # -- in a thread of the job --------------------------------------------------------

    def _see_through(self, job: Job) -> None:
        result: Answer | QueryError
        try:
            result = self._solve(job.request, job.client, job.began + self.limits.seconds)
        except QueryError as error:
            result = error
        except UsageError as error:
            result = QueryError(error.zh, error.en)
        except DataError as error:
            result = _unanswered(job.request.sparql, error)
        killed = isinstance(result, LimitError) and result.limit in _STOPPED
        with self._lock:
            self._line.end(job, killed=killed)
            tired = self._hand_out()
        _tell(tired)
        if isinstance(result, Answer):
            job.future.set_result(result)
        else:
            job.future.set_exception(result)

    def _solve(self, request: Request, client: str, until: float) -> Answer:
        """Read a text behind walls, then have it answered from afar."""
        found = tokens(request.sparql)
        named = list(dict.fromkeys(dataset_of(found)))
        read = self._reader.answer(
            replace(request, solutions="json", graph="nt", default=(), named=(), elsewhere=named), client
        )
        columns = json.loads(read.body)["head"]["vars"] if read.kind == "solutions" else ()
        text = _declared(with_columns(request.sparql, columns), request)
        waiting = self._askers.submit(self._ask, text, request, [*named, *request.default, *request.named])
        try:
            return waiting.result(max(0.0, until - time.monotonic()))
        except TimeoutError:
            waiting.cancel()
            raise out_of_time(request.sparql, self.limits.seconds) from None

    # -- in a thread that waits for the other endpoint ---------------------------------

    def _ask(self, text: str, request: Request, graphs: Sequence[str]) -> Answer:
        try:
            for graph in graphs:
                self._require(graph)
            if self._far.joins_wrongly and not (patterns := patterns_apart(text, self.limits)).is_plain:
                near = self._far.matching(patterns.triples)
                with closing(Pool(near.dump, self.limits)) as pool:
                    return pool.answer(replace(request, sparql=text, elsewhere=graphs))
            return written(self._far.ask(text, request.default, request.named), request, self.limits)
        except (QueryError, DataError) as error:
            # Only this thread may drop the engine's solutions: no traceback may keep them for another.
            clear_frames(error.__traceback__)
            if type(error) is QueryError:
                raise _unable(request.sparql) from error
            raise

    def _require(self, graph: str) -> None:
        """A store that does not have a graph might fetch it from the network."""
        try:
            # Virtuoso sees nothing sensible in a graph that is named outright.
            asked = f"ASK {{ VALUES ?g {{ {to_sparql(URIRef(graph))} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            has_graph = ":" in graph and bool(self._far.ask(asked))
        except ValueError:
            has_graph = False
        if not has_graph:
            raise RefusedError(
                f"没有图 <{graph}>；只能用存储中已有的图，不会从网络读取。",
                f"There is no graph <{graph}>: only graphs of the store can be used, nothing is read from the network.",
                what="FROM",
            )


def _declared(sparql: str, request: Request) -> str:
    """The text with what it need not declare here, in the same line; BASE stays first, as SPARQL 1.0 wants it."""
    found = tokens(sparql)
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in request.prefixes if name in used)
    if found and found[0].upper == "BASE":
        end = found[1].start + len(found[1].text)
        # What is not as it was read (an escape) has other places than the tokens say.
        return f"{sparql[:end]} {declared}{sparql[end:]}" if "\\" not in sparql else f"{declared}{sparql}"
    if request.base and any(token.kind == "iri" and ":" not in token.text for token in found):
        declared = f"BASE <{request.base}> {declared}"
    return declared + sparql


def _unable(sparql: str) -> QueryError:
    """The store elsewhere does not run it, told without what it said of itself."""
    zh, en = "图谱所在的存储无法执行这个查询。", "The store that holds the graph cannot run this query."
    return QueryError(zh, en, query=sparql)


def _unanswered(sparql: str, error: DataError) -> QueryError:
    """What the store elsewhere did not do, told without what it said of itself."""
    status = f" ({error.status})" if isinstance(error, EndpointError) and error.status else ""
    told = busy(sparql, PENALTY)
    told.zh = f"图谱所在的存储现在没有完整的回答{status}，请在 {PENALTY} 秒后重试。"
    told.en = f"The store that holds the graph gives no whole answer now{status}; try again in {PENALTY} s."
    return told


def _tell(tired: Sequence[Job]) -> None:
    for job in tired:
        job.future.set_exception(busy(job.request.sparql))
