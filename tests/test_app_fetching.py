"""Fetching and resolving in the app, against a real server on loopback that serves invented debates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from store.addresses import Bases
from store.errors import StoreError
from store.importers import parse_bytes
from store.importers.options import Options
from store.library import Library
from store.model import Source
from tests.ferries import DAY
from tests.loopback import Reply, Server, serving
from tests.test_app import press, running, screen_text, settled
from tests.test_fetching import KEEPERS, SEARCH, keepers, reply, sample
from tui.app import Dispatchbox
from tui.config import read_config
from tui.screens.fetching import FetchScreen, named
from tui.screens.reader import ReaderScreen
from tui.screens.resolving import ResolveScreen
from tui.screens.shelf import ShelfScreen

PATIENCE = 20


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A bill of the sample day, and the config and the cache of the programs that ask for it."""
    with serving() as running_:
        bill = keepers()
        bill.pop("Divisions")
        running_.say(f"/debates/debate/{KEEPERS}.json", reply(bill))
        running_.say(SEARCH, Reply(sample("hansard-json/search_debates_day.json")))
        config = tmp_path / "config.toml"
        config.write_text(f'hansard_api = "{running_.base}"\ntheyworkforyou_xml = "{running_.base}/xml"\n')
        monkeypatch.setenv("DISPATCHBOX_CONFIG", str(config))
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setenv("NO_PROXY", "*")
        yield running_


def config_of(tmp_path: Path) -> Bases:
    config = read_config(tmp_path / "config.toml")
    return Bases(config.hansard_api, config.theyworkforyou_xml)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 20):
        await pilot.pause(0.02)
        if holds():
            return
    raise AssertionError(screen_text(pilot))


async def fill(pilot: Pilot[None], value: str, which: str = "Input") -> None:
    pilot.app.screen.query_one(which, Input).value = value
    pilot.app.screen.query_one(which, Input).focus()
    await pilot.pause()
    await pilot.press("enter")


async def test_a_debate_is_fetched_shown_and_lacks_nothing(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "library.db"
    async with running(path, size=(120, 40), config=read_config(tmp_path / "config.toml")) as pilot:
        await press(pilot, "g", "f")
        await fill(pilot, "yesterday")
        assert "names no debate" in screen_text(pilot)
        await fill(pilot, f" {KEEPERS.lower()} ")
        await until(pilot, lambda: "1 debate:" in screen_text(pilot))
        await until(pilot, lambda: "Lock Keepers (Retired)" in screen_text(pilot))
        await press(pilot, "enter", "g", "i")
        await until(pilot, lambda: f"{server.base}/debates/debate/{KEEPERS[:8]}" in screen_text(pilot))
        shown = screen_text(pilot)
        assert "licence  Contains Parliamentary information licensed under the Open Parliament" in shown
        assert "SHA-256" in shown


async def test_what_cannot_be_had_is_a_sentence(tmp_path: Path, server: Server) -> None:
    async with running(tmp_path / "library.db", config=read_config(tmp_path / "config.toml")) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        await pilot.app.fetch("5A3D1E99-7C0B-4D2A-9E11-0DEB0C5A0099").wait()
        told = next(iter(pilot.app._notifications)).message
        assert told.endswith("that the sitting is published.")
        server.say(f"/debates/debate/{KEEPERS}.json", Reply(b"<html>", 200))
        pilot.app.fetch(KEEPERS)
        await until(pilot, lambda: "1 file could not be read" in screen_text(pilot) or "JSON" in screen_text(pilot))
        assert pilot.app.is_running


async def test_a_pasted_address_is_asked_about(tmp_path: Path, server: Server) -> None:
    address = f"https://hansard.parliament.uk/Commons/2025-03-13/debates/{KEEPERS}/LockKeepers"
    async with running(tmp_path / "library.db", config=read_config(tmp_path / "config.toml")) as pilot:
        pilot.app.screen.post_message(events.Paste(f"{address}\n"))
        await until(pilot, lambda: isinstance(pilot.app.screen, FetchScreen))
        assert pilot.app.screen.query_one(Input).value == address
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ShelfScreen)
        assert server.asked == []


