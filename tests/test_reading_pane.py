"""The reading pane under keys and mouse, and what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.pilot import Pilot

from store.model import Kind, NoteId, Place, Position, Span, SpeechId
from store.readings import Thread
from store.records import Code, Note, Quote, Scope
from tests import goldens
from tests.invented import ASKER, FIRST_ID, large, small, thread
from tui.layout.motions import at_top
from tui.themes import ACCENTS_DARK, ACCENTS_LIGHT, OURS
from tui.widgets.reading_keys import CHOOSING, LOOKING, MOVING
from tui.widgets.reading_pane import ReadingPane

EVIDENCE = Code("evidence", "E", "green")


def note(name: str, place: int, start: int, end: int, **facts: object) -> Note:
    speech = small().debate.speeches[place]
    quote = Quote(Span(speech.id, start, end), speech.text[start:end])
    return Note(NoteId(name), small().debate.id, Scope.SPAN, (quote,), **facts)  # type: ignore[arg-type]


NOTES = (
    note("wall", 1, 25, 50, body="Compare the survey of 2030, which said otherwise.", tags=("harbour", "walls")),
    note("ice", 2, 30, 60, code="evidence"),
    note("lamp", 2, 40, 50, body="A note inside a highlight."),
)


class Harness(App[None]):
    """The pane alone."""

    posted: ClassVar[list[Message]] = []

    def __init__(self, shown: Thread, notes: tuple[Note, ...] = (), place: Place | None = None) -> None:
        super().__init__()
        self.given = shown, notes, (EVIDENCE,), place
        self.posted.clear()
        for theme in OURS:
            self.register_theme(theme)
        self.theme = OURS[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return ACCENTS_DARK if self.current_theme.dark else ACCENTS_LIGHT

    def compose(self) -> ComposeResult:
        yield ReadingPane()

    def on_mount(self) -> None:
        self.pane.show(*self.given)
        self.pane.focus()

    @property
    def pane(self) -> ReadingPane:
        return self.query_one(ReadingPane)

    def on_reading_view_moved(self, message: ReadingPane.Moved) -> None:
        self.posted.append(message)

    def on_reading_view_note_opened(self, message: ReadingPane.NoteOpened) -> None:
        self.posted.append(message)


Shown = tuple[Pilot[None], ReadingPane]


@asynccontextmanager
async def shown(
    made: Thread | None = None,
    notes: tuple[Note, ...] = (),
    size: tuple[int, int] = (80, 24),
    place: Place | None = None,
) -> AsyncIterator[Shown]:
    app = Harness(made or small(), notes, place)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.pane


def text_of(pane: ReadingPane) -> str:
    return "\n".join(pane.render_line(y).text for y in range(pane.size.height))


def speech(pane: ReadingPane) -> int:
    return pane.caret.speech - FIRST_ID


def sequence_actions() -> Iterator[Binding]:
    return (binding for binding in (*MOVING, *LOOKING, *CHOOSING) if " " in binding.key)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (140, 45)])
async def test_it_looks_as_it_did(width: int, height: int) -> None:
    async with shown(notes=NOTES, size=(width, height)) as (pilot, pane):
        pane.tell("saved")
        await pilot.press("j", "j")
        goldens.check(f"pane-{width}", text_of(pane))


async def test_keys_move_the_caret() -> None:
    async with shown() as (pilot, pane):
        for keys, place in ((["j"], 1), (["J"], 5), (["K"], 1), (["percent_sign"], 2), (["G"], 11), (["home"], 0)):
            await pilot.press(*keys)
            assert speech(pane) == place, keys


async def test_every_binding_has_an_action_and_words() -> None:
    async with shown(notes=NOTES) as (pilot, pane):
        begun = pane.caret
        for binding in (*MOVING, *LOOKING, *CHOOSING):
            assert binding.id is not None
            assert binding.id.startswith("reader."), binding
            assert binding.description, binding
            assert binding.tooltip, binding
            pane.choose("", begun)
            pane.choose("v", begun)
            assert bool(pane.selection), binding
            assert await pilot.app.run_action(binding.action, pane), binding
            await pilot.pause()
            assert pilot.app._exception is None, binding


async def test_choosing_by_keys() -> None:
    async with shown() as (pilot, pane):
        await pilot.press("j", "v", "w", "w", "e")
        [span] = pane.selection
        text = pane.thread.debate.speeches[1].text if pane.thread else ""
        assert text[span.start : span.end] == "What assessment she"
        await pane.run_action("choose_around('sentence_at')")
        [span] = pane.selection
        assert text[span.start : span.end] == text
        await pilot.press("j")
        assert [span.speech - FIRST_ID for span in pane.selection] == [1, 2]
        await pilot.press("V")
        assert [(span.start, span.speech - FIRST_ID) for span in pane.selection] == [(0, 1), (0, 2)]
        await pilot.press("escape")
        assert pane.selection == ()


async def test_keys_of_choosing_are_the_screens_else() -> None:
    async with shown() as (pilot, pane):
        assert "e" not in pilot.app.screen.active_bindings
        pane.choose("v", pane.caret)
        assert pilot.app.screen.active_bindings["e"].binding.id == "reader.word-end"


async def test_dragging_chooses_words() -> None:
    async with shown() as (pilot, pane):
        left = pane.frame.text.left
        assert pane.view is not None
        row = pane.view.page.row_of(Position(SpeechId(FIRST_ID + 1))) - pane.view.top + pane.frame.head
        await pilot.mouse_down(pane, offset=(left + 5, row))
        await pilot.hover(pane, offset=(left + 14, row))
        await pilot.mouse_up(pane, offset=(left + 14, row))
        [span] = pane.selection
        assert small().debate.speeches[1].text[span.start : span.end] == "assessment"
        await pilot.click(pane, offset=(left + 2, row))
        assert pane.selection == ()
        assert pane.caret == Position(SpeechId(FIRST_ID + 1), 2)


async def test_a_click_unfolds_and_leads() -> None:
    async with shown(size=(100, 40)) as (pilot, pane):
        assert pane.view is not None
        fold = next(row for row in range(len(pane.view.page)) if pane.view.page.line(row).kind == "fold")
        await pilot.press("G")
        await pilot.click(pane, offset=(pane.frame.text.left + 3, fold - pane.view.top + pane.frame.head))
        assert pane.folds == frozenset()
        await pilot.click(pane, offset=(8, pane.frame.head + 1))
        assert speech(pane) == 1


async def test_a_click_on_a_note_opens_it() -> None:
    async with shown(notes=NOTES, size=(140, 40)) as (pilot, pane):
        cards = pane.painter.cards(pane.scene)
        row = next(row for row, card in enumerate(cards) if card is not None and card.note == "wall")
        assert pane.frame.notes is not None
        await pilot.click(pane, offset=(pane.frame.notes.left + 4, row + pane.frame.head))
        assert [message.note for message in Harness.posted if isinstance(message, ReadingPane.NoteOpened)] == ["wall"]


async def test_notes_are_reached_one_by_one_and_opened() -> None:
    async with shown(notes=NOTES) as (pilot, pane):
        reached = []
        for _ in NOTES:
            await pane.run_action("note(1)")
            reached.append(pane.note)
        assert reached == ["wall", "ice", "lamp"]
        await pilot.press("enter")
        assert [message.note for message in Harness.posted if isinstance(message, ReadingPane.NoteOpened)] == ["lamp"]


async def test_new_notes_move_nothing() -> None:
    async with shown() as (pilot, pane):
        await pilot.press("j", "j")
        before = pane.place()
        pane.set_notes(NOTES, (EVIDENCE,))
        assert pane.place() == before
        assert "E" in text_of(pane)
        assert tuple(pane.marks.notes.values()) == NOTES


async def test_the_wheel_scrolls_three_rows_at_once() -> None:
    async with shown(large(40)) as (_, pane):
        assert pane.view is not None
        pane.action_scroll_rows(3)
        assert pane.view.top == 3


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_the_same_character_comes_back_to_the_same_row(size: tuple[int, int]) -> None:
    place = Place(Position(SpeechId(FIRST_ID + 20), 333), 7, 0.4)
    async with shown(large(60), size=size, place=place) as (pilot, pane):
        assert pane.place() == place
        assert pane.view is not None
        assert pane.view.row - pane.view.top == 7
        for columns, rows in ((20, 5), (1, 1), (140, 12), (63, 40), size):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
        assert pane.place() == place
        assert pane.view.row - pane.view.top == 7


async def test_a_place_that_is_gone_is_the_beginning() -> None:
    async with shown(place=Place(Position(SpeechId(5), 9), 3)) as (_, pane):
        assert pane.caret == Position(SpeechId(FIRST_ID))
        assert pane.view is not None
        assert pane.view.top == 0


async def test_divisions_are_folded_and_enter_opens() -> None:
    async with shown() as (pilot, pane):
        await pilot.press("G")
        assert "▸ Ayes 3, Noes 2." in text_of(pane)
        await pilot.press("enter")
        assert "Marsh, Ottoline" in text_of(pane)
        assert pane.folds == frozenset()


async def test_search_counts_goes_and_is_forgotten() -> None:
    async with shown() as (pilot, pane):
        assert pane.search("lanfair") == 1
        assert speech(pane) == 5
        assert pane.search("WEX") == 2
        first = pane.caret
        await pilot.press("n")
        assert pane.caret != first
        assert pane.search("nobody said this") == 0
        pane.search("wex")
        await pilot.press("asterisk")
        assert {speech - FIRST_ID for speech in pane.marked} == {3, 8}
        await pilot.press("escape")
        assert pane.hits == ()
        await pilot.press("escape")
        assert pane.marked == frozenset()


async def test_the_hint_takes_the_place_of_the_status_line() -> None:
    async with shown() as (pilot, pane):
        pane.hint = [(binding.key.split()[1], binding.description) for binding in sequence_actions()]
        await pilot.pause()
        assert "fold or unfold" in text_of(pane)
        pane.hint = ()
        assert "speech 1 of 12" in text_of(pane).splitlines()[-1]


async def test_a_message_never_takes_the_place_of_the_place() -> None:
    said = "copied to tmux: quote + parliament without volume, column; g v finds them"
    async with shown(size=(80, 24)) as (_pilot, pane):
        pane.tell("saved", "noted")
        *_, above, foot = text_of(pane).splitlines()
        assert "speech 1 of 12" in foot
        assert foot.endswith("saved  ·  noted ")
        assert "noted" not in above
        for words, rows in ((said, 1), (f"{said}. {said}", 2), (" ".join([said] * 40), 5)):
            pane.tell("saved", words)
            *_, foot = lines = text_of(pane).splitlines()
            assert "speech 1 of 12" in foot
            assert foot.endswith("saved ")
            told = " ".join(line.strip() for line in lines[-1 - rows : -1])
            assert words.startswith(told.removesuffix("…")), words
            assert all("copied" not in line for line in lines[: -1 - rows])
        pane.tell("saved")
        assert "copied" not in text_of(pane)


async def test_the_place_shows_while_words_are_chosen_and_speeches_marked() -> None:
    async with shown(size=(80, 24)) as (pilot, pane):
        pane.tell("saved")
        await pilot.press("j", "v", "e")
        assert "1 word chosen  ·  exchange 1 of" in text_of(pane).splitlines()[-1]
        await pilot.press("escape", "x")
        assert "1 speech marked  ·  exchange 1 of" in text_of(pane).splitlines()[-1]
        pane.tell("saved", "a message that leaves room for no more than the place, in short")
        assert "1 speech marked  ·  exchange 1 of" in text_of(pane).splitlines()[-1]


async def test_what_a_message_covers_is_not_passed_over() -> None:
    async with shown(size=(80, 24)) as (pilot, pane):
        await pilot.press("j", "j", "j")
        assert pane.view is not None
        page = pane.view.page
        last = page.rows_of(page.thread.exchanges[page.thread.exchange_of[pane.view.place]].turns[-1]).stop
        pane.set_view(at_top(pane.view, last - pane.view.height))
        assert pane.view.top + pane.view.height == last
        pane.tell("saved", "word " * 30)
        before = speech(pane)
        await pilot.press("space")
        assert pane.view.top + pane.view.height > last
        assert speech(pane) == before
        pane.tell("saved")
        await pilot.press("space")
        assert speech(pane) > before


async def test_overlays_come_and_go() -> None:
    async with shown(notes=NOTES) as (pilot, pane):
        await pilot.press("j", "j")
        pane.action_notes()
        assert "Compare the survey" in text_of(pane)
        await pilot.press("escape")
        assert "Compare the survey" not in text_of(pane)
        pane.action_outline()
        assert "└ Ottoline Marsh" in text_of(pane)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (2, 30), (11, 3), (39, 9), (300, 4)])
async def test_any_size_shows_something(size: tuple[int, int]) -> None:
    async with shown(notes=NOTES, size=size) as (pilot, pane):
        await pilot.press("j", "space", "J", "v", "w", "G", "K")
        assert [pane.render_line(y).cell_length for y in range(size[1])] == [size[0]] * size[1]


async def test_nothing_said_and_nothing_open() -> None:
    async with shown(thread([], [])) as (pilot, pane):
        await pilot.press("j", "G", "space", "v", "n", "x", "enter")
        assert "Nothing was said under this heading." in text_of(pane)
        assert pane.selection == ()


HOSTILE = "[@click=app.quit]x[/] [/] [bold \x1b]52;c;aGk=\x07 \u202eabc [Lords] https://example.org 👩‍🚀"


async def test_hostile_words_are_only_words() -> None:
    made = thread([(Kind.SPEECH, ASKER, HOSTILE, ())], [(0,)], title=HOSTILE)
    async with shown(made, (note("x", 1, 0, 5, body=HOSTILE, tags=(HOSTILE,), code=HOSTILE),), (140, 30)) as (_, pane):
        seen = text_of(pane)
        assert "[@click=app.quit]x[/] [/] [bold" in seen
        assert "[Lords]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen


async def test_a_key_press_posts_moved_once_and_only_when_it_moves() -> None:
    async with shown() as (pilot, _):
        await pilot.press("j")
        assert len(Harness.posted) == 1
        await pilot.press("home", "home")
        assert len(Harness.posted) == 2


@pytest.mark.parametrize("theme", [theme.name for theme in OURS])
async def test_another_theme_paints_anew(theme: str) -> None:
    async with shown() as (pilot, pane):
        pilot.app.theme = theme
        await pilot.pause()
        style = next(iter(pane.render_line(3))).style
        assert style is not None
        assert style.bgcolor is not None
        assert style.bgcolor.get_truecolor().hex.lower() == next(t for t in OURS if t.name == theme).background


async def test_a_contribution_an_exchange_and_a_hit_are_chosen() -> None:
    async with shown() as (pilot, pane):
        await pilot.press("j", "j")
        await pane.run_action("choose('v')")
        await pane.run_action("choose_around('contribution_at')")
        answer = pane.thread.speeches[2]
        assert pane.selection == (Span(answer.id, 0, len(answer.text)),)
        await pane.run_action("choose_around('exchange_at')")
        assert [span.speech for span in pane.selection] == [speech.id for speech in pane.thread.speeches[1:5]]
        assert all(span.start == 0 for span in pane.selection)
        pane.clear_selection()
        await pane.run_action("choose_hit")
        assert pane.selection == ()
        pane.search("lamp")
        await pane.run_action("hit(1)")
        await pane.run_action("choose_hit")
        (span,) = pane.selection
        assert span in pane.hits
