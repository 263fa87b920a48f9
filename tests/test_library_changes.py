"""Changes: applied, undone, done again; two programs on one library."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from store import anchors
from store import annotations as notes_of
from store.annotations import Author
from store.errors import ConflictError, NotFoundError
from store.library import Library
from store.model import Debate, Kind, NoteId, Position, Section, Speaker
from store.parsed import Parsed
from store.records import Change, Code, Correction, Note, Scope, Tag
from tests.libraries import NOW, SOURCE, debate

LATER = "2031-05-07T10:00:00Z"
AUTHOR = Author(NOW, "M. Sample")
IDS = (NoteId(f"{n:032x}") for n in count(1))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.db")
    library.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
    return library


@pytest.fixture
def opened(library: Library) -> Debate:
    return library.debate(library.find_debate("debate/1"))


def on(opened: Debate, place: int, start: int = 0, end: int = 0) -> notes_of.Target:
    speech = opened.speeches[place]
    if not end:
        return Scope.SPEECH, (anchors.whole(speech.id),)
    return Scope.SPAN, (anchors.make(speech.id, speech.text, start, end),)


def noted(opened: Debate, body: str = "He **evades**.", place: int = 1) -> Change:
    change = notes_of.note_on(next(IDS), opened, on(opened, place, 3, 12), AUTHOR, body=body, tags=["Evasion"])
    assert change is not None
    return change


def test_a_note_is_kept_undone_and_done_again(library: Library, opened: Debate) -> None:
    change = noted(opened)
    note = change.edits[0].after
    applied = library.apply(change, now=NOW)
    assert applied == replace(change, id=1, at=NOW)
    assert applied.words == "noted Osric Vane, 5 May 2031"
    assert applied.place == Position(opened.speeches[1].id, 3)
    assert library.notes(opened.id) == (note,)
    assert library.shelf(text="harbour")[0].notes == 1
    assert library.undo(now=LATER) == replace(applied, undone=True)
    assert library.notes(opened.id) == ()
    library.close()
    with Library.open(library.path) as again:
        assert again.history() == (replace(applied, undone=True),)
        assert again.undo(now=LATER) is None
        assert again.redo(now=LATER) == applied
        assert again.notes(opened.id) == (note,)
        assert again.redo(now=LATER) is None


def test_a_new_change_ends_the_redo_line_but_not_the_history(library: Library, opened: Debate) -> None:
    first, second, third = (library.apply(noted(opened, body), now=NOW) for body in "abc")
    library.undo(now=NOW)
    library.undo(now=NOW)
    fourth = library.apply(noted(opened, "d"), now=NOW)
    assert library.redo(now=NOW) is None
    assert [(change.id, change.undone) for change in library.history()] == [
        (4, False),
        (3, True),
        (2, True),
        (1, False),
    ]
    assert [change.id for change in library.history(limit=2, before=third.id)] == [second.id, first.id]
    assert library.undo(now=NOW) == replace(fourth, undone=True)
    assert library.undo(now=NOW) == replace(first, undone=True)
    assert [library.redo(now=NOW), library.redo(now=NOW), library.redo(now=NOW)] == [first, fourth, None]


def test_marks_of_many_are_one_change(library: Library, opened: Debate) -> None:
    targets = [on(opened, 0), on(opened, 1)]
    change = notes_of.tag(opened, (), targets, ["to check", "Tides"], AUTHOR, IDS)
    assert change is not None
    assert change.words == "tagged to check, Tides on 2 places, 5 May 2031"
    library.apply(change, now=NOW)
    notes = library.notes(opened.id)
    assert [note.tags for note in notes] == [("to check", "Tides")] * 2
    coded = notes_of.highlight(opened, notes, targets, "promise", AUTHOR, IDS)
    assert coded is not None
    library.apply(coded, now=NOW)
    assert [(note.id, note.code) for note in library.notes(opened.id)] == [(note.id, "promise") for note in notes]
    library.undo(now=NOW)
    untagged = notes_of.untag(opened, notes, ["TIDES", "to check"], AUTHOR)
    assert untagged is not None
    library.apply(untagged, now=NOW)
    assert library.notes(opened.id) == ()
    library.undo(now=NOW)
    assert library.notes(opened.id) == notes
    assert [(tag.name, uses) for tag, uses in library.tags()] == [("Tides", 2), ("to check", 2)]


def test_tags_and_codes_are_defined(library: Library, opened: Debate) -> None:
    assert [code.letter for code in library.codes()] == ["c", "d", "e", "k", "p"]
    code = Code("figure", "f", "cyan")
    library.apply(notes_of.put_code(code), now=NOW)
    library.apply(notes_of.put_code(replace(code, colour="red"), code), now=NOW)
    assert replace(code, colour="red") in library.codes()
    library.apply(notes_of.delete_code(replace(code, colour="red")), now=NOW)
    assert len(library.codes()) == 5
    tag = Tag("Evasion", "Does not say.", 1)
    library.apply(notes_of.put_tag(tag), now=NOW)
    library.apply(noted(opened), now=NOW)
    assert library.tags() == ((tag, 1),)
    library.apply(notes_of.delete_tag(tag), now=NOW)
    assert library.tags() == ((Tag("Evasion"), 1),)


def test_a_debate_is_removed_corrected_and_brought_back(library: Library, opened: Debate) -> None:
    library.apply(noted(opened), now=NOW)
    facts = library.facts(opened.id)
    removed = library.apply(notes_of.remove_debate(facts, 1), now=NOW)
    assert removed.words == "removed Harbour dues, 5 May 2031 with 1 note"
    assert [row.title for row in library.shelf()] == ["Other"]
    assert library.totals() == (1, 2)
    with pytest.raises(NotFoundError):
        library.find_debate("Harbour dues")
    library.undo(now=NOW)
    moved = replace(facts, title="Port dues", date=dt.date(2031, 6, 1), house="lords", section=Section.GRAND_COMMITTEE)
    library.apply(notes_of.correct_debate(facts, moved), now=NOW)
    assert [row.title for row in library.shelf(text="port 1 june lords vane")] == ["Port dues"]
    assert [row.title for row in library.shelf()] == ["Port dues", "Other"]
    found = library.debate(opened.id)
    assert (found.title, found.date, found.house, found.section) == ("Port dues", moved.date, "lords", moved.section)
    assert [speech.id for speech in found.speeches] == [speech.id for speech in opened.speeches]
    library.undo(now=NOW)
    assert library.facts(opened.id) == facts
    assert library.debate(opened.id) == opened


def test_a_correction_lies_above_the_source(library: Library, opened: Debate) -> None:
    question, answer = opened.speeches
    by_hand = Correction(question.id, Kind.STATEMENT, (), Speaker("Ffion Prydderch-Hale", "Lab"), "12W")
    change = notes_of.correct_speech(opened, None, by_hand)
    assert change.words == "corrected Ffion Prydderch, 5 May 2031"
    library.apply(change, now=NOW)
    now = library.debate(opened.id).speeches[0]
    assert (now.kind, now.speaker, now.column) == (by_hand.kind, by_hand.speaker, by_hand.column)
    assert (now.text, now.attribution) == (question.text, question.attribution)
    assert library.speech(question.id)[1].kind is Kind.STATEMENT
    assert library.shelf(text="harbour")[0].exchanges == 0
    emptied = Correction(answer.id, replies_to=())
    library.apply(notes_of.correct_speech(opened, None, emptied), now=NOW)
    assert library.debate(opened.id).speeches[1].replies_to == ()
    library.undo(now=NOW)
    library.undo(now=NOW)
    assert library.debate(opened.id) == opened
    assert library.shelf(text="harbour")[0].exchanges == 1


def test_two_programs_do_not_overwrite_each_other(library: Library, opened: Debate) -> None:
    library.apply(noted(opened), now=NOW)
    (note,) = library.notes(opened.id)
    with Library.open(library.path) as other:
        there = notes_of.edit_note(opened, note, Author(LATER), body="Other words.")
        here = notes_of.edit_note(opened, note, Author(NOW), body="These words.")
        tags = notes_of.edit_note(opened, note, Author(NOW), tags=["New"])
        assert there is not None
        assert here is not None
        assert tags is not None
        other.apply(there, now=LATER)
        before = library.history()
        with pytest.raises(ConflictError, match="the note was changed elsewhere since; nothing was written"):
            library.apply(here, now=NOW)
        with pytest.raises(ConflictError):
            library.apply(notes_of.delete_note(opened, note), now=NOW)
        assert library.history() == before
        library.apply(tags, now=NOW)
        (merged,) = other.notes(opened.id)
        assert (merged.body, merged.tags) == ("Other words.", ("New",))
        other.undo(now=NOW)
        assert library.notes(opened.id)[0].tags == ("Evasion",)


def test_tags_of_two_programs_at_once_are_all_there(library: Library, opened: Debate) -> None:
    library.apply(noted(opened), now=NOW)
    (note,) = library.notes(opened.id)
    with Library.open(library.path) as other:
        there = notes_of.edit_note(opened, note, Author(LATER), tags=[*note.tags, "There"])
        here = notes_of.edit_note(opened, note, Author(NOW), tags=["Here"])
        assert there is not None
        assert here is not None
        other.apply(there, now=LATER)
        library.apply(here, now=NOW)
        assert other.notes(opened.id)[0].tags == ("There", "Here")
        library.undo(now=NOW)
        assert set(other.notes(opened.id)[0].tags) == {"There", *note.tags}


def test_a_note_that_says_nothing_is_not_made(opened: Debate) -> None:
    assert notes_of.note_on(NoteId("1"), opened, on(opened, 0), AUTHOR, body=" \n", tags=[" "]) is None


def test_a_missing_note_says_so(library: Library) -> None:
    with pytest.raises(NotFoundError, match="not in the library"):
        library.note(NoteId("absent"))


def test_notes_follow_the_order_of_the_debate(library: Library, opened: Debate) -> None:
    for target in (on(opened, 1, 3, 12), on(opened, 1), on(opened, 0, 1, 3), (Scope.DEBATE, ())):
        change = notes_of.note_on(next(IDS), opened, target, AUTHOR, body="x")
        assert change is not None
        library.apply(change, now=NOW)
    found = library.notes(opened.id)
    assert [note.scope for note in found] == [Scope.DEBATE, Scope.SPAN, Scope.SPEECH, Scope.SPAN]
    assert [library.note(note.id) for note in found] == list(found)
    assert all(isinstance(note, Note) for note in found)
    assert library.orphans() == ()
