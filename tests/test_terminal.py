"""The program and its terminal: signals, stops, sizes, an end of either, and what is left behind."""

from __future__ import annotations

import os
import random
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from store.annotations import correct_debate
from store.library import Library
from tests.figures import count
from tests.pty_driver import ESCAPE, Person, make_library

ROOT = Path(__file__).parent.parent
WORDS = "the siren was never tested"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    make_library(path)
    return path


def drafts(path: Path) -> list[str]:
    with Library.open(path) as library:
        return [text for _, text, _ in library.drafts()]


def writing(person: Person) -> None:
    """In the note box of the newest debate's first speech, with words typed."""
    person.see("Brackwater")
    person.do("\r", "saved")
    person.do("a", "ctrl.s saves")
    person.do(WORDS, WORDS)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_keeps_the_draft_and_gives_the_terminal_back(library: Path, number: int, code: int) -> None:
    with Person(library) as person:
        writing(person)
        person.do(" in March", "in March")
        person.send(number)
        assert person.end() == code
        assert person.terminal_is_as_before()
        assert b"Traceback" not in person.output
    assert drafts(library) == [f"{WORDS} in March"]


@pytest.mark.parametrize("wait", [0.0, 0.03, 0.06, 0.09, 0.12, 0.2])
def test_a_signal_soon_after_the_terminal_is_taken(library: Path, wait: float) -> None:
    with Person(library) as person:
        while person.process.poll() is None and not person.read(0.01):
            pass
        time.sleep(wait)
        person.send(signal.SIGTERM)
        assert person.end() == 143, person.output
        assert person.terminal_is_as_before()
        assert b"Traceback" not in person.output


def test_an_interrupt_does_not_end_it(library: Path) -> None:
    with Person(library) as person:
        writing(person)
        person.send(signal.SIGINT)
        person.do(" at all", "tested at all")
        person.type("\x03")
        person.do(" before", "tested at all before")
        person.type("\x11")
        assert person.end() == 0
        assert person.terminal_is_as_before()
    assert drafts(library) == [f"{WORDS} at all before"]


def test_ctrl_c_copies_the_words_chosen(library: Path) -> None:
    with Person(library) as person:
        writing(person)
        person.do("\x01\x1b[1;2F\x03", "saves")
        person.settle()
    assert (library.with_name("last-copy.txt")).read_text(encoding="utf-8") == WORDS


def stopped(person: Person) -> bool:
    status = Path(f"/proc/{person.process.pid}/status").read_text(encoding="ascii")
    return "State:\tT" in status


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize("stop", ["signal", "ctrl+z"])
def test_stopped_and_continued_it_paints_again(library: Path, stop: str) -> None:
    with Person(library) as person:
        person.see("Brackwater")
        for _ in range(2):
            if stop == "signal":
                person.send(signal.SIGTSTP)
            else:
                person.type("\x1a")
            until(lambda: stopped(person), person)
            assert person.terminal_is_as_before()
            person.seen.clear()
            person.send(signal.SIGCONT)
            person.see("Brackwater")
            person.see("Harrowmere")
        person.do("\r", "saved")


def until(true: Callable[[], bool], person: Person, seconds: float = 10) -> None:
    end = time.perf_counter() + seconds
    while not true():
        assert time.perf_counter() < end
        person.read(0.02)
    person.settle(0.05)


def test_stopped_without_warning_it_takes_the_terminal_only_once(library: Path) -> None:
    with Person(library) as person:
        person.see("Brackwater")
        person.settle(0.1)
        person.send(signal.SIGSTOP)
        person.seen.clear()
        person.send(signal.SIGCONT)
        person.see("Brackwater")
        writing(person)
        person.send(signal.SIGTERM)
        assert person.end() == 143
        assert person.terminal_is_as_before()


