"""Readings in the app: opened by menu and by name, moved through, what is left out opened in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from store.readings import Of, Reading
from tests.test_app import pane, running, settled
from tests.test_app_fetching import until
from tests.test_pairs import DAYS, library_of
from tui.screens.people_box import PeopleScreen
from tui.screens.reader import ReaderScreen
from tui.screens.readings_menu import ReadingsMenu


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library_of(tmp_path_factory.mktemp("readings") / "library.db", DAYS)


@pytest.fixture
def path(tmp_path: Path, shelf: Path) -> Path:
    copied = tmp_path / "library.db"
    copied.write_bytes(shelf.read_bytes())
    return copied


def reading(pilot: Pilot[None]) -> Reading:
    shown = pane(pilot).thread
    assert shown is not None
    return shown.reading


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settled(pilot)


async def name_two(pilot: Pilot[None], one: str, two: str) -> None:
    await press(pilot, "g", "2")
    assert isinstance(pilot.app.screen, PeopleScreen)
    for name in (one, two):
        pilot.app.screen.query_one(Input).value = name
        await press(pilot, "enter")


async def test_two_people_are_named_and_what_is_left_out_opens_and_closes(path: Path) -> None:
    async with running(path) as pilot:
        await name_two(pilot, "marchb", "harriet quil")
        assert reading(pilot).title == "Debates between Dilys Marchbank and Harriet Quill"
        before = reading(pilot)
        first = pane(pilot).caret.speech
        await press(pilot, "enter")
        opened = reading(pilot)
        assert opened.opened
        assert len(opened.gaps) == len(before.gaps) - 1
        assert pane(pilot).caret.speech in opened.opened
        assert pane(pilot).caret.speech == opened.debates[0].speeches[0].id
        await press(pilot, "z", "c")
        assert reading(pilot) == before
        assert pane(pilot).caret.speech == first
        await press(pilot, "G", "z", "o")
        assert pane(pilot).caret.speech in reading(pilot).opened
        assert pane(pilot).caret.speech > before.debates[-1].speeches[-1].id
        await press(pilot, "q", "g", "r")
        assert isinstance(pilot.app.screen, ReadingsMenu)


async def test_a_name_misspelt_offers_those_near_it(path: Path) -> None:
    async with running(path) as pilot:
        await press(pilot, "g", "2")
        pilot.app.screen.query_one(Input).value = "Marchbnak"
        await settled(pilot)
        assert pilot.app.screen.query_one(OptionList).get_option_at_index(0).prompt.plain == "Dilys Marchbank"  # type: ignore[union-attr]
        await press(pilot, "enter")
        # those with whom she spoke are offered before a word is typed
        assert pilot.app.screen.query_one(OptionList).option_count > 5
        await press(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, PeopleScreen)


async def test_the_menu_leads_to_the_day_and_back(path: Path) -> None:
    async with running(path, size=(120, 40)) as pilot:
        await name_two(pilot, "marchb", "harriet quil")
        await press(pilot, "j", "g", "r")
        assert isinstance(pilot.app.screen, ReadingsMenu)
        lines = [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]
        day = next(place for place, line in enumerate(lines, 1) if "sitting day" in line)
        assert any("Harriet Quill and Dilys Marchbank" in line for line in lines)
        await press(pilot, str(day))
        assert reading(pilot).title == "House of Commons, Wednesday 12 March 2025"
        assert isinstance(pilot.app.screen, ReaderScreen)
        asked = pilot.app.screen.asked
        assert asked is not None
        assert asked.of is Of.DAY
        await press(pilot, "ctrl+o")
        assert reading(pilot).title.startswith("Debates between")


async def test_debates_and_days_and_columns_are_gone_to_within_a_reading(path: Path) -> None:
    async with running(path) as pilot:
        await name_two(pilot, "marchb", "harriet quil")
        screen = pilot.app.screen
        assert isinstance(screen, ReaderScreen)
        first, last = (debate.speeches[0].id for debate in reading(pilot).debates)
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert pane(pilot).caret.speech == last
        await press(pilot, "j", "left_square_bracket", "left_square_bracket")
        assert pane(pilot).caret.speech == last
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert pane(pilot).caret.speech == first
        screen._to_column("11 March 2025")
        await settled(pilot)
        assert pane(pilot).caret.speech == last
        screen._to_column("964")
        assert pane(pilot).caret.speech == first
        screen._to_column("12 March 1931")
        await settled(pilot)
        assert "the nearest is 11 March 2025" in pane(pilot).status_words
        screen._to_column("99999")
        assert "does not begin" in pane(pilot).status_words


async def test_beside_the_shelf(path: Path) -> None:
    async with running(path) as pilot:
        order = [found.id for found in pilot.app.beginning.debates]  # type: ignore[attr-defined]
        await press(pilot, "enter")
        for by, key in ((1, "right_square_bracket"), (1, "right_square_bracket"), (-1, "left_square_bracket")):
            screen = pilot.app.screen
            assert isinstance(screen, ReaderScreen)
            here = order.index(screen.asked.debate)  # type: ignore[union-attr]
            await press(pilot, key, key)
            assert screen.asked is not None
            assert screen.asked.debate == order[here + by]


async def test_the_palette_leads_from_two_names_to_their_page(path: Path) -> None:
    async with running(path) as pilot:
        await press(pilot, "ctrl+p")
        for letters in ("m", "a", "r", "c", "h", "b", "space", "a", "n", "d", "space", "q", "u", "i", "l"):
            await pilot.press(letters)
        shown = pilot.app.screen.query_one("CommandList", OptionList)
        pages = lambda: any("Debates between" in str(option.prompt) for option in shown.options)  # noqa: E731
        await until(pilot, lambda: pages() and shown.highlighted is not None)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        await settled(pilot)
        assert reading(pilot).title == "Debates between Dilys Marchbank and Harriet Quill"
