"""The history: one act of long ago taken back, everything since a moment taken back, and the view of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store import anchors
from store.annotations import Author, edit_note, note_on, put_tag, tag
from store.errors import ConflictError
from store.library import Library
from store.model import DebateId, NoteId
from store.parsed import Parsed
from store.records import Change, Note, Scope, Tag
from store.telling import told
from tests import oracle
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import library as library
from tests.test_app import pane, press, running, screen_text, settled
from tui.screens.history import HistoryScreen

AUTHOR = Author(NOW, "A. Reader")


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Three acts: a note, a tag on it, a tag that is defined."""
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(),)), SOURCE, now=NOW)
        read = opened.debate(opened.shelf()[0].id)
        target = (Scope.SPEECH, (anchors.whole(read.speeches[0].id),))
        acts = [note_on(NoteId("a" * 32), read, target, AUTHOR, body="First", tags=["one"])]
        opened.apply(acts[0], now=NOW)  # type: ignore[arg-type]  # it says something
        (note,) = opened.notes(read.id)
        opened.apply(edit_note(read, note, AUTHOR, body="Second"), now=NOW)  # type: ignore[arg-type]
        opened.apply(tag(read, opened.notes(read.id), [target], ["two"], AUTHOR, iter(())), now=NOW)  # type: ignore[arg-type]
        opened.apply(put_tag(Tag("one", "The first")), now=NOW)
    return path


def the_note(opened: Library) -> Note:
    (note,) = opened.notes(opened.shelf()[0].id)
    return note


def test_an_act_is_taken_back_and_what_came_after_it_stays(marked: Path) -> None:
    with Library.open(marked) as opened:
        done = opened.take_back(2, now=NOW)
        assert done.words.startswith("took back: changed the note")
        note = the_note(opened)
        assert (note.body, note.tags) == ("First", ("one", "two"))
        again = opened.take_back(done.id, now=NOW)
        assert again.words.startswith("did again: changed the note")
        assert the_note(opened).body == "Second"
        opened.undo(now=NOW)
        opened.undo(now=NOW)
        assert (the_note(opened).body, len(opened.journal())) == ("Second", 6)
    oracle.sound(marked)


def test_an_act_on_which_a_later_one_depends_says_which(marked: Path) -> None:
    with Library.open(marked) as opened:
        before = oracle.exported(opened), opened.history()
        with pytest.raises(ConflictError, match=r"cannot be taken back alone: “changed the note.*take that back first"):
            opened.take_back(1, now=NOW)
        assert (oracle.exported(opened), opened.history()) == before
        opened.undo(now=NOW)
        with pytest.raises(ConflictError, match="is taken back already"):
            opened.take_back(4, now=NOW)


def test_an_act_of_which_nothing_is_left_is_not_taken_back_twice(marked: Path) -> None:
    with Library.open(marked) as opened:
        opened.take_back(3, now=NOW)
        with pytest.raises(ConflictError, match="nothing is left"):
            opened.take_back(3, now=NOW)
        assert len(opened.journal()) == 5
    oracle.sound(marked)


@pytest.mark.parametrize("point", [0, 1, 2, 3])
def test_everything_since_a_moment_is_taken_back_as_one(marked: Path, point: int) -> None:
    with Library.open(marked) as opened:
        now = oracle.exported(opened)
        done = opened.back_to(point, now=NOW)
        assert done is not None
        assert f"{4 - point} change" in done.words
        kept = oracle.exported(opened)
        opened.undo(now=NOW)
        assert oracle.exported(opened) == now
        for _ in range(4 - point):
            opened.undo(now=NOW)
        assert oracle.exported(opened) == kept
        assert opened.back_to(99, now=NOW) is None
    oracle.sound(marked)


def test_what_a_change_did_is_told_in_words(marked: Path) -> None:
    with Library.open(marked) as opened:
        assert [told(opened.change(number)) for number in (1, 2, 3, 4)] == [
            ["made the note on the speech: “First”, #one"],
            ["the note on the speech: body “First” → “Second”"],
            ["the note on the speech: +#two"],
            ["made the tag one"],
        ]


def test_a_change_of_many_records_is_told_in_part() -> None:
    note = Note(NoteId("a"), DebateId(1), Scope.DEBATE, (), "x [/] y")
    made = Change("x", tuple((Change("", ()), 1) for _ in ()))
    assert told(made) == []
    from store.records import Edit

    lines = told(replace(made, edits=tuple(Edit(None, replace(note, id=NoteId(str(n)))) for n in range(250))))
    assert (len(lines), lines[-1]) == (201, "and 50 more")


async def test_the_history_takes_an_older_change_back(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "H", "e", "j", "H", "p", "g", "h")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "highlighted evidence" in screen_text(pilot)
        await press(pilot, "j", "u")
        assert "took back: highlighted evidence" in screen_text(pilot)
        await press(pilot, "q")
        assert [note.code for note in pane(pilot).marks.notes.values()] == ["promise"]
        await press(pilot, "u")
        assert len(pane(pilot).marks.notes) == 2


async def test_the_history_goes_back_to_a_moment_as_one_change(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "H", "e", "j", "H", "p", "j", "H", "d", "g", "h", "G", "U")
        assert "took back everything since" in screen_text(pilot)
        await press(pilot, "q")
        assert [note.code for note in pane(pilot).marks.notes.values()] == ["evidence"]
        await press(pilot, "u")
        await settled(pilot)
        assert len(pane(pilot).marks.notes) == 3
