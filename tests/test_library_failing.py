"""A disk that is full, a file or folder that may not be written, damage: a sentence, and nothing lost."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from store.errors import LibraryError
from store.library import Library
from store.library.failures import sentence
from store.parsed import Parsed
from tests import flows, oracle
from tests.libraries import NOW, SOURCE, debate

NOBODY = 65534


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.db")
    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    return library


def fill_up(library: Library) -> None:
    connection = library._db._sqlite
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_says_so_and_loses_nothing(library: Library) -> None:
    before = oracle.exported(library)
    fill_up(library)
    many = tuple(debate(f"Debate {n}", 7, f"many/{n}") for n in range(50))
    with pytest.raises(LibraryError, match=r"library\.db: the disk is full; free some space"):
        library.add(Parsed(many), SOURCE, now=NOW)
    assert oracle.exported(library) == before
    library.close()
    with Library.open(library.path) as again:
        assert again.add(Parsed(many), SOURCE, now=NOW).new == 100
    oracle.sound(library.path)


def test_an_import_goes_on_after_a_failed_transaction(library: Library) -> None:
    fill_up(library)
    many = Parsed(tuple(debate(f"Debate {n}", 7, f"many/{n}") for n in range(50)))
    importer = library.importing(NOW)
    importer.add(many, SOURCE)
    with pytest.raises(LibraryError):
        importer.flush()
    library._db._sqlite.execute("PRAGMA max_page_count = 100000")
    with importer:
        importer.add(many, SOURCE)
    assert [added.new for added in importer.added] == [100]
    oracle.sound(library.path)


def test_damage_says_so(library: Library) -> None:
    for step in range(30):
        flows.do(library, step)
    library.close()
    with library.path.open("r+b") as file:
        file.seek(8192 * 4)
        file.write(os.urandom(8192 * 30))
    with pytest.raises(LibraryError, match="is damaged"), Library.open(library.path) as damaged:
        oracle.exported(damaged)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_IOERR_FSYNC", "the disk cannot be read or written (SQLITE_IOERR_FSYNC)"),
        ("SQLITE_BUSY_SNAPSHOT", "changed by another program meanwhile"),
        ("SQLITE_BUSY_TIMEOUT", "in use by another program"),
        ("SQLITE_READONLY_DIRECTORY", "lies in a folder that may not be written"),
        ("SQLITE_CANTOPEN_ISDIR", "cannot be opened"),
        ("SQLITE_IOERR_SHMSIZE", "the disk is full"),
        ("SQLITE_CORRUPT_INDEX", "is damaged"),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", None),
        ("SQLITE_ERROR", None),
        ("", None),
    ],
)
def test_what_sqlite_says_in_words(name: str, words: str | None) -> None:
    error = sqlite3.OperationalError("x")
    if name:
        error.sqlite_errorname = name
    told = sentence(Path("library.db"), error)
    assert told is None if words is None else words in str(told)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A library in a folder that another user may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shelf"
        folder.mkdir()
        Path(name).chmod(0o755)
        with Library.open(folder / "library.db") as library:
            library.add(Parsed((debate(),)), SOURCE, now=NOW)
        yield folder / "library.db"
        folder.chmod(0o755)


def as_another(path: Path) -> str:
    """What a user who may not write the file is told: how many debates there are, and why nothing is kept."""
    receive, send = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_look, args=(path, send))
    child.start()
    child.join(20)
    assert child.exitcode == 0
    return str(receive.recv())


def _look(path: Path, send: Connection) -> None:
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    told = ""
    try:
        with Library.open(path) as library:
            told = f"{library.totals()[0]} debate\n"
            library.keep_setting("a", "b")
    except LibraryError as error:
        told += str(error)
    send.send(told)


def test_a_file_that_may_not_be_written_opens_for_reading(shared: Path) -> None:
    shared.chmod(0o444)
    shared.parent.chmod(0o777)
    told = as_another(shared)
    assert told.startswith("1 debate\n")
    assert "may not be written" in told
    assert "shelf/library.db" in told


def test_a_folder_that_may_not_be_written_opens_for_reading(shared: Path) -> None:
    shared.chmod(0o444)
    shared.parent.chmod(0o555)
    told = as_another(shared)
    assert told.startswith("1 debate\n")
    assert "may not be written" in told


def test_changes_that_wait_in_such_a_folder_are_not_passed_over(shared: Path) -> None:
    with Library.open(shared) as library:
        library.keep_setting("a", "b")
        for file in shared.parent.iterdir():
            file.chmod(0o444)
        wal = shared.with_name("library.db-wal").read_bytes()
    shared.with_name("library.db-wal").write_bytes(wal)
    shared.with_name("library.db-wal").chmod(0o444)
    shared.parent.chmod(0o555)
    assert "copy both files elsewhere and open the copy" in as_another(shared)


def test_a_file_of_somebody_else_says_so(shared: Path) -> None:
    shared.chmod(0o000)
    assert "cannot be opened; see that the file and its folder are there and are yours" in as_another(shared)
