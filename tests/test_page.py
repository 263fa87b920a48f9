"""A thread as a page: every place has a row, every row a place, and every word is on it once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Excerpt, Kind, Position, Section, Speaker
from store.readings import Thread
from tests.invented import ASKER, MINISTER, SMALL, Turn, large, small, thread
from tui.layout import header
from tui.layout.cells import narrow, width
from tui.layout.frame import frame
from tui.layout.outline import outline
from tui.layout.page import LineKind, Page
from tui.layout.wrap import flowing

WORDS = st.text(st.sampled_from("abc de f\n’字🫖é-"), max_size=200)
KINDS = st.sampled_from([Kind.QUESTION, Kind.ANSWER, Kind.SPEECH, Kind.INTERVENTION, Kind.DIVISION, Kind.CHAIR])


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    texts = draw(st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=6))
    turns: list[Turn] = [
        (kind, None if kind is Kind.DIVISION else ASKER, text, (place - 1,) if place and kind is Kind.ANSWER else ())
        for place, (kind, text) in enumerate(texts)
    ]
    return thread(turns, [range(len(turns))])


@st.composite
def pages(draw: st.DrawFn) -> Page:
    made = draw(threads())
    ids = [speech.id for speech in made.debate.speeches]
    return Page(made, draw(st.integers(1, 80)), frozenset(draw(st.sets(st.sampled_from(ids)))))


@given(pages())
def test_every_word_is_on_the_page_once(page: Page) -> None:
    shown = {speech.id: "" for speech in page.speeches}
    for row in range(len(page)):
        line = page.line(row)
        if line.kind in (LineKind.TEXT, LineKind.FOLD):
            shown[page.speeches[line.place].id] += page.speeches[line.place].text[line.start : line.end]
    assert shown == {speech.id: speech.text for speech in page.speeches}


@given(pages())
def test_rows_and_places_lead_back(page: Page) -> None:
    for row in range(len(page)):
        line = page.line(row)
        if line.kind is LineKind.TEXT:
            position = page.position_at(row, 0)
            characters = len(page.speeches[line.place].text)
            assert page.row_of(position) == row or line.start == characters, "only an empty last row has no character"
            assert row in page.text_rows(line.place)
        assert page.place_at(row) == line.place


@given(pages())
def test_places_and_rows_lead_back(page: Page) -> None:
    for speech in page.speeches:
        for offset in range(len(speech.text)):
            position = Position(speech.id, offset)
            row, column = page.row_of(position), page.column_of(position)
            line = page.line(row)
            if line.kind is LineKind.FOLD:
                assert speech.id in page.folds
            else:
                assert line.start <= offset < line.end
                if narrow(speech.text):
                    assert page.position_at(row, column) == position


@given(pages())
def test_rows_of_speeches_follow_each_other(page: Page) -> None:
    before = len(page.heading)
    for place in range(len(page.speeches)):
        rows = page.rows_of(place)
        assert rows.start - before in (0, 1)
        assert len(page.text_rows(place)) >= 1
        before = rows.stop
    assert before == len(page)


@given(pages(), st.integers(-5, 400), st.integers(-5, 100))
def test_every_cell_is_a_place(page: Page, row: int, column: int) -> None:
    position = page.position_at(row, column)
    text = page.speeches[page.places[position.speech]].text
    assert 0 <= position.offset <= len(text)


@given(pages(), st.floats(0, 1))
def test_shares_and_places_lead_back(page: Page, share: float) -> None:
    position = page.position_of_share(share)
    if any(speech.text for speech in page.speeches):
        assert page.share(position) <= share + 1e-9


@given(st.integers(1, 200), st.text(max_size=30), st.text(min_size=1, max_size=60), st.text(max_size=90))
def test_a_header_fits_its_room(room: int, label: str, name: str, office: str) -> None:
    clean = {"name": name, "party": "Lab/Co-op", "seat": "Upper Tarn", "office": office}
    speech = replace(small().debate.speeches[1], speaker=Speaker(**clean))
    for row in header.rows(speech, label, room):
        assert sum(width(piece.text) for piece in row) <= max(room, 2)


def told(made: Thread, place: int) -> str:
    page = Page(made, 72)
    return page.labels[place]


def test_what_stands_beside_a_name() -> None:
    labels = Page(small(), 72).labels
    told = [labels[place] for place in range(1, 7)]
    assert told == [
        "1",
        "answers 1 above",
        "1.2",
        "answers 1.2 above",
        "2",
        "answers 2 above",
    ]
    assert labels[10] == "continues"


@pytest.mark.parametrize(
    ("excerpt", "expected"), [(Excerpt.PAIR, "answers a Member not shown on this page"), (Excerpt.FULL, "")]
)
def test_an_answer_to_nobody_on_the_page(excerpt: Excerpt, expected: str) -> None:
    assert told(thread([(Kind.ANSWER, MINISTER, "Yes.", ())], [(0,)], excerpt=excerpt), 0) == expected


def test_an_answer_to_a_group() -> None:
    turns: list[Turn] = [(Kind.QUESTION, ASKER, "Why?", ()) for _ in range(3)]
    group = (*turns, (Kind.ANSWER, MINISTER, "Because.", (0, 1, 2)))
    assert told(thread(group, [range(4)]), 3) == "answers 1, 1.2 and 1.3 above"
    many = (*turns, turns[0], (Kind.ANSWER, MINISTER, "Because.", (0, 1, 2, 3)))
    assert told(thread(many, [range(5)]), 4) == "answers 4 questions above"


def test_replies_sit_in_and_no_deeper_than_two() -> None:
    turns: list[Turn] = [(Kind.SPEECH, MINISTER, "So.", ())]
    turns += [(Kind.INTERVENTION, ASKER, "Well?", (place,)) for place in range(4)]
    assert list(Page(thread(turns, [range(5)]), 72).depths) == [0, 1, 2, 2, 2]
    assert list(Page(thread(turns, [range(5)]), 20).depths) == [0] * 5


def test_an_office_is_told_once_an_exchange() -> None:
    page = Page(small(), 72)
    told_at = [
        place
        for place in range(len(page.speeches))
        if any(piece.role is header.Role.OFFICE for row in page.header(place) for piece in row)
    ]
    assert told_at == [2, 6, 8]


def test_names_of_a_division_flow_and_stay_whole() -> None:
    text = (
        "Division No. 4\nAyes 3, Noes 2\nAyes\nMarsh, Ottoline\nQuill, Mr Bartholomew\nPym, Ada\nNoes\nEmber, Wilfred"
    )
    made = thread([(Kind.DIVISION, None, text, ())], [(0,)])
    assert len(flowing(text)) == len(text)
    page = Page(made, 40)
    shown = [text[line.start : line.end] for line in map(page.line, page.text_rows(0))]
    assert shown == [
        "Division No. 4\n",
        "Ayes 3, Noes 2\n",
        "Ayes\n",
        "Marsh, Ottoline\nQuill, Mr Bartholomew\n",
        "Pym, Ada\n",
        "Noes\n",
        "Ember, Wilfred",
    ]


def test_folded_speeches_of_an_exchange_stand_together() -> None:
    made = small()
    page = Page(made, 72, frozenset(speech.id for speech in made.debate.speeches))
    kinds = [page.line(row).kind.value[0] for row in range(len(page.heading), len(page))]
    assert "".join(kinds) == "fbffffbffbfbfffbf"


@pytest.mark.parametrize("speech", range(len(SMALL)))
def test_the_outline_knows_every_speech(speech: int) -> None:
    made = small()
    entry = outline(made).entries[outline(made).row_of(speech)]
    assert entry.exchange == made.exchange_of[speech]


@settings(max_examples=300)
@given(st.integers(1, 240), st.integers(1, 80), st.booleans(), st.booleans())
def test_the_parts_of_a_frame_are_within_it(cells: int, rows: int, left: bool, right: bool) -> None:
    parts = frame(cells, rows, left, right)
    assert parts.body >= 1
    beside = [panel for panel in (parts.outline, parts.notes) if panel and not panel.over]
    at = 0
    for panel in sorted([parts.gutter, parts.text, parts.bar, *beside], key=lambda panel: (panel.left, panel.width)):
        assert panel.left >= at
        at = panel.left + panel.width
    assert at <= cells


def test_a_long_debate_is_kept_small() -> None:
    page = Page(large(200), 72)
    assert len(page) > 3_000
    assert page._starts.itemsize == 4


@pytest.mark.parametrize(
    ("house", "told"),
    [
        ("commons", "Commons"),
        ("northern_ireland", "Northern Ireland"),
        ("National Council of the Republic of Austria", "National Council of the Republic of Austria"),
        ("NATIONAL ASSEMBLY", "NATIONAL ASSEMBLY"),
    ],
)
def test_a_house_is_named_as_it_is_written(house: str, told: str) -> None:
    assert header.place_of(replace(small().debate, house=house, committee="", section=Section.CHAMBER)) == told


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (Section.WESTMINSTER_HALL, "Commons, Westminster Hall"),
        (Section.GRAND_COMMITTEE, "Commons, Grand Committee"),
        (Section.WRITTEN_ANSWER, "Commons, Written answer"),
        (Section.PETITION, "Commons, petition"),
    ],
)
def test_a_room_with_a_name_has_its_capitals(section: Section, told: str) -> None:
    assert header.place_of(replace(small().debate, house="commons", committee="", section=section)) == told
