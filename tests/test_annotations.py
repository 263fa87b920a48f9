"""The rules of marks: what each act changes, in words and in records."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import anchors
from store import annotations as rules
from store.annotations import Author, Target
from store.model import NoteId, Position
from store.records import Change, Code, Correction, DebateFacts, Edit, Note, Scope, Tag
from tests.invented import small

AUTHOR = Author("2031-05-06T10:00:00Z", "A. Reader")
LATER = Author("2031-05-07T10:00:00Z", "B. Reader")
DEBATE = small().debate


def ids() -> list[NoteId]:
    return [NoteId(f"{n:032x}") for n in range(1, 100)]


def on(place: int, start: int = 0, end: int = 0) -> Target:
    speech = DEBATE.speeches[place]
    if end:
        return Scope.SPAN, (anchors.make(speech.id, speech.text, start, end),)
    return Scope.SPEECH, (anchors.whole(speech.id),)


def made(change: Change | None) -> Note:
    assert change is not None
    note = change.edits[0].after
    assert isinstance(note, Note)
    return note


def noted(body: str = "Compare.", tags: tuple[str, ...] = ("a",), code: str | None = None) -> Note:
    return made(rules.note_on(NoteId("1"), DEBATE, on(0, 2, 6), AUTHOR, body=body, tags=tags, code=code))


@pytest.mark.parametrize(
    ("body", "tags", "code", "did"),
    [
        ("x", (), None, "noted"),
        ("", ("a",), None, "tagged"),
        ("", (), "claim", "highlighted"),
        (" ", ("",), None, None),
    ],
)
def test_a_note_says_what_it_is(body: str, tags: tuple[str, ...], code: str | None, did: str | None) -> None:
    change = rules.note_on(NoteId("1"), DEBATE, on(1, 2, 6), AUTHOR, body=body, tags=tags, code=code)
    if did is None:
        assert change is None
        return
    assert change is not None
    speaker = DEBATE.speeches[1].speaker
    assert speaker is not None
    assert change.words == f"{did} {speaker.name}, {rules.long_date(DEBATE.date)}"
    assert change.place == Position(DEBATE.speeches[1].id, 2)
    assert change.debate == DEBATE.id
    assert (made(change).created, made(change).modified, made(change).author) == (AUTHOR.at, AUTHOR.at, AUTHOR.name)


def test_a_note_on_the_debate_is_named_by_its_title() -> None:
    change = rules.note_on(NoteId("1"), DEBATE, (Scope.DEBATE, ()), AUTHOR, body="x")
    assert change is not None
    assert change.words == f"noted {DEBATE.title}, {rules.long_date(DEBATE.date)}"
    assert change.place is None


def test_editing_keeps_what_is_not_named() -> None:
    note = noted(code="claim")
    change = rules.edit_note(DEBATE, note, LATER, body=" Other. ")
    after = made(change)
    assert after == replace(note, body="Other.", modified=LATER.at)
    assert rules.edit_note(DEBATE, note, LATER, body=note.body, tags=note.tags) is None
    assert change is not None
    assert change.words.startswith("changed the note on ")


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        (("a", "b", "c"), "tagged c on"),
        (("a",), "removed b from"),
        ((), "removed a, b from"),
        (("a", "c"), "changed the tags on"),
    ],
)
def test_a_change_of_tags_alone_says_which(tags: tuple[str, ...], told: str) -> None:
    note = replace(noted(code="claim"), tags=("a", "b"))
    change = rules.edit_note(DEBATE, note, LATER, tags=tags)
    assert change is not None
    assert change.words.startswith(f"{told} ")


def test_a_note_emptied_is_deleted() -> None:
    note = noted()
    change = rules.edit_note(DEBATE, note, LATER, body="", tags=())
    assert change is not None
    assert change.edits == (Edit(note, None),)
    assert change.words.startswith("deleted the note on ")


def test_marks_go_onto_the_note_that_is_there() -> None:
    note = noted()
    tagged = rules.tag(DEBATE, [note], [on(0, 2, 6), on(1)], ["A", "b"], LATER, ids())
    assert tagged is not None
    first, second = tagged.edits
    assert first == Edit(note, replace(note, tags=("a", "b"), modified=LATER.at))
    assert second.before is None
    assert tagged.words == f"tagged A, b on 2 places, {rules.long_date(DEBATE.date)}"
    assert rules.tag(DEBATE, [note], [on(0, 2, 6)], ["A"], LATER, ids()) is None
    coded = rules.highlight(DEBATE, [note], [on(0, 2, 6)], "claim", LATER, ids())
    assert made(coded) == replace(note, code="claim", modified=LATER.at)


def test_taking_marks_off_removes_what_says_nothing() -> None:
    tagged, noted_too = noted(body=""), replace(noted(code="key"), id=NoteId("2"))
    change = rules.untag(DEBATE, [tagged, noted_too], ["A"], LATER)
    assert change is not None
    assert change.edits == (Edit(tagged, None), Edit(noted_too, replace(noted_too, tags=(), modified=LATER.at)))
    assert rules.untag(DEBATE, [noted_too], ["z"], LATER) is None
    plain = rules.unhighlight(DEBATE, [noted_too], LATER)
    assert made(plain).code is None
    assert rules.unhighlight(DEBATE, [tagged], LATER) is None


def test_places_are_confirmed() -> None:
    note = noted()
    _, quotes = on(1, 0, 4)
    assert made(rules.confirm(DEBATE, note, quotes, LATER)).quotes == quotes


def test_definitions_and_corrections_in_words() -> None:
    facts = DebateFacts(DEBATE.id, DEBATE.title, DEBATE.date, DEBATE.house, DEBATE.section)
    code, tag = Code("claim", "c", "red"), Tag("a")
    day = rules.long_date(DEBATE.date)
    speaker = DEBATE.speeches[1].speaker
    assert speaker is not None
    correction = Correction(DEBATE.speeches[1].id, column="4")
    words = {
        rules.put_code(code).words: "added the code claim",
        rules.put_code(code, code).words: "changed the code claim",
        rules.delete_code(code).words: "deleted the code claim",
        rules.put_tag(tag).words: "defined the tag a",
        rules.delete_tag(tag).words: "deleted the definition of the tag a",
        rules.remove_debate(facts).words: f"removed {DEBATE.title}, {day}",
        rules.remove_debate(facts, 1).words: f"removed {DEBATE.title}, {day} with 1 note",
        rules.remove_debate(facts, 3).words: f"removed {DEBATE.title}, {day} with 3 notes",
        rules.correct_debate(facts, replace(facts, title="X")).words: f"corrected X, {day}",
        rules.correct_speech(DEBATE, None, correction).words: f"corrected {speaker.name}, {day}",
        rules.correct_speech(DEBATE, correction, None).words: f"corrected {speaker.name}, {day}",
    }
    for said, expected in words.items():
        assert said == expected
    assert rules.remove_debate(facts).edits == (Edit(facts, replace(facts, removed=True)),)


def test_a_speech_that_is_not_in_the_debate_is_named_by_the_title() -> None:
    quotes = (anchors.whole(DEBATE.speeches[-1].id + 1000),)  # type: ignore[arg-type]
    assert rules.about(DEBATE, quotes) == f"{DEBATE.title}, {rules.long_date(DEBATE.date)}"


@pytest.mark.parametrize(("speeches", "told"), [(1, ""), (2, " and 1 more speech"), (4, " and 3 more speeches")])
def test_a_note_on_several_speeches_tells_how_many(speeches: int, told: str) -> None:
    on = [speech for speech in DEBATE.speeches if speech.speaker is not None][:speeches]
    quotes = [anchors.whole(speech.id) for speech in on for _ in range(2)]
    assert rules.about(DEBATE, quotes) == f"{on[0].speaker.name}{told}, {rules.long_date(DEBATE.date)}"


@given(st.lists(st.text(max_size=5)))
def test_tags_are_unique_in_any_case(tags: list[str]) -> None:
    found = rules.unique(tags)
    assert len({tag.casefold() for tag in found}) == len(found)
    assert rules.unique(found) == found
    assert all(" ".join(tag.split()) == tag for tag in found)


@given(st.lists(st.sampled_from(["tag", "untag", "highlight", "unhighlight", "edit", "delete"]), max_size=8), st.data())
def test_every_change_has_an_inverse(acts: list[str], data: st.DataObject) -> None:
    notes: dict[NoteId, Note] = {}
    numbers = (NoteId(f"{n:032x}") for n in count())
    changes = []
    before = dict(notes)
    for act in acts:
        there = tuple(notes.values())
        target = on(data.draw(st.integers(0, 1)))
        one = data.draw(st.sampled_from(there)) if there else None
        change = {
            "tag": lambda there=there, target=target: rules.tag(DEBATE, there, [target], ["t"], AUTHOR, numbers),
            "untag": lambda there=there: rules.untag(DEBATE, there, ["t"], AUTHOR),
            "highlight": lambda there=there, target=target: rules.highlight(
                DEBATE, there, [target], "key", AUTHOR, numbers
            ),
            "unhighlight": lambda there=there: rules.unhighlight(DEBATE, there, AUTHOR),
            "edit": lambda one=one: one and rules.edit_note(DEBATE, one, LATER, body="x"),
            "delete": lambda one=one: one and rules.delete_note(DEBATE, one),
        }[act]()
        if change is not None:
            carry_out(notes, change)
            changes.append(change)
    for change in reversed(changes):
        carry_out(notes, change.inverse())
    assert notes == before


def carry_out(notes: dict[NoteId, Note], change: Change) -> None:
    for edit in change.edits:
        if isinstance(edit.before, Note):
            assert notes.pop(edit.before.id) == edit.before
        if isinstance(edit.after, Note):
            assert edit.after.id not in notes
            notes[edit.after.id] = edit.after
