"""What leaves the app: the register of copies, links, and words piped to a program."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

import tui.clipboard
from store.library import Library
from tests.test_app import library, running, screen_text, settled  # noqa: F401 - the first is a fixture
from tests.test_every_key import strike as press
from tui.clipboard import Copied
from tui.screens.links import LinksScreen
from tui.screens.register import RegisterScreen


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied, in order."""
    texts: list[str] = []

    def copy(text: str, around: object) -> Copied:
        texts.append(text)
        return Copied("native", "copied")

    monkeypatch.setattr(tui.clipboard, "copy", copy)
    return texts


async def test_the_last_ten_copies_are_in_the_register(library: Path, copied: list[str]) -> None:  # noqa: F811
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "y", "c")
        for number in range(11):
            pilot.app.copy(f"copy [{number}]", "quote")  # type: ignore[attr-defined]
            await settled(pilot)
        await press(pilot, "quotation_mark")
        assert isinstance(pilot.app.screen, RegisterScreen)
        assert pilot.app.screen.query_one(OptionList).option_count == 10
        assert "copy [10]" in screen_text(pilot)
        await press(pilot, "j", "enter")
        assert copied[-1] == "copy [9]"
    with Library.open(library) as kept:
        assert (kept.setting("register") or "").startswith('[["copy [9]", "quote"], ["copy [10]"')


async def test_an_empty_register_says_how_to_fill_it(library: Path) -> None:  # noqa: F811
    async with running(library) as pilot:
        await press(pilot, "enter", "quotation_mark")
        assert "nothing has been copied yet" in screen_text(pilot)


async def test_links_are_shown_whole_and_opened(
    library: Path,  # noqa: F811
    copied: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    async with running(library) as pilot:
        await press(pilot, "enter", "j", "O")
        assert isinstance(pilot.app.screen, LinksScreen)
        assert "https://" in screen_text(pilot)
        await press(pilot, "y")
        assert copied[0].startswith("https://")
        await press(pilot, "o")
        assert opened == copied
        assert "opened at" in screen_text(pilot)


async def test_words_are_piped_without_a_shell(library: Path, tmp_path: Path) -> None:  # noqa: F811
    script = tmp_path / "count.py"
    script.write_text("import sys\ntext = sys.stdin.read()\nprint(sys.argv[1:], len(text) > 20)\n", encoding="utf-8")
    async with running(library, size=(120, 40)) as pilot:
        await press(pilot, "enter", "j", "vertical_line")
        pilot.app.screen.query_one(Input).value = f"{sys.executable} {script} '$HOME;[x]'"
        await press(pilot, "enter")
        assert "['$HOME;[x]'] True" in screen_text(pilot)
        await press(pilot, "escape", "vertical_line")
        pilot.app.screen.query_one(Input).value = "no-such-program-here"
        await press(pilot, "enter")
        assert "no-such-program-here cannot be run" in screen_text(pilot)


async def test_the_shelf_pipes_its_list(library: Path, tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "out"
    async with running(library) as pilot:
        await press(pilot, "vertical_line")
        pilot.app.screen.query_one(Input).value = f"tee {out}"
        await press(pilot, "enter")
        assert out.read_text(encoding="utf-8").count("\tcommons\t") >= 1
