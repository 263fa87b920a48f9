"""A library with escape sequences, bidi overrides and markup in every field: words are shown, and nothing acts."""

from __future__ import annotations

import ast
import datetime as dt
import importlib
import json
import os
import pkgutil
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import tui
from store.anchors import make, whole
from store.annotations import Author, name_speaker, note_on, put_code, put_tag
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import DebateId, NoteId, Position, Speaker
from store.persons import Period
from store.records import Code, Scope, Tag
from store.rosters import read
from store.values import plain
from tests.figures import count
from tests.pty_driver import ESCAPE, PAIR, Person, make_library
from tui.app import Dispatchbox
from tui.keys import FACES
from tui.screens.reader import ReaderScreen
from tui.screens.shelf import ShelfScreen
from tui.wall import UNSAFE
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.shelf_list import ShelfList

SAMPLES = PAIR.parent.parent
DAY = SAMPLES / "theyworkforyou" / "debates2025-03-12a.xml"

SEQUENCES = (
    "\x1b]52;c;SEVMTE8=\x07", "\x1b]0;OWNED\x07", "\x1b]2;OWNED\x1b\\", "\x1b[31;45m", "\x1b[77;77H", "\x1b[?9999h",
    "\x1bPtmux;\x1b\x1b]52;c;SEVMTE8=\x07\x1b\\", "\x1b]8;;https://owned.example\x07", "\x9b35m", "\x9d0;OWNED\x9c",
    "\x00", "\x08", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066",
)  # fmt: skip
MARKUP = "[Lords] [@click=app.quit]x[/] [/] [/x [red]"
HOSTILE = f"{MARKUP}{''.join(SEQUENCES)}\u200b\u200d\u2060\ufeff\u0301"
HUGE = f"{HOSTILE} " + "wide \u3042 words " * 2_000
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
    "bookmark": {"letter", "reading"},
    "version": {"replaced"},
    "reason": set(),
    "speaker": set(),
    "tag": set(),
    "correction": {"kind", "replies_to", "speaker"},
    "person": {"key"},
    "person_ref": set(),
    "person_name": {"first", "last"},
    "membership": {"id", "house", "first", "last"},
    "office": {"id", "first", "last"},
    "attribution": set(),
    "joined": {"key", "at"},
    "gathered": {"id", "quotes", "shapings", "added"},
    "verdict": {"verdict", "at"},
    "promise_mark": {"key", "state", "at"},
}
"""Columns that the program itself writes: ids, days and the names of rules."""


OURS = {
    "promise": "numbers, and the names of rules",
    "promise_day": "numbers",
    "setting": "what the program itself remembers",
    "place": "numbers",
    "link": "numbers",
    "placing": "numbers",
}
"""Tables without words."""


FIRST = {
    ("gathered", "shapings"): "'[]'",
    ("verdict", "verdict"): "'answered'",
    ("promise_mark", "state"): "'open'",
    ("promise_mark", "key"): "'none'",
}
"""What stands in a row that the test fills in, where the program expects one of its own words."""


def annotate(library: Library, debate_id: DebateId, letters: str) -> None:
    debate = library.debate(debate_id)
    first, second = debate.speeches[:2]
    author = Author("2031-01-01T00:00:00.000+00:00", HOSTILE + letters)
    for number, target in enumerate(
        (
            (Scope.SPEECH, (whole(first.id),)),
            (Scope.SPAN, (make(second.id, second.text, 0, 30),)),
            (Scope.SPEECH, (whole(first.id),)),
        )
    ):
        which = NoteId(f"n{number}{debate_id}")
        change = note_on(which, debate, target, author, body="body", tags=["tag"], code=HOSTILE)
        assert change is not None
        library.apply(change, now=author.at)
    library.keep_draft(f"new {debate.speeches[-1].id}:0-0", "draft", now=author.at)
    for letter, speech in zip(letters, (first, second), strict=True):
        library.keep_bookmark(letter, debate_id, Position(speech.id, 0))


