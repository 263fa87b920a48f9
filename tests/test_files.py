"""Files of the reader's: whole or not at all, private, over nothing and through no link."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.csv_text import FORMULA, csv_text
from store.errors import StoreError
from tests.test_exports import annotate, filled, gathered
from tui import files
from tui.exporting import slug, write_export, write_whole
from tui.terminal import refusal

Writer = Callable[[Path], None]


def refused(*_: object, **__: object) -> None:
    raise OSError(1, "Operation not permitted")


@pytest.fixture(params=[True, False], ids=["names", "FAT"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With second names for a file, or without as on FAT."""
    if not request.param:
        monkeypatch.setattr(os, "link", refused)


WRITERS: list[Writer] = [
    lambda file: files.new_file(file, b"words"),
    lambda file: files.write_csv(file, [["words"]]),
    lambda file: files.replace_file(file, "words", over=False),
    lambda file: write_whole(file, "words"),
]


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("write", WRITERS)
def test_a_new_file_is_private_whole_and_over_no_other(tmp_path: Path, write: Writer) -> None:
    os.umask(0)
    try:
        write(tmp_path / "new.txt")
    finally:
        os.umask(0o022)
    assert (tmp_path / "new.txt").read_text(encoding="utf-8").strip() == "words"
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o600
    theirs, link = tmp_path / "theirs.txt", tmp_path / "link.txt"
    theirs.write_text("theirs", encoding="utf-8")
    link.symlink_to(tmp_path / "target.txt")
    for taken in (theirs, link):
        with pytest.raises((StoreError, FileExistsError)):
            write(taken)
    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "new.txt", "theirs.txt"]


@pytest.mark.parametrize("write", [*WRITERS, lambda file: files.replace_file(file, "words")])
def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Writer) -> None:
    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises((StoreError, OSError), match="not permitted"):
        write(tmp_path / "new.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_takes_the_place_of_a_link_leaves_what_it_led_to(tmp_path: Path) -> None:
    theirs, link = tmp_path / "theirs.txt", tmp_path / "last-copy.txt"
    theirs.write_text("theirs", encoding="utf-8")
    link.symlink_to(theirs)
    files.replace_file(link, "mine")
    assert (theirs.read_text(encoding="utf-8"), link.read_text(encoding="utf-8")) == ("theirs", "mine")
    assert not link.is_symlink()


def test_a_long_name_is_no_trouble(tmp_path: Path) -> None:
    files.new_file(tmp_path / ("é" * 125 + ".txt"), b"words")
    assert [path.stat().st_size for path in tmp_path.iterdir()] == [5]


def test_where_no_folder_opens_the_file_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def on_windows(path: Path, *rest: int) -> int:
        return opened(path, *rest) if not Path(path).is_dir() else refused()  # type: ignore[return-value]

    monkeypatch.setattr(os, "open", on_windows)
    files.new_file(tmp_path / "new.txt", b"words")
    assert (tmp_path / "new.txt").read_bytes() == b"words"


def test_drafts_and_texts_are_read_up_to_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_DRAFT", 4)
    small, large, none = tmp_path / "small", tmp_path / "large", tmp_path / "none"
    small.write_bytes(b"abcd")
    large.write_bytes(b"abc\xff" * 2)
    assert files.read_draft(small) == (str(small), b"abcd")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abcdabcd")))
    for given in (large, Path("-")):
        with pytest.raises(StoreError, match="too large for a draft"):
            files.read_draft(given)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abcd")))
    assert files.read_draft(Path("-")) == ("standard input", b"abcd")
    for read in (files.read_draft, files.read_text):
        with pytest.raises(StoreError, match="cannot be read"):
            read(none)
    assert files.read_text(small) == "abcd"
    with pytest.raises(StoreError, match="is not what was meant"):
        files.read_text(large, 4)
    with pytest.raises(StoreError, match=r"not UTF-8 text \(byte 3\)"):
        files.read_text(large)
    with pytest.raises(StoreError, match="is not what was meant"):
        files.read_text(Path("/dev/zero") if Path("/dev/zero").exists() else large, 4)


def test_what_can_be_fetched_again_lies_apart() -> None:
    assert files.cache_folder() != files.data_folder()


@pytest.mark.parametrize("form", ["markdown", "csv"])
def test_an_export_goes_through_no_link_and_over_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    with filled(tmp_path / "library.db") as library:
        annotate(library)
        export = gathered(library)
    folder, link, locked, empty = (tmp_path / name for name in ("folder", "link.md", "locked.md", "empty.md"))
    folder.mkdir()
    link.symlink_to(tmp_path / "target.md")
    for there, told in ((folder, "is a folder"), (link, "is a link to another file")):
        with pytest.raises(StoreError, match=told):
            write_export(export, form, there, force=True)
    empty.write_text(" \n", encoding="utf-8")
    assert "5 notes" in write_export(export, form, empty, force=True)
    written = empty.read_text(encoding="utf-8")
    assert "5 notes" in write_export(export, form, empty, force=True)
    assert empty.read_text(encoding="utf-8") == written
    locked.write_bytes(b"\xff\xfe\xff")
    if form == "markdown":
        with pytest.raises(StoreError, match="not UTF-8 text; nothing was written"):
            write_export(export, form, locked)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreError, match="may not be written"):
        write_export(export, form, locked, force=True)
    monkeypatch.undo()
    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(StoreError, match="cannot be written"):
        write_export(export, form, tmp_path / "new.md")
    assert not (tmp_path / "target.md").exists()
    assert not (tmp_path / "new.md").exists()


