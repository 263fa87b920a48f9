"""Any sequence of changes, undone and done again across restarts, gives the same library."""

from __future__ import annotations

import atexit
import functools
import random
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from store.errors import ConflictError
from store.library import Library
from store.parsed import Parsed
from store.records import Change
from tests import flows, oracle
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
    """A reader who marks, undoes, does again and starts anew; the model is the list of all states on the way."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        shutil.copy(template(), self.path)
        self.library = Library.open(self.path)
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
        self.library.close()
        oracle.sound(self.path)
        self.folder.cleanup()
        count("undo machines of up to 30 steps")


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(
    max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
