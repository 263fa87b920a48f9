"""A library with escape sequences, bidi overrides and markup in every field: words are shown, and nothing acts."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.anchors import make, whole
from store.annotations import Author, note_on, put_code
from store.library import Library
from store.model import DebateId, NoteId, Position
from store.records import Code, Scope
from tests.pty_driver import ESCAPE, Person, make_library

SEQUENCES = (
    "\x1b]52;c;SEVMTE8=\x07", "\x1b]0;OWNED\x07", "\x1b]2;OWNED\x1b\\", "\x1b[31;45m", "\x1b[7;7H", "\x1b[?9999h",
    "\x1bPtmux;\x1b\x1b]52;c;SEVMTE8=\x07\x1b\\", "\x1b]8;;https://owned.example\x07", "\x9b35m", "\x9d0;OWNED\x9c",
    "\x00", "\x08", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066",
)  # fmt: skip
MARKUP = "[Lords] [@click=app.quit]x[/] [/] [/x [red]"
HOSTILE = f"{MARKUP}{''.join(SEQUENCES)}"
KEPT_AS_IT_IS = {
    "source": {"digest", "captured"},
    "debate": {"key", "date", "section", "excerpt", "added", "printed", "house"},
    "speech": {"key", "kind", "label"},
    "note": {"id", "scope", "code", "created", "modified"},
    "quote": {"note", "placing"},
    "note_tag": {"note"},
    "code": {"letter", "colour", "shape"},
    "change": {"at", "state", "turned", "edits"},
    "draft": {"key", "at"},
    "bookmark": {"letter"},
}
"""Columns that the program itself writes: ids, days and the names of rules."""


def annotate(library: Library, debate_id: DebateId) -> None:
    debate = library.debate(debate_id)
    first, second = debate.speeches[:2]
    author = Author("2031-01-01T00:00:00.000+00:00", HOSTILE)
    library.apply(put_code(Code(HOSTILE, "x", "red", "underline", HOSTILE)), now=author.at)
    for number, target in enumerate(
        ((Scope.SPEECH, (whole(first.id),)), (Scope.SPAN, (make(second.id, second.text, 0, 30),)))
    ):
        change = note_on(NoteId(f"n{number}"), debate, target, author, body="body", tags=["tag"], code=HOSTILE)
        assert change is not None
        library.apply(change, now=author.at)
    library.keep_draft(f"new {debate.speeches[2].id}:0-0", "draft", now=author.at)
    for letter, speech in (("a", first), ("b", second)):
        library.keep_bookmark(letter, debate_id, Position(speech.id, 0))


def poison(path: Path) -> None:
    """Write the hostile words behind the first wall, into every text column."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, kept in KEPT_AS_IT_IS.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
            for column in set(columns) - kept:
                (shown,) = connection.execute(f'SELECT max("{column}") FROM {table}').fetchone()
                words = json.dumps([HOSTILE]) if str(shown).startswith("[") else HOSTILE
                if column == "columns":
                    words = json.dumps([[3, HOSTILE]])
                connection.execute(f'UPDATE OR IGNORE {table} SET "{column}" = ? || coalesce("{column}", \'\')'
                                   if words == HOSTILE else f'UPDATE {table} SET "{column}" = ?', (words,))  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "library.db"
    debate = make_library(path)
    with Library.open(path) as library:
        annotate(library, debate)
    poison(path)
    return path


@pytest.fixture
def library(hostile: Path, tmp_path: Path) -> Path:
    for file in hostile.parent.glob("library.db*"):
        shutil.copy(file, tmp_path)
    return tmp_path / "library.db"


def assert_harmless(output: bytes) -> None:
    for sequence in SEQUENCES:
        assert sequence.encode() not in output, ascii(sequence)


VIEWS = [
    ("shelf", "", r"\[Lords\]"),
    ("filter", "\\[Lords", r"\[Lords\]"),
    ("facts", "e", r"\[Lords\]"),
    ("path", "i", "Bring in"),
    ("palette", ":", "Search|Filter"),
    ("help", "?", "Keys here"),
]
READER = [
    ("outline, text and notes", "", r"\[Lords\]"),
    ("note at the caret", "]a", r"\[Lords\]"),
    ("note box", "e", "ctrl.s saves"),
    ("tag box", "t", "Enter keeps"),
    ("add tag", "+", "Enter keeps"),
    ("codes", "H", r"\[Lords\]"),
    ("an unknown code", "Hq", "no code has the letter"),
    ("copy menu", "Y", r"\[Lords\]"),
    ("where it came from", "gi", r"\[Lords\]"),
    ("column", "gc", "column"),
    ("link", "O", ""),
    ("marked places", "''", "Marked places"),
    ("find", "/Lords", "hit"),
    ("palette", ":", "Search"),
    ("help", "?", "Keys here"),
    ("highlight", "jHx", "highlighted"),
    ("undo", "u", "undone"),
    ("redo", "\x12", "done again"),
    ("draft", "gd", "draft is back"),
]


