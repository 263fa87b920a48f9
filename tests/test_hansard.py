"""The polite reader of addresses, against a real server on loopback; no second is really waited."""

from __future__ import annotations

import gzip
import ssl
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from store import hansard
from store.errors import SourceError
from store.hansard import PACE, PAUSES, MissingError, UnreachableError, Web, registrable
from tests.loopback import Clock, Reply, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(tmp_path: Path, clock: Clock) -> Iterator[Web]:
    with reader(tmp_path, clock) as made:
        yield made


def reader(folder: Path, clock: Clock, *, timeout: float = 5.0, largest: int = 10_000) -> Web:
    return Web(
        folder / "cache", "dispatchbox/9 (a test)", clock=clock, sleep=clock.sleep, timeout=timeout, largest=largest
    )


def text(data: bytes) -> str:
    return data.decode()


def test_a_request_names_the_program(web: Web, server: Server) -> None:
    assert web.get(server.say("/a", Reply(b"words")), text) == "words"
    assert server.headers[0]["user-agent"] == "dispatchbox/9 (a test)"
    assert server.headers[0]["accept-encoding"] == "gzip"


def test_requests_keep_their_distance(web: Web, server: Server, clock: Clock) -> None:
    address = server.say("/a", Reply(b"words"))
    for _ in range(4):
        web.get(address, text)
    assert clock.slept == pytest.approx([PACE] * 3)
    assert 1 / PACE < 3


def test_what_has_an_etag_is_asked_for_conditionally(web: Web, server: Server) -> None:
    address = server.say("/a", Reply(b"words", headers={"ETag": '"1"'}))
    assert [web.get(address, text), web.get(address, text)] == ["words", "words"]
    assert server.headers[1]["if-none-match"] == '"1"'
    server.say("/a", Reply(b"other words", headers={"ETag": '"2"'}))
    assert web.get(address, text) == "other words"


def test_what_has_a_date_is_asked_for_conditionally(web: Web, server: Server) -> None:
    dated = "Thu, 13 Mar 2025 18:30:05 GMT"
    address = server.say("/a", Reply(b"words", headers={"Last-Modified": dated}), Reply(b"", 304))
    assert [web.get(address, text), web.get(address, text)] == ["words", "words"]
    assert server.headers[1]["if-modified-since"] == dated


def test_the_cache_is_private(web: Web, server: Server, tmp_path: Path) -> None:
    web.get(server.say("/a", Reply(b"words", headers={"ETag": '"1"'})), text)
    (file,) = (tmp_path / "cache").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"{}\nwords", b"not json\nwords", b'{"etag": 1}', b"[]\n"])
def test_a_damaged_cache_is_passed_over(web: Web, server: Server, tmp_path: Path, damage: bytes) -> None:
    address = server.say("/a", Reply(b"words", headers={"ETag": '"1"'}))
    web.get(address, text)
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(damage)
    assert web.get(address, text) == "words"
    assert "if-none-match" not in server.headers[1]


def test_a_cache_that_cannot_be_written_hinders_nothing(server: Server, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "cache").write_text("a file")
    with reader(tmp_path, clock) as web:
        assert web.get(server.say("/a", Reply(b"words", headers={"ETag": '"1"'})), text) == "words"


def test_what_cannot_be_read_is_not_kept(web: Web, server: Server, tmp_path: Path) -> None:
    def refuse(data: bytes) -> str:
        raise SourceError("here", "is no debate")

    with pytest.raises(SourceError, match="is no debate"):
        web.get(server.say("/a", Reply(b"words", headers={"ETag": '"1"'})), refuse)
    assert not (tmp_path / "cache").exists()


def test_the_cache_stays_within_its_size(
    web: Web, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hansard, "CACHE", 2500)
    for name in "abcd":
        web.get(server.say(f"/{name}", Reply(b"w" * 900, headers={"ETag": '"1"'})), text)
    assert sum(file.stat().st_size for file in (tmp_path / "cache").iterdir()) <= 2500


