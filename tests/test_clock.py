"""A clock that goes backwards, or was years ahead: nothing is lost, and what was done last still counts as last."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from store.annotations import Author, edit_note
from store.backup import back_up, backups, protect, recover, thin
from store.backup.ladder import Rung
from store.library import Library
from store.library.note_journal import journal_of
from store.parsed import Parsed
from store.search import Query, parse
from tests import oracle
from tests.figures import count
from tests.flows import do
from tests.libraries import NOW, SOURCE, debate
from tests.test_recovering import MOMENT, bodies, noted, ruin
from tui.clock import ago

YEAR, DAY, MINUTE = dt.timedelta(days=365), dt.timedelta(days=1), dt.timedelta(minutes=1)


def back(step: int) -> str:
    """Each moment earlier than the one before."""
    return (MOMENT - step * MINUTE).isoformat(timespec="milliseconds")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((debate(),)), SOURCE, now=back(0))
        noted(library, "debate/1", "one")
    return path


def test_what_was_done_last_is_undone_first(path: Path) -> None:
    words = [f"wording {step}" for step in range(8)]
    with Library.open(path) as library:
        for step, body in enumerate(words):
            opened = library.debate(library.find_debate("debate/1"))
            (note,) = library.notes(opened.id)
            change = edit_note(opened, note, Author(back(step)), body=body)
            assert change is not None
            library.apply(change, now=back(step))
    oracle.sound(path)
    for step, body in enumerate(reversed(words), len(words)):
        with Library.open(path) as library:
            assert bodies(library) == [body]
            assert library.undo(now=back(step)) is not None
    with Library.open(path) as library:
        assert bodies(library) == ["one"]
        for step, body in enumerate(words, 2 * len(words)):
            assert library.redo(now=back(step)) is not None
            assert bodies(library) == [body]
    assert recovered_without_backups(path) == words[-1:]


def recovered_without_backups(path: Path) -> list[str]:
    """What the note journal alone tells."""
    ruin(path)
    shutil.rmtree(path.parent / "backups", ignore_errors=True)
    assert recover(path, MOMENT - YEAR).rung is Rung.JOURNAL
    oracle.sound(path)
    with Library.open(path) as library:
        return bodies(library)


def test_steps_of_a_reader_whose_clock_goes_backwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same steps give the same library, whatever the clock says."""
    shelves = []
    for name, clock in (("forwards", None), ("backwards", back)):
        if clock is not None:
            monkeypatch.setattr("tests.flows.at", clock)
        (tmp_path / name).mkdir()
        with Library.open(tmp_path / name / "library.db") as library:
            for step in range(60):
                do(library, step)
            shelves.append([(row.id, row.title, row.speeches, row.notes) for row in library.shelf()])
            told = [(change.words, change.undone) for change in library.history(limit=999)]
            shelves[-1].append((bodies(library), told))  # type: ignore[arg-type]
        oracle.sound(tmp_path / name / "library.db")
    assert shelves[0] == shelves[1]
    count("steps with a clock that goes backwards", 60)


def test_a_draft_keeps_its_last_words_and_comes_first(path: Path) -> None:
    with Library.open(path) as library:
        for step, (key, text) in enumerate([("a", "Half"), ("b", "Other"), ("a", "Half a thought")]):
            library.keep_draft(key, text, now=back(step))
        assert [(key, text) for key, text, _ in library.drafts()] == [("a", "Half a thought"), ("b", "Other")]


def test_a_search_of_before_is_not_taken_for_one_still_being_typed(path: Path) -> None:
    with Library.open(path) as library:
        library.keep_searched("harb", 1, now=back(0))
        library.keep_searched("harbour", 1, now=back(60))
        assert {each.query for each in library.searched()} == {"harb", "harbour"}


def test_a_smart_list_has_as_new_what_came_in_after_the_last_look(path: Path) -> None:
    """Also where the clock was ahead at the look, or when a debate came in."""
    query = parse("lowering", MOMENT.date())
    assert isinstance(query, Query)
    with Library.open(path) as library:
        for step, key in enumerate(("debate/2", "debate/3", "debate/4")):
            library.keep_looked("dues", now=back(2 * step))
            seen = library.looked_at()["dues"]
            assert library.count(query, added_since=seen) == (0, True)
            library.add(Parsed((debate("Lamps", 6 + step, key),)), SOURCE, now=back(2 * step + 1))
            assert library.count(query, added_since=seen) == (1, True)
        library.keep_looked("dues", now=back(9))
        assert library.count(query, added_since=library.looked_at()["dues"]) == (0, True)


def test_backups_go_on_after_the_clock_was_ahead(path: Path) -> None:
    back_up(path, MOMENT + YEAR)
    assert protect(path, MOMENT) is None, "nothing has changed"
    with Library.open(path) as library:
        noted(library, "debate/1", "two")
    made = protect(path, MOMENT + MINUTE)
    assert made is not None
    assert protect(path, MOMENT + DAY) is None, "nothing has changed since"
    with Library.open(path) as library:
        library.add(Parsed((debate("Lamps", 6, "debate/2"),)), SOURCE, now=NOW)
    assert protect(path, MOMENT + 2 * MINUTE) is None, "debates alone can wait a day"
    assert protect(path, MOMENT + 2 * DAY) is not None
    assert len(backups(path)) == 3


def test_the_fullest_backup_comes_back_where_one_is_dated_in_the_future(path: Path) -> None:
    back_up(path, MOMENT + YEAR)
    with Library.open(path) as library:
        library.add(Parsed((debate("Lamps", 6, "debate/2"),)), SOURCE, now=NOW)
        noted(library, "debate/2", "two")
    later = back_up(path, MOMENT)
    ruin(path)
    journal_of(path).unlink()
    recovered = recover(path, MOMENT + DAY)
    assert (recovered.rung, recovered.backup) == (Rung.BACKUP, later.path)
    with Library.open(path) as library:
        assert bodies(library) == ["one", "two"]
    oracle.sound(path)


def test_a_clock_that_is_ahead_thins_out_no_last_days(path: Path) -> None:
    for days in range(10):
        back_up(path, MOMENT - days * DAY)
    assert len(thin(path, (MOMENT + 40 * YEAR).date())) == 3
    assert [backup.made for backup in backups(path)][:7] == [MOMENT - days * DAY for days in range(7)]
    assert thin(path, (MOMENT - 40 * YEAR).date()) == ()


def test_a_day_that_is_to_come_is_told_as_such() -> None:
    today = MOMENT.date()
    assert [ago(today + days * DAY, today) for days in (1, 30, 800)] == ["in 1 day", "in 4 weeks", "in 2 years"]
