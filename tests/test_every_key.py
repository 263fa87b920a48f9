"""Every binding of the shelf and of the reader is reached by its keys alone, and none harms the words of record."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

import tui.clipboard
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import Debate, DebateId, Kind
from tests.ferries import DAY
from tests.resting import rest
from tests.test_app import SAMPLES, pane, running
from tui.app import Dispatchbox
from tui.clipboard import Copied
from tui.clock import now
from tui.keys import ANY
from tui.screens.reader import ReaderScreen
from tui.screens.shelf import ShelfScreen
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.shelf_list import ShelfList

LEAVING = {"app.quit", "app.suspend", "shelf.quit"}
"""These leave the program, which the walk is still in."""
WHILE = {"app.stop"}
"""These are there only while an import runs; tests/test_bringing.py presses them."""
STEPS_BACK = 3
"""So many times Escape, and q where Escape does nothing, lead back from anywhere."""
SIZE = (80, 14)
"""Room for every box, and little to paint."""
SHELF = (Dispatchbox, ShelfScreen, ShelfList)
READER = (Dispatchbox, ReaderScreen, ReadingPane)


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of the sample day; what would leave the terminal goes nowhere."""
    monkeypatch.setattr(tui.clipboard, "copy", lambda text, around: Copied("nowhere", "copied"))
    monkeypatch.setattr(webbrowser, "open", lambda url: True)
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        file = SAMPLES / "theyworkforyou" / "debates2025-03-11b.xml"
        assert [report.error for report in bring_in(library, [str(file)], Options(DAY), now=now())] == [None]
    return path


def bound(classes: tuple[type[DOMNode], ...]) -> set[str]:
    """The ids of our own bindings of those classes."""
    ours = (cls for given in classes for cls in given.__mro__ if cls.__module__.startswith("tui."))
    listed = (binding for cls in ours for binding in vars(cls).get("BINDINGS", ()))
    return {binding.id for binding in listed if isinstance(binding, Binding) and binding.id}


def keys_now(pilot: Pilot[None], ids: set[str]) -> Iterator[tuple[str, str]]:
    """(id, key) of what may be pressed now; a key may be a sequence."""
    for key, active in list(pilot.app.screen.active_bindings.items()):
        name = active.binding.id
        if name in ids - LEAVING:
            yield name, key


async def strike(pilot: Pilot[None], *keys: str) -> None:
    """Type keys and let all that they began end."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await rest()


async def type_keys(pilot: Pilot[None], key: str) -> None:
    await strike(pilot, *("e" if part == ANY else part for part in key.split()))
    assert pilot.app._exception is None, key
    assert pilot.app.is_running, key


async def come_back(pilot: Pilot[None], home: type[Screen[Any]], key: str) -> None:
    """Back by Escape, and by q out of a view that Escape leaves alone."""
    for _ in range(STEPS_BACK):
        before = pilot.app.screen
        await strike(pilot, "escape")
        if isinstance(pilot.app.screen, home) and not isinstance(pilot.app.focused, Input):
            return
        if pilot.app.screen is before:
            await strike(pilot, "q")
    assert isinstance(pilot.app.screen, home), f"no way back after {key}"


def stored(path: Path) -> dict[DebateId, Debate]:
    """The debates as they are once everything is taken back."""
    with Library.open(path) as library:
        while library.undo(now=now()) is not None:
            pass
        return {shelved.id: library.debate(shelved.id) for shelved in library.shelf()}


async def test_every_key_of_the_shelf(day: Path) -> None:
    before, pressed = stored(day), set()
    async with running(day, size=SIZE) as pilot:
        for name, key in keys_now(pilot, bound(SHELF)):
            await type_keys(pilot, key)
            await come_back(pilot, ShelfScreen, key)
            pressed.add(name)
    assert pressed == bound(SHELF) - LEAVING - WHILE
    assert stored(day) == before


async def test_every_key_of_the_reader(day: Path) -> None:
    """Once as it opens, once with words chosen, because some keys mean another thing then."""
    before, pressed = stored(day), set()
    debate = next(one.id for one in before.values() if any(speech.kind is Kind.ANSWER for speech in one.speeches))
    async with running(day, size=SIZE) as pilot:
        for begin in ([], ["v", "w", "w"]):
            await begin_reading(pilot, debate, begin)
            for name, key in keys_now(pilot, bound(READER)):
                await begin_reading(pilot, debate, begin)
                await type_keys(pilot, key)
                await come_back(pilot, ShelfScreen if name == "reader.close" else ReaderScreen, key)
                pressed.add(name)
            await strike(pilot, "escape", "q")
            assert isinstance(pilot.app.screen, ShelfScreen)
    assert pressed == bound(READER) - LEAVING - WHILE
    assert stored(day) == before


async def begin_reading(pilot: Pilot[None], debate: DebateId, keys: list[str]) -> None:
    """The reader on the debate, nothing chosen, and then those keys."""
    assert isinstance(pilot.app, Dispatchbox)
    await pilot.app.open_debate(debate)
    await strike(pilot, "escape", *keys)
    assert bool(pane(pilot).selection) == bool(keys)
