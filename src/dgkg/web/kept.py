"""Answers that were made once and are given again: the graph does not change under a server."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

__all__ = ["Answer", "Kept"]

MOST_BYTES = 64_000_000
_LARGEST = 2_000_000
_WORTH_IT = 1000


@dataclass(frozen=True)
class Answer:
    """A body with its media type and headers."""

    status: int
    body: bytes
    headers: dict[str, str]

    @cached_property
    def compressed(self) -> bytes | None:
        """The body by gzip, without a time stamp; ``None`` where that saves nothing."""
        packed = gzip.compress(self.body, 6, mtime=0) if len(self.body) > _WORTH_IT else self.body
        return packed if len(packed) < len(self.body) else None

    @cached_property
    def tag(self) -> str:
        """What changes with the body (RFC 9110 §8.8.3)."""
        return f'W/"{sha256(self.body).hexdigest()[:20]}"'


class Kept:
    """The answers used last, up to so many bytes; safe to use from several threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """A kept answer."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer, unless it is large; those unused for longest go."""
        if len(answer.body) > _LARGEST:
            return
        with self._lock:
            if key not in self._answers:
                self._answers[key] = answer
                self._bytes += 2 * len(answer.body)
            while self._bytes > self._most:
                _, gone = self._answers.popitem(last=False)
                self._bytes -= 2 * len(gone.body)
