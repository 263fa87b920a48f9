"""The running program, killed at random moments of annotating: whatever its screen had shown is there afterwards.

After each act the screen is read first and the library, by a connection of our own, only then.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.library import Library
from tests import figures
from tests.oracle import sound
from tests.pty_driver import Person, make_library
from tui.screens.drafts import last_draft

BEFORE = "no place is marked z"
TOLD = re.compile(
    r"sav(?:ed|ing)  ·  (?P<words>(?:(?:undone|done again): )?"
    r"(?:noted|changed|highlighted|tagged|untagged|deleted) .*"
    r"|nothing to (?:undo|redo|change)|there is no note.*)"
)
"""What the status line says when an act is done."""
DRAFT_SECONDS = 0.3
SLACK = 0.3
"""Seconds that a busy machine may take to give the program its turn."""

History = list[tuple[int, str, bool]]


def history(path: Path) -> History:
    """(number, words, undone) of every change, the oldest first."""
    with Library.open(path) as library:
        return [(change.id, change.words, change.undone) for change in reversed(library.history(limit=10**6))]


def words_kept(path: Path) -> str:
    """All that notes and drafts say."""
    with Library.open(path) as library:
        notes = [note for shelved in library.shelf() for note in library.notes(shelved.id)]
        return "\n".join([*(f"{note.body} {note.tags}" for note in notes), *(text for _, text, _ in library.drafts())])


def differences(one: History, other: History) -> int:
    """In how many acts two histories differ."""
    return sum(before != after for before, after in zip(one, other, strict=False)) + abs(len(one) - len(other))


@dataclass
class Annotator:
    """Somebody who marks the newest debate at random, and remembers what the screen said."""

    person: Person
    library: Path
    choose: random.Random
    count: int
    """Number of the last word written, so that each is another."""

    def word(self) -> str:
        self.count += 1
        return f"w{self.count:05}"

    def act(self) -> str:
        """The keys of one act."""
        return self.choose.choice([self.note, self.note, self.tag, self.mark, self.gone, self.back, self.again])()

    def where(self) -> str:
        return self.choose.choice(["", "j", "k", "vw", "vwww", "jvw"])

    def note(self) -> str:
        return f"{self.where()}a {self.word()}\x13"

    def tag(self) -> str:
        return f"{self.where()}+{self.word()}\r"

    def mark(self) -> str:
        return f"{self.where()}H{self.choose.choice('epdck')}"

    def gone(self) -> str:
        return f"{self.choose.choice(['', 'j', 'k'])}dd"

    def back(self) -> str:
        return "u"

    def again(self) -> str:
        return "\x12"

    def ready(self) -> None:
        """Make the status line say something that no act says."""
        self.person.do("'z", BEFORE)

    def told(self) -> str:
        """What the status line says of the act; empty where it is not done."""
        found = TOLD.search(self.person.seen.rows[-1])
        return found["words"].rstrip() if found else ""

    def carry_out(self, keys: str) -> History:
        """One act; once the screen tells of it, it must be in the library."""
        before = history(self.library)
        self.ready()
        self.person.type(keys)
        end = time.perf_counter() + 10
        asked = False
        while not self.told():
            assert time.perf_counter() < end, f"{keys!r} came to nothing:\n{self.person.seen.text}"
            self.person.read(0.2)
            if not asked and re.search(r"\d+ notes here", self.person.seen.text):
                asked = True
                self.person.type("\r")  # the first of them
        assert not (re.search(r"[a+] ?w\d", keys) and self.told().startswith("nothing")), f"{keys!r} was not taken in"
        after, said = history(self.library), self.told()
        assert differences(before, after) == (0 if said.startswith(("nothing", "there")) else 1)
        self.person.settle(0.02)
        did, _, words = (self.told() or said).rpartition(": ")  # the draft of before may be told of meanwhile
        if did:
            assert (words, did == "undone") in [change[1:] for change in set(after) - set(before)]
        elif differences(before, after):
            assert after[-1][1:] == (words, False), self.person.seen.rows[-1]
        return after

    def write_draft(self) -> tuple[str, dict[int, float]]:
        """Type a note slowly; its text, and when each length of it was seen."""
        self.ready()
        self.person.do("a", "ctrl.s saves")
        shown = self.person.seen.text
        text, seen = "", {}
        for _ in range(self.choose.randrange(4, 50)):
            text += (" " + self.word()) if self.choose.random() < 0.2 else self.choose.choice("bcdfghj")
            self.person.type(text[len(text) - 1 :] if text[-1].isalpha() else text[-7:])
            self.person.read(self.choose.uniform(0, 0.04))
            if self.person.seen.text != shown:
                shown = self.person.seen.text
                seen[len(text)] = time.perf_counter()
        return text, seen


def start(library: Path) -> Person:
    person = Person(library)
    person.see("Brackwater")
    return person


def take_up(person: Person, annotator: Annotator, draft: str) -> None:
    """The draft is offered at the start, and is in its box again."""
    person.see("a note you were writing is kept; g d goes to it")
    person.do("gd", "your draft is back|ctrl.s saves")
    person.see(re.escape(draft.split()[-1]))
    person.type("\x13")
    end = time.perf_counter() + 10
    while not annotator.told():
        assert time.perf_counter() < end, person.seen.text
        person.read(0.2)


def killed_rounds(library: Path, rounds: int, seed: int) -> float:
    """Kill it so many times; gives the greatest age in seconds of a key that was seen and then lost from a draft."""
    make_library(library)
    choose, count, draft, oldest = random.Random(seed), 0, "", 0.0
    for _ in range(rounds):
        with start(library) as person:
            annotator = Annotator(person, library, choose, count)
            if draft.strip():
                take_up(person, annotator, draft)
            else:
                person.do("\r", "saved")
            sure = history(library)
            for _ in range(choose.randrange(1, 6)):
                sure = annotator.carry_out(annotator.act())
            acts, text, seen = [], "", {}
            if choose.random() < 0.5:
                text, seen = annotator.write_draft()
            else:
                acts = [annotator.act() for _ in range(choose.randrange(1, 5))]
                person.type("".join(acts))
                pause = time.perf_counter() + choose.uniform(0, 0.25)
                while time.perf_counter() < pause:
                    person.read(0.01)
            moment = time.perf_counter()
            person.kill()
            figures.count("kills of the running program")
            count = annotator.count
        draft = after_the_kill(person, library, sure, len(acts))
        if text:
            lost = [moment - when for length, when in seen.items() if not holds(draft, text[:length])]
            oldest = max([oldest, *lost])
    return oldest


def holds(draft: str, text: str) -> bool:
    """Whether what was typed is in what was kept; a note that was there already comes before it."""
    return text.strip() in draft


def after_the_kill(person: Person, library: Path, sure: History, acts: int) -> str:
    """Everything shown is there and the library is sound; gives the draft that waits."""
    sound(library)
    after = history(library)
    assert differences(sure, after) <= acts
    assert [change[:2] for change in after[: len(sure)]] == [change[:2] for change in sure]
    kept = words_kept(library)
    cards = "\n".join(row[108:] for row in person.seen.rows)
    undone = "".join(change[1] for change in after if change[2])
    if not undone:
        for word in re.findall(r"\bw\d{5}\b", cards):
            assert word in kept
    with Library.open(library) as opened:
        found = last_draft(opened)
        return (opened.draft(found[0]) or "") if found else ""


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_while_annotating(tmp_path: Path, seed: int) -> None:
    assert killed_rounds(tmp_path / "library.db", 5, seed) <= DRAFT_SECONDS + SLACK


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 50))
def test_killed_many_times_while_annotating(tmp_path: Path, seed: int) -> None:
    assert killed_rounds(tmp_path / "library.db", 25, seed) <= DRAFT_SECONDS + SLACK
