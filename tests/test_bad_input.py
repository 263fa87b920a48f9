"""What is no debate and what is no library, through the program: one sentence, exit code 2, nothing lost."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from store.errors import StoreError
from store.library import Library
from store.schema import VERSION
from tests.oracle import exported, sound
from tests.pty_driver import ESCAPE, PAIR, Person, make_library
from tui.ahead import Ahead
from tui.cli import dispatchbox
from tui.cli.joining import is_notes
from tui.config import read_config
from tui.intake import many
from tui.launching import _is_there

PAGE = PAIR.read_bytes()
DAY = PAIR.parent.parent / "theyworkforyou" / "debates2025-03-12a.xml"
HEAD = b"parallelparliament.co.uk "
SENTENCE = re.compile(r"dispatchbox: [^\n]{20,}\n")
QUICK = """
import store.schema.settings as settings
settings._SAFE = (("busy_timeout", 200), *settings._SAFE[1:])
from tui.cli import main
main()
"""
"""The program with less patience for a library that is locked."""


def run(library: Path, *words: str, data: bytes = b"", program: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", program] if program else ["-m", "tui"]
    done = subprocess.run(
        [sys.executable, *start, "--library", str(library), *words],
        input=data, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}, timeout=60, check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    make_library(path)
    return path


def state(path: Path) -> str:
    with Library.open(path) as library:
        return exported(library)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Dear Sir,\nThank you for the eggs.\n", "is not a debate"),
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (bytes(5000), "is not a debate"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is not a debate"),
        (DAY.read_bytes()[:5000], "is not sound XML"),
        (DAY.read_bytes()[:5000].decode().encode("utf-16"), "not sound XML|not a debate|cannot be read"),
        (b"<publicwhip>" + b"<a>" * 100_000, "nest|not sound XML"),
        (b"[" * 100_000, "is not a debate"),
        (HEAD + b"word " * 200_000, "no sitting day"),
        (HEAD + b"\x1b]52;c;SEVMTE8=\x07\xe2\x80\xae", "no sitting day|is not a debate"),
    ],
    ids=["letter", "empty", "blank", "zeros", "picture", "cut", "utf-16", "deep", "brackets", "one-line", "escape"],
)
def test_no_debate(library: Path, data: bytes, said: str) -> None:
    before = state(library)
    file = library.with_name("file.txt")
    file.write_bytes(data)
    done = run(library, "import", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE.fullmatch(done.stderr)
    assert re.search(said, done.stderr)
    assert state(library) == before
    sound(library)


def test_fifty_megabytes_on_one_line(library: Path) -> None:
    file = library.with_name("file.txt")
    file.write_bytes(HEAD + b"word " * 10_000_000)
    done = run(library, "import", str(file))
    assert done.returncode == 2
    assert SENTENCE.fullmatch(done.stderr)


def test_another_encoding_is_read_or_refused(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes(PAGE.decode().encode(encoding, "replace"))
        done = run(tmp_path / f"{encoding}.db", "import", str(file))
        assert done.returncode == 0
        assert "2 debates, 6 speeches" in done.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.txt", "is not there"),
        ("folder", "holds no file"),
        ("*.nothing", "matches no file"),
        ("null", "is neither"),
    ],
)
def test_no_file(library: Path, name: str, said: str) -> None:
    (library.parent / "folder").mkdir()
    done = run(library, "import", "/dev/null" if name == "null" else str(library.parent / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE.fullmatch(done.stderr)
    assert re.search(said, done.stderr)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(library: Path) -> None:
    file = library.with_name("file.txt")
    file.write_bytes(PAGE)
    file.chmod(0)
    done = run(library, "import", str(file))
    assert done.returncode == 2
    assert "may not be read" in done.stderr


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody else, in which nothing may be looked at, as root sees it too."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    look, make = Path.stat, os.open

    def refuse(path: Path | str) -> None:
        if len(Path(path).name) > 255:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path))
        if folder in Path(path).parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    def stat(path: Path, **how: bool) -> os.stat_result:
        refuse(path)
        return look(path, **how)

    def opened(path: str, *how: Any, **more: Any) -> int:
        refuse(path)
        return make(path, *how, **more)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(os, "open", opened)
    return folder


@pytest.mark.parametrize("name", ["library.db", "notes.jsonl", "a" * 300], ids=["library", "notes", "long"])
def test_what_lies_in_a_folder_of_somebody_else(library: Path, private: Path, name: str) -> None:
    theirs = private / name if len(name) < 255 else library.with_name(name)
    why = "Permission denied|may not be read by you" if len(name) < 255 else "File name too long"
    acts = (("list",), ("doctor",), ("backup",))
    for lines in (
        *(["--library", str(theirs), *act] for act in acts),
        *(
            ["--library", str(library), *act, str(theirs)]
            for act in (("import",), ("import", "--dry-run"), ("restore",))
        ),
        ["--library", str(theirs), "import", str(DAY)],
    ):
        done = CliRunner().invoke(dispatchbox, lines)
        assert done.exit_code == 2, (lines, done.exception)
        assert re.fullmatch(rf"(dispatchbox: [^\n]*({why})[^\n]*\n)+", done.stderr), (lines, done.stderr)
    with pytest.raises(StoreError, match=why):
        Library.open(theirs)
    assert not is_notes(str(theirs))
    assert not many([str(theirs)])
    assert _is_there(str(theirs)) == (len(name) < 255)
    assert Ahead(theirs, "1")._process == -1


def test_a_file_of_a_folder_that_may_not_be_looked_at_is_told(library: Path, private: Path) -> None:
    file = private / "debates.xml"
    file.write_bytes(DAY.read_bytes())
    done = CliRunner().invoke(dispatchbox, ["--library", str(library), "import", str(private)])
    assert done.exit_code == 2
    assert done.stderr == f"dispatchbox: {file}: may not be read by you; change its permissions or copy it.\n"


def test_a_config_that_may_not_be_looked_at(private: Path) -> None:
    with pytest.raises(StoreError, match=r"the config cannot be read .*Permission denied"):
        read_config(private / "config.toml")


HUGE = "9" * 23


@pytest.mark.parametrize(
    "line",
    [f"show {HUGE}", f"cite {HUGE}", f"note {HUGE} x", f"tag {HUGE} x", f"verdict {HUGE} full", f"resolve {HUGE}",
     f"search harbour --limit {HUGE}", "note 1 \udced\udca0", "tag 1 \udced", "search \udced", "show \udced"],
    ids=range(11),
)  # fmt: skip
def test_numbers_that_are_too_large_and_words_that_are_no_text(library: Path, line: str) -> None:
    with Library.open(library) as opened:
        speech = opened.debate(opened.shelf()[0].id).speeches[0].id
    words = [str(speech) if word == "1" else word for word in line.split()]
    before = state(library)
    done = CliRunner().invoke(dispatchbox, ["--library", str(library), *words])
    assert isinstance(done.exception, SystemExit), (line, done.exception)
    assert done.exit_code in {1, 2}
    assert done.stderr.startswith("dispatchbox: ") or not done.stderr
    assert state(library) == before


STRANGE = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u202e\x9b31m"


@pytest.mark.parametrize(
    "line",
    [f"doctor {STRANGE}", f"promises {STRANGE}", f"people import one {STRANGE}", f"{STRANGE} list", f"list --{STRANGE}",
     f"--{STRANGE}", f"cite {STRANGE}", f"library {STRANGE}", f"export --format {STRANGE}", f"show {STRANGE}"],
    ids=range(10),
)  # fmt: skip
def test_words_of_a_command_line_that_are_refused_cannot_act(library: Path, line: str) -> None:
    """They may be the names of files: `dispatchbox doctor *`."""
    done = CliRunner().invoke(dispatchbox, ["--library", str(library), *line.split(" ")])
    assert done.exit_code == 2
    assert "52;c;ZXZpbA" in done.stderr or "full screen needs a terminal" in done.stderr
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.output)


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no debate", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(PAGE)
    done = run(tmp_path / "new.db", "import", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert done.returncode == 2
    assert SENTENCE.fullmatch(done.stderr)
    assert "2 debates" in done.stdout


def not_sqlite(path: Path) -> None:
    path.write_bytes(b"Dear Sir,\n" * 500)


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE eggs (number)")


def newer(path: Path) -> None:
    make_library(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")


def a_folder(path: Path) -> None:
    path.mkdir()


def cut_short(path: Path) -> None:
    make_library(path)
    path.write_bytes(path.read_bytes()[:20_000])


LIBRARIES: list[tuple[Callable[[Path], None], str]] = [
    (not_sqlite, "is not a Dispatchbox library"),
    (of_another_program, "another program's"),
    (newer, "newer Dispatchbox"),
    (a_folder, "is a folder"),
    (cut_short, "is damaged"),
]


@pytest.mark.parametrize(("make", "said"), LIBRARIES, ids=[make.__name__ for make, _ in LIBRARIES])
def test_no_library(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "library.db"
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    done = run(path, "list")
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE.fullmatch(done.stderr)
    assert said in done.stderr
    with Person(path, size=(200, 30)) as person:
        assert person.end() == 2
        assert b"\x1b" not in person.output
        assert said in person.output.decode()
        assert b"Traceback" not in person.output
    assert before is None or path.read_bytes() == before


def writing(person: Person, words: str) -> None:
    person.see("Brackwater")
    person.do("\r", "saved")
    person.do("a", "ctrl.s saves")
    person.do(words, words)


def told(person: Person, key: str, sentence: str) -> None:
    """Press a key; the sentence stands in the box, over several lines."""
    first, _, rest = sentence.partition(": ")
    person.do(key, first)
    person.settle(0.1)
    assert re.search(rf"{first}: {rest}", " ".join(person.seen.text.split()))


def test_a_locked_library_keeps_the_box_open(library: Path) -> None:
    with Person(library, command=[sys.executable, "-c", QUICK, "--library", str(library)]) as person:
        writing(person, "the siren")
        with closing(sqlite3.connect(library, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            told(person, "\x13", "not saved: .*in use by another program")
            person.do("s", "sirens")
            other.execute("ROLLBACK")
        person.do("\x13", "noted")
        person.type("\x11")
        assert person.end() == 0
    with Library.open(library) as opened:
        assert [note.body for note in opened.notes(opened.shelf()[0].id)] == ["the sirens"]
        assert opened.drafts() == ()


def test_a_library_locked_for_good_is_told(library: Path) -> None:
    with closing(sqlite3.connect(library, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = run(library, "import", str(DAY), program=QUICK)
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE.fullmatch(done.stderr)
    assert "in use by another program" in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes with a library on it."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("needs to mount a small disk")
    make_library(place / "library.db")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 512):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_loses_no_word(small_disk: Path) -> None:
    library = small_disk / "library.db"
    long = "siren " * 900
    with Person(library) as person:
        writing(person, "the siren")
        filler = fill(small_disk)
        person.type(f"\x1b[200~{long}\x1b[201~")
        person.settle(0.3)
        told(person, "\x13", "not saved: .*the disk is full")
        told(person, ESCAPE, "this stays open: .*the disk is full")
        filler.unlink()
        person.do("\x13", "noted")
        person.type("\x11")
        assert person.end() == 0
    with Library.open(library) as opened:
        assert [note.body for note in opened.notes(opened.shelf()[0].id)] == [f"the siren{long}".strip()]
    sound(library)


def test_an_import_onto_a_full_disk(small_disk: Path) -> None:
    library = small_disk / "library.db"
    before = state(library)
    filler = fill(small_disk)
    done = run(library, "import", str(DAY))
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE.fullmatch(done.stderr)
    assert re.search("the disk is full|the disk cannot be", done.stderr)
    filler.unlink()
    assert state(library) == before
    sound(library)


def test_a_disk_that_may_only_be_read(small_disk: Path) -> None:
    library = small_disk / "library.db"
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "Brackwater" in run(library, "list").stdout
    done = run(library, "import", str(DAY))
    assert (done.returncode, done.stdout) == (2, "")
    assert SENTENCE.fullmatch(done.stderr)
    with Person(library) as person:
        writing(person, "the siren")
        told(person, "\x13", "not saved: .*may not be written")
        told(person, ESCAPE, "this stays open: .*may not be written")
        person.send(15)
        assert person.end() == 143
        assert person.terminal_is_as_before()
