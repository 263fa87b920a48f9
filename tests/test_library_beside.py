"""What is committed in a thread of its own while the next file is parsed: in order, whole, and never unseen."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.library import Library
from store.library.importer import GATHERED, Importer
from store.parsed import Parsed, ParsedDebate, Remark
from store.queries.health import INDEX_CHECK
from store.schema import settings
from tests.libraries import NOW, SOURCE, debate

DAYS = 4


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def full(day: int) -> ParsedDebate:
    """As many speeches as go into one transaction."""
    remarks = tuple(Remark(f"{day}.{place}", f"Words {place} of day {day}.") for place in range(GATHERED))
    return ParsedDebate(f"Day {day}", dt.date(2031, 5, day), "commons", remarks, key=f"day/{day}")


def bring_in(importer: Importer, *debates: ParsedDebate, stop: bool = False) -> None:
    with importer:
        for each in debates:
            importer.add(Parsed((each,)), SOURCE)
        if stop:
            raise KeyboardInterrupt


def test_what_is_asked_meanwhile_waits_for_the_end(library: Library) -> None:
    with library.importing(NOW) as importer:
        for day in range(1, DAYS + 1):
            importer.add(Parsed((full(day),)), SOURCE)
            assert library.totals() == (day - 1, (day - 1) * GATHERED)
            assert len(importer.added) in (max(day - 2, 0), day - 1)
    assert [added.new for added in importer.added] == [GATHERED] * DAYS
    with Library.open(library.path, read_only=True) as other:
        assert other.totals() == (DAYS, DAYS * GATHERED)
    library._db.rows(INDEX_CHECK)


def test_reports_keep_their_order_past_files_that_hold_nothing(library: Library) -> None:
    with library.importing(NOW) as importer:
        for parsed in (Parsed((full(1),)), Parsed(()), Parsed((full(2),)), Parsed((), redirects=(("a", "b"),))):
            importer.add(parsed, SOURCE)
    assert [added.new for added in importer.added] == [GATHERED, 0, GATHERED, 0]


def test_what_cannot_be_committed_is_told_and_nothing_of_it_stays(library: Library) -> None:
    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    (pages,) = library._db.one("PRAGMA page_count")
    library._db.rows(f"PRAGMA max_page_count = {pages + 60}")
    importer = library.importing(NOW)
    with pytest.raises(LibraryError, match="the disk is full"):
        bring_in(importer, *map(full, range(1, 20)))
    library._db.rows("PRAGMA max_page_count = 100000")
    debates, speeches = library.totals()
    assert speeches == 2 + (debates - 1) * GATHERED
    assert len(importer.added) <= debates - 1
    library._db.rows(INDEX_CHECK)
    assert library.add(Parsed((full(20),)), SOURCE, now=NOW).new == GATHERED


def test_ctrl_c_keeps_what_was_gathered(library: Library) -> None:
    importer = library.importing(NOW)
    with pytest.raises(KeyboardInterrupt):
        bring_in(importer, full(1), debate(), stop=True)
    assert [added.new for added in importer.added] == [GATHERED, 2]
    assert library.totals() == (2, GATHERED + 2)


def test_a_library_stays_in_the_thread_that_opened_it(library: Library) -> None:
    caught: list[BaseException] = []

    def ask() -> None:
        try:
            library.totals()
        except RuntimeError as error:
            caught.append(error)

    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert len(caught) == 1


def test_whoever_waits_for_the_lock_asks_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every millisecond: an import lets go of the lock for a few only."""
    path = tmp_path / "library.db"
    Library.open(path).close()
    holder, waiting = (sqlite3.connect(path, isolation_level=None) for _ in range(2))
    holder.execute(settings.BEGIN)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 20:
            holder.rollback()

    monkeypatch.setattr(settings.time, "sleep", sleep)
    settings.begin(waiting)
    assert waiting.in_transaction
    assert slept == [settings.POLL] * 20
    assert waiting.execute("PRAGMA busy_timeout").fetchone() == (settings.BUSY_MS,)
    holder.close()
    waiting.close()
