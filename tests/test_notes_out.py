"""Notes written out from the app: which, in what form, over what; two people's codes compared; notes that come in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from textual.widgets import Input

from store import anchors
from store.annotations import Author, note_on
from store.exports.gathered import Wanted, gather
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.records import Scope
from tests.ferries import DAY
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import pane, running, screen_text
from tests.test_bringing import until
from tests.test_every_key import strike
from tui.intake import summary
from tui.screens.agreement import AgreementScreen
from tui.screens.exporting import ExportScreen
from tui.screens.notebook import NotebookScreen
from tui.screens.reader import ReaderScreen


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two debates; Ann gave the first speech of each a claim and the second a promise, Ben only the promise."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
        number = 0
        for row in library.shelf():
            read = library.debate(row.id)
            for place, code, author in ((0, "claim", "Ann"), (1, "promise", "Ann"), (1, "promise", "Ben")):
                number += 1
                target = (Scope.SPEECH, (anchors.whole(read.speeches[place].id),))
                change = note_on(NoteId(f"{number:032x}"), read, target, Author(NOW, author), code=code)
                assert change is not None
                library.apply(change, now=NOW)
    return path


def test_no_ids_are_no_notes(noted: Path) -> None:
    with Library.open(noted) as library:
        assert not gather(library, Wanted(ids=frozenset()), made=NOW, accessed=DAY).items
        assert len(gather(library, Wanted(), made=NOW, accessed=DAY).items) == 6


async def test_the_notes_of_a_debate_go_into_a_file_that_is_never_written_over_unasked(noted: Path) -> None:
    async with running(noted) as pilot:
        await strike(pilot, "enter", "g", "x")
        assert "this debate, 3 notes" in screen_text(pilot)
        await strike(pilot, "tab", "l", "l")
        file = Path(pilot.app.screen.query_one("#export-file", Input).value)
        assert file.parent == noted.parent
        assert file.suffix == ".csv"
        file.write_text("mine", encoding="utf-8")
        await strike(pilot, "enter")
        assert "is there already" in " ".join(screen_text(pilot).split())
        assert file.read_text(encoding="utf-8") == "mine"
        await strike(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        assert "written: 3 notes" in screen_text(pilot)
        with file.open(encoding="utf-8-sig", newline="") as table:
            assert len(list(csv.DictReader(table))) == 3
        assert file.stat().st_mode & 0o777 == 0o600


async def test_the_marked_and_the_listed_of_the_notebook_go_out_by_a_template(noted: Path) -> None:
    template, out = noted.with_name("mine.j2"), noted.with_name("out.md")
    template.write_text("said: {{ passages[0].words | md }}", encoding="utf-8")
    async with running(noted) as pilot:
        await strike(pilot, "g", "b")
        await until(pilot, lambda: "6 annotations" in screen_text(pilot))
        await strike(pilot, "x", "x", "g", "x")
        assert "the marked ones, 2 notes" in screen_text(pilot)
        pilot.app.screen.query_one("#export-template", Input).value = str(template)
        pilot.app.screen.query_one("#export-file", Input).value = str(out)
        await strike(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, NotebookScreen))
        assert out.read_text(encoding="utf-8").count("said: ") == 2
        await strike(pilot, "g", "x", "l")
        assert "all that are listed, 6 notes" in screen_text(pilot)
        pilot.app.screen.query_one("#export-file", Input).value = str(out.with_suffix(".jsonl"))
        await strike(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, NotebookScreen))
        lines = [json.loads(line) for line in out.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
        assert sum("note" in line for line in lines) == 6


async def test_what_cannot_be_written_is_said_in_the_box(noted: Path) -> None:
    async with running(noted) as pilot:
        await strike(pilot, "g", "x")
        pilot.app.screen.query_one("#export-file", Input).value = str(noted.with_suffix(".md"))
        noted.with_suffix(".md").write_text("my own words", encoding="utf-8")
        await strike(pilot, "enter")
        await until(pilot, lambda: "was not made by" in " ".join(screen_text(pilot).split()))
        assert isinstance(pilot.app.screen, ExportScreen)
        assert noted.with_suffix(".md").read_text(encoding="utf-8") == "my own words"
        await strike(pilot, "escape")
        assert not isinstance(pilot.app.screen, ExportScreen)


async def test_speeches_on_which_two_people_differ_are_listed_and_opened(noted: Path) -> None:
    async with running(noted) as pilot:
        await strike(pilot, "g", "equals_sign")
        await until(pilot, lambda: "to settle" in screen_text(pilot))
        text = screen_text(pilot)
        assert "Ann and Ben over 4 speeches · 2 to settle" in text
        assert text.count("only Ann") == 2
        assert "only Ben" not in text
        await strike(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        first = pane(pilot).caret.speech
        await strike(pilot, "n")
        await until(pilot, lambda: pane(pilot).caret.speech != first)
        await strike(pilot, "q")
        assert isinstance(pilot.app.screen, AgreementScreen)


def test_notes_that_came_in_are_counted() -> None:
    file = {"path": "x", "debates": [], "new": 0, "updated": 0, "skipped": [], "warnings": [], "error": None}
    counts = {"new": 3, "changed": 0, "unchanged": 1, "waiting": 2}
    assert summary([file | {"notes": counts}]) == "4 notes: 3 new, 1 here already, 2 in the tray (g u)"
    assert summary([file]) == "nothing came in"
    assert summary([file | {"error": "x: is no file of notes", "notes": counts}]) == "x: is no file of notes"
