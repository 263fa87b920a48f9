"""Bringing files in through the app: the preview, how it goes, stopping, and the reader beside it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.annotations import correct_debate
from store.library import Library
from store.parsed import Parsed
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import PAIR, SAMPLES, press, running, screen_text, settled
from tui.app import STAMP_SECONDS, Dispatchbox
from tui.beside import _why
from tui.intake import Intake, many
from tui.screens.preview import PreviewScreen
from tui.screens.shelf import ShelfScreen

PATIENCE = 60
"""Seconds that a step may take on a busy machine."""


async def name(pilot: Pilot[None], path: Path) -> None:
    """Press i and name a file or folder."""
    await press(pilot, "i")
    pilot.app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 50):
        await pilot.pause(0.02)
        if holds():
            return
    raise AssertionError(screen_text(pilot))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two days and a list that holds none."""
    made = tmp_path / "some days"
    made.mkdir()
    for file in ("theyworkforyou/debates2025-03-11b.xml", "theyworkforyou/ni2025-03-11.xml", "parlamint/listOrg.xml"):
        shutil.copy(SAMPLES / file, made)
    return made


def totals(path: Path) -> tuple[int, int]:
    with Library.open(path) as library:
        return library.totals()


async def test_a_folder_is_shown_before_it_comes_in(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "new.db"
    async with running(path) as pilot:
        await name(pilot, folder)
        await settled(pilot)
        assert isinstance(pilot.app.screen, PreviewScreen)
        shown = screen_text(pilot)
        assert "House of Commons, Tuesday 11 March 2025:" in shown
        assert "Northern Ireland Assembly" in shown
        assert totals(path) == (0, 0)
        await press(pilot, "escape")
        assert (isinstance(pilot.app.screen, ShelfScreen), totals(path)) == (True, (0, 0))
        await name(pilot, folder)
        await settled(pilot)
        await press(pilot, "enter")
        assert totals(path)[0] > 1
        assert "new" in screen_text(pilot)
        await name(pilot, folder)
        await settled(pilot)
        assert "already" in screen_text(pilot)


async def test_enter_need_not_wait_for_the_counting(tmp_path: Path, thirty_days: Path) -> None:
    async with running(tmp_path / "new.db") as pilot:
        await name(pilot, thirty_days)
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewScreen))
        await press(pilot, "enter")
        assert totals(tmp_path / "new.db")[1] > 12_000


async def test_one_file_alone_is_not_asked_about(tmp_path: Path, folder: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(PAIR, alone)
    for named in (PAIR, alone):
        async with running(tmp_path / f"{named.name}.db") as pilot:
            await name(pilot, named)
            await settled(pilot)
            assert "2 debates: 6 new" in screen_text(pilot)


async def test_what_cannot_come_in_is_told_in_the_preview(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with running(tmp_path / "new.db") as pilot:
        await name(pilot, empty)
        await settled(pilot)
        assert "nothing would come in" in screen_text(pilot)
        assert "holds no file that could be a debate" in " ".join(screen_text(pilot).split())


async def test_an_import_says_how_it_goes_and_can_be_stopped(tmp_path: Path, thirty_days: Path) -> None:
    path = tmp_path / "new.db"
    async with running(path) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        assert "app.stop" not in {active.binding.id for active in pilot.app.screen.active_bindings.values()}
        pilot.app.take_in((str(thirty_days),))
        await until(pilot, lambda: " of 30 files, " in screen_text(pilot) and totals(path)[1] > 0)
        await pilot.pause(1.2 * STAMP_SECONDS)
        assert "ctrl+x stops" in screen_text(pilot)
        assert " 0 debates" in screen_text(pilot)
        await pilot.press("ctrl+x")
        await settled(pilot)
        assert "stopped; " in screen_text(pilot)
        debates, speeches = totals(path)
        assert 0 < speeches < 12_000
        assert f" {debates:,} debates" in screen_text(pilot)
        assert "app.stop" not in {active.binding.id for active in pilot.app.screen.active_bindings.values()}


async def test_leaving_stops_what_comes_in(tmp_path: Path, thirty_days: Path) -> None:
    path = tmp_path / "new.db"
    async with running(path) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        pilot.app.take_in((str(thirty_days),))
        await until(pilot, lambda: " of 30 files, " in screen_text(pilot))
        (intake,) = pilot.app.intakes
        assert intake._process is not None
        number = intake._process.pid
        await pilot.press("q")
    for _ in range(PATIENCE * 20):
        if not alive(number):
            break
        await asyncio.sleep(0.05)
    assert not alive(number)
    assert 0 < totals(path)[1] < 12_000


def alive(number: int) -> bool:
    """A process that has ended but that nobody has asked about is not alive."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rpartition(") ")[2][0] != "Z"


async def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copy(PAIR, tmp_path / "pair.txt")
    async with running(tmp_path / "new.db") as pilot:
        await name(pilot, Path("~/pair.txt"))
        await settled(pilot)
        assert "2 debates: 6 new" in screen_text(pilot)


@pytest.mark.parametrize(
    ("paths", "asked"),
    [
        (["day.xml"], False),
        (["day.xml.gz"], False),
        (["-"], False),
        (["a.xml", "b.xml"], True),
        (["days*.xml"], True),
        (["corpus.tar.xz"], True),
        (["days.zip"], True),
        (["days.TGZ"], True),
        (["."], True),
    ],
)
def test_of_many_files_one_is_asked(paths: list[str], asked: bool) -> None:
    assert many(paths) is asked


async def test_what_somebody_does_elsewhere_shows_while_an_import_goes_on(tmp_path: Path) -> None:
    """What another import brings in shows when it has ended."""
    path = tmp_path / "library.db"
    with Library.open(path) as other:
        other.add(Parsed((debate(),)), SOURCE, now=NOW)
        facts = other.facts(other.shelf()[0].id)
        async with running(path) as pilot:
            app = pilot.app
            assert isinstance(app, Dispatchbox)
            going_on = Intake(path, [], None)
            app.intakes.append(going_on)
            other.add(Parsed((debate("Lamps", 6, "debate/2"),)), SOURCE, now=NOW)
            other.apply(correct_debate(facts, replace(facts, title="Harbour lights")), now=NOW)
            await until(pilot, lambda: "Harbour lights" in screen_text(pilot))
            other.add(Parsed((debate("Quays", 7, "debate/3"),)), SOURCE, now=NOW)
            app.look_for_changes()
            await settled(pilot)
            assert "Quays" not in screen_text(pilot)
            app.intakes.remove(going_on)
            await until(pilot, lambda: "Quays" in screen_text(pilot))


@pytest.mark.parametrize(
    ("last", "code", "told"),
    [
        ("dispatchbox: the disk is full", 2, "the disk is full"),
        ("3 of 30 files", -9, "the process that did this was killed (Killed), perhaps for want of memory; what was "),
        (
            "MemoryError",
            1,
            "the process that did this ended by itself (exit code 1), perhaps for want of memory; what ",
        ),
    ],
)
def test_a_process_that_reports_nothing_is_told_of_in_a_sentence(last: str, code: int, told: str) -> None:
    assert _why(last, code).startswith(told)
