"""The shelf in the app: many debates, what is known of them, order, groups, the calendar, days, and its filter."""

from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.library import Library
from store.model import DebateId
from store.parsed import Parsed
from store.search import Query, parse
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import press, running, screen_text, settled
from tui.screens.shelf import ShelfScreen
from tui.widgets.shelf_list import ShelfList
from tui.widgets.shelf_rows import BLOCK, KEPT, Known

DAYS, A_DAY = 21, 12
TODAY = dt.date(2031, 6, 1)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of more debates than are known at once, of two months and two years."""
    path = tmp_path_factory.mktemp("shelf") / "library.db"
    debates = [
        debate(f"Title {day:02}-{place:02}", day, f"debate/{day}/{place}", house="lords" if place > 9 else "commons")
        for day in range(1, DAYS + 1)
        for place in range(A_DAY)
    ]
    moved = [*debates[:-A_DAY], *(replace(each, date=dt.date(2030, 3, 4)) for each in debates[-A_DAY:])]
    with Library.open(path) as made:
        made.add(Parsed(tuple(moved)), SOURCE, now=NOW)
    return path


def shelf(pilot: Pilot[None]) -> ShelfList:
    return pilot.app.screen_stack[0].query_one(ShelfList)


def at(pilot: Pilot[None]) -> str:
    """The line with the cursor."""
    return next((line for line in screen_text(pilot).splitlines() if "▸" in line), "")


async def type_filter(pilot: Pilot[None], text: str) -> None:
    if not isinstance(pilot.app.focused, Input):
        await press(pilot, "backslash")
    pilot.app.screen.query_one("#filter", Input).value = text
    await settled(pilot)


async def test_lines_are_read_where_one_goes(many: Path) -> None:
    async with running(many) as pilot:
        assert (len(shelf(pilot).listing.ids), len(shelf(pilot)._known)) == (DAYS * A_DAY, 2 * BLOCK)
        await press(pilot, "G")
        assert "Title 21-11" in at(pilot)
        await press(pilot, "home")
        assert "Title 20-00" in at(pilot)


def test_rows_far_from_the_cursor_are_let_go(many: Path) -> None:
    with Library.open(many, read_only=True) as library:
        row = library.shelf(limit=1)[0]
    known = Known(array("q", range(BLOCK * (KEPT + 5))))
    for block in range(KEPT + 5):
        known.fill([replace(row, id=DebateId(number)) for number in known.ids(block)], (), cursor=block * BLOCK)
    assert (len(known), known.row(0), known.row(BLOCK * (KEPT + 4)) is not None) == (KEPT * BLOCK, None, True)


def test_a_block_is_looked_for_once_in_a_long_shelf(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(many, read_only=True) as library:
        row = library.shelf(limit=1)[0]
    known, looked = Known(array("q", range(50 * BLOCK + 7))), []
    place = Known.place
    monkeypatch.setattr(Known, "place", lambda self, *which: looked.append(which) or place(self, *which))
    rows = [replace(row, id=DebateId(number)) for number in (*known.ids(49), *known.ids(50), 10**9)]
    known.fill(rows, (), cursor=50 * BLOCK)
    assert (len(known), len(looked)) == (BLOCK + 7, 3)
    assert known.row(50 * BLOCK + 6) is not None


async def test_keys_lead_from_day_to_day_month_to_month_and_year_to_year(many: Path) -> None:
    async with running(many) as pilot:
        await press(pilot, "}")
        assert "Title 19-00" in at(pilot)
        await press(pilot, "j", "{")
        assert "Title 19-00" in at(pilot)
        await press(pilot, "{")
        assert "Title 20-00" in at(pilot)
        await press(pilot, "]", "y")
        assert ("Title 21-00" in at(pilot), "2030" in screen_text(pilot).splitlines()[0]) == (True, True)
        await press(pilot, "[", "m")
        assert "Title 20-00" in at(pilot)


async def test_a_day_is_gone_to_by_its_name(many: Path) -> None:
    async with running(many) as pilot:
        for asked, title, said in (
            ("3 May 2031", "Title 03-00", ""), ("2029", "Title 21-00", "nearest sitting"),
            ("someday", "Title 21-00", "is no day"),
        ):  # fmt: skip
            await press(pilot, "g", "c")
            pilot.app.screen.query_one(Input).value = asked
            await press(pilot, "enter")
            assert title in at(pilot)
            assert said in screen_text(pilot).splitlines()[-1]


async def test_order_and_groups_are_told_and_the_cursor_stays(many: Path) -> None:
    async with running(many) as pilot:
        await press(pilot, "j", "g", "s")
        assert ("Title 20-01" in at(pilot), "the oldest first" in screen_text(pilot)) == (True, True)
        await press(pilot, "g", "g")
        assert "Title 21-00" in at(pilot)
        await press(pilot, "g", "s")
        assert ("4 Mar 2030" in at(pilot), "all, by title" in screen_text(pilot)) == (True, True)
        pilot.app.screen.order, pilot.app.screen.grouping = "longest", "parliament"  # type: ignore[attr-defined]
        await press(pilot, "g", "s", "v", "G")
        assert "Title 21-11" in at(pilot)
        assert "by section, the newest first" in screen_text(pilot)


async def test_a_filter_says_how_it_was_read_and_what_is_wrong_with_it(many: Path) -> None:
    async with running(many) as pilot:
        await type_filter(pilot, "house:lords title:20-")
        assert ("2 debates in the Lords" in screen_text(pilot), len(shelf(pilot).listing.ids)) == (True, 2)
        await type_filter(pilot, "speeker:quill")
        assert "no field is called speeker:; speaker: is" in screen_text(pilot)
        assert len(shelf(pilot).listing.ids) == 2
        await press(pilot, "escape")
        assert (len(shelf(pilot).listing.ids), isinstance(pilot.app.screen, ShelfScreen)) == (DAYS * A_DAY, True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("title:05-", 12), ("title:commons", 0), ("house:lords", 42), ("date:2030", 12), ("parliament:58", 0),
     ("section:chamber", 252), ("is:unread", 252), ("is:read OR has:note", 0), ("speaker:vane title:01-", 12),
     ("speaker:nobody", 0), ("kind:question -date:2031", 12), ("asked-by:prydderch house:lords date:2030", 2),
     ("(title:05-01 OR title:05-02) -title:05-02", 1), ("itle NEAR 07-", 12), ("tag:a", 0)],
)  # fmt: skip
def test_what_a_filter_keeps(many: Path, text: str, kept: int) -> None:
    asked = parse(text, TODAY)
    assert isinstance(asked, Query)
    with Library.open(many, read_only=True) as library:
        found = library.listing(kept=library.filtered(asked))
        every = library.listing()
    assert len(found.ids) == kept
    assert [number for number in every.ids if number in found.ids] == found.ids.tolist()
    assert (sum(count for _, count in found.days), sum(count for _, count in found.groups)) == (kept, kept)


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "longest"])
@pytest.mark.parametrize("grouping", ["day", "month", "year", "parliament", "section"])
def test_every_order_and_grouping_holds_every_debate_once(many: Path, order: str, grouping: str) -> None:
    """And each debate stands under the heading that is its own."""
    with Library.open(many, read_only=True) as library:
        found = library.listing(order, grouping)
        rows = {row.id: row for row in library.shelf()}
    assert sorted(found.ids) == sorted(rows)
    names = [name for name, count in found.groups for _ in range(count)] or [""] * len(found.ids)
    for name, number in zip(names, found.ids, strict=True):
        row = rows[number]  # type: ignore[index]
        own = [row.date.isoformat(), f"{row.house} {row.section.value}", "59", ""]
        assert any(name == each or each.startswith(name) for each in own)