def test_a_terminal_of_twenty_by_five_and_back(library: Path) -> None:
    with Person(library) as person:
        writing(person)
        for columns, rows in ((20, 5), (1, 1), (140, 40)):
            person.resize(columns, rows)
            person.settle(0.2)
            assert person.process.poll() is None
        person.see(WORDS)
        person.do("\x13", "noted")
        person.resize(20, 5)
        person.settle(0.2)
        for key in ("j", "J", "a", "\x1b", "t", "\x1b", "?", "\x1b", ":", "\x1b", "gi", "\x1b", "Y", "\x1b", "q"):
            person.type(key)
            person.settle(0.05)
        person.resize(140, 40)
        person.see("Brackwater")
        person.type("\x11")
        assert person.end() == 0
        assert not person.seen.strange
        assert person.terminal_is_as_before()


@pytest.mark.parametrize(
    ("controlled", "first"),
    [(True, ""), (True, "trap '' HUP; "), (False, "")],
    ids=["hang-up", "hang-up-ignored", "no-signal"],
)
def test_without_its_terminal_it_ends(library: Path, controlled: bool, first: str) -> None:
    line = f"{first}exec '{sys.executable}' -m tui --library '{library}'"
    person = Person(library, command=["/bin/sh", "-c", line], controlled=controlled)
    writing(person)
    os.close(person.master)
    assert person.process.wait(20) == 129
    assert drafts(library) == [WORDS]
    assert not list(library.parent.glob("crash*"))


GONE = "dispatchbox was killed; what was shown as saved is saved."


@pytest.mark.parametrize("whole_group", [False, True])
def test_killed_it_leaves_the_terminal_as_it_was(library: Path, whole_group: bool) -> None:
    with Person(library) as person:
        writing(person)
        until(lambda: drafts(library) == [WORDS], person)
        if whole_group:
            os.killpg(person.process.pid, signal.SIGKILL)
        else:
            person.send(signal.SIGKILL)
        assert person.process.wait(20) == -signal.SIGKILL
        until(person.terminal_is_as_before, person)
        person.see(re.escape(GONE))
    assert drafts(library) == [WORDS]


def test_killed_while_it_takes_the_terminal(library: Path) -> None:
    with Person(library) as person:
        while b"\x1b[?1049h" not in person.output:
            person.read(0.01)
        person.send(signal.SIGKILL)
        person.process.wait(20)
        until(lambda: GONE.encode() in person.output, person)
        until(person.terminal_is_as_before, person)


def test_left_in_order_nobody_is_left_to_watch(library: Path) -> None:
    with Person(library) as person:
        person.see("Brackwater")
        person.type("\x11")
        assert person.end() == 0
        assert GONE.encode() not in person.output
        found = subprocess.run(["ps", "-A", "-o", "ppid=,args="], capture_output=True, text=True, check=False).stdout
        assert not [line for line in found.splitlines() if line.split()[:1] == [str(person.process.pid)]]


RESIZES = 1000


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_a_thousand_sizes(library: Path) -> None:
    """Down to one by one and back, in the note box; then it neither spins nor has lost a word."""
    chance = random.Random(1)
    with Person(library) as person:
        writing(person)
        for _ in range(RESIZES):
            person.resize(*chance.choice([(1, 1), (2, 1), (1, 50), (chance.randint(1, 250), chance.randint(1, 80))]))
            person.read(0.001)
        person.resize(140, 40)
        person.see(WORDS)
        person.do(" at all", "tested at all")
        until(lambda: drafts(library) == [f"{WORDS} at all"], person)
        person.settle(0.2)
        used, begun = cpu_seconds(person.process.pid), time.monotonic()
        while time.monotonic() - begun < 1:
            person.read(0.1)
        assert cpu_seconds(person.process.pid) - used < 0.5 * (time.monotonic() - begun)
        assert not person.seen.strange
        person.do("\x13", "noted")
        person.type("\x11")
        assert person.end() == 0
        assert person.terminal_is_as_before()
    count("resizes", RESIZES)


def plain(library: Path, *words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", "--library", str(library), *words],
        capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=30,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})}, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", [(), ("demo",), ("1",)])
