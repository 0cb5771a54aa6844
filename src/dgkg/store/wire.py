"""One HTTP conversation with a server: a deadline, patience with what passes, clear words for the rest.

A lost connection, a body that breaks off, 429, 502, 503 and 504 are tried again, later each time and
as late as ``Retry-After`` asks (RFC 9110 §10.2.3); slowness is not, for a second try would only add
to it. What does not pass is an :class:`~dgkg.errors.EndpointError` that says what was seen and what to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType

from dgkg.errors import EndpointError, LimitError, UsageError

__all__ = ["Parameters", "Patience", "Reply", "Wire"]

Parameters = Mapping[str, str | Sequence[str]]
_PASSING = frozenset({429, 502, 503, 504})
_LOCKED = 401
_FIRST_PAUSE = 0.2
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer may take, how often it is asked for, how long a pause may be, and how large an answer.

    Times are in seconds, ``most`` is in bytes, unpacked; ``None`` for as many as come.
    """

    seconds: float = 60.0
    tries: int = 4
    longest_pause: float = 30.0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The type of the body, without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def excerpt(self) -> str:
        """The beginning of the body on one line, for errors."""
        return " ".join(self.body[:400].decode("utf-8", "replace").split())[:200]


class Wire:
    """Sends requests to one address.

    Args:
        address: where to; ``http`` or ``https``.
        user: name and password, for basic authentication.
        patience: deadline, tries and pauses.
        sleep: waits so many seconds between two tries.

    Raises:
        UsageError: the extra ``remote`` is not installed, or the address is none.
    """

    def __init__(
        self,
        address: str,
        user: tuple[str, str] | None = None,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self._patience = patience or Patience()
        self._sleep = sleep
        self._http = _httpx()
        try:
            url = self._http.URL(address)
        except self._http.InvalidURL as error:
            raise _no_address(address) from error
        if url.scheme not in {"http", "https"} or not url.host:
            raise _no_address(address)
        self._user, self._is_digest = user, False
        # Proxies and certificates of the environment are for the doors to read, not for the library.
        self._client = self._http.Client(
            auth=user,
            timeout=self._patience.seconds,
            follow_redirects=True,
            max_redirects=_REDIRECTS,
            trust_env=False,
            headers={"User-Agent": "dgkg"},
        )

    def send(
        self,
        method: str,
        *,
        params: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        form: Parameters | None = None,
        content: bytes | None = None,
    ) -> Reply:
        """Ask, again where the trouble may pass, and give the whole answer, of whatever status.

        Raises:
            EndpointError: nobody answers, the answer is too slow or breaks off, or the server stays busy.
            LimitError: the answer is larger than it may be.
        """
        pause = _FIRST_PAUSE
        for last in [False] * (self._patience.tries - 1) + [True]:
            try:
                answer = self._once(method, params=params, headers=headers, data=form, content=content)
            except self._http.TimeoutException as error:
                raise self._slow() from error
            except self._http.TransportError as error:
                if last:
                    raise self._lost(error) from error
                wait = pause
            except (self._http.TooManyRedirects, self._http.DecodingError) as error:
                raise EndpointError(
                    f"{self.address} 的回答无法读取：{error}",
                    f"The answer of {self.address} cannot be read: {error}",
                    address=self.address,
                ) from error
            else:
                if answer.status not in _PASSING:
                    return answer
                asked = _retry_after(answer.headers)
                if last or (asked or 0) > self._patience.longest_pause:
                    raise self._busy(answer, asked)
                wait = max(pause, asked or 0)
            self._sleep(min(wait, self._patience.longest_pause))
            pause *= 2
        raise AssertionError  # the last try has returned or raised

    def patient(self, patience: Patience) -> Wire:
        """Another conversation with the same server, as the same user."""
        return Wire(self.address, self._user, patience, self._sleep)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _once(self, method: str, **request: object) -> Reply:
        answer = self._exchange(method, **request)
        if answer.status == _LOCKED and self._user and not self._is_digest:
            # Virtuoso takes digests only (RFC 7616), and does not always say so.
            self._client.auth = self._http.DigestAuth(*self._user)
            self._is_digest = True
            answer = self._exchange(method, **request)
        return answer

    def _exchange(self, method: str, **request: object) -> Reply:
        until = time.monotonic() + self._patience.seconds
        with self._client.stream(method, self.address, **request) as response:
            data = bytearray()
            for part in response.iter_bytes():
                data += part
                if self._patience.most is not None and len(data) > self._patience.most:
                    raise _too_large(self._patience.most)
                # The client's own limit is for each piece: a server that trickles would never end.
                if time.monotonic() > until:
                    raise self._http.ReadTimeout("trickle", request=response.request)
            return Reply(response.status_code, response.headers, bytes(data))

    def _slow(self) -> EndpointError:
        seconds = f"{self._patience.seconds:g}"
        return EndpointError(
            f"{self.address} 在 {seconds} 秒内没有答完。请缩小查询，或提高时限。",
            f"{self.address} did not answer within {seconds} s. Ask for less, or allow more time.",
            address=self.address,
        )

    def _lost(self, error: Exception) -> EndpointError:
        tries = self._patience.tries
        if isinstance(error, (self._http.ConnectError, self._http.UnsupportedProtocol)):
            return EndpointError(
                f"无法连接 {self.address}（试了 {tries} 次）：{error}。请确认服务已启动、地址无误。",
                f"Cannot reach {self.address} ({tries} tries): {error}. Check that it runs, and the address.",
                address=self.address,
            )
        return EndpointError(
            f"{self.address} 的回答中途断开（试了 {tries} 次）：{error}。没有采用不完整的结果；请稍后再试。",
            f"The answer of {self.address} broke off ({tries} tries): {error}. Nothing of it was used; try later.",
            address=self.address,
        )

    def _busy(self, answer: Reply, asked: float | None) -> EndpointError:
        zh = f"；它要求 {asked:g} 秒后再试" if asked else ""
        en = f"; it asks to come back in {asked:g} s" if asked else ""
        return EndpointError(
            f"{self.address} 暂时无法服务（{answer.status}）{zh}：{answer.excerpt}",
            f"{self.address} cannot serve now ({answer.status}){en}: {answer.excerpt}",
            address=self.address,
            status=answer.status,
        )


def _too_large(most: int) -> LimitError:
    return LimitError(
        f"结果过大：超过 {most:,} 字节（answer）。请用 LIMIT 或更具体的模式缩小范围。",
        f"The answer is too large: more than {most:,} bytes (answer). Narrow it by LIMIT or by more exact patterns.",
        limit="answer",
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """How many seconds a server asks to be left alone; it may say a date."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _no_address(address: str) -> UsageError:
    return UsageError(
        f"「{address}」不是 SPARQL 端点的地址；应如 https://example.org/sparql",
        f"“{address}” is no address of a SPARQL endpoint; write it like https://example.org/sparql",
    )


def _httpx() -> ModuleType:
    try:
        import httpx2
    except ImportError as error:
        raise UsageError(
            "访问远程端点需要：pip install 'dgkg[remote]'",
            "A remote endpoint needs: pip install 'dgkg[remote]'",
        ) from error
    return httpx2
