"""The app keeps its library safe by itself, beside the reader."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from store import anchors
from store.annotations import Author, tag
from store.backup import backups
from store.library import Library
from store.library.note_journal import journal_of
from store.model import NoteId
from store.parsed import Parsed
from store.records import Scope
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import running
from tests.test_bringing import until
from tests.test_recovering import noted
from tui import safekeeping
from tui.app import Dispatchbox


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((debate(),)), SOURCE, now=NOW)
        noted(library, "debate/1", "one")
    return path


async def test_a_backup_on_a_day_of_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safekeeping, "FIRST_SECONDS", 0.01)
    journal_of(path).unlink()
    async with running(path) as pilot:
        await until(pilot, lambda: bool(backups(path)) and journal_of(path).exists())


async def test_a_backup_before_a_change_of_many(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safekeeping, "BULK", 2)
    with Library.open(path) as library:
        opened = library.debate(library.find_debate("debate/1"))
    targets = [(Scope.SPEECH, (anchors.whole(speech.id),)) for speech in opened.speeches]
    ids = (NoteId(f"{n:032x}") for n in count(100))
    change = tag(opened, [], targets, ["tides"], Author(NOW), ids)
    async with running(path) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        assert not backups(path)
        await pilot.app.carry_out(change)
        (made,) = backups(path)
    with Library.open(made.path, read_only=True) as before, Library.open(path) as after:
        assert (before.note_count(), after.note_count()) == (1, 3)


async def test_what_cannot_be_backed_up_is_said_and_stops_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safekeeping, "FIRST_SECONDS", 0.01)
    (path.parent / "backups").write_text("in the way")
    async with running(path) as pilot:
        await until(pilot, lambda: any("no backup" in str(said.message) for said in pilot.app._notifications))
        assert pilot.app.is_running
