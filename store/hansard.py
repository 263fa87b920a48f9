"""The one place that uses the network: polite reading of published debates, with a private cache.

At most three requests a second, each tried a few times with growing pauses; the server's own `Retry-After` is
honoured. What came with an `ETag` or a date is kept and asked for conditionally. Redirects are followed only to http
and https, never from https to http, and only within one registrable host. Every failure is a `SourceError` that names
the address. Clock and sleep are given by the caller.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import ssl
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx

from store.errors import SourceError

T = TypeVar("T")

PACE: Final = 0.34
"""Seconds from one request to the next."""
PAUSES: Final = (1.0, 2.0, 4.0)
"""Seconds before each further try."""
PATIENCE: Final = 60.0
"""The longest pause that a server may ask for; beyond it the reader is told to come back."""
WHOLE: Final = 120.0
"""Seconds that one answer may take from its first byte to its last."""
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one answer, unpacked: ten times the longest day in TheyWorkForYou's folder."""
CACHE: Final = 256 * 1024 * 1024
"""Bytes that the cache may hold; the oldest answers go first."""
_HOPS: Final = 5
_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "gov", "ltd", "me", "net", "nhs", "org", "plc", "sch"})


class MissingError(SourceError):
    """The server says that there is nothing at an address."""


class UnreachableError(SourceError):
    """No answer can be had now, so nothing else should be asked."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer of the cache."""

    body: bytes
    etag: str
    modified: str

    @property
    def conditions(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


class Web:
    """Reads addresses, one at a time."""

    def __init__(
        self,
        cache: Path,
        agent: str,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        timeout: float = 20.0,
        largest: int = LARGEST,
    ) -> None:
        """`agent` names the program to the server, `timeout` is the seconds within which a next byte must come."""
        self._cache = _Cache(cache)
        self._clock = clock
        self._sleep = sleep
        self._largest = largest
        self._next = 0.0
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept": "application/json, text/xml, */*;q=0.5", "Accept-Encoding": "gzip"},
            timeout=timeout,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, address: str, read: Callable[[bytes], T]) -> T:
        """What `read` makes of the bytes at an address; only what it can read is kept in the cache.

        Raises MissingError, UnreachableError, and SourceError for any other failure.
        """
        kept = self._cache.find(address)
        answer = self._insist(address, kept.conditions if kept else {})
        if kept and answer.status == httpx.codes.NOT_MODIFIED:
            return read(kept.body)
        if answer.status != httpx.codes.OK:
            raise SourceError(address, f"was refused (status {answer.status}); open it in a browser to see why.")
        value = read(answer.body)
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        if etag or modified:
            self._cache.keep(address, _Kept(answer.body, etag, modified))
        return value

    def _insist(self, address: str, conditions: dict[str, str]) -> _Answer:
        """Ask until there is an answer that further tries would not better."""
        for pause in (*PAUSES, None):
            try:
                answer = self._follow(address, conditions)
            except (httpx.TimeoutException, httpx.ReadError, httpx.RemoteProtocolError, httpx.WriteError) as error:
                if pause is None:
                    raise UnreachableError(address, f"{_interrupted(error)}; try again later.") from None
                self._sleep(pause)
                continue
            except httpx.ConnectError as error:
                raise UnreachableError(httpx.URL(address).host, _unconnected(error)) from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise UnreachableError(address, f"cannot be read ({error}); check the address.") from None
            if answer.status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
                raise MissingError(address, "is not there; check the address, and that the sitting is published.")
            if answer.status != httpx.codes.TOO_MANY_REQUESTS and answer.status < httpx.codes.INTERNAL_SERVER_ERROR:
                return answer
            if pause is None:
                break
            self._sleep(self._pause(address, answer, pause))
        if answer.status == httpx.codes.TOO_MANY_REQUESTS:
            raise UnreachableError(address, "wants fewer requests; run the same command again in some minutes.")
        failed = SourceError if answer.status == httpx.codes.INTERNAL_SERVER_ERROR else UnreachableError
        raise failed(address, f"fails on the server's side (status {answer.status}); try again later.")

    def _pause(self, address: str, answer: _Answer, usual: float) -> float:
        """The server's wish, a number of seconds or a date by its own clock, else the usual pause."""
        wish = answer.headers.get("retry-after", "").strip()
        seconds = float(wish) if wish.isascii() and wish.isdigit() else 0.0
        if wish and not seconds:
            with suppress(ValueError, TypeError):
                until, said = parsedate_to_datetime(wish), parsedate_to_datetime(answer.headers.get("date", ""))
                seconds = (until - said).total_seconds()
        if seconds > PATIENCE:
            raise UnreachableError(address, f"asks to be left alone for {seconds / 60:,.0f} minutes; try again then.")
        return max(usual, seconds)

    def _follow(self, address: str, conditions: dict[str, str]) -> _Answer:
        here = httpx.URL(address)
        for _ in range(_HOPS):
            self._keep_pace()
            with self._client.stream("GET", here, headers=conditions) as response:
                if not response.has_redirect_location:
                    return _Answer(response.status_code, response.headers, b"".join(self._body(address, response)))
                onward = here.join(response.headers["location"])
            if not _may_follow(here, onward):
                raise SourceError(address, f"sends on to {onward}, which is not followed; check the address.")
            here = onward
        raise SourceError(address, "sends on for ever; try again later.")

    def _keep_pace(self) -> None:
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = self._clock() + PACE

    def _body(self, address: str, response: httpx.Response) -> Iterator[bytes]:
        """The bytes, unpacked no further than the cap."""
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"identity", "gzip", "x-gzip"}:
            raise SourceError(address, f"came packed as {coding}, which was not asked for; try again later.")
        unpack = zlib.decompressobj(31) if coding != "identity" else None
        left, until = self._largest, self._clock() + WHOLE
        for chunk in response.iter_raw():
            try:
                data = unpack.decompress(chunk, left + 1) if unpack else chunk
            except zlib.error:
                raise SourceError(address, "came damaged; try again later.") from None
            left -= len(data)
            if left < 0:
                raise SourceError(address, f"is larger than {self._largest:,} bytes, more than any debate needs.")
            if self._clock() > until:
                raise httpx.ReadTimeout("too slow")
            yield data
        if unpack and not unpack.eof and left < self._largest:
            raise httpx.RemoteProtocolError("cut short")


def registrable(host: str) -> str:
    """The part of a host's name that one owner has: `parliament.uk`, `theyworkforyou.com`, `example.co.uk`."""
    labels = host.lower().rstrip(".").split(".")
    if ":" in host or labels[-1].isdigit():
        return host
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if country else labels[-2:])


def _may_follow(here: httpx.URL, onward: httpx.URL) -> bool:
    secure = onward.scheme == "https" or (onward.scheme == "http" and here.scheme == "http")
    return secure and registrable(here.host) == registrable(onward.host)


def _interrupted(error: httpx.TransportError) -> str:
    return "did not answer in time" if isinstance(error, httpx.TimeoutException) else "broke off its answer"


def _unconnected(error: httpx.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if cause is not None:
        return f"has no certificate to be trusted ({error}); check this machine's clock and its network."
    return f"cannot be reached ({error}); check the connection and try again."


class _Cache:
    """Answers on the disk, private to the user. It is only an aid: where it cannot be used, nothing is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, address: str) -> _Kept | None:
        try:
            head, _, body = self._file(address).read_bytes().partition(b"\n")
            facts = json.loads(head)
            kept = _Kept(body, str(facts["etag"]), str(facts["modified"]))
            whole = facts["digest"] == hashlib.sha256(body).hexdigest()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return kept if whole else None

    def keep(self, address: str, kept: _Kept) -> None:
        facts = {"etag": kept.etag, "modified": kept.modified, "digest": hashlib.sha256(kept.body).hexdigest()}
        draft = self._folder / f".{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(json.dumps(facts).encode() + b"\n" + kept.body)
            draft.replace(self._file(address))
            self._make_room()
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _make_room(self) -> None:
        files = sorted(((file, file.stat()) for file in self._folder.iterdir()), key=lambda pair: pair[1].st_mtime)
        over = sum(stat.st_size for _, stat in files) - CACHE
        for file, stat in files:
            if over <= 0:
                return
            file.unlink(missing_ok=True)
            over -= stat.st_size

    def _file(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode()).hexdigest()
