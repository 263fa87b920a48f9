"""The ladder back from a damaged library: no note that was acknowledged is lost on any rung."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from store import anchors
from store.annotations import Author, note_on
from store.backup import back_up, recover
from store.backup.ladder import Rung
from store.errors import LibraryError
from store.library import Library
from store.library.note_journal import NoteJournal, entries, journal_of, last_number
from store.model import NoteId
from store.parsed import Parsed
from store.records import Placing, Scope
from tests import oracle
from tests.figures import count
from tests.flows import at, do
from tests.libraries import NOW, SOURCE, debate
from tui.cli import dispatchbox

MOMENT = dt.datetime(2031, 5, 6, 10, 0, tzinfo=dt.UTC)


def noted(library: Library, key: str, body: str) -> None:
    opened = library.debate(library.find_debate(key))
    said = opened.speeches[1]
    target = (Scope.SPAN, (anchors.make(said.id, said.text, 7, 20),))
    number = NoteId(f"{len(library.history(limit=999)):032x}")
    change = note_on(number, opened, target, Author(NOW), body=body)
    assert change is not None
    library.apply(change, now=NOW)


def bodies(library: Library) -> list[str]:
    there = {note.id: note for row in library.shelf() for note in library.notes(row.id)}
    there |= {note.id: note for note in library.orphans()}
    return sorted(note.body for note in there.values())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two backups, with a note before each and one after the last; the last debate is in no backup."""
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(),)), SOURCE, now=NOW)
        noted(opened, "debate/1", "one")
        back_up(path, MOMENT - dt.timedelta(days=1))
        noted(opened, "debate/1", "two")
        back_up(path, MOMENT)
        opened.add(Parsed((debate("Lamps", 5, "debate/2"),)), SOURCE, now=NOW)
        noted(opened, "debate/2", "three")
    return path


def ruin(path: Path) -> None:
    path.write_bytes(b"\xff" * 9000)


def nothing(library: Path) -> None:
    pass


def damaged(library: Path) -> None:
    ruin(library)


def emptied(library: Path) -> None:
    library.write_bytes(b"")


def gone(library: Path) -> None:
    library.unlink()


def newest_backup_too(library: Path) -> None:
    ruin(library)
    ruin(library.parent / "backups" / "library-20310506T100000Z.db")


def all_backups_too(library: Path) -> None:
    ruin(library)
    for path in (library.parent / "backups").iterdir():
        ruin(path)


def backups_gone(library: Path) -> None:
    ruin(library)
    shutil.rmtree(library.parent / "backups")


INDEX = {
    "DELETE FROM speech_fts_config": Rung.BACKUP,
    "DROP TABLE speech_fts_config": Rung.BACKUP,
    "DROP TABLE speech_fts_idx": Rung.BACKUP,
    "DROP TABLE note_tag": Rung.BACKUP,
    "DELETE FROM speech_fts_data": Rung.BACKUP,
    "DELETE FROM speech_fts_docsize": Rung.SOUND,
    "UPDATE speech_fts_data SET block = x'00' WHERE id = 1": Rung.SOUND,
}
"""What becomes of a library, and from where it comes back: an index that can be is made anew from the texts."""


