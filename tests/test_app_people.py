"""Who is speaking, through Pilot: told, set by hand, and undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library
from store.model import Position, Speaker
from store.parsed import Parsed
from tests.libraries import NOW, SOURCE
from tests.test_app import pane, press, running, screen_text
from tests.test_library_people import OFFICES, PEOPLE, sitting


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add_people(PEOPLE)
        library.add_people(OFFICES)
        library.add(Parsed((sitting(),)), SOURCE, now=NOW)
    return path


def speaker(path: Path, place: int) -> Speaker | None:
    with Library.open(path) as library:
        return library.debate(library.find_debate("t")).speeches[place].speaker


async def test_who_is_speaking_is_told_chosen_and_undone(library: Path) -> None:
    async with running(library, size=(100, 40)) as pilot:
        await press(pilot, "enter", "j")
        assert "Osric Vane" in screen_text(pilot)
        pane(pilot).caret = Position(pane(pilot).thread.debate.speeches[1].id)  # type: ignore[union-attr]
        await press(pilot, "g", "w")
        told = screen_text(pilot)
        assert "printed  The Secretary of State for Tides" in told
        assert "Osric Vane (Wold, Con)" in told
        assert "held that office on that day" in told

        await press(pilot, "escape")
        pane(pilot).caret = Position(pane(pilot).thread.debate.speeches[3].id)  # type: ignore[union-attr]
        await press(pilot, "g", "w")
        told = screen_text(pilot)
        assert "not sure  2 people" in told
        assert "1  David Owen (Lode, Lab)" in told
        assert "2  Dilys Owen (Ness, Con)" in told
        await press(pilot, "7", "2")
        assert speaker(library, 3) == Speaker("Dilys Owen", "Con", "Ness", None, "p/2")
        assert "named Dilys Owen as the speaker" in screen_text(pilot)
        await press(pilot, "u")
        assert speaker(library, 3) == Speaker("D. Owen")


async def test_somebody_who_is_not_listed_is_found_by_name(library: Path) -> None:
    async with running(library, size=(100, 40)) as pilot:
        await press(pilot, "enter", "g", "w", "n", *"vane", "enter")
        assert "1  Osric Vane (Wold, Con)" in screen_text(pilot)
        await press(pilot, "1")
        chosen = speaker(library, 0)
        assert chosen is not None
        assert chosen.name == "Osric Vane"
        await press(pilot, "g", "w", "n", *"nobody", "enter")
        assert "no list has the name “nobody”" in screen_text(pilot)
