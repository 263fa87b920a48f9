"""Two running programs and a command line on one library: nobody is told of an error, nothing is lost, and what one
does the other shows by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from store.library import Library
from tests import oracle
from tests.figures import count
from tests.pty_driver import Person, make_library
from tui.app import STAMP_SECONDS

ROUNDS = 1
LONG_SECONDS = float(os.environ.get("DISPATCHBOX_TOGETHER", "180"))
"""How long the long one goes on."""
CURRENT = 1.0
"""Seconds after which another window shows what was done in one."""
ERRORS = re.compile(r"is busy|is locked|not saved|not kept|went wrong|could not|Traceback|Error")
CARD = r"[▎▏╎]\s+\S*"
"""What stands before the words of a note in the margin."""
SPEECH = '<speech id="uk.org.publicwhip/debate/{day}a.1.{n}" speakername="Osric Vane"><p>Of weir {n}.</p></speech>'
HEAD = '<major-heading id="uk.org.publicwhip/debate/{day}a.1.0">Weirs of {day}</major-heading>'


def day(number: int) -> str:
    """Another sitting day each time, newer than everything else in the library."""
    return f"{2031 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"


@dataclass
class Two:
    """Two people at a library of their own and a third at its command line."""

    library: Path
    people: tuple[Person, Person]
    speech: int
    lags: list[float] = field(default_factory=list)
    """Seconds from what one saw done to where another saw it."""
    acts: int = 0
    """Changes that were acknowledged."""
    kept: list[str] = field(default_factory=list)
    """Words of notes that the command line made."""
    number: int = 0

    def word(self) -> str:
        self.number += 1
        return f"w{self.number:04}"

    def command(self, *words: str) -> subprocess.Popen[str]:
        line = [sys.executable, "-m", "tui", "--library", str(self.library), *words]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def over(self, process: subprocess.Popen[str]) -> None:
        """It has ended in order and complained of nothing."""
        _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (0, "")

    def importing(self, number: int) -> subprocess.Popen[str]:
        """Bring in a sitting day of so many speeches, beside everything else."""
        path = self.library.parent / f"debates{day(number)}a.xml"
        said = "".join(SPEECH.format(day=day(number), n=n) for n in range(1, 40))
        path.write_text(f"<publicwhip>{HEAD.format(day=day(number))}{said}</publicwhip>", encoding="utf-8")
        return self.command("import", str(path))

    def passes(self, doer: Person, does: str, told: str, other: Person, word: str, *, gone: bool = False) -> None:
        """One does something; once that is told, the other shows it without a key."""
        doer.do(does, f"saved  ·  {told}")
        done = time.perf_counter()
        self.acts += 1
        (other.gone if gone else other.see)(CARD + word)
        self.lags.append(time.perf_counter() - done)

    def round(self) -> None:
        """Each notes and tags and takes away what the other made; then both write and delete at the same moment."""
        for doer, other in (self.people, self.people[::-1]):
            note, tag = self.word(), self.word()
            self.passes(doer, f"a {note}\x13", "noted", other, note)
            self.passes(other, "dd", "deleted", doer, note, gone=True)
            self.passes(doer, f"+{tag}\r", "tagged", other, tag)
            self.passes(other, "dd", "deleted", doer, tag, gone=True)
        words = [self.word(), self.word()]
        for keys, told, change in (("a {}\x13", "noted", Person.see), ("dd", "deleted", Person.gone)):
            for person, move, word in zip(self.people, ("j", "jj"), words, strict=True):
                person.type((move if told == "noted" else "") + keys.format(word))
            for person in self.people:
                person.see(f"saved  ·  {told}")
                self.acts += 1
                for word in words:
                    change(person, CARD + word)
        for person, move in zip(self.people, ("k", "kk"), strict=True):
            person.type(move)
            assert not ERRORS.search(person.seen.text), person.seen.text

    def come_in(self, number: int) -> None:
        """A debate that the command line brought in, and a note made there."""
        process = self.importing(number)
        for person in self.people:
            person.see(f"Weirs of {day(number)}")
        self.over(process)


def begun(library: Path, stack: ExitStack) -> Two:
    make_library(library)
    with Library.open(library) as opened:
        speech = opened.debate(opened.shelf()[0].id).speeches[0].id
    people = tuple(stack.enter_context(Person(library)) for _ in range(2))
    return Two(library, people, speech)  # type: ignore[arg-type]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with ExitStack() as stack:
        yield begun(tmp_path / "library.db", stack)


def ended(two: Two) -> None:
    """Both leave in order, and every note is there."""
    for person in two.people:
        person.type("\x11")
        assert person.end() == 0
        assert not person.seen.strange
    oracle.sound(two.library)
    with Library.open(two.library) as library:
        notes = [note.body for row in library.shelf() for note in library.notes(row.id)]
        assert sorted(notes) == sorted(two.kept)
        assert [change.undone for change in library.history(limit=10**6)] == [False] * (two.acts + len(two.kept))


def test_two_programs_and_a_command_line_on_one_library(two: Two) -> None:
    for person in two.people:
        person.see("Brackwater")
    two.come_in(0)
    for person in two.people:
        person.do("j\r", "saved")
    process = two.importing(1)
    for _ in range(ROUNDS):
        two.round()
    two.over(process)
    assert STAMP_SECONDS <= CURRENT / 2  # the rest is for reading and painting; the long run measures all of it
    ended(two)
    count("acts of two programs on one library", two.acts + len(two.kept))


@pytest.mark.long
def test_two_programs_and_a_command_line_for_minutes(two: Two) -> None:
    for person in two.people:
        person.see("Brackwater")
    two.come_in(0)
    for person in two.people:
        person.do("j\r", "saved")
    end, number = time.perf_counter() + LONG_SECONDS, 1
    process, noting = two.importing(number), two.command("note", str(two.speech), "c0")
    two.kept.append("c0")
    while time.perf_counter() < end:
        two.round()
        if process.poll() is not None and noting.poll() is not None:
            two.over(process)
            two.over(noting)
            number += 1
            process, noting = two.importing(number), two.command("note", str(two.speech), f"c{number}")
            two.kept.append(f"c{number}")
    two.over(process)
    two.over(noting)
    ended(two)
    print(f"{len(two.lags)} acts, shown after {median(two.lags):.2f} s, the slowest after {max(two.lags):.2f} s")
    assert median(two.lags) < CURRENT
    count("acts of two programs on one library, minutes long", two.acts + len(two.kept))