@pytest.mark.parametrize("text", ["../../etc/passwd", "A\u202eb\x1b[2J", "é" * 300, "", "CON", "…", "a/b\\c:d*e?"])
def test_names_of_files_are_slugs(text: str) -> None:
    made = slug(text)
    assert made.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
    assert 0 < len(made.encode()) <= 100


class Stream(io.StringIO):
    """A terminal, or none."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("term", "encoding", "streams", "told"),
    [
        ("xterm", "utf-8", [Stream(True), Stream(False)], "needs a terminal on all sides"),
        ("xterm", "utf-8", [object()], "needs a terminal on all sides"),
        ("xterm", "utf-8", None, "needs a terminal on all sides"),
        ("dumb", "utf-8", [Stream(True)], "has no full screen"),
        ("", "utf-8", [Stream(True)], "has no full screen"),
        ("xterm", "ascii", [Stream(True)], r"the encoding here \(ascii\) cannot show"),
        ("xterm", "", [Stream(True)], r"the encoding here \(none\) cannot show"),
        ("xterm", "UTF-8", [Stream(True)], "^$"),
    ],
)
def test_what_is_no_full_screen_is_told(
    monkeypatch: pytest.MonkeyPatch, term: str, encoding: str, streams: list[object] | None, told: str
) -> None:
    class Out:
        pass

    out = Out()
    out.encoding = encoding  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stdout", out)
    assert re.search(told, refusal({"TERM": term}, streams))


RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", "＝1", "a=1", "plain", ""]


def test_every_table_that_leaves_the_program_holds_no_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each module that writes CSV does it by `csv_text.safe`."""
    from tui.cli.sql import _csv

    _csv(["=a"], [(cell,) for cell in RISKY])
    for text in (csv_text([["=a"], *([cell] for cell in RISKY)]), capsys.readouterr().out):
        cells = [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))]
        assert cells[0] == "'=a"
        assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULA)]
    for folder in ("store", "tui"):
        for module in (Path(__file__).parent.parent / folder).rglob("*.py"):
            source = module.read_text(encoding="utf-8")
            assert "csv.writer" not in source or "safe(" in source or "_safe(" in source, module
            assert "csv.DictWriter" not in source or "safe(" in source, module


def test_everything_that_is_made_is_the_readers_alone(tmp_path: Path) -> None:
    """Whatever the umask was when the program was started."""
    home = tmp_path / "home"
    home.mkdir(0o700)
    library = home / "new" / "folder" / "library.db"
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")} | {
        "HOME": str(home), "DISPATCHBOX_CONFIG": str(home / "none.toml"), "PYTHONUTF8": "1",
    }  # fmt: skip
    sample = Path(__file__).parent.parent / "sample_data/theyworkforyou/debates2025-03-11b.xml"
    commands = (
        *(["import", str(sample)], ["backup"], ["doctor", "--fix"]),
        *(["export", "debates", "-o", str(home / "out.jsonl")], ["library", "move", str(home / "moved")]),
    )
    told = ["import os, sys; os.umask(0); from tui.cli import main; sys.argv[0] = 'dispatchbox'; main()"]
    for words in commands:
        line = [sys.executable, "-c", *told, "--library", str(library), *words]
        done = subprocess.run(line, env=env, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), (words, done.stderr)
    made = [path for path in home.rglob("*") if not path.is_symlink()]
    assert {path.name for path in made} >= {"out.jsonl", "backups", "moved"}
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, (path, oct(path.stat().st_mode))
