"""Readings: what is chosen of many debates is read as one, and every speech keeps its own debate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.choosing import left_out
from store.errors import NotFoundError
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import DebateId, Place, Position, SpeechId
from store.readings import Gap, Of, Reading, Wanted, of_debates, passed, wanted
from store.threads import thread
from tests.ferries import DAY
from tests.test_app import SAMPLES, pane, running, settled
from tui.clock import now
from tui.layout.page import LineKind, Page
from tui.screens.reader import ReaderScreen

DAYS = ("debates2025-03-11b.xml", "debates2025-03-12a.xml")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two days of the Commons."""
    path = tmp_path_factory.mktemp("readings") / "library.db"
    with Library.open(path) as library:
        files = [str(SAMPLES / "theyworkforyou" / name) for name in DAYS]
        assert [report.error for report in bring_in(library, files, Options(DAY), now=now())] == [None, None]
    return path


@pytest.fixture
def library(shelf: Path) -> Iterator[Library]:
    with Library.open(shelf, read_only=True) as opened:
        yield opened


def named(library: Library, title: str) -> DebateId:
    return next(found.id for found in library.shelf() if found.title == title)


def ids(reading: Reading) -> list[SpeechId]:
    return [speech.id for debate in reading.debates for speech in debate.speeches]


wants = st.builds(
    Wanted,
    st.sampled_from(Of),
    st.none() | st.integers(1, 2**52).map(DebateId),
    st.lists(st.text(), max_size=2).map(tuple),
    st.text(),
    st.text(),
    st.lists(st.integers(1, 2**52).map(SpeechId), max_size=3).map(tuple),
)


@given(wants)
def test_what_is_asked_for_is_kept_as_a_line(asked: Wanted) -> None:
    assert wanted(asked.key) == asked
    assert "\n" not in asked.key


@pytest.mark.parametrize("key", ["", "x", "[]", '["nothing"]', "{}", "[1,2]", '["day",1,3]'])
def test_a_line_that_asks_for_nothing_is_refused(key: str) -> None:
    with pytest.raises(NotFoundError):
        wanted(key)


@given(st.lists(st.lists(st.booleans(), max_size=8), max_size=4))
def test_what_is_left_out_and_what_is_shown_make_the_whole(shows: list[list[bool]]) -> None:
    orders = [(DebateId(d), [SpeechId(100 * d + n) for n in range(len(own))]) for d, own in enumerate(shows, 1)]
    shown = [
        speech
        for (_, order), own in zip(orders, shows, strict=True)
        for speech, shows in zip(order, own, strict=True)
        if shows
    ]
    gaps = left_out(orders, frozenset(shown))
    back = list(shown)
    by_debate = dict(orders)
    for gap in reversed(gaps):
        back[gap.before : gap.before] = by_debate[gap.debate][gap.first : gap.first + gap.count]
    assert back == [speech for _, order in orders for speech in order]
    assert all(gap.ends == (gap.first + gap.count == len(by_debate[gap.debate])) for gap in gaps)


def test_a_sitting_day_is_all_of_its_debates_each_speech_in_its_own(library: Library) -> None:
    dam = named(library, "Harrowmere Dam Inquiry")
    reading = library.reading(Wanted(Of.DAY, dam))
    own = [found.id for found in library.shelf() if found.date == DAY]
    assert [debate.id for debate in reading.debates] == sorted(own)
    assert all(debate == library.debate(debate.id) for debate in reading.debates)
    assert reading.title == "House of Commons, Tuesday 11 March 2025"
    shown = thread(reading)
    assert [speech.id for speech in shown.speeches] == ids(reading)
    for place, speech in enumerate(shown.speeches):
        assert shown.debate_at(place) is shown.debate_of(speech.id)
        assert speech in shown.debate_at(place).speeches
    assert sorted(turn for exchange in shown.exchanges for turn in exchange.turns) == list(range(len(shown.speeches)))
    assert shown.count == sum(thread(debate).count for debate in reading.debates)


def test_a_section_is_what_stands_under_a_heading(library: Library) -> None:
    first = next(d for d in library.shelf() if len(d.parents) > 1 and d.date == DAY)
    for heading in first.parents:
        reading = library.reading(Wanted(Of.SECTION, first.id, words=heading))
        depth = first.parents.index(heading) + 1
        assert {debate.parents[:depth] for debate in reading.debates} == {first.parents[:depth]}
        assert len(reading.debates) == sum(
            d.parents[:depth] == first.parents[:depth] and d.date == DAY for d in library.shelf()
        )


def test_ministers_alone_and_whom_they_answer(library: Library) -> None:
    dam = named(library, "Harrowmere Dam Inquiry")
    reading = library.reading(Wanted(Of.MINISTERS, dam))
    (debate,) = reading.debates
    whole = library.debate(dam)
    names = {
        speech.speaker.name for speech in debate.speeches if speech.speaker and speech.kind in ("answer", "statement")
    }
    assert names == {"Dilys Marchbank"}
    left = [speech for speech in whole.speeches if speech not in debate.speeches]
    assert left
    assert not [speech for speech in left if speech.speaker and speech.speaker.name in names]
    asked = {target for speech in debate.speeches if speech.kind == "answer" for target in speech.replies_to}
    assert asked <= {speech.id for speech in debate.speeches}


