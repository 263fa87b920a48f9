"""The power goes at any moment: whatever was acknowledged is there, and nothing half.

A reader's steps are recorded as what SQLite asked of the disk; from the record come the files that a disk may hold
where the power went, sectors torn and writes out of order. SQLite of the program itself opens them.
"""

from __future__ import annotations

import functools
import random
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.library import Library
from store.schema import settings
from tests import flows, oracle
from tests.conftest import MEMORY
from tests.disk import Disk, Entry, Log, images, on
from tests.figures import count

STEPS = 40
IMAGES = 2000
LONG_IMAGES = 500_000
PARTS = 4
LONG_PARTS = 100
WHOLE = 50
"""One image of so many is also given to the whole oracle. The others must be, row by row and index by index, what a
step left, and each of those states was given to it."""
SHOWN = 2
"""Of so many seeds the last of those images is opened by the program itself."""
CHECKPOINT = "PRAGMA wal_autocheckpoint = 12"
"""Moves what waits into the file often, for there the danger is."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was asked of the disk, and the digest of the library's content after each step."""

    entries: list[Entry]
    states: list[str]
    done: list[int]
    """How many steps were acknowledged before each entry."""
    first: int = 0
    """Number of the first step."""


def copied(path: Path, to: Path) -> Path:
    to.mkdir()
    for file in path.parent.glob("library.db*"):
        shutil.copy(file, to)
    return to / "library.db"


@functools.cache
def recorded(steps: int, sync: int = 2, first: int = 0) -> Recorded:
    """The steps of a reader, from an empty folder on."""
    folder = Path(tempfile.mkdtemp(prefix="dispatchbox-", dir=MEMORY if MEMORY.is_dir() else None))
    log, states = Log(), []
    safe = tuple((name, sync if name == "synchronous" else value) for name, value in settings._SAFE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "_SAFE", safe)
        with on(Disk(log), CHECKPOINT), Library.open(folder / "library.db") as library:
            log.done()
            states.append(oracle.digest(copied(library.path, folder / "begun")))
            for step in range(first, first + steps):
                flows.do(library, step)
                log.done()
                states.append(oracle.digest(copied(library.path, folder / str(step))))
    for step in range(first, first + steps):
        oracle.sound(folder / str(step) / "library.db")
    shutil.rmtree(folder)
    done, sums = 0, []
    for entry in log.entries:
        sums.append(done)
        done += entry.what == "done"
    return Recorded(log.entries, states, [*sums, done], first)


def states_of(made: Iterable[dict[str, bytes]], folder: Path) -> Iterable[tuple[Path, str]]:
    """Each image as a library, and the digest of what SQLite makes of it."""
    for number, files in enumerate(made):
        place = folder / str(number)
        place.mkdir()
        for name, content in ({"library.db": b""} | files).items():
            (place / name).write_bytes(content)
            (place / name).chmod(0o600)
        yield place / "library.db", oracle.digest(place / "library.db")
        shutil.rmtree(place)


def cut_off(record: Recorded, many: int, seed: int, folder: Path) -> int:
    """In how many of so many images an acknowledged step is missing; anything else that is wrong fails."""
    chance = random.Random(seed)
    cuts = sorted(chance.randrange(len(record.entries) + 1) for _ in range(many))
    lost = 0
    for number, (path, found) in enumerate(states_of(images(record.entries, cuts, chance), folder)):
        done = record.done[cuts[number]]
        if done and found not in record.states[done - 1 : done + 1]:
            assert found in record.states[:done], (
                f"image {number} of {seed}, cut {cuts[number]}: not what any step left"
            )
            lost += 1
        elif number % WHOLE == 0:
            Library.open(path).close()
            oracle.sound(path)
            if seed < SHOWN and number == many // WHOLE * WHOLE - WHOLE:
                oracle.shows(path)
    return lost


@pytest.mark.parametrize("part", range(PARTS))
def test_no_power_cut_loses_a_step(quick_path: Path, part: int) -> None:
    assert cut_off(recorded(STEPS), IMAGES // PARTS, part, quick_path) == 0
    count("power-cut images", IMAGES // PARTS)


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_no_power_cut_of_many_loses_a_step(quick_path: Path, part: int) -> None:
    record = recorded(STEPS, first=100 * (part % 10))
    assert cut_off(record, LONG_IMAGES // LONG_PARTS, 1000 + part, quick_path) == 0
    count("power-cut images", LONG_IMAGES // LONG_PARTS)


def test_the_disk_of_these_tests_loses_what_is_not_synced(quick_path: Path) -> None:
    """A library that SQLite syncs less often, as its default in WAL mode is, loses steps in the same images."""
    assert cut_off(recorded(STEPS, sync=1), 200, SHOWN, quick_path) > 20
