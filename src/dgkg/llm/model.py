"""A language model at an OpenAI-compatible address, and what it proposes.

Nothing that it sends is trusted: its answer is bounded in size and time, redirects are not
followed (they would carry the key elsewhere), and only two strings are taken from it.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from dgkg.errors import DgkgError, UsageError

__all__ = ["DiscardedError", "Model", "Proposal"]

_LARGEST = 1 << 20
_LONGEST = 8000
_PATH = "/chat/completions"


class DiscardedError(DgkgError):
    """What a model proposed cannot be used; the sentences say why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a model reads a question, and the query that would answer it."""

    reading: str
    sparql: str


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model is asked.

    Args:
        url: up to and with ``/v1``, as for any OpenAI-compatible client.
        name: of the model, where the address has several.
        key: sent as bearer token where there is one.
        seconds: until the whole answer must be there.
    """

    url: str
    name: str = ""
    key: str = ""
    seconds: float = 20.0

    def __post_init__(self) -> None:
        """Refuse what is no web address.

        Raises:
            UsageError: it is none.
        """
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(
                f"「{self.url}」不是模型的地址；应如 http://127.0.0.1:8080/v1",
                f"“{self.url}” is no address of a model; write it like http://127.0.0.1:8080/v1",
            )

    def propose(self, messages: Sequence[Mapping[str, str]]) -> Proposal:
        """Ask once.

        Raises:
            DiscardedError: there is no answer in time, or none that can be read.
        """
        try:
            return _proposal(self._sent(messages))
        except (OSError, HTTPException, ValueError) as error:
            reason = str(error) or type(error).__name__
            raise DiscardedError(
                f"模型没有可用的回答：{reason}", f"The model gave no usable answer: {reason}"
            ) from error

    def _sent(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        body = {
            "messages": list(messages),
            "temperature": 0,
            "stream": False,
            **({"model": self.name} if self.name else {}),
        }
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        address = self.url.rstrip("/").removesuffix(_PATH) + _PATH
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)  # noqa: S310 - checked above
        ends = time.monotonic() + self.seconds
        received = bytearray()
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=self.seconds) as answer:
                while piece := answer.read1(65_536):
                    received += piece
                    if len(received) > _LARGEST:
                        raise ValueError(f"> {_LARGEST} bytes")
                    if time.monotonic() > ends:
                        raise TimeoutError(f"> {self.seconds} s")
        except urllib.error.HTTPError as error:
            # A refusal is an answer as well, and holds its connection until it is closed.
            error.close()
            raise
        return bytes(received)


def _proposal(answer: bytes) -> Proposal:
    """The first JSON object of what the model said.

    Raises:
        ValueError: there is none, or it lacks what was asked for.
    """
    try:
        said = json.loads(answer)["choices"][0]["message"]["content"]
        found, _ = json.JSONDecoder().raw_decode(said, said.index("{"))
        reading, sparql = found["reading"], found["sparql"]
    except (KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no JSON with reading and sparql") from error
    if not (isinstance(reading, str) and isinstance(sparql, str)) or len(reading) + len(sparql) > _LONGEST:
        raise ValueError("reading and sparql are no two short texts")
    return Proposal(" ".join(reading.split()), sparql)
