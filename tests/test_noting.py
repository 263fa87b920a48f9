"""Notes: rendered, linked, written outside, on wider things; several at one place; nothing of them lost or acted on."""

from __future__ import annotations

import os
import stat
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Markdown, TextArea

from store.library import Library
from store.model import NoteId
from store.note_links import as_markdown, link, to
from store.records import Note, Scope
from tests.test_app import library as library
from tests.test_app import pane, press, running, screen_text, settled
from tests.test_every_key import strike
from tui import editor
from tui.app import Dispatchbox
from tui.screens.note_list import NoteList
from tui.screens.note_view import NoteView


def notes_in(path: Path) -> list[Note]:
    with Library.open(path) as opened:
        return [note for row in opened.shelf() for note in opened.notes(row.id)]


async def write(pilot: Pilot[None], *keys: str, words: str) -> None:
    """A note written in its box."""
    await press(pilot, *keys)
    pilot.app.screen.query_one(TextArea).insert(words)
    await settled(pilot)
    await press(pilot, "ctrl+s")


async def test_a_note_may_be_on_the_exchange_or_the_debate(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "j", "a")
        assert "Note on" in screen_text(pilot)
        await press(pilot, "ctrl+o")
        assert "the exchange that" in screen_text(pilot)
        await write(pilot, words="On all of it")
        await write(pilot, "a", "ctrl+o", "ctrl+o", words="On the debate")
        await write(pilot, "a", words="On the answer")
        thread = pane(pilot).thread
        assert thread is not None
        opener = thread.speeches[thread.exchanges[thread.exchange_of[2]].opener]
        by_body = {note.body: note for note in notes_in(library)}
        assert by_body["On all of it"].scope is Scope.EXCHANGE
        assert by_body["On all of it"].quotes[0].span.speech == opener.id
        assert (by_body["On the debate"].scope, by_body["On the debate"].quotes) == (Scope.DEBATE, ())
        assert by_body["On the answer"].scope is Scope.SPEECH


async def test_a_note_on_the_debate_is_gone_to_edited_and_deleted_like_any_other(library: Path) -> None:
    async with running(library) as pilot:
        await strike(pilot, "enter", "j", "a", "ctrl+o", "ctrl+o")
        pilot.app.screen.query_one(TextArea).insert("On the debate")
        await strike(pilot, "ctrl+s", "a")
        pilot.app.screen.query_one(TextArea).insert("On a speech")
        await strike(pilot, "ctrl+s", "G", "right_square_bracket", "a")
        notes = pane(pilot).marks.notes
        assert [notes[number].body for number in filter(None, [pane(pilot).note])] == ["On the debate"]
        assert pane(pilot).caret.offset == 0
        await strike(pilot, "e")
        assert pilot.app.screen.query_one(TextArea).text == "On the debate"
        await strike(pilot, "escape", "right_square_bracket", "a")
        assert [notes[number].body for number in filter(None, [pane(pilot).note])] == ["On a speech"]
        await strike(pilot, "left_square_bracket", "a", "enter")
        assert isinstance(pilot.app.screen, NoteView)
        await strike(pilot, "escape", "d", "d")
        assert [note.body for note in notes_in(library)] == ["On a speech"]


async def test_the_draft_of_a_wider_note_comes_back(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "a")
        pilot.app.screen.query_one(TextArea).insert("half a tho")
        await press(pilot, "ctrl+o", "ctrl+o", "escape")
    async with running(library) as pilot:
        await press(pilot, "g", "d")
        assert "Note on the debate" in screen_text(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "half a tho"


HOSTILE = (
    "# A [link](javascript:alert(1)) and [file](file:///etc/passwd) ![x](https://x.invalid/a.png)\n"
    "<script>app.exit()</script> [a](note:x');app.exit()#) [@click=app.quit]quit[/] \x1b]52;c;aGk=\x07 [bold\n"
    "[web](https://example.invalid/a) and **strong**"
)


async def test_a_note_is_rendered_and_nothing_in_it_acts(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    async with running(library, size=(100, 40)) as pilot:
        await write(pilot, "enter", "j", "a", words=HOSTILE)
        await press(pilot, "enter")
        view = pilot.app.screen
        assert isinstance(view, NoteView)
        text = screen_text(pilot)
        assert "strong" in text
        assert "**" not in text
        assert "\x1b" not in text
        markdown = view.query_one(Markdown)
        for href in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://me@example.invalid/",
            "note:x');app.exit()#",
        ):
            markdown.post_message(Markdown.LinkClicked(markdown, href))
            await settled(pilot)
        assert opened == []
        assert pilot.app.is_running
        markdown.post_message(Markdown.LinkClicked(markdown, "https://example.invalid/a"))
        await settled(pilot)
        assert opened == ["https://example.invalid/a"]


async def test_notes_link_to_each_other_and_back(library: Path) -> None:
    async with running(library, size=(100, 40)) as pilot:
        await write(pilot, "enter", "j", "a", words="The harbour promise")
        await press(pilot, "j", "a")
        area = pilot.app.screen.query_one(TextArea)
        area.insert("See [[harb")
        await settled(pilot)
        assert "Tab links to" in screen_text(pilot)
        await press(pilot, "tab", "ctrl+s")
        first, second = sorted(notes_in(library), key=lambda note: note.created)
        assert second.body == f"See [[{first.id[:8]} The harbour promise]]"
        await press(pilot, "enter")
        assert "→ The harbour promise" in screen_text(pilot)
        await press(pilot, "1")
        assert pane(pilot).note == first.id
        await press(pilot, "enter")
        assert "← See [[" in screen_text(pilot)


def test_a_link_to_a_note_that_is_gone_says_so() -> None:
    body = f"See {link(NoteId('1a2b3c4d5e'), 'it *is*')} and [[nothing]] and [[1a2b3c4d5e6f|that]]"
    assert to(body) == ("1a2b3c4d", "1a2b3c4d5e6f")
    assert as_markdown(body, lambda begin: begin == "1a2b3c4d") == (
        r"See [it \*is\*](note:1a2b3c4d) and [[nothing]] and that (a note that is gone)"
    )


async def test_of_several_notes_at_one_place_each_is_reached(library: Path) -> None:
    async with running(library, size=(100, 40)) as pilot:
        await write(pilot, "enter", "j", "v", "i", "s", "a", words="On the sentence")
        await write(pilot, "g", "g", "j", "a", words="On the speech")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NoteList)
        assert "2 notes here" in screen_text(pilot)
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app.screen, NoteView)
        second = pilot.app.screen._note.body
        await press(pilot, "escape", "k", "j", "enter", "enter")
        assert {second, pilot.app.screen._note.body} == {"On the sentence", "On the speech"}  # type: ignore[attr-defined]