@pytest.mark.parametrize("size", [(140, 40), (80, 24)], ids=["wide", "narrow"])
def test_nothing_from_the_library_reaches_the_terminal_but_words(library: Path, size: tuple[int, int]) -> None:
    with Person(library, size=size) as person:
        for views, opening in ((VIEWS, ""), (READER, "\r")):
            person.type(opening)
            person.settle(0.15)
            for name, keys, words in views:
                person.type(keys)
                if words:
                    try:
                        person.see(words, 5)
                    except TimeoutError as error:
                        raise AssertionError(f"{name}: {error}") from None
                person.settle(0.03)
                person.type(ESCAPE)
                person.settle(0.07)
                assert person.process.poll() is None, name
                assert not person.seen.strange, f"{name}: {person.seen.strange[:3]}"
        person.type("\x11")
        assert person.end() == 0
        assert_harmless(bytes(person.output))
        assert person.terminal_is_as_before()


def test_names_of_files_are_only_words(library: Path) -> None:
    file = library.parent / (HOSTILE.replace("\x00", "").replace("/", "") + ".txt")
    file.write_text("no debate", encoding="utf-8")
    with Person(library, str(file)) as person:
        person.see("is not a debate")
        person.type(f"q{ESCAPE}")
        person.settle(0.2)
        person.type(f"\x1b[200~{HOSTILE}\x1b[201~")
        person.settle(0.5)
        person.type("\x11")
        person.end()
        assert not person.seen.strange
        assert_harmless(bytes(person.output))


@pytest.mark.parametrize(
    "words", [("list",), ("list", "--json"), ("show", "{}"), ("show", "{}", "--json"), ("cite", "{}")], ids=" ".join
)
def test_plain_commands_write_only_words(library: Path, words: tuple[str, ...]) -> None:
    with Library.open(library) as opened:
        debate = opened.shelf()[0].id
        speech = opened.debate(debate).speeches[1].id
    named = [word.format(speech if words[0] == "cite" else debate) for word in words]
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--library", str(library), *named],
        capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 0 or (words[0] == "cite" and b"is not a column" in done.stderr)
    written = (done.stdout + done.stderr).decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", written)
    if "--json" in words:
        assert "[Lords]" in json.dumps(json.loads(done.stdout))


def tmux(socket: str, *words: str) -> str:
    done = subprocess.run(["tmux", "-L", socket, "-f", "/dev/null", *words], capture_output=True, check=False)
    return (done.stdout + done.stderr).decode(errors="replace").strip()


@pytest.fixture
def socket() -> Iterator[str]:
    name = f"dispatchbox-{os.getpid()}"
    yield name
    tmux(name, "kill-server")


@pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux")
def test_the_buffer_and_the_title_of_tmux_are_left_alone(library: Path, socket: str) -> None:
    command = f"PYTHONUTF8=1 LANG=C.UTF-8 '{sys.executable}' -m tui --library '{library}'"
    tmux(socket, "-u", "new-session", "-d", "-x", "140", "-y", "40", "-s", "one", command)
    tmux(socket, "set", "-s", "set-clipboard", "on")
    title = tmux(socket, "display", "-p", "-t", "one", "#{pane_title}")
    for keys, words in (("", "Lords"), ("Enter", "saved"), ("e", "ctrl.s"), ("Escape", "saved")):
        if keys:
            tmux(socket, "send-keys", "-t", "one", keys)
        end = time.monotonic() + 15
        while not re.search(words, tmux(socket, "capture-pane", "-p", "-t", "one")):
            assert time.monotonic() < end, tmux(socket, "capture-pane", "-p", "-t", "one")
            time.sleep(0.05)
    assert tmux(socket, "list-buffers") == ""
    assert tmux(socket, "display", "-p", "-t", "one", "#{pane_title}") == title
