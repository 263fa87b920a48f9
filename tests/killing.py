"""Many programs killed at any moment: `python -m tests.killing FOLDER COUNT SEED` kills so many and looks after each.

One small program without threads forks those that it kills, so that a kill takes milliseconds. What a library is after
each step of a reader is known beforehand; a killed one must be what it was after its last acknowledged step, or after
the next.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from store.backup import back_up, backups, restore
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.schema import VERSION
from tests import flows, oracle, schemas
from tests.ferries import DAY

STEPS = 90
PARTS = 2
"""Seeds that look at every known state together."""
SHOWN = 2
"""Of so many seeds the first killed library is opened by the program itself."""
MOMENT = dt.datetime(2031, 5, 6, tzinfo=dt.UTC)
JOURNAL = 5
"""The first schema with a journal of changes."""
SAMPLE = Path(__file__).parent.parent / "sample_data/theyworkforyou/debates2025-03-11b.xml"


@dataclass
class Known:
    """What is known before anything is killed."""

    folder: Path
    states: list[str] = field(default_factory=list)
    """The digest of the library before step 0, after step 0, and so on."""

    def at(self, step: int) -> Path:
        """The library as it was before that step."""
        return self.folder / f"step-{step}"

    def learn(self, seed: int) -> None:
        """The whole oracle looks at a part of the states, at all of them over PARTS seeds: what is equal to one of them
        is then as sound as that."""
        path = self.folder / "known" / "library.db"
        path.parent.mkdir()
        with Library.open(path) as library:
            for step in range(STEPS + 1):
                self.states.append(oracle.digest(path))
                shutil.copytree(path.parent, self.at(step))
                flows.do(library, step)
        for step in range(seed % PARTS, STEPS, PARTS):
            oracle.sound(self.at(step) / "library.db")


KILLED = [0]
"""How many were still at work when the signal came."""


def killed(act: Callable[[Callable[[], None]], None], acks: int, wait: float) -> int:
    """Run an act in a program of its own and kill it a while after so many acknowledgements; how many it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            act(lambda: os.write(writing, b"+") and None)
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    given = 0
    while given < acks and (more := len(os.read(reading, acks - given))):
        given += more
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := len(os.read(reading, 1000)):
        given += more
    os.close(reading)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "the act failed by itself"
    KILLED[0] += os.WIFSIGNALED(status)
    return given


def steps(known: Known, path: Path, chance: random.Random) -> None:
    """Adding, editing, deleting, tagging, bulk, undo, redo, import and import again."""
    first = chance.randrange(STEPS - 10)
    shutil.copytree(known.at(first), path.parent, dirs_exist_ok=True)

    def act(done: Callable[[], None]) -> None:
        with Library.open(path) as library:
            for step in range(first, STEPS):
                flows.do(library, step)
                done()

    given = killed(act, chance.randrange(6), chance.random() * 0.006)
    assert oracle.digest(path) in known.states[first + given : first + given + 2], f"from step {first}, {given} done"


def making(known: Known, path: Path, chance: random.Random) -> None:
    """The library itself is made."""
    killed(lambda done: Library.open(path).close(), 0, chance.random() * 0.04)
    Library.open(path).close()
    assert oracle.digest(path) == known.states[0]


def migrating(known: Known, path: Path, chance: random.Random) -> None:
    """A library of an older schema is brought up to date."""
    old = chance.randrange(JOURNAL, VERSION)
    schemas.made(path, old, known.at(30) / "library.db")
    before = oracle.digest(path)
    killed(lambda done: Library.open(path).close(), 0, chance.random() * 0.05)
    version, now = oracle.version(path), oracle.digest(path)
    assert (version, now) == (old, before) or version == VERSION, f"half way from {old}: {version}"
    Library.open(path).close()
    assert oracle.rows(path, "note", "quote", "speech") == oracle.rows(
        known.at(30) / "library.db", "note", "quote", "speech"
    )


def backing_up(known: Known, path: Path, chance: random.Random) -> None:
    """Backups are made while the reader goes on."""
    first = chance.randrange(20, STEPS)
    shutil.copytree(known.at(first), path.parent, dirs_exist_ok=True)

    def act(done: Callable[[], None]) -> None:
        for second in range(30):
            back_up(path, MOMENT + dt.timedelta(seconds=second))
            done()

    given = killed(act, chance.randrange(3), chance.random() * 0.02)
    found = backups(path)
    assert len(found) in (given, given + 1)
    assert {oracle.digest(backup.path) for backup in found} <= {known.states[first]}
    assert oracle.digest(path) == known.states[first]
    back_up(path, MOMENT + dt.timedelta(days=1))


def restoring(known: Known, path: Path, chance: random.Random) -> None:
    """A backup takes the place of a newer library."""
    first = chance.randrange(20, STEPS - 5)
    shutil.copytree(known.at(first), path.parent, dirs_exist_ok=True)
    backup = back_up(path, MOMENT)
    with Library.open(path) as library:
        flows.do(library, first)
    older, newer = oracle.digest(backup.path), oracle.digest(path)
    given = killed(lambda done: restore(path, backup.path, MOMENT) and done(), 0, chance.random() * 0.02)
    assert oracle.digest(path) in ([older] if given else [older, newer])
    restore(path, backup.path, MOMENT)
    assert oracle.digest(path) == older


def importing(known: Known, path: Path, chance: random.Random) -> None:
    """A sitting day is brought in, several transactions long."""
    shutil.copytree(known.at(5), path.parent, dirs_exist_ok=True)

    def act(done: Callable[[], None]) -> None:
        with Library.open(path) as library:
            list(bring_in(library, [str(SAMPLE)], Options(DAY), now="2031-05-06T10:00:00Z"))

    killed(act, 0, chance.random() * 0.12)
    oracle.sound(path)
    with Library.open(path) as library:
        (report,) = bring_in(library, [str(SAMPLE)], Options(DAY), now="2031-05-06T10:00:00Z")
        assert report.error is None


def killing(folder: Path, number: int, seed: int) -> int:
    """Kill so many in a program of its own; how many that were."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(folder), str(number), str(seed)],
        capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


FLOWS = [(steps, 14), (making, 1), (migrating, 1), (backing_up, 1), (restoring, 1), (importing, 2)]


def main(folder: Path, number: int, seed: int) -> None:
    known = Known(folder)
    known.learn(seed)
    listed = [flow for flow, weight in FLOWS for _ in range(weight)]
    one = 0
    while KILLED[0] < number:
        one += 1
        flow = listed[one % len(listed)]
        place = folder / "killed"
        place.mkdir(mode=0o700)
        try:
            flow(known, place / "library.db", random.Random(seed * 10**6 + one))
            oracle.private(place / "library.db")
            if one % 5 == 0:
                oracle.sound(place / "library.db")
            if seed < SHOWN and one == 1:
                oracle.shows(place / "library.db")
        except AssertionError as error:
            raise AssertionError(f"kill {one} of seed {seed} ({flow.__name__}): {error}") from error
        shutil.rmtree(place)
    print(KILLED[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
