"""Searching in the app: results as you type, opened with the question in view, walked through, narrowed, kept."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

import tui.clipboard
from store.errors import HaltedError
from store.library import Library
from store.model import DebateId, Kind, Section, Span, SpeechId
from store.parsed import Parsed
from store.search import Query, parse
from store.search.found import Found
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import running, screen_text
from tui.app import Dispatchbox
from tui.clipboard import Copied
from tui.screens import looking, results
from tui.screens.names import Names
from tui.screens.reader import ReaderScreen
from tui.screens.results import ResultsScreen
from tui.seeking import Seeker
from tui.widgets.paint_hits import Arranged, arrange, timeline

PATIENCE = 400


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as made:
        made.add(Parsed((debate(), debate("Later [Lords]", 9, "debate/2", house="lords"))), SOURCE, now=NOW)
    return path


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        await pilot.pause(0.02)
        if holds():
            return
    raise AssertionError(screen_text(pilot))


def screen(pilot: Pilot[None]) -> ResultsScreen:
    found = pilot.app.screen
    assert isinstance(found, ResultsScreen)
    return found


async def search(pilot: Pilot[None], text: str) -> None:
    assert isinstance(pilot.app, Dispatchbox)
    await pilot.press("g", "slash")
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    screen(pilot).query_one("#query", Input).value = text


async def test_results_open_on_their_exchange_and_are_walked_through(library: Path) -> None:
    async with running(library) as pilot:
        await search(pilot, "lowering")
        await until(pilot, lambda: len(screen(pilot).hits) == 2 and "2 speeches" in screen_text(pilot))
        shown = screen_text(pilot)
        assert "“lowering”" in shown
        assert shown.index("Later [Lords]") < shown.index("Harbour dues")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen) and "hit 1 of 2" in screen_text(pilot))
        assert "What he is doing about" in screen_text(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "hit 2 of 2" in screen_text(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "this was the last hit" in screen_text(pilot))


async def test_speeches_that_a_field_alone_finds_are_walked_through_and_counted(library: Path) -> None:
    async with running(library) as pilot:
        await search(pilot, "kind:question OR kind:answer")
        await until(pilot, lambda: len(screen(pilot).hits) == 4)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "hit 2 of 4" in screen_text(pilot))
        for key, place in (("N", 1), ("n", 2), ("n", 3), ("n", 4), ("N", 3), ("N", 2)):
            await pilot.press(key)
            await until(pilot, lambda told=f"hit {place} of 4": told in screen_text(pilot))  # type: ignore[misc]


def test_a_concordance_is_sorted_by_words_whatever_stands_beside_them() -> None:
    def found(text: str, at: int) -> Found:
        speech = SpeechId(at)
        span = Span(speech, text.index("tax"), text.index("tax") + 3)
        return Found(
            speech,
            DebateId(1),
            dt.date(2031, 1, 1),
            "commons",
            Section.CHAMBER,
            "",
            Kind.SPEECH,
            "",
            "",
            "",
            text,
            (span,),
        )

    hits = [found("my “council tax, Boat", 1), found("an old tax” (apples", 2), found("a bold tax: cargo", 3)]
    after = [row.found.speech for row in arrange(hits, Arranged.RIGHT)]
    before = [row.found.speech for row in arrange(hits, Arranged.LEFT)]
    assert (after, before) == ([2, 1, 3], [3, 1, 2])


async def test_what_is_no_query_is_told_and_a_misspelt_word_is_mended(library: Path) -> None:
    async with running(library) as pilot:
        await search(pilot, "-dues")
        await until(pilot, lambda: "say what to look for" in screen_text(pilot))
        screen(pilot).query_one("#query", Input).value = "lowring"
        await until(pilot, lambda: "r searches for: lowering" in screen_text(pilot))
        pilot.app.set_focus(screen(pilot).rows)
        await pilot.press("r")
        await until(pilot, lambda: len(screen(pilot).hits) == 2)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("tax", "tax date:2024"),
        ("speaker:vane tax", "speaker:vane tax date:2024"),
        ("tax OR lady", "(tax OR lady) date:2024"),
        ("-kind:answer (tax OR lady", '-kind:"answer" (tax OR lady) date:2024-01-01..2024-12-31'),
        ('"a lady', '"a lady" date:2024-01-01..2024-12-31'),
        ("tax NEAR", "tax date:2024-01-01..2024-12-31"),
    ],
)
def test_what_is_narrowed_keeps_its_meaning(typed: str, wanted: str) -> None:
    asked = parse(typed, dt.date(2031, 6, 1))
    assert isinstance(asked, Query)
    assert results.narrowed(typed, asked, "date:2024") == wanted


async def test_narrowing_and_keeping(library: Path) -> None:
    async with running(library) as pilot:
        await search(pilot, "dues OR lady")
        await until(pilot, lambda: len(screen(pilot).hits) == 4)
        await pilot.press("enter", "F")
        await until(pilot, lambda: "Osric Vane" in screen_text(pilot) and "Enter narrows" in screen_text(pilot))
        assert "  Commons  " in screen_text(pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen) and len(screen(pilot).hits) == 2)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen))
        await pilot.press("f")
        await until(pilot, lambda: "1 kept" in screen_text(pilot) and "2 hits" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "0 kept" in screen_text(pilot))


async def test_the_ranking_is_made_ready_and_the_newest_stay_until_it_is(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = threading.Event()
    search_as_it_is = Library.search

    def waits(self: Library, query: Query, *, limit: int = 50, after: int = 0, order: str = "date") -> object:
        if order == "relevance" and not may.wait(20):
            raise AssertionError("nobody let it go on")
        return search_as_it_is(self, query, limit=limit, after=after, order=order)

    monkeypatch.setattr(Library, "search", waits)
    async with running(library) as pilot:
        await search(pilot, "dues OR lady")
        await until(pilot, lambda: "2031" in screen_text(pilot) and "4 speeches   newest first" in screen_text(pilot))
        await pilot.press("enter", "g", "s")
        await until(pilot, lambda: "newest first, ranking …" in screen_text(pilot))
        newest = screen(pilot).hits
        may.set()
        await until(pilot, lambda: "the most relevant first" in screen_text(pilot))
        assert set(screen(pilot).hits) == set(newest)
        await pilot.press("g", "s")
        assert screen(pilot).hits == newest
        await pilot.press("g", "s")
        assert "the most relevant first" in screen_text(pilot)


def test_how_hits_are_arranged(library: Path) -> None:
    asked = parse("dues OR lady OR lowering", dt.date(2031, 6, 1))
    assert isinstance(asked, Query)
    with Library.open(library) as opened:
        hits = opened.search(asked)
    assert [row.count for row in arrange(hits, Arranged.DEBATE) if row.context is None] == [2, 2]
    assert [row.found.speaker for row in arrange(hits, Arranged.PERSON) if row.context is None] == [
        "Osric Vane",
        "Ffion Prydderch",
    ]
    words = [row.context.words for row in arrange(hits, Arranged.RIGHT) if row.context]
    assert sorted(words) == sorted(["lowering"] * 2 + ["dues"] * 2 + ["Lady"] * 2)
    assert timeline({"2019": 1, "2020": 0, "2021": 8}, 20) == "▁ █ 2019–2021"[:3] + " 2019–2021"


async def test_a_newer_search_ends_an_older_one(library: Path) -> None:
    slow = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    seeker = Seeker(library)
    try:
        running_on = asyncio.create_task(seeker(lambda opened: opened._db.rows(slow)))
        await asyncio.sleep(0.05)
        seeker.begin()
        with pytest.raises(HaltedError):
            await running_on
        assert await seeker(lambda opened: len(opened.shelf())) == 2
    finally:
        seeker.close()


async def test_a_name_is_completed(library: Path) -> None:
    seeker = Seeker(library)
    try:
        names = Names(seeker)
        assert await names.get_suggestion('dues speaker:"osr') == 'dues speaker:"osric Vane"'
        assert await names.get_suggestion('speaker:"van') == 'speaker:"vane"'
        assert await names.get_suggestion("dues -by:va") == "dues -by:vane"
        assert await names.get_suggestion("speaker:os") == "speaker:osric"
        assert await names.get_suggestion("speaker:osric") is None
        assert await names.get_suggestion("dues osr") is None
        asked = asyncio.ensure_future(names.get_suggestion("speaker:va"))
        await asyncio.sleep(0)
        seeker.begin()
        assert await asked == "speaker:vane"
        assert await names.get_suggestion('speaker:"zz') is None
    finally:
        seeker.close()


async def test_hits_are_copied_from_the_list_as_one(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(tui.clipboard, "copy", lambda text, around: copied.append(text) or Copied("native", "copied"))
    async with running(library) as pilot:
        await search(pilot, "lowering")
        await until(pilot, lambda: len(screen(pilot).hits) == 2 and "2 speeches" in screen_text(pilot))
        pilot.app.set_focus(screen(pilot).rows)
        await pilot.press("j", "y", "c")
        await until(pilot, lambda: len(copied) == 1)
        assert "\n" not in copied[0]
        await pilot.press("y", "y")
        await until(pilot, lambda: len(copied) == 2)
        assert copied[1].endswith(f"— Osric Vane, {copied[0]}")
        await pilot.press("y", "h")
        await until(pilot, lambda: len(copied) == 3)
        assert copied[1] in copied[2]
        assert copied[2].count("— Osric Vane") == 2


async def test_enter_before_the_hits_are_there_leads_to_them_when_they_come(library: Path) -> None:
    async with running(library) as pilot:
        await search(pilot, "lowering")
        pilot.app.post_message(events.Key("enter", None))
        await until(pilot, lambda: len(screen(pilot).hits) == 2 and pilot.app.focused is screen(pilot).rows)


async def test_a_concordance_and_a_file_are_of_more_hits_than_were_shown(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "FIRST", 1)
    monkeypatch.setattr(results, "NEAR", -9)
    async with running(library) as pilot:
        await search(pilot, "dues OR lady")
        await until(pilot, lambda: len(screen(pilot).hits) == 1 and "4 speeches" in screen_text(pilot))
        await pilot.press("enter", "w")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        pilot.app.focused.value = str(tmp_path / "hits.jsonl")  # type: ignore[union-attr]
        await pilot.press("enter")
        await until(pilot, lambda: (tmp_path / "hits.jsonl").exists() and "4 hits written" in screen_text(pilot))
        assert len((tmp_path / "hits.jsonl").read_text(encoding="utf-8").splitlines()) == 4
        await pilot.press("v")
        await until(pilot, lambda: len(screen(pilot).hits) == 4 and "by person" in screen_text(pilot))
        assert screen_text(pilot).count("  2 hits") == 2
        await pilot.press("v")
        await until(pilot, lambda: len(screen(pilot).hits) == 4 and "concordance" in screen_text(pilot))


async def test_lists_tell_what_is_left_to_read_from_what_was_read_to_the_end(library: Path) -> None:
    async with running(library) as pilot:
        await search(pilot, "lady AND house:lords")
        await until(pilot, lambda: "1 speech" in screen_text(pilot))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReaderScreen))
        await pilot.press("G", "q")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen))
        await pilot.press("f")
        await until(pilot, lambda: "Read to the end" in screen_text(pilot) and "1 hit" in screen_text(pilot))
        assert "Continue reading" not in screen_text(pilot)
        assert "1 hits" not in screen_text(pilot)
        assert "1 debate\n" in "\n".join(map(str.rstrip, screen_text(pilot).splitlines())) + "\n"
