"""What is committed in a thread of its own while the next file is parsed: in order, whole, and never unseen."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.library import Library
from store.library.importer import GATHERED, Importer
from store.parsed import Parsed, ParsedDebate, Remark
from store.queries.health import INDEX_CHECK
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