def test_without_a_terminal_it_names_the_plain_commands(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = plain(tmp_path / "new.db", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"dispatchbox: [^\n]*`dispatchbox list`[^\n]*\n", done.stderr)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"TERM": "dumb"}, "TERM"),
        ({"TERM": ""}, "TERM"),
        ({"TERM": "unknown"}, "TERM"),
        ({"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, "ascii"),
        ({"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}, "iso88591"),
    ],
    ids=["dumb", "unset", "unknown", "ascii", "latin-1"],
)
def test_a_terminal_that_cannot_show_it_is_refused(library: Path, env: dict[str, str], names: str) -> None:
    with Person(library, env=env) as person:
        assert person.end() == 2
        assert b"\x1b" not in person.output
        assert re.fullmatch(rf"dispatchbox: [^\n]*{names}[^\n]*show[^\n]*\r\n", person.output.decode())


@pytest.mark.parametrize("redirected", ["< /dev/null", "> out.txt", "2> err.txt"])
def test_the_full_screen_needs_a_terminal_on_every_side(library: Path, redirected: str) -> None:
    line = f"'{sys.executable}' -m tui --library '{library}' {redirected}; exit $?"
    with Person(library, command=["/bin/sh", "-c", f"cd '{library.parent}' && PYTHONPATH='{ROOT}' {line}"]) as person:
        assert person.end() == 2
        assert b"\x1b" not in person.output


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_plain_commands_where_little_is_written(library: Path, encoding: str) -> None:
    done = plain(library, "list", env={"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert "Brackwater" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("colour", [True, False])
def test_no_color(library: Path, colour: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    with Person(library, env={} if colour else {"NO_COLOR": "1"}) as person:
        writing(person)
        person.do("\x13", "noted")
        found = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", bytes(person.output))
    assert any(len(set(shade)) > 1 for shade in found) == colour


BUG = """
import sys
from tui.cli import main
from tui.screens.reader import ReaderScreen
def mistaken(self):
    private = "words of a private note"
    raise KeyError(private)
ReaderScreen.action_close = mistaken
main()
"""


def test_a_bug_is_told_in_a_sentence(library: Path) -> None:
    command = [sys.executable, "-c", BUG, "--library", str(library)]
    with Person(library, command=command, size=(240, 40)) as person:
        person.see("Brackwater")
        person.do("\r", "saved")
        person.type("q")
        assert person.end() == 1
        assert person.terminal_is_as_before()
        told = bytes(person.output[person.output.rindex(b"\x1b[?1004l") :]).decode()
    log = library.parent / "crash.log"
    assert "stopped on a mistake of its own (KeyError)" in told
    assert str(log) in told.replace("\r\n", "")
    assert "private" not in told
    assert "Traceback" not in told
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text(encoding="utf-8")
    assert "in mistaken" in text
    assert "words of a private note" not in text


def test_a_debate_that_is_not_there_is_told_before_the_terminal_is_taken(library: Path) -> None:
    with Person(library, "no such debate") as person:
        assert person.end() == 2
        assert b"\x1b" not in person.output
        assert re.fullmatch(r"dispatchbox: [^\n]*no such debate[^\n]*\r\n", person.output.decode())


def test_it_sees_what_another_program_writes(library: Path) -> None:
    with Person(library) as person, closing(Library.open(library)) as other:
        person.see("Brackwater")
        facts = other.facts(other.shelf()[0].id)
        other.apply(correct_debate(facts, replace(facts, title="Sluices of Brackwater")), now="2031-01-01T00:00:00Z")
        person.see("Sluices of Brackwater")


def test_a_box_closes_once_however_quickly_one_types(library: Path) -> None:
    """Enter answers and Escape cancels; typed at once, the second used to close what lay below, or to end it all."""
    with Person(library) as person:
        person.see("Brackwater")
        for _ in range(5):
            person.type(f"i/nowhere\r{ESCAPE}{ESCAPE}")
            person.settle(0.05)
        person.do("\r", "saved")
        for _ in range(5):
            person.type(f"gc9\r{ESCAPE}")
            person.settle(0.05)
        for _ in range(60):  # a key that comes while the last box still closes is nobody's
            person.type("a")
            person.settle(0.3)
            if re.search("ctrl.s saves", person.seen.text):
                break
        person.see("ctrl.s saves")
        person.type("\x11")
        assert person.end() == 0
