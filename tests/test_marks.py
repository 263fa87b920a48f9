"""Notes, hits and chosen words over the lines; finding words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import DebateId, Kind, NoteId, Position, Span, SpeechId
from store.records import Note, Placing, Quote, Scope
from tests.invented import ASKER, FIRST_ID, small, thread
from tui.layout.find import find
from tui.layout.marks import Mark, between, by_speech, flatten, marks, whole

SPEECH = SpeechId(FIRST_ID + 1)
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


def note(name: str, start: int, end: int, code: str | None = None, placing: Placing = Placing.SURE) -> Note:
    quote = Quote(Span(SPEECH, start, end), "words" if end > start else "", placing=placing)
    return Note(NoteId(name), DebateId(1), Scope.SPAN, (quote,), "a note", code=code)


def mark(pair: list[int], name: str) -> Mark:
    return Mark(pair[0], pair[1], NoteId(name), "note", False)


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=3), SPANS, SPANS)
def test_runs_cover_just_what_is_marked(
    noted: list[list[int]], found: list[list[int]], chosen: list[int], line: list[int]
) -> None:
    over = [mark(pair, str(number)) for number, pair in enumerate(noted)]
    hits = [Span(SPEECH, *pair) for pair in found]
    runs = flatten(line[0], line[1], over, hits, [Span(SPEECH, *chosen)])
    looks = {at: run.looks for run in runs for at in range(run.start, run.end)}
    assert sum(run.end - run.start for run in runs) == len(looks)
    for at in range(*line):
        above = [pair for pair in noted if pair[0] <= at < pair[1]]
        expected = {"note"} if above else set()
        expected |= {"overlap"} if above[1:] else set()
        expected |= {"hit"} if any(pair[0] <= at < pair[1] for pair in found) else set()
        expected |= {"selected"} if chosen[0] <= at < chosen[1] else set()
        assert set(looks.get(at, ())) == expected
    assert all(line[0] <= run.start < run.end <= line[1] for run in runs)


def test_the_shortest_of_overlapping_notes_gives_its_look() -> None:
    found = marks([note("long", 0, 30, "evidence"), note("short", 10, 20, "doubt")])
    assert [run.looks for run in flatten(0, 40, found.of[SPEECH])] == [
        ("code:evidence",),
        ("overlap", "code:doubt"),
        ("code:evidence",),
    ]


def test_each_of_overlapping_notes_is_reachable() -> None:
    found = marks([note("b", 10, 20), note("a", 10, 20), note("whole", 0, 0), note("late", 30, 31)])
    places = {SPEECH: 1}
    assert [stop[2] for stop in found.stops_in(1, SPEECH, places)] == ["whole", "a", "b", "late"]
    assert found.at(Position(SPEECH, 12)) == ("a", "b", "whole")
    assert found.stops_in(1, SPEECH, {}) == []


def test_a_lost_quotation_marks_nothing() -> None:
    found = marks([note("gone", 3, 9, placing=Placing.LOST), note("moved", 3, 9, placing=Placing.MOVED)])
    assert [each.note for each in found.of[SPEECH]] == ["moved"]
    assert found.general == ("gone",)
    assert flatten(0, 20, found.of[SPEECH])[0].looks == ("note", "moved")


def test_a_choice_over_speeches_is_one_span_each() -> None:
    debate = small().debate
    places = {speech.id: place for place, speech in enumerate(debate.speeches)}
    ids = [speech.id for speech in debate.speeches]
    chosen = between(debate.speeches, places, Position(ids[4], 2), Position(ids[2], 5))
    assert chosen == (
        Span(ids[2], 5, len(debate.speeches[2].text)),
        Span(ids[3], 0, len(debate.speeches[3].text)),
        Span(ids[4], 0, 3),
    )
    assert chosen == between(debate.speeches, places, Position(ids[2], 5), Position(ids[4], 2))
    both = whole(debate.speeches, places, Position(ids[4], 2), Position(ids[3], 5))
    assert [(span.speech, span.start) for span in both] == [(ids[3], 0), (ids[4], 0)]
    assert by_speech(chosen)[ids[2]] == [chosen[0]]


@pytest.mark.parametrize(("offset", "end"), [(0, 1), (2, 5), (6, 7), (5, 6)])
def test_a_choice_ends_after_the_whole_character(offset: int, end: int) -> None:
    made = thread([(Kind.SPEECH, ASKER, "a 👩‍🚀 b\nc", ())], [(0,)]).debate
    place = Position(made.speeches[0].id, offset)
    assert between(made.speeches, {place.speech: 0}, Position(place.speech, 0), place)[0].end == end


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("harbour", "The HARBOUR wall", (4, 11)),
        ("llyn", "on the Llŷn coast", (7, 11)),
        ("llyn", "on the Lly\u0302n coast", (7, 12)),
        ("Llŷn", "on the Llyn coast", (7, 11)),
        ("government's", "the government’s plan", (4, 16)),
        ('"sound"', "“sound”", (0, 7)),
        ("north-east", "the north–east", (4, 14)),
        ("two words", "two\nwords", (0, 9)),
        ("a.b", "axb a.b", (4, 7)),
        ("[lords]", "Bill [Lords]", (5, 12)),
    ],
)
def test_words_are_found_as_readers_type_them(words: str, text: str, expected: tuple[int, int]) -> None:
    made = thread([(Kind.SPEECH, ASKER, text, ())], [(0,)])
    assert [(span.start, span.end) for span in find(made.speeches, words)] == [expected]


@given(st.text(max_size=20), st.text(max_size=60))
def test_finding_never_fails(words: str, text: str) -> None:
    made = thread([(Kind.SPEECH, ASKER, text, ())], [(0,)])
    for span in find(made.speeches, words):
        assert 0 <= span.start < span.end <= len(text)


def test_nothing_is_found_for_nothing() -> None:
    assert find(small().speeches, "  ") == ()