# $EDITOR


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that runs the Python that a test writes; `file` is the note's."""
    script = tmp_path / "ed it.py"

    @contextmanager
    def suspended(self: Dispatchbox) -> Iterator[None]:
        yield

    monkeypatch.setattr(Dispatchbox, "suspend", suspended)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")
    return script


BEGIN = "import os, sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n"


async def test_a_note_is_written_in_the_editor(library: Path, outside: Path) -> None:
    outside.write_text(
        BEGIN + "assert oct(file.stat().st_mode)[-3:] == '600' and oct(file.parent.stat().st_mode)[-3:] == '700'\n"
        "file.write_text(file.read_text() + 'From outside')"
    )
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "E")
        assert [note.body for note in notes_in(library)] == ["From outside"]
        await press(pilot, "E")
        assert [note.body for note in notes_in(library)] == ["From outsideFrom outside"]
    assert not list((library.parent / editor.FOLDER).iterdir())


@pytest.mark.parametrize(
    ("does", "says", "draft"),
    [
        ("file.write_text('New'); sys.exit(3)", "ended with 3; what you wrote is kept as a draft", "New"),
        ("sys.exit(3)", "ended with 3", None),
        ("file.write_text(' ')", "came back empty, so the note is as it was", None),
        ("file.unlink()", "took the file away; the note is as it was", None),
        ("file.write_bytes(b'\\xff')", "is not UTF-8 text, so it stays there", None),
    ],
)
async def test_nothing_is_lost_when_the_editor_fails(
    library: Path, outside: Path, does: str, says: str, draft: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.write_text(BEGIN + does)
    monkeypatch.setattr(Dispatchbox, "look_for_drafts", lambda app: None)  # it comes when its time is up, or not
    async with running(library, size=(200, 30)) as pilot:
        await write(pilot, "enter", "j", "a", words="As it was")
        await press(pilot, "E")
        assert says in screen_text(pilot)
    assert [note.body for note in notes_in(library)] == ["As it was"]
    with Library.open(library) as opened:
        assert [text for _, text, _ in opened.drafts()] == ([draft] if draft else [])
    assert bool(list((library.parent / editor.FOLDER).iterdir())) == ("UTF-8" in says)


async def test_an_editor_that_is_none_says_so(library: Path, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(library, size=(200, 30)) as pilot:
        await press(pilot, "enter", "j")
        for given, says in (("'x", "cannot be read"), ("/no/such/editor", "cannot be started")):
            monkeypatch.setenv("EDITOR", given)
            await press(pilot, "E")
            told = screen_text(pilot) + " ".join(note.message for note in pilot.app._notifications)
            assert says in told
    assert notes_in(library) == []


async def test_what_a_killed_program_left_becomes_a_draft(library: Path) -> None:
    folder = library.parent / editor.FOLDER
    with Library.open(library) as opened:
        debate = opened.debate(opened.shelf()[0].id)
    file = editor.write_out(folder, f"debate {debate.id}", "Half a thought")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [left[:2] for left in editor.leftovers(folder)] == [(f"debate {debate.id}", "Half a thought")]
    other = file.with_suffix(".json").read_text().replace(str(os.getpid()), str(os.getppid()))
    running_one = editor.write_out(folder, f"debate {debate.id}", "Being written")
    running_one.with_suffix(".json").write_text(other)
    async with running(library) as pilot:
        await press(pilot, "g", "d")
        assert pilot.app.screen.query_one(TextArea).text == "Half a thought"
    assert running_one.exists()
    assert not file.exists()


async def test_the_caret_stays_when_another_program_writes(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "v", "w", "w")
        before, chosen = pane(pilot).place(), pane(pilot).selection
        assert chosen
        with Library.open(library) as other:
            from store.annotations import Author, note_on

            debate = pane(pilot).thread.debate  # type: ignore[union-attr]
            made = note_on(NoteId("f" * 32), debate, (Scope.DEBATE, ()), Author("2031"), body="From elsewhere")
            other.apply(made, now="2031-05-06T10:00:00Z")  # type: ignore[arg-type]  # it says something
        app = pilot.app
        assert isinstance(app, Dispatchbox)
        app.look_for_changes()
        await settled(pilot)
        assert NoteId("f" * 32) in pane(pilot).marks.notes
        assert (pane(pilot).place(), pane(pilot).selection) == (before, chosen)
