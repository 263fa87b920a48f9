"""A library of every schema there has been is brought up to date, by several programs at once, or left as it was."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store.library import Library
from store.schema import VERSION
from store.schema import migrations as steps
from store.schema.database import Database
from tests import oracle, schemas
from tests.figures import count
from tests.killing import JOURNAL

ROOT = Path(__file__).parent.parent
KEPT = sorted(int(file.stem) for file in schemas.FOLDER.glob("*.sql"))
MADE = ("source", "debate", "speech", "placing", "note", "quote", "note_tag", "tag", "code", "draft")
"""Tables of which a reader would miss a row."""


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of those of these tables that there are, by the columns of the oldest schema."""
    with closing(sqlite3.connect(path)) as connection:
        there = [table for table in MADE if table in schemas.tables(connection)]
    return oracle.rows(path, *there)


@pytest.mark.parametrize("version", KEPT)
def test_an_old_library_loses_nothing(tmp_path: Path, version: int) -> None:
    path = tmp_path / "library.db"
    schemas.loaded(path, version)
    before = held(path)
    Library.open(path).close()
    after = held(path)
    assert oracle.version(path) == VERSION
    for table, rows in before.items():
        width = len(rows[0]) if rows else 0
        assert [row[:width] for row in after[table]] == rows, table
    if version >= JOURNAL:
        oracle.sound(path)
    if version in (KEPT[0], JOURNAL, KEPT[-1]):
        oracle.shows(path)
    count("old schemas brought up to date")


@pytest.mark.parametrize("version", KEPT)
def test_a_step_that_was_released_is_never_edited(tmp_path: Path, version: int) -> None:
    kept, made = tmp_path / "kept.db", tmp_path / "made.db"
    schemas.loaded(kept, version)
    schemas.made(made, version)
    assert schemas.schema(kept) == schemas.schema(made)


def test_four_programs_bring_one_library_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    schemas.loaded(path, JOURNAL)
    notes = oracle.rows(path, "note", "quote")
    program = "import sys; from pathlib import Path; from store.library import Library; Library.open(Path(sys.argv[1]))"
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.PIPE, cwd=ROOT) for _ in range(4)
    ]
    assert [(one.communicate()[1], one.returncode) for one in started] == [(b"", 0)] * 4
    assert (oracle.version(path), oracle.rows(path, "note", "quote")) == (VERSION, notes)
    oracle.sound(path)


def test_a_step_that_fails_leaves_the_old_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    schemas.loaded(path, JOURNAL)
    before = oracle.digest(path), schemas.schema(path)

    def fail(database: Database) -> None:
        database.execute("CREATE TABLE half (x)")
        database.execute("SELECT nothing FROM half")

    last = steps.migrations._migrations[-1]
    monkeypatch.setattr(last, "fn", fail)
    with pytest.raises(sqlite3.OperationalError):
        Library.open(path)
    assert (oracle.digest(path), schemas.schema(path)) == before
    assert oracle.version(path) == JOURNAL
    monkeypatch.undo()
    Library.open(path).close()
    oracle.sound(path)


def test_what_is_kept_is_every_schema_until_now() -> None:
    """The newest is made by the code; `python -m tests.schemas` keeps it when it is released."""
    assert list(range(1, KEPT[-1] + 1)) == KEPT
    assert KEPT[-1] <= VERSION


def test_the_dumps_are_written_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(schemas.FOLDER, tmp_path / "schemas")
    (tmp_path / "schemas" / "01.sql").write_text("kept", encoding="utf-8")
    monkeypatch.setattr(schemas, "FOLDER", tmp_path / "schemas")
    schemas.write_dumps()
    assert (tmp_path / "schemas" / "01.sql").read_text(encoding="utf-8") == "kept"
