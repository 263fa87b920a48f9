"""Copying from the reader: the menu and what it keeps, exchanges, hits, repeating, shaping, the basket's key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

import tui.clipboard
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import DebateId, Kind
from tests.ferries import DAY
from tests.test_app import SAMPLES, pane, running, screen_text, settled
from tests.test_every_key import strike as press
from tui.app import Dispatchbox
from tui.clipboard import Copied
from tui.clock import now
from tui.screens.copy_menu import CopyMenu
from tui.screens.shaping import ShapeScreen
from tui.widgets.copy_view import CopyView


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied, in order."""
    texts: list[str] = []
    monkeypatch.setattr(tui.clipboard, "copy", lambda text, around: texts.append(text) or Copied("native", "copied"))
    return texts


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DISPATCHBOX_CONFIG", str(tmp_path / "config.toml"))
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "mine.txt").write_text("{{ speaker }} on {{ date }}, col {{ col_start }}", encoding="utf-8")
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        file = SAMPLES / "theyworkforyou" / "debates2025-03-11b.xml"
        assert [report.error for report in bring_in(library, [str(file)], Options(DAY), now=now())] == [None]
    return path


def debate_with(path: Path, kind: Kind, count: int = 1) -> DebateId:
    with Library.open(path) as library:
        found = (library.debate(one.id) for one in library.shelf())
        return next(one.id for one in found if sum(speech.kind is kind for speech in one.speeches) >= count)


async def reading(app: object, debate: DebateId) -> None:
    assert isinstance(app, Dispatchbox)
    await app.open_debate(debate)


async def test_the_menu_shows_what_it_copies_and_y_y_does_the_same(day: Path, copied: list[str]) -> None:
    debate = debate_with(day, Kind.ANSWER)
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        await press(pilot, "Y")
        menu = pilot.app.screen
        assert isinstance(menu, CopyMenu)
        for group in ("Your own", "Lawyer", "Student", "Journalist", "Researcher", "Web"):
            assert any(row.title == group for row in menu.query_one(CopyView).rows)
        await press(pilot, "g", "J", "w", "w", "w", "w", "f")
        assert "▸ OSCOLA 4 and 5" in screen_text(pilot)
        await press(pilot, "enter")
        assert copied[-1].startswith("HC Deb 11 March 2025")
        await press(pilot, "j", "y", "y")
        assert copied[-1].startswith("HC Deb 11 March 2025")
    with Library.open(day) as library:
        assert library.setting("recipe") == "oscola\tmarkdown\tcitation"
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        await press(pilot, "y", "y")
        assert copied[-1].startswith("HC Deb 11 March 2025")


async def test_a_choice_may_be_kept_for_one_debate_and_a_template_is_a_style(day: Path, copied: list[str]) -> None:
    debate = debate_with(day, Kind.ANSWER)
    with Library.open(day) as library:
        other = next(one.id for one in library.shelf() if one.id != debate)
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        await press(pilot, "Y", "g", "d")
        assert "kept for this debate only" in screen_text(pilot)
        await press(pilot, "enter", "y", "y")
        assert copied[-1].endswith(")") or "— " in copied[-1]
        assert " on 11 March 2025" in copied[-1]
        await reading(pilot.app, other)
        await press(pilot, "y", "y")
        assert " on 11 March 2025" not in copied[-1]


async def test_a_template_that_is_gone_is_told_and_stops_nothing(day: Path, copied: list[str], tmp_path: Path) -> None:
    with Library.open(day) as library:
        library.keep_setting("recipe", "mine\ttext\tcitation")
    (tmp_path / "templates" / "mine.txt").unlink()
    async with running(day) as pilot:
        await reading(pilot.app, debate_with(day, Kind.ANSWER))
        await press(pilot, "y", "y")
        assert copied[-1].startswith("HC Deb 11 March 2025")
        (tmp_path / "templates" / "odd.txt").write_bytes(b"\xff\xfe\xff")
        await press(pilot, "Y")
        assert isinstance(pilot.app.screen, CopyMenu)