def test_too_many_requests_are_waited_out(web: Web, server: Server, clock: Clock) -> None:
    address = server.say("/a", Reply(b"", 429, {"Retry-After": "7"}), Reply(b"", 429), Reply(b"words"))
    assert web.get(address, text) == "words"
    assert clock.slept == pytest.approx([7.0, PAUSES[1]])


def test_retry_after_may_be_a_date_by_the_servers_clock(web: Web, server: Server, clock: Clock) -> None:
    headers = {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}
    address = server.say("/a", Reply(b"", 503, headers), Reply(b"words"))
    assert web.get(address, text) == "words"
    assert clock.slept == [PAUSES[0]]


@pytest.mark.parametrize("wish", ["", "soon", "-5", "1e9", "١٢"])
def test_a_strange_wish_does_no_harm(web: Web, server: Server, wish: str) -> None:
    address = server.say("/a", Reply(b"", 429, {"Retry-After": wish.encode().decode("latin-1")}), Reply(b"words"))
    assert web.get(address, text) == "words"


def test_a_long_wait_is_left_to_the_reader(web: Web, server: Server, clock: Clock) -> None:
    with pytest.raises(UnreachableError, match="left alone for 15 minutes"):
        web.get(server.say("/a", Reply(b"", 429, {"Retry-After": "900"})), text)
    assert clock.slept == []


@pytest.mark.parametrize(
    ("status", "kind", "told", "tries"),
    [
        (500, SourceError, "fails on the server's side (status 500)", 4),
        (503, UnreachableError, "fails on the server's side (status 503)", 4),
        (429, UnreachableError, "wants fewer requests", 4),
        (404, MissingError, "is not there", 1),
        (410, MissingError, "is not there", 1),
        (403, SourceError, "was refused (status 403)", 1),
        (304, SourceError, "was refused (status 304)", 1),
    ],
)
def test_each_refusal_is_a_sentence(
    web: Web, server: Server, clock: Clock, status: int, kind: type[SourceError], told: str, tries: int
) -> None:
    address = server.say("/a", Reply(b"", status))
    with pytest.raises(SourceError) as raised:
        web.get(address, text)
    assert type(raised.value) is kind
    assert str(raised.value).startswith(f"{address}: {told}")
    assert len(server.asked) == tries
    assert clock.slept == pytest.approx(PAUSES[: tries - 1])


def test_a_slow_answer_is_given_up(server: Server, tmp_path: Path, clock: Clock) -> None:
    with (
        reader(tmp_path, clock, timeout=0.05) as web,
        pytest.raises(UnreachableError, match="did not answer in time; try again later"),
    ):
        web.get(server.say("/a", Reply(b"words", after=0.2)), text)
    assert len(server.asked) == 4


def test_an_answer_that_drips_for_ever_is_given_up(web: Web, server: Server, clock: Clock) -> None:
    late = iter(range(10_000))
    web._clock = lambda: next(late) * 150.0
    with pytest.raises(UnreachableError, match="did not answer in time"):
        web.get(server.say("/a", Reply(b"words")), text)


def test_an_answer_cut_short_is_asked_for_again(web: Web, server: Server) -> None:
    address = server.say("/a", Reply(b"wor", promised=5), Reply(b"words"))
    assert web.get(address, text) == "words"
    server.say("/b", Reply(b"wor", promised=5))
    with pytest.raises(UnreachableError, match="broke off its answer"):
        web.get(server.base + "/b", text)


