"""What holds of every motion and every search, for any debate: the way back, and the exact words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.model import Kind, NoteId, Position, Span
from store.records import Note, Quote, Scope
from tests.invented import ASKER, CHAIR, MINISTER, SECOND, Turn, small, thread
from tui.layout import motions, words
from tui.layout.find import find, pattern
from tui.layout.marks import Stop, between, marks
from tui.layout.motions import View
from tui.layout.page import Page

few = settings(max_examples=40, deadline=None)
SPEAKERS = st.sampled_from([ASKER, MINISTER, SECOND, CHAIR])
LETTERS = "ab  ’.\n字🫖é-“”"


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Exchanges of a question, perhaps more, and an answer to each, at any width, some speeches folded."""
    turns: list[Turn] = []
    wholes: list[range] = []
    for _ in range(draw(st.integers(1, 5))):
        first = len(turns)
        for _ in range(draw(st.integers(1, 3))):
            turns.append((Kind.QUESTION, draw(SPEAKERS), draw(st.text(LETTERS, max_size=60)), ()))
            if draw(st.booleans()):
                turns.append((Kind.ANSWER, MINISTER, draw(st.text(LETTERS, max_size=60)), (len(turns) - 1,)))
        wholes.append(range(first, len(turns)))
    made = thread(turns, wholes)
    folds = draw(st.sets(st.sampled_from([speech.id for speech in made.debate.speeches])))
    return Page(made, draw(st.integers(1, 80)), frozenset(folds))


@st.composite
def views(draw: st.DrawFn) -> View:
    page = draw(pages())
    speech = draw(st.sampled_from(page.speeches))
    caret = Position(speech.id, draw(st.integers(0, max(0, len(speech.text) - 1))))
    return motions.at_top(View(page, caret, 0, draw(st.integers(1, 40))), draw(st.integers(0, len(page))))


def begins(view: View) -> View:
    return motions.align(view, Position(view.caret.speech))


@few
@given(views())
def test_there_and_back_through_the_exchanges(view: View) -> None:
    start = motions.exchange_previous(begins(view))
    there = motions.exchange_next(start)
    if there != start:
        assert motions.exchange_previous(there).caret == start.caret


@few
@given(views())
def test_there_and_back_through_one_persons_speeches(view: View) -> None:
    start = begins(view)
    for step in (1, -1):
        there = motions.same_speaker(start, step)
        if there.caret != start.caret:
            assert motions.same_speaker(there, -step).caret == start.caret


@few
@given(views())
def test_a_question_and_its_answer_lead_to_each_other(view: View) -> None:
    start = begins(view)
    there = motions.match(start)
    if there.caret != start.caret:
        assert motions.match(there).caret == start.caret


@pytest.mark.parametrize("way", ["speech_next", "speech_previous", "exchange_next", "read_on", "bottom", "match"])
@few
@given(view=views())
def test_a_motion_stays_on_the_page(way: str, view: View) -> None:
    after = getattr(motions, way)(view)
    assert 0 <= after.top <= after.last_top
    assert 0 <= after.caret.offset <= max(0, len(after.page.speeches[after.place].text) - 1)


@few
@given(views(), st.integers(-60, 60))
def test_scrolling_keeps_the_caret_in_sight(view: View, rows: int) -> None:
    after = motions.scroll(begins(view), rows)
    assert 0 <= after.top <= after.last_top
    shown = {after.page.place_at(row) for row in range(after.top, min(after.top + after.height, len(after.page)))}
    assert after.place in shown or shown == {-1}


TEXT = ["left", "right", "word", "word_end", "word_back", "paragraph_next", "paragraph_back", "line_start", "line_end"]


@few
@given(views(), st.sampled_from([getattr(words, name) for name in TEXT]))
def test_a_text_motion_ends_on_a_character(view: View, motion: words.Motion) -> None:
    after = motion(view.page, view.caret)
    text = view.page.speeches[view.page.places[after.speech]].text
    assert 0 <= after.offset <= max(0, len(text) - 1)


@few
@given(views())
def test_right_undoes_left(view: View) -> None:
    there = words.left(view.page, view.caret)
    assume(there != view.caret)
    assert words.right(view.page, there).offset >= view.caret.offset
    assert words.left(view.page, words.right(view.page, there)) == there


