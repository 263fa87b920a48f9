"""Moving: through the debate, and through its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Kind, NoteId, Position, Span, SpeechId
from tests.invented import ASKER, FIRST_ID, MINISTER, Turn, small, thread
from tui.layout import motions, words
from tui.layout.marks import Stop
from tui.layout.motions import View
from tui.layout.page import LineKind, Page

PAGE = Page(small(), 60)
PRINTED = {row for row in range(len(PAGE)) if PAGE.line(row).kind is not LineKind.BLANK}
IDS = [speech.id for speech in PAGE.speeches]

WAYS: list[Callable[[View], View]] = [
    motions.speech_next,
    motions.speech_previous,
    motions.exchange_next,
    motions.exchange_previous,
    motions.read_on,
    motions.top,
    motions.bottom,
    motions.match,
    motions.chain_start,
    lambda view: motions.scroll(view, 3),
    lambda view: motions.scroll(view, -7),
    lambda view: motions.same_speaker(view, 1),
    lambda view: motions.same_speaker(view, -1),
    lambda view: motions.align(view, view.caret, view.height // 2),
]
TEXT = [
    words.left,
    words.right,
    words.word,
    words.word_end,
    words.word_back,
    words.line_start,
    words.line_end,
    words.paragraph_next,
    words.paragraph_back,
]


def at(place: int, offset: int = 0, top: int = 0, height: int = 20) -> View:
    return View(PAGE, Position(IDS[place], offset), top, height)


def place(view: View) -> int:
    return view.page.places[view.caret.speech]


@given(st.integers(3, 60), st.lists(st.sampled_from(WAYS), max_size=30))
def test_the_caret_stays_in_sight(height: int, ways: list[Callable[[View], View]]) -> None:
    view = motions.top(at(0, height=height))
    for way in ways:
        view = way(view)
        assert 0 <= view.top <= view.last_top
        rows = range(view.top, view.top + view.height)
        assert view.row in rows or PAGE.row_of(view.caret) in rows or view.place == 0
        assert 0 <= view.caret.offset <= len(PAGE.speeches[view.place].text)


@given(st.integers(3, 40))
def test_reading_on_reaches_the_end_and_shows_every_line(height: int) -> None:
    view, seen = motions.top(at(0, height=height)), set()
    for _ in range(200):
        seen.update(range(view.top, view.top + view.height))
        after = motions.read_on(view)
        if after == view:
            break
        view = after
    assert seen >= PRINTED


@given(st.integers(3, 40))
def test_next_speech_passes_every_speech_and_every_line(height: int) -> None:
    view, places, seen = motions.top(at(0, height=height)), [0], set()
    for _ in range(400):
        seen.update(range(view.top, view.top + view.height))
        after = motions.speech_next(view)
        if after == view:
            break
        view = after
        if place(view) != places[-1]:
            places.append(place(view))
    assert places == list(range(len(IDS)))
    assert seen >= PRINTED


def test_previous_speech_goes_to_the_beginning_first() -> None:
    assert motions.speech_previous(at(2, 60)).caret == Position(IDS[2], 0)
    assert motions.speech_previous(at(2)).caret == Position(IDS[1], 0)
    assert motions.speech_previous(at(0)).caret == Position(IDS[0], 0)


@pytest.mark.parametrize(
    ("way", "start", "end"),
    [
        (motions.exchange_next, 1, 5),
        (motions.exchange_next, 3, 5),
        (motions.exchange_previous, 3, 1),
        (motions.exchange_previous, 5, 1),
        (motions.exchange_next, 11, 11),
        (motions.match, 1, 2),
        (motions.match, 2, 1),
        (motions.match, 3, 4),
        (motions.match, 4, 3),
        (motions.match, 8, 9),
        (motions.match, 9, 8),
        (motions.match, 7, 7),
        (motions.chain_start, 4, 1),
        (motions.chain_start, 6, 5),
        (motions.chain_start, 9, 8),
        (lambda view: motions.same_speaker(view, 1), 2, 4),
        (lambda view: motions.same_speaker(view, -1), 4, 2),
        (lambda view: motions.same_speaker(view, 1), 10, 10),
        (lambda view: motions.same_speaker(view, 1), 0, 11),
    ],
)
def test_where_a_motion_leads(way: Callable[[View], View], start: int, end: int) -> None:
    assert place(way(at(start))) == end


def test_questions_answered_together_lead_to_one_answer() -> None:
    turns: list[Turn] = [
        (Kind.QUESTION, ASKER, "One?", ()),
        (Kind.QUESTION, ASKER, "Two?", ()),
        (Kind.ANSWER, MINISTER, "Both.", (0, 1)),
    ]
    page = Page(thread(turns, [range(3)]), 60)
    for question in (0, 1):
        assert place(motions.match(View(page, Position(SpeechId(FIRST_ID + question)), 0, 20))) == 2
    assert place(motions.match(View(page, Position(SpeechId(FIRST_ID + 2)), 0, 20))) == 0


def test_hits_go_round() -> None:
    hits = (Span(IDS[1], 5, 9), Span(IDS[1], 20, 25), Span(IDS[4], 0, 2))
    assert motions.hit(at(0), hits, 1) == hits[0]
    assert motions.hit(at(1, 5), hits, 1) == hits[1]
    assert motions.hit(at(4), hits, 1) == hits[0]
    assert motions.hit(at(1, 5), hits, -1) == hits[2]
    assert motions.hit(at(1, 5), (), 1) is None
    assert motions.hit_from(PAGE, hits, Position(IDS[1], 5)) == hits[0]
    assert motions.hit_from(PAGE, hits, Position(IDS[9])) == hits[0]
    assert motions.hit_from(PAGE, (), Position(IDS[9])) is None


def test_annotations_at_one_word_are_passed_one_by_one() -> None:
    a, b, c = (NoteId(name) for name in "abc")
    stops = [(1, 5, a), (1, 5, b), (4, 0, c)]

    def of(place: int) -> list[Stop]:
        return [stop for stop in stops if stop[0] == place]

    assert motions.stop(at(0), of, None, 1) == stops[0]
    assert motions.stop(at(1, 5), of, a, 1) == stops[1]
    assert motions.stop(at(1, 5), of, b, 1) == stops[2]
    assert motions.stop(at(1, 5), of, b, -1) == stops[0]
    assert motions.stop(at(4), of, c, 1) == stops[0]
    assert motions.stop(at(2), of, None, -1) == stops[1]
    assert motions.stop(at(2), lambda place: (), None, 1) is None


def test_what_has_been_read() -> None:
    assert motions.seen(at(0, height=len(PAGE))) == 1.0
    assert 0 < motions.seen(at(0)) < 1


@given(st.sampled_from(TEXT), st.integers(0, len(IDS) - 1), st.integers(0, 10_000))
def test_text_motions_stay_in_the_debate(motion: words.Motion, speech: int, offset: int) -> None:
    text = PAGE.speeches[speech].text
    start = Position(IDS[speech], offset % max(1, len(text)))
    end = motion(PAGE, start)
    assert 0 <= end.offset < len(PAGE.speeches[PAGE.places[end.speech]].text)
    here, there = ((PAGE.places[position.speech], position.offset) for position in (start, end))
    if motion in (words.word, words.right, words.word_end, words.paragraph_next, words.line_end):
        assert there >= here or motion is words.line_end
    else:
        assert there <= here


SAID = "My hon. Friend is right. We “shall” go; will he come?\nYes, at 2.30 pm. A wall’s end"
ONE = Page(thread([(Kind.SPEECH, ASKER, SAID, ()), (Kind.SPEECH, ASKER, "Next one.", ())], [(0,), (1,)]), 60)


def words_from(motion: words.Motion, offset: int) -> str:
    end = motion(ONE, Position(SpeechId(FIRST_ID), offset))
    return ONE.speeches[ONE.places[end.speech]].text[end.offset :][:5]


@pytest.mark.parametrize(
    ("motion", "offset", "expected"),
    [
        (words.word, 0, "hon. "),
        (words.word, 17, "right"),
        (words.word, len(SAID) - 2, "Next "),
        (words.word_back, 10, "Frien"),
        (words.word_back, 8, ". Fri"),
        (words.word_end, 0, "y hon"),
        (words.paragraph_next, 0, "Yes, "),
        (words.paragraph_next, 60, "Next "),
        (words.paragraph_back, 60, "Yes, "),
        (words.paragraph_back, 54, "My ho"),
        (words.line_start, 20, "My ho"),
        (words.right, 0, "y hon"),
        (words.left, 1, "My ho"),
        (words.left, 0, "My ho"),
    ],
)
def test_text_motions(motion: words.Motion, offset: int, expected: str) -> None:
    assert words_from(motion, offset) == expected


@pytest.mark.parametrize(
    ("around", "offset", "expected"),
    [
        (words.word_at, 4, "hon"),
        (words.word_at, 2, " "),
        (words.word_at, SAID.index("wall"), "wall’s"),
        (words.sentence_at, 5, "My hon. Friend is right."),
        (words.sentence_at, 30, "We “shall” go; will he come?"),
        (words.sentence_at, SAID.index("2.30"), "Yes, at 2.30 pm."),
        (words.sentence_at, len(SAID) - 1, "A wall’s end"),
        (words.paragraph_at, 5, SAID.split("\n")[0]),
        (words.paragraph_at, len(SAID) - 1, SAID.split("\n")[1]),
    ],
)
def test_text_objects(around: Callable[[Page, Position], Span], offset: int, expected: str) -> None:
    span = around(ONE, Position(SpeechId(FIRST_ID), offset))
    assert SAID[span.start : span.end] == expected


@given(st.text(st.sampled_from("Ab. ?\n”hon"), min_size=1, max_size=80), st.integers(0, 79))
def test_sentences_tile_paragraphs(text: str, offset: int) -> None:
    page = Page(thread([(Kind.SPEECH, ASKER, text, ())], [(0,)]), 60)
    span = words.sentence_at(page, Position(SpeechId(FIRST_ID), offset % len(text)))
    around = words.paragraph_at(page, Position(SpeechId(FIRST_ID), offset % len(text)))
    assert around.start <= span.start <= span.end <= around.end


@pytest.mark.parametrize(("close", "expected"), [(True, {1, 2, 3}), (False, {3}), (None, {2, 3})])
def test_folds(close: bool | None, expected: set[int]) -> None:
    before = frozenset({SpeechId(1), SpeechId(3)})
    chosen = (SpeechId(1), SpeechId(2))
    assert motions.folded(chosen, before, close) == expected
