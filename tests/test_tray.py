"""The tray of notes that are not placed, and the versions of a speech."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store import anchors
from store.annotations import Author, note_on
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.records import Placing, Scope
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import running, screen_text
from tests.test_bringing import until
from tests.test_every_key import strike
from tui.app import Dispatchbox
from tui.screens.reader import ReaderScreen
from tui.screens.tray import TrayScreen
from tui.screens.versions import VersionsScreen, differences

OLD = "The harbour was built by an earlier queen. It has stood for two hundred years. We spend £4 million on it [soon]."
NEW = OLD.replace("two hundred", "three hundred")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A note that moved, one that is lost, and a draft on a speech that is not there."""
    path = tmp_path / "library.db"
    made = debate(remarks=(debate().remarks[0], replace(debate().remarks[1], text=OLD)))
    with Library.open(path) as library:
        library.add(Parsed((made,)), SOURCE, now=NOW)
        opened = library.debate(library.find_debate("debate/1"))
        said = opened.speeches[1]
        for number, words in enumerate(("stood for two hundred", "£4 million on it [soon]")):
            start = OLD.index(words)
            target = (Scope.SPAN, (anchors.make(said.id, OLD, start, start + len(words)),))
            change = note_on(NoteId(f"{number + 1:032x}"), opened, target, Author(NOW), body=f"note {number}")
            assert change is not None
            library.apply(change, now=NOW)
        text = NEW.replace("£4 million on it [soon]", "nothing")
        newer = replace(made, remarks=(made.remarks[0], replace(made.remarks[1], text=text)))
        library.add(Parsed((newer,)), replace(SOURCE, digest="2"), now=NOW)
        library.keep_draft("new 20310505999999:0-0", "half a thought", now=NOW)
        assert [quote.placing for note in library.orphans() for quote in note.quotes] == [Placing.MOVED, Placing.LOST]
    return path


@pytest.mark.parametrize("size", [(80, 24), (130, 40)])
async def test_a_moved_note_is_accepted_and_taken_back(path: Path, size: tuple[int, int]) -> None:
    async with running(path, size=size) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        await strike(pilot, "g", "u")
        await until(pilot, lambda: isinstance(pilot.app.screen, TrayScreen))
        text = screen_text(pilot)
        assert "moved?" in text
        assert "three" in text
        assert "half a thought" in text
        await strike(pilot, "enter")
        await until(pilot, lambda: "moved?" not in screen_text(pilot))
        orphans = await pilot.app.desk(lambda library: library.orphans())
        assert [note.body for note in orphans] == ["note 1"]
        note = await pilot.app.desk(lambda library: library.note(NoteId(f"{1:032x}")))
        assert [(quote.text, quote.placing) for quote in note.quotes] == [("stood for three hundred", Placing.SURE)]
        await strike(pilot, "escape", "u")
        assert len(await pilot.app.desk(lambda library: library.orphans())) == 2


async def test_a_lost_note_is_placed_by_hand(path: Path) -> None:
    async with running(path) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        await strike(pilot, "g", "u")
        await until(pilot, lambda: isinstance(pilot.app.screen, TrayScreen))
        await strike(pilot, "j", "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        await strike(pilot, "v", "w", "w", "g", "u")
        await until(pilot, lambda: pilot.app._placing is None)  # type: ignore[attr-defined]
        await strike(pilot)
        note = await pilot.app.desk(lambda library: library.note(NoteId(f"{2:032x}")))
        assert [quote.placing for quote in note.quotes] == [Placing.SURE]
        assert len(await pilot.app.desk(lambda library: library.orphans())) == 1
        await strike(pilot, "escape", "u")
        assert len(await pilot.app.desk(lambda library: library.orphans())) == 2


async def test_the_versions_of_a_speech(path: Path) -> None:
    async with running(path) as pilot:
        await strike(pilot, "enter", "j", "g", "V")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsScreen))
        assert "three" in screen_text(pilot)
        await strike(pilot, "escape")


def test_a_word_diff_holds_both_texts() -> None:
    shown = differences(OLD, NEW)
    assert shown.plain == OLD.replace("two hundred", "twothree hundred")
