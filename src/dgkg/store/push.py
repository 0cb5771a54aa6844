"""A graph into a store somewhere else, by the SPARQL 1.1 Graph Store HTTP Protocol.

Each named graph goes over whole, by ``PUT`` (§5.3): pushing twice is pushing once, and what an earlier
version said in it is gone. A graph too big for one request goes in pieces, the first by ``PUT``, the rest by
``POST`` (§5.5). What the server has taken is written down, so that an interrupted push goes on where it
stopped; before it does, it looks whether the server still has what it took.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dgkg.errors import DataError, EndpointError
from dgkg.places import write_whole
from dgkg.store.embedded import EmbeddedStore
from dgkg.store.endpoint import HOME
from dgkg.store.statements import Statements
from dgkg.store.wire import Patience, Reply, Wire
from dgkg.trig import GraphText, graph_texts

__all__ = ["Pushed", "push"]

_PIECE = 10_000
_JOURNAL_EVERY = 20
# Virtuoso 7 reads a large typed integer as a decimal, a bare one (Turtle §2.5.2) as what it is.
_INTEGER = re.compile(rb'"([+-]?[0-9]+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer> \.\n$')
_TAKEN = frozenset({200, 201, 204})
_LOCKED = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: how many pieces there are, and how many of them the server had already."""

    pieces: int
    resumed: int


def push(
    statements: Statements,
    address: str,
    journal: Path,
    user: tuple[str, str] | None = None,
    patience: Patience | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Pushed:
    """Load a graph into a remote store.

    Args:
        statements: the graph.
        address: of the Graph Store (``…/store`` at Oxigraph, ``…/sparql-graph-crud-auth`` at Virtuoso).
        journal: a file of ours that says how far an interrupted push came; gone once all is there.
        user: name and password, where the server asks for them.
        patience: how long a piece may take, and how often it is sent.
        progress: told how many pieces are there, of how many.

    Raises:
        EndpointError: the server is dead, slow or refuses; the same call goes on from there.
    """
    wire = Wire(address, user, patience)
    try:
        texts = graph_texts(statements.quads(), statements.tags())
        pieces = [piece for text in texts for piece in _pieces(text)]
        told = _told(address, pieces)
        sender = _Sender(wire)
        done = sender.still_there(pieces, _read(journal, told))
        resumed = done
        progress(done, len(pieces))
        for number, piece in enumerate(pieces[done:], done + 1):
            sender.send(piece)
            # What is sent twice is there once: the journal may lag behind, never run ahead.
            if number % _JOURNAL_EVERY == 0:
                _write(journal, told, number)
            progress(number, len(pieces))
        journal.unlink(missing_ok=True)
        return Pushed(len(pieces), resumed)
    finally:
        wire.close()


@dataclass(frozen=True, slots=True)
class _Piece:
    """Statements of one graph (``None``: the default graph), as Turtle; ``is_first`` begins the graph anew."""

    graph: str | None
    text: bytes
    is_first: bool


def _pieces(text: GraphText) -> Iterator[_Piece]:
    for at in range(0, len(text.lines), _PIECE):
        lines = (_INTEGER.sub(rb"\1 .\n", line) for line in text.lines[at : at + _PIECE])
        yield _Piece(text.graph, b"".join(lines), at == 0)


class _Sender:
    """Puts pieces where the server wants them."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        # The graph that was looked at last, as pieces of one graph follow each other.
        self._seen: tuple[str | None, frozenset[bytes]] | None = None
        # Virtuoso has no default graph and answers for it with an error.
        self._home = "virtuoso" in self._wire.send("HEAD").headers.get("server", "").lower()

    def send(self, piece: _Piece) -> None:
        """Send one piece.

        Raises:
            EndpointError: the server does not take it.
        """
        answer = self._wire.send(
            "PUT" if piece.is_first else "POST",
            params=self._params(piece),
            headers={"Content-Type": "text/turtle"},
            content=piece.text,
        )
        if answer.status not in _TAKEN:
            raise _refusal(self._wire.address, piece, answer)

    def still_there(self, pieces: Sequence[_Piece], done: int) -> int:
        """How many of the pieces that the server took it has still: a server that died may have lost some."""
        done = next((number for number, piece in enumerate(pieces[:done]) if not self._has(piece)), done)
        # A graph that is only begun is begun again.
        while done < len(pieces) and done and not pieces[done].is_first:
            done -= 1
        return done

    def _has(self, piece: _Piece) -> bool:
        """Whether all that a piece states is there, in whatever spelling the server keeps it."""
        if self._seen is None or self._seen[0] != piece.graph:
            answer = self._wire.send("GET", params=self._params(piece), headers={"Accept": "text/turtle"})
            text = answer.body.decode("utf-8", "replace") if answer.status in _TAKEN else ""
            self._seen = piece.graph, _statements(text)
        return _statements(piece.text.decode()) <= self._seen[1]

    def _params(self, piece: _Piece) -> dict[str, str]:
        if piece.graph is None:
            return {"graph": str(HOME)} if self._home else {"default": ""}
        return {"graph": piece.graph}


def _statements(text: str) -> frozenset[bytes]:
    """What a Turtle text states, as the embedded engine spells it; nothing where it is none."""
    try:
        return frozenset(EmbeddedStore.from_text(text, ".ttl").dump().splitlines())
    except DataError:
        return frozenset()


def _told(address: str, pieces: Sequence[_Piece]) -> str:
    """What identifies a push: where to, and every byte of what."""
    digest = sha256(address.encode())
    for piece in pieces:
        digest.update(f"\n{piece.graph}\n".encode())
        digest.update(piece.text)
    return digest.hexdigest()


def _read(journal: Path, told: str) -> int:
    try:
        noted = json.loads(journal.read_text(encoding="utf-8"))
        return int(noted["done"]) if noted["push"] == told else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _write(journal: Path, told: str, done: int) -> None:
    journal.parent.mkdir(parents=True, exist_ok=True)
    write_whole(journal, json.dumps({"push": told, "done": done}))


def _refusal(address: str, piece: _Piece, answer: Reply) -> EndpointError:
    if answer.status in _LOCKED:
        zh, en = "拒绝写入：请给出有写权限的用户名和密码", "refuses: give a user who may write, and the password"
    else:
        zh, en = "没有接受这部分数据", "did not take this part"
    graph = piece.graph or "—"
    return EndpointError(
        f"{address} {zh}（{answer.status}，图 {graph}）：{answer.excerpt}",
        f"{address} {en} ({answer.status}, graph {graph}): {answer.excerpt}",
        address=address,
        status=answer.status,
    )
