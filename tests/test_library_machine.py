"""Any sequence of changes, undone and done again across restarts and kills and in two programs, gives one library."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from store.errors import ConflictError
from store.library import Library
from store.parsed import Parsed
from store.records import Change
from tests import flows, oracle
from tests.conftest import MEMORY
from tests.figures import count
from tests.libraries import NOW, SOURCE, debate


@functools.cache
def template() -> Path:
    """A library that every run begins with."""
    path = Path(tempfile.mkdtemp()) / "library.db"
    atexit.register(shutil.rmtree, path.parent)
    with Library.open(path) as library:
        library.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
    return path


UNSEEN = object()
"""Stands for the state that a new change has just led to, until it is looked at."""


class UndoMachine(RuleBasedStateMachine):
    """A reader who marks, undoes, does again and starts anew, and has a second window open; the model is the list of
    all states on the way."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.path = Path(self.folder.name) / "library.db"
        shutil.copy(template(), self.path)
        self.library, self.other = Library.open(self.path), Library.open(self.path)
        self.states: list[object] = [oracle.exported(self.library)]
        self.now = 0
        self.made = 0

    @rule(seed=st.integers(0, 10**6))
    def mark(self, seed: int) -> None:
        shelf = self.library.shelf()
        if not shelf:
            return
        chance = random.Random(seed)
        opened = self.library.debate(chance.choice(shelf).id)
        self.made += 1
        change = flows.mark(self.library, opened, chance, 10**7 * self.made + seed)
        if change is not None:
            self.library.apply(change, now=NOW)
            self._did(change)

    def _did(self, change: Change | None) -> None:
        if change is not None:
            del self.states[self.now + 1 :]
            self.states.append(UNSEEN)
            self.now += 1

    @rule(pick=st.integers(0, 10**6))
    def take_back(self, pick: int) -> None:
        """An act of long ago alone; where a later one depends on it, nothing changes."""
        past = self.library.journal()
        if past:
            with suppress(ConflictError):
                self._did(self.library.take_back(past[pick % len(past)].id, now=NOW))

    @rule(pick=st.integers(0, 10**6))
    def back_to(self, pick: int) -> None:
        past = [entry for entry in self.library.journal() if entry.state == "done"]
        if pick % 3 == 0 and past:
            self._did(self.library.back_to(past[pick % len(past)].id, now=NOW))

    @rule()
    def undo(self) -> None:
        change = self.library.undo(now=NOW)
        assert (change is None) == (self.now == 0)
        self.now -= change is not None

    @rule()
    def redo(self) -> None:
        change = self.library.redo(now=NOW)
        assert (change is None) == (self.now == len(self.states) - 1)
        self.now += change is not None

    @rule()
    def start_anew(self) -> None:
        self.library.close()
        self.library = Library.open(self.path)

    @rule()
    def go_to_the_other_window(self) -> None:
        self.library, self.other = self.other, self.library

    @rule()
    def killed(self) -> None:
        """Both programs at once: what is on the disk at that moment, and no more, is gone on with."""
        found = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        for path in self.path.parent.iterdir():
            if not path.name.endswith("-shm"):
                shutil.copy(path, found.name)
        for library in (self.library, self.other):
            library.close()
        self.folder.cleanup()
        self.folder, self.path = found, Path(found.name) / "library.db"
        self.library, self.other = Library.open(self.path), Library.open(self.path)

    @invariant()
    def is_the_state_of_the_model(self) -> None:
        if hasattr(self, "states"):
            seen = oracle.exported(self.library)
            if self.states[self.now] is UNSEEN:
                self.states[self.now] = seen
            assert seen == self.states[self.now]

    def teardown(self) -> None:
        if not hasattr(self, "states"):
            return
        while self.library.undo(now=NOW):
            pass
        assert oracle.exported(self.library) == self.states[0]
        while self.library.redo(now=NOW):
            pass
        assert oracle.exported(self.library) == self.states[-1]
        for library in (self.library, self.other):
            library.close()
        oracle.sound(self.path)
        self.folder.cleanup()
        count("undo machines, of up to 30 steps in the suite")


def run(examples: int, steps: int) -> None:
    machine = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(UndoMachine, settings=machine)  # type: ignore[no-untyped-call]


def test_undo_and_redo() -> None:
    run(100, 30)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_undo_and_redo_for_long(part: int) -> None:
    run(100, 100)