def make_hostile(path: Path, words: str) -> None:
    """A library in which something stands in every table, and those words in every field that holds any."""
    make_library(path)
    with Library.open(path) as library:
        for name in ("people.json", "ministers.json"):
            library.add_people(read((SAMPLES / "people" / name).read_bytes(), name, Period()))
        author = Author("2031-01-01T00:00:00.000+00:00", HOSTILE)
        library.apply(put_code(Code(HOSTILE, "x", "red", "underline", HOSTILE)), now=author.at)
        library.apply(put_tag(Tag("tag", HOSTILE)), now=author.at)
        older = PAIR.read_text(encoding="utf-8").replace("was no siren", "was no bell")
        file = path.with_name("older.txt")
        file.write_text(older, encoding="utf-8")
        list(bring_in(library, [str(file)], Options(dt.date(2031, 1, 1)), now=author.at))
        file.unlink()
        for row, letters in zip(library.shelf(), ("ab", "cd"), strict=False):
            annotate(library, row.id, letters)
            debate = library.debate(row.id)
            change = name_speaker(debate, {}, [debate.speeches[-1].id], Speaker(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
            assert change is not None
            library.apply(change, now=author.at)
    fill(path)
    poison(path, words)


def fill(path: Path) -> None:
    """A row in each table that has none yet, on the first of whatever it refers to."""
    with Library.open(path) as library:
        speech = library.debate(library.shelf()[0].id).speeches[0]
    quotes = json.dumps([plain(make(speech.id, speech.text, 0, 30))]).replace("'", "''")
    first = FIRST | {("gathered", "quotes"): f"'{quotes}'"}
    with closing(sqlite3.connect(path)) as connection, connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            if table.startswith(("speech_fts", "sqlite_", "_sqlite")) or table in OURS:
                continue
            if connection.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,):
                continue
            refers = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
            values = ", ".join(
                f"(SELECT min(id) FROM {refers[name]})"
                if name in refers
                else first.get((table, name), "''" if kind == "TEXT" else "0")
                for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
            )
            connection.execute(f"INSERT INTO {table} VALUES ({values})")


def is_list(kept: object) -> bool:
    """Whether a column keeps JSON lists."""
    try:
        return isinstance(json.loads(str(kept)), list)
    except ValueError:
        return False


def poison(path: Path, words: str) -> None:
    """Write the hostile words behind the first wall, into every text column."""
    with closing(sqlite3.connect(path)) as connection, connection:
        listed = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for table in sorted({name for (name,) in listed} - OURS.keys()):
            if table.startswith(("speech_fts", "sqlite_", "_sqlite")):
                continue
            if table not in KEPT_AS_IT_IS:
                continue  # test_every_table_is_known tells of it
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
            for column in set(columns) - KEPT_AS_IT_IS[table]:
                (shown,) = connection.execute(f'SELECT max("{column}") FROM {table}').fetchone()
                put = json.dumps([words]) if is_list(shown) else words
                if column == "columns":
                    put = json.dumps([[3, words]])
                sql = f'UPDATE OR IGNORE {table} SET "{column}" = ?'
                if put == words and words:
                    sql += f" || coalesce(\"{column}\", '')"
                connection.execute(sql, [put])
            (count_of,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert count_of, f"nothing hostile stands in {table}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def of(words: str) -> Path:
        if words not in made:
            path = tmp_path_factory.mktemp("hostile") / "library.db"
            make_hostile(path, words)
            made[words] = path
        return made[words]

    return of


def copy_of(library: Path, folder: Path) -> Path:
    for file in library.parent.glob("library.*"):
        shutil.copy(file, folder)
    return folder / "library.db"


@pytest.fixture
def library(hostile: Callable[[str], Path], tmp_path: Path) -> Path:
    return copy_of(hostile(HOSTILE), tmp_path)


def assert_harmless(output: bytes) -> None:
    for sequence in SEQUENCES:
        assert sequence.encode() not in output, ascii(sequence)


WATCHED = """
import sys, webbrowser
from textual.screen import Screen
import tui.clipboard
from tui.clipboard import Copied
log = open(sys.argv.pop(1), "a", encoding="utf-8", buffering=1)
def shown(self, event, old=Screen._on_screen_resume):
    log.write(f"screen {type(self).__module__}.{type(self).__name__}\\n")
    return old(self, event)
def copied(text, around):
    log.write("copied " + ascii(text) + "\\n")
    return Copied("nowhere", "copied")
Screen._on_screen_resume = lambda self, event: shown(self, event)
tui.clipboard.copy = copied
async def stay(self):
    pass
from tui.ending import Orderly
Orderly.action_quit = stay
webbrowser.open = lambda url, *rest: log.write("browsed " + ascii(url) + "\\n")
from tui.cli import main
main()
"""
"""The program; which screens it shows and what it copies is written down, and nothing is opened elsewhere."""
SHELF, READER = "tui.screens.shelf.ShelfScreen", "tui.screens.reader.ReaderScreen"
AFTERWARDS = {"app.quit", "app.suspend", "shelf.quit", "shelf.remove", "reader.close", "mark.delete"}
"""Keys that end what the walk is in."""
MORE: dict[str, list[tuple[str, ...]]] = {
    SHELF: [
        ("?", "@HelpScreen"), ("e", "@FactsScreen"), ("i", "@AskScreen", f"{PAIR.parent}\r", "@PreviewScreen"),
        ("gl", "@ReportScreen"), (f"i{PAIR}\r",), (f"i{DAY}\r",),
        (f"gy{SAMPLES / 'README.md'}\r", "@VerifyScreen"), ("\\[Lords",), (":a",),
    ],
    READER: [
        ("gg", "e", "@NoteList"), ("gg", "]a", "\r", "@NoteView"), ("gg", "J", "gV", "@VersionsScreen"),
        ("gg", "A", "@VerdictScreen"), ("gg", "gw", "@WhoScreen", "n"), ("gg", "O", "@LinksScreen"),
        ("t", "@TagScreen", "x, y\r"), ("vwwY", "@CopyMenu", "j"), ("vwwY", "@CopyMenu", "e", "@ShapeScreen"),
        ("yq", "j", '"', "@RegisterScreen"), ("a", "@NoteScreen", "[/]"), ("gu", "@TrayScreen"),
        ("gx", "@ExportScreen"), ("f", "@SmartListsScreen"),
        ("gA", "@VerdictsScreen"), ("gq", "@BasketScreen"), ("gb", "@NotebookScreen"),
        ("gh", "@HistoryScreen"), ("g=", "@AgreementScreen"), ("g2", "@PeopleScreen"), ("gr", "@ReadingsMenu"),
        ("gf", "@FetchScreen"), ("gv", "@ResolveScreen"), ("gp", "@PromisesScreen", "~ open", "c", "@ClosersScreen"),
        ("gT", "@TagManager", "~ of ", "s", "@AskScreen", "x, y\r", "@SplitScreen"),
        ("gT", "@TagManager", "~ of ", "dd", "@AgreeScreen"), ("gH", "@CodebookScreen", "a", "@CodeScreen"),
        ("g/Lords\r", "@ResultsScreen", "~ speeches", "F", "@NarrowScreen"),
        ("Hq",), ("Hx",), ("+x\r",), ("'a",), ("/Lords\r",), ("vwwa",), (":a",), ("gd",),
    ],
}  # fmt: skip
"""What a person types besides single bindings: the way to every screen, and more."""
MOVES = re.compile(
    r"(reader|shelf)\.(next|previous|line|half|screen|down|up|top|bottom|back|speaker|fold|unfold|to|left|right|word|inner|mark)"
    r"(-[\w-]+)?|reader\.(read-on|match|chain|centre|choose|choose-speech)"
)
TOGETHER = 8
"""Keys that open nothing: so many, each painted, before the way home is taken."""
QUIET = 0.04
WALKERS = 3


def our_screens() -> set[str]:
    """Every screen of the program, as `module.Class`; what is only inherited from is none."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if module.name != "tui.__main__":
            importlib.import_module(module.name)
    found, waiting = set(), [Screen]
    while waiting:
        kind = waiting.pop()
        waiting += (heirs := kind.__subclasses__())
        if kind.__module__.startswith("tui.") and not any(heir.__module__.startswith("tui.") for heir in heirs):
            found.add(f"{kind.__module__}.{kind.__qualname__}")
    return found


SENT = {
    "enter": "\r",
    "escape": ESCAPE,
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "any": "e",
    "minus": "-",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "f1": "\x1bOP",
    "backspace": "\x7f",
}


def typed(key: str) -> str:
    """What the terminal sends for a Textual key, or for a sequence of them."""

    def one(name: str) -> str:
        if name.startswith("ctrl+"):
            return chr(ord(name[5:]) & 31)
        if name.startswith("alt+"):
            return f"\x1b[1;3{name[4].upper()}"
        return SENT.get(name) or (name if len(name) == 1 else FACES[name])

    return "".join(one(name) for name in key.split())


class Walk:
    """A person who tries every key, and knows which screen is shown."""

    def __init__(self, library: Path, size: tuple[int, int]) -> None:
        self.log = library.parent / "seen.log"
        self.log.touch()
        command = [sys.executable, "-c", WATCHED, str(self.log), "--library", str(library)]
        self.person = Person(library, command=command, size=size, env={"EDITOR": "true", "VISUAL": "true"})

    def told(self, what: str) -> list[str]:
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line.removeprefix(what) for line in lines if line.startswith(what)]

    def current(self) -> str:
        return (self.told("screen ") or [""])[-1]

    def press(self, keys: str) -> None:
        self.person.type(keys)
        self.person.settle(QUIET)
        assert self.person.process.poll() is None, f"{keys!r} ended it:\n{self.person.seen.text!a}"
        assert not self.person.seen.strange, f"{keys!r}: {self.person.seen.strange[:3]}"

    def wait(self, true: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + 20
        while not true():
            assert time.monotonic() < end, f"{what}:\n{self.person.seen.text!a}"
            self.person.read(0.05)

    def comes(self, true: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not true() and time.monotonic() < end:
            self.person.read(0.02)
        return true()

    def go_home(self, home: str) -> None:
        """Back by Escape, by q out of what Escape leaves alone, and into the reader again where that was left."""
        for _ in range(8):
            left = self.current()
            self.press(ESCAPE)
            self.comes(lambda left=left: self.current() == home or self.current() != left, 0.6)  # type: ignore[misc]
            before = self.current()
            if before == home:
                return
            if before != left:
                continue
            self.press("\r" if before == SHELF else "q")
            self.comes(lambda left=before: self.current() != left, 5)  # type: ignore[misc]
        raise AssertionError(f"no way back to {home}:\n{self.person.seen.text!a}")

    def steps(self, steps: tuple[str, ...]) -> None:
        """Keys; `@Screen` where one is waited for, `~words` where what it shows is. A key before a screen may have come
        before there was anything to act on: then it is pressed again."""
        before = ""
        for step in steps:
            if step.startswith("~"):
                self.comes(lambda words=step[1:]: words in self.person.seen.text, 3)  # type: ignore[misc]
            elif step.startswith("@"):
                for _ in range(4):
                    if self.comes(lambda name=step[1:]: self.current().endswith(f".{name}"), 1.5):  # type: ignore[misc]
                        break
                    self.press(before)
            else:
                self.press(before := step)

    def begin(self, home: str) -> None:
        self.wait(lambda: self.current() == SHELF, "the shelf")
        self.person.see("Commons")
        if home == READER:
            self.press("\r")
            self.wait(lambda: self.current() == READER, "the reader")

    def over(self, home: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Each key at home, whatever it opens; then the end, with a terminal as it was."""
        with self.person as person:
            self.begin(home)
            for steps in keys:
                self.steps(steps)
                self.go_home(home)
            person.send(15)
            assert person.end() == 143, person.seen.text
            assert_harmless(bytes(person.output))
            assert person.terminal_is_as_before()
        for text in self.told("copied "):
            assert not UNSAFE.search(ast.literal_eval(text)), text
        for url in self.told("browsed "):
            assert re.match(r"'https?://[^@\\]+'$", url), url


def keys_of(home: str) -> list[tuple[str, ...]]:
    """The keys of all bindings there, and what a person types besides."""
    classes: tuple[type[DOMNode], ...] = (Dispatchbox, ShelfScreen, ShelfList)
    if home == READER:
        classes = (Dispatchbox, ReaderScreen, ReadingPane)
    given = [binding for binding in bindings(classes) if binding.id not in AFTERWARDS]
    waited = {steps[0] for steps in MORE[home] if steps[1:] and steps[1][0] == "@"}
    keys = [typed(each.key.split(",")[0]) for each in given if not MOVES.fullmatch(each.id or "")]
    single = [(key,) for key in keys if key not in waited]
    moves = [typed(each.key.split(",")[0]) for each in given if MOVES.fullmatch(each.id or "")]
    groups = [tuple(moves[place : place + TOGETHER]) for place in range(0, len(moves), TOGETHER)]
    return [*MORE[home], *single, *groups]


def bindings(classes: tuple[type[DOMNode], ...]) -> list[Binding]:
    """Our own bindings of those classes."""
    ours = {cls: None for given in classes for cls in given.__mro__ if cls.__module__.startswith("tui.")}
    return [b for cls in ours for b in vars(cls).get("BINDINGS", ()) if isinstance(b, Binding)]


@pytest.mark.parametrize(
    ("words", "size"),
    [
        pytest.param(HOSTILE, (140, 28), id="wide"),
        pytest.param(HUGE, (80, 24), id="huge", marks=pytest.mark.long),
        pytest.param("", (100, 30), id="empty", marks=pytest.mark.long),
    ],
)
def test_nothing_from_the_library_reaches_the_terminal_but_words(
    hostile: Callable[[str], Path], tmp_path: Path, words: str, size: tuple[int, int]
) -> None:
    """Every key of the reader and of the shelf, whatever screens they open; every screen must have been shown.

    Several people walk at once, each over some of the keys.
    """
    walks, routes = [], []
    for home, many in ((READER, WALKERS - 1), (SHELF, 1)):
        for number in range(many):
            place = tmp_path / f"{home}-{number}"
            place.mkdir()
            walks.append(Walk(copy_of(hostile(words), place), size))
            routes.append((home, keys_of(home)[number::many]))
    with ThreadPoolExecutor(WALKERS) as people:
        for done in [people.submit(walk.over, *route) for walk, route in zip(walks, routes, strict=True)]:
            done.result()
    shown = {screen for walk in walks for screen in walk.told("screen ")}
    for home in (READER, SHELF):  # what a walk passed by, because of what it had done before, is gone to at once
        missing = {screen.rpartition(".")[2] for screen in our_screens() - shown}
        ways = [steps for steps in MORE[home] if not missing.isdisjoint(step[1:] for step in steps)]
        if ways:
            (place := tmp_path / f"again-{home}").mkdir()
            walk = Walk(copy_of(hostile(words), place), size)
            walk.over(home, ways)
            shown.update(walk.told("screen "))
    assert not words or shown >= our_screens(), sorted(our_screens() - shown)
    count("screens shown with hostile words", len(shown))


def test_every_screen_is_on_the_way() -> None:
    """A new screen is named in MORE, behind the keys that lead to it."""
    named = {step[1:] for routes in MORE.values() for steps in routes for step in steps if step[0] == "@"}
    assert {screen.rpartition(".")[2] for screen in our_screens()} == named | {"ShelfScreen", "ReaderScreen"}


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
    for keys, words, gone in (
        *(("", "Lords", "^$"), ("Enter", "saved", "^$"), ("e", "Enter", "^$")),
        *(("Enter", "ctrl.s", "^$"), ("Escape", "saved", "ctrl.s")),
        *(("gT", "Tags", "^$"), ("q", "saved", "^$"), ("gh", "History", "^$"), ("q", "saved", "^$")),
    ):
        if keys:
            tmux(socket, "send-keys", "-t", "one", keys)
        end = time.monotonic() + 15
        while not re.search(words, shown := tmux(socket, "capture-pane", "-p", "-t", "one")) or re.search(gone, shown):
            assert time.monotonic() < end, (keys, shown)
            time.sleep(0.05)
    assert tmux(socket, "list-buffers") == ""
    assert tmux(socket, "display", "-p", "-t", "one", "#{pane_title}") == title