@pytest.mark.parametrize("statement", INDEX)
def test_lost_tables_and_a_ruined_index_come_back(library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute(statement)
    looked = CliRunner().invoke(dispatchbox, ["--library", str(library), "doctor"])
    assert looked.exit_code == 1, looked.stdout
    assert looked.exception is None or isinstance(looked.exception, SystemExit)
    for words in (("search", "lowering"), ("doctor", "--fix")):
        done = CliRunner().invoke(dispatchbox, ["--library", str(library), *words])
        assert isinstance(done.exception, SystemExit | None), (words, done.exception)
    recovered = recover(library, MOMENT)
    assert recovered.rung is (INDEX[statement] if "mended" not in done.stdout else Rung.SOUND)
    assert recover(library, MOMENT).rung is Rung.SOUND
    oracle.sound(library)
    with Library.open(library) as opened:
        assert bodies(opened) == ["one", "three", "two"]


@pytest.mark.parametrize("statement", [one for one, rung in INDEX.items() if rung is Rung.SOUND])
def test_a_restore_makes_an_index_anew(library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute(statement)
    assert recover(library, MOMENT).rung is Rung.SOUND
    oracle.sound(library)


@pytest.mark.parametrize(
    ("damage", "rung", "waiting"),
    [
        (nothing, Rung.SOUND, 0),
        (damaged, Rung.BACKUP, 1),
        (emptied, Rung.BACKUP, 1),
        (gone, Rung.BACKUP, 1),
        (newest_backup_too, Rung.BACKUP, 1),
        (all_backups_too, Rung.JOURNAL, 3),
        (backups_gone, Rung.JOURNAL, 3),
    ],
)
def test_every_rung_keeps_every_note(library: Path, damage: Callable[[Path], None], rung: Rung, waiting: int) -> None:
    damage(library)
    before = library.read_bytes() if library.exists() else b""
    recovered = recover(library, MOMENT)
    assert recovered.rung is rung
    if before and rung is not Rung.SOUND:
        assert recovered.kept is not None
        assert recovered.kept.read_bytes() == before
        assert stat.S_IMODE(recovered.kept.stat().st_mode) == 0o600
    assert not list(library.parent.glob(".*"))
    oracle.sound(library)
    with Library.open(library) as opened:
        assert bodies(opened) == ["one", "three", "two"]
        assert len(opened.orphans()) == waiting
        for key in ("debate/1", "debate/2"):
            opened.add(Parsed((debate("Lamps" if key[-1] == "2" else "Harbour dues", 5, key),)), SOURCE, now=NOW)
        assert opened.orphans() == ()
        assert bodies(opened) == ["one", "three", "two"]
        noted(opened, "debate/2", "four")
    oracle.sound(library)
    ruin(library)
    recover(library, MOMENT + dt.timedelta(hours=1))
    count("restore drills", 2)
    with Library.open(library) as opened:
        assert bodies(opened) == ["four", "one", "three", "two"]
    oracle.sound(library)
    if rung is not Rung.BACKUP or damage is damaged:
        oracle.shows(library)


def test_a_wal_of_another_file_is_left_out(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with Library.open(other / "library.db") as opened:
        opened.add(Parsed((debate("Elsewhere", 9, "debate/9"),)), SOURCE, now=NOW)
        stale = (other / "library.db-wal").read_bytes()
    library.with_name("library.db-wal").write_bytes(stale)
    assert recover(library, MOMENT).rung is Rung.WITHOUT_WAL
    with Library.open(library) as opened:
        assert [row.title for row in opened.shelf()] == ["Harbour dues", "Lamps"]
        assert bodies(opened) == ["one", "three", "two"]
    oracle.sound(library)


def test_changes_whose_wal_was_lost_come_from_the_journal(library: Path) -> None:
    opened = Library.open(library)
    noted(opened, "debate/2", "four")
    held = library.read_bytes()
    opened.close()
    library.write_bytes(held)
    with Library.open(library) as before:
        assert "four" not in bodies(before)
    recovered = recover(library, MOMENT)
    assert recovered.rung is Rung.SOUND
    assert recovered.replayed is not None
    assert recovered.replayed.notes == 1
    with Library.open(library) as after:
        assert "four" in bodies(after)
        assert after.undo(now=NOW) is not None
        assert "four" not in bodies(after)


def test_nothing_at_all_gives_an_empty_library(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    ruin(path)
    recovered = recover(path, MOMENT)
    assert recovered.rung is Rung.EMPTY
    assert recovered.kept is not None
    assert recovered.kept.read_bytes() == b"\xff" * 9000
    oracle.sound(path)


def test_a_library_in_use_is_left_alone(library: Path) -> None:
    with Library.open(library) as opened:
        opened.shelf()
        (library.parent / "backups" / "library-20310506T100000Z.db").unlink()
        before = oracle.exported(opened)
        ruined = library.with_name("library.notes.jsonl").read_bytes()
        recover(library, MOMENT)
        assert oracle.exported(opened) == before
        assert library.with_name("library.notes.jsonl").read_bytes() == ruined


def test_no_new_library_is_made_beside_the_notes_of_an_old_one(library: Path) -> None:
    library.unlink()
    with pytest.raises(LibraryError, match="dispatchbox restore"):
        Library.open(library)
    assert not library.exists()


def test_the_journal_alone_gives_what_the_library_held(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        for step in range(80):
            do(opened, step)
        debates = [opened.debate(row.id) for row in opened.shelf()]
        notes = {note.id: replace(note, quotes=()) for one in debates for note in opened.notes(one.id)}
        codes, tags = opened.codes(), opened.tags()
        history = [(change.words, change.undone) for change in opened.history(limit=999)]
    ruin(path)
    recovered = recover(path, MOMENT)
    assert recovered.rung is Rung.JOURNAL
    with Library.open(path) as opened:
        waiting = opened.orphans()
        assert {note.id for note in waiting} >= {note for note, kept in notes.items() if kept.scope is not Scope.DEBATE}
        assert all(any(quote.placing is Placing.LOST for quote in note.quotes) for note in waiting)
        for number, kept in notes.items():
            assert replace(opened.note(number), quotes=()) == kept
        assert (opened.codes(), opened.tags()) == (codes, tags)
        assert [(change.words, change.undone) for change in opened.history(limit=999)] == history
    oracle.sound(path)


def test_a_line_cut_off_costs_only_itself_and_is_told_again(library: Path) -> None:
    beside = journal_of(library)
    whole = beside.read_bytes()
    beside.write_bytes(whole[:-25])
    assert last_number(beside) is None
    with Library.open(library) as opened:
        noted(opened, "debate/1", "four")
        expected = bodies(opened)
    assert beside.read_bytes().startswith(whole[:-25])
    assert [entry["n"] for entry in entries(beside)][-1] == 4
    for path in (library.parent / "backups").iterdir():
        ruin(path)
    ruin(library)
    recover(library, MOMENT)
    with Library.open(library) as opened:
        assert bodies(opened) == expected


def test_a_note_is_kept_where_the_journal_cannot_be_written(library: Path) -> None:
    beside = journal_of(library)
    kept = beside.read_bytes()
    beside.unlink()
    beside.mkdir()
    with Library.open(library) as opened:
        noted(opened, "debate/1", "four")
        assert "note journal" in opened.unwritten
        assert "four" in bodies(opened)
        beside.rmdir()
        beside.write_bytes(kept)
        noted(opened, "debate/1", "five")
        assert opened.unwritten == ""
    ruin(library)
    recover(library, MOMENT)
    with Library.open(library) as opened:
        assert bodies(opened) == ["five", "four", "one", "three", "two"]


def test_the_moment_of_a_change_is_that_of_its_line(library: Path) -> None:
    with Library.open(library) as opened:
        opened.undo(now=at(7))
    *_, last = entries(journal_of(library))
    assert (last["act"], last["at"]) == ("undone", at(7))
    assert stat.S_IMODE(journal_of(library).stat().st_mode) == 0o600


def unsummed(journal: bytes) -> bytes:
    """As an older Dispatchbox wrote it."""
    return re.sub(rb'(?m)^\{"sum": "\w+", ', b"{", journal)


@pytest.mark.parametrize("older", [False, True], ids=["summed", "of an older Dispatchbox"])
def test_a_damaged_line_costs_only_itself(library: Path, quick_path: Path, *, older: bool) -> None:
    """Bytes changed, cut and put in: a line that is still JSON is found out by its sum."""
    whole = unsummed(journal_of(library).read_bytes()) if older else journal_of(library).read_bytes()
    first, second, third = whole.splitlines(keepends=True)
    chance = random.Random(8)
    for number in range(24):
        place = chance.randrange(8, len(second) - 12)
        match number % 4:
            case 0:
                spoiled = second[:place] + bytes([second[place] ^ 1 << chance.randrange(7)]) + second[place + 1 :]
            case 1:
                spoiled = second[:place] + second[place + chance.randint(1, 9) :]
            case 2:
                spoiled = second[:place] + chance.choice((b"9", b'"', b"}", b"null", b"[" * 999)) + second[place:]
            case _:
                field = chance.choice((b"act", b"edits", b"id", b"debate", b"scope"))
                spoiled = second.replace(b'"%s"' % field, b'"x"')
        path = quick_path / f"{number}.db"
        ruin(path)
        journal_of(path).touch(0o600)
        path.chmod(0o600)
        journal_of(path).write_bytes(first + spoiled + third)
        replayed = recover(path, MOMENT).replayed
        assert replayed is not None
        with Library.open(path) as opened:
            there = bodies(opened)
        if not older:
            assert there == (["one", "three", "two"] if spoiled == second else ["one", "three"])
            assert replayed.damaged == (spoiled != second)
        assert {"one", "three"} <= {*there}
        oracle.sound(path)
        count("damaged lines of a note journal")


def test_the_doctor_knows_a_damaged_line_and_tells_everything_anew(library: Path) -> None:
    beside = journal_of(library)
    beside.write_bytes(beside.read_bytes().replace(b'"two"', b'"owt"'))
    assert [entry["n"] for entry in entries(beside)] == [1, 3]
    with Library.open(library) as opened:
        assert [finding.what for finding, _ in opened.examined(fix=True, now=NOW)] == ["note journal"]
        assert not list(opened.examined(fix=False, now=NOW))
        expected = bodies(opened)
    all_backups_too(library)
    assert recover(library, MOMENT).replayed is not None
    with Library.open(library) as opened:
        assert bodies(opened) == expected


def test_a_line_that_the_system_takes_in_pieces_is_whole(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = journal_of(library)
    beside.write_bytes(beside.read_bytes()[:-25])
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:100]))
    with Library.open(library) as opened:
        noted(opened, "debate/1", "four")
    assert [entry["n"] for entry in entries(beside)][-1] == 4
    assert len(beside.read_bytes().splitlines()) == 5


def test_a_line_that_is_not_on_the_disk_is_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: int) -> None:
        raise OSError(5, "Input/output error")

    beside = NoteJournal(library.with_name("apart.jsonl"))
    monkeypatch.setattr(os, "fsync", refused)
    beside.append({"act": "done", "edits": []}, 1)
    beside.close()
    assert beside.trouble == "Input/output error"
    assert last_number(beside.path) == 1


def test_what_a_newer_program_told_is_counted_and_the_rest_comes_back(library: Path) -> None:
    beside = journal_of(library)
    newer = beside.read_bytes().replace(b'"edits": [', b'"edits": [["Sketch", null, {"ink": 1}], ')
    beside.write_bytes(unsummed(newer))
    all_backups_too(library)
    replayed = recover(library, MOMENT).replayed
    assert replayed is not None
    assert (replayed.unread, replayed.damaged) == (3, 0)
    with Library.open(library) as opened:
        assert bodies(opened) == ["one", "three", "two"]
        assert len(opened.history()) == 3
        assert opened.undo(now=NOW) is not None
        assert bodies(opened) == ["one", "two"]
    oracle.sound(library)
