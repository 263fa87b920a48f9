"""The doctor: what is wrong is told, mended where asked, and nothing of the reader's goes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store.errors import LibraryError
from store.library import Library
from store.library.failures import told
from store.library.note_journal import journal_of
from store.library.opening import lost_tables
from store.parsed import Parsed
from store.schema import VERSION, settings
from tests import oracle
from tests.flows import do
from tests.libraries import NOW, SOURCE, debate
from tests.test_recovering import bodies, noted, ruin
from tui.cli import dispatchbox
from tui.cli.output import opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((debate(), debate("Lamps", 5, "debate/2"))), SOURCE, now=NOW)
        noted(library, "debate/1", "one")
        noted(library, "debate/2", "two")
    return path


def run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(dispatchbox, ["--library", str(path), *words])


def sql(*statements: str) -> Callable[[Path], None]:
    def do_it(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return do_it


def short_journal(path: Path) -> None:
    journal_of(path).unlink()


def open_to_all(path: Path) -> None:
    path.chmod(0o644)


def test_one_that_may_only_be_read_is_not_called_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setattr("tui.cli.doctoring.opened", lambda library: opened(library, read_only=True))
    looked = json.loads((found := run(path, "doctor", "--json")).stdout)
    assert [one["what"] for one in looked["findings"]] == ["search index"]
    assert "cannot be looked through: the library" in looked["findings"][0]["words"]
    assert found.exit_code == 1
    short_journal(path)
    mended = run(path, "doctor", "--fix")
    assert mended.exit_code == 1
    assert "may not be written" in mended.stdout
    assert "damaged" not in mended.stdout
    assert "texts" not in mended.stdout
    assert path.read_bytes() == before


def test_an_index_that_cannot_be_looked_through_is_left(path: Path) -> None:
    with Library.open(path, read_only=True) as library:
        library.mend_index()
        assert [finding.what for finding, _ in library.examined(fix=True, now=NOW)] == ["search index"]


def test_of_a_newer_schema_nobody_knows_the_tables(path: Path) -> None:
    sql("DROP TABLE note_tag")(path)
    with closing(sqlite3.connect(path)) as connection:
        assert lost_tables(connection.execute) == ["note_tag"]
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        assert lost_tables(connection.execute) == []


def test_one_that_another_program_holds_is_not_called_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safe = tuple((name, 50 if name == "busy_timeout" else value) for name, value in settings._SAFE)
    monkeypatch.setattr(settings, "_SAFE", safe)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = run(path, "doctor")
    assert found.exit_code == 1
    assert "is in use by another program" in found.stdout
    assert "damaged" not in found.stdout
    assert "does not agree" not in found.stdout


def test_a_sound_library(path: Path) -> None:
    found = run(path, "doctor", "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["findings"] == []
    assert "is sound" in run(path, "doctor").stdout


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (sql("DELETE FROM speech_fts_docsize WHERE id = (SELECT min(id) FROM speech)"), "search index"),
        (sql("UPDATE speech SET text = 'other words' WHERE id = (SELECT min(id) FROM speech)"), "search index"),
        (sql("PRAGMA foreign_keys = OFF", "DELETE FROM placing", "DELETE FROM debate"), "foreign keys"),
        (sql("UPDATE quote SET start = start + 2, end = end + 2"), "quotations"),
        (sql("UPDATE debate SET speeches = 9"), "counts"),
        (short_journal, "note journal"),
        (open_to_all, "privacy"),
    ],
)
def test_what_is_wrong_is_told_and_mended(path: Path, harm: Callable[[Path], None], what: str) -> None:
    harm(path)
    found = run(path, "doctor", "--json")
    assert found.exit_code == 1
    findings = json.loads(found.stdout)["findings"]
    assert what in [one["what"] for one in findings]
    assert not any(one["mended"] for one in findings)
    fixed = run(path, "doctor", "--fix")
    assert (fixed.exit_code, "mended" in fixed.stdout) == (0, True), fixed.stdout
    assert run(path, "doctor").exit_code == 0
    with Library.open(path) as library:
        assert bodies(library) == ["one", "two"]
        assert [row.title for row in library.shelf()] == ["Harbour dues", "Lamps"]
    oracle.sound(path)


def test_a_damaged_file_is_left_to_restore(path: Path) -> None:
    assert run(path, "backup").exit_code == 0
    ruin(path)
    found = run(path, "doctor", "--fix")
    assert found.exit_code == 1
    assert "dispatchbox restore" in found.stdout
    restored = run(path, "restore")
    assert restored.exit_code == 0
    assert "kept as" in restored.stdout
    assert run(path, "doctor").exit_code == 0


def test_bytes_that_are_no_text_are_a_sentence(path: Path) -> None:
    sql("UPDATE speech SET text = CAST(x'ff20' AS TEXT) WHERE id = (SELECT min(id) FROM speech)")(path)
    with Library.open(path) as library, pytest.raises(LibraryError, match="is damaged"):
        library.debate(library.find_debate("debate/1"))
    found = run(path, "doctor")
    assert found.exit_code == 1
    assert "bytes that are no text" in found.stdout
    shown = run(path, "show", "debate/1")
    assert (shown.exit_code, "Traceback" in shown.output) == (2, False)


def test_other_errors_stay_bugs() -> None:
    with pytest.raises(sqlite3.OperationalError), told(Path("x")):
        sqlite3.connect(":memory:").execute("SELECT no such thing")


def test_a_worked_on_library_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        for step in range(60):
            do(library, step)
    assert run(path, "doctor").exit_code == 0, run(path, "doctor").stdout
