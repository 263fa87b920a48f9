"""The basket and the check of a draft, as lists in the app."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

import tui.clipboard
from store.library import Library
from store.model import Kind
from tests.test_app import running, screen_text, settled
from tests.test_copying import copied, day, debate_with, reading  # noqa: F401 - two are fixtures
from tests.test_every_key import strike as press
from tui.screens.basket import BasketScreen
from tui.screens.copy_menu import CopyMenu
from tui.screens.reader import ReaderScreen
from tui.screens.verifying import VerifyScreen


async def gather(pilot: object, path: Path, count: int) -> None:
    await reading(pilot.app, debate_with(path, Kind.ANSWER))  # type: ignore[attr-defined]
    for _ in range(count):
        await press(pilot, "s", "j")  # type: ignore[arg-type]


async def test_the_basket_is_ordered_noted_copied_and_written(
    day: Path,  # noqa: F811
    copied: list[str],  # noqa: F811
    tmp_path: Path,
) -> None:
    async with running(day, size=(120, 40)) as pilot:
        await gather(pilot, day, 2)
        await press(pilot, "g", "q")
        assert isinstance(pilot.app.screen, BasketScreen)
        assert "2 quotations of 1 debate" in screen_text(pilot)
        with Library.open(day) as library:
            before = [one.id for one in library.basket()]
        await press(pilot, "J")
        with Library.open(day) as library:
            assert [one.id for one in library.basket()] == before[::-1]
        await press(pilot, "e")
        pilot.app.screen.query_one(Input).value = "for the [second] part"
        await press(pilot, "enter")
        assert "for the [second] part" in screen_text(pilot)
        await press(pilot, "y")
        assert copied[-1].startswith("# Quotations\n\n")
        assert "[^2]: HC Deb 11 March 2025" in copied[-1]
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CopyMenu)
        await press(pilot, "g", "J", "enter")
        assert "in the style OSCOLA 4 and 5" in screen_text(pilot)
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "out.docx")
        await press(pilot, "enter")
        assert (tmp_path / "out.docx").read_bytes().startswith(b"PK")
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "out.odt")
        await press(pilot, "enter")
        assert not (tmp_path / "out.odt").exists()
        await press(pilot, "d", "d")
        assert "1 quotation of 1 debate" in screen_text(pilot)
        await press(pilot, "u", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_an_empty_basket_says_how_to_fill_it(day: Path) -> None:  # noqa: F811
    async with running(day) as pilot:
        await press(pilot, "g", "q")
        assert "the basket is empty; s in a debate" in screen_text(pilot)
        await press(pilot, "J", "y", "w", "c", "d", "d", "enter")
        assert isinstance(pilot.app.screen, BasketScreen)


async def test_a_draft_is_checked_in_the_app(day: Path, tmp_path: Path) -> None:  # noqa: F811
    with Library.open(day) as library:
        debate = library.debate(debate_with(day, Kind.ANSWER))
    said = next(speech.text.split("\n")[0].split() for speech in debate.speeches if len(speech.text.split()) > 9)
    draft = tmp_path / "draft.md"
    quoted = [said[:8], [*said[:4], "never", *said[5:8]], ["walruses", "waltz", "with", "quiet", "zeal"]]
    draft.write_text("\n\n".join(f"“{' '.join(row)}”" for row in quoted), encoding="utf-8")
    async with running(day, size=(80, 24)) as pilot:
        await press(pilot, "g", "y")
        pilot.app.screen.query_one(Input).value = str(draft)
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, VerifyScreen)
        assert "3 quotations: 1 exact, 1 altered, 1 not found" in screen_text(pilot)
        await press(pilot, "w")
        assert "exact " not in "".join(screen_text(pilot).split("\n")[2:])
        assert "[-never-]" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, VerifyScreen)
        draft.write_text("nothing", encoding="utf-8")
        await press(pilot, "R")
        assert "quotes nothing of five words" in screen_text(pilot)


async def test_a_draft_that_is_not_there_is_told(day: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(tui.clipboard, "copy", lambda text, around: None)
    async with running(day) as pilot:
        await press(pilot, "g", "y")
        pilot.app.screen.query_one(Input).value = "/no/such/draft.md"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, VerifyScreen)
        assert any("cannot be read" in str(note.message) for note in pilot.app._notifications)