def test_what_is_left_out_opens_in_place_and_closes_again(library: Library) -> None:
    reading = library.reading(Wanted(Of.HITS, words="chapel"))
    assert reading.gaps
    assert len(ids(reading)) == len(library.found_by("chapel", limit=100))
    opened = reading
    while opened.gaps:
        before = ids(opened)
        gap = opened.gaps[len(opened.gaps) // 2]
        opened = library.open_gap(opened, gap)
        assert len(ids(opened)) == len(before) + gap.count
        assert [speech for speech in ids(opened) if speech in before] == before
    assert [debate.speeches for debate in opened.debates] == [library.debate(d.id).speeches for d in opened.debates]
    closed = library.close_gap(opened, ids(opened))
    assert (ids(closed), closed.gaps, closed.opened) == (ids(reading), reading.gaps, frozenset())


@pytest.mark.parametrize("width", [20, 40, 72])
def test_headings_and_omissions_stand_between_the_speeches(library: Library, width: int) -> None:
    for asked in (Wanted(Of.DAY, named(library, "Mobile Libraries")), Wanted(Of.HITS, words="chapel")):
        shown = thread(library.reading(asked))
        page = Page(shown, width)
        kinds = [page.line(row).kind for row in range(len(page))]
        gaps = [page.lead_at(row) for row in range(len(page)) if kinds[row] is LineKind.GAP]
        assert [lead.gap for lead in gaps if lead] == list(shown.reading.gaps)
        for index, debate in enumerate(shown.reading.debates):
            row = page.heading_of(debate.id)
            lead = page.lead_at(row)
            assert lead is not None
            assert lead.debate == index
            assert page.place_at(row) == shown.starts[index]
        for place, speech in enumerate(page.speeches):
            rows = page.rows_of(place)
            assert page.lead_at(rows.start) is None
            assert all(page.place_at(row) == place for row in page.led_rows_of(place))
            assert page.row_of(Position(speech.id)) in rows
            assert page.position_at(page.led_rows_of(place).start) == Position(speech.id)
        assert Page(thread(library.debate(shown.debate.id)), width).leads == {}


def test_speeches_are_given_back_by_debate(library: Library) -> None:
    shown = thread(library.reading(Wanted(Of.HITS, words="chapel")))
    some = [speech.id for speech in shown.speeches][::-2]
    parted = of_debates(shown, some)
    assert sorted(speech for _, own in parted for speech in own) == sorted(some)
    assert all({*own} <= {speech.id for speech in debate.speeches} for debate, own in parted)


async def test_marks_over_several_debates_are_one_change_each_on_its_own_debate(tmp_path: Path, shelf: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(shelf.read_bytes())
    async with running(path, size=(120, 40)) as pilot:
        await pilot.app.open_reading(Wanted(Of.HITS, words="chapel"))  # type: ignore[attr-defined]
        await settled(pilot)
        shown = pane(pilot).thread
        assert shown is not None
        assert len(shown.reading.debates) > 1
        ends = [shown.reading.debates[0].speeches[0].id, shown.reading.debates[-1].speeches[-1].id]
        pane(pilot).marked = frozenset(ends)
        await pilot.press("H", "e")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert len(pane(pilot).marks.notes) == 2
    with Library.open(path) as library:
        (change,) = library.history()
        notes = [edit.after for edit in change.edits]
        assert [note.debate for note in notes] == [library.speech(speech)[0] for speech in ends]  # type: ignore[union-attr]
        assert {*library.reading_notes(library.reading(Wanted(Of.HITS, words="chapel")))} == {*notes}
        library.undo(now=now())
        assert [library.notes(library.speech(speech)[0]) for speech in ends] == [(), ()]


async def test_the_place_in_a_joined_reading_is_kept(tmp_path: Path, shelf: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(shelf.read_bytes())
    asked = Wanted(Of.HITS, words="chapel")
    async with running(path) as pilot:
        reader = await pilot.app.open_reading(asked)  # type: ignore[attr-defined]
        await settled(pilot)
        last = pane(pilot).thread.speeches[-1].id  # type: ignore[union-attr]
        await pilot.press("G", "m", "x", "q")
        await settled(pilot)
        await pilot.app.open_reading(asked)  # type: ignore[attr-defined]
        await settled(pilot)
        assert pane(pilot).caret.speech == last
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.debate_id == pane(pilot).thread.debate_of(last).id  # type: ignore[union-attr]
        await pilot.press("g", "g")
        await pilot.app.open_debate(DebateId(0), last)  # type: ignore[attr-defined]
        assert (reader.asked, pane(pilot).caret.speech) == (asked, last)
    with Library.open(path) as library:
        assert library.bookmark("x") == (asked, Position(last))
        assert [(kept, title) for kept, title in library.latest_joined()] == [(asked, "“chapel”")]


def test_debates_passed_whole_in_a_joined_reading_count_as_read(tmp_path: Path, shelf: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(shelf.read_bytes())
    with Library.open(path) as library:
        day = library.reading(Wanted(Of.DAY, named(library, "Mobile Libraries")))
        first = day.debates[0].speeches[0].id
        library.keep_place(day.debates[1].id, Place(Position(day.debates[1].speeches[0].id, 3), 2, 0.1))
        library.keep_place_in(day, Place(Position(first), 0, 0.5), now=now())
        read = {shelved.id: shelved.read for shelved in library.shelf()}
        whole = [debate.id for debate in passed(day, 0.5)]
        assert 1 < len(whole) < len(day.debates)
        assert [read[debate.id] == 1.0 for debate in day.debates] == [debate.id in whole for debate in day.debates]
        assert library.place(day.debates[1].id) == Place(Position(day.debates[1].speeches[0].id, 3), 2, 1.0)
        assert passed(library.reading(Wanted(Of.HITS, words="chapel")), 1.0) == []


def test_a_gap_tells_what_it_stands_for() -> None:
    assert left_out([(DebateId(1), [SpeechId(1), SpeechId(2)])], {SpeechId(1)}) == (
        Gap(DebateId(1), 1, 1, 1, ends=True),
    )
