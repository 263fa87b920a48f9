"""Backups and restore drills."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import anchors
from store.annotations import Author, note_on
from store.backup import back_up, backups, restore, thin, worth_keeping
from store.errors import LibraryError
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.records import Scope
from tests import oracle
from tests.figures import count
from tests.libraries import NOW, SOURCE, debate

MOMENT = dt.datetime(2031, 5, 6, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.db")
    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    noted(library, "first")
    return library


def noted(library: Library, body: str) -> None:
    opened = library.debate(library.find_debate("debate/1"))
    target = (Scope.SPEECH, (anchors.whole(opened.speeches[0].id),))
    number = NoteId(f"{len(library.history()):032x}")
    change = note_on(number, opened, target, Author(NOW), body=body)
    assert change is not None
    library.apply(change, now=NOW)


def test_a_backup_is_whole_while_the_library_is_written(library: Library) -> None:
    made = back_up(library.path, MOMENT)
    kept = oracle.exported(library)
    noted(library, "second")
    assert made.path == library.path.parent / "backups" / "library-20310506T100000Z.db"
    assert [backup.path for backup in backups(library.path)] == [made.path]
    assert backups(library.path)[0].made == MOMENT
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    with Library.open(made.path, read_only=True) as copy:
        assert oracle.exported(copy) == kept


def test_two_backups_of_one_moment_are_two(library: Library) -> None:
    assert back_up(library.path, MOMENT).path != back_up(library.path, MOMENT).path
    assert len(backups(library.path)) == 2


def damage_nothing(path: Path) -> None:
    pass


def damage_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 30000)


def damage_all(path: Path) -> None:
    path.write_bytes(b"not a library")


def damage_size(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(16)
        file.write(b"\xff" * 84)


def put_another(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")


def make_it_act(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TRIGGER theirs AFTER INSERT ON note BEGIN DELETE FROM quote; END")


def lose(path: Path) -> None:
    path.unlink()


DAMAGES = [damage_nothing, damage_pages, damage_all, damage_size, damage_header, put_another, make_it_act, lose]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("stale", [False, True])
def test_restore_drill(library: Library, tmp_path: Path, damage, *, stale: bool) -> None:  # type: ignore[no-untyped-def]
    made = back_up(library.path, MOMENT)
    kept, done = oracle.exported(library), library.history()
    noted(library, "after the backup")
    wal = tmp_path / "library.db-wal"
    left = wal.read_bytes() if stale else b""
    library.close()
    damage(library.path)
    if stale:
        wal.write_bytes(left)
    before = library.path.read_bytes() if library.path.exists() else None
    aside = restore(library.path, made.path, MOMENT)
    if before is not None:
        assert aside is not None
        assert aside.read_bytes() == before
        assert not stale or aside.with_name(f"{aside.name}-wal").read_bytes() == left
        assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    else:
        assert (aside is None) is not stale
        assert aside is None or aside.read_bytes() == left
    with Library.open(library.path) as restored:
        assert oracle.exported(restored) == kept
        noted(restored, "goes on")
    oracle.sound(library.path)
    oracle.acknowledged(library.path, done)
    if stale and damage in (damage_pages, lose):
        oracle.shows(library.path)
    count("restore drills")


def test_a_library_in_use_is_not_replaced(library: Library) -> None:
    made = back_up(library.path, MOMENT)
    noted(library, "second")
    before = oracle.exported(library)
    with pytest.raises(LibraryError, match="open in another program"):
        restore(library.path, made.path, MOMENT)
    assert oracle.exported(library) == before
    assert not list(library.path.parent.glob("*damaged*"))
    oracle.sound(library.path)


def test_a_damaged_backup_is_refused(library: Library) -> None:
    made = back_up(library.path, MOMENT)
    damage_pages(made.path)
    with pytest.raises(LibraryError, match=r"damaged"):
        restore(library.path, made.path, MOMENT)
    with pytest.raises(LibraryError, match="is not there"):
        restore(library.path, made.path.with_name("absent.db"), MOMENT)
    other = made.path.with_name("other.db")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(LibraryError, match="not a Dispatchbox library"):
        restore(library.path, other, MOMENT)
    oracle.sound(library.path)


def test_what_cannot_be_backed_up_says_so(library: Library, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(LibraryError, match="no backup"):
        back_up(library.path, MOMENT)
    empty = tmp_path / "none"
    empty.mkdir()
    with pytest.raises(LibraryError, match="cannot be opened"):
        back_up(empty / "library.db", MOMENT)
    assert list((empty / "backups").iterdir()) == []


def test_thinning_deletes_files_and_nothing_else(library: Library) -> None:
    for hours in (0, 1, 2, 3, 4, 5, 25, 26, 27, 24 * 40):
        back_up(library.path, MOMENT - dt.timedelta(hours=hours))
    strange = library.path.parent / "backups" / "library-mine.db"
    shutil.copyfile(library.path, strange)
    gone = thin(library.path, MOMENT.date())
    assert [path.name for path in gone] == ["library-20310505T080000Z.db", "library-20310505T070000Z.db"]
    assert len(backups(library.path)) == 8
    assert strange.exists()


@given(st.lists(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2031, 5, 6)), max_size=200))
def test_what_is_worth_keeping(made: list[dt.datetime]) -> None:
    moments = [moment.replace(microsecond=0, tzinfo=dt.UTC) for moment in made]
    keep = worth_keeping(moments, MOMENT.date())
    assert keep <= set(moments)
    assert bool(keep) == bool(moments)
    if moments:
        assert max(moments) in keep
    assert {moment for moment in moments if moment.date() == MOMENT.date()} <= keep
    old = {moment for moment in moments if (MOMENT.date() - moment.date()).days > 14 + 7 * 8}
    assert {(moment.year, moment.month) for moment in old} == {(moment.year, moment.month) for moment in keep & old}
    weeks = {moment for moment in set(moments) - old if moment.date() < MOMENT.date() - dt.timedelta(days=14)}
    assert {moment.isocalendar()[:2] for moment in weeks} == {moment.isocalendar()[:2] for moment in keep & weeks}
    again = worth_keeping(keep, MOMENT.date())
    assert again == keep
    assert set(sorted(moments)[-7:]) <= keep
    assert len(keep) <= 7 + 14 + 10 + 12 * 12 + len([m for m in moments if m.date() == MOMENT.date()])