def without_columns(path: Path) -> None:
    """The bill in the library as a source that gives neither volume nor columns would have it."""
    data = sample("hansard-json/debate_lock-keepers-bill-2025-03-13.json")
    parsed = parse_bytes(data, "bill.json", Options(DAY)).parsed
    debates = tuple(
        replace(
            debate,
            volume=None,
            key="",
            remarks=tuple(replace(remark, key="", column=None, columns=()) for remark in debate.remarks),
        )
        for debate in parsed.debates
    )
    with Library.open(path) as library:
        library.add(
            replace(parsed, debates=debates), Source("page.txt", "Hansard text", "00"), now="2031-01-01T00:00:00Z"
        )


async def test_volume_and_columns_come_from_hansard_in_one_change(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "library.db"
    without_columns(path)
    async with running(path, config=read_config(tmp_path / "config.toml")) as pilot:
        await press(pilot, "enter", "g", "v")
        assert isinstance(pilot.app.screen, ResolveScreen)
        assert "known: no volume, columns of 0 of" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        await settled(pilot)
        assert "set volume 763 and" in screen_text(pilot)
        with Library.open(path, read_only=True) as library:
            (debate,) = (library.debate(shelved.id) for shelved in library.shelf())
        assert debate.volume == "763"
        assert debate.speeches[0].column
        await press(pilot, "g", "v", "enter")
        await until(pilot, lambda: "nothing new" in screen_text(pilot))
        await press(pilot, "escape", "u")
        with Library.open(path, read_only=True) as library:
            (debate,) = (library.debate(shelved.id) for shelved in library.shelf())
        assert (debate.volume, debate.speeches[0].column) == (None, None)


async def test_a_debate_that_hansard_does_not_list_may_be_typed(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "library.db"
    without_columns(path)
    server.say(SEARCH, reply({"Results": [], "TotalResultCount": 0}))
    async with running(path, config=read_config(tmp_path / "config.toml")) as pilot:
        await press(pilot, "enter", "g", "v")
        await pilot.press("enter")
        await until(pilot, lambda: "type volume and column here" in screen_text(pilot))
        assert isinstance(pilot.app.screen, ResolveScreen)


async def test_volume_and_column_may_be_typed(tmp_path: Path, server: Server) -> None:
    path = tmp_path / "library.db"
    without_columns(path)
    async with running(path, config=read_config(tmp_path / "config.toml")) as pilot:
        await press(pilot, "enter", "g", "v")
        await fill(pilot, "seven", "#resolve-volume")
        await until(pilot, lambda: "is no volume" in screen_text(pilot))
        pilot.app.screen.query_one("#resolve-volume", Input).value = "800"
        await fill(pilot, "45wh", "#resolve-column")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        assert server.asked == []
        with Library.open(path, read_only=True) as library:
            (debate,) = (library.debate(shelved.id) for shelved in library.shelf())
        assert (debate.volume, debate.speeches[0].column) == ("800", "45WH")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2025-03-11", ("2025-03-11", None)),
        ("2025-03-11  Lords ", ("2025-03-11", "lords")),
        ("2025-03-11 Northern Ireland", ("2025-03-11", "northern_ireland")),
        (KEEPERS, (KEEPERS, None)),
    ],
)
def test_what_is_typed_names_something(text: str, means: tuple[str, str | None]) -> None:
    assert named(text, Bases("https://a.example", "https://b.example")) == means


@pytest.mark.parametrize("text", ["2025-02-30", "2025-03-11 mars", "bill", "https://example.org/", "https://["])
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(StoreError):
        named(text, Bases("https://a.example", "https://b.example"))