def test_packed_answers_are_unpacked(web: Web, server: Server) -> None:
    packed = gzip.compress(b"words " * 100)
    assert web.get(server.say("/a", Reply(packed, headers={"Content-Encoding": "gzip"})), text) == "words " * 100
    for body, told in ((packed[:-9], "broke off"), (b"words", "came damaged")):
        with pytest.raises(SourceError, match=told):
            web.get(server.say("/b", Reply(body, headers={"Content-Encoding": "gzip"})), text)
    with pytest.raises(SourceError, match="packed as br"):
        web.get(server.say("/c", Reply(packed, headers={"Content-Encoding": "br"})), text)


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_has_a_largest_size(web: Web, server: Server, packed: bool) -> None:
    exact, body = b"w" * 10_000, b"w" * 40_000_000
    address = server.say(
        "/a", Reply(gzip.compress(exact), headers={"Content-Encoding": "gzip"}) if packed else Reply(exact)
    )
    assert len(web.get(address, text)) == 10_000
    body = gzip.compress(body, 1) if packed else body[:10_001]
    server.say("/a", Reply(body, headers={"Content-Encoding": "gzip"} if packed else {}))
    with pytest.raises(SourceError, match="is larger than 10,000 bytes"):
        web.get(address, text)


def test_redirects_within_the_host_are_followed(web: Web, server: Server) -> None:
    server.say("/b", Reply(b"words"))
    assert web.get(server.say("/a", Reply(b"", 301, {"Location": "/b"})), text) == "words"


@pytest.mark.parametrize(
    "onward",
    [
        "file:///etc/passwd",
        "http://localhost:1/",
        "http://192.0.2.1/",
        "ftp://127.0.0.1/",
        "data:,words",
        "//example.org/",
    ],
)
def test_redirects_elsewhere_are_not(web: Web, server: Server, onward: str) -> None:
    with pytest.raises(SourceError, match=r"which is not followed|cannot be read"):
        web.get(server.say("/a", Reply(b"", 302, {"Location": onward})), text)
    assert server.asked == ["/a"]


def test_redirects_in_a_circle_end(web: Web, server: Server) -> None:
    with pytest.raises(SourceError, match="sends on for ever"):
        web.get(server.say("/a", Reply(b"", 302, {"Location": "/a"})), text)


@pytest.mark.parametrize(
    ("here", "onward", "may"),
    [
        ("https://api.parliament.uk/a", "https://hansard.parliament.uk/b", True),
        ("https://api.parliament.uk/a", "http://hansard.parliament.uk/b", False),
        ("http://www.example.com/a", "https://example.com/b", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://example.com/", "https://example.com.evil.org/", False),
        ("http://[::1]/", "http://[::2]/", False),
    ],
)
def test_who_may_be_followed(here: str, onward: str, may: bool) -> None:
    assert hansard._may_follow(httpx.URL(here), httpx.URL(onward)) is may


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("hansard-api.parliament.uk", "parliament.uk"),
        ("WWW.TheyWorkForYou.com.", "theyworkforyou.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_registrable_hosts(host: str, owner: str) -> None:
    assert registrable(host) == owner


def test_nobody_there(web: Web, clock: Clock) -> None:
    with serving() as gone:
        address = gone.base + "/a"
    with pytest.raises(UnreachableError, match=r"cannot be reached .*; check the connection and try again"):
        web.get(address, text)
    assert clock.slept == []


@pytest.mark.parametrize("address", ["gopher://example.org/", "http://[/", "http://a b/", "http:///x"])
def test_an_address_that_is_none(web: Web, address: str) -> None:
    with pytest.raises(SourceError):
        web.get(address, text)


def test_a_server_without_a_certificate(web: Web, server: Server) -> None:
    with pytest.raises(UnreachableError, match="no certificate to be trusted"):
        web.get(server.base.replace("http:", "https:") + "/a", text)


def test_the_cause_of_a_tls_failure_is_found_however_deep() -> None:
    error = httpx.ConnectError("x")
    error.__cause__ = OSError()
    error.__cause__.__context__ = ssl.SSLCertVerificationError("self-signed")
    assert "certificate" in hansard._unconnected(error)


def test_no_thread_is_left(tmp_path: Path, server: Server, clock: Clock) -> None:
    before = threading.active_count()
    with reader(tmp_path, clock) as web:
        web.get(server.say("/a", Reply(b"words")), text)
    assert threading.active_count() <= before + 1