async def test_what_is_missing_is_typed_once(tmp_path: Path, copied: list[str]) -> None:
    path = tmp_path / "library.db"
    file = SAMPLES / "parallel-parliament" / "marchbank-quill-pair-2024-parliament.txt"
    with Library.open(path) as library:
        assert [report.error for report in bring_in(library, [str(file)], Options(DAY), now=now())] == [None]
    async with running(path) as pilot:
        await press(pilot, "enter", "j", "Y")
        assert "missing: volume, column; r resolves" in screen_text(pilot)
        await press(pilot, "r")
        await settled(pilot)
        pilot.app.screen.query_one("#resolve-volume", Input).value = "763"
        pilot.app.screen.query_one("#resolve-column", Input).value = "801"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CopyMenu)
        assert "nothing is missing" in screen_text(pilot)
        await press(pilot, "escape", "y", "c")
        assert copied[-1].endswith("vol 763 c801")


async def test_the_point_copies_in_the_same_form_elsewhere(day: Path, copied: list[str]) -> None:
    debate = debate_with(day, Kind.ANSWER)
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        await press(pilot, "y", "b", "j", "full_stop")
        assert [text.partition("{")[0] for text in copied] == ["@misc", "@misc"]
        assert copied[0] != copied[1]
        await press(pilot, "y", "q", "j", "full_stop")
        assert copied[-1] == pane(pilot).thread.speeches[2].text.replace("\xa0", " ")  # type: ignore[union-attr]


async def test_an_exchange_hits_and_marked_speeches_are_one_copy(day: Path, copied: list[str]) -> None:
    debate = debate_with(day, Kind.ANSWER)
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        await press(pilot, "y", "e")
        assert copied[-1].count("HC Deb") == 1
        assert copied[-1].count("\n\n") >= 2
        thread = pane(pilot).thread
        assert thread is not None
        first, *_, last = thread.speeches
        pane(pilot).marked = frozenset({first.id, last.id})
        await press(pilot, "y", "y")
        assert copied[-1].count("HC Deb") == 1
        assert ("[…]" in copied[-1]) == (len(thread.speeches) > 2)
        await press(pilot, "escape", "y", "h")
        assert "nothing has been searched for" in screen_text(pilot)
        pane(pilot).search("the")
        hits = {hit.speech for hit in pane(pilot).hits}
        await press(pilot, "y", "h")
        said = [speech.text.split("\n")[0] for speech in thread.speeches if speech.id in hits]
        assert said
        assert all(words in copied[-1] for words in said)
        await press(pilot, "full_stop")
        assert copied[-1] == copied[-2]


async def test_words_are_cut_and_put_in_and_the_record_stays(day: Path, copied: list[str]) -> None:
    debate = debate_with(day, Kind.ANSWER)
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        speech = pane(pilot).thread.speeches[0]  # type: ignore[union-attr]
        words = speech.text.split()
        await press(pilot, "y", "x")
        assert isinstance(pilot.app.screen, ShapeScreen)
        assert pilot.app.screen.query_one(TextArea).text == speech.text
        await press(pilot, "w", "c", "w", "w", "i")
        pilot.app.screen.query_one(Input).value = "[the Minister]"
        await press(pilot, "enter")
        assert "[the Minister]" in screen_text(pilot)
        await press(pilot, "u", "enter")
        assert copied[-1].startswith(f"‘{words[0]} … {words[2]} ")
    with Library.open(day) as library:
        assert library.speech(speech.id)[1].text == speech.text


async def test_words_go_into_the_basket_once_and_out_by_undo(day: Path, copied: list[str]) -> None:
    debate = debate_with(day, Kind.ANSWER)
    async with running(day) as pilot:
        await reading(pilot.app, debate)
        await press(pilot, "s")
        assert "gathered" in screen_text(pilot)
        await press(pilot, "j", "full_stop", "s")
        with Library.open(day) as library:
            assert len(library.basket()) == 2
        await press(pilot, "u")
        with Library.open(day) as library:
            assert len(library.basket()) == 1
