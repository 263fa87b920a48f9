"""A library that somebody else made: it is looked at as a copy, and whatever could act in it is refused."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from store.backup import back_up, recover, restore
from store.backup.ladder import Rung
from store.errors import LibraryError, SourceError
from store.exports.foreign import notes_of_library
from store.library import Library
from store.schema import VERSION
from tests import oracle, schemas
from tests.figures import count
from tests.killing import JOURNAL, MOMENT
from tests.libraries import NOW
from tui.cli import dispatchbox

TODAY = dt.date(2031, 5, 6)
FUZZED = 60

EVIL = {
    "a trigger that deletes": "CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM quote; END",
    "a trigger of our own name": "CREATE TRIGGER speech_indexed_x AFTER UPDATE ON tag BEGIN DELETE FROM note; END",
    "a view without end": "CREATE VIEW e AS WITH RECURSIVE n AS (VALUES (1) UNION ALL SELECT 1 FROM n) SELECT 1 FROM n",
    "a view in place of ours": "DROP VIEW quotes; CREATE VIEW quotes AS SELECT 1",
    "a view in place of a table": "DROP TABLE bookmark; CREATE VIEW bookmark AS SELECT 1 AS letter",
}
UNKNOWN = {
    "a table more": "CREATE TABLE more (x)",
    "a virtual table": "CREATE VIRTUAL TABLE more USING fts5 (x)",
    "a table less": "DROP TABLE bookmark",
    "an index more": "CREATE INDEX more ON note (body, abs(length(author)))",
    "a column more": "ALTER TABLE note ADD COLUMN evil INT AS (abs(-9223372036854775807 - length(body)))",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "theirs.db"
    schemas.filled(path, 60)
    return path


@pytest.fixture
def theirs(whole: Path, tmp_path: Path) -> Path:
    (tmp_path / "theirs").mkdir()
    return Path(shutil.copy(whole, tmp_path / "theirs"))


def make(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)


def told(path: Path) -> str:
    """Why it cannot come in."""
    before = path.read_bytes()
    with pytest.raises(SourceError) as caught:
        notes_of_library(path, made=NOW, accessed=TODAY)
    assert path.read_bytes() == before
    assert "foreign.db" not in str(caught.value), "the copy is not the reader's business"
    return str(caught.value)


def test_its_notes_come_in_and_wait_for_their_debates(theirs: Path, tmp_path: Path) -> None:
    before = theirs.read_bytes()
    with Library.open(theirs) as other:
        wanted = {note.id: note.body for debate in other.noted_debates() for note in other.notes(debate)}
    bundle = notes_of_library(theirs, made=NOW, accessed=TODAY)
    assert theirs.read_bytes() == before
    assert {note.id: note.body for note in bundle.notes} == wanted
    with Library.open(tmp_path / "mine.db") as mine:
        done = mine.join(bundle, now=NOW, author="B")
        assert done.new == done.waiting == len(wanted) > 0
    oracle.sound(tmp_path / "mine.db")


@pytest.mark.parametrize("version", [JOURNAL, VERSION - 1])
def test_an_older_one_is_brought_up_to_date_as_a_copy(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    schemas.loaded(path, version)
    notes = oracle.rows(path, "note")["note"]
    assert not notes_of_library(path, made=NOW, accessed=TODAY).skipped
    assert oracle.version(path) == version
    assert oracle.rows(path, "note")["note"] == notes


@pytest.mark.parametrize("name", EVIL)
def test_what_acts_is_refused_by_every_way_in(theirs: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.keep_setting("mine", "yes")
    held = oracle.digest(path)
    make(theirs, EVIL[name])
    assert "that no Dispatchbox made" in told(theirs)
    for read_only in (True, False):
        with pytest.raises(LibraryError, match=r"no Dispatchbox made, which would act"):
            Library.open(theirs, read_only=read_only)
    with pytest.raises(LibraryError, match="no Dispatchbox made"):
        restore(path, theirs, MOMENT)
    with pytest.raises(LibraryError, match="no Dispatchbox made"):
        back_up(theirs, MOMENT)
    assert oracle.digest(path) == held


def test_a_library_that_was_made_to_act_comes_back_from_its_backup(theirs: Path) -> None:
    with Library.open(theirs) as library:
        seen = oracle.exported(library)
    back_up(theirs, MOMENT)
    make(theirs, EVIL["a trigger that deletes"])
    done = recover(theirs, MOMENT)
    assert done.rung is Rung.BACKUP
    with Library.open(theirs) as library:
        assert oracle.exported(library) == seen
    oracle.sound(theirs)
    oracle.shows(theirs)


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_tables_than_ours_do_not_come_in(theirs: Path, name: str) -> None:
    make(theirs, UNKNOWN[name])
    assert "are not those of Dispatchbox" in told(theirs)


def test_changes_that_wait_beside_it_are_not_passed_over(theirs: Path) -> None:
    theirs.with_name("theirs.db-wal").write_bytes(b"frames")
    assert "close the program that has it open" in told(theirs)


def test_by_the_command(theirs: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(dispatchbox, ["--library", str(tmp_path / "mine.db"), "import", str(theirs)])
    assert (run.exit_code, "new notes" in run.output) == (0, True)
    make(theirs, EVIL["a trigger that deletes"])
    run = CliRunner().invoke(dispatchbox, ["--library", str(tmp_path / "mine.db"), "import", str(theirs)])
    assert run.exit_code == 2
    assert run.stderr == f"dispatchbox: {theirs}: cannot come in: it holds a trigger (evil) that no Dispatchbox made\n"


def test_rows_of_another_type_do_not_come_in(theirs: Path) -> None:
    """A STRICT table refuses them; a file that was written by another hand may hold them all the same."""
    make(
        theirs,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'tag'; "
        "PRAGMA writable_schema = RESET; INSERT INTO tag VALUES (x'00ff', 7, 'x');",
    )
    strict = "UPDATE sqlite_schema SET sql = trim(sql) || ' STRICT' WHERE name = 'tag'"
    make(theirs, f"PRAGMA writable_schema = ON; {strict}; PRAGMA writable_schema = RESET")
    assert "damaged" in told(theirs) or "not those of" in told(theirs)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE debate SET date = 'x'",
        "UPDATE debate SET parents = '{'",
        "UPDATE speech SET columns = '[[1]]'",
        "UPDATE speech SET kind = 'emperor'",
        "UPDATE note SET scope = 'x'",
        "UPDATE note SET created = 'x', modified = 'y'",
        "UPDATE quote SET placing = 'x'",
        "UPDATE quote SET start = -5, end = 99999999999",
        "UPDATE quote SET start = 50, end = 2",
        "UPDATE debate SET speeches = 10, section = 'x', house = char(27)",
        "UPDATE change SET edits = '{'",
        "DELETE FROM placing",
        "DELETE FROM quote",
    ],
)
def test_rows_that_nobody_wrote_come_in_or_end_in_a_sentence(theirs: Path, tmp_path: Path, sql: str) -> None:
    make(theirs, sql)
    with contextlib.suppress(SourceError):
        bundle = notes_of_library(theirs, made=NOW, accessed=TODAY)
        with Library.open(tmp_path / "mine.db") as mine:
            mine.join(bundle, now=NOW, author="B")
        oracle.sound(tmp_path / "mine.db")


def test_damaged_ones_come_in_or_end_in_a_sentence(whole: Path, quick_path: Path) -> None:
    chance = random.Random(7)
    data = whole.read_bytes()
    came = 0
    for number in range(FUZZED):
        copy = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(copy)) if chance.random() < 0.7 else chance.randrange(400)
            copy[at : at + 4] = chance.randbytes(4)
        path = quick_path / f"{number}.db"
        path.write_bytes(copy)
        with contextlib.suppress(SourceError):
            notes_of_library(path, made=NOW, accessed=TODAY)
            came += 1
        assert path.read_bytes() == bytes(copy)
        path.unlink()
    assert came < FUZZED
    count("damaged libraries of somebody else", FUZZED)
