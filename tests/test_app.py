"""The app through Textual's Pilot: what a person does, and what is then in the library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.color import Color
from textual.command import CommandList
from textual.css.query import NoMatches
from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from tests.ferries import DAY
from tests.resting import rest
from tui.app import Dispatchbox, Start
from tui.background import Desk
from tui.clock import now
from tui.config import Config
from tui.screens import reader
from tui.screens.reader import ReaderScreen
from tui.screens.shelf import ShelfScreen
from tui.themes import OURS
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.shelf_list import ShelfList

SAMPLES = Path(__file__).parent.parent / "sample_data"
PAIR = SAMPLES / "parallel-parliament" / "marchbank-quill-pair-2024-parliament.txt"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with the pair page in it."""
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        assert [report.error for report in bring_in(opened, [str(PAIR)], Options(DAY), now=now())] == [None]
    return path


@asynccontextmanager
async def running(
    path: Path, *, size: tuple[int, int] = (80, 24), config: Config | None = None
) -> AsyncIterator[Pilot[None]]:
    """The app over a library, settled on the shelf."""
    desk = Desk(lambda: Library.open(path))
    app = Dispatchbox(Start(path, config or Config()), desk)
    try:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot
    finally:
        desk.close()


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker runs and nothing is left to paint."""
    await rest()


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def pane(pilot: Pilot[None]) -> ReadingPane:
    return pilot.app.screen_stack[-1].query_one(ReadingPane)


def screen_text(pilot: Pilot[None]) -> str:
    """What the terminal shows."""
    width, height = pilot.app.size
    lines = []
    for y in range(height):
        strips = pilot.app.screen._compositor.render_strips()
        lines.append(strips[y].text if y < len(strips) else " " * width)
    return "\n".join(lines)


async def test_an_empty_library_says_how_to_begin(tmp_path: Path) -> None:
    async with running(tmp_path / "new.db") as pilot:
        text = screen_text(pilot)
        assert "paste it here" in text
        assert "dispatchbox demo" in text


async def test_the_shelf_opens_a_debate_and_comes_back(library: Path) -> None:
    async with running(library) as pilot:
        assert isinstance(pilot.app.screen, ShelfScreen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "speech 1 of 3" in screen_text(pilot)
        await press(pilot, "j")
        assert "exchange 1 of 1" in screen_text(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ShelfScreen)


async def test_a_note_is_on_the_disk_when_it_shows(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "a")
        pilot.app.screen.query_one(TextArea).insert("Ask for [the file].")
        await press(pilot, "ctrl+s")
        assert len(pane(pilot).marks.notes) == 1
        with Library.open(library) as other:
            (debate, *_) = other.shelf()
            (note,) = other.notes(debate.id)
            assert note.body == "Ask for [the file]."
            assert other.drafts() == ()


async def test_undo_says_what_it_undid_and_redo_brings_it_back(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "t")
        pilot.app.screen.query_one(Input).value = "Ferries, to check"
        await press(pilot, "enter")
        (note,) = pane(pilot).marks.notes.values()
        assert note.tags == ("Ferries", "to check")
        await press(pilot, "u")
        assert not pane(pilot).marks.notes
        assert "undone: tagged" in pane(pilot).status_words
        await press(pilot, "ctrl+r")
        assert len(pane(pilot).marks.notes) == 1
    async with running(library) as pilot:
        await press(pilot, "enter", "u")
        assert not pane(pilot).marks.notes


async def test_what_was_said_goes_when_the_reader_moves_on(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hour = [1000.0]
    monkeypatch.setattr(reader, "monotonic", lambda: hour[0])
    async with running(library) as pilot:
        await press(pilot, "enter", "u")
        assert "nothing to undo" in pane(pilot).status_words
        await press(pilot, "j")
        assert "nothing to undo" in pane(pilot).status_words
        hour[0] += reader.READ_SECONDS + 1
        assert "nothing to undo" in pane(pilot).status_words
        await press(pilot, "j")
        assert "nothing to undo" not in pane(pilot).status_words


async def test_a_highlight_is_put_on_the_words_chosen(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "v", "w", "w", "H", "e")
        (note,) = pane(pilot).marks.notes.values()
        assert (note.code, note.quotes[0].text != "") == ("evidence", True)
        assert pane(pilot).selection == ()


async def test_a_draft_comes_back(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "a")
        pilot.app.screen.query_one(TextArea).insert("half a tho")
        await settled(pilot)
        await press(pilot, "escape")
    async with running(library) as pilot:
        await press(pilot, "enter", "a")
        assert pilot.app.screen.query_one(TextArea).text == "half a tho"


async def test_the_place_is_kept(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "j")
        place = pane(pilot).place()
        await press(pilot, "q")
    async with running(library, size=(100, 30)) as pilot:
        await press(pilot, "enter")
        assert pane(pilot).caret == place.position


async def test_keys_run_in_the_order_typed(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.clipboard.copy", lambda text, around: copied.append(text) or _no_way())
    async with running(library) as pilot:
        await press(pilot, "enter")
        await pilot.press("j", "y", "q")
        await settled(pilot)
        question = pane(pilot).thread.debate.speeches[1]  # type: ignore[union-attr]
        assert copied == [question.text]


async def test_keys_typed_at_once_after_a_debate_is_opened_are_for_the_debate(library: Path) -> None:
    async with running(library) as pilot:
        for key in ("enter", "J", "a", *"elaborate"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "elaborate"
        await press(pilot, "ctrl+s")
        (note,) = pane(pilot).marks.notes.values()
        assert pane(pilot).thread.debate.speeches[1].id == note.quotes[0].span.speech  # type: ignore[union-attr]
        assert note.body == "elaborate"


async def test_why_a_place_could_not_be_kept_is_told_in_full_beside_the_place(library: Path) -> None:
    why = "the library a.db: may not be written; make the file and its folder writable, or work on a copy"
    async with running(library) as pilot:
        await press(pilot, "enter")
        pilot.app.desk.trouble = why  # type: ignore[attr-defined]
        await press(pilot, "J")
        pilot.app.screen._show_state()  # type: ignore[attr-defined]
        await settled(pilot)
        told = " ".join(screen_text(pilot).split())
        assert f"not saved: {why}" in told
        assert told.endswith("not saved")
        assert "exchange 1 of 1" in told


async def test_the_palette_offers_first_what_is_named_so(library: Path) -> None:
    async with running(library, size=(100, 40)) as pilot:
        await press(pilot, "enter", "ctrl+p", *"tag")
        options = pilot.app.screen.query_one(CommandList)
        await press(pilot)
        names = [str(options.get_option_at_index(at).prompt).split("  ")[0] for at in range(options.option_count)]
        called = ["tag" in name.casefold() for name in names]
        assert names[0] == "Tags"
        assert called == sorted(called, reverse=True)
        assert not all(called)


def _no_way() -> object:
    from tui.clipboard import Copied

    return Copied("nowhere", "copied")


async def test_back_after_a_mark_is_where_one_was_before(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "v", "w", "w", "escape", "m", "a")
        marked = pane(pilot).caret
        assert marked.offset > 0
        await press(pilot, "G")
        end = pane(pilot).caret
        await press(pilot, "apostrophe", "a")
        assert pane(pilot).caret == marked
        await press(pilot, "ctrl+o")
        assert pane(pilot).caret == end
        await press(pilot, "ctrl+n")
        assert pane(pilot).caret == marked
        await press(pilot, "q", "j", "enter", "G")
        end = pane(pilot).caret
        await press(pilot, "apostrophe", "a")
        assert pane(pilot).caret == marked
        await press(pilot, "ctrl+o")
        assert pane(pilot).caret == end


async def test_a_page_pasted_into_the_shelf_comes_in(tmp_path: Path) -> None:
    from textual import events

    path = tmp_path / "new.db"
    async with running(path) as pilot:
        pilot.app.post_message(events.Paste(PAIR.read_text(encoding="utf-8")))
        await settled(pilot)
        with Library.open(path) as other:
            assert other.totals() == (2, 6)
        assert "2 debates: 6 new" in screen_text(pilot)


async def test_a_page_pasted_while_one_reads_comes_in_and_one_reads_on(library: Path) -> None:
    page = PAIR.read_text(encoding="utf-8").replace("2025", "2024")
    async with running(library, size=(100, 30)) as pilot:
        await press(pilot, "enter", "J")
        before = pane(pilot).caret
        pilot.app.post_message(Paste(page))
        await settled(pilot)
        with Library.open(library) as other:
            assert other.totals() == (4, 12)
        assert "2 debates: 6 new" in screen_text(pilot)
        assert pane(pilot).caret == before
        await press(pilot, "slash")
        pilot.app.post_message(Paste("the reservoir"))
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == "the reservoir"
        assert "is not a debate" not in screen_text(pilot)


async def test_what_is_pasted_and_is_no_debate_is_told_of_once(tmp_path: Path) -> None:
    from textual import events

    async with running(tmp_path / "new.db") as pilot:
        pilot.app.post_message(events.Paste("milk, eggs, bread"))
        await settled(pilot)
        assert screen_text(pilot).count("what was pasted: is not a debate") == 1
        assert isinstance(pilot.app.screen, ShelfScreen)


async def test_a_file_named_in_the_app_comes_in_and_enter_opens_it(tmp_path: Path) -> None:
    async with running(tmp_path / "new.db") as pilot:
        await press(pilot, "i")
        pilot.app.screen.query_one(Input).value = str(PAIR)
        await press(pilot, "enter")
        assert "2 debates: 6 new" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_a_debate_is_removed_and_brought_back(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "d", "d")
        assert len(pilot.app.screen.query_one("#debates").listing.ids) == 1  # type: ignore[attr-defined]
        assert "removed" in screen_text(pilot)
        await press(pilot, "u")
        assert len(pilot.app.screen_stack[0].query_one("#debates").listing.ids) == 2  # type: ignore[attr-defined]


async def test_keys_typed_at_once_after_t_go_into_the_box(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "H", "e")
        await pilot.press("t", *"Housing")
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == "Housing"
        await press(pilot, "ctrl+s")
        (note,) = pane(pilot).marks.notes.values()
        assert (note.code, note.tags) == ("evidence", ("Housing",))


async def test_a_debate_with_notes_says_so_before_it_goes(library: Path) -> None:
    async with running(library, size=(60, 24)) as pilot:
        await press(pilot, "enter", "H", "e", "q", "d", "d")
        *_, first, second = screen_text(pilot).splitlines()
        assert first.startswith(" 1 note would go")
        assert second.startswith(" ")
        assert second.strip()
        await press(pilot, "d", "d")
        assert len(pilot.app.screen.query_one("#debates").listing.ids) == 1  # type: ignore[attr-defined]


async def test_a_title_is_corrected_by_hand(library: Path) -> None:
    async with running(library) as pilot:
        chosen = pilot.app.screen.query_one("#debates").chosen  # type: ignore[attr-defined]
        await press(pilot, "e")
        pilot.app.screen.query_one("#facts-title", Input).value = "Harbours [Lords]"
        await press(pilot, "ctrl+s")
        with Library.open(library) as other:
            assert other.facts(chosen).title == "Harbours [Lords]"
        assert "Harbours [Lords]" in screen_text(pilot)


async def test_the_filter_narrows_as_one_types(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "backslash", *"zzzz")
        assert pilot.app.screen.query_one("#debates").listing.ids.tolist() == []  # type: ignore[attr-defined]
        await press(pilot, "escape")
        assert len(pilot.app.screen.query_one("#debates").listing.ids) == 2  # type: ignore[attr-defined]


async def test_finding_in_the_debate(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "slash", *"the", "enter")
        assert len(pane(pilot).hits) > 1
        before = pane(pilot).caret
        await press(pilot, "n")
        assert pane(pilot).caret != before


async def test_the_copy_menu_shows_what_it_copies(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.clipboard.copy", lambda text, around: copied.append(text) or _no_way())
    async with running(library, size=(120, 40)) as pilot:
        await press(pilot, "enter", "j", "Y", *"wwww")
        assert "HC Deb" in screen_text(pilot)
        assert "missing: volume, column" in screen_text(pilot)
        await press(pilot, "enter")
        assert copied[0].startswith("HC Deb 1")


async def test_help_lists_the_keys_of_the_pane(library: Path) -> None:
    async with running(library, size=(100, 40)) as pilot:
        await press(pilot, "enter", "question_mark")
        assert "From a question to its answer" in screen_text(pilot)


async def test_help_hangs_what_a_key_does_beside_the_key(library: Path) -> None:
    async with running(library, size=(60, 40)) as pilot:
        await press(pilot, "enter", "question_mark")
        lines = screen_text(pilot).splitlines()
        at = next(at for at, line in enumerate(lines) if "A screen up; while" in line)
        assert lines[at + 1][4 : lines[at].index("A screen up")].isspace()
        assert "word" in lines[at + 1]


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 10)])
async def test_any_size_will_do(library: Path, size: tuple[int, int]) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "j")
        before = pane(pilot).caret
        await pilot.resize_terminal(*size)
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert pane(pilot).caret == before


async def test_the_last_mark_is_repeated_in_another_debate(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "full_stop")
        assert "nothing to repeat yet" in pane(pilot).status_words
        await press(pilot, "H", "e", "q", "j", "enter", "full_stop")
        (note,) = pane(pilot).marks.notes.values()
        assert note.code == "evidence"


async def test_a_sequence_that_leads_nowhere_leaves_the_newcomers_key(library: Path) -> None:
    async with running(library) as pilot:
        assert "Enter opens a debate" in screen_text(pilot)
        await press(pilot, "g")
        assert "notebook" in screen_text(pilot)
        await press(pilot, "n")
        assert "Enter opens a debate" in screen_text(pilot)


async def test_a_part_that_is_not_there_is_a_bug_while_its_view_stands(tmp_path: Path) -> None:
    """Also while the program is asked to leave; only a view that is closed, or an app that has ended, may miss one."""
    found: list[Exception] = []

    async with running(tmp_path / "library.db") as pilot:
        app = pilot.app
        assert isinstance(app, Dispatchbox)
        error = missed(app.screen)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(App, "_handle_exception", lambda _, error: found.append(error))
            patch.setattr(app, "_asked_to_leave", 0)
            app._handle_exception(error)
            assert found == [error]
            app._handle_exception(missed(ShelfScreen()))
            patch.setattr(app, "_running", False)
            app._handle_exception(error)
            assert found == [error]


def missed(screen: Screen[None]) -> NoMatches:
    try:
        screen.query_one("#nowhere")
    except NoMatches as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("theme", ["chamber", "order-paper", "nord", "textual-light", "there is none"])
async def test_the_theme_of_the_config_colours_the_first_screen(library: Path, theme: str) -> None:
    async with running(library, config=Config(theme=theme)) as pilot:
        app = pilot.app
        expected = app.get_theme(theme) or OURS[0]
        colours = expected.to_color_system().generate()
        assert app.theme == expected.name
        assert app.screen.styles.background == Color.parse(colours["background"])
        shelf = app.screen.query_one(ShelfList)
        cursor = Color.parse(app.get_css_variables()["block-cursor-background"]).rich_color
        painted = [piece.style for y in range(shelf.size.height) for piece in shelf.render_line(y)]
        assert any(style and style.bgcolor == cursor for style in painted)


async def test_a_key_that_comes_when_the_program_ends_is_for_nobody(library: Path) -> None:
    """The views are taken apart then; a key that waited for one once ended it with a traceback instead of its code."""
    async with running(library) as pilot:
        app = pilot.app
        await press(pilot, "g", "p")
        await app.screen.query_one("#list-filter").remove()
        app.exit(return_code=143)
        await app.on_event(events.Key("q", "q"))
        assert app.return_code == 143