@few
@given(pages(), st.floats(0, 1))
def test_any_share_of_the_text_is_a_character(page: Page, share: float) -> None:
    position = page.position_of_share(share)
    text = page.speeches[page.places[position.speech]].text
    assert position.offset < max(1, len(text))


@few
@given(views(), st.data())
def test_what_is_chosen_can_be_cut_from_the_record(view: View, data: st.DataObject) -> None:
    page = view.page
    other = data.draw(st.sampled_from(page.speeches))
    end = Position(other.id, data.draw(st.integers(0, max(0, len(other.text) - 1))))
    spans = between(page.speeches, page.places, view.caret, end)
    assert spans == between(page.speeches, page.places, end, view.caret)
    places = [page.places[span.speech] for span in spans]
    assert places == sorted(set(places))
    for span in spans:
        assert 0 <= span.start < span.end <= len(page.speeches[page.places[span.speech]].text)


def plain(text: str) -> str:
    """Letters alone: no case, no accents, one kind of apostrophe and of dash, one space for any."""
    bare = "".join(part for part in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(part))
    return " ".join(bare.translate({0x2019: "'", 0x2013: "-"}).split())


SAID = "abcÉéŷ ’'-–\n"


@given(st.text(SAID, max_size=30), st.text(SAID, min_size=1, max_size=12), st.text(SAID, max_size=30))
def test_words_typed_as_they_stand_or_bare_are_found_where_they_stand(before: str, wanted: str, after: str) -> None:
    wanted = wanted.strip() or "a"
    made = thread([(Kind.SPEECH, ASKER, before + wanted + after, ())], [(0,)])
    for typed in (wanted, wanted.upper(), plain(wanted)):
        known = pattern(typed)
        assert known is not None
        assert known.fullmatch(before + wanted + after, len(before), len(before + wanted))
        hits = find(made.speeches, typed)
        assert hits
        assert {plain(made.debate.speeches[0].text[hit.start : hit.end]) for hit in hits} == {plain(typed)}


SPANS = st.tuples(st.integers(0, 11), st.integers(0, 60), st.integers(0, 60))


@few
@given(st.lists(SPANS, min_size=1, max_size=12))
def test_every_note_is_reached_both_ways_however_they_overlap(placed: list[tuple[int, int, int]]) -> None:
    page = Page(small(), 60)
    notes = [note(page, str(number), place, *sorted(ends)) for number, (place, *ends) in enumerate(placed)]
    found = marks(notes)

    def stops(place: int) -> list[Stop]:
        return found.stops_in(place, page.speeches[place].id, page.places)

    for step in (1, -1):
        view, at, reached = View(page, Position(page.speeches[0].id), 0, 20), None, set()
        for _ in notes:
            stop = motions.stop(view, stops, at, step)
            assert stop is not None
            view, at = motions.put(view, Position(page.speeches[stop[0]].id, stop[1])), stop[2]
            reached.add(at)
        assert reached == {each.id for each in notes}


@few
@given(st.lists(SPANS, max_size=8), st.lists(st.tuples(st.integers(0, 8), SPANS, st.booleans()), max_size=8))
def test_marks_that_are_changed_are_those_that_are_made_anew(
    placed: list[tuple[int, int, int]], acts: list[tuple[int, tuple[int, int, int], bool]]
) -> None:
    page = Page(small(), 60)
    notes = {NoteId(str(n)): note(page, str(n), place, *sorted(ends)) for n, (place, *ends) in enumerate(placed)}
    found = marks(notes.values())
    for number, (place, *ends), stays in acts:
        changed = note(page, str(number), place, *sorted(ends)) if stays else None
        found = found.changed({NoteId(str(number)): changed})
        notes.pop(NoteId(str(number)), None)
        if changed is not None:
            notes[changed.id] = changed
    made = marks(notes.values())
    assert (found.of, found.notes) == (made.of, made.notes)


def note(page: Page, name: str, place: int, start: int, end: int) -> Note:
    speech = page.speeches[place]
    start, end = min(start, len(speech.text)), min(end, len(speech.text))
    quote = Quote(Span(speech.id, start, end), speech.text[start:end])
    return Note(NoteId(name), page.thread.debate.id, Scope.SPAN, (quote,))


def test_the_row_after_a_final_line_feed_stands_for_the_line_feed() -> None:
    page = Page(thread([(Kind.QUESTION, MINISTER, "\n", ())], [range(1)]), 40)
    assert {page.position_at(row).offset for row in range(len(page))} == {0}
