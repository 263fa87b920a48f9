"""`backup`, `restore`, `library` and `library move`, and the backups that are made by themselves."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store.backup import back_up, backups, protect
from store.backup.automatic import MEGABYTE, due, pause
from store.errors import LibraryError
from store.library import Library
from store.library.note_journal import journal_of
from store.parsed import Parsed
from tests import oracle
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import SAMPLES
from tests.test_recovering import bodies, noted, ruin
from tui.cli import dispatchbox
from tui.files import library_file
from tui.places import file_system, mounts_of, warning

MOMENT = dt.datetime(2031, 5, 6, 10, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SAMPLE = SAMPLES / "theyworkforyou" / "debates2025-03-11b.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "old" / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((debate(), debate("Lamps", 5, "debate/2"))), SOURCE, now=NOW)
        noted(library, "debate/1", "one")
        noted(library, "debate/2", "two")
    return path


def run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(dispatchbox, ["--library", str(path), *words])


def test_backup_and_restore(path: Path) -> None:
    assert run(path, "backup", "--list").exit_code == 1
    assert run(path, "restore", "2031").exit_code == 2
    made = json.loads(run(path, "backup", "--json").stdout)["backups"]
    with Library.open(path) as library:
        noted(library, "debate/1", "three")
    assert made[0]["path"] in run(path, "backup", "--list").stdout
    day = dt.datetime.fromisoformat(made[0]["made"]).date().isoformat()
    back = run(path, "restore", day)
    assert back.exit_code == 0, back.output
    with Library.open(path) as library:
        assert bodies(library) == ["one", "two"]
        noted(library, "debate/1", "four")
    (kept,) = path.parent.glob("library.damaged-*.db")
    with Library.open(kept) as old:
        assert bodies(old) == ["one", "three", "two"]
    ruin(path)
    assert json.loads(run(path, "restore", "--json").stdout)["from"] == "backup"
    with Library.open(path) as library:
        assert bodies(library) == ["four", "one", "two"]


def test_restore_with_what_came_since(path: Path) -> None:
    run(path, "backup")
    with Library.open(path) as library:
        noted(library, "debate/1", "three")
    ruin(path)
    assert run(path, "restore", str(backups(path)[0].path), "--since").exit_code == 0
    with Library.open(path) as library:
        assert bodies(library) == ["one", "three", "two"]


def test_the_notes_of_one_debate_come_back_as_one_change(path: Path) -> None:
    run(path, "backup")
    with Library.open(path) as library:
        before = oracle.exported(library)
        for _ in range(2):
            library.undo(now=NOW)
        noted(library, "debate/2", "later")
        changed = oracle.exported(library)
    back = run(path, "restore", "--debate", "debate/1")
    assert (back.exit_code, back.stdout) == (0, "brought back 1 note on Harbour dues, 5 May 2031\n")
    with Library.open(path) as library:
        assert bodies(library) == ["later", "one"]
        library.undo(now=NOW)
        assert oracle.exported(library) == changed != before
    assert run(path, "restore", "--debate", "debate/1").exit_code == 0
    assert run(path, "restore", "--debate", "debate/1").exit_code == 1


def test_a_library_moves_whole(path: Path, tmp_path: Path) -> None:
    run(path, "backup")
    with Library.open(path) as library:
        before = oracle.exported(library)
        refused = run(path, "library", "move", str(tmp_path / "new"))
        assert (refused.exit_code, "open in another program" in refused.output) == (2, True)
    assert not (tmp_path / "new").exists() or not list((tmp_path / "new").iterdir())
    moved = run(path, "library", "move", str(tmp_path / "new"))
    assert moved.exit_code == 0, moved.output
    target = tmp_path / "new" / "library.db"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with Library.open(target) as library:
        assert oracle.exported(library) == before
        noted(library, "debate/1", "three")
        assert not library.unwritten
    assert len(backups(target)) == 1
    oracle.sound(target)
    assert not path.exists()
    (kept,) = path.parent.glob("library.moved-*.db")
    with Library.open(kept) as library:
        assert oracle.exported(library) == before
    ruin(target)
    run(target, "restore")
    with Library.open(target) as library:
        assert bodies(library) == ["one", "three", "two"]


def test_a_move_does_not_write_over_anything(path: Path, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("mine")
    refused = run(path, "library", "move", str(tmp_path / "there.db"))
    assert refused.exit_code == 2
    assert (tmp_path / "there.db").read_text() == "mine"
    assert path.exists()


def test_a_library_moved_from_its_usual_place_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("DISPATCHBOX_LIBRARY", raising=False)
    usual = library_file(None, {})
    assert usual.is_relative_to(tmp_path)
    assert CliRunner().invoke(dispatchbox, ["import", str(SAMPLE)]).exit_code == 0
    moved = CliRunner().invoke(dispatchbox, ["library", "move", str(tmp_path / "elsewhere")])
    assert "finds it there by itself" in moved.stdout
    assert library_file(None, {}) == tmp_path / "elsewhere" / "library.db"
    assert library_file("x.db", {}) == Path("x.db")
    assert "1 debate" not in CliRunner().invoke(dispatchbox, ["list", "--json"]).stderr


def test_the_library_tells_of_itself(path: Path) -> None:
    told = json.loads(run(path, "library", "--json").stdout)
    assert (told["path"], told["debates"], told["notes"], told["unplaced"]) == (str(path), 2, 2, 0)
    assert "2 notes" in run(path, "library").stdout


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Firm", "Mobile Documents", "Google Drive"])
def test_a_synchronised_folder_is_told(tmp_path: Path, folder: str) -> None:
    library = tmp_path / folder / "library.db"
    Library.open(library).close()
    told = run(library, "library")
    assert told.exit_code == 0
    assert "synchronises this folder" in told.stderr
    assert warning(tmp_path / "notes on dropbox" / "library.db") == ""


def test_a_share_is_known_by_its_mount() -> None:
    mounts = mounts_of("/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\nx /my\\040disk ext4 rw 0 0\n")
    assert file_system(Path("/home/ann/library.db"), mounts) == "nfs4"
    assert file_system(Path("/my disk/library.db"), mounts) == "ext4"
    assert file_system(Path("/homestead/library.db"), mounts) == "ext4"


def test_an_import_is_preceded_by_a_backup_where_something_changed(path: Path) -> None:
    for expected in (1, 1):
        assert run(path, "import", str(SAMPLE)).exit_code == 0
        assert len(backups(path)) == expected
    with Library.open(backups(path)[0].path, read_only=True) as before:
        assert len(before.shelf()) == 2
    with Library.open(path) as library:
        noted(library, "debate/1", "three")
    run(path, "import", str(SAMPLE))
    assert len(backups(path)) == 2


def test_a_backup_that_fails_stops_no_import(path: Path) -> None:
    (path.parent / "backups").write_text("in the way")
    done = run(path, "import", str(SAMPLE))
    assert done.exit_code == 0
    assert "no backup of" in done.stderr


@pytest.mark.parametrize(
    ("megabytes", "now", "last", "age", "expected"),
    [
        (1, (1, 1), None, DAY, True),
        (1, (0, 0), None, DAY, False),
        (1, (1, 1), (1, 1), 9 * DAY, False),
        (1, (2, 1), (1, 1), 0 * HOUR, True),
        (1, (1, 2), (1, 1), HOUR, False),
        (1, (1, 2), (1, 1), DAY, True),
        (100, (2, 1), (1, 1), HOUR / 2, False),
        (100, (2, 1), (1, 1), HOUR, True),
        (900, (2, 1), (1, 1), HOUR, False),
        (900, (2, 1), (1, 1), DAY, True),
        (2000, (2, 2), (1, 1), 6 * DAY, False),
        (2000, (2, 2), (1, 1), 7 * DAY, True),
    ],
)
def test_when_a_backup_is_due(
    megabytes: int, now: tuple[int, ...], last: tuple[int, ...] | None, age: dt.timedelta, *, expected: bool
) -> None:
    assert due(megabytes * MEGABYTE, now, last, age) is expected
    assert pause(megabytes * MEGABYTE) <= 7 * DAY


def test_a_damaged_backup_counts_as_none(path: Path) -> None:
    ruin(back_up(path, MOMENT).path)
    assert protect(path, MOMENT + HOUR) is not None
    assert protect(path, MOMENT + 2 * HOUR) is None
    shutil.rmtree(path.parent / "backups")
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(LibraryError, match="no backup"):
        protect(path, MOMENT + 3 * HOUR)


def test_what_was_not_there_is_no_reason_for_a_journal(tmp_path: Path) -> None:
    assert protect(tmp_path / "none.db", MOMENT) is None
    assert not journal_of(tmp_path / "none.db").exists()
