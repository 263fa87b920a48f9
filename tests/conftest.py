"""What every test may ask for."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import textual.app
import textual.pilot

from store.library import Library, opening
from tests import figures, resting
from tests.installed import compile_all

MEMORY = Path("/dev/shm")
"""A disk in memory, where there is one: a sync costs nothing there."""
ROOM = 1 << 30
"""Bytes that must be free there for all that the tests write."""


def place_in_memory(config: pytest.Config) -> None:
    """All temporary files of a run, and of the programs that it starts, go to memory until this process ends. The
    name is short, for screens show it; other users may pass through."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
        place = Path(tempfile.mkdtemp(prefix="t-", dir=MEMORY))
        place.chmod(0o711)
        tempfile.tempdir = os.environ["TMPDIR"] = str(place)
        config.option.basetemp = config.option.basetemp or place / "p"
        atexit.register(shutil.rmtree, place, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def resting_apps() -> Iterator[None]:
    """Every Pilot waits for what its app waits for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.app, "wait_for_idle", resting.idle)
        patch.setattr(textual.pilot, "wait_for_idle", resting.idle)
        patch.setattr(ThreadPoolExecutor, "submit", resting.remember)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new library begins as a copy of one that was made once, tables and all: a test makes one or many, and making
    takes ten times as long. Not on a disk that a test watches, and not in the programs that tests start."""
    first = tmp_path_factory.mktemp("first") / "library.db"
    Library.open(first).close()
    content, make = first.read_bytes(), opening._make

    def quick(path: Path) -> None:
        there = os.path.lexists(path) or os.path.lexists(path.with_name(f"{path.name}-wal"))
        make(path)
        if not there and opening.sqlite3 is sqlite3:
            path.write_bytes(content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_make", quick)
        yield


@pytest.fixture(scope="session")
def thirty_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of thirty sitting days, long enough for something to come in between. Only to be read."""
    from tests.benchmarks import corpus

    folder = tmp_path_factory.mktemp("thirty") / "days"
    corpus.write(folder, 12_000)
    return folder


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder on the quickest disk there is, for tests that write thousands of libraries."""
    folder = Path(tempfile.mkdtemp(prefix="dispatchbox-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-figures", action="store_true", help="write what this run did into docs/trust.md")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Where files and counts go: folders that the workers of one run share. What the tests start is compiled once."""
    if not hasattr(config, "workerinput"):
        compile_all()
        place_in_memory(config)
    if config.getoption("--write-figures") and not hasattr(config, "workerinput"):
        os.environ[figures.FOLDER] = tempfile.mkdtemp(prefix="dispatchbox-figures-")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Only a run without a failure is written down."""
    config = session.config
    if config.getoption("--write-figures") and not hasattr(config, "workerinput"):
        folder = Path(os.environ[figures.FOLDER])
        if exitstatus == 0:
            figures.write(figures.counted(folder), "long" if config.option.markexpr != "not long" else "suite")
        shutil.rmtree(folder)
